"""When numbers are equal: neighbours within 15 significant digits of the largest term tie, and a run of ties is one."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st

from dtiscore.methodology.equality import (
    EXACT,
    FIFTEEN_DIGITS,
    Tolerance,
    equal,
    greatest_equal,
    if_larger,
    moved_to_levels,
    ties_joined,
    tolerance_of_rows,
)

THIRD = 0.1 + 0.2
"""0.30000000000000004, which is 0.3 in decimals."""


def runs(values: list[float], tolerance: Tolerance | None = None) -> list[int]:
    """For each value the number of its run, from the highest down."""
    level = ties_joined(np.array(values), tolerance)
    return (len(np.unique(level)) - 1 - np.unique(level, return_inverse=True)[1]).tolist()


def test_the_last_bit_of_a_sum_makes_no_difference() -> None:
    assert THIRD != 0.3
    assert runs([0.3, THIRD, 0.31]) == [1, 1, 0]
    assert equal(0.3, THIRD)


def test_a_sum_that_cancels_is_known_as_exactly_as_its_largest_term() -> None:
    left_over = 0.1 + 0.2 - 0.3
    assert left_over != 0.0
    assert runs([left_over, 0.0]) == [0, 1]  # as mere numbers they differ: nothing says what entered them
    assert runs([left_over, 0.0], Tolerance.from_largest_terms(np.array([0.3, 0.0]))) == [0, 0]
    assert runs([-left_over, 0.0, left_over], Tolerance.from_largest_terms(np.array([0.3, 0.0, 0.3]))) == [
        0,
        0,
        0,
    ]
    assert equal(left_over, 0.0, largest_term=0.3)
    assert not equal(left_over, 0.0)


def test_the_largest_term_is_that_of_the_two_numbers_and_not_of_the_table() -> None:
    values, terms = np.array([1e18, 3.0, 2.0]), np.array([1e18, 3.0, 2.0])
    assert runs(values.tolist(), Tolerance.from_largest_terms(terms)) == [0, 1, 2]


def test_units_of_one_value_share_the_largest_term_of_any_of_them() -> None:
    # Whichever of the two zeros stands next to the third value, the outcome is the same.
    small = 1e-17
    for terms in ([0.0, 0.3, 0.0], [0.3, 0.0, 0.0]):
        assert runs([0.0, 0.0, small], Tolerance.from_largest_terms(np.array(terms))) == [0, 0, 0]


def test_a_chain_of_ties_is_one_though_its_ends_lie_further_apart() -> None:
    chain = [1.0]
    for _ in range(40):
        chain.append(float(np.nextafter(chain[-1], 2.0)))
    assert chain[-1] - chain[0] > FIFTEEN_DIGITS * chain[-1] * 9
    assert set(runs([*chain, 2.0])) == {0, 1}
    assert not equal(chain[0], chain[-1])


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=20), st.randoms())
def test_the_order_of_values_is_irrelevant_and_none_moves_past_another(
    values: list[float], random: object
) -> None:
    level = ties_joined(np.array(values, dtype=np.float64))
    order = np.random.default_rng(len(values)).permutation(len(values))
    assert ties_joined(np.array(values, dtype=np.float64)[order]).tolist() == level[order].tolist()
    for value, own in zip(values, level.tolist(), strict=True):
        for other, theirs in zip(values, level.tolist(), strict=True):
            assert value >= other or own <= theirs


@given(
    digits=st.lists(st.integers(10**14, 10**15 - 1), min_size=2, max_size=8, unique=True),
    exponent=st.integers(-30, 30),
)
def test_decimals_of_15_digits_that_differ_never_tie(digits: list[int], exponent: int) -> None:
    values = [float(Decimal(number).scaleb(exponent)) for number in digits]
    assert len(set(runs(values))) == len(values)


@given(st.integers(10**14, 10**15 - 2), st.integers(-30, 30))
def test_not_even_neighbouring_decimals_of_15_digits(number: int, exponent: int) -> None:
    pair = [float(Decimal(one).scaleb(exponent)) for one in (number, number + 1)]
    assert not equal(pair[0], pair[1])
    assert greatest_equal(np.array(pair[:1]))[0] < pair[1]


def test_numbers_are_equal_as_far_as_15_digits_allow_once_both_may_miss_their_decimals() -> None:
    bit = 2.0**-52  # the distance of two float64 from 1 to 2
    assert 5 * bit < 1.5e-15 - 2 * 1.5 * 2.0**-53 < 6 * bit
    assert equal(1.5, 1.5 + 5 * bit)
    assert not equal(1.5, 1.5 + 6 * bit)


def test_nan_infinity_one_value_and_none() -> None:
    values = np.array([math.nan, math.inf, 1.0, -math.inf, math.inf])
    assert np.array_equal(ties_joined(values), values, equal_nan=True)
    assert ties_joined(np.array([])).tolist() == []
    assert ties_joined(np.array([3.0])).tolist() == [3.0]
    assert np.isnan(ties_joined(np.array([math.nan, math.nan]))).all()
    assert ties_joined(np.array([2.0, 2.0, 2.0])).tolist() == [2.0, 2.0, 2.0]
    missing = ties_joined(np.array([math.nan, 0.3, THIRD]))
    assert missing[1] == missing[2]


def test_nothing_is_copied_where_nothing_ties() -> None:
    values = np.array([0.1, 0.2, 0.2])
    assert ties_joined(values) is values
    near = np.array([0.3, THIRD])
    assert ties_joined(near, EXACT) is near


@pytest.mark.parametrize("value", [0.1 + 0.7, 0.8, 0.7999999999999999, 0.8000000000000002])
def test_a_score_that_equals_a_bound_has_reached_it(value: float) -> None:
    assert greatest_equal(np.array([value]))[0] >= 0.8


def test_a_score_that_misses_a_bound_by_more_has_not() -> None:
    assert greatest_equal(np.array([0.799999999999998]))[0] < 0.8
    assert greatest_equal(np.array([-1e-17]))[0] < 0.0  # a mere number below 0
    assert greatest_equal(np.array([-1e-17]), np.array([3e-16]))[0] >= 0.0  # what is left of terms about 0.3


def test_values_are_brought_onto_levels_that_they_equal() -> None:
    short = 0.7999999999999999
    levels = np.array([0.3, 0.8, math.nan])
    brought = moved_to_levels(np.array([THIRD, short, 0.5]), levels, np.full(3, 1e-15))
    assert brought.tolist() == [0.3, 0.8, 0.5]
    assert moved_to_levels(np.array([1.0]), np.array([math.nan]), np.array([1.0])).tolist() == [1.0]


def test_rows_have_tolerances_of_their_own() -> None:
    known = [Tolerance.from_largest_terms(np.array([1.0, 2.0])), EXACT]
    both = tolerance_of_rows(1.0, known.__getitem__, np.arange(2))
    assert both.of(np.array([0, 1, 2, 3])).tolist() == [FIFTEEN_DIGITS, 2 * FIFTEEN_DIGITS, 0.0, 0.0]


def test_a_term_is_kept_where_it_is_larger_than_its_value_and_finite() -> None:
    values, sizes = np.array([1.0, -2.0, 3.0, math.nan]), np.array([5.0, 2.0, 3.0 + 1e-12, 1.0])
    assert if_larger(values, values) is None
    np.testing.assert_array_equal(if_larger(values, sizes), [5, math.nan, math.nan, math.nan])
    sizes[0], sizes[1] = math.inf, 2.5
    np.testing.assert_array_equal(if_larger(values, sizes), [math.nan, 2.5, math.nan, math.nan])
