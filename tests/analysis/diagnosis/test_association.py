"""Correlations against values by hand and against scipy, and the cases in which there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
import scipy.stats  # type: ignore[import-untyped]  # scipy ships no types
from hypothesis import assume, given, settings, strategies as st

from dtiscore.methodology import Values
from dtiscore.questions.diagnose.answer.association import METHODS, Method, association, covariance

NAN = math.nan
ORACLES = {
    "pearson": scipy.stats.pearsonr,
    "spearman": scipy.stats.spearmanr,
    "kendall": scipy.stats.kendalltau,
}


def column(*values: float) -> Values:
    return np.array(values, dtype=np.float64)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        # Centred (-1.5, -.5, .5, 1.5) and (-2, -1, -3, 6): 3 + .5 - 1.5 + 9 = 11; squares 5 and 50.
        ("pearson", 11 / math.sqrt(5 * 50)),
        # Ranks 1 2 3 4 and 2 3 1 4: 1 - 6 (1 + 1 + 4 + 0) / (4 * 15).
        ("spearman", 1 - 36 / 60),
        # Of six pairs two are discordant: (1, 3) and (2, 3).
        ("kendall", (4 - 2) / 6),
    ],
)
def test_by_hand(method: Method, expected: float) -> None:
    found = association(column(1, 2, 3, 4), column(1, 2, 0, 9), method)
    assert found.value == pytest.approx(expected, rel=1e-14)
    assert (found.units, found.undefined) == (4, None)


def test_kendall_with_ties_is_tau_b() -> None:
    # Of three pairs one is equal in y, one equal in x, and one concordant: 1 over the mean of 2 and 2 told apart.
    found = association(column(1, 2, 1), column(5, 5, 3), "kendall")
    assert found.value == pytest.approx(1 / math.sqrt(2 * 2))


@given(
    pairs=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=40),
    method=st.sampled_from(METHODS),
)
@settings(max_examples=120, deadline=None)
def test_as_scipy_has_it_with_ties(pairs: Sequence[tuple[int, int]], method: Method) -> None:
    x, y = (np.array(side, dtype=np.float64) for side in zip(*pairs, strict=True))
    assume(len(set(x)) > 1)
    assume(len(set(y)) > 1)
    assert association(x, y, method).value == pytest.approx(float(ORACLES[method](x, y)[0]), abs=1e-12)


@pytest.mark.parametrize("values", [3, 50, 100_000])
def test_kendall_of_many_units(values: int) -> None:
    x, y = np.random.default_rng(4).integers(0, values, (2, 3000)).astype(np.float64)
    expected = float(scipy.stats.kendalltau(x, x + y)[0])
    assert association(x, x + y, "kendall").value == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_where_there_is_none_it_says_why(method: Method) -> None:
    two = association(column(1, 2, NAN), column(3, 5, 7), method)
    assert (two.value, two.units, two.undefined) == (None, 2, "few-units")
    flat = association(column(1, 2, 3), column(0.1, 0.1, 0.1), method)
    assert (flat.value, flat.units, flat.undefined) == (None, 3, "constant")


@pytest.mark.parametrize("method", METHODS)
def test_units_with_a_gap_in_either_take_no_part(method: Method) -> None:
    whole = association(column(1, 2, 3, 4), column(1, 2, 0, 9), method)
    gaps = association(column(1, 2, NAN, 3, 4, 8), column(1, 2, 5, 0, 9, NAN), method)
    assert gaps == whole


def test_extreme_sizes_do_not_leave_floating_point() -> None:
    assert association(column(1e200, 2e200, 3e200), column(1e-200, 2e-200, 3e-200)).value == pytest.approx(1)


def test_covariance() -> None:
    assert covariance(column(1, 2, 3), column(2, 4, 9)) == pytest.approx(3.5)  # (-1)(-3) + 0 + (1)(4) over 2
    assert covariance(column(1, NAN, 3), column(2, 4, NAN)) is None
