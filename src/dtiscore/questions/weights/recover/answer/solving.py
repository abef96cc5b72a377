"""The numbers that limits allow, by linear programmes: which limits contradict the others, and what the rest leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dtiscore.analysis.mixed_programmes import mixed_programmes
from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.weights.recover.answer.limits import Limits
from dtiscore.said import said

TOLERANCE = 1e-6
"""By how much a limit may be passed, where the largest of its numbers is near 1: the solver knows nothing finer."""


class Programme:
    """Linear programmes over the numbers that limits allow, whose factors are near 1 or below."""

    def __init__(self, limits: Limits) -> None:
        self._milp, self._constraint, self._bounds = mixed_programmes(said("recovered weights"))
        self.limits = limits
        self._count = len(limits.free)
        self._lowest = np.where(limits.free, -np.inf, 0.0)

    def consistent(self) -> tuple[Programme, Mask]:
        """The programme over limits that can all be kept, and which had to be left out for it: the least sum of excesses."""
        limits = len(self.limits.most)
        solved = self._solve(
            np.hstack([np.zeros(self._count), np.ones(limits)]),
            -np.eye(limits),
            lowest=np.zeros(limits),
            highest=np.full(limits, np.inf),
        )
        assert solved is not None, "whatever the numbers are, some excess suffices"
        excess = np.maximum(solved[self._count :], 0.0)
        passed = excess > TOLERANCE
        kept = self.limits.take(~passed)
        # What the solver takes for kept it is to take for kept again.
        return Programme(replace(kept, most=kept.most + excess[~passed] + TOLERANCE / 10)), passed

    def extremes(self, factors: Sequence[float]) -> tuple[Values | None, Values | None]:
        """Numbers whose sum, each times a factor, is the least and the most there is; ``None`` where nothing bounds it."""
        costs = np.array(factors)
        return self._solve(costs), self._solve(-costs)

    def _solve(
        self,
        costs: Values,
        further: Values | None = None,
        lowest: Values | None = None,
        highest: Values | None = None,
    ) -> Values | None:
        """The numbers of least cost, and ``further`` ones between bounds; ``None`` where no cost is the least."""
        least, most, factors = self._lowest, np.full(self._count, np.inf), self.limits.factors
        if further is not None and lowest is not None and highest is not None:
            factors = np.hstack([factors, further])
            least, most = np.hstack([least, lowest]), np.hstack([most, highest])
        constraints: list[Any] = []
        if len(factors):
            constraints.append(self._constraint(factors, -np.inf, self.limits.most))
        if self.limits.whole is not None:
            ones = np.hstack([np.ones(self._count), np.zeros(len(costs) - self._count)])
            constraints.append(self._constraint(ones[np.newaxis, :], self.limits.whole, self.limits.whole))
        result = self._milp(costs, constraints=constraints, bounds=self._bounds(least, most))
        return None if result.x is None else np.asarray(result.x)


def told_by_exact_scores(equations: Values, whole: float | None) -> list[bool]:
    """Which numbers scores in full precision would tell: those outside the null space of the equations.

    Args:
        equations: the factors of the numbers for each unit that has a score, units by numbers.
        whole: what the numbers sum to, which is one more equation.
    """
    count = equations.shape[1]
    rows = equations if whole is None else np.vstack([equations, np.ones(count)])
    sizes = np.abs(rows).max(axis=1, initial=0.0)
    rows = rows[sizes > 0.0] / sizes[sizes > 0.0, np.newaxis]
    if not len(rows):
        return [False] * count
    _, lengths, directions = np.linalg.svd(rows, full_matrices=True)
    rank = int((lengths > 1e-9 * lengths[0]).sum())
    unseen = np.abs(directions[rank:]).max(axis=0, initial=0.0)
    return [float(size) <= 1e-6 for size in unseen]
