"""When two numbers are equal: the one place that decides it, for ranks, thresholds, quantiles and "unchanged" alike.

A score is a decimal in the mind of its publisher, and a sum of decimals is one too: 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1
are the same number, although their float64 differ in the last bit. Two numbers are equal where they lie no further
apart than 15 significant digits of the largest term that entered them: of 0.1 + 0.2 - 0.3 that is 0.3, so that it
equals 0. In sorted order neighbours that are equal tie, and a run of ties is one, also where its ends lie further apart.

Nothing here alters a score; only what is compared is brought onto one value. What equals 0 is another matter where 0 is:
what is left of a difference of equals is 0 in a formula and in a column, which may be divided by.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isclose
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.base import Values

ROUNDING = 2.0**-53
"""By which share of it a float64 may miss a decimal, or the result of one operation."""

FIFTEEN_DIGITS = 1e-15 - 2.0 * ROUNDING
"""15 significant digits, as a share of the largest term, less what two numbers miss their decimals by: any two
different decimals of 15 digits stay apart."""

Positions = NDArray[np.intp]


def relative_tolerance(roundings: int = 0) -> float:
    """Within which share of the largest term sums are equal, after so many additions; each of them rounds once."""
    return FIFTEEN_DIGITS + roundings * ROUNDING


def largest_size(values: Values, terms: Values | None) -> Values:
    """The size of the largest term that entered each value, which is the value's own unless a larger one is known."""
    own: Values = np.abs(values)
    return own if terms is None else np.fmax(own, terms, out=own)


def if_larger(values: Values, sizes: Values) -> Values | None:
    """The sizes of the largest terms that are larger than the value they entered, NaN for the others; ``None`` of none."""
    own = np.abs(values)
    own *= 1.0 + 1e-9  # a quotient may be larger by a rounding
    with np.errstate(invalid="ignore"):
        larger = (sizes > own) & (sizes < np.inf)  # infinity is beyond floating point, which tells nothing
    return np.where(larger, sizes, np.nan) if larger.any() else None


class Tolerance(NamedTuple):
    """Within which distance each of some numbers equals another."""

    most: float | Values
    """At least as much as any of them has, or any of a row; it spares looking at each where no two are that near."""
    of: Callable[[Positions], Values]
    """The distance of the numbers at some positions, counted through all rows."""

    @classmethod
    def from_largest_terms(cls, largest_terms: Values, roundings: int = 0) -> Tolerance:
        """That of numbers of which the largest terms are known, one by one; an infinite one equals itself alone."""
        part, flat = relative_tolerance(roundings), largest_terms.ravel()
        return cls(part * _size(flat), lambda at: part * np.where(np.isinf(flat[at]), 0.0, np.abs(flat[at])))

    @classmethod
    def from_distances(cls, distances: Values) -> Tolerance:
        """That of numbers of which the distances are known, one by one."""
        flat = np.where(np.isfinite(distances), distances, 0.0).ravel()
        return cls(_size(flat), lambda at: flat[at])

    def at(self, positions: Positions) -> Tolerance:
        """That of the numbers at some positions, which are counted anew."""
        return Tolerance(self.most, lambda at: self.of(positions[at]))

    def each(self, count: int) -> Values:
        """The distances of all of so many numbers."""
        return self.of(np.arange(count, dtype=np.intp))


def _size(values: Values) -> float:
    """The largest size among numbers, those that are missing left out."""
    if not len(values):
        return 0.0
    found = max(-float(values.min()), float(values.max()))
    return found if found == found else max(-float(np.fmin.reduce(values)), float(np.fmax.reduce(values)))


EXACT = Tolerance(0.0, lambda at: np.zeros(len(at)))
"""That of numbers that are equal only if they are one and the same: ranks, counts, or values whose ties were joined."""


def own_tolerance(values: Values) -> Tolerance:
    """That of numbers of which no more is known than that they are numbers: of cells, or sums without cancellation."""
    return Tolerance.from_largest_terms(values)


def greatest_equal(values: Values, distances: Values | None = None) -> Values:
    """The most that each value equals: one that lies below a bound and equals it has reached it."""
    distances = np.abs(values) * FIFTEEN_DIGITS if distances is None else distances
    result: Values = values + distances
    beyond = result - values > distances  # the sum was rounded up, past what equals the value
    return np.nextafter(result, -np.inf, out=result, where=beyond) if beyond.any() else result


def least_equal(values: Values, distances: Values | None = None) -> Values:
    """The least that each value equals."""
    result: Values = -greatest_equal(-values, distances)
    return result


def held_at_zero(values: Values, tolerance: Tolerance) -> Values:
    """Values, those that equal 0 at 0; the very same array where all of them are there."""
    near = np.flatnonzero((np.abs(values) <= tolerance.most) & (values != 0.0))
    near = near[np.abs(values[near]) <= tolerance.of(near)]
    if not len(near):
        return values
    result = values.copy()
    result[near] = 0.0
    return result


def ties_joined_in_order(falling: Values, positions: Positions, tolerance: Tolerance) -> Values:
    """Sorted values with each run of ties brought onto one value, the highest of the run.

    Args:
        falling: rows of values, each from the highest to the lowest, NaN last.
        positions: where each stood, for the tolerance.
        tolerance: the distance within which each equals another; of a pair the greater one counts.

    Returns:
        The very same array where nothing is joined.
    """
    if np.all(np.asarray(tolerance.most) == 0.0):
        return falling
    with np.errstate(invalid="ignore"):  # of infinities there is no distance
        gaps = falling[:, :-1] - falling[:, 1:]
    close = gaps <= tolerance.most
    close &= gaps > 0.0
    if not close.any():
        return falling
    starts = np.ones(falling.shape, dtype=np.bool_)
    np.not_equal(falling[:, 1:], falling[:, :-1], out=starts[:, 1:])
    run = np.cumsum(starts) - 1
    first_of = np.flatnonzero(starts)
    row, before = np.nonzero(close)
    upper = run[row * falling.shape[1] + before]
    distance = _greatest_of_runs(run, np.union1d(upper, upper + 1), positions.ravel(), tolerance)
    ties = gaps[close] <= np.maximum(distance[upper], distance[upper + 1])
    if not ties.any():
        return falling
    flat = starts.ravel()
    flat[first_of[upper[ties] + 1]] = False
    heads = np.maximum.accumulate(np.where(flat, np.arange(flat.size), 0))
    return falling.ravel()[heads].reshape(falling.shape)


def _greatest_of_runs(
    run: Positions, wanted: Positions, positions: Positions, tolerance: Tolerance
) -> Values:
    """The greatest distance in each of some runs of one and the same value; 0 in those that are not wanted."""
    is_wanted = np.zeros(int(run[-1]) + 1, dtype=np.bool_)
    is_wanted[wanted] = True
    members = np.flatnonzero(is_wanted[run])
    firsts = np.flatnonzero(np.diff(run[members], prepend=-1))
    result = np.zeros(len(is_wanted))
    result[wanted] = np.maximum.reduceat(tolerance.of(positions[members]), firsts)
    return result


def ties_joined(values: Values, tolerance: Tolerance | None = None) -> Values:
    """Values with each run of ties brought onto one value, the highest of the run; NaN stays.

    Args:
        values: those that are compared with each other.
        tolerance: theirs; as of numbers of which no more is known unless given.

    Returns:
        The very same array where nothing is joined.
    """
    tolerance = own_tolerance(values) if tolerance is None else tolerance
    rising = np.sort(values)
    with np.errstate(invalid="ignore"):
        gaps = np.diff(rising)
    if not ((gaps > 0.0) & (gaps <= tolerance.most)).any():
        return values
    order = np.argsort(-values)[np.newaxis]
    falling = values[order]
    level = ties_joined_in_order(falling, order, tolerance)
    if level is falling:
        return values
    result = np.empty_like(values)
    result[order[0]] = level[0]
    return result


def moved_to_levels(values: Values, levels: Values, distances: Values) -> Values:
    """Values, those that equal one of the rising ``levels`` on it; NaN among the levels stands last."""
    levels = levels[~np.isnan(levels)]
    if not len(levels):
        return values
    at = np.searchsorted(levels, values)
    above, below = levels[np.minimum(at, len(levels) - 1)], levels[np.maximum(at - 1, 0)]
    nearest = np.where(np.abs(above - values) <= np.abs(values - below), above, below)
    return np.where(np.abs(nearest - values) <= distances, nearest, values)


def tolerance_of_rows(most: float, of_row: Callable[[int], Tolerance], columns: Positions) -> Tolerance:
    """That of several rows of numbers, each of which has its own for the numbers at some columns.

    Args:
        most: at least as much as any number of any row has.
        of_row: the tolerance of a row, which is asked for where numbers stand so near to each other.
        columns: where the numbers of a row stand.
    """

    def of(positions: Positions) -> Values:
        row, at = np.divmod(positions, len(columns))
        result = np.zeros(len(positions))
        for number in np.unique(row).tolist():
            here = row == number
            result[here] = of_row(number).of(columns[at[here]])
        return result

    return Tolerance(most, of)


def same_points(one: float | None, other: float | None) -> bool:
    """Whether sums of points or weights that an edition states agree: people write few digits, and nine of them count."""
    return one == other if one is None or other is None else isclose(one, other, rel_tol=1e-9)


def equal(first: float, second: float, largest_term: float = 0.0, roundings: int = 0) -> bool:
    """Whether two numbers are equal; ``largest_term`` is the largest that entered either, beside themselves."""
    size = max(abs(first), abs(second), largest_term)
    return first == second or abs(first - second) <= size * relative_tolerance(roundings)
