"""Means: arithmetic, geometric, harmonic and any other power, each with weights."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from dtiscore.methodology.aggregations.base import (
    HANDBOOK,
    Aggregation,
    Weights,
    exact_weighted_sum,
    largest,
    weighing,
    weighted_sum,
)
from dtiscore.methodology.arithmetic import Mask, each, exponential, natural_logarithm
from dtiscore.methodology.base import Model, Values
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

_MOST_REMEMBERED = 1 << 15
"""Of so many units at most the logarithms of a child are remembered: 32 children then take 16 MiB."""


class Arithmetic(Aggregation):
    """The weighted arithmetic mean."""

    linear = True
    equation = said("(sum of w x) / (sum of w)")
    kind: Literal["arithmetic"] = "arithmetic"

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        result: Values = weighted_sum(scores, weights) / total
        return result

    def combine_exactly(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        return exact_weighted_sum(scores, weights, total)

    def largest_term(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        result: Values = largest(scores, weights) / total
        return result


class Rescale(Model):
    """A linear change of scale: the scores ``from`` a pair map ``to`` a pair, and back after aggregation."""

    source: tuple[float, float] = Field(alias="from")
    """The two ends of the scale on which the scores stand."""
    target: tuple[float, float] = Field(alias="to")
    """The two ends of the scale on which the mean is taken."""

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.source[0] == self.source[1] or self.target[0] == self.target[1]:
            raise Unfit(said("the two scores of a pair must differ"), said("correct one"))
        return self

    @property
    def highest(self) -> float:
        """The score that becomes the highest of the target's ends."""
        return max(zip(self.target, self.source, strict=True))[1]

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

    equation = said("exp((sum of w ln x) / (sum of w))")
    undefined_because = said("a part of it is 0 or below")
    fix = said(
        "check the goalposts, rescale above 0, or write {{kind: geometric, zero: allow}} if 0 is meant"
    )
    tells_zero = True
    kind: Literal["geometric"] = "geometric"
    zero: Literal["error", "allow"] = "error"
    """Whether a child of 0 is an error, or makes the mean 0 (allow)."""
    rescale: Rescale | None = None
    """The scale on which the mean is taken, where that is another one than that of the scores."""

    @property
    def neutral(self) -> float:
        return 1.0 if self.rescale is None else self.rescale.highest

    def _scaled(self, scores: Sequence[Values]) -> list[Values]:
        return [score if self.rescale is None else self.rescale.there(score) for score in scores]

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        empty = np.zeros(len(scores[0]), dtype=np.bool_)
        logarithms: list[Values] = []
        for score, weight in zip(self._scaled(scores), weights, strict=True):
            empty |= (score == 0) & (np.asarray(weight) > 0)
            logarithms.append(_logarithms(np.where(score > 0, score, 1.0)))
        mean: Values = weighted_sum(logarithms, weights) / total
        result = np.where(empty, 0.0, exponential(mean))
        return result if self.rescale is None else self.rescale.back(result)

    def undefined(self, scores: Sequence[Values]) -> Mask:
        result = np.zeros(len(scores[0]), dtype=np.bool_)
        for score in self._scaled(scores):
            result |= (score < 0) | ((score == 0) & (self.zero == "error"))
        return result


def _logarithms(scores: Values) -> Values:
    """The logarithms of positive scores; those of the last few children are remembered where the units are not too many."""
    return (
        natural_logarithm(scores) if len(scores) > _MOST_REMEMBERED else _logarithms_of_bits(scores.tobytes())
    )


@lru_cache(maxsize=32)
def _logarithms_of_bits(scores: bytes) -> Values:
    """The same of the bits of scores, whatever they are the scores of.

    Where one child after the other changes, be it that its part in a change is looked for or that it is left out, all
    others are the same as before, and their logarithms, taken one at a time, are what a mean costs.
    """
    result = natural_logarithm(np.frombuffer(scores))
    result.setflags(write=False)  # whoever asks next is given the same array
    return result


class Harmonic(Aggregation):
    """The weighted harmonic mean, which a single low child pulls down most.

    A negative child has no harmonic mean: an error. A child of 0 makes the mean 0 in the limit: an error too, unless
    ``zero`` is ``allow``.
    """

    equation = said("(sum of w) / (sum of w / x)")
    undefined_because = said("a part of it is 0 or below")
    fix = said(
        "check the goalposts, move the scale above 0, or write {{kind: harmonic, zero: allow}} if 0 is meant"
    )
    tells_zero = True
    kind: Literal["harmonic"] = "harmonic"
    zero: Literal["error", "allow"] = "error"
    """Whether a child of 0 is an error, or makes the mean 0 (allow)."""

    @property
    def neutral(self) -> float:
        return 1.0

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        empty = np.zeros(len(scores[0]), dtype=np.bool_)
        inverses: list[Values] = []
        for score, weight in zip(scores, weights, strict=True):
            empty |= (score == 0) & (np.asarray(weight) > 0)
            inverses.append(1.0 / np.where(score > 0, score, 1.0))
        return np.where(empty, 0.0, total / weighted_sum(inverses, weights))

    def undefined(self, scores: Sequence[Values]) -> Mask:
        result = np.zeros(len(scores[0]), dtype=np.bool_)
        for score in scores:
            result |= (score < 0) | ((score == 0) & (self.zero == "error"))
        return result


class Power(Aggregation):
    """The weighted power mean (generalised mean) of exponent ``power``.

    1 is the arithmetic mean, 2 the quadratic, -1 the harmonic; the lower the power, the less a high child makes up for
    a low one. 0 is the geometric mean and has a kind of its own. A negative child is an error; a child of 0 is one for a
    negative power, unless ``zero`` is ``allow``: the mean is then 0.
    """

    equation = said("((sum of w x^p) / (sum of w))^(1/p)")
    source = (
        f"{HANDBOOK}; Hardy, Littlewood and Pólya, Inequalities (1934), chapter 2: Elementary mean values"
    )
    undefined_because = said("a part of it is negative, or 0 under a negative power")
    fix = said("check the goalposts, move the scale above 0, or add zero: allow if a mean of 0 is meant")
    tells_zero = True
    kind: Literal["power"] = "power"
    power: float = Field(ge=-1000, le=1000)
    """The exponent."""
    zero: Literal["error", "allow"] = "error"
    """Whether a child of 0 is an error under a negative power, or makes the mean 0 (allow)."""

    @property
    def neutral(self) -> float:
        return 1.0

    @field_validator("power")
    @classmethod
    def _not_zero(cls, power: float) -> float:
        if power == 0:
            raise Unfit(said("the power mean of 0 is the geometric mean"), said("write aggregate: geometric"))
        return power

    def combine(self, scores: Sequence[Values], weights: Weights, total: float | Values) -> Values:
        # In units of the child that dominates the mean no power can overflow, however large the scores.
        there = weighing(scores, weights)
        table = np.array(scores)
        if self.power > 0:
            leading = np.max(np.where(there, table, 0.0), axis=0)
        else:
            leading = np.min(np.where(there, table, np.inf), axis=0)
        usable = (leading > 0) & np.isfinite(leading)
        unit = np.where(usable, leading, 1.0)
        # What weighs nothing is left out: in these units it has no bounds.
        counted = np.where(there & usable, table, 0.0) / unit
        powers = [self._raised(score, self.power) for score in counted]
        mean = weighted_sum(powers, weights) / total
        return np.where(usable, self._raised(mean, 1.0 / self.power) * unit, 0.0)

    @staticmethod
    def _raised(values: Values, power: float) -> Values:
        return each(lambda value: math.pow(value, power) if value else 0.0, values)

    def undefined(self, scores: Sequence[Values]) -> Mask:
        result = np.zeros(len(scores[0]), dtype=np.bool_)
        for score in scores:
            result |= (score < 0) | ((score == 0) & (self.power < 0) & (self.zero == "error"))
        return result
