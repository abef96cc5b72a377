"""A unit may be better than those that a rule was fitted on: a change goes as far as the best unit there is."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.questions.improve.answer import Limit

TABLE = pd.DataFrame(
    {"unit": ["U", "V"] * 2, "year": [2020, 2020, 2021, 2021], "a": [1, 5, 0, 7], "b": [3, 6, 3, 7]}
)


def edition(rule: dict[str, Any]) -> dict[str, Any]:
    fixed = {"kind": "goalposts", "low": 0, "high": 10}
    children = [indicator("a", rule=rule), indicator("b", rule=fixed)]
    tree = group("I", "arithmetic", *children, weights="equal")
    return {**HEAD, "scale": 100, "frame": {"base": "2020"}, "index": tree}


@pytest.mark.parametrize(
    "rule", [{"kind": "min-max"}, {"kind": "z-score", "divisor": "sample"}, {"kind": "fraction-of-maximum"}]
)
def test_a_base_year_is_no_end_of_what_can_be_reached(rule: dict[str, Any]) -> None:
    found = dtiscore.improve(TABLE, edition(rule), unit="U", to_rank=1, period="2021")
    ends = {room.lever.column: room.full.value for room in found.rooms if room.full is not None}
    assert ends["a"] == 7
    assert found.plans
    assert found.is_static


def test_a_rule_that_gives_no_more_beyond_its_frame_ends_there() -> None:
    found = dtiscore.improve(TABLE, edition({"kind": "rank-share"}), unit="U", to_rank=1, period="2021")
    ends = {room.lever.column: room.full.value for room in found.rooms if room.full is not None}
    assert ends["a"] <= 5


@pytest.mark.parametrize(
    ("keys", "is_static"),
    [
        ({}, True),
        ({"frame": "all"}, False),
        ({"frame": "period"}, False),
        ({"frame": {"base": "2021"}}, False),
        ({"prepare": [{"step": "winsorise", "skewness": 2, "kurtosis": 3.5}]}, True),
        ({"prepare": [{"step": "winsorise", "skewness": 2, "kurtosis": 3.5, "frame": "period"}]}, False),
    ],
)
def test_who_is_held_to_a_base_year_moves_nobody_else(keys: dict[str, Any], is_static: bool) -> None:
    made = {**edition({"kind": "min-max"}), **keys}
    third = pd.DataFrame({"unit": "W", "year": [2020, 2021], "a": [2, 1], "b": [2, 4]})
    tables = [pd.concat([table, third]) for table in (TABLE, TABLE.assign(a=[1, 5, 9, 7]))]
    found = dtiscore.improve(tables[0], made, unit="U", to_rank=1, period="2021")
    assert found.is_static is is_static
    before, after = (dtiscore.score(table, made).nodes["I"].score[3] for table in tables)
    assert before == after or not is_static


@pytest.mark.parametrize("kind", ["rank-share", "rank", "borda", "percentile-rank", "normal-score"])
@pytest.mark.parametrize("order", ["descending", "ascending"])
def test_places_among_the_units_are_told_as_the_table_anew_has_them(kind: str, order: str) -> None:
    """A value between two of the frame counts as the better of them, until the table with it is scored."""
    table = pd.DataFrame({"unit": list("UVWXY"), "a": [100, 50, 20, 10, 60], "b": [90, 70, 30, 15, 80]})
    children = [indicator(code, rule={"kind": kind}) for code in "ab"]
    made = {
        **HEAD,
        "scale": 100,
        "rank": {"on": "full", "ties": "min", "order": order},
        "index": group("I", "arithmetic", *children, weights="equal"),
    }
    unit, worst, best = ("X", 3, 0) if order == "descending" else ("U", 0, 3)
    found = dtiscore.improve(table, made, unit=unit, to_rank=1)
    changed = table.copy()
    changed.loc[worst, ["a", "b"]] = table.loc[best, ["a", "b"]]
    assert found.best.score == dtiscore.score(changed, made).nodes["I"].score[worst]
    assert found.best.rank == 1
    assert found.plans[-1].outcome.reached


RATIO = {"kind": "ratio", "numerator": "done", "denominator": "asked"}


@pytest.mark.parametrize("done", [800, 0])
@pytest.mark.parametrize(
    "rule",
    [RATIO, {**RATIO, "cap": True}, {"kind": "formula", "formula": "min(done / asked, 1)"}],
)  # fmt: skip
def test_a_ratio_ends_at_its_whole_and_not_at_the_largest_count(rule: dict[str, Any], done: int) -> None:
    """Also for a unit that has done nothing yet."""
    table = pd.DataFrame(
        {"unit": list("UVW"), "done": [95, 270, done], "asked": [100, 300, 1000], "s": [9, 8, 9]}
    )
    children = [
        {"code": "r", "points": 60, "rule": rule},
        {"code": "s", "points": 40, "rule": {"kind": "fraction", "of": 10}},
    ]
    made = {**HEAD, "index": {"code": "I", "aggregate": "points", "children": children}}
    found = dtiscore.improve(table, made, unit="W", to_rank=1)
    assert {room.lever.column: room.full and room.full.value for room in found.rooms}["done"] == 1000
    (plan,) = found.plans
    assert [change.text for change in plan.changes] == ["950"]


@pytest.mark.parametrize(
    ("keys", "score"),
    [
        ({"rule": {"kind": "above-mean"}}, 0.75),
        (
            {
                "rule": {"kind": "z-score", "divisor": "population"},
                "then": [{"kind": "formula", "formula": "clip(x, 0, 1)"}],
            },
            0.74,
        ),
        (
            {
                "rule": {"kind": "goalposts", "low": 0, "high": 100},
                "then": [{"kind": "min-max"}, {"kind": "formula", "formula": "min(x, 0.8)"}],
            },
            0.65,
        ),
    ],
)
def test_the_end_of_what_a_rule_gives_moves_with_the_unit(keys: dict[str, Any], score: float) -> None:
    """By what is known of the table as it is, a value short of the best unit's earns it all; then the mean rises with it."""
    table = pd.DataFrame({"unit": list("ABCD"), "a": [10, 20, 30, 60], "b": [0.5, 0.5, 0.4, 0.4]})
    children = [{"code": "a", **keys}, {"code": "b", "rule": {"kind": "fraction"}}]
    index = {"code": "I", "aggregate": "arithmetic", "weights": "equal", "children": children}
    found = dtiscore.improve(
        table, {**HEAD, "index": index}, unit="A", to_score=score, bounds={"b": Limit(fixed=True)}
    )
    assert found.best.published == pytest.approx(score, abs=0.0005)
    assert [plan.outcome.reached for plan in found.plans] == [True]


UP = {"low": 0, "high": 40}


@pytest.mark.parametrize(
    ("rule", "best"),
    [
        ({"kind": "frame-goalposts", "low": 0, "high_mean_of": 2}, 60),
        ({"kind": "frame-goalposts", "low": 0, "high_percentile": 75}, 60),
        ({"kind": "frame-goalposts", "low": 0, "high_mean_of": 2, "clip": False}, 60),
        ({"kind": "frame-goalposts", "low_mean_of": 2, "high": 90, "direction": "down"}, 40),
        ({"kind": "goalposts", **UP, "clip": "low"}, 60),
        ({"kind": "goalposts", **UP, "clip": "high"}, 40),
        ({"kind": "goalposts", "low": 50, "high": 100, "direction": "down", "clip": False}, 40),
        ({"kind": "goalposts", "low": 50, "high": 100, "direction": "down", "clip": "low"}, 50),
    ],
)
def test_the_value_of_the_best_unit_is_within_reach_where_it_earns_more(
    rule: dict[str, Any], best: int
) -> None:
    """Beyond a goalpost that holds no value, and where one was learned from the units, which moves with the unit."""
    values = [90, 80, 70, 40] if rule.get("direction") else [10, 20, 30, 60]
    table = pd.DataFrame({"unit": list("ABCD"), "a": values, "b": [0.5, 0.5, 0.4, 0.5]})
    children = [indicator("a", rule=rule), {"code": "b", "rule": {"kind": "fraction"}}]
    made = {**HEAD, "index": group("I", "arithmetic", *children, weights="equal")}
    found = dtiscore.improve(table, made, unit="A", to_rank=1, bounds={"b": Limit(fixed=True)})
    assert {room.lever.column: room.full and room.full.value for room in found.rooms}["a"] == best
    assert found.best.rank == 1
    assert found.plans[-1].outcome.reached


@pytest.mark.parametrize("direction", ["up", "down"])
def test_the_next_step_is_the_least_that_brings_something_once_the_table_is_scored_anew(
    direction: str,
) -> None:
    """By the mean as it was 24 is no longer clearly below it, and it moves; so 26 is the first, and not 37, clearly above it."""
    values = [15, 49, 28, 28] if direction == "up" else [45, 11, 32, 32]
    table = pd.DataFrame({"unit": list("ABCD"), "a": values, "b": [0.5, 0.5, 0.4, 0.5]})
    children = [
        indicator("a", rule={"kind": "above-mean", "direction": direction}),
        {"code": "b", "rule": {"kind": "fraction"}},
    ]
    made = {**HEAD, "index": group("I", "arithmetic", *children, weights="equal")}
    found = dtiscore.improve(table, made, unit="A", to_rank=1)
    told = next(room.next for room in found.rooms if room.lever.column == "a")
    assert told is not None
    now = float(dtiscore.score(table, made).index.score[0])
    way = 1 if direction == "up" else -1

    def gain(value: int) -> float:
        moved = table.assign(a=[value, *values[1:]])
        return float(dtiscore.score(moved, made).index.score[0]) - now

    first = next(value for value in range(values[0] + way, 200 * way, way) if gain(value) > 0)
    assert told.value == first
    assert told.gain == pytest.approx(gain(first))


@pytest.mark.parametrize(
    "rule", [{"kind": "min-max"}, {"kind": "distance-to-maximum"}, {"kind": "fraction-of-maximum"}]
)
def test_a_trial_beyond_all_units_earns_the_whole_and_is_no_fault(rule: dict[str, Any]) -> None:
    """More of c lowers the ratio too: together further than that of any unit, which the rule has not learned yet."""
    ranked = {"kind": "rank-share", "anchor": "best"}
    parts = [
        indicator("r", points=20, rule={**rule, "direction": "down"}),
        indicator("c", points=10, rule=ranked),
        indicator("d", points=10, rule=ranked),
    ]
    made = {
        **HEAD,
        "rank": {"on": "full"},
        "prepare": [{"step": "derive", "column": "r", "formula": "a / (c + 1)"}],
        "index": group("I", "points", *parts),
    }
    table = pd.DataFrame({"unit": [*"UVWX"], "a": [30, 90, 50, 10], "c": [3, 15, 10, 2], "d": [1, 4, 3, 2]})
    found = dtiscore.improve(table, made, unit="U", to_rank=1)
    assert found.plans
    for plan in found.plans:
        changed = table.astype(dict.fromkeys("acd", float))
        for change in plan.changes:
            changed.loc[0, change.lever.column] = change.value
        assert dtiscore.score(changed, made).ranks["I"][0] == plan.outcome.rank == 1


RULES = [
    {"kind": "min-max"},
    {"kind": "min-max", "direction": "down"},
    {"kind": "z-score", "divisor": "population"},
]
STEPS = Limit(lowest=0, highest=20, cost_per_unit=1, step=1)


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5, 84, 90, 92])  # by a sum of gains the last three take more
def test_one_change_that_takes_from_the_others_is_found_among_all(seed: int) -> None:
    """A unit that is an end of a scale, or moves a mean, changes what the others have: no sum of its own gains shows that."""
    draw, rule = np.random.default_rng(seed), RULES[seed % 3]
    table = pd.DataFrame(draw.integers(0, 15, (5, 3)), columns=list("abc"))
    table.insert(0, "unit", list("UVWXY"))
    children = [indicator(code, rule=rule) for code in "abc"]
    made = {**HEAD, "scale": 100, "index": group("I", "arithmetic", *children, weights="equal")}
    card = dtiscore.score(table, made)
    ranks = card.ranks["I"]
    unit, wanted = card.dataset.units[int(np.argmax(ranks))], max(1, int(max(ranks)) - 2)
    least = _least_of_one_change(table, made, unit, wanted, -1 if rule.get("direction") == "down" else 1)
    found = dtiscore.improve(card, unit=unit, to_rank=wanted, bounds=dict.fromkeys("abc", STEPS))
    assert least is not None
    assert min(plan.effort for plan in found.plans) <= least + 1e-9


def _least_of_one_change(
    table: pd.DataFrame, made: dict[str, Any], unit: str, wanted: int, way: int
) -> float | None:
    """By how much one value of a unit must be better at least for a rank, in whole steps from 0 to 20; ``None`` if none does."""
    least: float | None = None
    for code, value in product("abc", range(21)):
        distance = (value - table.loc[table["unit"] == unit, code].item()) * way
        if distance <= 0 or (least is not None and distance >= least):
            continue
        try:
            card = dtiscore.score(
                table.assign(**{code: table[code].where(table["unit"] != unit, value)}), made
            )
        except dtiscore.InvalidData:  # with all units alike
            continue
        if card.ranks["I"][card.rows_of(unit)[0]] <= wanted:
            least = distance
    return least


def test_values_with_which_all_units_are_alike_are_passed_over() -> None:
    columns = {"a": [0, 9, 9, 9, 9], "b": [0, 11, 11, 0, 1], "c": [13, 4, 6, 2, 5]}
    table = pd.DataFrame({"unit": list("UVWXY"), **columns})
    children = [indicator(code, rule=RULES[0]) for code in "abc"]
    made = {**HEAD, "scale": 100, "index": group("I", "arithmetic", *children, weights="equal")}
    found = dtiscore.improve(table, made, unit="U", to_rank=1, bounds=dict.fromkeys("abc", STEPS))
    assert found.plans[0].outcome.rank == 1
