"""Rules that measure the way from the worst unit of the frame to a target, to the best unit or to a named one."""

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.base import Values
from dtiscore.methodology.rules.base import Fitted, Line, RuleFault, ZeroRange, by_direction
from dtiscore.methodology.rules.scaling import HANDBOOK, FrameRangeRule, RangedRule
from dtiscore.methodology.rules.summary import Summary
from dtiscore.methodology.rules.transforms import ANOTHER_GOALPOST
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Said, said


class DistanceToMaximum(FrameRangeRule):
    """What is left of the range of the frame after the distance to the best unit is taken away.

    In value it is min-max, under the name that some methodologies give it.
    """

    equation = by_direction("1 - (max - x) / (max - min)", "1 - (x - min) / (max - min)")
    source = f"{HANDBOOK}, distance to a reference"
    kind: Literal["distance-to-maximum"] = "distance-to-maximum"

    def share(self, values: Values, low: float, high: float) -> Values:
        distance = values - low if self.direction == "down" else high - values
        result: Values = 1.0 - distance / (high - low)
        return result


class _DistanceRule(RangedRule):
    """The way from the worst unit of the frame (0) to a goal (1); ``cap`` holds what lies beyond it at 1."""

    goal: ClassVar[Said]
    """What the goal is called in messages."""
    fix: ClassVar[Said]
    """What to do about a goal that is none."""
    cap: bool = False
    """Whether what is better than the target earns no more than 1."""

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def capped(self) -> bool:
        return self.cap

    @abstractmethod
    def raw_goal(self, summary: Summary) -> float:
        """The goal in the units of the values; raises ``RuleFault`` where the frame does not have it."""

    def fit_with(self, summary: Summary, power: Mapping[str, float]) -> Fitted | ZeroRange:
        """The transformed worst value and the goal.

        Raises:
            RuleFault: the goal does not lie on the better side of the worst unit.
        """
        raw_goal = self.raw_goal(summary)
        low, high = self.known(summary.ends, power)  # a transform keeps the order of the values
        goal = float(self.transformed(np.array([raw_goal]), power)[0])
        down = self.direction == "down"
        worst = high if down else low
        if not (-math.inf < goal < worst if down else worst < goal < math.inf):
            side = said("below the highest value") if down else said("above the lowest value")
            message = said(
                "{goal}, {figure:.15g}, does not lie {side} of the units",
                goal=self.goal,
                figure=raw_goal,
                side=side,
            )
            raise RuleFault("goal-not-beyond-worst", message, self.fix)
        return {**power, "worst": worst, "goal": goal}

    def line(self, fitted: Fitted) -> Line:
        return self.line_between(*sorted((fitted["worst"], fitted["goal"])))

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        low, high = sorted((fitted["worst"], fitted["goal"]))
        share = self.between(self.transformed(inputs[0], fitted), low, high)
        return self.ranged(np.minimum(share, 1.0) if self.cap else share)


class DistanceToTarget(_DistanceRule):
    """The way from the worst unit of the frame to a ``target``: 0 for that unit, 1 at the target.

    Beyond the target it exceeds 1, unless ``cap`` holds it there. A target that the worst unit has reached already
    leaves nothing to measure and is an error. Where less is better, the target lies below.
    """

    equation = said(
        "{formula}; at most 1 with cap",
        formula=by_direction("(x - min) / (target - min)", "(max - x) / (max - target)"),
    )
    source = f"{HANDBOOK}, distance to a target"
    goal = said("the target")
    fix = said("correct the target, or the direction")
    kind: Literal["distance-to-target"] = "distance-to-target"
    target: float
    """The value that earns 1, in the indicator's own units."""

    @model_validator(mode="after")
    def _defined(self) -> Self:
        if not self.bounds("", None).admits(self.target):
            raise Unfit(
                said(
                    "the transform {transform} is not defined at target = {target}",
                    transform=self.transform,
                    target=self.target,
                ),
                ANOTHER_GOALPOST,
            )
        return self

    def raw_goal(self, summary: Summary) -> float:
        return self.target


class DistanceToUnit(_DistanceRule):
    """The way from the worst unit of the frame to a named ``unit``: 0 for the worst, 1 for that unit.

    What is better than the unit exceeds 1, unless ``cap`` holds it there. A unit that is not in the frame, has no
    value, or is itself the worst, is an error.
    """

    equation = said(
        "{formula}; at most 1 with cap",
        formula=by_direction(said("(x - min) / (reference - min)"), said("(max - x) / (max - reference)")),
    )
    source = f"{HANDBOOK}, distance to a reference country"
    goal = said("the value of the reference unit")
    fix = said("name another unit: this one is the worst itself")
    kind: Literal["distance-to-unit"] = "distance-to-unit"
    unit: str = Field(min_length=1)
    """The code of the unit that earns 1."""

    @property
    def named_unit(self) -> str | None:
        return self.unit

    def raw_goal(self, summary: Summary) -> float:
        return value_of_unit(self.unit, summary.values_of(self.unit))


def value_of_unit(unit: str, found: Sequence[float]) -> float:
    """The one value of a unit among those ``found`` in its rows of a frame.

    Raises:
        RuleFault: the frame has no such unit, has it several times, or it has no value.
    """
    if not found:
        message = said('the reference unit "{unit}" is not among the units of the frame', unit=unit)
        raise RuleFault(
            "no-reference-unit", message, said("add its row, or name the code of a unit that is ranked")
        )
    if len(found) > 1:
        message = said('the reference unit "{unit}" stands {n} times in the frame', unit=unit, n=len(found))
        raise RuleFault(
            "no-reference-unit", message, said("write frame: period, or the base period as the frame")
        )
    if found[0] != found[0]:
        message = said('the reference unit "{unit}" has no value', unit=unit)
        raise RuleFault("no-reference-unit", message, said("fill in its cell, or name another unit"))
    return float(found[0])
