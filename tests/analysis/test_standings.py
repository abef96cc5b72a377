"""Standings: whole tables are ranked, partial ones never; different lists of units are not compared by accident."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.analysis.lists import on_one_basis
from dtiscore.analysis.standings import Standings, published_standings, standings_of
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.questions.compare.answer import compare
from dtiscore.questions.trend.answer import trend as trend_of
from dtiscore.units.scheme import Unit, UnitScheme


def scheme(name: str, units: dict[str, str | None], successor: str | None = None) -> UnitScheme:
    return UnitScheme(
        id=name,
        title={"en": name},
        source="https://example.org",
        successor=successor,
        units=tuple(
            Unit(code=code, name={"en": f"Unit {code}"}, successor=after) for code, after in units.items()
        ),
    )


OLD = scheme("old", {"A": "A", "B": "A", "C": "C"}, "new")
NEW = scheme("new", {"A": None, "C": None})


def table(
    period: str, on: UnitScheme | None, scores: dict[str, float], ranks: dict[str, float] | None = None
) -> Standings:
    units = {code: ({"": code}, score) for code, score in scores.items()}
    return published_standings(f"{period}.csv", period, "X", on, units, ranks)


def ranks(standings: Standings) -> dict[str, float | None]:
    return {code: one.rank for code, one in standings.units.items()}


def test_a_whole_table_is_ranked_and_equals_share_the_best_rank() -> None:
    assert ranks(table("1", OLD, {"A": 0.5, "B": 0.5, "C": 0.1})) == {"A": 1, "B": 1, "C": 3}


def test_a_partial_table_has_published_ranks_or_none() -> None:
    assert ranks(table("1", OLD, {"B": 0.5, "C": 0.1})) == {"B": None, "C": None}
    partial = table("1", OLD, {"B": 0.5, "C": 0.1}, {"B": 2})
    assert ranks(partial) == {"B": 2, "C": None}
    assert (partial.is_whole, partial.of) == (False, 3)


@pytest.mark.parametrize(
    ("places", "is_whole"),
    [
        ({"A": 1, "B": 2, "C": 3}, True),
        ({"A": 1, "B": 1, "C": 3}, True),  # equal ones share the best rank,
        ({"A": 2, "B": 2, "C": 3}, True),  # the last,
        ({"A": 1.5, "B": 1.5, "C": 3}, True),  # the middle,
        ({"A": 1, "B": 1, "C": 2}, True),  # or have one rank after the other
        ({"A": 1, "B": 2, "C": 14}, False),
        ({"A": 2, "B": 3, "C": 4}, False),
    ],
)
def test_ranks_with_gaps_say_that_units_lack_where_no_scheme_does(
    places: dict[str, float], is_whole: bool
) -> None:
    found = table("1", None, {"A": 0.9, "B": 0.8, "C": 0.7}, places)
    assert ranks(found) == places
    assert (found.is_whole, found.of) == (is_whole, 3 if is_whole else None)


def test_different_schemes_are_refused_unless_restated() -> None:
    old, new = table("1", OLD, {"A": 0.9, "B": 0.1, "C": 0.6}), table("2", NEW, {"A": 0.7, "C": 0.6})
    with pytest.raises(UsageFault, match=r"different lists of units.*1: old, 2: new") as fault:
        on_one_basis([old, new])
    assert fault.value.fix is not None
    assert "--restate mean" in fault.value.fix
    before, after = on_one_basis([old, new], "mean")
    assert after is new
    assert before.units["A"].score == (0.9 + 0.1) / 2
    assert ranks(before) == {"A": 2, "C": 1}  # A was first of three, and is second of two
    assert (before.of, before.restated_from) == (2, "old")


def test_a_unit_that_lacks_a_part_has_no_restated_score_and_the_others_have() -> None:
    """As on one scheme: a row that lacks leaves all without a rank, and the places among those that are there."""
    whole = table("2", NEW, {"A": 0.7, "C": 0.6})
    before, _ = on_one_basis([table("1", OLD, {"A": 0.9, "C": 0.6}, {"A": 1}), whole], "mean")
    assert {code: (one.rank, one.score, one.place) for code, one in before.units.items()} == {
        "A": (None, None, None),
        "C": (None, 0.6, 1),
    }
    assert (before.is_whole, before.of) == (False, 2)
    assert before.without_parts == {"A": [{"en": "Unit B"}]}
    without_score = published_standings(
        "1.csv", "1", "X", OLD, {"A": ({}, 0.9), "B": ({}, None), "C": ({}, 0.6)}, None
    )
    before, _ = on_one_basis([without_score, whole], "mean")
    assert (ranks(before), before.is_whole, before.of) == ({"A": None, "C": 1}, True, 1)
    with pytest.raises(InvalidData, match="no unit has the scores of all that it is made of"):
        on_one_basis([table("1", OLD, {"A": 0.9}), whole], "mean")


def test_units_of_a_table_that_lacks_some_are_ranked_among_the_common_ones() -> None:
    whole = table("1", NEW, {"A": 0.7, "C": 0.6})
    part = table("2", NEW, {"C": 0.9})
    found = compare(whole, part, across="common")
    assert [(one.unit, one.before.rank, one.after.rank) for one in found.changes] == [("C", 1, 1)]
    trend = trend_of([whole, part], common_units=True)
    assert [one.of for one in trend.tables] == [1, 1]


def test_two_indices_are_not_compared() -> None:
    other = published_standings("b.csv", "2", "Y", OLD, {}, None)
    with pytest.raises(UsageFault, match="1 holds X, 2 holds Y"):
        on_one_basis([table("1", OLD, {"A": 1.0}), other])


@pytest.mark.parametrize(("column", "fix"), [("year", "--period"), ("group", "--group")])
def test_what_to_do_with_a_table_of_several_rankings_depends_on_what_divides_it(
    column: str, fix: str
) -> None:
    edition = {
        **HEAD,
        "layout": {"group": "group"},
        "index": {"code": "X", "aggregate": "sum", "children": [indicator("a")]},
    }
    card = dtiscore.score(pd.DataFrame({"unit": ["A", "A"], column: ["2020", "2021"], "a": [1, 2]}), edition)
    with pytest.raises(UsageFault) as fault:
        standings_of(card)
    assert fix in str(fault.value.fix)


def test_a_group_of_a_whole_table_is_ranked_by_every_question(examples: Path) -> None:
    """A part of the list is no list of its own, and a group is: what lies in no group or another one is not lacking."""
    before, after = (
        pd.read_csv(examples / "dti-province" / f"{year}.csv", dtype=str) for year in (2022, 2023)
    )
    for table in (before, after):
        table["region"] = ["north" if int(code) < 40 else "south" for code in table["code"]]
    reading: dict[str, Any] = {"by": ["region"], "group": "south"}
    edition = "dti-province-2022"
    own = {
        one: dtiscore.score(table, edition, **reading)
        for one, table in zip("ab", (before, after), strict=True)
    }
    south = {
        one: dict(zip(card.dataset.units, card.ranks["DTI"].tolist(), strict=True))
        for one, card in own.items()
    }
    assert len(south["a"]) == 37

    compared = dtiscore.compare(before, after, edition, **reading)
    assert (compared.before.of, compared.after.of) == (37, 37)
    assert {one.unit: one.before.rank for one in compared.changes} == south["a"]
    assert {one.unit: one.after.rank for one in compared.changes} == south["b"]
    followed = dtiscore.trend([before, after], edition, **reading)
    assert {one.unit: one.standings[1].rank for one in followed.units if one.standings[1]} == south["b"]
    supposed = dtiscore.whatif(
        before, edition, [dtiscore.WeightChange("I", 600)], weights_as="siblings", **reading
    )
    assert {one.unit: one.before.rank for one in supposed.comparison.changes} == south["a"]
    assert supposed.moved

    fewer = dtiscore.compare(before[1:], after[1:], edition, allow_missing_units=True, **reading)
    assert not any(one.before.rank for one in fewer.changes)


def test_what_a_score_was_made_without_is_told_by_unit() -> None:
    """A node that a table brings lacks nothing, nor does one what counts for nothing; a part that is 0 for want of data is lacking."""
    whole = {"code": "g", "column": "g", "rule": {"kind": "identity"}, "aggregate": "arithmetic", "weight": 1}
    edition = {
        **HEAD,
        "missing": "reweight",
        "index": {
            "code": "X",
            "aggregate": "arithmetic",
            "weights": "relative",
            "children": [
                {**whole, "weights": "equal", "children": [indicator("a"), indicator("b")]},
                indicator("c", weight=1),
                indicator("d", weight=1, missing="zero"),
                indicator("e", weight=0),
            ],
        },
    }
    columns = {
        "unit": list("PQRST"),
        "g": [7, None, None, None, None],
        "a": [None, 1, 1, None, 1],
        "b": [None, 2, None, None, 2],
        "c": [1, 1, 1, 1, 1],
        "d": [1, 1, 1, 1, None],
        "e": [None] * 5,
    }
    found = standings_of(dtiscore.score(pd.DataFrame(columns), edition))
    assert found.lacking == {"R": {"b"}, "S": {"g"}, "T": {"d"}}


def test_ranks_from_opposite_ends_are_not_compared() -> None:
    """Where less is better, the lowest first and the highest first rank the same units the other way round: nobody moved."""
    index = indicator("x", rule={"kind": "identity"})
    best = {**HEAD, "id": "best", "rank": {"on": "full", "order": "ascending"}, "index": index}
    worst = {**HEAD, "id": "worst", "rank": {"on": "full", "first": "worst"}, "index": index}
    data = pd.DataFrame({"unit": ["A", "B", "C"], "x": [1, 2, 3]})
    early, late = data.assign(year="2021"), data.assign(year="2022")
    ranks = [dtiscore.score(data, edition).ranks["x"].tolist() for edition in (best, worst)]
    assert ranks == [[1, 2, 3], [3, 2, 1]]
    cards = [dtiscore.score(early, best), dtiscore.score(late, worst)]
    for refused in (
        lambda: dtiscore.compare(data, data, best, worst),
        lambda: dtiscore.whatif(data, best, against=worst),
        lambda: dtiscore.trend(cards),
        lambda: dtiscore.backcast([early, late], best, was=worst),
    ):
        with pytest.raises(UsageFault, match="rank 1 is the worst unit under one edition"):
            refused()
