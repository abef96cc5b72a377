"""Means penalised by unbalance: the more a unit's parts differ from each other, the less (or the more) it scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from dtiscore.methodology.aggregations.base import (
    Aggregation,
    OverUnits,
    Weights,
    weighing,
    weight_table,
    weighted_sum,
)
from dtiscore.methodology.arithmetic import Mask, mean, present
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import equal
from dtiscore.said import Said, said

Penalty = Literal["subtract", "add"]
"""Whether unbalance is subtracted (more is better: development) or added (more is worse: poverty)."""


class MazziottaPareto(Aggregation):
    """The Mazziotta-Pareto Index: the mean of a unit's parts less its unbalance.

    The unbalance is the standard deviation of the unit's parts (population, divisor n) times their coefficient of
    variation. The authors standardise the parts to mean 100 and standard deviation 10: ``rule: {kind: z-score,
    divisor: population, mean: 100, sd: 10}``. On goalposts with ``range: [70, 130]`` it is the adjusted index with
    goalposts of one's own. A mean of 0 or below has no coefficient of variation: an error. Weights are shares of the
    mean and of the variance alike. ``divisor: sample`` divides the variance by n - 1, n the parts that are there, as some
    programs do; one part alone has none.
    """

    equation = said("M -/+ S^2 / M, M the mean and S the standard deviation of the unit's parts")
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
    divisor: Literal["population", "sample"] = "population"
    """Whether the variance is divided by n (population) or n - 1 (sample), n the parts that are there."""

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        if self.divisor == "population":
            return penalised(scores, weights, total, self.penalty)
        there = weighing(scores, weights).sum(axis=0)
        return penalised(scores, weights, total, self.penalty, there / np.maximum(there - 1, 1))


class AdjustedMazziottaPareto(OverUnits):
    """The adjusted Mazziotta-Pareto Index over the frame: 100 is the mean of its units, and its range spans 60.

    Each part becomes 100 + 60 (x - mean) / (max - min), with mean, min and max over the units of the frame, so that
    values lie about 70 to 130; then unbalance is penalised as in ``mpi``. With ``frame: all`` or a base period, scores
    are comparable over time. The direction is settled by the rules below. ``reference`` has what is 100 instead of the
    mean, one score for each child that counts, in the order of the file: a base year, a target. A part that is the same
    for all units leaves no range: an error.
    """

    equation = said("M -/+ S^2 / M of 100 + 60 (x - mean or reference) / (max - min) over the frame")
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
    reference: tuple[float, ...] | None = None
    """What is 100: a score for each child that counts, in the order of the file; the means of the frame unless given."""

    def unfit(self, children: int) -> tuple[Said, Said] | None:
        if self.reference is None or len(self.reference) == children:
            return None
        given = len(self.reference)
        message = said("it has {given} references for {n} children that count", given=given, n=children)
        return message, said("write one for each")

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        table = weight_table(scores, weights)
        references = self.reference or [None] * len(table)
        adjusted = [
            _around_100(score, weight > 0, among, reference)
            for score, weight, reference in zip(scores, table, references, strict=True)
        ]
        return penalised(adjusted, weights, total, self.penalty)


def _around_100(scores: Values, there: Mask, among: Mask, reference: float | None) -> Values:
    """The scores around 100 as the reference or mean of the frame; NaN without a range, 0 for a child that is missing."""
    known = present(scores[there & among])
    if not known or equal(min(known), max(known)):
        return np.where(there, np.nan, 0.0)
    centre = mean(known) if reference is None else reference
    adjusted = 100.0 + 60.0 * (scores - centre) / (max(known) - min(known))
    return np.where(there, adjusted, 0.0)


class MeanMin(Aggregation):
    """The mean-min function: the mean of a unit's parts less a part of its distance to the lowest of them.

    ``alpha`` is how much of the distance is taken away: 0 leaves the mean, 1 the minimum where ``beta`` is 0. The higher
    ``beta``, the less small distances count. The authors standardise the parts first: ``rule: {kind: z-score, divisor:
    sample, mean: 100, sd: 10}``. Weights count in the mean.
    """

    equation = said("M - alpha (sqrt((M - min x)^2 + beta^2) - beta), M the mean of the unit's parts")
    source = (
        "C. Casadio Tarabusi, G. Guarini (2013), An unbalance adjustment method for development indicators, Social "
        "Indicators Research 112(1)"
    )
    kind: Literal["mean-min"] = "mean-min"
    alpha: float = Field(ge=0, le=1)
    """How much of the distance to the lowest part is taken away."""
    beta: float = Field(default=0.0, ge=0)
    """How large a distance is to count in full; with 0 each does."""

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        centre = weighted_sum(scores, weights) / total
        lowest = np.min(np.where(weighing(scores, weights), np.array(scores), np.inf), axis=0)
        distance = np.sqrt((centre - lowest) ** 2 + self.beta**2) - self.beta
        result: Values = centre - self.alpha * distance
        return result


def penalised(
    scores: Sequence[Values],
    weights: Weights,
    total: float | Values,
    penalty: Penalty,
    stretch: float | Values = 1.0,
) -> Values:
    """The mean of each unit's parts less or plus their unbalance, whose variance is stretched; NaN where the mean is 0 or below."""
    centre = weighted_sum(scores, weights) / total
    variance = weighted_sum([(score - centre) ** 2 for score in scores], weights) / total
    unbalance = stretch * variance / np.where(centre > 0, centre, np.nan)
    result: Values = centre - unbalance if penalty == "subtract" else centre + unbalance
    return result
