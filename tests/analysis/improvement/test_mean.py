"""The mean as a target, before rounding: held where it is, or moving with the unit, whichever end is best."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.questions.improve.answer import Limit, Target, improve
from dtiscore.questions.improve.answer.competitors import Mean


@pytest.mark.parametrize("mean", ["moving", "held"])
@pytest.mark.parametrize("unit", ["56", "02", "96"])
def test_the_least_of_the_foundation_that_a_province_needs(examples: Path, unit: str, mean: Mean) -> None:
    """Recomputed from the columns, in fractions."""
    frame = pd.read_csv(examples / "dti-province" / "2022.csv", dtype=str)
    columns = ["hoat_dong_chinh_quyen_so", "hoat_dong_kinh_te_so", "hoat_dong_xa_hoi_so"]
    weighed = dict(zip(("foundation_points", *columns), (1, 200, 150, 150), strict=True))
    points = [
        sum((weight * Fraction(row[column]) for column, weight in weighed.items()), Fraction(0))
        for _, row in frame.iterrows()
    ]
    at = frame["code"].tolist().index(unit)
    card = dtiscore.score(examples / "dti-province" / "2022.csv", "dti-province-2022")
    limits = {column: Limit(fixed=True) for column in columns}
    (plan,) = improve(card, unit, Target(mean=mean), limits).plans
    # own + x >= the mean, which is held, or rises by x / 63 and so is the mean of the other 62.
    held, others = sum(points) / len(points), (sum(points) - points[at]) / (len(points) - 1)
    least = math.ceil(
        ((held if mean == "held" else others) - points[at]) * 10_000
    )  # the column has 4 decimals
    assert plan.effort == pytest.approx(least / 10_000, abs=1e-9)
    assert plan.proved
    assert plan.outcome.competitors.mean(plan.outcome.height) == pytest.approx(
        float(held / 1000) + plan.effort / 1000 / len(points), abs=1e-12
    )


def edition(order: str) -> dict[str, Any]:
    return {
        **HEAD, "publish": {"as": "score", "decimals": 1}, "rank": {"on": "full", "order": order},
        "index": {"code": "I", "aggregate": "arithmetic", "weights": "equal", "children": [
            indicator("a")]},
        "columns": [{"header": "a", "min": 0, "max": 100}],
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 100), min_size=2, max_size=7),
    st.sampled_from(["ascending", "descending"]),
    st.sampled_from(["moving", "held"]),
)
def test_no_smaller_move_reaches_it(values: list[int], order: str, mean: Mean) -> None:
    """Of one indicator in steps of 1, for the best end that the edition names; here the first unit improves."""
    units = list("ABCDEFG")[: len(values)]
    table = pd.DataFrame({"unit": units, "a": [float(value) for value in values]})
    limits = {"a": Limit(step=1.0, highest=100.0, lowest=0.0)}
    found = improve(dtiscore.score(table, edition(order)), "A", Target(mean=mean), limits)
    sign = 1 if order == "descending" else -1
    held = Fraction(sum(values), len(values))

    def reaches(move: int) -> bool:
        aim = held if mean == "held" else held + Fraction(sign * move, len(values))
        return (values[0] + sign * move - aim) * sign >= 0

    moves = [move for move in range(101) if 0 <= values[0] + sign * move <= 100 and reaches(move)]
    assert found.is_there == (moves[:1] == [0])
    if moves[:1] != [0]:
        assert bool(found.plans) == bool(moves)
        if moves:
            (change,) = found.plans[0].changes
            assert abs(change.value - values[0]) == pytest.approx(moves[0])


def test_alone_a_unit_is_the_mean() -> None:
    table = pd.DataFrame({"unit": ["A"], "a": [3.0]})
    for mean in ("moving", "held"):
        found = improve(dtiscore.score(table, edition("descending")), "A", Target(mean=mean))
        assert found.is_there
        assert np.isclose(found.now.competitors.mean(found.now.height), 3.0)


@pytest.mark.parametrize("target", [Target(), Target(rank=1, mean="held"), Target(score=1.0, mean="moving")])
def test_one_target(target: Target) -> None:
    table = pd.DataFrame({"unit": ["A", "B"], "a": [3.0, 4.0]})
    with pytest.raises(dtiscore.UsageFault, match="there must be one target") as caught:
        improve(dtiscore.score(table, edition("descending")), "A", target)
    assert caught.value.fix == "give one of --to-rank, --to-score and --to-mean"
