"""Combine the scores of children into their parent's, row by row or over the units of a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum
from typing import NamedTuple

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.aggregations import Aggregation, OverUnits, Weights
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.recipe import Recipe
from dtiscore.scoring.frames import Frame
from dtiscore.tables.table import Rows

Combination = Callable[[Sequence[Values], Weights, "float | Values"], Values]
"""What makes one score of several: their scores, their weights and what these sum to."""


_NO_ROWS: Rows = np.empty(0, np.intp)


class Combined(NamedTuple):
    """The score that an aggregation gives, and where it gives none although it should."""

    score: Values
    """NaN where the children do not suffice or the formula is undefined."""
    undefined: Mask
    alone: Rows = _NO_ROWS
    """Of the undefined ones those of frames in which no unit is there that others are compared with."""


def combine(  # noqa: PLR0913 - what is combined, and what is known of it
    aggregation: Aggregation,
    parts: Sequence[tuple[Values, float]],
    available: Mask,
    declared: float | None,
    frames: Iterable[Frame],
    *,
    complete: bool = False,
    exactly: bool = False,
) -> Combined:
    """Aggregate parts, each a score and its weight, in the rows where they are available.

    The weights of missing parts fall away. ``declared`` is the total that the weights were declared to sum to. An
    aggregation over units is applied to each frame for itself. ``complete``: every part is known to have a score in
    every row. ``exactly``: the mean or sum of a linear aggregation is rounded once.
    """
    weights = [weight for _, weight in parts]
    if aggregation.takes_missing:
        scores = [score for score, _ in parts]
        undefined = aggregation.undefined(scores)
        result = aggregation.combine(scores, weights, declared or 1.0)
        return Combined(np.where(undefined, np.nan, result), undefined)
    missing = [] if complete else [np.isnan(score) for score, _ in parts]
    scores = [score for score, _ in parts]
    if available.all() and not any(gap.any() for gap in missing):
        missing = []  # most tables: nothing to stand in for
    else:
        missing = missing or [np.zeros(len(available), dtype=np.bool_)] * len(parts)
        scores = [
            np.where(available & ~gap, score, aggregation.neutral)
            for gap, score in zip(missing, scores, strict=True)
        ]
    undefined = available & aggregation.undefined(scores)
    usable = available & ~undefined
    if undefined.any():
        scores = [np.where(usable, score, aggregation.neutral) for score in scores]
    gaps = [usable & gap for gap in missing]
    alone = _NO_ROWS
    if isinstance(aggregation, OverUnits):
        within = _within(frames, usable)
        alone = np.concatenate([_NO_ROWS, *(rows for rows, among in within if not among.any())])
        result = _over_units(aggregation, scores, weights, gaps, declared, within)
    else:
        combination = aggregation.combine_exactly if exactly else aggregation.combine
        result = _weighted(combination, scores, weights, gaps, declared)
        if aggregation.additive:
            result = _made_up(result, weights, gaps)
    undefined = undefined | (usable & np.isnan(result))
    return Combined(result if usable.all() else np.where(usable, result, np.nan), undefined, alone)


def combine_within(
    aggregation: Aggregation, scores: Sequence[Values], distances: Sequence[Values]
) -> Combined:
    """Aggregate scores that are held against numbers; ``distances``: within which each equals another number."""
    result, undefined = aggregation.combine_within(scores, distances)
    return Combined(np.where(undefined, np.nan, result), undefined)


def largest_terms(recipe: Recipe, terms: Sequence[Values], made: Mask) -> Values:
    """The size of the largest term that entered each score, given those of the parts, NaN where one is missing.

    Parts are weighed as :func:`combine` weighs their scores, in the rows whose score was ``made`` of them.
    """
    weights = [weight for _, weight in recipe.parts]
    gaps = [made & np.isnan(term) for term in terms]
    filled = [np.where(np.isnan(term), 0.0, term) for term in terms]
    result = _weighted(recipe.aggregation.largest_term, filled, weights, gaps, recipe.declared)
    return _made_up(result, weights, gaps) if recipe.aggregation.additive else result


def _within(frames: Iterable[Frame], usable: Mask) -> list[tuple[Rows, Mask]]:
    """For each frame the rows to be scored, and which of them the others are compared with."""
    found: list[tuple[Rows, Mask]] = []
    for frame in frames:
        rows = frame.rows[usable[frame.rows]]
        if len(rows):
            found.append((rows, np.isin(rows, frame.fitted_on)))
    return found


def _over_units(
    aggregation: OverUnits,
    scores: Sequence[Values],
    weights: Sequence[float],
    gaps: Sequence[Mask],
    declared: float | None,
    frames: Iterable[tuple[Rows, Mask]],
) -> Values:
    result = np.full(len(scores[0]), np.nan)
    for rows, among in frames:
        if not among.any():  # nobody to be compared with
            continue
        within = [score[rows] for score in scores]
        gaps_within = [gap[rows] for gap in gaps]

        def compare(
            scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask = among
        ) -> Values:
            return aggregation.compare(scores, weights, total, among)

        result[rows] = _weighted(compare, within, weights, gaps_within, declared)
    return result


def _weighted(
    combination: Combination,
    scores: Sequence[Values],
    weights: Sequence[float],
    gaps: Sequence[Mask],
    declared: float | None,
) -> Values:
    """The combination with the weights of missing parts set to 0 in their rows."""
    full = fsum(weights)
    if not any(gap.any() for gap in gaps):
        return combination(scores, weights, declared or full)
    thinned = [np.where(gap, 0.0, weight) for gap, weight in zip(gaps, weights, strict=True)]
    complete = ~np.logical_or.reduce(gaps)
    return combination(scores, thinned, np.where(complete, declared or full, _there(weights, gaps)))


def _there(weights: Sequence[float], gaps: Sequence[Mask]) -> Values:
    """For each row the weight of the parts that are there, in the order of the file."""
    there = np.zeros(len(gaps[0]))
    for gap, weight in zip(gaps, weights, strict=True):
        there = there + np.where(gap, 0.0, weight)
    return np.where(there == 0, sum(weights), there)


def _made_up(result: Values, weights: Sequence[float], gaps: Sequence[Mask]) -> Values:
    """A sum scaled up for the parts that are missing."""
    if not gaps:
        return result
    incomplete = np.logical_or.reduce(gaps)
    if not incomplete.any():
        return result
    return np.where(incomplete, result * sum(weights) / _there(weights, gaps), result)
