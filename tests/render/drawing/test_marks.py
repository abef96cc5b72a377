"""Marks in the cells of a screen: ranges of ranks, courses, what is behind a name, and the list of editions in lines."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from tests.conftest import ROOT, Run
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.questions.score.shown.notes import gap_marks
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.drawing.bars import course, interval
from dtiscore.render.drawing.folding import width_of
from dtiscore.render.drawing.screen import Screen

FOLDER = ROOT / "examples" / "dti-province"


@pytest.mark.parametrize(
    ("low", "at", "high", "drawn"),
    [
        (1, 1, 1, "●"),
        (1, 2, 3, "┣●┫"),
        (1, 1, 11, "●━━━━━━━━━┫"),
        (11, 11, 11, "          ●"),
        (5, 3, 7, "  ● ┣━┫"),  # the rank itself may lie outside of nine in ten
    ],
)
def test_a_range_lies_between_the_first_rank_and_the_last(
    low: float, at: float, high: float, drawn: str
) -> None:
    assert interval(low, at, high, 11, 11) == drawn


def test_one_rank_and_one_cell_are_drawn() -> None:
    assert interval(1, 1, 1, 1, 12) == "●"
    assert interval(1, 4, 9, 9, 1) == "●"


def test_a_course_rises_with_the_rank() -> None:
    assert course([8, 4, 1], 8) == "▁▅█"
    assert course([None, 1, None], 8) == " █ "
    assert course([1], 1) == "█"


def test_ranges_give_way_on_a_narrow_screen(run: Run) -> None:
    line = ("robustness", FOLDER / "2023.csv", "-w", "dti-province-2022", "--draws-count", "50")
    assert "1 to 63" in run(*line, "--width", "100").stdout
    narrow = run(*line, "--width", "45").stdout
    assert "●" not in narrow
    assert all(width_of(each) <= 45 for each in narrow.splitlines())


def test_units_with_gaps_are_marked() -> None:
    edition = {
        **HEAD,
        "missing": "reweight",
        "index": group(
            "T", "arithmetic", indicator("x", weight=1), indicator("y", weight=1), weights="relative"
        ),
    }
    table = pd.DataFrame({"unit": ["a", "b", "c"], "x": [1.0, 2.0, 3.0], "y": [1.0, None, 2.0]})
    card = dtiscore.score(table, edition)
    assert gap_marks(card) == {1: "*"}
    page = ShownRanking(card).screen(Screen(80))
    assert "b\u00a0*" in page
    assert "* behind a name or a score: parts are missing" in page
    filled = {**edition, "prepare": [{"step": "impute", "method": "median"}]}
    card = dtiscore.score(table, filled)
    assert gap_marks(card) == {1: "°"}
    # Behind the score of y, where the value was filled in, and not behind that of x.
    rows = ShownRanking(card, level="all").screen(Screen(80)).splitlines()
    assert [line.count("°") for line in rows if re.search(r"^ +\d", line)] == [0, 2, 0]
    assert all(re.search(r"°(?: +\d)?$", line) for line in rows if "b\u00a0°" in line)


def test_editions_stand_in_a_line_each(run: Run) -> None:
    listed = run("weights", "list", "-f", "csv").stdout.splitlines()[1:]
    families = {re.sub(r"-\d{4}(-\w+)?$", "", line.split(",")[0]) for line in listed}
    for width in ("60", "80", "140"):
        head, *lines = run("weights", "list", "--width", width).stdout.split("\n\n")[0].splitlines()
        assert len(lines) == len(families)
        assert all(width_of(line) <= int(width) for line in [head, *lines])
    assert "verified:" in run("weights", "list", "--long", "--width", "80").stdout


def test_an_edition_is_found_without_its_accents(run: Run) -> None:
    found = run("weights", "list", "--find", "chuyen doi so cap tinh", "-f", "csv").stdout
    assert [line.split(",")[0] for line in found.splitlines()[1:]] == [
        "dti-province-2020",
        "dti-province-2022",
    ]
    none = run("weights", "list", "--find", "nowhere")
    assert (none.returncode, none.stdout) == (2, "")
    assert "see all: dtiscore weights list" in none.stderr
