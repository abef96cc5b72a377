"""Shapley values: what each of several changes does, fair to each whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import factorial, lcm


def shapley(values: Sequence[Fraction | float], players: int) -> list[Fraction]:
    """What each of several changes does, averaged over all orders in which they may happen.

    ``values[s]`` is the outcome once the changes in ``s`` have happened, bit i standing for change i. The results add
    up to ``values[-1] - values[0]`` exactly.
    """
    # Counted in one fraction of all they are whole numbers, while fractions would be brought onto one at every step.
    ratios = [value.as_integer_ratio() for value in values]
    whole = lcm(*(denominator for _, denominator in ratios))
    counted = [numerator * (whole // denominator) for numerator, denominator in ratios]

    def sums(subsets: Sequence[Sequence[int]]) -> list[int]:
        return [sum([counted[subset] for subset in of_size]) for of_size in subsets]

    of_all = sums(_by_size(players))
    result = []
    for player in range(players):
        having = sums(_by_size(players, 1 << player))
        gained = sum(
            factorial(size)
            * factorial(players - size - 1)
            * (having[size + 1] - (of_all[size] - having[size]))
            for size in range(players)
        )
        result.append(Fraction(gained, whole * factorial(players)))
    return result


@cache
def _by_size(players: int, having: int = 0) -> Sequence[Sequence[int]]:
    """The subsets of so many changes by how many are in each, from none; of all subsets, or of those that have some."""
    found: list[list[int]] = [[] for _ in range(players + 1)]
    for subset in range(2**players):
        if subset & having == having:
            found[subset.bit_count()].append(subset)
    return found
