"""Ranks as tables publish them, with the marks of those that are shared."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore import Basis
from dtiscore.errors import InvalidData
from dtiscore.tables.published_ranks import plain_ranks

EDITION = {**HEAD, "rank": {"on": "published", "ties": "min"}, "index": group("E", "sum", indicator("a"))}
SHARED = (
    "#2",
    "=2",
    "2=",
    "2 =",
    "T2",
    "T-2",
    "2T",
    "2 tie",
    "Joint 2",
    "2 (tied)",
    "2 ex aequo",
    "2nd",
    "2º",
    "2.",
    "2ème",
    "Đồng hạng 2",
    "2e ex aequo",
    "=2.º",
)


def written(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("shared", SHARED)
def test_a_mark_around_a_rank_is_no_part_of_it(shared: str, tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "unit,a", "p,5", "q,4", "r,4", "s,1")
    right = written(
        tmp_path, "right.csv", "unit,score,rank", "p,5,1", f'q,4,"{shared}"', f'r,4,"{shared}"', "s,1,4"
    )
    _, found = dtiscore.check(table, EDITION, right)
    assert (found.agrees, found.ranks) == (True, 4)
    wrong = written(tmp_path, "wrong.csv", "unit,rank", "p,1", "q,3", f'r,"{shared}"', "s,4")
    (difference,) = dtiscore.check(table, EDITION, wrong)[1].differences
    assert (difference.unit, difference.expected, difference.computed) == ("q", 3, 2)


def test_places_out_of_how_many_there_are(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "unit,a", "p,5", "q,4", "r,4")
    expected = written(tmp_path, "e.csv", "unit,rank", "p,1/3", "q,2 / 3", "r,2/3")
    assert dtiscore.check(table, EDITION, expected)[1].agrees
    # Of different wholes, or beside plain ranks, it may be a day.
    assert plain_ranks(["1/3", "2/4"]) == ["1/3", "2/4"]
    assert plain_ranks(["1", "2/3"]) == ["1", "2/3"]


@pytest.mark.parametrize(
    ("several", "outside", "told"),
    [
        ("2-3", "3-5", "3–5"),
        ("3–2", "1", 1),
        ("2+", "3+", "3+"),
        ("> 1", "> 2", "3+"),
        ("≥ 2", "≥3", "3+"),
        ("#2-#3", "=3-5", "3–5"),
        ("2−3", "3 to 5", "3–5"),
    ],
)
def test_of_several_ranks_one_is_that_of_the_unit(
    several: str, outside: str, told: object, tmp_path: Path
) -> None:
    """As universities are ranked below the first two hundred."""
    table = written(tmp_path, "t.csv", "unit,a", "p,5", "q,4", "r,4")
    within = written(tmp_path, "e.csv", "unit,rank", "p,1", f"q,{several}", "r,2")
    _, found = dtiscore.check(table, EDITION, within)
    assert (found.agrees, found.ranks) == (True, 3)
    beyond = written(tmp_path, "e.csv", "unit,rank", "p,1", f"q,{outside}", "r,2")
    (difference,) = dtiscore.check(table, EDITION, beyond)[1].differences
    assert (difference.unit, difference.expected, difference.computed) == ("q", told, 2)


def test_units_that_are_ranked_together_may_have_no_published_score(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "unit,a", "p,5", "q,4", "r,3", "s,2")
    expected = written(tmp_path, "e.csv", "unit,score,rank", "p,5,1", "q,4,2", "r,,3-4", "s,,3-4")
    _, found = dtiscore.check(table, EDITION, expected)
    assert (found.agrees, found.scores, found.ranks) == (True, 2, 4)
    alone = written(tmp_path, "e.csv", "unit,score,rank", "p,5,1", "q,4,2", "r,,3", "s,2,4")
    (difference,) = dtiscore.check(table, EDITION, alone)[1].differences
    assert (difference.unit, difference.what, difference.expected) == ("r", "score", None)


def test_a_unit_without_a_rank_has_none_of_several(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "unit,a", "p,5", "q,4", "r,")
    expected = written(tmp_path, "e.csv", "unit,rank", "p,1", "q,2", "r,3+")
    (difference,) = dtiscore.check(table, {**EDITION, "missing": "no-score"}, expected)[1].differences
    assert (difference.unit, difference.expected, difference.computed) == ("r", "3+", None)


@pytest.mark.parametrize("several", ["2-3", "2+"])
def test_which_of_several_ranks_moved_nobody_knows(several: str, tmp_path: Path) -> None:
    before = written(tmp_path, "before.csv", "unit,score,rank", "p,5,1", f"q,4,{several}", "r,3,3")
    after = written(tmp_path, "after.csv", "unit,score,rank", "p,3,3", "q,4,2", "r,6,1")
    with pytest.raises(InvalidData) as caught:
        dtiscore.compare(before, after, basis=Basis(published="score"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.raw, problem.message) == ("not-a-number", several, "names several ranks")


def test_marked_ranks_of_two_years_are_compared(tmp_path: Path) -> None:
    before = written(tmp_path, "before.csv", "unit,score,rank", "p,5,1", "q,4,=2", "r,4,=2")
    after = written(tmp_path, "after.csv", "unit,score,rank", "p,3,3rd", "q,4,2nd", "r,6,1st")
    found = dtiscore.compare(before, after, basis=Basis(published="score"))
    assert {unit: found.of(unit).up for unit in "pqr"} == {"p": -2, "q": 0, "r": 1}


@pytest.mark.parametrize("marked", [True, False])
def test_init_knows_by_marked_ranks_what_a_table_ranks_by(marked: bool, tmp_path: Path) -> None:
    places = [1, 2, 2, 4, 5, 6, 7, 7, 9, 10, 11, 12]
    lines = [
        f"{'=' if marked and places.count(place) > 1 else ''}{place},u{at},{99 - 3 * place},{at * 7 % 12},{at * 5 % 12}"
        for at, place in enumerate(places)
    ]
    path = written(tmp_path, "t.csv", "Rank,unit,Verdict,a,b", *lines)
    started = dtiscore.init(path, folder=tmp_path)
    assert started.draft is not None
    assert [each.column for each in started.draft.criteria] == ["a", "b"]
    assert started.draft.published.name == "Verdict"
