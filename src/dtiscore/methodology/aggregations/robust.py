"""Robust benefit of the doubt: order-m, by its exact expectation."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from pydantic import Field

from dtiscore.methodology.aggregations.base import OverUnits, Weights, any_negative, weighing
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.said import said


class OrderM(OverUnits):
    """Robust benefit of the doubt: held against the best of ``m`` units drawn at random, not against the best of all.

    For each other unit of the frame, the ratio on the child where it exceeds the unit least (or falls behind most) says by
    how much it dominates; the score is 1 over the expected highest ratio among m units drawn with replacement. The
    expectation is exact: no random numbers. The larger m, the nearer to the frontier without weights; a small m lets
    outliers count little, and a unit may exceed 1. A missing child takes no part for its unit and counts as 0 in others. A
    negative child is an error, and so is a frame that has nothing in any child of the unit.
    """

    equation = said(
        "1 / (sum over r of v_r ((r / n)^m - ((r - 1) / n)^m)), v the sorted lowest ratios x of other / x over the children"
    )
    source = (
        "C. Cazals, J.-P. Florens, L. Simar (2002), Nonparametric frontier estimation: a robust approach, Journal of "
        "Econometrics 106(1); as a composite indicator F. Vidoli, C. Mazziotta (2013)"
    )
    weighted = False
    undefined_because = said(
        "a part of it is negative, or no unit of its frame has anything in the parts that it has"
    )
    fix = said("move the scale to 0 and above, for example with goalposts or min-max")
    keeps_scale = False
    kind: Literal["order-m"] = "order-m"
    m: int = Field(ge=1, le=1_000_000)
    """How many units are drawn."""

    def undefined(self, scores: Sequence[Values]) -> Mask:
        return any_negative(scores)

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        there = weighing(scores, weights).T
        table = np.where(there, np.array(scores).T, 0.0)
        peers = table[among]
        steps = [(place / len(peers)) ** self.m for place in range(len(peers) + 1)]
        chances = np.array([above - below for below, above in pairwise(steps)])
        return np.array(
            [
                self._held(own[counted], peers[:, counted], chances)
                for own, counted in zip(table, there, strict=True)
            ]
        )

    def _held(self, own: Values, peers: Values, chances: Values) -> float:
        """The score of one unit: its own scores, those of its frame in the same children, the chance of each to be the best."""
        positive = own > 0
        if not positive.any():
            return 0.0
        ratios = np.sort(np.min(peers[:, positive] / own[positive], axis=1))
        expected = math.fsum((ratios * chances).tolist())
        return 1.0 / expected if expected > 0 else math.nan
