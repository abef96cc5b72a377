"""Means penalised by unbalance: the more a unit's parts differ from each other, the less (or the more) it scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from dtiscore.methodology.aggregations.base import Aggregation, OverUnits, Weights, weight_table, weighted_sum
from dtiscore.methodology.arithmetic import Mask, mean, present
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import equal
from dtiscore.said import said

Penalty = Literal["subtract", "add"]
"""Whether unbalance is subtracted (more is better: development) or added (more is worse: poverty)."""


class MazziottaPareto(Aggregation):
    """The Mazziotta-Pareto Index: the mean of a unit's parts less its unbalance.

    The unbalance is the standard deviation of the unit's parts (population, divisor n) times their coefficient of
    variation. The authors standardise the parts to mean 100 and standard deviation 10: ``rule: {kind: z-score,
    divisor: population, mean: 100, sd: 10}``. On goalposts with ``range: [70, 130]`` it is the adjusted index with
    goalposts of one's own. A mean of 0 or below has no coefficient of variation: an error. Weights are shares of the
    mean and of the variance alike.
    """

    equation = said("M -/+ S^2 / M, M the mean and S the population standard deviation of the unit's parts")
    source = (
        "M. Mazziotta, A. Pareto (2013), Methods for constructing composite indices: one for all or all for one?, "
        "Rivista Italiana di Economia Demografia e Statistica 67(2)"
    )
    undefined_because = said("its parts average 0 or below, where unbalance has no measure")
    fix = said(
        "standardise the parts around 100: rule: {{kind: z-score, divisor: population, mean: 100, sd: 10}}"
    )
    keeps_scale = False
    kind: Literal["mpi"] = "mpi"
    penalty: Penalty = "subtract"
    """Whether unbalance is taken off (subtract), or added where high scores are bad (add)."""

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return penalised(scores, weights, total, self.penalty)


class AdjustedMazziottaPareto(OverUnits):
    """The adjusted Mazziotta-Pareto Index over the frame: 100 is the mean of its units, and its range spans 60.

    Each part becomes 100 + 60 (x - mean) / (max - min), with mean, min and max over the units of the frame, so that
    values lie about 70 to 130; then unbalance is penalised as in ``mpi``. With ``frame: all`` or a base period, scores
    are comparable over time. The direction is settled by the rules below. Where the reference is another one than the
    mean, write goalposts at reference -/+ half the range, with ``range: [70, 130]``, and ``aggregate: mpi``. A part that
    is the same for all units leaves no range: an error.
    """

    equation = said("M -/+ S^2 / M of 100 + 60 (x - mean) / (max - min) over the frame")
    source = (
        "M. Mazziotta, A. Pareto (2016), On a generalized non-compensatory composite index for measuring "
        "socio-economic phenomena, Social Indicators Research 127(3)"
    )
    undefined_because = said(
        "a part of it is the same for every unit, or its parts average 0 or below after adjustment"
    )
    fix = said("give that part weight 0, or fix goalposts with range: [70, 130] and write aggregate: mpi")
    keeps_scale = False
    kind: Literal["ampi"] = "ampi"
    penalty: Penalty = "subtract"
    """Whether unbalance is taken off (subtract), or added where high scores are bad (add)."""

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        table = weight_table(scores, weights)
        adjusted = [
            _around_100(score, weight > 0, among) for score, weight in zip(scores, table, strict=True)
        ]
        return penalised(adjusted, weights, total, self.penalty)


def _around_100(scores: Values, there: Mask, among: Mask) -> Values:
    """The scores around 100 as the mean of the frame; NaN without a range, 0 for a child that is missing."""
    known = present(scores[there & among])
    if not known or equal(min(known), max(known)):
        return np.where(there, np.nan, 0.0)
    adjusted = 100.0 + 60.0 * (scores - mean(known)) / (max(known) - min(known))
    return np.where(there, adjusted, 0.0)


def penalised(scores: Sequence[Values], weights: Weights, total: float | Values, penalty: Penalty) -> Values:
    """The mean of each unit's parts less or plus their unbalance; NaN where the mean is 0 or below."""
    centre = weighted_sum(scores, weights) / total
    variance = weighted_sum([(score - centre) ** 2 for score in scores], weights) / total
    unbalance = variance / np.where(centre > 0, centre, np.nan)
    result: Values = centre - unbalance if penalty == "subtract" else centre + unbalance
    return result
