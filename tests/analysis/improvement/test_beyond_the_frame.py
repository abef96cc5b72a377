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


def test_a_rule_that_gives_no_more_beyond_its_frame_ends_there() -> None:
    found = dtiscore.improve(TABLE, edition({"kind": "rank-share"}), unit="U", to_rank=1, period="2021")
    ends = {room.lever.column: room.full.value for room in found.rooms if room.full is not None}
    assert ends["a"] <= 5
