"""How likely a correlation at least as far from 0 is between columns that have nothing to do with each other."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from dtiscore.methodology import Values
from dtiscore.questions.diagnose.answer.association import Association

_MOST_COUNTED = 33
"""Units up to which all orders are counted in which Kendall's correlation of columns without ties may come out."""
_CLOSE = 1e-15
_TINY = 1e-300
_MOST_TERMS = 10_000


def p_value(together: Association) -> float | None:
    """The two-sided p-value of a correlation; ``None`` where there is none, or for fewer than three units.

    Of Pearson's by Student's t with n - 2 degrees of freedom, of Spearman's by the same with its ranks, of Kendall's by all
    orders of few units without ties, else by the normal distribution with the variance that ties leave, which is larger than
    without them.

    Sources: M. G. Kendall, J. D. Gibbons (1990), Rank Correlation Methods, 5th ed., Griffin, chapters 4 and 5.
    """
    value, units = together.value, together.units
    if value is None or units < 3:
        return None
    if together.deviation is not None:
        if units <= _MOST_COUNTED and math.isclose(together.deviation, _deviation_without_ties(units)):
            return _among_all_orders(value, units)
        return math.erfc(abs(value) / together.deviation / math.sqrt(2.0))
    left = (1.0 - value) * (1.0 + value)
    # Student's t of r is r sqrt((n - 2) / (1 - r^2)); its two tails are the incomplete beta function of 1 - r^2.
    if not 0.0 < left < 1.0:
        return 1.0 if left >= 1.0 else 0.0
    return _incomplete_beta((units - 2) / 2.0, 0.5, left)


def _deviation_without_ties(units: int) -> float:
    return math.sqrt(2 * (2 * units + 5) / (9 * units * (units - 1)))


def _among_all_orders(tau: float, units: int) -> float:
    """In which part of all orders of units Kendall's tau is at least as far from 0."""
    least = round(units * (units - 1) * (1 - abs(tau)) / 4)
    return min(1.0, 2 * float(_pairs_out_of_order(units)[: least + 1].sum()))


@cache
def _pairs_out_of_order(units: int) -> Values:
    """Of all orders of units which part has 0, 1, 2 … pairs out of order.

    The unit that is put in as the k-th of k is out of order with 0 to k - 1 of those before it, each as often.
    """
    parts = np.ones(1)
    for size in range(2, units + 1):
        parts = np.convolve(parts, np.full(size, 1 / size))
    return parts


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22), evaluated by Lentz's method."""
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _incomplete_beta(b, a, 1.0 - x)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    fraction, above, below = 1.0, 1.0, 0.0
    for term in range(_MOST_TERMS):
        m = term // 2
        if term == 0:
            coefficient = 1.0
        elif term % 2 == 0:
            coefficient = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            coefficient = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        below = 1.0 / ((1.0 + coefficient * below) or _TINY)
        above = (1.0 + coefficient / above) or _TINY
        fraction *= above * below
        if abs(1.0 - above * below) < _CLOSE:
            break
    return min(1.0, front * (fraction - 1.0) / a)
