"""Improve: what every lever of a unit brings, and the cheapest plans that reach a rank or a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dtiscore.analysis.answer import Answer, so_many, unit_of
from dtiscore.analysis.movement import Move
from dtiscore.errors import Problem
from dtiscore.questions.improve.answer.asked import require_computed, require_target, row_of
from dtiscore.questions.improve.answer.competitors import Competitors, Target, gains_of
from dtiscore.questions.improve.answer.finding import find_levers
from dtiscore.questions.improve.answer.lever import Limit
from dtiscore.questions.improve.answer.pieces import curves
from dtiscore.questions.improve.answer.plan import Outcome, Plan, Planner, Solver
from dtiscore.questions.improve.answer.programme import EQUAL, Programme
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.questions.improve.answer.room import Room, room_of
from dtiscore.questions.improve.answer.search import Search
from dtiscore.scoring.scorecard import Scorecard

_SEARCHED = 3
"""Up to how many changes a search finds plans by their number, of which one may cost less in whole steps than the cheapest of all."""
_NEXT_TO_NOTHING = 1e-4
"""The part of the effort of a plan below which a change of it is hardly one."""


@dataclass(frozen=True, repr=False)
class Improvement(Answer):
    """How one unit can reach a target."""

    card: Scorecard
    row: int
    target: Target
    now: Outcome
    """The unit as it is, among the others as they are or are expected to be."""
    plans: Sequence[Plan]
    """With one change, with two and so on, and the cheapest of all; none twice."""
    rooms: Sequence[Room]
    """In the order of the tree."""
    best: Outcome
    """Everything as far as it goes."""
    missing: Sequence[str]
    """Scored indicators for which the unit has no value, which no plan touches."""
    is_exact: bool
    """Whether gains add up, so that the cheapest plans are found by a programme and not by a search."""
    moving: int | None = None
    """How many of the others are expected to move; ``None`` where all stay as they are."""
    recast: str | None = None
    """The period since which they moved, where another edition governs it, and it was scored under this one too."""
    warnings: Sequence[Problem] = ()
    """Reservations about the tables of bounds and of the period before; those about the data are the scorecard's."""

    @property
    def in_short(self) -> str:
        return f"{unit_of(self.card, self.row)}, {so_many(len(self.plans), 'plan')}"

    @property
    def is_static(self) -> bool:
        """Whether nothing that the unit changes moves the score of another one."""
        return Rescoring(self.card, self.row).is_static

    @property
    def is_there(self) -> bool:
        """Whether the target is reached already."""
        return self.now.reached

    @property
    def is_reachable(self) -> bool:
        """Whether any plan reaches the target."""
        return self.is_there or bool(self.plans)


def improve(  # noqa: PLR0913 - the options of one command
    card: Scorecard,
    unit: str,
    target: Target,
    limits: Mapping[str, Limit] | None = None,
    *,
    period: str | None = None,
    most: int = 3,
    moves: Mapping[int, Move] | None = None,
) -> Improvement:
    """The cheapest changes with which a unit reaches a target.

    Args:
        card: the scorecard.
        unit: the unit's code.
        target: a rank or a published value.
        limits: bounds, costs and steps by the heading of a column or the code of its indicator.
        period: which period of a panel; the last one of the table unless given.
        most: plans with up to so many changes are shown besides the cheapest of all.
        moves: the last moves of all rows, if the others are expected to move as far again.

    Raises:
        UsageFault: the table has no such unit, it has no rank, the target is no place, the index compares units with
            each other, a limit names no column in use, or scipy is needed and not installed.
    """
    row = row_of(card, unit, period)
    require_computed(card, row)
    rescoring = Rescoring(card, row)
    gains = {} if moves is None else gains_of(card, moves)
    competitors = Competitors.of(card, row, gains)
    require_target(target, competitors, card.methodology)
    target = target.among(competitors, rescoring.now)
    found = find_levers(rescoring, limits or {})
    levers = found.with_room
    pieces = curves(rescoring, levers, found.through)
    solver: Solver = Search(rescoring, levers) if pieces is None else Programme(levers, pieces, rescoring.now)
    planner = Planner(rescoring, levers, target, solver, gains, competitors.need(target))
    full = np.array([lever.reach for lever in levers])
    now, best = planner.outcome(np.zeros(len(levers))), planner.outcome(full)
    return Improvement(
        card,
        row,
        target,
        now,
        [] if now.reached or not levers else _plans(planner, most),
        [room_of(planner, lever) for lever in found.all],
        best,
        found.missing,
        is_exact=pieces is not None,
        moving=None if moves is None else _moving(card, row, gains),
    )


def _moving(card: Scorecard, row: int, gains: Mapping[int, float]) -> int:
    """How many of the units beside a row are expected to move."""
    peers = card.peers_of(row).tolist()
    return sum(other != row and other in gains for other in peers)


def _plans(planner: Planner, most: int) -> list[Plan]:
    """Plans with one change, two and so on, and the cheapest of all, each once.

    Whole steps cost more than what the solver asks for: the efforts that are compared are those of the plans.
    """
    found: list[Plan] = []
    for size in range(1, min(most, len(planner.levers)) + 1):
        made = planner.plan(size)
        if made is not None and not _tells_nothing_new(made, found):
            found.append(made)
    overall = planner.plan(None)
    if overall is None:
        return found
    if not overall.proved:
        more = map(planner.plan, range(most + 1, min(_SEARCHED, len(planner.levers)) + 1))
        overall = min([overall, *filter(None, more)], key=lambda plan: plan.effort)
    if not _tells_nothing_new(overall, found):
        found.append(overall)
    enough = min(plan.effort for plan in found) * (1 + EQUAL) + 1e-9
    at = next(at for at, plan in enumerate(found) if plan.effort <= enough)
    found[at] = found[at].as_cheapest(proved=overall.proved)
    return [plan for plan in found if not any(_is_better(other, plan) for other in found)]


def _is_better(one: Plan, other: Plan) -> bool:
    """Whether a plan takes less effort with no more changes: it may have lost some that were not needed."""
    return len(one.changes) <= len(other.changes) and one.effort < other.effort * (1 - EQUAL)


def _tells_nothing_new(plan: Plan, known: Sequence[Plan]) -> bool:
    """Whether a plan is known, takes no less effort of the same cells, or is no better than one with fewer changes but for a
    change of next to nothing.
    """
    if any(_columns(one) == _columns(plan) and one.effort <= plan.effort * (1 + EQUAL) for one in known):
        return True
    least = min(change.effort for change in plan.changes)
    fewer = any(one.effort <= plan.effort * (1 + EQUAL) for one in known)
    return fewer and least < plan.effort * _NEXT_TO_NOTHING


def _columns(plan: Plan) -> list[str]:
    return [change.lever.column for change in plan.changes]
