"""One figure of a unit's values over its periods: what became of them, on the way to the last one."""

from typing import Literal

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.methodology.exact_sums import exact_sum

Along = Literal["difference", "growth", "slope", "mean"]
"""Which figure of the values of a unit, up to and with that of the period, is taken."""


def figure_along(along: Along, values: Values, times: Values) -> float | None:
    """A figure of values in the order of their times, of which there are at least two; ``None`` where it is undefined.

    ``difference``: the last less the first. ``growth``: the constant rate by which the first would have become the last,
    for each step of time; undefined unless the first is above 0 and the last is not below it. ``slope``: of the straight
    line with the least squares, for each step of time. ``mean``: of all of them.
    """
    first, last = float(values[0]), float(values[-1])
    if along == "difference":
        return last - first
    if along == "growth":
        if first <= 0 or last < 0:
            return None
        return float((last / first) ** (1.0 / float(times[-1] - times[0]))) - 1.0
    if along == "mean":
        return exact_sum(values) / len(values)
    apart = times - exact_sum(times) / len(times)
    return exact_sum(apart * values) / exact_sum(np.square(apart))
