"""A change by parts as it is shown: the columns after the change add up to it, each thing once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.questions.compare.shown.comparison import ShownComparison
from dtiscore.render.drawing.screen import Screen

EDITION: dict[str, Any] = {
    **HEAD,
    "missing": "reweight",
    "index": {
        "code": "I",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [{"code": code, "rule": {"kind": "fraction"}} for code in "ab"],
    },
}


Columns = dict[str, list[float | None]]


def page(before: Columns, after: Columns, edition: dict[str, Any] = EDITION) -> list[str]:
    """The lines of a comparison of A and B."""
    first, second = (pd.DataFrame({"unit": ["A", "B"], **columns}) for columns in (before, after))
    return ShownComparison(dtiscore.compare(first, second, edition)).screen(Screen()).splitlines()


def rows_of(lines: list[str]) -> dict[str, list[str]]:
    """By unit: rank before, places by itself and by others where they moved, scores, change, then by parts."""
    found = [line.split() for line in lines]
    return {words[2]: words[3:] for words in found if words[2:3] in (["A"], ["B"])}


def test_a_part_that_went_has_the_change_that_this_made() -> None:
    """In A both parts move, by 0.2 / 2 and 0.4 / 2; B lost the value of b, by which its mean is now that of a."""
    lines = page({"a": [0.2, 0.6], "b": [0.2, 0.2]}, {"a": [0.4, 0.6], "b": [0.6, None]})
    rows = rows_of(lines)
    assert rows["A"] == ["2", "+0.5", "−0.5", "0.20", "0.50", "+0.30", "+0.10", "+0.20"]
    assert rows["B"] == ["1", "+0.5", "−0.5", "0.40", "0.60", "+0.20", "=", "+0.20"]
    assert (
        "Scores are made without parts that are there in another table, and move by that too: B (<DataFrame>)."
        in lines
    )


NESTED: dict[str, Any] = {
    **HEAD,
    "publish": {"decimals": 1},
    "index": group("I", "arithmetic", group("P", "arithmetic", *map(indicator, "ab")), indicator("c")),
}
PARTS: Columns = {"a": [0.1, 0.3], "b": [0.3, 0.5], "c": [0.5, 0.5]}
WHOLE: Columns = {"P": [0.2, 0.6], "c": [0.5, 0.5]}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(PARTS, WHOLE, True), (WHOLE, PARTS, True), (PARTS, PARTS, False), (WHOLE, WHOLE, False)],
)
def test_a_node_that_one_table_brings_and_another_has_the_parts_of_is_told(
    before: Columns, after: Columns, told: bool
) -> None:
    """P of A is 0.2 either way, yet nobody knows that the table that brings it made it so."""
    said = (
        "Scores stand in one table as they are and are computed in another, and move by that too: "
        "P (<DataFrame>, 2 units)."
    )
    assert (said in page(before, after, NESTED)) is told


def test_a_ranking_brings_what_was_computed(tmp_path: Path) -> None:
    ranking = tmp_path / "ranking.csv"
    ranking.write_text("rank,unit,name,I.score,P.score\n2,A,A,0.35,0.2\n1,B,B,0.45,0.4\n", encoding="utf-8")
    table = pd.DataFrame({"unit": ["A", "B"], **PARTS})
    shown = ShownComparison(dtiscore.compare(ranking, table, NESTED)).screen(Screen())
    assert "stand in one table" not in shown


def test_what_cannot_be_told_apart_is_not_counted_beside_the_parts() -> None:
    """Of B all parts went and others came: with neither there is no score."""
    rows = rows_of(page({"a": [0.2, 0.6], "b": [0.2, None]}, {"a": [0.4, None], "b": [0.6, 0.8]}))
    assert rows["A"] == ["2", "0.20", "0.50", "+0.30", "+0.10", "+0.20", "="]
    assert rows["B"] == ["1", "0.60", "0.80", "+0.20", "=", "=", "+0.20"]


@pytest.mark.parametrize("missing", ["reweight", "zero"])
def test_a_gap_on_both_sides_is_none_that_moves_a_score(missing: str) -> None:
    edition = {**EDITION, "missing": missing}
    before = pd.DataFrame({"unit": ["A", "B"], "a": [0.2, 0.6], "b": [0.2, None]})
    found = dtiscore.compare(before, before.assign(a=[0.2, 0.8]), edition)
    assert "Scores are made without" not in ShownComparison(found, units=frozenset({"B"})).screen(Screen(100))
    split = found.of("B").split
    assert split is not None
    assert split.nodes["a"] == split.data == split.change


def test_parts_that_do_not_add_up_as_they_are_shown_are_told_of(tmp_path: Path) -> None:
    """Thirds of 0.01 show as 0.00 each beside 0.01; of 0.03 as what they are."""
    edition = {
        **HEAD, "index": group("X", "arithmetic", *map(indicator, "abc"), weights="equal"),
    }  # fmt: skip
    notes = []
    for name, rise in (("odd", 0.01), ("even", 0.03)):
        rows = [f"{unit},{1 + more},{1 + more},{1 + more}" for unit, more in (("u", rise), ("v", 0))]
        before, after = tmp_path / f"{name}0.csv", tmp_path / f"{name}1.csv"
        before.write_text("unit,a,b,c\nu,1,1,1\nv,1,1,1\n")
        after.write_text("\n".join(["unit,a,b,c", *rows]))
        found = dtiscore.compare(before, after, edition)
        told = ShownComparison(found, units=frozenset({"u"})).screen(Screen(100))
        notes.append("in the last digit" in told)
    assert notes == [True, False]


def told(before: dict[str, Any], after: dict[str, Any], edition: dict[str, Any]) -> list[str]:
    """What is said of figures of A that came or went."""
    first, second = (pd.DataFrame({"unit": ["A", "B"], **columns}) for columns in (before, after))
    shown = ShownComparison(dtiscore.compare(first, second, edition), units=frozenset({"A"})).screen(
        Screen(200)
    )
    return [line for line in shown.splitlines() if "without a figure" in line]


def test_a_figure_that_came_or_went_is_told_where_its_part_stands() -> None:
    whole, gone = {"a": [0.2, 0.6], "b": [0.2, 0.2]}, {"a": [0.2, 0.6], "b": [None, 0.2]}
    assert told(whole, gone, EDITION) == [
        "b: without a figure now; what that did to the score stands in the line."
    ]
    assert told(gone, whole, EDITION) == [
        "b: without a figure before; what the new one did to the score stands in the line."
    ]
    assert told(gone, gone, EDITION) == []


def test_of_a_group_that_went_as_a_whole_nothing_is_told_of_what_it_had_lacked() -> None:
    children = [group("g", "arithmetic", indicator("b"), indicator("c"), weights="equal"), indicator("a")]
    edition = {**EDITION, "index": group("I", "arithmetic", *children, weights="equal")}
    before = {"a": [1, 2], "b": [None, 2], "c": [3, 3]}
    after = {"a": [1, 2], "b": [None, 2], "c": [None, 3]}
    assert told(before, after, edition) == [
        "g: without a figure now; what that did to the score stands in the line."
    ]


def test_of_more_children_than_are_told_apart_no_line_is_spoken_of() -> None:
    codes = [f"x{at}" for at in range(13)]
    edition = {**EDITION, "index": group("I", "arithmetic", *map(indicator, codes), weights="equal")}
    whole = {code: [float(at), 2.0] for at, code in enumerate(codes)}
    assert told(whole, {**whole, "x3": [None, 2.0]}, edition) == []


def test_places_are_of_whatever_moved_ranks() -> None:
    """Under the sum A has 4 and B 3, under the double of b A has 5 and B 6: all is done by the edition."""
    data = pd.DataFrame({"unit": ["A", "B"], "a": [3, 0], "b": [1, 3]})
    one, other = (
        {**HEAD, "id": f"by-{weight}", "index": group("I", "arithmetic", indicator("a", weight=1), indicator("b", weight=weight), weights="relative")}
        for weight in (1, 2)
    )  # fmt: skip
    text = ShownComparison(dtiscore.compare(data, None, one, other)).screen(Screen(300))
    assert "places: edition" in text
    assert "places: its own" not in text
    assert "Places: what each of these causes did to a unit's rank" in text
