"""Plans do not depend on the units in which a column is measured: millions, or their smallest coin, with decimals or without."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore

VALUES = {"a": [2.0, 8.1, 5.5], "b": [2.5, 9.04, 3.0], "c": [3.0, 8.7, 6.1]}
"""Each out of ten; the first unit has 0.5 x 20 + 0.3 x 25 + 0.2 x 30 of a hundred."""


@pytest.mark.parametrize("decimals", [0, 1, 4])
@pytest.mark.parametrize("zeros", [6, 8, 9, 10, 12])
@pytest.mark.parametrize(
    ("wanted", "effort", "changed"), [(43.5, 2 * 20, {"a"}), (72, 80 + 8.5 / 0.3, {"a", "b"})]
)
def test_what_is_in_dong_takes_no_more_effort_than_what_is_in_millions(
    wanted: float, effort: float, changed: set[str], zeros: int, decimals: int
) -> None:
    """43.5 takes 20 points more of a; 72 all of a, 40 points, and 8.5 of b, to the next number that can be written."""
    whole = 10.0**zeros
    columns = {code: [f"{value:.2f}" for value in values] for code, values in VALUES.items()}
    columns["a"] = [
        f"{value * whole:.0f}" + f".{'123456'[:decimals]}" * bool(decimals) for value in VALUES["a"]
    ]
    weights = {"a": 0.5, "b": 0.3, "c": 0.2}
    high = {"a": 10 * whole, "b": 10, "c": 10}
    parts = [
        indicator(code, weight=weights[code], rule={"kind": "goalposts", "low": 0, "high": high[code]})
        for code in VALUES
    ]
    edition = {**HEAD, "scale": 100, "index": group("X", "arithmetic", *parts, weights=1)}
    found = dtiscore.improve(pd.DataFrame({"unit": list("xyz"), **columns}), edition, "x", to_score=wanted)
    plan = found.plans[0]
    assert plan.effort == pytest.approx(effort, abs=0.2)
    assert {change.lever.column for change in plan.changes} == changed
