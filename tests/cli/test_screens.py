"""The screens of the questions behind a ranking, as an official meets them: whole at 100 and 40 columns, in blocks, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from dtiscore.render.drawing import figures
from tests.conftest import ROOT, Run

Y2022, Y2023 = "examples/dti-province/2022.csv", "examples/dti-province/2023.csv"
EDITION = ("-w", "dti-province-2022")
YEARS = (f"2022={Y2022}", f"2023={Y2023}")
QUESTIONS = {
    "explain": ("explain", Y2022, *EDITION, "--unit", "56", "--gaps"),
    "explain cell": ("explain", Y2022, *EDITION, "--unit", "56", "--cell", "7"),
    "profile": ("profile", Y2022, *EDITION),
    "league": ("league", Y2022, *EDITION, "--indicator", "7", "--unit", "56", "--top", "5"),
    "compare": ("compare", *YEARS, *EDITION, "--top", "5"),
    "compare unit": ("compare", *YEARS, *EDITION, "--unit", "56"),
    "trend": ("trend", *YEARS, *EDITION, "--top", "5"),
    "spread": ("trend", *YEARS, *EDITION, "--show", "spread"),
    "improve": ("improve", Y2022, *EDITION, "--unit", "56", "--to-rank", "20", "--plans", "2"),
    "whatif": ("whatif", Y2022, *EDITION, "--value", "56:7=0.75", "--weight", "7=250", "--rescale", "--top", "5"),
    "backcast": ("backcast", *YEARS, *EDITION, "--top", "5"),
    "ranks": ("robustness", Y2023, *EDITION, "--draws-count", "100"),
    "pairs": ("robustness", Y2023, *EDITION, "--draws-count", "100", "--show", "pairs"),
    "removal": ("robustness", Y2023, *EDITION, "--show", "removal"),
    "influence": ("robustness", Y2023, *EDITION, "--draws-count", "100", "--show", "influence"),
    "diagnose": ("diagnose", Y2023, *EDITION),
}  # fmt: skip
UNKNOWN_WORDS = ("sobol", "shapley", "dirichlet", "monte carlo", "simplex", "replicate", "nan")
"""Terms that stand in brackets at most, behind a plain word."""
AID = {"en": "How to read", "vi": "Cách đọc"}


@pytest.mark.parametrize("language", AID)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_screen_is_whole_in_blocks_and_in_plain_words(run: Run, question: str, language: str) -> None:
    for width in (100, 40):
        result = run(*QUESTIONS[question], "--width", str(width), "--lang", language, cwd=ROOT)
        assert result.returncode == 0, result.stderr
        lines = result.stdout.splitlines()
        # The lines to copy into a shell are never folded.
        drawn = [line for line in lines if not line.startswith(("    dtiscore ", "      --value "))]
        assert max(map(len, drawn)) <= width
        assert any(line.startswith(AID[language]) for line in lines)
        outside_brackets = re.sub(r"\([^()]*\)", "", result.stdout.lower())
        assert not any(word in outside_brackets.split() for word in UNKNOWN_WORDS)
        # The title, the table and what follows stand apart, each gap is one line, and none is at an end.
        assert result.stdout.count("\n\n") >= 2
        assert "\n\n\n" not in result.stdout
        assert lines[0]
        assert lines[-1]
        # A table begins after an empty line: its first line is indented, and none of prose above it is cut off by it.
        aid = next(at for at, line in enumerate(lines) if line.startswith(AID[language]))
        assert not lines[aid - 1].startswith("  ") or question == "explain"


@pytest.mark.parametrize("question", QUESTIONS)
def test_how_many_decimals_a_column_has_is_not_asked_for_each_unit(
    monkeypatch: pytest.MonkeyPatch, run: Run, question: str
) -> None:
    # It takes a look at every unit: asked once more for each of them, a screen of 1,000 units took half a minute.
    asked = 0
    plain = figures.decimals_of

    def counted(values: Iterable[float | None], most: figures.Decimals = 2) -> int:
        nonlocal asked
        listed = list(values)
        asked += len(listed) > 40  # of the 63 units
        return plain(listed, most)

    monkeypatch.setattr(figures, "decimals_of", counted)
    arguments = [word for word in QUESTIONS[question] if word not in ("--top", "5")]
    assert run(*arguments, cwd=ROOT).returncode == 0
    assert asked < 10


@pytest.mark.parametrize("width", [60, 100])
def test_warnings_are_as_wide_as_the_result(run: Run, width: int, tmp_path: Path) -> None:
    # Parted by semicolons, its points could be signs between thousands.
    text = (ROOT / "examples" / "hdi" / "2022.csv").read_text(encoding="utf-8").replace(",", ";")
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    asked = ("score", "t.csv", "-w", "hdi-2022", "--top", "3", "--width", str(width))
    told = run(*asked, cwd=tmp_path).stderr.splitlines()
    assert "settled-number-style" in "\n".join(told)
    assert max(map(len, told)) <= width


def test_a_line_that_names_what_is_not_shown_is_indented_from_its_second_line_on(run: Run) -> None:
    shown = run(*QUESTIONS["compare"], "--width", "70", cwd=ROOT).stdout.splitlines()
    at = next(at for at, line in enumerate(shown) if line.startswith("Not shown at this width"))
    assert shown[at + 1].startswith("  ")
