"""Improve: what every lever of a unit brings, and the cheapest plans that reach a rank or a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dtiscore.analysis.answer import Answer, so_many, unit_of
from dtiscore.analysis.movement import Move
from dtiscore.errors import InvalidData, Problem
from dtiscore.methodology import Values
from dtiscore.questions.improve.answer.asked import require_computed, require_joint, require_target, row_of
from dtiscore.questions.improve.answer.competitors import Competitors, Target, gains_of
from dtiscore.questions.improve.answer.finding import find_levers
from dtiscore.questions.improve.answer.lever import Lever, Limit
from dtiscore.questions.improve.answer.pieces import curves
from dtiscore.questions.improve.answer.plan import (
    Outcome,
    Plan,
    PlannedChange,
    Planner,
    Solver,
    change_of,
    now_text,
)
from dtiscore.questions.improve.answer.programme import Programme
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.questions.improve.answer.search import Search
from dtiscore.scoring.scorecard import Scorecard

_NEAR = 1e-4
"""The part of its room over which the slope of a lever is measured."""
_NEXT_TO_NOTHING = 1e-4
"""The part of the effort of a plan below which a change of it is hardly one."""
_EQUAL = 1e-6
"""The part by which efforts may differ and count as equal."""
_PARTS = 64
"""In how many parts the distance to the first step is divided in each round."""
_LISTED = 10_000
"""Up to how many whole steps are all tried for the first that brings something."""
_ROUNDS = 10
"""How often: to the last bit of a distance."""


@dataclass(frozen=True)
class Room:
    """What one lever brings at the unit's position."""

    lever: Lever
    now_text: str
    """The cell as it stands in the file."""
    full: PlannedChange | None
    """The change to full marks, or as far as the lever goes; ``None`` where there is no room."""
    top: float | None
    """The most that the first indicator can score; ``None`` where that is not bounded."""
    per_unit: float | None
    """What the index gains for one unit of the raw value, at the present value; ``None`` where it moves in steps."""
    next: PlannedChange | None
    """The next step that brings something, where it moves in steps."""
    rank: float | None
    """The rank of the unit with this change to full marks alone; ``None`` where there is no room, or no rank then."""


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
    warnings: Sequence[Problem] = ()
    """Reservations about the tables of bounds and of the period before; those about the data are the scorecard's."""

    @property
    def in_short(self) -> str:
        return f"{unit_of(self.card, self.row)}, {so_many(len(self.plans), 'plan')}"

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
    levers = [lever for lever in found.all if lever.reach > 0]
    require_joint(rescoring, levers)
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
        [_room(planner, lever) for lever in found.all],
        best,
        found.missing,
        is_exact=pieces is not None,
        moving=None if moves is None else _moving(card, row, gains),
    )


def _moving(card: Scorecard, row: int, gains: Mapping[int, float]) -> int:
    """How many of the units beside a row are expected to move."""
    peers = next(rows for rows in card.partitions.values() if row in rows).tolist()
    return sum(other != row and other in gains for other in peers)


def _plans(planner: Planner, most: int) -> list[Plan]:
    """Plans with one change, two and so on, and the cheapest of all, each once."""
    found: list[tuple[Plan, float]] = []
    for size in range(1, min(most, len(planner.levers)) + 1):
        made = planner.plan(size)
        if made is not None and not _tells_nothing_new(made[0], [plan for plan, _ in found]):
            found.append(made)
    overall = planner.plan(None)
    if overall is None:
        return [plan for plan, _ in found]
    least = min([overall[1], *(effort for _, effort in found)])
    equals = [
        at
        for at, (plan, effort) in enumerate(found)
        if effort <= least * (1 + _EQUAL) + 1e-9 or _cells(plan) == _cells(overall[0])
    ]
    plans = [plan for plan, _ in found]
    if equals:
        plans[equals[0]] = plans[equals[0]].as_cheapest()
    else:
        plans.append(overall[0].as_cheapest())
    return [plan for plan in plans if not any(_is_better(other, plan) for other in plans)]


def _is_better(one: Plan, other: Plan) -> bool:
    """Whether a plan takes less effort with as many changes: it may have lost some that were not needed."""
    return len(one.changes) == len(other.changes) and one.effort < other.effort * (1 - _EQUAL)


def _tells_nothing_new(plan: Plan, known: Sequence[Plan]) -> bool:
    """Whether a plan is known, or is no better than one with fewer changes but for a change of next to nothing."""
    if _cells(plan) in [_cells(one) for one in known]:
        return True
    least = min(change.effort for change in plan.changes)
    fewer = any(one.effort <= plan.effort * (1 + _EQUAL) for one in known)
    return fewer and least < plan.effort * _NEXT_TO_NOTHING


def _cells(plan: Plan) -> list[tuple[str, str]]:
    return [(change.lever.column, change.text) for change in plan.changes]


def _room(planner: Planner, lever: Lever) -> Room:
    rescoring = planner.rescoring
    node = rescoring.card.methodology.nodes.get(lever.nodes[0])
    top = None if node is None else node.maximum
    if not lever.reach:
        return Room(lever, now_text(rescoring, lever), None, top, None, None, None)
    x = np.zeros(len(planner.levers))
    x[planner.levers.index(lever)] = lever.reach
    full = change_of(rescoring, lever, lever.reach)
    step = _next_step(rescoring, lever)
    per_unit = _slope(rescoring, lever, full) if step is None else None
    try:
        outcome = planner.outcome(x)
    except InvalidData:  # with all units alike
        return Room(lever, full.now_text, full, top, per_unit, step, None)
    gain = outcome.score - float(rescoring.card.index.score[rescoring.row])
    if abs(gain - full.gain) > _EQUAL * abs(gain):  # what rules learn moves with the unit
        full = replace(full, gain=gain)
        if per_unit is not None:
            near = lever.reach * _NEAR
            per_unit = planner.gain(x * _NEAR, per_unit * near * lever.sign) / near * lever.sign
    return Room(lever, full.now_text, full, top, per_unit, step, outcome.rank)


def _slope(rescoring: Rescoring, lever: Lever, full: PlannedChange) -> float:
    """What the index gains for one unit of the raw value; of a straight curve without the noise of a small distance."""
    near = lever.reach * _NEAR
    slope, whole = change_of(rescoring, lever, near).gain / near, full.gain / lever.reach
    return (whole if abs(slope - whole) <= 1e-6 * abs(whole) else slope) * lever.sign


def _fine(lever: Lever) -> Values:
    """Distances among which the first step of a lever without steps of its own is looked for."""
    return np.array([lever.reach * _NEAR, *np.linspace(0, lever.reach, 257)[1:].tolist()])


def _next_step(rescoring: Rescoring, lever: Lever) -> PlannedChange | None:
    """The first step that raises the index, where a small move does not."""
    if lever.whole:
        return change_of(rescoring, lever, _first_whole_step(rescoring, lever))
    grid = _fine(lever)
    first = _first_rise(rescoring, lever, grid)
    if first == 0:
        return None
    low, high = (0.0 if first == 1 else float(grid[first - 1])), float(grid[first])
    for _ in range(_ROUNDS):  # a go of many distances costs hardly more than one of a single distance
        inner = np.linspace(low, high, _PARTS + 1)
        at = _first_rise(rescoring, lever, inner[1:])
        low, high = float(inner[at]), float(inner[at + 1])
    raised = float(rescoring.heights([lever], np.array([[high]]))[0])
    return change_of(rescoring, lever, rescoring.neat(lever, high, raised, lever.reach))


def _first_whole_step(rescoring: Rescoring, lever: Lever) -> float:
    """The least distance in whole steps that raises the index.

    Of few steps each is tried. A column of money has hundreds of millions: there the first of a few hundred is narrowed.
    """
    if lever.reach <= _LISTED * lever.size:
        grid = lever.grid()
        return float(grid[_first_rise(rescoring, lever, grid)])
    low, grid = 0.0, np.unique(lever.snapped(np.append(lever.size, _fine(lever))))
    while True:
        first = _first_rise(rescoring, lever, grid)
        low, high = (low if first == 0 else float(grid[first - 1])), float(grid[first])
        if high - low < 1.5 * lever.size:
            return high
        grid = np.unique(lever.snapped(np.linspace(low, high, _PARTS + 1)[1:]))


def _first_rise(rescoring: Rescoring, lever: Lever, grid: Values) -> int:
    """The position of the first distance that raises the index."""
    return int(np.argmax(rescoring.alone([lever], 0, grid)[""] > rescoring.now))
