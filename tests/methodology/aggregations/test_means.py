"""Harmonic and power means by hand, at their edges, and in the order that all power means keep."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from dtiscore.methodology.aggregations import Aggregation, AnyAggregation
from dtiscore.methodology.aggregations.means import Rescale

MISSING = math.nan
SCORES = st.lists(st.floats(0.001, 1000), min_size=2, max_size=6)


def power(p: float, **keys: Any) -> dict[str, Any]:
    return {"kind": "power", "power": p, **keys}


def test_the_harmonic_mean(combine: Any) -> None:
    # 60 km/h there and 30 km/h back; with weights 2 and 1: 3 / (2/60 + 1/30).
    assert combine("harmonic", [[60.0], [30.0]]) == pytest.approx([2 / (1 / 60 + 1 / 30)], rel=1e-15)
    assert combine("harmonic", [[60.0], [30.0]], [2, 1]) == pytest.approx([45.0], rel=1e-15)


def test_a_missing_part_leaves_the_harmonic_mean_of_the_others(combine: Any) -> None:
    assert combine("harmonic", [[60.0], [MISSING], [30.0]], [1, 5, 1]) == pytest.approx([40.0], rel=1e-15)


def test_the_harmonic_mean_has_no_negative_part_and_unless_allowed_no_zero(
    combine: Any, undefined: Any
) -> None:
    # COINr stops on 0 and takes a negative value in silence.
    assert undefined("harmonic", [0.5, 0.0, -0.1], [0.5, 0.5, 0.5]) == [False, True, True]
    allowed = {"kind": "harmonic", "zero": "allow"}
    assert undefined(allowed, [0.5, 0.0, -0.1], [0.5, 0.5, 0.5]) == [False, False, True]
    assert combine(allowed, [[0.0, 0.5], [0.9, 0.5]]) == [0.0, 0.5]


def test_the_power_mean(combine: Any) -> None:
    assert combine(power(2), [[1.0], [7.0]]) == pytest.approx([5.0], rel=1e-15)  # sqrt((1 + 49) / 2)
    assert combine(power(3), [[1.0], [2.0]], [1, 2]) == pytest.approx([(17 / 3) ** (1 / 3)], rel=1e-15)
    assert combine(power(-1), [[60.0], [30.0]], [2, 1]) == pytest.approx([45.0], rel=1e-14)
    assert combine(power(0.5), [[1.0], [9.0]]) == pytest.approx([4.0], rel=1e-15)  # ((1 + 3) / 2)^2


def test_a_power_mean_drops_what_is_missing_with_its_weight(combine: Any) -> None:
    # COINr gives no mean at all where one value is missing.
    assert combine(power(2), [[1.0], [MISSING], [7.0]], [1, 3, 1]) == pytest.approx([5.0], rel=1e-15)


@pytest.mark.parametrize("p", [-1000.0, -50.0, 50.0, 1000.0])
@pytest.mark.parametrize("score", [1e-7, 0.4, 3.0, 1e7])
def test_what_stands_in_for_a_missing_part_is_not_raised(combine: Any, p: float, score: float) -> None:
    assert combine(power(p), [[score], [MISSING]]) == pytest.approx([score], rel=1e-12)
    assert combine(power(p, zero="allow"), [[score], [score], [0.0]], [1, 1, 0]) == pytest.approx([score])


@pytest.mark.parametrize("p", [-1000.0, -50.0, 50.0, 1000.0])
def test_no_power_overflows(combine: Any, p: float) -> None:
    (huge,) = combine(power(p), [[1e90], [3e100]])
    bounds = (1e90, 1e90 * 2 ** (1 / 50)) if p < 0 else (3e100 * 0.5 ** (1 / 50), 3e100)
    assert bounds[0] * (1 - 1e-12) <= huge <= bounds[1] * (1 + 1e-12)
    assert combine(power(p), [[1e-90], [1e-90]]) == pytest.approx([1e-90], rel=1e-12)


def test_a_zero_is_a_part_like_others_under_a_positive_power_only(combine: Any, undefined: Any) -> None:
    assert combine(power(2), [[0.0, 0.0], [2.0, 0.0]]) == pytest.approx([math.sqrt(2), 0.0])
    assert undefined(power(2), [0.0, -0.1], [1.0, 1.0]) == [False, True]
    assert undefined(power(-2), [0.0, -0.1, 1.0], [2.0, 2.0, 2.0]) == [True, True, False]
    assert undefined(power(-2, zero="allow"), [0.0, -0.1], [1.0, 1.0]) == [False, True]
    assert combine(power(-2, zero="allow"), [[0.0], [2.0]]) == [0.0]
    assert undefined(power(0.5), [0.0], [1.0]) == [False]
    assert combine(power(0.5), [[0.0], [4.0]]) == pytest.approx([(2 / 2) ** 2])


def test_a_part_of_0_that_weighs_nothing_leaves_the_mean_of_the_others(combine: Any) -> None:
    assert combine(power(-1, zero="allow"), [[0.0], [2.0]], [0, 1]) == [2.0]


@pytest.mark.parametrize("kind", ["harmonic", "geometric", power(2), power(-2)], ids=str)
def test_the_mean_of_one_part_is_that_part(combine: Any, undefined: Any, kind: Any) -> None:
    assert combine(kind, [[0.5, 7.0]]) == pytest.approx([0.5, 7.0], rel=1e-15)
    assert undefined(kind, [0.5, 7.0]) == [False, False]


def test_a_pair_of_scores_maps_to_another_and_back() -> None:
    rescale = Rescale.model_validate({"from": [2, 6], "to": [30, 10]})
    assert rescale.there(np.array([2.0, 3.0, 6.0])).tolist() == [30, 30 - 20 / 4, 10]
    assert rescale.back(np.array([30.0, 25.0, 10.0])).tolist() == [2, 3, 6]


@pytest.mark.parametrize("pair", [{"from": [1, 1], "to": [0, 10]}, {"from": [0, 1], "to": [5, 5]}])
def test_the_two_scores_of_a_pair_differ(pair: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="must differ; correct one"):
        Rescale.model_validate(pair)


def test_the_power_of_0_has_a_name_of_its_own() -> None:
    adapter: TypeAdapter[Aggregation] = TypeAdapter(AnyAggregation)
    with pytest.raises(ValidationError, match="write aggregate: geometric"):
        adapter.validate_python(power(0))


@pytest.mark.parametrize("beyond", [-1000.5, 1000.5])
def test_a_power_goes_from_minus_1000_to_1000(beyond: float) -> None:
    adapter: TypeAdapter[Aggregation] = TypeAdapter(AnyAggregation)
    with pytest.raises(ValidationError, match="1000"):
        adapter.validate_python(power(beyond))


@given(scores=SCORES)
def test_the_higher_the_power_the_higher_the_mean(combine: Any, scores: list[float]) -> None:
    parts = [[score] for score in scores]
    kinds = ["minimum", power(-3), "harmonic", "geometric", power(0.5), "arithmetic", power(2), "maximum"]
    means = [combine(kind, parts)[0] for kind in kinds]
    assert all(lower <= higher * (1 + 1e-9) for lower, higher in pairwise(means))


@given(scores=SCORES)
def test_powers_of_1_and_minus_1_are_the_means_of_those_names(combine: Any, scores: list[float]) -> None:
    parts = [[score] for score in scores]
    assert combine(power(1), parts) == pytest.approx(combine("arithmetic", parts), rel=1e-12)
    assert combine(power(-1), parts) == pytest.approx(combine("harmonic", parts), rel=1e-12)


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_a_zero_without_weight_does_not_make_the_mean_zero(combine: Any, kind: str) -> None:
    allowed = {"kind": kind, "zero": "allow"}
    assert combine(allowed, [[0.0], [0.5]], [0, 1]) == [0.5]
    assert combine(allowed, [[0.0], [0.5]], [1, 1]) == [0.0]
