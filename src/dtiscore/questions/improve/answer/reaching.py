"""How far each lever goes: as far as it is admitted and brings anything, by itself or once others have gone as far as they can.

In a mean the two are the same. Of a minimum of 3, 3 and 9 no part brings anything alone, and the first two do together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Node, Values
from dtiscore.methodology.rules import Bounds
from dtiscore.questions.improve.answer.lever import Lever, PossibleText
from dtiscore.questions.improve.answer.pieces import is_sum_of
from dtiscore.questions.improve.answer.rescoring import Rescoring
from dtiscore.questions.improve.answer.wording import finely
from dtiscore.tables.row_model import LARGEST

_ROUNDS = 8
_GRID = 32
"""A bisection in so many rounds over so many points at once: 32^8 is finer than any number is written."""
_TELLING = 1e-12
"""What the index must gain for a lever to have room."""


class Draft(NamedTuple):
    """A lever before it is known how far it goes."""

    lever: Lever
    """As it stands, without room."""
    ways: Sequence[Lever]
    """It in each direction in which it may go, as far as bounds allow; of a column of texts with all its answers."""


def ways_of(lever: Lever, bounds: Bounds, far: Mapping[int, float]) -> list[Lever]:
    """A lever in each direction, as far as full marks, the bounds of its column and those of the user allow."""
    found: list[Lever] = []
    for way in () if lever.limit.fixed else (1, -1):
        reach = (_end(lever, bounds, far[way], way) - lever.now) * way
        if reach > 0:
            form = finely(lever.form, reach)
            step = lever.limit.step or (1.0 if form.counts else None)
            found.append(replace(lever, sign=way, reach=reach, form=form, step=step))
    return found


def _end(lever: Lever, bounds: Bounds, far: float, way: int) -> float:
    given = lever.limit.highest if way == 1 else lever.limit.lowest
    known = bounds.high if way == 1 else bounds.low
    if lever.form.counts:  # 10.5 is reached by 11 alone
        far = lever.form.rounded(far, way)
    ends = [far if given is None else given]
    if known is not None and abs(known) < LARGEST:
        if bounds.strict_low and way == -1:
            known += 10.0**-lever.form.decimals
        ends.append(known)
    return min(ends, key=lambda end: way * end)


def reaching(rescoring: Rescoring, drafts: Sequence[Draft], through: Sequence[Node]) -> list[Lever]:
    """The levers in the direction that raises the index, as far as they go.

    Args:
        rescoring: the unit as it is.
        drafts: its levers.
        through: the nodes above them that are aggregated to make the index.
    """
    then = [rule for node in through for rule in node.then]
    learned_above = rescoring.is_fitted_here() and any(rule.needs_fit for rule in then)
    alone = _Reach(rescoring, learned_above)
    drafts = [
        Draft(lever, [way for way in map(alone.admitted, ways) if way.reach > 0]) for lever, ways in drafts
    ]
    levers = [alone.of(draft) for draft in drafts]
    are_cut = [_is_cut(lever, draft) for lever, draft in zip(levers, drafts, strict=True)]
    if is_sum_of(levers, through) or not any(are_cut):
        return levers
    company = [lever for draft in drafts if (lever := alone.farthest(draft)) is not None]
    together = _Reach(replace(rescoring, company=company), learned_above)
    found = [
        _farther(lever, together.of(draft)) if is_cut else lever
        for draft, lever, is_cut in zip(drafts, levers, are_cut, strict=True)
    ]
    if _height(rescoring, found) < _height(rescoring, company) - _TELLING:
        # Each was cut where the others go as far as they can, and now none does.
        uncut = {(lever.kind, lever.column): lever for lever in company}
        found = [
            lever if lever.kind == "text" else _farther(lever, uncut.get((lever.kind, lever.column), lever))
            for lever in found
        ]
    return found


def _height(rescoring: Rescoring, levers: Sequence[Lever]) -> float:
    """How high the index stands with levers as far as they go; infinitely low where that is not admitted."""
    try:
        return float(rescoring.heights(levers, np.array([[lever.reach for lever in levers]]))[0])
    except InvalidData:
        return -math.inf


def _is_cut(lever: Lever, draft: Draft) -> bool:
    """Whether a lever goes less far by itself than it may."""
    return any(lever.reach < way.reach for way in draft.ways if not lever.reach or way.sign == lever.sign)


def _farther(alone: Lever, together: Lever) -> Lever:
    """The one of two that goes farther, unless that leads away from where the lever raises the index by itself."""
    is_away = alone.reach > 0 and together.sign != alone.sign
    if together.reach <= alone.reach or is_away:
        return alone
    return replace(together, alone=alone.alone or alone.reach or None)


@dataclass(frozen=True)
class _Reach:
    """How far levers go, alone or in the company of others."""

    rescoring: Rescoring
    learned_above: bool
    """Whether a rule above the indicators learned from the units: a trial goes by what it learned before, and where it gives
    no more moves with the unit."""

    def of(self, draft: Draft) -> Lever:
        """A lever in the direction that raises the index, as far as that brings anything."""
        best, most = draft.lever, _TELLING
        for way in draft.ways:
            try:
                moved = self._rising(way) if way.kind == "text" else self._within(way)
                low, high = self._heights(moved, np.array([0.0, moved.reach])).tolist()
            except InvalidData:  # on this way the index is undefined somewhere
                continue
            if moved.reach > 0 and high - low > most:
                best, most = moved, high - low
        return best

    def farthest(self, draft: Draft) -> Lever | None:
        """A lever where it is best for the index, or as far as that tells nothing, best in its own nodes."""
        found: list[tuple[float, float, Lever]] = []
        for way in draft.ways:
            try:
                trials = self.rescoring.alone([way], 0, _ends(way))
            except InvalidData:
                continue
            now, *heights = trials[""].tolist()
            own = np.add.reduce([trials[code] for code in way.nodes]) * self.rescoring.sign
            gains = [gain if abs(gain := height - now) > _TELLING else 0.0 for height in heights]
            places = zip(gains, (own[1:] - own[0]).tolist(), _ends(way)[1:].tolist(), strict=True)
            found += [(gain, better, replace(way, reach=x)) for gain, better, x in places]
        best = max(found, key=lambda one: one[:2], default=None)
        return None if best is None or best[:2] <= (0.0, 0.0) else best[2]

    def _heights(self, lever: Lever, x: Values) -> Values:
        """The height of the index with a lever at some distances."""
        return self.rescoring.alone([lever], 0, x)[""]

    def _within(self, lever: Lever) -> Lever:
        """The lever with its reach held at what the edition admits, and cut where going on brings no more; of what is learned, less."""
        lever = self.admitted(lever)
        if lever.reach <= 0:
            return lever
        points = np.sort(np.append(np.linspace(0.0, lever.reach, _GRID + 1), lever.reach * (1 - 1e-7)))
        heights = self._heights(lever, lever.snapped(points))
        best = float(heights.max())
        learned = [code for code in lever.nodes if self._has_learned(code)]
        tells = not self.learned_above and all(map(self._goes_by_ends, learned))
        if not tells or (learned and float(heights[-1]) >= best - _TELLING):
            return replace(lever, reach=float(lever.snapped(np.array([lever.reach]))[0]))
        at = int(np.argmax(heights >= best))
        x = float(points[at])
        if 0 < at < len(points) - 1:
            x = self._first_best(lever, float(points[at - 1]), x, best)
        return replace(lever, reach=float(lever.snapped(np.array([x]))[0]))

    def _has_learned(self, code: str) -> bool:
        """Whether the rule of a node learned from the units, so that where it gives no more moves with the unit."""
        node = self.rescoring.card.methodology.nodes.get(code)
        if node is None or node.rule is None:
            return False
        return any(rule.needs_fit for rule in (node.rule, *node.then)) and self.rescoring.is_fitted_here()

    def _goes_by_ends(self, code: str) -> bool:
        """Whether what the rule of a node learned are the ends of a column alone, so that a trial tells where it gives less."""
        node = self.rescoring.card.methodology.nodes[code]
        return node.rule is not None and all(rule.asks_for_ends for rule in (node.rule, *node.then))

    def _first_best(self, lever: Lever, low: float, high: float, best: float) -> float:
        """The least distance between two at which a height is reached, as a number that can be written."""
        for _ in range(_ROUNDS):
            points = np.linspace(low, high, _GRID + 1)
            heights = self._heights(lever, lever.snapped(points))
            at = max(int(np.argmax(heights >= best)), 1)
            low, high = float(points[at - 1]), float(points[at])
        return high if lever.whole else self.rescoring.neat(lever, high, best, lever.reach)

    def admitted(self, lever: Lever) -> Lever:
        """The lever as far as the edition admits it, in whole steps; all answers of a text are admitted."""
        if lever.kind == "text":
            return lever
        lever = replace(lever, reach=float(lever.snapped(np.array([lever.reach]))[0]))
        if self.rescoring.is_admitted(lever, lever.reach):
            return lever
        low, high = 0.0, lever.reach
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if self.rescoring.is_admitted(lever, middle) else (low, middle)
        inner = (lever.form.rounded(lever.now + lever.sign * low, -lever.sign) - lever.now) * lever.sign
        if not self.rescoring.is_admitted(lever, inner):
            inner -= 10.0**-lever.form.decimals
        return replace(lever, reach=max(inner, 0.0))

    def _rising(self, lever: Lever) -> Lever:
        """A column of texts with the answers that are better than the present one, from the next to the best."""
        heights = self._heights(lever, _ends(lever)).tolist()
        better: dict[float, PossibleText] = {}
        for answer, height in zip(lever.answers, heights, strict=True):
            if height > heights[0]:
                better.setdefault(height, answer)
        rising = tuple(better[height] for height in sorted(better))
        return replace(lever, answers=(lever.answers[0], *rising), reach=float(len(rising)))


def _ends(lever: Lever) -> Values:
    """Where a lever stands and where it may end: a number at its reach, a text at any answer."""
    return (
        np.arange(len(lever.answers), dtype=float) if lever.kind == "text" else np.array([0.0, lever.reach])
    )
