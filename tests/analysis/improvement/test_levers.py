"""What can be moved, which way, and how far: full marks, bounds, answers, ratios, supplied scores, missing values."""

from __future__ import annotations

from typing import Any

import pytest
from tests.analysis.improvement.conftest import Made, fraction
from tests.made import indicator

from dtiscore.errors import UsageFault
from dtiscore.questions.improve.answer import Improvement, Limit, Room, Target, improve


def room(found: Improvement, column: str) -> Room:
    return next(each for each in found.rooms if each.lever.column == column)


def test_a_fraction_goes_to_what_earns_it_all_and_no_further(made: Made) -> None:
    card = made({"a": [20, 60, 80], "b": [0.5, 0.5, 0.5]}, [fraction("a", 10, of=80), fraction("b", 30)])
    found = improve(card, "A", Target(rank=1))
    a, b = room(found, "a"), room(found, "b")
    assert a.full is not None
    assert a.full.value == 80
    assert a.full.gain == pytest.approx(10 * 60 / 80)
    assert (a.rank, a.top) == (1, 10)  # 10 + 15 = 25 as much as C, who shares the first rank
    assert b.per_unit == pytest.approx(30)
    assert b.full is not None
    assert b.full.text == "1"


def test_less_is_raised_where_less_is_better(made: Made) -> None:
    rule = {"kind": "goalposts", "low": 10, "high": 50, "direction": "down"}
    card = made(
        {"a": [40.5, 20.5], "b": [0.5, 0.5]}, [{"code": "a", "points": 40, "rule": rule}, fraction("b", 9)]
    )
    found = improve(card, "A", Target(rank=1), {"b": Limit(fixed=True)})
    a = room(found, "a")
    assert a.full is not None
    assert (a.lever.sign, a.full.value) == (-1, 10)
    assert a.per_unit == pytest.approx(-1.0)
    (plan,) = found.plans
    assert [(change.lever.column, change.value) for change in plan.changes] == [("a", 20.5)]


def test_a_step_tells_what_it_needs_and_brings(made: Made) -> None:
    steps = [{"at_least": 2, "score": 0.5}, {"at_least": 4.5, "score": 1}]
    card = made({"a": [1.5, 5.0]}, [{"code": "a", "points": 10, "rule": {"kind": "steps", "steps": steps}}])
    found = improve(card, "A", Target(rank=1))
    a = room(found, "a")
    assert a.next is not None
    assert (a.next.value, a.next.gain, a.per_unit) == (2, 5, None)
    assert [change.value for change in found.plans[0].changes] == [4.5]


def test_the_next_step_of_a_column_of_money_is_found_among_hundreds_of_millions(made: Made) -> None:
    steps = [{"at_least": 300_000_001, "score": 0.5}, {"at_least": 700_000_000, "score": 1}]
    rule = {"kind": "steps", "steps": steps}
    card = made({"a": [12_345_678, 772_784_855]}, [{"code": "a", "points": 10, "rule": rule}])
    a = room(improve(card, "A", Target(rank=1)), "a")
    assert a.next is not None
    assert (a.next.value, a.next.gain) == (300_000_001, 5)


@pytest.mark.parametrize(
    ("rule", "full"),
    [
        ({"kind": "goalposts", "low": 0, "high": 10.5}, 11),
        ({"kind": "goalposts", "low": 8.5, "high": 20, "direction": "down"}, 8),
        ({"kind": "steps", "steps": [{"at_least": 10.5, "score": 1}]}, 11),
        ({"kind": "ratio", "numerator": "a", "denominator": "all", "cap": True}, 11),
        ({"kind": "fraction", "of": 10.5}, None),
        ({"kind": "ratio", "numerator": "a", "denominator": "all"}, None),
    ],
)
def test_what_is_counted_goes_to_the_whole_number_that_earns_it_all(
    made: Made, rule: dict[str, Any], full: int | None
) -> None:
    """Beyond an end between two whole numbers, where the edition admits the next one, and else no further than now."""
    columns = {"a": [10, 4, 9], "all": [10.5, 10.5, 10.5], "b": [0.5, 0.5, 0.4]}
    card = made(columns, [{"code": "n", "column": "a", "points": 10, "rule": rule}, fraction("b", 10)])
    a = room(improve(card, "A", Target(rank=1)), "a")
    assert (a.full and a.full.value) == full


@pytest.mark.parametrize("aggregate", ["minimum", "arithmetic"])
@pytest.mark.parametrize("limits", [{}, {"a": Limit(step=3), "b": Limit(step=3)}])
def test_room_for_less_than_a_step_is_none(made: Made, aggregate: str, limits: dict[str, Limit]) -> None:
    children = [indicator(code, rule={"kind": "fraction", "of": 10.5}) for code in "ab"]
    index = {"aggregate": aggregate} | ({} if aggregate == "minimum" else {"weights": "equal"})
    card = made({"a": [10, 3, 10], "b": [10, 5, 9]}, children, index=index)
    found = improve(card, "A", Target(score=1.0), limits)
    assert [each.full for each in found.rooms] == [None, None]
    assert not found.plans


def test_a_derived_column_is_moved_by_what_it_is_made_of(made: Made) -> None:
    prepare = [{"step": "derive", "column": "per_head", "formula": "doctors / people"}]
    children = [{"code": "d", "points": 10, "column": "per_head", "rule": {"kind": "fraction", "of": 0.5}}]
    card = made({"doctors": [100, 400], "people": [1000, 1000]}, children, prepare=prepare)
    found = improve(card, "A", Target(rank=1))
    doctors, people = room(found, "doctors"), room(found, "people")
    assert doctors.full is not None
    assert doctors.full.value == 400
    assert doctors.full.gain == pytest.approx(10 * (0.8 - 0.2))
    assert people.full is None  # nobody is told to have fewer
    assert [(change.lever.column, change.value) for change in found.plans[0].changes] == [("doctors", 400)]


def test_a_unit_does_not_outrank_its_own_value_as_it_was(made: Made) -> None:
    """By ranks as they were learned, C alone would leave behind its old 3.5 as well."""
    ranks = [{"code": code, "weight": 1, "rule": {"kind": "percentile-rank"}} for code in "ab"]
    index = {"aggregate": "arithmetic", "weights": "relative", "children": ranks}
    columns = {"a": [1.5, 2.5, 3.5, 4.5, 5.5], "b": [10.5, 20.5, 30.5, 40.5, 50.5]}
    found = improve(made(columns, [], index=index), "C", Target(rank=2))
    a = room(found, "a")
    assert a.full is not None
    assert (a.full.gain, a.per_unit) == (0.125, 0)
    assert [change.gain for change in found.plans[0].changes] == [0.125]


def test_falling_steps_go_just_below_where_they_begin(made: Made) -> None:
    # Below 3 earns all, from 3 on half, from 6 on nothing.
    steps = [{"at_least": 3, "score": 0.5}, {"at_least": 6, "score": 0}]
    rule = {"kind": "steps", "steps": steps, "otherwise": 1}
    card = made({"a": [7.5, 1.0]}, [{"code": "a", "points": 10, "rule": rule}])
    found = improve(card, "A", Target(rank=1))
    (change,) = found.plans[0].changes
    assert (change.lever.sign, change.text) == (-1, "2.9")
    a = room(found, "a")
    assert a.next is not None
    assert (a.next.text, a.next.gain) == ("5.9", 5)


def test_answers_rise_to_the_next_ones(made: Made) -> None:
    options = [{"value": "Tốt", "score": 1}, {"value": "Khá", "score": 0.5}, {"value": "Yếu", "score": 0}]
    choice = {"code": "a", "points": 10, "rule": {"kind": "choice", "options": options}}
    yes = {"code": "b", "points": 3, "rule": {"kind": "boolean"}}
    card = made({"a": ["yếu", "Khá", "khá"], "b": ["không", "Có", "không"]}, [choice, yes])
    found = improve(card, "A", Target(score=8))
    a = room(found, "a")
    assert [answer.text for answer in a.lever.answers] == ["yếu", "Khá", "tốt"]
    assert a.next is not None
    assert (a.next.text, a.next.gain) == ("Khá", 5)
    # The whole of a (10) or half of it with b (5 + 3): the second takes less effort.
    assert [[change.text for change in plan.changes] for plan in found.plans] == [["tốt"], ["Khá", "Có"]]
    assert [plan.is_cheapest for plan in found.plans] == [False, True]


def test_a_denominator_is_left_alone_unless_the_bounds_name_it(made: Made) -> None:
    rule = {"kind": "ratio", "numerator": "firms", "denominator": "people", "per": 100}
    children = [{"code": "a", "points": 10, "rule": rule}]
    columns = {"firms": [2.5, 6.5], "people": [1000.5, 1000.5]}
    found = improve(made(columns, children), "A", Target(rank=1))
    assert room(found, "people").full is None
    firms = room(found, "firms")
    assert firms.full is not None
    assert firms.full.value == 10  # one more is more than all points
    found = improve(made(columns, children), "A", Target(rank=1), {"people": Limit(lowest=800)})
    assert room(found, "people").lever.sign == -1
    people = room(found, "people").full
    assert people is not None
    assert people.value == 800
    with pytest.raises(UsageFault, match="the values cannot all go as far as each can alone"):
        improve(made(columns, children), "A", Target(rank=1), {"people": Limit(lowest=500)})


@pytest.mark.parametrize("is_derived", [True, False])
def test_of_a_burden_per_head_the_burden_falls_and_the_heads_stay(made: Made, *, is_derived: bool) -> None:
    less = {"kind": "goalposts", "low": 0, "high": 1, "direction": "down"}
    children: list[dict[str, Any]] = [{"code": "a", "points": 10, "column": "per_head", "rule": less}]
    prepare = [{"step": "derive", "column": "per_head", "formula": "(tonnes - offset) / people"}]
    if not is_derived:
        rule = {"kind": "formula", "formula": "1 - (tonnes - offset) / people", "outcome": "share"}
        children, prepare = [{"code": "a", "points": 10, "rule": rule}], []
    columns = {"tonnes": [900, 200], "offset": [100, 150], "people": [1000, 5000]}
    found = improve(made(columns, children, prepare=prepare), "A", Target(mean="moving"))
    assert [
        (room(found, each).lever.sign, room(found, each).lever.reach) for each in ("tonnes", "offset")
    ] == [
        (-1, 700),
        (1, 50),
    ]
    assert room(found, "people").lever.limit.fixed
    assert {change.lever.column for plan in found.plans for change in plan.changes} <= {"tonnes", "offset"}
    found = improve(made(columns, children, prepare=prepare), "A", Target(rank=1), {"people": Limit()})
    assert room(found, "people").lever.sign == 1


def test_a_ratio_ends_where_the_edition_admits_no_more(made: Made) -> None:
    rule = {"kind": "ratio", "numerator": "part", "denominator": "whole"}
    card = made({"part": [3, 90], "whole": [10, 100]}, [{"code": "a", "points": 10, "rule": rule}])
    full = room(improve(card, "A", Target(rank=1)), "part").full
    assert full is not None
    assert full.value == 10
    assert full.gain == pytest.approx(7)


def test_scores_that_the_table_brings_are_moved_themselves(made: Made) -> None:
    inner = {
        "code": "P",
        "points": 50,
        "aggregate": "points",
        "children": [fraction("a", 20), fraction("b", 30)],
    }
    card = made({"P": [30.0, 40.0], "c": [0.2, 0.4]}, [inner, fraction("c", 50)])
    found = improve(card, "A", Target(rank=1), {"c": Limit(fixed=True)})
    (change,) = found.plans[0].changes
    assert (change.lever.kind, change.lever.heading, change.text) == ("score", "P", "50")
    full = room(found, "P").full
    assert full is not None
    assert full.value == 50


def test_of_two_inputs_for_one_node_the_computed_one_is_moved(made: Made) -> None:
    children = [{"code": "P", "column": "p", "rule": {"kind": "identity"}, "points": 20, "aggregate": "points",
                 "children": [fraction("a", 20)]}]  # fmt: skip
    found = improve(made({"p": [5.0, 10.0], "a": [0.25, 0.5]}, children), "A", Target(rank=1))
    assert [each.lever.column for each in found.rooms] == ["a"]


def test_what_is_missing_is_told_and_not_planned(made: Made) -> None:
    children = [{**fraction("a", 10), "missing": "zero"}, fraction("b", 10)]
    found = improve(made({"a": [None, 0.4], "b": [0.1, 0.2]}, children), "A", Target(rank=1))
    assert found.missing == ["a"]
    assert [change.lever.column for change in found.plans[0].changes] == ["b"]


def test_what_is_collected_and_not_scored_is_no_lever(made: Made) -> None:
    found = improve(
        made({"a": [0.1, 0.4], "b": [0.1, 0.2]}, [fraction("a", 10), fraction("b", 0)]), "A", Target(rank=1)
    )
    assert [each.lever.column for each in found.rooms] == ["a"]


def test_min_max_goes_to_the_best_unit(made: Made) -> None:
    child = {"code": "a", "rule": {"kind": "min-max"}}
    card = made({"a": [2.0, 9.0, 5.0]}, [child], index={"aggregate": "arithmetic", "weights": "equal"})
    full = room(improve(card, "A", Target(rank=1)), "a").full
    assert full is not None
    assert full.value == 9


def test_goalposts_learned_from_the_units_are_full_marks(made: Made) -> None:
    rule = {"kind": "frame-goalposts", "low": 1, "high_mean_of": 2, "direction": "down"}
    card = made(
        {"a": [6.0, 9.0, 5.0]},
        [{"code": "a", "rule": rule}],
        index={"aggregate": "arithmetic", "weights": "equal"},
    )
    full = room(improve(card, "A", Target(rank=1)), "a").full
    assert full is not None
    assert full.value == 1  # although no unit is below 5


def test_bounds_hold_and_wrong_ones_are_told(made: Made) -> None:
    card = made({"a": [0.1, 0.9], "b": [0.1, 0.9]}, [fraction("a", 10), fraction("b", 10)])
    found = improve(card, "A", Target(rank=1), {"a": Limit(highest=0.3), "b": Limit(fixed=True)})
    full = room(found, "a").full
    assert full is not None
    assert full.value == 0.3
    assert not found.is_reachable
    assert found.best.rank == 2
    assert found.best.score == pytest.approx(4.0)
    with pytest.raises(UsageFault, match='the bounds name "c"') as raised:
        improve(card, "A", Target(rank=1), {"c": Limit()})
    assert raised.value.fix == "it is made of a, b"


def test_an_index_that_compares_units_is_refused(made: Made) -> None:
    children: list[dict[str, Any]] = [
        indicator("a"),
        indicator("b"),
    ]
    card = made(
        {"a": [1.0, 2.0], "b": [1.0, 2.0]}, children, index={"aggregate": "copeland", "weights": "equal"}
    )
    with pytest.raises(UsageFault, match="compares all units"):
        improve(card, "A", Target(rank=1))
