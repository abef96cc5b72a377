"""One figure of a unit's values over its periods: what became of them, on the way to the last one."""

from typing import Literal

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.methodology.exact_sums import exact_sum
from dtiscore.methodology.group_figures import figure_of, size_of

Along = Literal["difference", "growth", "slope", "mean", "sum", "min", "max", "count", "previous"]
"""Which figure of the values of a unit, up to and with that of the period, is taken."""
BETWEEN: frozenset[Along] = frozenset({"difference", "growth", "slope", "previous"})
"""Figures of at least two values."""


def figure_along(along: Along, values: Values, times: Values, sizes: Values) -> tuple[float, float] | None:
    """A figure of values in the order of their times, of which there are at least two for one of :data:`BETWEEN`, and the
    size of the largest term in it, given those of the values (NaN for a number of values, which has none but its own);
    ``None`` where it is undefined.

    ``difference``: the last less the first. ``growth``: the constant rate by which the first would have become the last,
    for each step of time; undefined unless the first is above 0 and the last is not below it. ``slope``: of the straight
    line with the least squares, for each step of time. ``mean``, ``sum``, ``min``, ``max`` and ``count``: of all of them.
    ``previous``: the last but one.
    """
    first, last = float(values[0]), float(values[-1])
    if along == "difference":
        return last - first, float(max(sizes[0], sizes[-1]))
    if along == "growth":
        if first <= 0 or last < 0:
            return None
        return _growth(first, last, float(times[-1] - times[0]), sizes)
    if along == "slope":
        return _slope(values, times, sizes)
    if along == "previous":
        return float(values[-2]), float(sizes[-2])
    # What many values of many units are, these are of the values of one.
    return figure_of(along, values), size_of(along, sizes)


def _slope(values: Values, times: Values, sizes: Values) -> tuple[float, float]:
    """The slope of the line, and the size of its largest term."""
    # From the first of them and times their number, the times are whole numbers, and so is what they lie apart: from a
    # mean, which is rounded, the values of a level line would not cancel. From the first value its values are 0.
    since = times - times[0]
    apart = len(times) * since - exact_sum(since)
    squares = exact_sum(np.square(apart)) / len(times)
    largest = float((np.abs(apart) * sizes).max())
    return exact_sum(apart * (values - values[0])) / squares, largest / squares


def _growth(first: float, last: float, steps: float, sizes: Values) -> tuple[float, float]:
    """The compound rate, and the size of its largest term: 1 is taken away, whatever the size of what has grown."""
    grown = float((last / first) ** (1.0 / steps))
    if not last:
        return -1.0, max(1.0, float(sizes[-1]) / first)
    known = max(float(sizes[0]) / first, float(sizes[-1]) / last)
    return grown - 1.0, max(1.0, grown, grown * known / steps)
