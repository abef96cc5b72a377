"""The p-values of correlations against what Student's t comes to with few degrees of freedom, and against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dtiscore.questions.diagnose.answer.association import Association, association
from dtiscore.questions.diagnose.answer.significance import p_value


@pytest.mark.parametrize("r", [0.0, 0.1, -0.5, 0.9, 0.999999, -1.0])
def test_in_closed_form(r: float) -> None:
    # Of one degree of freedom the distribution is Cauchy's, of two t / sqrt(2 + t^2), which is r itself.
    assert p_value(Association(r, 3)) == pytest.approx(1 - 2 / math.pi * math.asin(abs(r)), abs=1e-12)
    assert p_value(Association(r, 4)) == pytest.approx(1 - abs(r), abs=1e-12)
    assert p_value(Association(r, 2)) is None
    assert p_value(Association(None, 9, "constant")) is None


@pytest.mark.parametrize("units", [5, 51, 2000])
@pytest.mark.parametrize("r", [0.02, -0.3, 0.7, 0.99])
def test_as_scipy_has_it(r: float, units: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    t = abs(r) * math.sqrt((units - 2) / (1 - r * r))
    assert p_value(Association(r, units)) == pytest.approx(2 * stats.t.sf(t, units - 2), rel=1e-9)


@pytest.mark.parametrize("units", [3, 4, 7, 60, 500])
@pytest.mark.parametrize("levels", [2, 3, 10, 10_000])
@pytest.mark.parametrize("seed", [1, 2])
def test_of_kendall_with_ties_as_scipy_has_it(units: int, levels: int, seed: int) -> None:
    """Counts and answers tie: without their ties a p-value of 0.053 was 0.039."""
    stats = pytest.importorskip("scipy.stats")
    made = np.random.default_rng([seed, units, levels])
    x = made.integers(0, levels, units).astype(float)
    y = np.asarray(x + made.integers(0, 3 * levels, units), dtype=np.float64)
    x[:2], y[:2] = (0.0, 1.0), (0.0, 1.0)
    tied = len({*x}) < units or len({*y}) < units
    expected = stats.kendalltau(x, y, method="asymptotic" if tied or units > 33 else "exact")
    found = association(x, y, "kendall")
    assert found.value == pytest.approx(expected.statistic, rel=1e-12)
    assert p_value(found) == pytest.approx(expected.pvalue, rel=1e-9)


@pytest.mark.parametrize("units", [3, 6, 20, 33])
@pytest.mark.parametrize("seed", range(4))
def test_of_kendall_without_ties_all_orders_are_counted(units: int, seed: int) -> None:
    """By the normal distribution -0.73 of six units came in 1 of 26 cases, and was called more than chance; it comes in 1 of 18."""
    stats = pytest.importorskip("scipy.stats")
    x, y = np.arange(units, dtype=float), np.random.default_rng(seed).permutation(units).astype(float)
    expected = stats.kendalltau(x, y, method="exact")
    assert p_value(association(x, y, "kendall")) == pytest.approx(expected.pvalue, rel=1e-9)
    assert p_value(association(x, -x, "kendall")) == pytest.approx(2 / math.factorial(units), rel=1e-9)


def test_of_kendall_without_ties_in_closed_form() -> None:
    x = np.arange(10.0)
    deviation = math.sqrt(2 * (2 * 10 + 5) / (9 * 10 * 9))
    assert association(x, x % 7, "kendall").deviation != pytest.approx(deviation)
    assert association(x, (3 * x) % 10, "kendall").deviation == pytest.approx(deviation)
