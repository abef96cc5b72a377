"""Aggregation of whole populations: arrays of replicates by units, with weights that differ from replicate to replicate.

The usual aggregations have an array form here, added up child by child, so that a replicate has the same bits in any
company. Others are scored replicate by replicate by the code that scores nominally.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.aggregations.means import Geometric, Harmonic
from dtiscore.methodology.arithmetic import Mask
from dtiscore.scoring.combining import combine
from dtiscore.scoring.frames import Frame


@dataclass(frozen=True)
class Part:
    """A child of a node over all replicates; arrays of 1 row or 1 column hold for every one."""

    score: Values
    """Replicates by units, NaN where there is none."""
    weight: Values
    """Replicates by 1, in the file's own numbers; 0 leaves the child out."""
    given: float
    """The weight that the edition gives."""


def combined(
    aggregation: Aggregation, parts: Sequence[Part], available: Mask, declared: float | None
) -> Values:
    """The scores of a node, replicates by units; NaN where a unit has none.

    Args:
        aggregation: how.
        parts: the children that count.
        available: the units that have a nominal score here, whose missing children are forgiven.
        declared: the total that the weights were declared to sum to.

    Raises:
        UsageFault: a replicate has no score, such as the geometric mean of a value below 0.
    """
    array_form = _ARRAY_FORMS.get(aggregation.kind)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if array_form is not None:
            result = array_form(aggregation, [_without(part, available) for part in parts])
        else:
            result = _one_by_one(aggregation, parts, available, declared)
    if np.isinf(result[:, available]).any():
        raise UsageFault(
            f"some replicates of a {aggregation.kind} aggregate are too large for floating point"
        )
    return np.where(available, result, np.nan)


def _without(part: Part, available: Mask) -> Part:
    return Part(np.where(available, part.score, np.nan), part.weight, part.given)


def _mean(parts: Sequence[Part], terms: Sequence[Values]) -> Values:
    """The weighted mean of what is there, child by child; NaN where nothing with a weight is."""
    above: Values = np.zeros((1, 1))
    below: Values = np.zeros((1, 1))
    for part, term in zip(parts, terms, strict=True):
        weight = np.where(np.isnan(part.score), 0.0, part.weight)
        above = above + weight * np.where(np.isnan(part.score), 0.0, term)
        below = below + weight
    result: Values = np.where(below > 0, above / below, np.nan)
    return result


def _arithmetic(_: Aggregation, parts: Sequence[Part]) -> Values:
    return _mean(parts, [part.score for part in parts])


def _sum(aggregation: Aggregation, parts: Sequence[Part]) -> Values:
    """Points or weighted scores added up, the weights brought back to their given sum, made up for the missing."""
    points = aggregation.kind == "points"
    terms = [part.score / part.given if points else part.score for part in parts]
    mean = _mean(parts, terms)
    result: Values = mean * sum(part.given for part in parts)
    return result


def _geometric(aggregation: Aggregation, parts: Sequence[Part]) -> Values:
    assert isinstance(aggregation, Geometric)
    scale = aggregation.rescale
    scaled = [part.score if scale is None else scale.there(part.score) for part in parts]
    empty = _require_positive(aggregation, scaled, parts, zero=aggregation.zero == "allow")
    mean = np.exp(_mean(parts, [np.log(np.where(score > 0, score, 1.0)) for score in scaled]))
    result = np.where(empty, 0.0, mean)
    return result if scale is None else scale.back(result)


def _harmonic(aggregation: Aggregation, parts: Sequence[Part]) -> Values:
    assert isinstance(aggregation, Harmonic)
    scores = [part.score for part in parts]
    empty = _require_positive(aggregation, scores, parts, zero=aggregation.zero == "allow")
    mean = _mean(parts, [1.0 / np.where(score > 0, score, 1.0) for score in scores])
    return np.where(empty, 0.0, 1.0 / mean)


def _require_positive(
    aggregation: Aggregation, scores: Sequence[Values], parts: Sequence[Part], *, zero: bool
) -> Mask:
    """Where a child of 0 makes the mean 0; a child for which it is undefined is refused."""
    empty: Mask = np.zeros((1, 1), dtype=np.bool_)
    for score, part in zip(scores, parts, strict=True):
        if (score < 0).any() or (not zero and (score == 0).any()):
            message = f"in some replicates a {aggregation.kind} mean is not defined: {aggregation.undefined_because}"
            raise UsageFault(
                message,
                "let the scores begin above 0, for example with the rule min-max:1,100, or smaller errors",
            )
        empty = empty | ((score == 0) & (part.weight > 0))
    return empty


_ARRAY_FORMS = {
    "arithmetic": _arithmetic,
    "points": _sum,
    "sum": _sum,
    "geometric": _geometric,
    "harmonic": _harmonic,
}


def _one_by_one(
    aggregation: Aggregation, parts: Sequence[Part], available: Mask, declared: float | None
) -> Values:
    """The nominal code for each replicate, without children of weight 0."""
    units = len(available)
    count = max(max(len(part.score), len(part.weight)) for part in parts)
    every = np.arange(units, dtype=np.intp)
    frames = [Frame(None, every, every)]
    result = np.full((count, units), np.nan)
    for at in range(count):
        taken = [
            (part.score[at % len(part.score)], float(part.weight[at % len(part.weight), 0])) for part in parts
        ]
        if aggregation.weighted:
            taken = [(score, weight) for score, weight in taken if weight > 0]
        weights = sum(weight for _, weight in taken)
        same = all(weight == part.given for (_, weight), part in zip(taken, parts, strict=False))
        found = combine(aggregation, taken, available, declared if same else weights, frames)
        if found.undefined.any():
            message = f"in some replicates a {aggregation.kind} aggregate is not defined: {aggregation.undefined_because}"
            raise UsageFault(message, aggregation.fix)
        result[at] = found.score
    return result
