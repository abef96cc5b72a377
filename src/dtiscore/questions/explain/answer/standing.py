"""Which units stand next to one, in the index or in any node, and how far they are away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.methodology.arithmetic import mean, present
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Rows


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The unit next to another one in the ranking."""

    unit: str
    row: int
    gap: float
    """The difference of the scores, in the node's own points or scale; never negative."""


class Rivals:
    """The units that are ranked together: each node is sorted once, however many of them are asked for."""

    def __init__(self, card: Scorecard, rows: Rows) -> None:
        self.card = card
        self.rows = rows
        units = card.dataset.units
        by_code = sorted(rows[card.dataset.ranked[rows]].tolist(), key=lambda row: units[row])
        self._ranked = np.array(by_code, dtype=np.intp)
        self._standings: dict[str, Standings] = {}

    def standings(self, code: str) -> Standings:
        """How they stand in a node."""
        if code not in self._standings:
            self._standings[code] = Standings(self.card, self.rows, self._ranked, code)
        return self._standings[code]


class Standings:
    """The units that are ranked together in one node."""

    def __init__(self, card: Scorecard, rows: Rows, ranked: Rows, code: str) -> None:
        """``ranked``: those of the rows that take part in rankings, by the code of the unit."""
        self._card, self._code = card, code
        self._compared = card.compared(code)
        self.scores = sorted(present(card.nodes[code].score[ranked]))
        """Those that there are, from the lowest on, in the node's own points or scale."""
        self.mean = mean(self.scores) if self.scores else None
        self.median = float(np.median(self.scores)) if self.scores else None
        self.of = int((~np.isnan(card.ranks[code][rows])).sum())
        """How many have a rank."""
        there = ranked[~np.isnan(self._compared[ranked])]
        self._rows = there[np.argsort(self._compared[there], kind="stable")]
        self._rising = self._compared[self._rows]

    def neighbours(self, row: int) -> tuple[Neighbour | None, Neighbour | None]:
        """The nearest units of a better and of a worse value than the unit's own; ties are neither.

        Of several equally near units the first by code is taken.
        """
        if np.isnan(self._compared[row]):
            return None, None
        first, after = self._equals(self._compared[row])
        above = self._neighbour(row, after) if after < len(self._rising) else None
        below = self._neighbour(row, self._equals(self._rising[first - 1])[0]) if first else None
        return above, below

    def company(self, row: int) -> tuple[int, int]:
        """How many ranked units do better than one, and how many others do just as well."""
        first, after = self._equals(self._compared[row])
        itself = int(bool(self._card.dataset.ranked[row])) if after > first else 0
        return len(self._rising) - after, after - first - itself

    def _equals(self, compared: float) -> tuple[int, int]:
        """Where the units of a value begin and end; both beyond all others where there is no value."""
        left, right = (self._rising.searchsorted(compared, side) for side in ("left", "right"))
        return int(left), int(right)

    def _neighbour(self, row: int, place: int) -> Neighbour:
        at, scores = int(self._rows[place]), self._card.nodes[self._code].score
        return Neighbour(self._card.dataset.units[at], at, abs(float(scores[at]) - float(scores[row])))
