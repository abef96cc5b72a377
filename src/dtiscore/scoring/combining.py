"""Combine the scores of children into their parent's, row by row or over the units of a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dtiscore.dataset.table import Rows
from dtiscore.methodology import Values
from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.arithmetic import Mask


@dataclass(frozen=True)
class Combined:
    """The score that an aggregation gives, and where it gives none although it should."""

    score: Values
    """NaN where the children do not suffice or the formula is undefined."""
    undefined: Mask


def combine(
    aggregation: Aggregation,
    parts: Sequence[tuple[Values, float]],
    available: Mask,
    declared: float | None,
    frames: Iterable[Rows],
) -> Combined:
    """Aggregate parts, each a score and its weight, in the rows where they are available.

    The weights of missing parts fall away. ``declared`` is the total that the weights were declared to sum to. An
    aggregation over units is applied to each frame for itself.
    """
    if aggregation.takes_missing:
        scores = [score for score, _ in parts]
        undefined = aggregation.undefined(scores)
        result = aggregation.combine(scores, [weight for _, weight in parts], declared or 1.0)
        return Combined(np.where(undefined, np.nan, result), undefined)
    missing = [np.isnan(score) for score, _ in parts]
    scores = [
        np.where(available & ~gap, score, aggregation.neutral)
        for gap, (score, _) in zip(missing, parts, strict=True)
    ]
    undefined = available & aggregation.undefined(scores)
    usable = available & ~undefined
    scores = [np.where(usable, score, aggregation.neutral) for score in scores]
    gaps = [usable & gap for gap in missing]
    if aggregation.over_units:
        result = np.full(len(available), np.nan)
        for rows in frames:
            chosen = rows[usable[rows]]
            if len(chosen):
                within = [score[chosen] for score in scores]
                gaps_within = [gap[chosen] for gap in gaps]
                result[chosen] = _weighted(aggregation, within, [w for _, w in parts], gaps_within, declared)
    else:
        result = _weighted(aggregation, scores, [weight for _, weight in parts], gaps, declared)
    return Combined(np.where(usable, result, np.nan), undefined)


def _weighted(
    aggregation: Aggregation,
    scores: Sequence[Values],
    weights: Sequence[float],
    gaps: Sequence[Mask],
    declared: float | None,
) -> Values:
    """The aggregation with the weights of missing parts set to 0 in their rows."""
    full = sum(weights)
    if not any(gap.any() for gap in gaps):
        return aggregation.combine(scores, weights, declared or full)
    thinned = [np.where(gap, 0.0, weight) for gap, weight in zip(gaps, weights, strict=True)]
    there = np.zeros(len(scores[0]))
    for weight in thinned:
        there = there + weight
    there = np.where(there == 0, full, there)
    complete = ~np.logical_or.reduce(gaps)
    result = aggregation.combine(scores, thinned, np.where(complete, declared or full, there))
    return np.where(complete, result, result * full / there) if aggregation.additive else result
