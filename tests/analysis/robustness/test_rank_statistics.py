"""What the ranks of a unit say, counted once for all that are equal: as numpy has it of each replicate."""

from __future__ import annotations

import numpy as np
import pytest

from dtiscore.questions.robustness.answer.ranking import Ranked
from dtiscore.questions.robustness.answer.statistics import rank_statistics


@pytest.mark.parametrize(
    ("units", "replicates"), [(3, 200), (90, 200), (99, 200), (101, 200), (5_000, 40), (5_000, 1)]
)
def test_of_few_units_and_of_more_than_there_are_replicates(units: int, replicates: int) -> None:
    draws = np.random.default_rng(units + replicates)
    doubled = draws.integers(2, 2 * units + 1, (4, replicates)).astype(np.uint16)
    doubled[1, ::3] = 0  # without a rank
    doubled[1, -1] = doubled[2, 0] = 2 * units
    nominal = np.array([1.0, 2.5, float(units), 2.0])
    for ranks, own, found in zip(
        doubled, nominal, rank_statistics(Ranked(doubled, doubled), nominal, 3), strict=True
    ):
        there = ranks[ranks > 0] / 2
        assert (found.nominal, found.best, found.worst) == (own, there.min(), there.max())
        assert found.mean == pytest.approx(there.mean(), rel=1e-12)
        assert (found.median, found.low, found.high) == tuple(np.quantile(there, [0.5, 0.05, 0.95]).tolist())
        assert found.volatility == pytest.approx(np.abs(there - own).mean(), rel=1e-12)
        assert found.deviation == pytest.approx(there.std(), rel=1e-9, abs=1e-12)
        assert found.within == (there <= 3).mean()
