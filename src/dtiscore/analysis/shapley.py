"""Shapley values: what each of several changes does, fair to each whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import factorial, lcm

import numpy as np
from numpy.typing import NDArray

_LIMB = 50
"""The bits of a limb: the sum of as many as there are subsets, up to 2**12, still fits into 64 bits."""

_TOGETHER = 64
"""How many cases are counted at a time, so that their outcomes stay in the cache of a processor."""


def shapley(values: Sequence[Fraction | float], players: int) -> list[Fraction]:
    """What each of several changes does, averaged over all orders in which they may happen.

    ``values[s]`` is the outcome once the changes in ``s`` have happened, bit i standing for change i. The results add
    up to ``values[-1] - values[0]`` exactly.
    """
    # Counted in one fraction of all they are whole numbers, while fractions would be brought onto one at every step.
    ratios = [value.as_integer_ratio() for value in values]
    whole = lcm(*(denominator for _, denominator in ratios))
    counted = [numerator * (whole // denominator) for numerator, denominator in ratios]
    sums = [[sum([counted[subset] for subset in subsets]) for subsets in of] for of in _summed(players)]
    return _shared(sums, players, whole)


def shapley_of_each(values: NDArray[np.float64], players: int) -> list[list[Fraction]]:
    """:func:`shapley` of many cases: a row of ``values`` for each subset of the changes, a column for each case.

    Cases are summed side by side, each of their outcomes as two limbs of a whole number. Where these do not hold all
    digits of a case, as some of its outcomes are far smaller than others, it is taken for itself.
    """
    found: list[list[Fraction]] = []
    for start in range(0, values.shape[1], _TOGETHER):
        block = values[:, start : start + _TOGETHER]
        exponents = np.frexp(np.abs(block).max(axis=0))[1]
        with np.errstate(all="ignore"):  # of what is infinite, which does not fit
            scaled = np.ldexp(block, _LIMB - exponents)
            upper = np.trunc(scaled)
            lower = np.ldexp(scaled - upper, _LIMB)
        # Up to this size, values are only made larger, by powers of 2, and lose no digit.
        fits = (lower == np.trunc(lower)).all(axis=0) & (exponents <= _LIMB) & (exponents > -900)
        limbs = [np.where(fits, limb, 0.0).astype(np.int64) for limb in (upper, lower)]
        sums = [
            [[limb[subsets].sum(axis=0).tolist() for limb in limbs] for subsets in of]
            for of in _summed(players)
        ]
        for at, exponent in enumerate(exponents.tolist()):
            if fits[at]:
                exact = [[(high[at] << _LIMB) + low[at] for high, low in of] for of in sums]
                found.append(_shared(exact, players, 1 << (2 * _LIMB - exponent)))
            else:
                found.append(shapley(block[:, at].tolist(), players))
    return found


def _shared(sums: Sequence[Sequence[int]], players: int, whole: int) -> list[Fraction]:
    """The Shapley values, from the sums over :func:`_summed` of outcomes that are counted in parts of a whole."""
    of_all, *of_having = sums
    result = []
    for having in of_having:
        gained = sum(
            factorial(size)
            * factorial(players - size - 1)
            * (having[size + 1] - (of_all[size] - having[size]))
            for size in range(players)
        )
        result.append(Fraction(gained, whole * factorial(players)))
    return result


@cache
def _summed(players: int) -> Sequence[Sequence[Sequence[int]]]:
    """What is summed: all subsets of so many changes by their size, and those that have the first, the second ..."""
    return [_by_size(players), *(_by_size(players, 1 << player) for player in range(players))]


def _by_size(players: int, having: int = 0) -> Sequence[Sequence[int]]:
    """The subsets of so many changes by how many are in each, from none; of all subsets, or of those that have some."""
    found: list[list[int]] = [[] for _ in range(players + 1)]
    for subset in range(2**players):
        if subset & having == having:
            found[subset.bit_count()].append(subset)
    return found
