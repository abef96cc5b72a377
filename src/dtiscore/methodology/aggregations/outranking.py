"""Outranking: units compared in pairs, one child after the other, so that no child makes up for another."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from dtiscore.methodology.aggregations.base import HANDBOOK, OverUnits, Weights
from dtiscore.methodology.aggregations.majorities import majorities
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.said import said

_SECTION = f"{HANDBOOK}, non-compensatory multi-criteria approach"


class Copeland(OverUnits):
    """Copeland's rule: how many units a unit outranks by a strict majority of the weight, less how many outrank it.

    A child on which two units tie gives half of its weight to each; half against half is neither a win nor a loss. A
    missing child does not vote on the pairs of its unit, and the others share the whole; two units without a child in
    common are not compared. The score is a whole number from -(n - 1) to n - 1; a unit alone scores 0.
    """

    equation = said("number of units outranked less number of units by which it is outranked")
    source = f"{_SECTION}; A. H. Copeland (1951), A 'reasonable' social welfare function"
    keeps_scale = False
    kind: Literal["copeland"] = "copeland"

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        result = np.zeros(len(scores[0]))
        for block, majority in majorities(scores, weights, among):
            won, lost = np.count_nonzero(majority > 0, axis=1), np.count_nonzero(majority < 0, axis=1)
            result[block] = won - lost
        return result


class Outranking(OverUnits):
    """The sum of a unit's row in the outranking matrix: the weight with which it outranks each of the others.

    An entry is the share of the weight on which the unit is higher, with half of it for ties; two units without a child
    in common have one half each. The score lies between 0 and n - 1.
    """

    equation = said("sum over the other units of (w where higher + w/2 where tied) / (sum of w)")
    source = f"{_SECTION}, outranking matrix"
    keeps_scale = False
    kind: Literal["outranking"] = "outranking"

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        result = np.zeros(len(scores[0]))
        for block, majority in majorities(scores, weights, among):
            others = int(among.sum()) - among[block]
            # Exact sums: a score does not depend on the order of the units.
            result[block] = (np.array([math.fsum(row) for row in majority.tolist()]) + others) / 2
        return result
