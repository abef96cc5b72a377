"""Aggregations that a file writes out: a formula over nodes, and the first case that applies."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from dtiscore.methodology.aggregations.base import Aggregation, Weights
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Code, Model, Values
from dtiscore.methodology.equality import least_equal, relative_tolerance
from dtiscore.methodology.formula import ScoringFormula, parse_formula
from dtiscore.methodology.formula_evaluation import Given, Result
from dtiscore.methodology.formula_text import numbers_in
from dtiscore.said import said


class FormulaAggregation(Aggregation):
    """A formula over the codes of nodes below this one, children or deeper.

    A missing node makes the result missing, except through ``if_missing``.
    """

    equation = said("as the file says")
    source = "the edition itself"
    undefined_because = said("its formula divides by 0, or takes the logarithm or root of what has none")
    fix = said("check the scores below it, or guard the formula with max, clip, if_missing or if_at_least")
    weighted = False
    takes_missing = True
    keeps_scale = False
    kind: Literal["formula"] = "formula"
    formula: ScoringFormula
    """The arithmetic, in which the codes of nodes stand for their scores."""

    def names(self, children: Sequence[str]) -> tuple[str, ...]:
        return parse_formula(self.formula).names

    def numbers(self) -> frozenset[str]:
        return numbers_in(self.formula)

    @property
    def has_limits(self) -> bool:
        return True  # what equals 0 is 0 in it, and is not divided by

    def _result(self, scores: Sequence[Values], sizes: Sequence[Values] = ()) -> Result:
        formula = parse_formula(self.formula)
        given = Given.of(formula.names, scores, sizes)
        return formula.result(given)

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return self._result(scores).values

    def combine_within(self, scores: Sequence[Values], distances: Sequence[Values]) -> tuple[Values, Mask]:
        result = self._result(scores, [each / relative_tolerance() for each in distances])
        return result.values, result.undefined

    def largest_of_scores(self, scores: Sequence[Values], terms: Sequence[Values]) -> Values:
        return self._result(scores, terms).size

    def undefined(self, scores: Sequence[Values]) -> Mask:
        return self._result(scores).undefined


class Case(Model):
    """One case of an override: the score of a child, times a factor, where it applies."""

    node: Code
    """The child whose score counts in this case."""
    above: float | None = None
    """The case applies where the score is above this; without it, wherever there is a score."""
    times: float = 1.0
    """What its score is multiplied by."""


class Override(Aggregation):
    """The first case that applies: "current conflict if above 0, else 0.7 of projected conflict"."""

    equation = said("the score of the first case that applies, times its factor")
    source = "the edition itself"
    weighted = False
    takes_missing = True
    keeps_scale = False
    kind: Literal["override"] = "override"
    cases: tuple[Case, ...] = Field(min_length=2)
    """The cases, of which the first that applies counts."""

    def names(self, children: Sequence[str]) -> tuple[str, ...]:
        return tuple(case.node for case in self.cases)

    @property
    def has_limits(self) -> bool:
        return any(case.above is not None for case in self.cases)

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return self.combine_within(scores, [np.abs(score) * relative_tolerance() for score in scores])[0]

    def combine_within(self, scores: Sequence[Values], distances: Sequence[Values]) -> tuple[Values, Mask]:
        result = np.full(len(scores[0]), np.nan)
        for case, score, within in zip(self.cases, scores, distances, strict=True):
            applies = np.isnan(result) & ~np.isnan(score)
            if case.above is not None:
                applies &= least_equal(score, within) > case.above
            result = np.where(applies, score * case.times, result)
        return result, np.zeros(len(result), dtype=np.bool_)

    def largest_of_scores(self, scores: Sequence[Values], terms: Sequence[Values]) -> Values:
        times = [abs(case.times) for case in self.cases]
        result: Values = np.fmax.reduce([term * factor for term, factor in zip(terms, times, strict=True)])
        return result
