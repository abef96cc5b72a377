"""Columns that are weighted sums or means of other columns, whatever they are called: told by their figures alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set as AbstractSet
from math import comb, log, sqrt

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.tables.coincidence import LARGEST, MOST_DECIMALS

_MOST_ROWS = 1000
"""So many units tell, and a longer table would take its time."""
_MOST_COLUMNS = 200
_BEYOND_FITTED = 10
"""Units beyond one for each weight without which weights that are fitted say nothing."""
_RAREST = log(1e-10)
"""The logarithm of how often chance may make a sum, beyond which it is none."""
_NEARLY = 0.01
"""How close to 1 the weights of a mean come that are fitted to rounded figures."""
_EXACT = 1e-9
"""How close to a figure, in parts of the largest of its column, float64 comes that was added up otherwise."""


def sums_of_others(figures: Mapping[str, Values]) -> list[str]:
    """The headings of the columns that the others make up: each is their sum by weights of 0 and more, to what rounding leaves.

    ``figures`` are those of the columns by their headings, in order, NaN where there is none.

    A total, a mean of pillars or a weighted index counts its parts a second time. A difference is none: of ``a = b + c``
    only ``a`` is told. Where units are few for as many weights, equal ones of neighbouring columns are looked for alone.
    """
    figures = {header: values[:_MOST_ROWS] for header, values in figures.items()}
    figures = {header: values for header, values in figures.items() if _varies(values)}
    if not 2 < len(figures) <= _MOST_COLUMNS:
        return []
    matrix = np.column_stack([*figures.values()])
    reach = _reach(matrix)
    left = [*range(len(figures))]
    fitted = _depend_on_others(matrix, reach)
    for at in range(len(figures)):
        others = [other for other in left if other != at]
        if _is_sum_of_neighbours(matrix, reach, at, left) or (
            at in fitted and _weights_in_all(matrix, reach, at, others) is not None
        ):
            left = others
    # Of few units an index of pillars is told by those, which are fewer than what they are made of.
    pillars = [at for at in range(len(figures)) if at not in left]
    if len(matrix) >= len(pillars) + _BEYOND_FITTED:
        left = [at for at in left if _weights_in_all(matrix, reach, at, pillars) is None]
    return [header for at, header in enumerate(figures) if at not in left]


def is_mean_of(whole: Values, parts: Sequence[Values]) -> bool:
    """Whether a column is a mean of others by some weights, to what rounding leaves, so that all stand on one scale."""
    matrix = np.column_stack([whole, *parts])[:_MOST_ROWS]
    if len(matrix) < len(parts) + _BEYOND_FITTED:
        return False
    in_all = _weights_in_all(matrix, _reach(matrix), 0, range(1, len(parts) + 1))
    return in_all is not None and abs(in_all - 1.0) < _NEARLY


def _varies(values: Values) -> bool:
    filled = values[~np.isnan(values)]
    return len(np.unique(filled)) > 1 and float(np.max(np.abs(filled))) < LARGEST


def _reach(matrix: Values) -> Values:
    """Half a unit of the last decimal of each column, and no less than what float64 keeps of it."""
    figures = np.where(np.isnan(matrix), 0.0, matrix)
    exact = np.max(np.abs(figures), axis=0) * _EXACT
    reach: Values = exact
    for decimals in reversed(range(MOST_DECIMALS)):
        rounded = np.all(np.isclose(figures, np.round(figures, decimals), rtol=_EXACT, atol=0.0), axis=0)
        reach = np.where(rounded, np.maximum(0.5 / 10**decimals, exact), reach)
    return reach


def _depend_on_others(matrix: Values, reach: Values) -> AbstractSet[int]:
    """The columns that any weights of the others may make up, so that it is worth asking which."""
    filled = matrix[~np.isnan(matrix).any(axis=1)]
    if len(filled) < matrix.shape[1] + _BEYOND_FITTED:
        return set()
    # In units of what rounding leaves of each column, a sum leaves a direction in which the figures hardly differ.
    _, sizes, directions = np.linalg.svd(filled / reach, full_matrices=False)
    flat = directions[sizes <= 2 * sqrt(filled.size)]
    return {int(at) for at in np.flatnonzero(np.any(np.abs(flat) > _EXACT, axis=0))}


def _weights_in_all(matrix: Values, reach: Values, at: int, others: Sequence[int]) -> float | None:
    """What the weights of 0 and more sum to by which a column is a sum of at least two others; ``None`` where it is none."""
    filled = matrix[~np.isnan(matrix[:, [at, *others]]).any(axis=1)]
    own = filled[:, at]
    # What says the same in another unit of measure is another form of the sum, and no part of it.
    parts = [part for part in others if not _say_the_same(own, filled[:, part], reach[[at, part]])]
    if not parts or len(own) < len(parts):
        return None
    weights = _weights_of(filled[:, parts] / reach[parts], own) / reach[parts]
    if np.sum(np.std(filled[:, parts], axis=0) * weights > reach[at]) < 2:
        return None
    taken = int(np.sum(weights > 0))
    made_of, within = filled[:, parts], reach[at] + float(reach[parts] @ weights)
    apart = max(float(np.max(np.abs(own - made_of @ weights))), reach[at])
    is_sum = apart <= 1.5 * within and _is_no_chance(
        own, made_of[:, weights > 0], apart, taken, comb(len(parts), taken)
    )
    return float(np.sum(weights)) if is_sum else None


def _is_sum_of_neighbours(matrix: Values, reach: Values, at: int, left: Sequence[int]) -> bool:
    """Whether a column is the sum or the mean of all others, or of those that stand next before or behind it."""
    place = left.index(at)
    before, behind = left[:place][::-1], left[place + 1 :]
    own = matrix[:, at]
    for parts in (before, behind, [*before, *behind]):
        others = matrix[:, parts]
        sums, within = np.cumsum(others, axis=1), np.cumsum(reach[parts])
        for count in range(2, len(parts) + 1):
            filled = ~np.isnan(own) & ~np.isnan(sums[:, count - 1])
            for divisor in (1, count) if filled.any() else ():
                allowed = reach[at] + within[count - 1] / divisor
                apart = max(
                    float(np.max(np.abs(own - sums[:, count - 1] / divisor)[filled])), float(reach[at])
                )
                if apart <= 1.5 * allowed and _is_no_chance(
                    own[filled], others[filled, :count], apart, 0, 6 * len(left)
                ):
                    return True
    return False


def _is_no_chance(own: Values, parts: Values, apart: float, fitted: int, choices: int) -> bool:
    """Whether it is no chance among so many choices that figures are nowhere further ``apart`` from what parts make.

    Of columns that are much alike one alone tells the figures nearly: only what it leaves of them counts.
    """
    if len(own) <= max(fitted, 1):
        return False
    aside, own = parts - np.mean(parts, axis=0), own - np.mean(own)
    factors = own @ aside / np.maximum(np.sum(aside**2, axis=0), np.finfo(np.float64).tiny)
    spread = float(np.min(np.std(own[:, None] - aside * factors, axis=0)))
    return 2 * apart < spread and (len(own) - fitted) * log(2 * apart / spread) + log(choices) < _RAREST


def _say_the_same(own: Values, other: Values, reach: Values) -> bool:
    """Whether one column follows from the other one alone, as degrees do from degrees, to what rounding leaves of both."""
    aside = other - np.mean(other)
    factor = float(own @ aside) / max(float(aside @ aside), np.finfo(np.float64).tiny)
    apart = np.max(np.abs(own - np.mean(own) - factor * aside))
    return bool(apart <= reach[0] + abs(factor) * reach[1])


def _weights_of(parts: Values, whole: Values) -> Values:
    """The weights of 0 and more by which parts come closest to a whole (Lawson and Hanson 1974, chapter 23)."""
    weights = np.zeros(parts.shape[1])
    taken = np.zeros(parts.shape[1], dtype=bool)
    for _ in range(3 * parts.shape[1]):
        slope = parts.T @ (whole - parts @ weights)
        slope[taken] = -np.inf
        best = int(np.argmax(slope))
        if not slope[best] > _EXACT * float(np.max(np.abs(parts.T @ whole))):
            break
        taken[best] = True
        while True:
            tried = np.zeros_like(weights)
            tried[taken] = np.linalg.lstsq(parts[:, taken], whole, rcond=None)[0]
            below = taken & (tried <= 0)
            if not below.any():
                break
            # As far towards them as no weight falls below 0; what falls to 0 is taken no more.
            share = float(np.min(weights[below] / (weights[below] - tried[below])))
            weights = weights + share * (tried - weights)
            taken &= weights > _EXACT * float(np.max(weights))
            weights[~taken] = 0.0
            if not taken.any():
                break
        weights = tried if taken.any() else np.zeros_like(weights)
    return weights
