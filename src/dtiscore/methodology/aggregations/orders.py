"""The best order of units as a whole, found exactly for small sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import UsageFault
from dtiscore.methodology.aggregations.base import HANDBOOK, OverUnits, Weights
from dtiscore.methodology.aggregations.majorities import majorities
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.said import said

_EQUAL = 1e-9
"""Orders whose support differs by no more than this are equally good: entries are sums of a few shares."""


class Kemeny(OverUnits):
    """Kemeny's rule (Condorcet-Kemeny-Young-Levenglick): the order of all units with the greatest support.

    The support of an order is the sum of the outranking matrix over all pairs that stand in it, higher before lower.
    The score of a unit is the number of units that stand below it, on average over all best orders where there are
    several. Every order is covered, by way of the sets of units that may stand on top, which grow as 2^n: frames of
    more than 12 units are refused.
    """

    equation = said(
        "number of units below it in the order that maximises the sum of the outranking matrix over its pairs"
    )
    source = (
        f"{HANDBOOK}, non-compensatory multi-criteria approach; "
        "H. P. Young, A. Levenglick (1978), A consistent extension of Condorcet's election principle"
    )
    keeps_scale = False
    most_units: ClassVar[int] = 12
    kind: Literal["kemeny"] = "kemeny"

    def compare(
        self, scores: Sequence[Values], weights: Weights, total: float | Values, among: Mask
    ) -> Values:
        members = np.flatnonzero(among)
        if len(members) > self.most_units:
            message = said(
                "kemeny weighs every order of the units and takes at most {limit}; here are {n}",
                limit=self.most_units,
                n=len(members),
            )
            raise UsageFault(message, said("write aggregate: copeland, which compares any number of units"))
        result = np.zeros(len(scores[0]))
        result[members] = self._below(scores, weights, members)
        for row in np.flatnonzero(~among).tolist():
            result[row] = self._below(scores, weights, np.append(members, row))[-1]
        return result

    @staticmethod
    def _below(scores: Sequence[Values], weights: Weights, rows: NDArray[np.intp]) -> Values:
        chosen = [score[rows] for score in scores]
        shares = [weight if isinstance(weight, float | int) else weight[rows] for weight in weights]
        support = outranking_matrix(chosen, shares)
        return mean_units_below(support)


def outranking_matrix(scores: Sequence[Values], weights: Weights) -> Values:
    """The outranking matrix: the share of the weight on which one unit is higher than another, half of it for ties.

    Rows and columns are units; the diagonal is 0, and an entry and its mirror image sum to 1.
    """
    everyone = np.ones(len(scores[0]), dtype=np.bool_)
    blocks = [majority for _, majority in majorities(scores, weights, everyone)]
    result: Values = (np.concatenate(blocks) + 1.0) / 2
    np.fill_diagonal(result, 0.0)
    return result


def best_support(matrix: Values) -> float:
    """The support of the best order: the sum of an outranking matrix over the pairs that stand in it."""
    return _supports(matrix.tolist())[-1]


def mean_units_below(matrix: Values) -> Values:
    """For each unit how many units stand below it, averaged over all orders of the greatest support.

    Dynamic programming over the sets of units that may stand on top: ``best`` is the greatest support that the units
    of a set can reach among themselves, ``ways`` the number of orders of them that reach it.
    """
    table = matrix.tolist()
    units = range(len(table))
    everyone = (1 << len(table)) - 1
    best = _supports(table)
    last: list[list[int]] = [[] for _ in best]
    ways_up = [1] + [0] * everyone
    for chosen in range(1, everyone + 1):
        for unit in units:
            rest = chosen & ~(1 << unit)
            if rest != chosen and abs(best[rest] + _gain(table, rest, unit) - best[chosen]) <= _EQUAL:
                last[chosen].append(unit)
                ways_up[chosen] += ways_up[rest]
    ways_down = [0] * everyone + [1]
    below = [0] * len(table)
    for chosen in range(everyone, 0, -1):
        for unit in last[chosen]:
            rest = chosen & ~(1 << unit)
            ways_down[rest] += ways_down[chosen]
            # In this many best orders the unit stands last of the chosen, with all others below.
            below[unit] += ways_up[rest] * ways_down[chosen] * (len(table) - chosen.bit_count())
    return np.array([count / ways_up[everyone] for count in below])


def _gain(table: list[list[float]], above: int, unit: int) -> float:
    """The support that a unit adds where it stands below the units of a set."""
    return sum(row[unit] for i, row in enumerate(table) if above >> i & 1)


def _supports(table: list[list[float]]) -> list[float]:
    """For each set of units, as bits of its number, the greatest support of an order of it."""
    best = [0.0] * (1 << len(table))
    for chosen in range(1, len(best)):
        members = [unit for unit in range(len(table)) if chosen >> unit & 1]
        tops = [(chosen & ~(1 << unit), unit) for unit in members]
        best[chosen] = max(best[rest] + _gain(table, rest, unit) for rest, unit in tops)
    return best
