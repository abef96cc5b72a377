"""Cronbach's alpha and principal components by hand, and the cases in which there are none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from dtiscore.methodology import Values
from dtiscore.questions.diagnose.answer.alpha import cronbach, cronbach_without_each
from dtiscore.questions.diagnose.answer.association import covariance
from dtiscore.questions.diagnose.answer.consistency import components


def columns(**values: list[float]) -> dict[str, Values]:
    return {code: np.array(column, dtype=np.float64) for code, column in values.items()}


def listed(**values: list[float]) -> list[Values]:
    return [*columns(**values).values()]


def test_alpha_by_hand() -> None:
    found = cronbach(listed(a=[1, 2, 3], b=[0, 0, 3]))
    # Variances 1 and 3, covariance (-1)(-1) + 0 + (1)(2) = 3 over 2; the sum varies by 1 + 3 + 2 * 1.5 = 7.
    assert found.value == pytest.approx(2 / 1 * (1 - (1 + 3) / 7), rel=1e-14)


def test_alpha_of_equal_columns_is_one_and_of_opposite_ones_undefined() -> None:
    assert cronbach(listed(a=[1, 2, 3], b=[1, 2, 3])).value == pytest.approx(1, rel=1e-14)
    opposite = cronbach(listed(a=[1, 2, 3], b=[3, 2, 1]))
    assert (opposite.value, opposite.undefined) == (None, "constant")  # their sum is the same for all


def test_alpha_needs_two_columns_that_vary_and_units_in_common() -> None:
    nan = math.nan
    assert cronbach(listed(a=[1, 2, 3])).undefined == "one-child"
    assert cronbach(listed(a=[1, 1, 1], b=[2, 2, 2])).undefined == "constant"
    assert cronbach(listed(a=[1, 2, nan], b=[nan, 2, 3])).undefined == "few-units"


def test_components_of_two_columns() -> None:
    found = components(columns(a=[1, 2, 3, 4], b=[10, 30, 20, 40]))  # their correlation is 0.8
    assert found.eigenvalues == pytest.approx([1.8, 0.2], rel=1e-12)
    assert found.shares == pytest.approx([0.9, 0.1], rel=1e-12)
    assert found.vectors["a"][0] == pytest.approx(math.sqrt(0.5), rel=1e-12)
    assert found.loading("b", 0) == pytest.approx(math.sqrt(0.9), rel=1e-12)
    assert found.dimensions() == 1


def test_unrelated_columns_have_no_dimension_beyond_one() -> None:
    found = components(columns(a=[-1, -1, 1, 1], b=[-1, 1, -1, 1]))
    assert found.eigenvalues == pytest.approx([1, 1])
    assert found.dimensions() == 1
    assert (
        components(columns(a=[1, 2, 3, 4], b=[1, 2, 3, 4], c=[1, -1, -1, 1], d=[1, -1, -1, 1])).dimensions()
        == 2
    )


def test_a_column_that_does_not_vary_takes_no_part() -> None:
    found = components(columns(a=[1, 2, 3, 4], b=[10, 30, 20, 40], c=[5, 5, 5, 5]))
    assert found.constant == ["c"]
    assert found.codes == ["a", "b"]
    assert components(columns(a=[1, 2, 3], c=[5, 5, 5])).undefined == "constant"
    assert components(columns(a=[1, 2, 3])).undefined == "one-child"
    assert components(columns(a=[1, 2, math.nan], b=[2, 3, 4])).undefined == "few-units"


def test_two_units_lie_on_a_line_whatever_they_hold_and_have_no_alpha() -> None:
    assert cronbach(listed(a=[1, 2], b=[2, 7])).undefined == "few-units"


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 7), st.integers(3, 20), st.integers(0, 2**32 - 1))
def test_alpha_without_gaps_is_that_of_all_pairs(count: int, units: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=(count, units)) * 10.0 ** np.arange(count)[:, np.newaxis]
    covariances = np.cov(values)
    for code, found in enumerate([cronbach(list(values)), *cronbach_without_each(list(values))]):
        kept = [at for at in range(count) if at != code - 1]
        own = covariances[np.ix_(kept, kept)]
        if len(kept) < 2:
            assert found.undefined == "one-child"
            continue
        expected = len(kept) / (len(kept) - 1) * (1 - np.trace(own) / own.sum())
        assert found.value == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_alpha_without_a_column_of_large_numbers_has_all_digits_of_the_others() -> None:
    small = listed(a=[0.1, 0.7, 0.2, 0.9], b=[0.3, 0.4, 0.1, 0.8])
    large = np.array([712_345_678.0, 1.0, 98_765_432.1, 455_555_555.5])
    assert cronbach_without_each([*small, large])[2].value == pytest.approx(cronbach(small).value, rel=1e-14)


def test_alpha_with_gaps_is_that_of_the_units_of_each_pair() -> None:
    nan = math.nan
    values = listed(a=[1, 2, 3, 5, nan], b=[2, 2, 4, nan, 3], c=[0, 1, 1, 2, 9])
    cells = np.array([[covariance(first, second) for second in values] for first in values], dtype=np.float64)
    assert cronbach(values).value == pytest.approx(3 / 2 * (1 - np.trace(cells) / cells.sum()), rel=1e-12)
    last = cronbach_without_each(values)[0].value
    assert last == pytest.approx(2 * (1 - np.trace(cells[1:, 1:]) / cells[1:, 1:].sum()), rel=1e-12)
