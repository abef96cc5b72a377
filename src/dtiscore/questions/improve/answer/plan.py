"""Plans: sets of changes in values as the table writes them, each confirmed by scoring the whole table anew."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Values
from dtiscore.questions.improve.answer.change import PlannedChange, change_of
from dtiscore.questions.improve.answer.competitors import NOISE, Competitors, Target
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.pieces import effort_of
from dtiscore.questions.improve.answer.programme import Found
from dtiscore.questions.improve.answer.rescoring import Rescoring

_TRIES = 30
"""How often the aim is raised where a set of changes turns out not to suffice."""
_TINY = 4e-9
"""By which part of what is needed the aim is raised at least, and twice as much each time: whole steps that end in a tie are
within the tolerance of the programme for a while."""
_SAME = 1e-8
"""The part by which the effort of a plan may exceed the least effort and still be it."""
_HALVINGS = 40
"""How often a distance is halved: to the last digit of any number."""
_TRIED_ALONE = 24
"""How many levers are tried in the whole table beside what a solver has found."""
_GIVE_BACK = 100
"""How many last digits or steps a lever gives back at most, of what rounding gave too much."""


class Solver(Protocol):
    """Whatever finds cheap changes."""

    def cheapest(self, need: float, most: int | None) -> Found | None: ...


@dataclass(frozen=True)
class Outcome:
    """The unit after some changes, by scoring the whole table anew."""

    height: float
    """The published value, not rounded, turned so that higher is better."""
    published: float
    score: float
    rank: float
    reached: bool
    competitors: Competitors


@dataclass(frozen=True)
class Plan:
    """A set of changes that reaches the target."""

    changes: Sequence[PlannedChange]
    effort: float
    outcome: Outcome
    proved: bool
    """Whether no set of as many changes takes less effort, of all numbers with the decimals of their columns."""
    is_cheapest: bool = False
    """Whether no plan that was found takes less effort."""

    def as_cheapest(self, *, proved: bool) -> Plan:
        """The same, marked as the cheapest of all, which is proved or not."""
        return replace(self, is_cheapest=True, proved=self.proved and proved)


@dataclass(frozen=True)
class Planner:
    """Makes plans for one unit and one target."""

    rescoring: Rescoring
    levers: Sequence[Lever]
    """Those with room."""
    target: Target
    solver: Solver
    gains: Mapping[int, float]
    """By how much other rows are expected to move."""
    need: float

    def outcome(self, x: Values) -> Outcome:
        """What some changes lead to.

        Raises:
            InvalidData: the table with them breaks the rules of the edition, as with all units alike.
        """
        rescoring = self.rescoring
        card = rescoring.rescored(self.levers, x)
        competitors = Competitors.of(card, rescoring.row, self.gains)
        height = float(rescoring.height(card.nodes)[rescoring.row])
        score = float(card.index.score[rescoring.row])
        reached = competitors.reaches(self.target, height)
        return Outcome(height, height * rescoring.sign, score, competitors.rank(height), reached, competitors)

    def _tried(self, x: Values) -> Outcome | None:
        """The same, and ``None`` where the table with them breaks the rules of the edition."""
        try:
            return self.outcome(x)
        except InvalidData:
            return None

    def plan(self, most: int | None) -> Plan | None:
        """The cheapest plan that is found with at most so many changes, or ``None``."""
        found = self._found(most)
        if found is None:
            return self._from_full(most, range(len(self.levers)))
        if most != 1 or self.rescoring.is_static:
            return found
        # What the others lose with a change no solver sees, as where the unit is itself an end of a scale.
        foremost = sorted(range(len(self.levers)), key=lambda at: not self._is_an_end(self.levers[at]))
        return self._from_full(most, foremost[:_TRIED_ALONE], found)

    def _is_an_end(self, lever: Lever) -> bool:
        """Whether the unit has the least or the most of all in the column of a lever."""
        card, row = self.rescoring.card, self.rescoring.row
        if lever.kind != "number":
            return False
        values = card.dataset.numbers[lever.column]
        known = values[card.peers_of(row)]
        return values[row] in (np.nanmin(known), np.nanmax(known))

    def _found(self, most: int | None) -> Plan | None:
        """The plan that the solver finds."""
        need, least = self.need, math.inf
        last: Found | None = None
        for tried in range(_TRIES):
            found = self.solver.cheapest(need, most)
            # An index that rises in leaps has no greater need that can be met: the last distances are just too short.
            digits = int(found is None)
            found = found or last
            if found is None:
                return None
            if need == self.need and found.proved and self.rescoring.is_static:
                least = found.effort  # of all numbers that can be written; a greater need takes no less
            x, last = self._written(found.x, digits), None if digits else found
            outcome = self._tried(x)
            if outcome is None:
                return None
            if outcome.reached:
                x, outcome = self._less(*self._without_needless(x, outcome))
                plan = self._plan(x, outcome)
                proved = plan.effort <= least + _SAME * max(1.0, least) and math.isfinite(least)
                return replace(plan, proved=proved)
            short = outcome.competitors.need(self.target) - outcome.height
            need += max(short, _TINY * 2**tried * max(abs(need - self.rescoring.now), 1e-12))
        return None

    def _from_full(self, most: int | None, alone: Iterable[int], best: Plan | None = None) -> Plan | None:
        """The best plan yet, or a cheaper one with one lever of some, or with all of them, each taken back as far as the target allows.

        A solver goes by what rules learned of the table as it is, which may be so much less than they learn with the
        changes that it finds nothing, as where places among the units count.
        """
        full = np.array([lever.reach for lever in self.levers])
        starts = {None: [full], 1: [*np.diag(full)[[*alone]]]}
        for x in starts.get(most, []):
            outcome = self._tried(x)
            if outcome is None or not outcome.reached:
                continue
            taken = self._taken_back(*self._without_needless(x, outcome), best)
            plan = None if taken is None else self._plan(*taken)
            if plan is not None and (best is None or plan.effort < best.effort):
                best = plan
        return best

    def _taken_back(self, x: Values, outcome: Outcome, best: Plan | None) -> tuple[Values, Outcome] | None:
        """The changes, each as far as the target needs it with the others as they are; ``None`` if one takes as much as a plan."""
        for at in np.flatnonzero(x).tolist():
            lever, low, high = self.levers[at], 0.0, float(x[at])
            for _ in range(_HALVINGS):
                tried = x.copy()
                tried[at] = (
                    lever.snapped(np.array([(low + high) / 2]))[0]
                    if lever.whole
                    else lever.written((low + high) / 2)
                )
                if not low < tried[at] < high:
                    break
                less = self._tried(tried)
                if less is not None and less.reached:
                    x, outcome, high = tried, less, float(tried[at])
                    continue
                low = float(tried[at])
                if best is not None and self._takes(lever, low) >= best.effort:
                    return None
        return x, outcome

    def _takes(self, lever: Lever, x: float) -> float:
        """The effort of one lever moved so far, as a plan tells it; 0 where it wins nothing, since a little more may take less."""
        change = change_of(self.rescoring, lever, x)
        if not self.rescoring.is_static:
            change = self.anew(change, x)
        return change.effort if change.gain * self.rescoring.sign > 0 else 0.0

    def anew(self, change: PlannedChange, x: float) -> PlannedChange:
        """A change with what it alone adds and takes once the table is scored anew: a trial tells it by what rules learned before.

        As it is where the table with it breaks the rules of the edition.
        """
        rescoring, at = self.rescoring, self.levers.index(change.lever)
        alone = np.zeros(len(self.levers))
        alone[at] = x
        try:
            card = rescoring.rescored(self.levers, alone)
        except InvalidData:
            return change
        scores = {code: card.nodes[code].score[[rescoring.row]] for code in change.lever.nodes}
        gain = float(card.index.score[rescoring.row]) - float(rescoring.card.index.score[rescoring.row])
        takes = effort_of(rescoring, change.lever, np.array([x]), scores)
        return replace(
            change,
            score=(change.score[0], float(scores[change.lever.nodes[0]][0])),
            gain=gain,
            # Where the rules learn so much that it is a loss, nothing is won, and still it takes what it seemed to.
            effort=float(takes[0]) if gain * rescoring.sign > 0 else change.effort,
        )

    def _written(self, x: Values, digits: int) -> Values:
        """The distances as far as values can be written, rounded in the direction that gains, and so many digits farther."""
        result = x.copy()
        for at, lever in enumerate(self.levers):
            if x[at] and not lever.whole:
                result[at] = lever.written(min(float(x[at]) + digits * lever.digit, lever.reach))
        return result

    def _without_needless(self, x: Values, outcome: Outcome) -> tuple[Values, Outcome]:
        """The changes without those that the target is reached without, the dearest first.

        A search takes so many changes as it may, also one that brings nothing and takes nothing. It goes by what rules learned
        of the table as it is: where they move with the unit, what looked like a gain may even be a loss.
        """
        moved = np.flatnonzero(x).tolist()
        efforts = {at: change_of(self.rescoring, self.levers[at], float(x[at])).effort for at in moved}
        for at in sorted(moved, key=lambda at: -efforts[at]):
            fewer = x.copy()
            fewer[at] = 0.0
            if self.rescoring.is_static and self._falls_short(fewer):
                continue
            tried = self._tried(fewer)
            if tried is not None and tried.reached:
                x, outcome = fewer, tried
        return x, outcome

    def _less(self, x: Values, outcome: Outcome) -> tuple[Values, Outcome]:
        """The changes without the last digits that are not needed, since each value was rounded up for itself.

        Of a lever in steps none is needless to a programme, unless the others move with the unit.
        """
        for at, lever in enumerate(self.levers):
            if x[at] and not (lever.whole and self.rescoring.is_static):
                x, outcome = self._with_less_of(at, x, outcome)
        return x, outcome

    def _with_less_of(self, at: int, x: Values, outcome: Outcome) -> tuple[Values, Outcome]:
        """The changes with the least distance of one lever that suffices, up to so many last digits less.

        The fewer digits are given back, the more is reached. So the number of digits is doubled until it is too large,
        and then halved in between: some 13 tables are scored anew at most, where each digit by itself would take 100.
        """
        distances = self.levers[at].less(float(x[at]), _GIVE_BACK)
        given, too_many, step, kept = 0, len(distances) + 1, 1, (x, outcome)
        while too_many - given > 1:
            is_open = too_many > len(distances)
            tried = min(given + step, len(distances)) if is_open else (given + too_many) // 2
            less = x.copy()
            less[at] = distances[tried - 1]
            smaller = None if self.rescoring.is_static and self._falls_short(less) else self._tried(less)
            if smaller is not None and smaller.reached:
                given, step, kept = tried, 2 * step, (less, smaller)
            else:
                too_many = tried
        return kept

    def _falls_short(self, x: Values) -> bool:
        """Whether changes that can move nobody else miss what is needed, by more than the noise of the arithmetic."""
        height = float(self.rescoring.heights(self.levers, x[np.newaxis, :])[0])
        return height < self.need - NOISE * max(1.0, abs(self.need))

    def _plan(self, x: Values, outcome: Outcome) -> Plan:
        changes = []
        for at in np.flatnonzero(x).tolist():
            change = change_of(self.rescoring, self.levers[at], float(x[at]))
            changes.append(change if self.rescoring.is_static else self.anew(change, float(x[at])))
        return Plan(changes, math.fsum(change.effort for change in changes), outcome, proved=False)
