"""Results for programs are the same from wherever the files were named: a folder is no part of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_screens import QUESTIONS
from tests.conftest import ROOT, Run

ASKED = {
    # What concerns screens alone is refused beside a form for programs.
    **{
        name: tuple(word for word in words if word != "--gaps")
        for name, words in QUESTIONS.items()
        if name != "spread"
    },
    "score": ("score", "examples/dti-province/2022.csv", "-w", "dti-province-2022"),
    "check": (
        *("check", "examples/dti-province/2022.csv", "-w", "dti-province-2022"),
        *("--expect", "examples/dti-province/published-2022.csv"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("question", ASKED)
def test_a_result_does_not_say_how_the_path_was_typed(
    run: Run, question: str, form: str, tmp_path: Path
) -> None:
    arguments = (*ASKED[question], "-f", form)
    typed = run(*arguments, cwd=ROOT)
    elsewhere = run(*(word.replace("examples/", f"{ROOT}/examples/") for word in arguments), cwd=tmp_path)
    assert typed.returncode == elsewhere.returncode == 0, typed.stderr
    assert typed.stdout == elsewhere.stdout
    assert "examples/" not in typed.stdout
