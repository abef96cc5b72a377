"""The p-values of correlations against what Student's t comes to with few degrees of freedom, and against scipy."""

from __future__ import annotations

import math

import pytest

from dtiscore.questions.diagnose.answer.significance import p_value


@pytest.mark.parametrize("r", [0.0, 0.1, -0.5, 0.9, 0.999999, -1.0])
def test_in_closed_form(r: float) -> None:
    # Of one degree of freedom the distribution is Cauchy's, of two t / sqrt(2 + t^2), which is r itself.
    assert p_value(r, 3, "pearson") == pytest.approx(1 - 2 / math.pi * math.asin(abs(r)), abs=1e-12)
    assert p_value(r, 4, "spearman") == pytest.approx(1 - abs(r), abs=1e-12)
    assert p_value(r, 2, "pearson") is None


@pytest.mark.parametrize("units", [5, 51, 2000])
@pytest.mark.parametrize("r", [0.02, -0.3, 0.7, 0.99])
def test_as_scipy_has_it(r: float, units: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    t = abs(r) * math.sqrt((units - 2) / (1 - r * r))
    assert p_value(r, units, "pearson") == pytest.approx(2 * stats.t.sf(t, units - 2), rel=1e-9)
    deviation = math.sqrt(2 * (2 * units + 5) / (9 * units * (units - 1)))
    assert p_value(r, units, "kendall") == pytest.approx(2 * stats.norm.sf(abs(r) / deviation), rel=1e-9)
