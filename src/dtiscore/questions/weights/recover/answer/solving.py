"""The numbers that limits allow, by linear programmes: which limits contradict the others, and what the rest leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dtiscore.analysis.mixed_programmes import mixed_programmes
from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.weights.recover.answer.limits import TOLERANCE, Limits
from dtiscore.said import said


class Programme:
    """Linear programmes over the numbers that limits allow, whose factors are near 1 or below.

    A solver keeps limits to an absolute tolerance. Near numbers that all but keep them it is therefore asked once more,
    for how many units from these the others are: half a unit of the last published decimal counts as 1 there.
    """

    def __init__(self, limits: Limits, near: Values | None = None) -> None:
        self._milp, self._constraint, self._bounds = mixed_programmes(said("recovered weights"))
        self.limits = limits
        self._near = np.zeros(len(limits.lowest)) if near is None else near
        self._unit = 1.0 if near is None else limits.unit
        self._asked = limits if near is None else limits.about(near)

    def consistent(self) -> tuple[Programme, Mask]:
        """The programme over limits that can all be kept, and which had to be left out for it: the least sum of excesses."""
        near, _ = self.least_excess()
        _, excess = Programme(self.limits, near).least_excess()
        passed = excess > TOLERANCE * self.limits.unit
        return self._over(~passed, near, excess), passed

    def over(self, kept: Mask, numbers: Values) -> Programme:
        """The programme over some of the limits, which numbers are known to keep."""
        return self._over(kept, numbers, np.maximum(self.limits.excess(numbers), 0.0))

    def _over(self, kept: Mask, near: Values, excess: Values) -> Programme:
        taken = self.limits.take(kept)
        # Each limit is widened by how far these numbers are beyond it, else rounding leaves no numbers within all.
        raised = taken.most + excess[kept] + TOLERANCE * self.limits.unit / 10
        return Programme(replace(taken, most=raised), near)

    def extremes(self, factors: Sequence[float]) -> tuple[Values | None, Values | None]:
        """Numbers whose sum, each times a factor, is the least and the most there is; ``None`` where nothing bounds it."""
        costs = np.array(factors)
        return self._solve(costs), self._solve(-costs)

    def least_excess(self) -> tuple[Values, Values]:
        """Numbers that pass the limits by as little in all as is possible, and by how much each of them."""
        limits, count = len(self._asked.most), len(self._near)
        solved = self._solved(
            np.hstack([np.zeros(count), np.ones(limits)]),
            -np.eye(limits),
            lowest=np.zeros(limits),
            highest=np.full(limits, np.inf),
        )
        assert solved is not None, "whatever the numbers are, some excess suffices"
        return self._numbers(solved[:count]), self._unit * np.maximum(solved[count:], 0.0)

    def _solve(self, costs: Values) -> Values | None:
        """The numbers of least cost; ``None`` where no cost is the least."""
        solved = self._solved(costs)
        return None if solved is None else self._numbers(solved)

    def _numbers(self, solved: Values) -> Values:
        """The numbers of which the solver was asked how far they are from those near by."""
        return np.maximum(self._near + self._unit * solved, self.limits.lowest)

    def _solved(
        self,
        costs: Values,
        further: Values | None = None,
        lowest: Values | None = None,
        highest: Values | None = None,
    ) -> Values | None:
        """What is asked of the solver, and ``further`` numbers between bounds; ``None`` where no cost is the least."""
        asked, count = self._asked, len(self._near)
        least, most, factors = asked.lowest, np.full(count, np.inf), asked.factors
        if further is not None and lowest is not None and highest is not None:
            factors = np.hstack([factors, further])
            least, most = np.hstack([least, lowest]), np.hstack([most, highest])
        constraints: list[Any] = []
        if len(factors):
            constraints.append(self._constraint(factors, -np.inf, asked.most))
        if asked.whole is not None:
            ones = np.hstack([np.ones(count), np.zeros(len(costs) - count)])
            constraints.append(self._constraint(ones[np.newaxis, :], asked.whole, asked.whole))
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
