"""Aggregations by the order of the children's scores: median, lowest, highest, and the ordered weighted average."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from pydantic import Field, field_validator

from dtiscore.methodology.aggregations.base import Aggregation, Weights, weighing, weight_table
from dtiscore.methodology.base import Values
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Said, said

_HALF = 1e-12
"""How near a share of weight must be to one half, or to a step, to count as lying on it: weights are decimals."""


class Median(Aggregation):
    """The weighted median: half of the weight lies below it and half above.

    With equal weights it is the ordinary median, the mean of the two in the middle where their number is even. With
    other weights it is the score at which half of the weight is reached, or the mean of that score and the next one
    where exactly half is.
    """

    equation = said("the x in the middle, each child counted by its weight")
    source = (
        "R. Koenker, Quantile Regression (2005), section 1.3: quantiles as solutions of a weighted problem"
    )
    kind: Literal["median"] = "median"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return _each_unit(scores, weights, _weighted_median)


def _weighted_median(parts: list[tuple[float, float]]) -> float:
    ordered = sorted(parts)
    half = math.fsum(weight for _, weight in ordered) / 2
    reached = 0.0
    for (score, weight), (following, _) in pairwise(ordered):
        reached += weight
        if abs(reached - half) <= _HALF * half:
            return score + (following - score) / 2
        if reached > half:
            return score
    return ordered[-1][0]


class Minimum(Aggregation):
    """The lowest score of the children: a unit is as good as its weakest part. Weights do not matter."""

    equation = "min x"
    weighted = False
    kind: Literal["minimum"] = "minimum"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        result: Values = np.min(np.where(weighing(scores, weights), np.array(scores), np.inf), axis=0)
        return result


class Maximum(Aggregation):
    """The highest score of the children: one strong part is enough. Weights do not matter."""

    equation = "max x"
    weighted = False
    kind: Literal["maximum"] = "maximum"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        result: Values = np.max(np.where(weighing(scores, weights), np.array(scores), -np.inf), axis=0)
        return result


class OrderedWeightedAverage(Aggregation):
    """The ordered weighted average: weights belong to places, from the highest score of a unit to its lowest.

    ``places`` has one share for each child that counts, and they sum to 1: [0.5, 0.3, 0.2] favours what a unit is good
    at, [0, 0, 1] is the minimum. Where the children have unequal weights, or one is missing, a child takes as much of
    the places as its weight is of the whole (Torra's weighted form): the shares between two places follow a straight
    line.
    """

    equation = said("sum over places of share x, x from the highest to the lowest")
    source = (
        "R. Yager (1988), On ordered weighted averaging aggregation operators, IEEE SMC 18(1); "
        "V. Torra (1997), The weighted OWA operator, Int. J. Intelligent Systems 12(2)"
    )
    kind: Literal["owa"] = "owa"
    places: tuple[float, ...] = Field(min_length=2)
    """The share of each place, from that of the highest score to that of the lowest; together 1."""

    @field_validator("places")
    @classmethod
    def _shares(cls, places: tuple[float, ...]) -> tuple[float, ...]:
        if min(places) < 0 or not math.isclose(math.fsum(places), 1.0, rel_tol=0, abs_tol=1e-9):
            raise Unfit(
                said(
                    "places are shares from 0 up that sum to 1, and these sum to {places:.12g}",
                    places=math.fsum(places),
                ),
                said("correct one"),
            )
        return places

    def unfit(self, children: int) -> tuple[Said, Said] | None:
        if len(self.places) == children:
            return None
        places = len(self.places)
        message = said("it has {places} places for {n} children that count", places=places, n=children)
        return message, said("write one share for each")

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return _each_unit(scores, weights, self._average)

    def _average(self, parts: list[tuple[float, float]]) -> float:
        ordered = sorted(parts, reverse=True)
        whole = math.fsum(weight for _, weight in ordered)
        result = before = reached = 0.0
        for score, weight in ordered:
            reached += weight
            share = self._share_of_first(reached / whole)
            result += (share - before) * score
            before = share
        return result

    def _share_of_first(self, part: float) -> float:
        """The share of all places that falls to the first ``part`` of the weight."""
        position = part * len(self.places)
        nearest = round(position)
        if abs(position - nearest) <= _HALF * len(self.places):
            return math.fsum(self.places[:nearest])
        whole = math.floor(position)
        return math.fsum(self.places[:whole]) + (position - whole) * self.places[whole]


def _each_unit(
    scores: Sequence[Values], weights: Weights, formula: Callable[[list[tuple[float, float]]], float]
) -> Values:
    """A formula over the children that are there, as pairs of score and weight, for one unit after the other."""
    table, weighed = np.array(scores).T.tolist(), weight_table(scores, weights).T.tolist()
    result = []
    for values, shares in zip(table, weighed, strict=True):
        result.append(formula([(x, w) for x, w in zip(values, shares, strict=True) if w > 0]))
    return np.array(result, dtype=np.float64)
