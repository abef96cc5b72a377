"""An answer under a draft says so wherever people read it; what programs read has it in the edition."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.conftest import ROOT, Run

DTI = ROOT / "examples" / "dti-province"
ANSWERS = (
    "score 2022.csv",
    "explain 2022.csv --unit 56",
    "explain 2022.csv --unit 56 --cell hoat_dong_kinh_te_so",
    "profile 2022.csv",
    "league 2022.csv --indicator 7",
    "compare 2022.csv 2023.csv",
    "compare 2022.csv 2023.csv --unit 56",
    "trend 2022.csv 2023.csv",
    "trend 2022.csv 2023.csv --show spread",
    "improve 2022.csv --unit 56 --to-rank 40",
    "whatif 2022.csv --value 56:hoat_dong_kinh_te_so=0.9",
    "backcast 2022.csv 2023.csv",
    "robustness 2022.csv --draws-count 20",
    "diagnose 2022.csv",
    "diff 2022.csv 2023.csv",
)
PICTURES = (
    "ranking 2022.csv",
    "changes 2022.csv 2023.csv",
    "causes 2022.csv 2023.csv --unit 56",
    "lines 2022.csv 2023.csv",
    "scores 2022.csv 2023.csv",
    "profile 2022.csv --unit 56",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = (ROOT / "weights" / "dti-province-2022.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^family:.*\n", "", text.replace("id: dti-province-2022", "id: mine"), flags=re.MULTILINE)
    (tmp_path / "mine.yaml").write_text(
        text.replace("id: mine\n", "id: mine\ndraft: true\n"), encoding="utf-8"
    )
    (tmp_path / "done.yaml").write_text(text.replace("id: mine\n", "id: done\n"), encoding="utf-8")
    for year in ("2022", "2023"):
        (tmp_path / f"{year}.csv").write_bytes((DTI / f"{year}.csv").read_bytes())
    return tmp_path


@pytest.mark.parametrize("line", ANSWERS)
def test_every_answer_under_a_draft_says_so(line: str, folder: Path, run: Run) -> None:
    """Rankings and reports said it; a comparison, which is forwarded as often, did not."""
    for form in ("table", "md", "html"):
        under = [
            run(*shlex.split(line), "-w", f"{name}.yaml", "-f", form, cwd=folder) for name in ("mine", "done")
        ]
        assert [one.returncode for one in under] == [0, 0], under[0].stderr
        assert ["DRAFT: directions and weights are not confirmed" in one.stdout for one in under] == [
            True,
            False,
        ], form


@pytest.mark.parametrize("kind", PICTURES)
def test_every_picture_under_a_draft_says_so(kind: str, folder: Path, run: Run) -> None:
    done = run("plot", *shlex.split(kind), "-w", "mine.yaml", "-f", "vl.json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "DRAFT" in str(json.loads(done.stdout)["title"])


def test_of_two_editions_the_draft_is_named(folder: Path, run: Run) -> None:
    told = run("compare", "2022.csv", "-w", "done.yaml", "-w", "mine.yaml", cwd=folder).stdout
    assert "DRAFT: directions and weights are not confirmed (mine)" in told
