"""Competitors: the other units' values, what a unit's value must be to reach a rank among them, and what rank it gets."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from dtiscore.analysis.movement import Move
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.equality import Tolerance
from dtiscore.scoring.ranking import keys, rank
from dtiscore.scoring.scorecard import Scorecard

NOISE = 1e-12
"""How far a height may miss what is needed, relative to it, by the noise of the arithmetic."""
_BARELY = 1e-9
"""How far above another value a value in full precision is, relative to it, to be above it."""


Mean = Literal["moving", "held"]
"""The mean of all ranked units that is to be reached, before rounding: once the unit has moved, or as it is now."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: a rank, a value in the form in which the edition publishes, or the mean."""

    rank: int | None = None
    score: float | None = None
    """Of a mean that is held: that mean, once it is known."""
    mean: Mean | None = None

    @property
    def is_one(self) -> bool:
        """Whether exactly one thing is to be reached."""
        return [self.rank, self.score, self.mean].count(None) == 2

    def among(self, competitors: Competitors, height: float) -> Target:
        """The target with the mean that is held, among competitors beside whom the unit stands at a height."""
        return replace(self, score=competitors.mean(height)) if self.mean == "held" else self


@dataclass(frozen=True)
class Competitors:
    """The ranked units of one period and group beside one unit, which stands first in ``units``."""

    edition: Methodology
    units: tuple[str, ...]
    others: Values
    """The published values of the others, not rounded."""
    tolerance: Tolerance
    """Within which distance the values of all, the unit's first, equal another."""

    @classmethod
    def of(cls, card: Scorecard, row: int, gains: Mapping[int, float] | None = None) -> Competitors:
        """The competitors of a row; ``gains`` are added to the values of other rows."""
        peers = card.peers_of(row).tolist()
        published = card.index.published
        others = [
            at for at in peers if at != row and card.dataset.ranked[at] and published[at] == published[at]
        ]
        values = np.array([_moved(card, at, gains or {}) for at in others])
        units = (card.dataset.units[row], *(card.dataset.units[at] for at in others))
        most, of = card.tolerance(card.methodology.index.code)
        # Their distances alone, so that an answer holds no scorecard for each of its plans and may go to another process.
        tolerance = Tolerance(most, of(np.array([row, *others], dtype=np.intp)).take)
        return cls(card.methodology, units, values, tolerance)

    @property
    def of_units(self) -> int:
        """How many units are ranked."""
        return len(self.units)

    @cached_property
    def _keys(self) -> Values:
        """What the others are compared by, larger being nearer to rank 1."""
        return keys(self.others, self.edition.rank, self.edition.publish)

    def rank(self, height: float) -> float:
        """The rank of the unit at a height (the published value, turned so that higher is better)."""
        own = keys(np.array([self._turned(height)]), self.edition.rank, self.edition.publish)
        return self._rank_at(float(own[0]))

    def _rank_at(self, key: float) -> float:
        compared = np.concatenate([[key], self._keys])
        return float(rank(compared, self.edition.rank.ties, list(self.units), self.tolerance)[0])

    def reaches(self, target: Target, height: float) -> bool:
        """Whether a height is enough."""
        if target.rank is not None:
            return self._is_as_good(self.rank(height), target.rank)
        if target.mean is not None:
            least = self._at_mean(target)
            return height >= least - NOISE * max(1.0, abs(least))
        return self._steps(height) >= self._steps(self._turned(target.score or 0.0))

    def mean(self, height: float) -> float:
        """The mean of the published values, not rounded, with the unit at a height."""
        return math.fsum([*self.others.tolist(), self._turned(height)]) / self.of_units

    def need(self, target: Target) -> float:
        """The least height that may be enough: where the published value begins to be rounded to what is needed."""
        if target.mean is not None:
            return self._at_mean(target)
        if target.rank is None:
            return self._before(self._steps(self._turned(target.score or 0.0)))
        key = self._key_for(target.rank)
        return key if self.edition.rank.on == "full" else self._before(key)

    def wanted(self, target: Target) -> float:
        """The value that is needed, in the published form: rounded where the published value is compared."""
        if target.score is not None:
            return target.score
        height = self.need(target)
        if self.edition.rank.on == "published" and target.mean is None:
            height += 0.5 / 10.0**self.edition.publish.decimals
        return self._turned(height)

    def _is_as_good(self, rank: float, target: int) -> bool:
        """Whether a rank is at least as good as another: where rank 1 is the worst, further from it."""
        return rank >= target if self._is_worst_first else rank <= target

    @property
    def _is_worst_first(self) -> bool:
        return self.edition.rank.first == "worst"

    def _key_for(self, place: int) -> float:
        """The least key, more being better, with which the unit has a rank: that of another unit, or one just above it."""
        sign = -1 if self._is_worst_first else 1  # from what ranks are counted by to what is better
        tied = np.unique(sign * self._keys)
        step = np.ones(len(tied))
        if self.edition.rank.on == "full":
            step = np.maximum(np.abs(tied), 1.0) * _BARELY
        rising: list[float] = np.unique(np.concatenate([tied, tied + step])).tolist()
        # More never makes a rank worse, so that the least is found by halving.
        first = bisect_left(rising, True, key=lambda key: self._is_as_good(self._rank_at(sign * key), place))
        return rising[first] if first < len(rising) else float("-inf")  # there is no other unit

    def _at_mean(self, target: Target) -> float:
        """The height of the mean, before any rounding; of one that moves with the unit that of the others' mean."""
        if target.mean == "held":
            return self._turned(target.score or 0.0)
        if not len(self.others):
            return float("-inf")
        return self._turned(math.fsum(self.others.tolist()) / len(self.others))

    def _before(self, steps: float) -> float:
        """The height at which rounding to so many units of the last decimal begins."""
        return float((steps - 0.5) / 10.0**self.edition.publish.decimals)

    def _steps(self, height: float) -> float:
        return float(self.edition.publish.round.steps(np.array([height]))[0])

    def _turned(self, value: float) -> float:
        return -value if self.edition.rank.low_is_good else value


def gains_of(card: Scorecard, moves: Mapping[int, Move]) -> dict[int, float]:
    """By how much each row changed since the period before, in the published form."""
    published = card.index.published
    return {
        row: float(published[row]) - move.score
        for row, move in moves.items()
        if move.score is not None and published[row] == published[row]
    }


def _moved(card: Scorecard, row: int, gains: Mapping[int, float]) -> float:
    """The value of a row once it has moved, never beyond the maximum of points or below 0 where there is one."""
    value = float(card.index.published[row])
    if not gains.get(row):
        return value
    maximum = card.methodology.index.maximum
    value += gains[row]
    if not maximum:
        return value
    return min(max(value, 0.0), 1.0 if card.methodology.publish.form == "fraction" else maximum)
