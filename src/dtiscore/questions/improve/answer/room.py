"""What one lever brings at the unit's position: to full marks, for one unit more, or with the next step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Values
from dtiscore.questions.improve.answer.change import PlannedChange, change_of, now_text
from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.plan import Planner
from dtiscore.questions.improve.answer.rescoring import Rescoring

_NEAR = 1e-4
"""The part of its room over which the slope of a lever is measured."""
_EQUAL = 1e-6
"""The part by which gains may differ and count as equal."""
_PARTS = 64
"""In how many parts the distance to the first step is divided in each round."""
_LISTED = 10_000
"""Up to how many whole steps are all tried for the first that brings something."""
_RISES = 8
"""After how many rises of the index in trials one is looked for that there is once the table is scored anew."""
_HALVINGS = 40
"""How often the way to the first rise is halved: to the last digit of any number."""
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
    """What the index gains for one unit of the raw value at the rate of a small change; ``None`` where it moves in steps."""
    next: PlannedChange | None
    """The next step that brings something, where it moves in steps."""
    rank: float | None
    """The rank of the unit with this change to full marks alone; ``None`` where there is no room, or no rank then."""


def room_of(planner: Planner, lever: Lever) -> Room:
    """What a lever brings."""
    rescoring = planner.rescoring
    node = rescoring.card.methodology.nodes.get(lever.nodes[0])
    top = None if node is None else node.maximum
    if not lever.reach:
        return Room(lever, now_text(rescoring, lever), None, top, None, None, None)
    reach = _best_alone(rescoring, lever)
    x = np.zeros(len(planner.levers))
    x[planner.levers.index(lever)] = reach
    full = change_of(rescoring, lever, reach)
    step = _next_step(planner, lever)
    per_unit = _slope(rescoring, lever, full) if step is None else None
    try:
        outcome = planner.outcome(x)
    except InvalidData:  # with all units alike
        return Room(lever, full.now_text, full, top, per_unit, step, None)
    gain = outcome.score - float(rescoring.card.index.score[rescoring.row])
    if abs(gain - full.gain) > _EQUAL * abs(gain):  # what rules learn moves with the unit
        full = planner.anew(full, reach)
    if per_unit is not None and not rescoring.is_static:
        near = lever.reach * _NEAR
        per_unit = planner.anew(change_of(rescoring, lever, near), near).gain / near * lever.sign
    return Room(lever, full.now_text, full, top, per_unit, step, outcome.rank)


def _best_alone(rescoring: Rescoring, lever: Lever) -> float:
    """How far a lever goes, unless beyond the distance at which it brings most by itself it brings less."""
    if lever.alone is None:
        return lever.reach
    best, farthest = rescoring.heights([lever], np.array([[lever.alone], [lever.reach]])).tolist()
    return lever.alone if best > farthest else lever.reach


def _slope(rescoring: Rescoring, lever: Lever, full: PlannedChange) -> float:
    """What the index gains for one unit of the raw value; of a straight curve without the noise of a small distance."""
    near = lever.reach * _NEAR
    slope, whole = change_of(rescoring, lever, near).gain / near, full.gain / lever.reach
    return (whole if abs(slope - whole) <= 1e-6 * abs(whole) else slope) * lever.sign


def _fine(lever: Lever) -> Values:
    """Distances among which the first step of a lever without steps of its own is looked for."""
    return np.array([lever.reach * _NEAR, *np.linspace(0, lever.reach, 257)[1:].tolist()])


def _next_step(planner: Planner, lever: Lever) -> PlannedChange | None:
    """The first step that raises the index, where a small move does not.

    To a trial the unit as it is stands among those that rules learned of, so that the first rise may be over itself; and
    what they learned moves with the unit, so that less than the rise of a trial may do.
    """
    rescoring, above, short = planner.rescoring, planner.rescoring.now, 0.0
    for _ in range(1 if rescoring.is_static else _RISES):
        x = _next_rise(rescoring, lever, above)
        if x is None:
            return None
        change = change_of(rescoring, lever, x)
        if rescoring.is_static:
            return change
        change = planner.anew(change, x)
        if change.gain * rescoring.sign > 0:
            return _least_rise(planner, lever, short, x, change)
        above, short = float(rescoring.heights([lever], np.array([[x]]))[0]), x
    return None


def _least_rise(
    planner: Planner, lever: Lever, short: float, x: float, change: PlannedChange
) -> PlannedChange:
    """The least change that raises the index once the table is scored anew, between a distance that does not and one that does."""
    rescoring = planner.rescoring
    for _ in range(_HALVINGS):
        middle = (short + x) / 2
        tried = float(lever.snapped(np.array([middle]))[0]) if lever.whole else lever.written(middle)
        if not short < tried < x:
            break
        nearer = planner.anew(change_of(rescoring, lever, tried), tried)
        if nearer.gain * rescoring.sign > 0:
            x, change = tried, nearer
        else:
            short = tried
    return change


def _next_rise(rescoring: Rescoring, lever: Lever, above: float) -> float | None:
    """The least distance with which the index is above a height; ``None`` if a small move raises it, or none does."""
    if float(rescoring.heights([lever], np.array([[lever.reach]]))[0]) <= above:
        return None
    if lever.whole:
        return _first_whole_step(rescoring, lever, above)
    grid = _fine(lever)
    first = _first_rise(rescoring, lever, grid, above)
    if first == 0:
        return None
    low, high = (0.0 if first == 1 else float(grid[first - 1])), float(grid[first])
    for _ in range(_ROUNDS):  # a go of many distances costs hardly more than one of a single distance
        inner = np.linspace(low, high, _PARTS + 1)
        at = _first_rise(rescoring, lever, inner[1:], above)
        low, high = float(inner[at]), float(inner[at + 1])
    raised = float(rescoring.heights([lever], np.array([[high]]))[0])
    return rescoring.neat(lever, high, raised, lever.reach)


def _first_whole_step(rescoring: Rescoring, lever: Lever, above: float) -> float:
    """The least distance in whole steps with which the index is above a height.

    Of few steps each is tried. A column of money has hundreds of millions: there the first of a few hundred is narrowed.
    """
    if lever.reach <= _LISTED * lever.size:
        grid = lever.grid()
        return float(grid[_first_rise(rescoring, lever, grid, above)])
    low, grid = 0.0, np.unique(lever.snapped(np.append(lever.size, _fine(lever))))
    while True:
        first = _first_rise(rescoring, lever, grid, above)
        low, high = (low if first == 0 else float(grid[first - 1])), float(grid[first])
        if high - low < 1.5 * lever.size:
            return high
        grid = np.unique(lever.snapped(np.linspace(low, high, _PARTS + 1)[1:]))


def _first_rise(rescoring: Rescoring, lever: Lever, grid: Values, above: float) -> int:
    """The position of the first distance with which the index is above a height."""
    return int(np.argmax(rescoring.alone([lever], 0, grid)[""] > above))
