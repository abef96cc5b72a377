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


@pytest.mark.parametrize("most", [1, 3])
def test_in_whole_steps_the_cheapest_plan_is_the_one_that_costs_least(most: int) -> None:
    """Three changes cost least between the steps, and more than two in whole ones: they were called the least found."""
    all_ways = [
        (a - 20) + (d - 90) / 2  # in hundredths of full marks
        for a in range(20, 101)
        for d in range(90, 201)
        if (0.5 * a + 0.3 * 10 + 0.2 * 10) ** 0.6 * (d / 2) ** 0.4 >= 44.995
    ]
    table = pd.DataFrame(
        {
            "unit": ["U1", "U2", "U3", "U4", "U5", "U6", "U7"],
            "a": [10, 20, 15, 12, 20, 5, 18],
            "b": [5, 3, 8, 2, 9, 4, 5],
            "c": [3.2, 4.1, 3.0, 5.5, 1.0, 6.3, 2.2],
            "d": [100, 80, 120, 60, 90, 95, 70],
        }
    )
    rules: dict[str, dict[str, object]] = {
        code: {"kind": "goalposts", "low": 0, "high": high}
        for code, high in {"a": 100, "b": 10, "c": 10, "d": 200}.items()
    }
    rules["b"]["direction"] = "down"
    a, b, c, d = (
        indicator(code, weight=weight, rule=rules[code])
        for code, weight in {"a": 0.5, "b": 0.3, "c": 0.2, "d": 0.4}.items()
    )
    part = {**group("P", "arithmetic", a, b, c, weights=1), "weight": 0.6}
    edition = {
        **HEAD, "scale": 100, "publish": {"as": "score", "decimals": 2}, "index": group("X", "geometric", part, d, weights=1),
    }  # fmt: skip
    plans = dtiscore.improve(table, edition, "U5", to_score=45, plans=most).plans
    (cheapest,) = (plan for plan in plans if plan.is_cheapest)
    assert cheapest.effort == min(plan.effort for plan in plans) == pytest.approx(min(all_ways))
    assert {change.lever.column for change in cheapest.changes} == {"a", "d"}
    assert not cheapest.proved
