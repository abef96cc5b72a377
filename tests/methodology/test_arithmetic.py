"""The arithmetic on which bits depend: exact sums, spreads, quantiles, and rounding as publishers mean it."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from dtiscore.methodology.arithmetic import (
    Rounding,
    RoundingRule,
    box_cox,
    each,
    exponential,
    extremes,
    kurtosis,
    mean,
    natural_logarithm,
    present,
    quantile,
    skewness,
    squared_distances,
    standard_deviation,
)

FINITE = st.floats(-1e12, 1e12, allow_nan=False)


def rounded(value: float, decimals: int, rule: RoundingRule = "half-up") -> float:
    return float(Rounding(decimals=decimals, rule=rule)(np.array([value]))[0])


def test_transcendental_functions_are_those_of_the_c_library_and_keep_missing_values() -> None:
    values = np.array([1.0, math.e, math.nan, 1335.205733])
    logarithms = natural_logarithm(values).tolist()
    assert logarithms[:2] == [0.0, 1.0]
    assert math.isnan(logarithms[2])
    assert logarithms[3] == math.log(1335.205733)
    assert exponential(np.array([0.0, 1.0])).tolist() == [1.0, math.e]
    assert each(abs, np.array([-2.0])).tolist() == [2.0]
    assert present(np.array([3.0, math.nan, 0.0])) == [3.0, 0.0]


def test_the_mean_rounds_once() -> None:
    assert mean([1e16, 1.0, -1e16]) == 1 / 3
    assert mean([0.1] * 10) == 0.1  # a running sum gives 0.09999999999999999


def test_standard_deviations_by_hand() -> None:
    values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]  # mean 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32
    assert standard_deviation(values, "population") == math.sqrt(32 / 8)
    assert standard_deviation(values, "sample") == math.sqrt(32 / 7)


def test_two_values_have_a_standard_deviation() -> None:
    assert standard_deviation([1.0, 3.0], "sample") == math.sqrt((1 + 1) / (2 - 1))
    assert standard_deviation([1.0, 3.0], "population") == math.sqrt((1 + 1) / 2)


# Mean 4, distances -3, -2, -1, 0, 6; their squares have the mean 50 / 5, their cubes 180 / 5, their fourth powers 1394 / 5.
FIVE = [1.0, 2.0, 3.0, 4.0, 10.0]


def test_skewness_by_hand() -> None:
    assert skewness(np.array(FIVE)) == pytest.approx(36 / 10**1.5 * math.sqrt(5 * 4) / 3, rel=1e-15)
    assert skewness(-np.array(FIVE)) == -skewness(np.array(FIVE))


def test_kurtosis_by_hand() -> None:
    assert kurtosis(np.array(FIVE)) == pytest.approx((6 * (278.8 / 100 - 3) + 6) * 4 / (3 * 2), rel=1e-15)


def test_squared_distances_by_hand() -> None:
    assert squared_distances(np.array([1.0, 2.5, -1.0]), 2.0).tolist() == [1.0, 0.25, 9.0]


def test_the_extremes_pass_over_what_is_missing() -> None:
    assert extremes(np.array([math.nan, 3.0, -2.0, math.nan])).tolist() == [-2.0, 3.0]
    assert [math.copysign(1.0, end) for end in extremes(np.array([-0.0]))] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("value", "power", "expected"),
    [
        (4.0, 0.5, (2 - 1) / 0.5),
        (4.0, -0.5, (1 / 2 - 1) / -0.5),
        (3.0, 2.0, (9 - 1) / 2),
        (math.e, 0.0, 1.0),
        (1.0, 7.0, 0.0),
        (math.e, 1e-12, 1.0 + 0.5e-12),  # x^power - 1 alone would keep four digits
        (1e300, 5.0, math.inf),
        (1e-300, -5.0, -math.inf),
    ],
)
def test_box_cox_by_hand(value: float, power: float, expected: float) -> None:
    assert box_cox(np.array([value]), power)[0] == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("values", [[7.0], [0.1] * 3, [0.7] * 6, [-1.1] * 12])
def test_equal_values_have_no_spread_at_all(values: list[float]) -> None:
    # The mean of three times 0.1 is 0.10000000000000002: without care a spread of 1e-17 would divide noise.
    assert standard_deviation(values, "sample") == 0.0
    assert standard_deviation(values, "population") == 0.0


@given(st.lists(FINITE, min_size=2, max_size=30), st.randoms(use_true_random=False))
def test_sums_do_not_depend_on_the_order_of_units(values: list[float], random: Random) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)
    assert mean(shuffled) == mean(values)
    assert standard_deviation(shuffled, "sample") == standard_deviation(values, "sample")


@pytest.mark.parametrize(
    ("part", "count", "expected"),
    [
        (1, 4, 10 + 0.75 * (20 - 10)),  # position 0.75 of 0 … 3
        (2, 4, 20 + 0.5 * (40 - 20)),
        (3, 4, 40 + 0.25 * (80 - 40)),
        (0, 4, 10.0),
        (4, 4, 80.0),
    ],
)
def test_quantiles_interpolate_as_r_type_7(part: int, count: int, expected: float) -> None:
    assert quantile([10.0, 20.0, 40.0, 80.0], part, count) == expected


def test_a_quantile_that_falls_on_a_value_is_that_value() -> None:
    # 0.29 * 100 is 28.999999999999996 in binary: positions are found in whole numbers instead.
    ordered = [float(value) for value in range(101)]
    assert [quantile(ordered, part, 100) for part in range(101)] == ordered


def test_a_quantile_of_one_value_is_that_value() -> None:
    assert quantile([3.5], 1, 5) == 3.5


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "half_even"),
    [
        (0.40965, 4, 0.4097, 0.4096),  # Thừa Thiên Huế 2020: published 0.4097 (1726/QĐ-BTTTT)
        (0.74735, 4, 0.7474, 0.7474),  # the binary number lies just below the half
        (2.5, 0, 3.0, 2.0),
        (3.5, 0, 4.0, 4.0),
        (-2.5, 0, -3.0, -2.0),
        (1.005, 2, 1.01, 1.0),
        (0.1 + 0.2, 12, 0.3, 0.3),
        (0.49999, 0, 0.0, 0.0),
        (0.50001, 0, 1.0, 1.0),
        (150.0, 12, 150.0, 150.0),
        (1e14, 0, 1e14, 1e14),
        (90000000000000.4, 0, 9e13, 9e13),  # the float is fine enough to tell: no half
        (1e100, 4, 1e100, 1e100),
        (999999999989.0, 6, 999999999989.0, 999999999989.0),
        (0.0, 3, 0.0, 0.0),
    ],
)
def test_rounding_by_hand(value: float, decimals: int, half_up: float, half_even: float) -> None:
    assert rounded(value, decimals, "half-up") == half_up
    assert rounded(value, decimals, "half-even") == half_even


def test_a_sum_that_means_a_half_is_rounded_as_one() -> None:
    # 0.4 * 0.5220 + 0.3 * 0.3040 + 0.3 * 0.3655 = 0.40965 by hand, a bit below it in binary.
    total = 0.4 * 0.5220 + 0.3 * 0.3040 + 0.3 * 0.3655
    assert rounded(total, 4) == 0.4097


def test_rounding_makes_no_negative_zero_and_keeps_missing_values() -> None:
    assert math.copysign(1.0, rounded(-0.0001, 2)) == 1.0
    assert math.isnan(rounded(math.nan, 2))


def test_steps_are_whole_and_compare_exactly() -> None:
    steps = Rounding(decimals=4).steps(np.array([0.63495, 0.63499, 0.635, 0.1 + 0.2]))
    assert steps.tolist() == [6350.0, 6350.0, 6350.0, 3000.0]


IN_DECIMALS: dict[RoundingRule, str] = {
    "half-up": ROUND_HALF_UP,
    "half-even": ROUND_HALF_EVEN,
    "up": ROUND_CEILING,
    "down": ROUND_FLOOR,
    "towards-zero": ROUND_DOWN,
}
"""What decimal arithmetic calls the rules that take a number for the decimal that was meant."""


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [  # the nearer in float64: 0.15 - 0.1 is 0.04999999999999999 there, and 0.2 - 0.15 is 0.05000000000000002
        (0.7949999999999999, 2, 0.79),
        (0.15, 1, 0.1),
        (0.25, 1, 0.2),
        (0.35, 1, 0.3),
        (0.45, 1, 0.4),  # 0.45 - 0.4 and 0.5 - 0.45 are the same number, and 4 is even
        (0.65, 1, 0.7),
        (-0.15, 1, -0.1),
        (2.5, 0, 2.0),
        (0.57, 2, 0.57),  # 0.57 * 100 is 56.99999999999999
        (1e100, 2, 1e100),
    ],
)
def test_rounding_as_r_4_does(value: float, decimals: int, expected: float) -> None:
    assert rounded(value, decimals, "nearest-double") == expected


def test_what_is_a_decimal_stays_one_also_up_and_down() -> None:
    third = 0.1 + 0.2  # 0.30000000000000004
    rules: tuple[RoundingRule, ...] = ("up", "down", "towards-zero")
    assert [rounded(third, 1, rule) for rule in rules] == [0.3, 0.3, 0.3]
    assert [rounded(-0.25, 1, rule) for rule in rules] == [-0.2, -0.3, -0.2]
    assert [rounded(0.8999999999999999, 1, rule) for rule in rules] == [0.9, 0.9, 0.9]
    assert [rounded(0.29, 2, rule) for rule in rules] == [0.29] * 3  # 0.29 * 100 is 28.999999999999996


def test_a_distance_within_which_values_are_equal_counts() -> None:
    left = (1000.1 - 1000) * 10  # 1.0000000000002274
    up = Rounding(decimals=0, rule="up")
    assert up(np.array([left])).tolist() == [2.0]
    assert up(np.array([left]), within=1e-11).tolist() == [1.0]


def test_a_distance_is_one_of_the_values_and_not_of_their_decimals() -> None:
    halves = np.array([0.005 - 0.9e-6, 0.005 - 1.1e-6])
    assert Rounding(decimals=2)(halves, within=1e-6).tolist() == [0.01, 0.0]


@given(
    st.integers(-(10**12), 10**12),
    st.integers(0, 9),
    st.integers(0, 6),
    st.sampled_from(sorted(IN_DECIMALS)),
)
def test_rounding_is_that_of_decimal_arithmetic(
    digits: int, places: int, decimals: int, rule: RoundingRule
) -> None:
    value = float(f"{digits}e-{places}")
    expected = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=IN_DECIMALS[rule])
    assert rounded(value, decimals, rule) == float(expected)
    if abs(digits) < 10**9:
        steps = Rounding(decimals=decimals, rule=rule).steps(np.array([value]))
        assert int(steps[0]) == int(expected.scaleb(decimals))


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20), st.integers(0, 8))
def test_rounding_never_swaps_two_units(values: list[float], decimals: int) -> None:
    ordered = Rounding(decimals=decimals)(np.array(sorted(values))).tolist()
    assert all(lower <= higher for lower, higher in pairwise(ordered))


@given(st.floats(-1e6, 1e6), st.integers(0, 8))
def test_rounding_twice_is_rounding_once(value: float, decimals: int) -> None:
    once = rounded(value, decimals)
    assert rounded(once, decimals) == once


@given(
    st.lists(
        st.floats(-1e17, 1e17)
        | st.floats(-1e-9, 1e-9)
        | st.sampled_from([math.nan, -0.0, 0.5, 2.5, 0.15, 1.005, 0.49999999999999994])
        | st.integers(-999, 999).map(lambda halves: halves / 2000),
        max_size=6,
    ),
    st.integers(0, 6),
    st.sampled_from(["half-up", "half-even"]),
)
def test_numbers_far_from_halves_are_rounded_as_among_others(
    values: list[float], decimals: int, rule: RoundingRule
) -> None:
    """Together they are asked only whether any is near to a half; with distances each is looked at."""
    rounding = Rounding(decimals=decimals, rule=rule)
    numbers = np.array(values, dtype=np.float64)
    each = [rounding.steps(numbers[[at]], np.zeros(1))[0] for at in range(len(numbers))]
    np.testing.assert_array_equal(rounding.steps(numbers), each)
    assert not np.signbit(rounding.steps(numbers)[np.array(each) == 0]).any()


@pytest.mark.parametrize("decimals", [-1, 13])
def test_decimals_have_limits(decimals: int) -> None:
    with pytest.raises(ValidationError, match="decimals"):
        Rounding(decimals=decimals)
