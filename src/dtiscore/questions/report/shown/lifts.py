"""What lifts a unit: the ranks that follow if one of its parts were as good as the mean, the best, and full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dtiscore.questions.report.answer import Report
from dtiscore.scoring.ranking import plain_rank

MOST_RAISED = 8
"""Of a unit with more parts so many at most are raised: those that lift it highest, and none that does not lift it."""
ABOVE = 0
"""Stands for a rank where the unit is as good already."""


@dataclass(frozen=True)
class Lifts:
    """The ranks of every unit, as the script shows them."""

    report: Report
    codes: Sequence[str]
    """The nodes that the script knows, which counts them by their place here."""

    def of(self, row: int) -> list[tuple[int | float | None, ...]]:
        """The ranks that follow if one innermost part were as good as the mean, the best, and full."""
        places = {code: at for at, code in enumerate(self.codes) if row in self._raisable.get(code, ())}
        above = {one.code for code in places for one in self.report.card.methodology.above(code)}
        found = [(at, *self._reached(code, row)) for code, at in places.items() if code not in above]
        if len(found) <= MOST_RAISED:
            return found
        own = float(self.report.card.ranks[self.report.card.methodology.index.code][row])
        sign = -1 if self.report.card.methodology.rank.first == "worst" else 1
        lifting = [one for one in found if one[2] and sign * one[2] < sign * own]
        return sorted(lifting, key=lambda one: sign * (one[2] or ABOVE))[:MOST_RAISED]

    @cached_property
    def _raisable(self) -> dict[str, frozenset[int]]:
        return {code: one.rows for code, one in self.report.raised.items()}

    def _reached(self, code: str, row: int) -> list[int | float | None]:
        one = self.report.raised[code]
        ways = (one.to_mean, one.to_best, one.to_full)
        return [None if ranks is None else plain_rank(ranks.get(row, ABOVE)) for ranks in ways]
