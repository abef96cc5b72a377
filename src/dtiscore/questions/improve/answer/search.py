"""The search for cheap changes where gains do not add up (geometric means, curved or joint rules): close, not proved.

With one change the least distance is found by bisection, since the index rises with every lever. With two or three, all
but one of the changes go over a grid of distances, the last one is bisected, and the grid is narrowed around the best
set; only the levers that promise most for their effort take part. With more, levers are raised bit by bit, always the
one that gains most for its effort, and taken back as far as the target allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.improve.answer.competitors import NOISE
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.pieces import effort_of
from dtiscore.questions.improve.answer.programme import Found
from dtiscore.questions.improve.answer.rescoring import Rescoring

_BISECTIONS = 32
_SIFTED_EACH = 4
"""After so many bisections the sets that cannot be the cheapest any more are dropped."""
_GRID = {2: 24, 3: 10}
"""How many distances of a lever are tried, by the number of changes."""
_POOL = {2: 24, 3: 9}
"""How many levers take part, by the number of changes."""
_ROUNDS = 5
"""How often the grid is narrowed."""
_BITS = 48
"""In how many parts the room of a lever is divided when levers are raised bit by bit."""


@dataclass(frozen=True)
class Search:
    """The search for the changes of a unit, by rescoring it."""

    rescoring: Rescoring
    levers: Sequence[Lever]
    known: dict[tuple[int, float], Values | None] = field(default_factory=dict)
    """The best set of so many changes for a height: plans with more changes ask for those with fewer again."""

    def cheapest(self, need: float, most: int | None) -> Found | None:
        """The least effort found that brings the index to a height with at most so many changes; ``None`` if none."""
        if need <= self.rescoring.now:
            return Found(np.zeros(len(self.levers)), 0.0, proved=True)
        sizes = range(1, min(most or 3, len(self.levers), 3) + 1)
        for size in sizes:
            if (size, need) not in self.known:
                self.known[size, need] = self._with(size, need)
        found = [self.known[size, need] for size in sizes]
        if most is None or most > 3:
            bits = self._bit_by_bit(need)
            if bits is not None and (most is None or np.count_nonzero(bits) <= most):
                found.append(bits)
        known = [x for x in found if x is not None]
        if not known:
            return None
        efforts = self.efforts(np.array(known))
        best = int(np.argmin(efforts))
        return Found(known[best], float(efforts[best]), proved=most == 1)

    def efforts(self, x: Values) -> Values:
        """The effort of each trial, every lever measured for itself; infinite where a node loses its score."""
        self._measure(x)
        total = np.zeros(len(x))
        for at in range(len(self.levers)):
            distances, back = np.unique(x[:, at], return_inverse=True)
            own = [self._measured[at, distance] if distance else 0.0 for distance in distances.tolist()]
            total = total + np.array(own)[back]
        return total

    @cached_property
    def _measured(self) -> dict[tuple[int, float], float]:
        """The effort of one lever moved so far: the same in every plan, and so asked for once."""
        return {}

    def _measure(self, x: Values) -> None:
        """Score all distances of all levers that are not known yet, each moved alone, in one go; 0 moves nothing."""
        pairs = [
            (at, distance) for at in range(len(self.levers)) for distance in np.unique(x[:, at]).tolist()
        ]
        new = [pair for pair in pairs if pair[1] and pair not in self._measured]
        if not new:
            return
        alone = np.zeros((len(new), len(self.levers)))
        for row, (at, distance) in enumerate(new):
            alone[row, at] = distance
        trials = self.rescoring.trials(self.levers, alone)
        for at in {at for at, _ in new}:
            rows = [row for row, (lever, _) in enumerate(new) if lever == at]
            own = {code: trials[code][rows] for code in self.levers[at].nodes}
            efforts = effort_of(self.rescoring, self.levers[at], alone[rows, at], own)
            efforts = np.where(np.isnan(efforts), np.inf, efforts).tolist()
            self._measured.update(zip((new[row] for row in rows), efforts, strict=True))

    @cached_property
    def promise(self) -> list[int]:
        """The levers, those that gain most for their effort first."""
        full = np.diag([lever.reach for lever in self.levers])
        gains = self.rescoring.heights(self.levers, full) - self.rescoring.now
        worth = _worth(gains, self.efforts(full))
        return sorted(range(len(self.levers)), key=lambda at: (-worth[at], at))

    def _with(self, size: int, need: float) -> Values | None:
        """The best set of exactly so many changes, one of which is bisected."""
        pool = self.promise if size == 1 else self.promise[: _POOL[size]]
        sets = [
            (*rest, last)
            for rest in combinations(sorted(pool), size - 1)
            for last in pool
            if last not in rest
        ]
        if size == 1:
            return self._best(
                np.zeros((len(sets), len(self.levers))), np.array([last for (last,) in sets]), need
            )
        grids = {at: self._grid(self.levers[at], _GRID[size]) for at in pool}
        rows, lasts = [], []
        for *rest, last in sets:
            for distances in product(*(grids[at] for at in rest)):
                row = np.zeros(len(self.levers))
                row[rest] = distances
                rows.append(row)
                lasts.append(last)
        if not rows:
            return None
        best = self._best(np.array(rows), np.array(lasts), need)
        return None if best is None else self._narrowed(best, 1 / _GRID[size], need)

    @staticmethod
    def _grid(lever: Lever, count: int) -> list[float]:
        """Distances of a lever to be tried: all of its steps where these are few."""
        if lever.whole and lever.reach <= count * lever.size:
            return list(lever.grid().tolist())
        return list((np.linspace(0, 1, count + 1)[1:] * lever.reach).tolist())

    def _best(self, rows: Values, lasts: Values, need: float) -> Values | None:
        """The cheapest of some sets once the last lever of each goes just as far as it must."""
        reaches = np.array([lever.reach for lever in self.levers])
        rows = np.column_stack([lever.snapped(rows[:, at]) for at, lever in enumerate(self.levers)])
        at = np.arange(len(rows))
        high = rows.copy()
        high[at, lasts] = self._snapped(lasts, reaches[lasts])
        enough = self.rescoring.heights(self.levers, high) >= need
        rows, lasts, high = rows[enough], lasts[enough], high[enough]
        if not len(rows):
            return None
        at = np.arange(len(rows))
        low, top = np.zeros(len(rows)), high[at, lasts]
        rows[at, lasts] = 0.0
        are_single = not rows.any()
        for number in range(_BISECTIONS):
            if number % _SIFTED_EACH == 0 and not are_single:
                kept = self._may_be_cheapest(rows, lasts, low, top)
                rows, lasts, low, top = rows[kept], lasts[kept], low[kept], top[kept]
            middle = (low + top) / 2
            reached = self.rescoring.heights(self.levers, self._ending(rows, lasts, middle)) >= need
            low, top = np.where(reached, low, middle), np.where(reached, middle, top)
        rows = self._ending(rows, lasts, top)
        if are_single:
            rows = self._written(rows, lasts, need)  # alone it is the least number that can be written
        best: Values = rows[int(np.argmin(self.efforts(rows)))]
        return best

    def _may_be_cheapest(self, rows: Values, lasts: Values, low: Values, top: Values) -> Mask:
        """Which sets can still take the least effort, the last lever of each being between two distances.

        Effort rises with every lever, so that no set is dropped that would have been the best one in the end.
        """
        if len(rows) == 1:
            return np.array([True])
        most = self.efforts(self._ending(rows, lasts, top)).min()
        least = self.efforts(self._ending(rows, lasts, low))
        # a node that lost its score on the way, which is infinite effort, may have it again farther on
        kept: Mask = (least <= most * (1 + NOISE)) | np.isinf(least)
        return kept

    def _ending(self, rows: Values, lasts: Values, x: Values) -> Values:
        """The sets with the last lever of each at a distance, in its whole steps."""
        result = rows.copy()
        result[np.arange(len(rows)), lasts] = self._snapped(lasts, x)
        return result

    def _written(self, rows: Values, lasts: Values, need: float) -> Values:
        """The sets with the last lever of each at the least number that can be written."""
        result = rows.copy()
        for row, last in enumerate(lasts.tolist()):
            lever = self.levers[last]
            if not lever.whole:
                short = rows[row].copy()
                short[last] = max(lever.written_within(float(rows[row, last])), 0.0)
                suffices = self.rescoring.heights(self.levers, short[np.newaxis, :])[0] >= need
                result[row, last] = short[last] if suffices else lever.written(float(rows[row, last]))
        return result

    def _snapped(self, lasts: Values, x: Values) -> Values:
        """Distances of different levers in their whole steps."""
        result = x.copy()
        for at in np.unique(lasts).tolist():
            rows = lasts == at
            result[rows] = self.levers[at].snapped(x[rows])
        return result

    def _narrowed(self, best: Values, width: float, need: float) -> Values:
        """The set made better by trying distances ever nearer to those found."""
        moved = np.flatnonzero(best).tolist()
        for _ in range(_ROUNDS):
            rows, lasts = [best], [moved[-1]]
            for last in moved:
                others = [at for at in moved if at != last]
                for parts in product((-1.0, -0.5, 0.0, 0.5, 1.0), repeat=len(others)):
                    row = best.copy()
                    for at, part in zip(others, parts, strict=True):
                        reach = self.levers[at].reach
                        row[at] = min(max(best[at] + part * width * reach, 0.0), reach)
                    rows.append(row)
                    lasts.append(last)
            better = self._best(np.array(rows), np.array(lasts), need)
            best = best if better is None else better
            width /= 2
        return best

    def _bit_by_bit(self, need: float) -> Values | None:
        """Levers raised a bit at a time, always the one that gains most for its effort, then taken back."""
        count = len(self.levers)
        x = np.zeros(count)
        bits = np.array([max(lever.reach / _BITS, lever.size) for lever in self.levers])
        height, effort = self.rescoring.now, 0.0
        while height < need:
            trials = x + np.diag(bits)
            trials = np.column_stack([lever.snapped(trials[:, at]) for at, lever in enumerate(self.levers)])
            gains = self.rescoring.heights(self.levers, trials) - height
            efforts = self.efforts(trials) - effort
            worth = _worth(np.where(gains > 0, gains, -np.inf), efforts)
            best = int(np.argmax(worth))
            if not np.isfinite(worth[best]):  # no bit of one lever gains alone
                x = np.array([lever.reach for lever in self.levers])
                if self.rescoring.heights(self.levers, x[np.newaxis, :])[0] < need:
                    return None
                break
            x, height, effort = trials[best], height + float(gains[best]), effort + float(efforts[best])
        for at in reversed(self.promise):  # what promises least is taken back first
            if x[at]:
                rest = x.copy()
                rest[at] = 0.0
                less = self._best(rest[np.newaxis, :], np.array([at]), need)
                x = x if less is None else less
        return x


def _worth(gains: Values, efforts: Values) -> Values:
    """What moves gain for their effort; one by which a node loses its score is worth less than any other."""
    nothing = np.full(gains.shape, -np.inf)
    worth: Values = np.divide(gains, np.maximum(efforts, 1e-300), out=nothing, where=np.isfinite(efforts))
    return worth
