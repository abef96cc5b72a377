"""Aggregations: formulas by hand, where they are undefined, and the laws that every mean obeys."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter

from dtiscore.methodology import aggregations
from dtiscore.methodology.aggregations import Aggregation, AnyAggregation, Weights

AGGREGATIONS: TypeAdapter[Aggregation] = TypeAdapter(AnyAggregation)
SCORES = st.lists(st.lists(st.floats(0.001, 1000), min_size=3, max_size=3), min_size=1, max_size=6)


def aggregation(value: str | dict[str, Any]) -> Aggregation:
    """The aggregation that a weighting file names or describes."""
    return AGGREGATIONS.validate_python(value)


def combined(
    kind: str | dict[str, Any], scores: Sequence[Sequence[float]], weights: Weights | None = None
) -> list[float]:
    """The scores of a node from those of its children, one row of units per child."""
    shares = [1.0] * len(scores) if weights is None else weights
    total = math.fsum(float(np.max(weight)) for weight in shares)
    columns = [np.array(score, dtype=np.float64) for score in scores]
    result: list[float] = aggregation(kind).combine(columns, shares, total).tolist()
    return result


def undefined(kind: str | dict[str, Any], *scores: Sequence[float]) -> list[bool]:
    """For each unit whether the aggregation has no value."""
    result: list[bool] = aggregation(kind).undefined([np.array(score) for score in scores]).tolist()
    return result


@pytest.mark.parametrize("kind", sorted(aggregations.AGGREGATIONS))
def test_every_aggregation_states_its_formula_and_source(kind: str) -> None:
    assert aggregations.AGGREGATIONS[kind].equation
    assert aggregations.AGGREGATIONS[kind].source


@pytest.mark.parametrize("kind", ["points", "sum", "arithmetic", "geometric"])
def test_an_aggregation_without_parameters_is_called_by_its_kind_alone(kind: str) -> None:
    assert aggregation(kind) == aggregation({"kind": kind})
    assert aggregation(kind).kind == kind


def test_points_are_added_whatever_the_weights() -> None:
    # Đà Nẵng 2022 by its four parts (922/QĐ-BTTTT): 433.205 + 171.50 + 117.54 + 77.955 points.
    assert combined("points", [[433.205], [171.5], [117.54], [77.955]], [500, 200, 150, 150]) == [
        433.205 + 171.5 + 117.54 + 77.955
    ]


def test_the_sum_is_weighted_and_not_divided() -> None:
    assert combined("sum", [[1.0, -2.0], [3.0, 4.0]], [2.0, 0.5]) == [2 * 1 + 0.5 * 3, 2 * -2 + 0.5 * 4]
    assert combined("sum", [[-0.5], [1.25]]) == [0.75]


def test_the_arithmetic_mean() -> None:
    assert combined("arithmetic", [[50.0, 0.0], [20.0, 10.0]], [2.0, 1.0]) == [(100 + 20) / 3, 10 / 3]
    # HDI 2022, education of Norway's shape: the mean of two indices.
    assert combined("arithmetic", [[0.8], [0.6]]) == [(0.8 + 0.6) / 2]


def test_the_geometric_mean() -> None:
    assert combined("geometric", [[4.0], [9.0]]) == pytest.approx([6.0], rel=1e-15)
    assert combined("geometric", [[2.0], [16.0]], [2.0, 1.0]) == pytest.approx(
        [4.0], rel=1e-15
    )  # (4 * 16)^(1/3)
    assert combined("geometric", [[0.7, 1.0]] * 3) == pytest.approx([0.7, 1.0], rel=1e-15)


def test_the_geometric_mean_of_huge_values_is_not_infinite() -> None:
    assert combined("geometric", [[1e90], [1e100]]) == pytest.approx([1e95], rel=1e-12)


def test_the_geometric_mean_is_undefined_below_zero_and_unless_allowed_at_zero() -> None:
    assert undefined("geometric", [0.5, 0.0, -0.1], [0.5, 0.5, 0.5]) == [False, True, True]
    allowed = {"kind": "geometric", "zero": "allow"}
    assert undefined(allowed, [0.5, 0.0, -0.1], [0.5, 0.5, 0.5]) == [False, False, True]
    assert combined(allowed, [[0.0, 0.25], [0.5, 1.0]]) == [0.0, pytest.approx(0.5, rel=1e-15)]


@pytest.mark.parametrize("kind", ["points", "sum", "arithmetic"])
def test_sums_and_arithmetic_means_are_defined_everywhere(kind: str) -> None:
    assert undefined(kind, [0.0, -5.0, 1e100], [0.0, 0.0, 0.0]) == [False] * 3


def test_terms_are_added_in_the_order_of_the_file() -> None:
    # (0.1 + 0.2) + 0.3 and 0.1 + (0.2 + 0.3) differ in the last bit; the first is what the file says.
    assert combined("sum", [[0.1], [0.2], [0.3]]) == [(0.1 + 0.2) + 0.3]
    assert combined("sum", [[0.1], [0.2], [0.3]]) != [0.1 + (0.2 + 0.3)]


@pytest.mark.parametrize("kind", ["arithmetic", "geometric"])
def test_a_child_of_weight_zero_for_one_unit_counts_for_the_others_only(kind: str) -> None:
    # The second child is missing for the first unit: its neutral value stands in, with weight 0.
    method = aggregation(kind)
    scores = [np.array([0.4, 0.4]), np.array([method.neutral, 0.9])]
    weights = [np.array([1.0, 1.0]), np.array([0.0, 1.0])]
    both = (0.4 + 0.9) / 2 if kind == "arithmetic" else math.sqrt(0.4 * 0.9)
    assert method.combine(scores, weights, np.array([1.0, 2.0])).tolist() == pytest.approx(
        [0.4, both], rel=1e-15
    )


def test_only_sums_are_scaled_up_for_what_is_missing() -> None:
    additive = {
        kind: aggregations.AGGREGATIONS[kind].additive
        for kind in ("points", "sum", "arithmetic", "geometric")
    }
    assert additive == {"points": True, "sum": True, "arithmetic": False, "geometric": False}


@pytest.mark.parametrize("kind", ["arithmetic", "geometric"])
@given(scores=SCORES, seed=st.integers(0, 1000))
def test_a_mean_lies_between_its_children(kind: str, scores: list[list[float]], seed: int) -> None:
    weights = np.random.default_rng(seed).uniform(0.1, 9.0, len(scores)).tolist()
    for unit, value in enumerate(combined(kind, scores, weights)):
        there = [score[unit] for score in scores]
        assert min(there) * (1 - 1e-12) <= value <= max(there) * (1 + 1e-12)


@pytest.mark.parametrize("kind", ["arithmetic", "geometric"])
@given(scores=SCORES, seed=st.integers(0, 1000), power=st.integers(-20, 20))
def test_relative_weights_may_be_scaled_by_a_power_of_two(
    kind: str, scores: list[list[float]], seed: int, power: int
) -> None:
    weights = np.random.default_rng(seed).uniform(0.1, 9.0, len(scores)).tolist()
    scaled = [weight * 2.0**power for weight in weights]
    assert combined(kind, scores, scaled) == combined(kind, scores, weights)


@pytest.mark.parametrize("kind", ["points", "sum", "arithmetic", "geometric"])
@given(scores=SCORES)
def test_each_unit_is_combined_by_itself(kind: str, scores: list[list[float]]) -> None:
    together = combined(kind, scores)
    assert [combined(kind, [[score[unit]] for score in scores])[0] for unit in range(3)] == together


@given(scores=SCORES)
def test_the_geometric_mean_is_at_most_the_arithmetic_one(scores: list[list[float]]) -> None:
    pairs = zip(combined("geometric", scores), combined("arithmetic", scores), strict=True)
    assert all(geometric <= arithmetic * (1 + 1e-12) for geometric, arithmetic in pairs)
