"""Aggregations: how the scores of a node's children become the node's score, one small model each.

Every formula is elementwise in the units and accumulates in the order in which the file declares the children, so
that a score has the same bits in any batch, order or machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union

import numpy as np
from pydantic import BeforeValidator, Field

from dtiscore.methodology.arithmetic import Mask, exponential, natural_logarithm
from dtiscore.methodology.base import Model, Values

HANDBOOK = "OECD/JRC Handbook (2008), step 6: Weighting and aggregation"

Weights = Sequence["float | Values"]
"""One weight per child: a number, or one number per unit where missing children changed the weights."""


class Aggregation(Model):
    """One way to aggregate. A subclass states its parameters as fields and its formula as ``combine``."""

    formula: ClassVar[str] = ""
    source: ClassVar[str] = HANDBOOK
    neutral: ClassVar[float] = 0.0
    """What stands in for a missing child, whose weight is then 0."""
    weighted: ClassVar[bool] = True
    """Whether children carry weights (or points)."""
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


def weighted_sum(scores: Sequence[Values], weights: Weights) -> Values:
    """The sum of weight x score, term by term in the given order."""
    result: Values = np.zeros(len(scores[0]))
    for score, weight in zip(scores, weights, strict=True):
        result = result + score * weight
    return result


class Points(Aggregation):
    """The sum of the children's points."""

    formula = "sum of points"
    source = "scoring tables of Vietnamese DTI decisions: points of a node are the sum of the points below it"
    additive = True
    kind: Literal["points"] = "points"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return weighted_sum(scores, [1.0] * len(scores))


class Sum(Aggregation):
    """The weighted sum, not divided by anything; without weights the plain sum."""

    formula = "sum of w x"
    additive = True
    kind: Literal["sum"] = "sum"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return weighted_sum(scores, weights)


class Arithmetic(Aggregation):
    """The weighted arithmetic mean."""

    formula = "(sum of w x) / (sum of w)"
    kind: Literal["arithmetic"] = "arithmetic"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        result: Values = weighted_sum(scores, weights) / total
        return result


class Geometric(Aggregation):
    """The weighted geometric mean.

    A negative child has no geometric mean: an error. A child of 0 makes the mean 0, which is rarely meant:
    an error too, unless ``zero`` is ``allow``.
    """

    formula = "exp((sum of w ln x) / (sum of w))"
    neutral = 1.0
    kind: Literal["geometric"] = "geometric"
    zero: Literal["error", "allow"] = "error"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        empty = np.zeros(len(scores[0]), dtype=np.bool_)
        logarithms: list[Values] = []
        for score in scores:
            empty |= score == 0
            logarithms.append(natural_logarithm(np.where(score > 0, score, 1.0)))
        mean: Values = weighted_sum(logarithms, weights) / total
        return np.where(empty, 0.0, exponential(mean))

    def undefined(self, scores: Sequence[Values]) -> Mask:
        result = np.zeros(len(scores[0]), dtype=np.bool_)
        for score in scores:
            result |= (score < 0) | ((score == 0) & (self.zero == "error"))
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
