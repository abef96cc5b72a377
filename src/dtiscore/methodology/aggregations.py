"""Aggregations: how the scores of a node's children become the node's score, one small model each.

Every formula is elementwise in the units and accumulates in the order in which the file declares the children, so
that a score has the same bits in any batch, order or machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from dtiscore.methodology.arithmetic import Mask, exponential, natural_logarithm
from dtiscore.methodology.base import Code, Model, Values
from dtiscore.methodology.formula import FormulaText, parse_formula

HANDBOOK = "OECD/JRC Handbook (2008), step 6: Weighting and aggregation"

Weights = Sequence["float | Values"]
"""One weight per child: a number, or one number per unit where missing children changed the weights."""


class Aggregation(Model):
    """One way to aggregate. A subclass states its parameters as fields and its formula as ``combine``."""

    equation: ClassVar[str] = ""
    source: ClassVar[str] = HANDBOOK
    neutral: ClassVar[float] = 0.0
    """What stands in for a missing child, whose weight is then 0."""
    weighted: ClassVar[bool] = True
    """Whether children carry weights (or points)."""
    over_units: ClassVar[bool] = False
    """Whether the score of a unit depends on the other units of its frame: then nothing can be scored in batches."""
    takes_missing: ClassVar[bool] = False
    """Whether the formula itself says what a missing child gives: its score is then NaN, and so may be the result."""
    undefined_because: ClassVar[str] = "its formula has no value here"
    """Why a unit may have no score although every child has one, as the end of a sentence."""
    fix: ClassVar[str] = "check the scores below it"
    """What to do then."""
    additive: ClassVar[bool] = False
    """Whether the score is a sum, so that the children which are there must make up for a missing one."""
    registry: ClassVar[dict[str, type[Aggregation]]] = {}

    kind: str

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        kind = cls.model_fields["kind"].default
        if isinstance(kind, str):
            Aggregation.registry[kind] = cls

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        """The node's score from its children's.

        ``scores`` are the children's scores, one array over the units each, without NaN; ``weights`` theirs and
        ``total`` what these sum to (declared, or summed in order).
        """
        raise NotImplementedError

    def undefined(self, scores: Sequence[Values]) -> Mask:
        """The units for which the formula has no value, although every child has a score."""
        return np.zeros(len(scores[0]), dtype=np.bool_)

    def names(self, children: Sequence[str]) -> tuple[str, ...]:
        """The codes of the nodes that are combined, given those of the children; a formula may name others below."""
        return tuple(children)


def weighted_sum(scores: Sequence[Values], weights: Weights) -> Values:
    """The sum of weight x score, term by term in the given order."""
    result: Values = np.zeros(len(scores[0]))
    for score, weight in zip(scores, weights, strict=True):
        result = result + score * weight
    return result


class Points(Aggregation):
    """The sum of the children's points."""

    equation = "sum of points"
    source = "scoring tables of Vietnamese DTI decisions: points of a node are the sum of the points below it"
    additive = True
    kind: Literal["points"] = "points"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return weighted_sum(scores, [1.0] * len(scores))


class Sum(Aggregation):
    """The weighted sum, not divided by anything; without weights the plain sum."""

    equation = "sum of w x"
    additive = True
    kind: Literal["sum"] = "sum"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return weighted_sum(scores, weights)


class Arithmetic(Aggregation):
    """The weighted arithmetic mean."""

    equation = "(sum of w x) / (sum of w)"
    kind: Literal["arithmetic"] = "arithmetic"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        result: Values = weighted_sum(scores, weights) / total
        return result


class Rescale(Model):
    """A linear change of scale: the scores ``from`` a pair map ``to`` a pair, and back after aggregation."""

    source: tuple[float, float] = Field(alias="from")
    target: tuple[float, float] = Field(alias="to")

    @model_validator(mode="after")
    def _apart(self) -> Rescale:
        if self.source[0] == self.source[1] or self.target[0] == self.target[1]:
            raise ValueError("the two scores of a pair must differ")
        return self

    def there(self, scores: Values) -> Values:
        """The scores on the other scale."""
        (a, b), (c, d) = self.source, self.target
        result: Values = (scores - a) / (b - a) * (d - c) + c
        return result

    def back(self, scores: Values) -> Values:
        """The other way round."""
        (a, b), (c, d) = self.source, self.target
        result: Values = (scores - c) / (d - c) * (b - a) + a
        return result


class Geometric(Aggregation):
    """The weighted geometric mean.

    A negative child has no geometric mean: an error. A child of 0 makes the mean 0, which is rarely meant:
    an error too, unless ``zero`` is ``allow``. ``rescale`` moves the scores to another scale first and the mean back:
    from [0, 10] to [10, 1] is the reversed mean of risk indices, on which high scores weigh more.
    """

    equation = "exp((sum of w ln x) / (sum of w))"
    undefined_because = "a part of it is 0 or below"
    fix = "check the goalposts, rescale above 0, or write {kind: geometric, zero: allow} if 0 is meant"
    neutral = 1.0
    kind: Literal["geometric"] = "geometric"
    zero: Literal["error", "allow"] = "error"
    rescale: Rescale | None = None

    def _scaled(self, scores: Sequence[Values]) -> list[Values]:
        return [score if self.rescale is None else self.rescale.there(score) for score in scores]

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        empty = np.zeros(len(scores[0]), dtype=np.bool_)
        logarithms: list[Values] = []
        for score, weight in zip(self._scaled(scores), weights, strict=True):
            empty |= (score == 0) & (np.asarray(weight) > 0)
            logarithms.append(natural_logarithm(np.where(score > 0, score, 1.0)))
        mean: Values = weighted_sum(logarithms, weights) / total
        result = np.where(empty, 0.0, exponential(mean))
        return result if self.rescale is None else self.rescale.back(result)

    def undefined(self, scores: Sequence[Values]) -> Mask:
        result = np.zeros(len(scores[0]), dtype=np.bool_)
        for score in self._scaled(scores):
            result |= (score < 0) | ((score == 0) & (self.zero == "error"))
        return result


class FormulaAggregation(Aggregation):
    """A formula over the codes of nodes below this one, children or deeper.

    A missing node makes the result missing, except through ``if_missing``.
    """

    equation = "as the file says"
    source = "the edition itself"
    undefined_because = "its formula divides by 0, or takes the logarithm or root of what has none"
    fix = "check the scores below it, or guard the formula with max, clip or if_missing"
    weighted = False
    takes_missing = True
    kind: Literal["formula"] = "formula"
    formula: FormulaText

    def names(self, children: Sequence[str]) -> tuple[str, ...]:
        return parse_formula(self.formula).names

    def _evaluate(self, scores: Sequence[Values]) -> tuple[Values, Mask]:
        formula = parse_formula(self.formula)
        return formula.evaluate(dict(zip(formula.names, scores, strict=True)), len(scores[0]))

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return self._evaluate(scores)[0]

    def undefined(self, scores: Sequence[Values]) -> Mask:
        return self._evaluate(scores)[1]


class Case(Model):
    """One case of an override: the score of a child, times a factor, where it applies."""

    node: Code
    above: float | None = None
    """The case applies where the score is above this; without it, wherever there is a score."""
    times: float = 1.0


class Override(Aggregation):
    """The first case that applies: "current conflict if above 0, else 0.7 of projected conflict"."""

    equation = "the score of the first case that applies, times its factor"
    source = "the edition itself"
    weighted = False
    takes_missing = True
    kind: Literal["override"] = "override"
    cases: tuple[Case, ...] = Field(min_length=2)

    def names(self, children: Sequence[str]) -> tuple[str, ...]:
        return tuple(case.node for case in self.cases)

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        result = np.full(len(scores[0]), np.nan)
        for case, score in zip(self.cases, scores, strict=True):
            applies = np.isnan(result) & ~np.isnan(score)
            if case.above is not None:
                applies &= score > case.above
            result = np.where(applies, score * case.times, result)
        return result


def _as_model(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


if TYPE_CHECKING:
    AnyAggregation = Aggregation
else:
    # The union is made from the classes above, so that a new aggregation touches this file alone.
    AnyAggregation = Annotated[
        Union[tuple(Aggregation.registry.values())],  # noqa: UP007 - made at run time
        Field(discriminator="kind"),
        BeforeValidator(_as_model, json_schema_input_type=str | dict[str, Any]),
    ]
