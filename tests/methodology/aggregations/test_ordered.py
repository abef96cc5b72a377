"""Median, minimum, maximum and ordered weighted average by hand, with weights and with gaps."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from dtiscore.methodology.aggregations import Aggregation, AnyAggregation

MISSING = math.nan
AGGREGATIONS: TypeAdapter[Aggregation] = TypeAdapter(AnyAggregation)


def owa(*places: float) -> dict[str, Any]:
    return {"kind": "owa", "places": list(places)}


def test_the_median_is_in_the_middle(combine: Any) -> None:
    assert combine("median", [[5.0, 1.0], [1.0, 1.0], [9.0, 7.0]]) == [5.0, 1.0]
    assert combine("median", [[5.0], [1.0], [9.0], [8.0]]) == [6.5]  # between 5 and 8
    assert combine("median", [[3.0]]) == [3.0]


def test_a_weighted_median_parts_the_weight_in_halves(combine: Any) -> None:
    assert combine("median", [[1.0], [2.0], [3.0]], [0.6, 0.2, 0.2]) == [1.0]
    assert combine("median", [[1.0], [2.0], [3.0]], [0.2, 0.25, 0.55]) == [3.0]
    # 0.1 + 0.2 + 0.2 is one half, whatever its last bit says: between 3 and 4.
    assert combine("median", [[1.0], [2.0], [3.0], [4.0]], [0.1, 0.2, 0.2, 0.5]) == [3.5]


def test_the_median_of_those_that_are_there(combine: Any) -> None:
    assert combine("median", [[5.0], [MISSING], [9.0]]) == [7.0]
    assert combine("median", [[MISSING], [MISSING], [9.0]]) == [9.0]


def test_the_lowest_and_the_highest_of_those_that_are_there(combine: Any) -> None:
    # What stands in for a missing part is 0: it must not become the lowest, nor the highest among negative ones.
    parts = [[5.0, -5.0], [MISSING, MISSING], [9.0, -9.0]]
    assert combine("minimum", parts) == [5.0, -9.0]
    assert combine("maximum", parts) == [9.0, -5.0]
    assert combine("minimum", [[2.0], [2.0]], [0.9, 0.1]) == [2.0]


def test_places_weigh_from_the_highest_score_down(combine: Any) -> None:
    assert combine(owa(0.5, 0.3, 0.2), [[10.0], [30.0], [20.0]]) == pytest.approx(
        [0.5 * 30 + 0.3 * 20 + 0.2 * 10], rel=1e-15
    )
    assert combine(owa(0, 0, 1), [[10.0], [30.0], [20.0]]) == [10.0]
    assert combine(owa(1, 0, 0), [[10.0], [30.0], [20.0]]) == [30.0]


def test_a_heavier_part_takes_more_of_the_places(combine: Any) -> None:
    # The highest score has 2/3 of the weight: the first place (0.7) and a third of the second (0.3).
    assert combine(owa(0.7, 0.3), [[10.0], [40.0]], [1, 2]) == pytest.approx(
        [(0.7 + 0.3 / 3) * 40 + (0.3 * 2 / 3) * 10], rel=1e-15
    )
    # Equal weights of any size are no weights.
    assert combine(owa(0.7, 0.3), [[10.0], [40.0]], [0.1, 0.1]) == pytest.approx([0.7 * 40 + 3], rel=1e-15)


def test_the_others_share_the_places_of_a_missing_part(combine: Any) -> None:
    # Two of three parts: each takes a place and a half.
    assert combine(owa(0.5, 0.3, 0.2), [[10.0], [MISSING], [20.0]]) == pytest.approx(
        [(0.5 + 0.15) * 20 + (0.15 + 0.2) * 10], rel=1e-15
    )


def test_equal_places_are_the_arithmetic_mean(combine: Any) -> None:
    assert combine(owa(0.25, 0.25, 0.25, 0.25), [[1.0], [2.0], [3.0], [10.0]], [4, 3, 2, 1]) == pytest.approx(
        [(4 + 6 + 6 + 10) / 10], rel=1e-15
    )


def test_places_are_shares_that_sum_to_1_one_for_each_part() -> None:
    for wrong in (owa(0.5, 0.3), owa(1.2, -0.2)):
        with pytest.raises(ValidationError, match="sum to 1"):
            AGGREGATIONS.validate_python(wrong)
    method = AGGREGATIONS.validate_python(owa(0.5, 0.5))
    assert method.unfit(2) is None
    assert method.unfit(3) == (
        "it has 2 places for 3 children that count",
        "write one share for each",
    )


@pytest.mark.parametrize("kind", ["median", "minimum", "maximum", owa(0.6, 0.3, 0.1)])
@given(scores=st.permutations([(1.5, 2.0), (7.0, 1.0), (-3.0, 0.5)]))
def test_the_order_of_the_parts_is_irrelevant(
    combine: Any, kind: str | dict[str, Any], scores: list[tuple[float, float]]
) -> None:
    parts, weights = [[score] for score, _ in scores], [weight for _, weight in scores]
    expected = combine(kind, [[1.5], [7.0], [-3.0]], [2.0, 1.0, 0.5])
    assert combine(kind, parts, weights) == pytest.approx(expected, rel=1e-12)
