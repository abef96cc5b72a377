"""Aggregation of whole populations: arrays of units by replicates, with weights that differ from replicate to replicate.

The usual aggregations have an array form here, added up child by child in the order of the file, so that a replicate
has the same bits in any company. Others are scored replicate by replicate by the code that scores nominally.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.aggregations.means import Geometric, Harmonic
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.method_names import method_name
from dtiscore.said import said
from dtiscore.scoring.combining import combine
from dtiscore.scoring.frames import Frame


@dataclass(frozen=True, slots=True)
class Part:
    """A child of a node over all replicates; arrays of 1 row or 1 column hold for every one."""

    score: Values
    """Units by replicates, NaN where there is none."""
    weight: Values
    """1 by replicates, in the file's own numbers; 0 leaves the child out."""
    given: float
    """The weight that the edition gives."""

    missing: Mask | None
    """Where there is no score; ``None`` where there is one everywhere."""


def gaps(score: Values) -> Mask | None:
    """Where there is no score; ``None`` where there is one everywhere."""
    if _are_finite(score):
        return None
    missing = np.isnan(score)
    return missing if missing.any() else None


def _are_finite(values: Values) -> bool:
    """Whether all are numbers; a sum that is one tells it in one pass, and one that is not leaves it open."""
    with np.errstate(invalid="ignore", over="ignore"):
        return isfinite(np.add.reduce(values, axis=None))


def combined(
    aggregation: Aggregation, parts: Sequence[Part], available: Mask, declared: float | None
) -> Values:
    """The scores of a node, units by replicates; NaN where a unit has none.

    Args:
        aggregation: how.
        parts: the children that count.
        available: the units that have a nominal score here, whose missing children are forgiven.
        declared: the total that the weights were declared to sum to.

    Raises:
        UsageFault: a replicate has no score, such as the geometric mean of a value below 0.
    """
    array_form = _ARRAY_FORMS.get(aggregation.kind)
    everywhere = bool(available.all())
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if array_form is not None:
            within = parts if everywhere else [_without(part, available) for part in parts]
            result = array_form(aggregation, within)
        else:
            result = _one_by_one(aggregation, parts, available, declared)
    if not _are_finite(result) and np.isinf(result if everywhere else result[available]).any():
        raise UsageFault(
            said(
                "some replicates of a {aggregation} aggregate are too large for floating point",
                aggregation=method_name(aggregation.kind),
            )
        )
    return result if everywhere else np.where(available[:, np.newaxis], result, np.nan)


def _without(part: Part, available: Mask) -> Part:
    score = np.where(available[:, np.newaxis], part.score, np.nan)
    return Part(score, part.weight, part.given, gaps(score))


def _mean(parts: Sequence[Part], terms: Sequence[Values]) -> Values:
    """The weighted mean of what is there, child by child; NaN where nothing with a weight is."""
    weights = [part.weight for part in parts]
    known = [_without_gaps(part, term) for part, term in zip(parts, terms, strict=True)]
    above = _weighted_sum(known, weights)
    if all(part.missing is None for part in parts):
        below = _in_order(weights)
    else:
        below = _weighted_sum([_without_gaps(part, np.ones_like(part.score)) for part in parts], weights)
    mean = np.divide(above, below, out=above) if above.size >= below.size else above / below
    return mean if (below > 0).all() else np.where(below > 0, mean, np.nan)


def _without_gaps(part: Part, term: Values) -> Values:
    return term if part.missing is None else np.where(part.missing, 0.0, term)


def _weighted_sum(terms: Sequence[Values], weights: Sequence[Values]) -> Values:
    """The sum of weight x term over the children, in their order: units by replicates."""
    if all(term.shape[1] == 1 for term in terms):
        # Nothing but the weights differs between replicates: one pass over the result instead of three for each child.
        units = np.array(np.broadcast_arrays(*(term[:, 0] for term in terms)))
        replicates = np.array(np.broadcast_arrays(*(weight[0] for weight in weights)))
        result: Values = np.einsum("cu,cr->ur", units, replicates)
        return result
    return _in_order(weight * term for weight, term in zip(weights, terms, strict=True))


def _in_order(terms: Iterable[Values]) -> Values:
    total: Values = np.zeros((1, 1))
    for term in terms:
        fits = np.broadcast_shapes(total.shape, term.shape) == total.shape
        total = np.add(total, term, out=total if fits else None)
    return total


def _arithmetic(_: Aggregation, parts: Sequence[Part]) -> Values:
    return _mean(parts, [part.score for part in parts])


def _sum(aggregation: Aggregation, parts: Sequence[Part]) -> Values:
    """Points or weighted scores added up, the weights brought back to their given sum, made up for the missing."""
    points = aggregation.kind == "points"
    terms = [part.score / part.given if points else part.score for part in parts]
    mean = _mean(parts, terms)
    result: Values = mean * fsum(part.given for part in parts)
    return result


def _geometric(aggregation: Aggregation, parts: Sequence[Part]) -> Values:
    assert isinstance(aggregation, Geometric)
    scale = aggregation.rescale
    scaled = [part.score if scale is None else scale.there(part.score) for part in parts]
    empty = _require_positive(aggregation, scaled, parts, zero=aggregation.zero == "allow")
    mean = np.exp(_mean(parts, [np.log(np.where(score > 0, score, 1.0)) for score in scaled]))
    result = mean if empty is None else np.where(empty, 0.0, mean)
    return result if scale is None else scale.back(result)


def _harmonic(aggregation: Aggregation, parts: Sequence[Part]) -> Values:
    assert isinstance(aggregation, Harmonic)
    scores = [part.score for part in parts]
    empty = _require_positive(aggregation, scores, parts, zero=aggregation.zero == "allow")
    mean = 1.0 / _mean(parts, [1.0 / np.where(score > 0, score, 1.0) for score in scores])
    return mean if empty is None else np.where(empty, 0.0, mean)


def _require_positive(
    aggregation: Aggregation, scores: Sequence[Values], parts: Sequence[Part], *, zero: bool
) -> Mask | None:
    """Where a child of 0 makes the mean 0, if any does; a child for which it is undefined is refused."""
    empty: Mask | None = None
    for score, part in zip(scores, parts, strict=True):
        if not (score <= 0).any():
            continue
        if (score < 0).any() or not zero:
            message = said(
                "in some replicates a {aggregation} mean is not defined: {reason}",
                aggregation=method_name(aggregation.kind),
                reason=aggregation.undefined_because,
            )
            raise UsageFault(
                message,
                said(
                    "let the scores begin above 0, for example with the rule min-max:1,100, or smaller errors"
                ),
            )
        nothing = (score == 0) & (part.weight > 0)
        empty = nothing if empty is None else empty | nothing
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
    count = max(max(part.score.shape[1], part.weight.shape[1]) for part in parts)
    given = [part.given for part in parts]
    every = np.arange(units, dtype=np.intp)
    frames = [Frame(None, every, every)]
    result = np.full((units, count), np.nan)
    for at in range(count):
        taken = [
            (part.score[:, at % part.score.shape[1]], float(part.weight[0, at % part.weight.shape[1]]))
            for part in parts
        ]
        there = available
        if not aggregation.takes_missing:
            taken = [(score, weight) for score, weight in taken if weight > 0]
            there = available & ~np.logical_and.reduce([np.isnan(score) for score, _ in taken])
        total = declared if [weight for _, weight in taken] == given else None
        found = combine(aggregation, taken, there, total, frames)
        if found.undefined.any():
            message = said(
                "in some replicates a {aggregation} aggregate is not defined: {reason}",
                aggregation=method_name(aggregation.kind),
                reason=aggregation.undefined_because,
            )
            raise UsageFault(message, aggregation.fix)
        result[:, at] = found.score
    return result
