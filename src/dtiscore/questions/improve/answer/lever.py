"""A lever: one cell of a unit that can be changed for the better, how far, in which steps, and at what effort."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from dtiscore.arguments import checked_fields
from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.questions.improve.answer.wording import NumberForm
from dtiscore.said import said

_SAME = 1e-9
"""Within which part of a step a distance counts as that many whole steps."""
_NOTHING = 1e-280
"""What no number of a table is as small as, unless it is 0: to its twelve digits nothing could be rounded."""


@checked_fields
@dataclass(frozen=True, slots=True)
class Limit:
    """What is known of one column beyond the edition: how far it can go, what it costs, whether it can be moved."""

    lowest: float | None = None
    highest: float | None = None
    cost_per_point: float | None = None
    """Effort for one point won in the indicator's own score; 1 unless given."""
    cost_per_unit: float | None = None
    """Effort for one unit of the raw value, instead of one per point."""
    step: float | None = None
    """The value moves in multiples of this, counted from what it is now."""
    fixed: bool = False
    """The column cannot be moved."""

    def __post_init__(self) -> None:
        """Raise ``UsageFault`` where nothing can be within the bounds, or a step or a cost is none."""
        if self.step is not None and not self.step > 0:
            raise UsageFault(said("a step is {step:g}, and must be above 0", step=self.step))
        for cost in (self.cost_per_point, self.cost_per_unit):
            if cost is not None and not cost >= 0:
                raise UsageFault(said("a cost is {cost:g}, and must be 0 or more", cost=cost))
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            message = said(
                "lowest {lowest:g} is above highest {highest:g}", lowest=self.lowest, highest=self.highest
            )
            raise UsageFault(message, said("exchange them"))


@dataclass(frozen=True, slots=True)
class PossibleText:
    """One answer of a column of texts."""

    text: str
    earned: Mapping[str, float]
    """What the text earns in each node that reads the column, by code."""


@dataclass(frozen=True, eq=False)
class Lever:
    """One cell of a unit, with the way it can go. ``x`` is the distance from what it is now, never negative."""

    column: str
    """The heading by which the edition calls it; the code of the node for a score that the table brings."""
    heading: str
    """The heading in the file."""
    nodes: tuple[str, ...]
    """The codes of the nodes whose score it makes."""
    kind: Literal["number", "score", "text"]
    now: float
    """The number, or for a text what it earns in the first node."""
    sign: int
    """1 where more is better, -1 where less is."""
    reach: float
    """How far it can go: to full marks, to a bound, or to the best value of any unit; 0 where there is no room."""
    form: NumberForm
    limit: Limit = Limit()
    step: float | None = None
    alone: float | None = None
    """The distance at which it brings most by itself; ``None`` where going as far as it can brings no less."""
    answers: tuple[PossibleText, ...] = ()
    """For a text the answer that it is now and then the better ones, from the next one to the best."""

    @property
    def whole(self) -> bool:
        """Whether it moves in steps."""
        return self.kind == "text" or self.step is not None

    @property
    def size(self) -> float:
        """The size of a step, 0 where it moves freely."""
        return 1.0 if self.kind == "text" else self.step or 0.0

    def snapped(self, x: Values) -> Values:
        """The distances in whole steps, taken up to the next one, within reach."""
        if not self.whole:
            return np.minimum(x, self.reach)
        most = math.floor(self.reach / self.size + _SAME)
        steps: Values = np.clip(np.ceil(x / self.size - _SAME), 0, most) * self.size
        return steps

    def in_whole_steps(self, end: float, way: int) -> float:
        """The value to which the steps that the user gives lead, at or just beyond another one: 12 is passed by 5, 10 and 15."""
        distance, step = (end - self.now) * way, self.limit.step
        if step is None or distance <= 0:
            return end
        return self.now + way * math.ceil(distance / step - _SAME) * step

    @property
    def digit(self) -> float:
        """The last decimal with which a number of the lever is written."""
        return 10.0**-self.form.decimals

    def written(self, x: float) -> float:
        """The distance of the nearest number that can be written, at or just beyond another distance, within reach."""
        value = self.form.rounded(self.value(x), self.sign)
        return min((value - self.now) * self.sign, self.reach)

    def written_within(self, x: float) -> float:
        """The distance of the nearest number that can be written, at or just short of another distance."""
        return (self.form.rounded(self.value(x), -self.sign) - self.now) * self.sign

    def less(self, x: float, most: int) -> list[float]:
        """The distances with one last digit or step less than another one, with two less and so on, at most so many, down to 0."""
        if self.whole:
            steps = round(x / self.size)
            return [left * self.size for left in range(steps - 1, max(steps - most, 0) - 1, -1)]
        found: list[float] = []
        while x and len(found) < most:
            value = self.form.rounded(self.value(x) - self.sign * self.digit, 0)
            x = max((value - self.now) * self.sign, 0.0)
            found.append(x)
        return found

    def grid(self) -> Values:
        """The distances of a lever that moves in steps, 0 aside."""
        most = math.floor(self.reach / self.size + _SAME)
        return np.array([step * self.size for step in range(1, most + 1)])

    @cached_property
    def _digits(self) -> int | None:
        """The decimals down to which a number is not noise of the arithmetic; ``None`` where nothing tells how large it is.

        That is so of a 0 of which it is not known yet how far it goes.
        """
        size = max(abs(self.now), self.reach)
        return 12 - math.ceil(math.log10(size)) if size > _NOTHING else None

    def value(self, x: float) -> float:
        """The number at a distance; of a text the position among its answers."""
        return float(self.values(np.array([x]))[0])

    def values(self, x: Values) -> Values:
        """The numbers at some distances."""
        if self.kind == "text":
            return x
        moved = self.now + self.sign * x
        return np.where(x == 0, self.now, moved if self._digits is None else np.round(moved, self._digits))

    def text(self, x: float) -> str:
        """The cell as the file writes it."""
        if self.kind == "text":
            return self.answers[round(x)].text
        return self.form.written(self.value(x))
