"""Exact sums have the bits of ``math.fsum``, however large, tiny or cancelling the numbers, and however parted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.methodology.arithmetic import mean, squared_distances, standard_deviation
from dtiscore.methodology.exact_sums import exact_sum
from dtiscore.methodology.merged_sums import ExactSum

FINITE = st.floats(allow_nan=False, allow_infinity=False)
WITHIN = st.floats(min_value=-1e100, max_value=1e100)
"""What a cell may hold."""
SCALES = st.sampled_from([0.0, 5e-324, 1e-300, 1e-16, 1.0, 1e16, 1e290, 1e300, 1e307])


def same_bits(a: float, b: float) -> bool:
    return a.hex() == b.hex()


@st.composite
def long_tables(draw: st.DrawFn) -> np.ndarray:
    """More numbers than are summed by ``math.fsum`` itself, of several magnitudes, many of which cancel."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    count = draw(st.integers(257, 40_000))
    scales = draw(st.lists(SCALES, min_size=1, max_size=4))
    values = random.normal(size=count) * random.choice(scales, count)
    if draw(st.booleans()):
        values = random.permutation(np.concatenate([values, -values, values[:3]]))
    others = draw(st.lists(FINITE, max_size=5))
    return np.concatenate([values, others])


def with_fsum(values: np.ndarray) -> float | None:
    try:
        return math.fsum(values.tolist())
    except OverflowError:
        return None


@settings(deadline=None, max_examples=60)
@given(values=long_tables())
def test_a_long_sum_has_the_bits_of_fsum(values: np.ndarray) -> None:
    expected = with_fsum(values)
    if expected is None:
        with pytest.raises(OverflowError):
            exact_sum(values)
    else:
        assert same_bits(exact_sum(values), expected)


@settings(deadline=None, max_examples=60)
@given(values=long_tables(), parts=st.integers(1, 5))
def test_a_sum_of_batches_has_the_bits_of_fsum(values: np.ndarray, parts: int) -> None:
    total = sum((ExactSum.of(part) for part in np.array_split(values, parts)), ExactSum())
    expected = with_fsum(values)
    if expected is not None:
        assert same_bits(float(total), expected)


@given(values=st.lists(FINITE, max_size=20))
def test_a_short_sum(values: list[float]) -> None:
    expected = with_fsum(np.array(values))
    if expected is not None:
        assert same_bits(exact_sum(np.array(values)), expected)
        assert same_bits(float(ExactSum.of(np.array(values))), expected)


def test_nothing_is_lost_between_huge_numbers() -> None:
    values = np.tile([1e300, 1.0, -1e300, 2.0**-1074], 300)
    assert exact_sum(values) == 300.0
    assert ExactSum.of(values) == ExactSum(*_shortest(300 * 2**1074 + 300, -1074))


def _shortest(mantissa: int, exponent: int) -> tuple[int, int]:
    zeros = (mantissa & -mantissa).bit_length() - 1
    return mantissa >> zeros, exponent + zeros


def test_a_half_is_rounded_to_even_once() -> None:
    # 2^53 and 1 lie halfway between two floats; what breaks the tie is 2^-60 of it.
    tie = np.array([2.0**53, 1.0, *[0.0] * 300])
    assert exact_sum(tie) == 2.0**53
    assert exact_sum(np.append(tie, 2.0**-7)) == 2.0**53 + 2.0


def test_infinities_and_what_is_no_number_are_those_of_fsum() -> None:
    many = [1.0] * 300
    assert exact_sum(np.array([*many, math.inf])) == math.inf
    assert math.isnan(exact_sum(np.array([*many, math.nan])))
    with pytest.raises(ValueError, match="inf"):
        exact_sum(np.array([*many, math.inf, -math.inf]))
    with pytest.raises(OverflowError):
        exact_sum(np.full(300, 1.7e308))
    assert float(ExactSum.of(np.array([2.5, math.nan, math.inf, -1.0]))) == 1.5


def test_the_mean_and_spread_of_a_long_column_by_hand() -> None:
    values = np.tile([1.0, 3.0], 5_000)
    assert mean(values) == mean(values.tolist()) == 2.0
    assert standard_deviation(values.tolist(), "population") == 1.0
    assert standard_deviation(values.tolist(), "sample") == math.sqrt(10_000 / 9_999)
    assert squared_distances(np.array([1.0, 4.0]), 2.0).tolist() == [1.0, 4.0]


class TestExactSum:
    def test_it_keeps_what_floating_point_would_lose(self) -> None:
        assert float(ExactSum.of(np.array([1e100, 1.0, -1e100]))) == 1.0
        assert float(ExactSum.of(np.array([0.1] * 10))) == 1.0

    def test_parts_are_added_without_rounding(self) -> None:
        whole = (
            ExactSum.of(np.array([1e100]))
            + ExactSum.of(np.array([2.0**-1074]))
            + ExactSum.of(np.array([-1e100]))
        )
        assert float(whole) == 2.0**-1074
        assert whole == ExactSum(1, -1074)

    def test_nothing_sums_to_nothing(self) -> None:
        assert (
            ExactSum.of(np.array([]))
            == ExactSum.of(np.array([math.nan, math.inf]))
            == ExactSum()
            == ExactSum.of(np.array([3.0, -3.0]))
        )
        assert float(ExactSum()) == 0.0

    @settings(deadline=None)
    @given(st.lists(WITHIN, max_size=60), st.integers(0, 60))
    def test_it_is_the_sum_of_the_c_library_however_parted(self, values: list[float], cut: int) -> None:
        parts = ExactSum.of(np.array(values[:cut])) + ExactSum.of(np.array(values[cut:]))
        assert float(parts) == math.fsum(values)
        assert parts == ExactSum.of(np.array(values))
