"""A unit may be better than those that a rule was fitted on: a change goes as far as the best unit there is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore

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
