"""Distributions against values by hand and against scipy; figures that do not exist are None."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats  # type: ignore[import-untyped]  # scipy ships no types
from tests.analysis.diagnosis.conftest import scored

from dtiscore.questions.diagnose.answer import diagnose
from dtiscore.questions.diagnose.answer.distributions import distribution, has_outliers
from dtiscore.questions.diagnose.answer.thresholds import Thresholds


def test_by_hand() -> None:
    found = distribution(np.array([4.0, 1.0, math.nan, 0.0, 3.0, 12.0]))
    assert (found.known, found.distinct, found.zeros) == (5, 5, 1)
    assert (found.minimum, found.maximum, found.mean, found.median) == (0, 12, 4, 3)
    assert found.sd == pytest.approx(math.sqrt((16 + 9 + 1 + 0 + 64) / 4), rel=1e-14)
    # Quartiles 1 and 4, so that the fences stand 1.5 times 3 beyond them.
    assert (found.lower_fence, found.upper_fence) == (1 - 4.5, 4 + 4.5)


def test_shape_is_adjusted_for_the_size_of_the_sample_as_scipy_does() -> None:
    values = np.random.default_rng(5).lognormal(size=30)
    found = distribution(values)
    assert found.skewness == pytest.approx(float(scipy.stats.skew(values, bias=False)), rel=1e-12)
    assert found.kurtosis == pytest.approx(float(scipy.stats.kurtosis(values, bias=False)), rel=1e-12)


def test_what_too_few_or_equal_values_do_not_define() -> None:
    assert distribution(np.array([math.nan])).known == 0
    assert distribution(np.array([math.nan])).mean is None
    one = distribution(np.array([5.0]))
    assert (one.mean, one.sd, one.skewness, one.kurtosis) == (5, None, None, None)
    three = distribution(np.array([1.0, 2.0, 4.0]))
    assert three.skewness is not None
    assert three.kurtosis is None
    flat = distribution(np.full(6, 0.1))
    assert (flat.mean, flat.sd, flat.skewness, flat.kurtosis, flat.distinct) == (0.1, 0, None, None, 1)


def test_outliers_need_skewness_and_kurtosis() -> None:
    far = distribution(np.array([*range(20), 400], dtype=np.float64))
    assert has_outliers(far, Thresholds())
    assert not has_outliers(far, Thresholds(skewness=6.0))
    assert not has_outliers(far, Thresholds(kurtosis=40.0))
    assert has_outliers(distribution(np.array([*range(0, -20, -1), -400], dtype=np.float64)), Thresholds())
    assert not has_outliers(distribution(np.full(9, 1.0)), Thresholds())


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_value_at_a_fence_is_not_beyond_it(sign: float) -> None:
    # Quartiles 0.1 and 0.7, fence 0.7 + 1.5 x 0.6 = 1.6, which is 1.5999999999999999 in float64.
    assert 0.7 + 1.5 * (0.7 - 0.1) < 1.6
    index = {"code": "I", "aggregate": "sum", "weights": "relative"}

    def far_off(last: float) -> list[int]:
        cells = [sign * value for value in (0.1, 0.1, 0.4, 0.7, last)]
        child = {"code": "a", "weight": 1, "rule": {"kind": "identity"}}
        found = diagnose(scored({**index, "children": [child]}, {"a": cells}))
        (one,) = found.indicators
        return [found.subject.rows[place] for place in one.beyond]

    assert far_off(1.6) == []
    assert far_off(1.6000001) == [4]
