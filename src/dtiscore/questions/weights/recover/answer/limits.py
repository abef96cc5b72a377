"""What published scores and ranks say of unknown numbers: limits, each a sum of them that a rounded score bounds.

A score that was published with d decimals lay within half a unit of the last one. Under a weighted mean of parts x that
says ``least <= sum of w x <= most``. A part that is itself known within an interval only (rounded before it was
published, or not published at all) leaves, since no weight is negative, exactly ``sum of w lowest <= most`` and
``sum of w highest >= least``. A unit that is ranked before another one has no lower score. All of these are linear in
the weights, and those of a geometric mean are so in logarithms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice, pairwise
from typing import NamedTuple

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask

TOLERANCE = 1e-6
"""By how many units a limit may be passed: the solver knows nothing finer."""

_FINEST = 1e-8
"""The least step of what is published by which limits are kept: a millionth of it is above the rounding of sums near 1."""

_MOST_PAIRS = 1000
"""Of two sets of units with equal ranks so many pairs are held against each other, and of larger ones a part."""


class Limit(NamedTuple):
    """A sum of the numbers, each times a factor, is at most so much."""

    factors: Values
    most: float
    rows: tuple[int, ...]
    """The row of the scorecard that says so, or the two that were ranked."""

    @property
    def says_something(self) -> bool:
        """Whether all of it is known."""
        return bool(np.isfinite(self.factors).all() and np.isfinite(self.most))


@dataclass(frozen=True)
class Limits:
    """Limits of some numbers: ``factors @ numbers <= most``, limits by numbers."""

    factors: Values
    most: Values
    rows: Sequence[tuple[int, ...]]
    whole: float | None
    """What the numbers sum to, where they do."""
    lowest: Values
    """The least that each of the numbers may be."""
    unit: float
    """Half a unit of what is published most finely: how far a limit leaves numbers near 1 apart."""

    @classmethod
    def of(
        cls, limits: Sequence[Limit], whole: float | None, free: Sequence[bool], unit: float = 1.0
    ) -> Limits:
        """The limits that say something; numbers that are ``free`` may be negative."""
        telling = [limit for limit in limits if limit.says_something]
        factors = np.array([limit.factors for limit in telling]).reshape(len(telling), len(free))
        most = np.array([limit.most for limit in telling])
        lowest = np.where(free, -np.inf, 0.0)
        rows = [limit.rows for limit in telling]
        return cls(factors, most, rows, whole, lowest, min(max(unit, _FINEST), 1.0))

    def take(self, chosen: Mask) -> Limits:
        """Some of the limits."""
        rows = [rows for rows, taken in zip(self.rows, chosen.tolist(), strict=True) if taken]
        return replace(self, factors=self.factors[chosen], most=self.most[chosen], rows=rows)

    def about(self, numbers: Values) -> Limits:
        """The limits of how many units the numbers may be from these."""
        return replace(
            self,
            most=-self.excess(numbers) / self.unit,
            whole=None if self.whole is None else (self.whole - float(numbers.sum())) / self.unit,
            lowest=(self.lowest - numbers) / self.unit,
            unit=1.0,
        )

    def excess(self, numbers: Values) -> Values:
        """By how much numbers pass each limit; 0 or below where it is kept."""
        return np.asarray((self.factors * numbers).sum(axis=1) - self.most)

    def passed(self, numbers: Values) -> Mask:
        """Which limits numbers do not keep."""
        return self.excess(numbers) > TOLERANCE * self.unit


class Parts(NamedTuple):
    """Between what the scores of the parts of a node lie, units by parts, on the scale on which it is their weighted sum."""

    lowest: Values
    highest: Values
    incomplete: Mask
    """The rows in which some part has no score."""
    shared: Mask
    """Those in which parts without a score fall away and the others share their weight: NaN stands for them."""


def of_score(parts: Parts, row: int, least: float, most: float) -> Iterator[Limit]:
    """The limits that a score sets to weights, which sum to 1 wherever parts fall away."""
    low, high = parts.lowest[row], parts.highest[row]
    if parts.shared[row]:  # least <= (sum of w x) / (sum of w) <= most, over the parts that are there
        yield Limit(np.where(np.isnan(low), 0.0, low - most), 0.0, (row,))
        yield Limit(np.where(np.isnan(high), 0.0, least - high), 0.0, (row,))
    else:
        yield Limit(low, most, (row,))
        yield Limit(-high, -least, (row,))


def of_order(parts: Parts, order: Sequence[Sequence[int]]) -> Iterator[Limit]:
    """The limits that an order of the rows sets to weights; those of one place come together, the lowest score first."""
    for lower, higher in pairwise(order):
        for first, second in _pairs(lower, higher):
            if not (parts.shared[first] or parts.shared[second]):
                yield Limit(parts.lowest[first] - parts.highest[second], 0.0, (first, second))


def _pairs(lower: Sequence[int], higher: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(lower) * len(higher) <= _MOST_PAIRS:
        return ((first, second) for first in lower for second in higher)
    longest = max(len(lower), len(higher))
    return zip(islice(cycle(lower), longest), islice(cycle(higher), longest), strict=True)


def of_goalposts(value: float, row: int, least: float, most: float) -> Iterator[Limit]:
    """The limits that a score of 0 to 1 sets to two numbers: the goalpost of the score 0, and the way from there to 1.

    ``goalpost + score x way = value``. Beyond a goalpost a score may have been cut off, so that one at an end of the
    scale bounds on one side only.
    """
    if most < 1.0:
        yield Limit(np.array([-1.0, -most]), -value, (row,))
    if least > 0.0:
        yield Limit(np.array([1.0, least]), value, (row,))
