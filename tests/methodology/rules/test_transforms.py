"""Transforms before scaling: each by hand, the cells it is defined for, and the power of Box-Cox that is fitted."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError
from scipy import stats  # type: ignore[import-untyped]  # scipy ships no types
from tests.methodology.rules.columns import admitted, alone, applied, column, fitted, refused, rule

from dtiscore.methodology.rules import ZeroRange
from dtiscore.methodology.rules.transforms import _log_spread, likeliest_power


@pytest.mark.parametrize(
    ("parameters", "cells", "middle"),
    [
        ({"transform": "none"}, (0.0, 25.0, 100.0), 25 / 100),
        ({"transform": "log"}, (1.0, 10.0, 1000.0), math.log(10) / math.log(1000)),
        ({"transform": "log10"}, (1.0, 10.0, 1000.0), 1 / 3),
        ({"transform": "log1p"}, (0.0, 1.0, 7.0), 1 / 3),  # ln 2 of ln 8
        ({"transform": "sqrt"}, (0.0, 25.0, 100.0), 5 / 10),
        ({"transform": "power", "power": 0.5}, (0.0, 25.0, 100.0), 5 / 10),
        ({"transform": "power", "power": 2}, (0.0, 5.0, 10.0), 25 / 100),
        ({"transform": "box-cox", "power": 0}, (1.0, 10.0, 1000.0), 1 / 3),
        ({"transform": "box-cox", "power": 1}, (1.0, 2.0, 5.0), 1 / 4),
        # 1 - 1/x for x of 1, 2 and 4: 0, 1/2 and 3/4.
        ({"transform": "box-cox", "power": -1}, (1.0, 2.0, 4.0), (1 / 2) / (3 / 4)),
    ],
)
def test_what_lies_between_the_ends_after_the_transform(
    parameters: dict[str, Any], cells: tuple[float, float, float], middle: float
) -> None:
    low, high = cells[0], cells[2]
    upward = alone(rule("min-max", **parameters), *cells, None)
    assert upward == [0.0, pytest.approx(middle, rel=1e-14), 1.0, None]
    downward = alone(rule("min-max", direction="down", **parameters), *cells)
    assert downward == [1.0, pytest.approx(1 - middle, rel=1e-14), 0.0]
    posts = rule("goalposts", low=low, high=high, **parameters)
    assert applied(posts, cells) == [0.0, pytest.approx(middle, rel=1e-14), 1.0]


def test_a_z_score_is_taken_of_the_transformed_values() -> None:
    # The roots of 1, 4 and 9 are 1, 2 and 3: mean 2, sample standard deviation 1.
    assert alone(rule("z-score", divisor="sample", transform="sqrt"), 1.0, 4.0, 9.0) == [-1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"transform": "none"}, [True, True, True, True]),
        ({"transform": "log"}, [False, False, False, True]),
        ({"transform": "log10"}, [False, False, False, True]),
        ({"transform": "log1p"}, [False, True, True, True]),
        ({"transform": "sqrt"}, [False, False, True, True]),
        ({"transform": "power", "power": 2}, [False, False, True, True]),
        ({"transform": "box-cox"}, [False, False, False, True]),
        ({"transform": "box-cox", "power": 2}, [False, False, False, True]),
    ],
)
def test_cells_for_which_a_transform_is_not_defined_are_refused(
    parameters: dict[str, Any], expected: list[bool]
) -> None:
    for method in (rule("min-max", **parameters), rule("distance-to-target", target=2, **parameters)):
        assert admitted(method, -1.0, -0.5, 0.0, 1e-300) == expected


@pytest.mark.parametrize("parameters", [{}, {"power": 0}, {"power": -1}])
def test_a_power_that_would_lose_or_turn_the_order_is_refused(parameters: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="needs power: a number above 0"):
        rule("min-max", transform="power", **parameters)


@pytest.mark.parametrize("transform", ["none", "log", "sqrt"])
def test_a_power_beside_another_transform_is_refused(transform: str) -> None:
    with pytest.raises(ValidationError, match=f"power means nothing beside transform: {transform}"):
        rule("min-max", transform=transform, power=2)


def test_goalposts_must_stay_apart_after_the_transform() -> None:
    with pytest.raises(ValidationError, match="not defined at low = -4"):
        rule("goalposts", low=-4, high=9, transform="sqrt")
    with pytest.raises(ValidationError, match="low and high are no two finite numbers"):
        rule("goalposts", low=1, high=1e300, transform="power", power=2)  # 1e600 is no float64
    with pytest.raises(ValidationError, match="low and high are no two finite numbers"):
        rule("goalposts", low=1e60, high=1e70, transform="box-cox", power=-9)  # both x^-9 are 0


def test_huge_values_are_named_when_a_power_leaves_floating_point() -> None:
    method = rule("min-max", transform="power", power=4)
    assert refused(method, (1.0, 1e100)) == (
        "not-finite",
        "the transform power of its largest value exceeds floating point",
    )
    # Scored against an earlier frame such a value is infinite, which scoring reports with unit and indicator.
    assert applied(method, (1e100,), {"min": 0.0, "max": 16.0}) == [math.inf]


@pytest.mark.parametrize("unit", [1e-12, 1e6, 1e13])
@pytest.mark.parametrize("power", [None, -5, -2, -1, -0.1, -0.099, 0, 0.099, 0.1, 0.5, 2, 5])
@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("min-max", {}),
        ("distance-to-maximum", {"direction": "down"}),
        ("z-score", {"divisor": "sample"}),
        ("z-score", {"divisor": "population", "centre": 25.0}),
        ("goalposts", {"low": 20.0, "high": 100.0, "clip": False}),
        ("frame-goalposts", {"low_percentile": 10, "high_mean_of": 2}),
        ("distance-to-target", {"target": 500.0}),
        ("distance-to-unit", {"unit": "B"}),
    ],
)
def test_scores_after_box_cox_do_not_depend_on_the_unit_of_measurement(
    kind: str, own: dict[str, Any], power: float | None, unit: float
) -> None:
    # Products of provinces, in dong: with 1 taken away, 1 / x^2 left one score for all of them.
    cells = (20.0, 25.0, 31.0, 77.0, 148.0)
    in_units = {
        name: value * unit if name in ("centre", "low", "high", "target") else value
        for name, value in own.items()
    }
    transform = {"transform": "box-cox", **({} if power is None else {"power": power})}
    plain, sized = rule(kind, **own, **transform), rule(kind, **in_units, **transform)
    larger = [cell * unit for cell in cells]
    wanted = applied(plain, cells, fitted(plain, cells, "ABCDE"))
    found = applied(sized, larger, fitted(sized, larger, "ABCDE"))
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12)


class TestFittedBoxCox:
    def test_values_whose_logarithms_are_symmetric_are_logged(self) -> None:
        assert likeliest_power([1.0, 10.0, 100.0]) == 0.0
        assert alone(rule("min-max", transform="box-cox"), 1.0, 10.0, 100.0) == [0.0, pytest.approx(0.5), 1.0]

    @pytest.mark.parametrize("seed", range(6))
    def test_it_is_the_maximum_that_scipy_finds(self, seed: int) -> None:
        draws = np.random.default_rng(seed)
        values = np.exp(draws.normal(size=30) * draws.uniform(0.3, 2)) + draws.uniform(0, 1)
        expected = stats.boxcox_normmax(values, method="mle")
        assert -5 < expected < 5
        assert likeliest_power(values.tolist()) == pytest.approx(expected, abs=2e-6)

    def test_it_stays_within_5(self) -> None:
        # The reciprocals of the twelfth roots of 1 to 9: the likeliest power is near -9.
        values = [step ** (-1 / 12) for step in range(1, 10)]
        assert stats.boxcox_normmax(np.array(values), method="mle") < -5
        assert likeliest_power(values) == -5.0
        assert likeliest_power([1 / value for value in values]) == 5.0

    def test_values_that_are_far_apart_do_not_leave_floating_point(self) -> None:
        assert likeliest_power([1e-100, 1.0, 1e100]) == 0.0
        assert likeliest_power([1e-300, 1e100]) == 0.0  # of two values the logarithm is always likeliest

    def test_the_power_is_part_of_what_was_fitted(self) -> None:
        method = rule("min-max", transform="box-cox")
        cells = (1.0, 10.0, 100.0)
        assert fitted(method, cells)["power"] == 0.0
        assert method.needs_fit
        assert method.needs_all_units  # the likelihood is not merged from batches
        given = rule("goalposts", low=1, high=10, transform="box-cox", power=0.5)
        assert not given.needs_fit
        assert not given.needs_all_units
        assert not rule("min-max", transform="box-cox", power=0.5).needs_all_units

    def test_goalposts_take_the_power_of_the_frame(self) -> None:
        method = rule("goalposts", low=1, high=10000, transform="box-cox")
        assert method.needs_fit
        assert alone(method, 1.0, 10.0, 100.0) == [0.0, pytest.approx(1 / 4), pytest.approx(2 / 4)]

    def test_values_without_a_spread_have_no_likeliest_power(self) -> None:
        goalposts = rule("goalposts", low=1, high=10, transform="box-cox")
        target = rule("distance-to-target", target=10, transform="box-cox")
        for method in (goalposts, target):
            assert refused(method, (7.0, 7.0))[0] == "no-power"
        for kind in ("min-max", "distance-to-maximum"):
            assert rule(kind, transform="box-cox").fit(column((7.0, 7.0))) == ZeroRange(7.0)
            assert alone(rule(kind, transform="box-cox", zero_range=0.5), 7.0, 7.0) == [0.5, 0.5]
        scores = rule("z-score", divisor="sample", transform="box-cox", zero_range=0)
        assert alone(scores, 7.0, None) == [0.0, None]

    def test_goalposts_that_the_fitted_power_pushes_together_are_refused(self) -> None:
        method = rule("goalposts", low=1e70, high=1e80, transform="box-cox")
        values = [step ** (-1 / 12) for step in range(1, 10)]  # with their power, -5, both goalposts become 0
        assert refused(method, values)[0] == "no-power"

    @given(
        st.lists(st.floats(0.01, 100), min_size=3, max_size=20, unique=True),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_the_units_does_not_matter(self, values: list[float], random: Any) -> None:
        shuffled = list(values)
        random.shuffle(shuffled)
        assert likeliest_power(shuffled) == likeliest_power(values)


@pytest.mark.parametrize("transform", ["none", "log", "log10", "log1p", "sqrt", "power", "box-cox"])
@pytest.mark.parametrize(
    ("kind", "parameters"),
    [("min-max", {}), ("distance-to-maximum", {}), ("z-score", {"divisor": "sample", "mean": 50, "sd": 10})],
)
def test_of_one_value_no_term_is_larger_than_what_the_file_says(
    kind: str, parameters: dict[str, Any], transform: str
) -> None:
    """Derived columns are asked for the terms behind their scores, whatever was learned of them."""
    power = {"power": 2} if transform == "power" else {}
    method = rule(kind, transform=transform, zero_range=0.5, **power, **parameters)
    values = column((2.0, 2.0, None))
    learned = method.fit(values)
    assert not isinstance(learned, ZeroRange)
    terms = method.largest_term([values], [np.abs(values) * 1e9], learned)
    assert terms[:2].tolist() == [0.0, 0.0]


def test_a_zero_range_is_told_in_the_units_of_the_cells() -> None:
    # Not as their logarithm.
    assert rule("min-max", transform="log").fit(column((7.0, 7.0))) == ZeroRange(7.0)
    assert rule("z-score", divisor="sample", transform="log").fit(column((7.0,))) == ZeroRange(7.0)


def test_the_spread_after_box_cox_is_continuous_at_the_power_of_the_logarithm() -> None:
    logarithms = [-1.0, 0.0, 1.0]
    assert _log_spread(logarithms, 0.0) == pytest.approx(math.log(math.sqrt(2 / 3)), rel=1e-15)
    assert _log_spread(logarithms, 1e-9) == pytest.approx(_log_spread(logarithms, 0.0), rel=1e-8)
