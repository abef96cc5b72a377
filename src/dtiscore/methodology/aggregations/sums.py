"""Sums: points added up, and the weighted sum."""

from collections.abc import Sequence
from typing import Literal

from dtiscore.methodology.aggregations.base import (
    Aggregation,
    Weights,
    exact_weighted_sum,
    largest,
    weighted_sum,
)
from dtiscore.methodology.base import Values
from dtiscore.said import said


class Points(Aggregation):
    """The sum of the children's points."""

    equation = said("sum of points")
    source = "scoring tables of Vietnamese DTI decisions: points of a node are the sum of the points below it"
    additive = True
    linear = True
    keeps_scale = False
    kind: Literal["points"] = "points"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return weighted_sum(scores, [1.0] * len(scores))

    def combine_exactly(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return exact_weighted_sum(scores, [1.0] * len(scores), 1.0)


class Sum(Aggregation):
    """The weighted sum, not divided by anything; without weights the plain sum."""

    equation = said("sum of w x")
    additive = True
    linear = True
    keeps_scale = False
    kind: Literal["sum"] = "sum"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return weighted_sum(scores, weights)

    def combine_exactly(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return exact_weighted_sum(scores, weights, 1.0)

    def largest_term(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return largest(scores, weights)
