"""Goalposts of which at least one is learned from the units: a percentile, or the mean of the most extreme of them."""

import math
from collections.abc import Sequence
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.arithmetic import mean, percentile, present
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import equal
from dtiscore.methodology.rules.base import Fitted, Line, RuleFault, ZeroRange, by_direction
from dtiscore.methodology.rules.scaling import HANDBOOK, RangedRule
from dtiscore.methodology.rules.summary import WholeSummary
from dtiscore.methodology.rules.transforms import ANOTHER_GOALPOST
from dtiscore.methodology.unfit import Unfit, require_percentiles
from dtiscore.said import said


class FrameGoalposts(RangedRule):
    """Goalposts of which at least one is learned from the units of the frame; the other may be a fixed target.

    Each end is one of three: a number (``low``, ``high``), a percentile of the values (``low_percentile``,
    ``high_percentile``, linear interpolation, R type 7; 0 is the lowest value, 100 the highest), or the mean of so many
    of the lowest or highest values (``low_mean_of``, ``high_mean_of``). Low and high are those of the raw value, so
    that the worst end of an indicator where less is better is the high one. Figures are taken before the transform.
    ``clip`` holds values beyond a goalpost at the end of the scale, as in ``goalposts``: nothing is done to the value
    itself.
    """

    equation = by_direction("(x - low) / (high - low)", "(high - x) / (high - low)")
    source = (
        f"{HANDBOOK}, min-max with outliers left out and distance to a target; Sustainable Development Report, "
        "methodology: from the 2.5th percentile to a target or the mean of the five best"
    )
    kind: Literal["frame-goalposts"] = "frame-goalposts"
    low: float | None = None
    """The low goalpost as a number."""
    low_percentile: float | None = Field(default=None, ge=0, le=100)
    """The low goalpost as a percentile of the values."""
    low_mean_of: int | None = Field(default=None, ge=1)
    """The low goalpost as the mean of so many of the lowest values."""
    high: float | None = None
    """The high goalpost as a number."""
    high_percentile: float | None = Field(default=None, ge=0, le=100)
    """The high goalpost as a percentile of the values."""
    high_mean_of: int | None = Field(default=None, ge=1)
    """The high goalpost as the mean of so many of the highest values."""
    clip: bool | Literal["low", "high"] = True
    """Whether values beyond a goalpost are held at the end of the scale: at both, none, or the low or high one alone."""

    @model_validator(mode="after")
    def _two_ends(self) -> Self:
        for side in ("low", "high"):
            ways = [getattr(self, name) for name in (side, f"{side}_percentile", f"{side}_mean_of")]
            if sum(way is not None for way in ways) != 1:
                message = said(
                    "one of {side}, {side}_percentile and {side}_mean_of says where the {side} goalpost stands",
                    side=side,
                )
                raise Unfit(message, said("write exactly one"))
        if self.low is not None and self.high is not None:
            raise Unfit(
                said("low and high are both numbers, and nothing is learned"), said("write kind: goalposts")
            )
        if None not in (self.low_percentile, self.high_percentile) and not self._percentiles_apart:
            raise Unfit(
                said("low_percentile must be below high_percentile"),
                said("for an indicator where less is better write direction: down"),
            )
        require_percentiles(self.high_percentile or 0.0)
        for name, end in (("low", self.low), ("high", self.high)):
            if end is not None and not self.bounds("", None).admits(end):
                raise Unfit(
                    said(
                        "the transform {transform} is not defined at {name} = {end}",
                        transform=self.transform,
                        name=name,
                        end=end,
                    ),
                    ANOTHER_GOALPOST,
                )
        return self

    @property
    def _percentiles_apart(self) -> bool:
        return (self.low_percentile or 0.0) < (self.high_percentile or 0.0)

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def needs_all_units(self) -> bool:
        return True

    @property
    def capped(self) -> bool:
        return self.clip is True or self.clip == ("high" if self.direction == "up" else "low")

    @property
    def fit_compares(self) -> bool:
        return True

    def fit(
        self, values: Values, units: Sequence[str] = (), distances: Values | None = None
    ) -> Fitted | ZeroRange:
        known = sorted(present(values))
        for count in (self.low_mean_of, self.high_mean_of):
            if count is not None and count > len(known):
                message = said(
                    "it takes the mean of {n} units, and {known} have a value",
                    n=count,
                    known=len(known),
                )
                raise RuleFault("too-few-units", message, said("take fewer in the rule, or a percentile"))
        low = self._end(self.low, self.low_percentile, known[: self.low_mean_of], known)
        high = self._end(self.high, self.high_percentile, known[::-1][: self.high_mean_of], known)
        learned = self.low is None and self.high is None
        if WholeSummary(values, distances=distances).is_one_value and (learned or equal(low, high)):
            fix = said("weight 0, or a number for one of the goalposts, says what then")
            raise RuleFault("zero-range", said("every unit has {value:.15g}", value=known[0]), fix)
        if not low < high or equal(low, high):
            message = said(
                "its goalposts are {low:.15g} (low) and {high:.15g} (high): no way leads from one to the other",
                low=low,
                high=high,
            )
            fix = said(
                "correct the number or the direction: low is the lower end of the raw value, not the worse one"
            )
            raise RuleFault("goalposts-not-apart", message, fix)
        power = self.fitted_power(values)
        ends = self.transformed(np.array([low, high]), power).tolist()
        if not (ends[0] < ends[1] and math.isfinite(ends[1] - ends[0])):
            message = said(
                "after the transform {transform} its goalposts are no two finite numbers",
                transform=self.transform,
            )
            raise RuleFault("goalposts-not-apart", message, said("choose another transform, or none"))
        return {**power, "low": ends[0], "high": ends[1]}

    @staticmethod
    def _end(number: float | None, percent: float | None, extreme: list[float], known: list[float]) -> float:
        """One goalpost in the units of the raw value: the number, the percentile, or the mean of the extreme values."""
        if number is not None:
            return number
        if percent is not None:
            return percentile(known, percent)
        return mean(extreme)

    def line(self, fitted: Fitted) -> Line:
        return self.line_between(fitted["low"], fitted["high"])

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        low, high = fitted["low"], fitted["high"]
        values = self.transformed(inputs[0], fitted)
        if self.clip in (True, "low"):
            values = np.maximum(values, low)
        if self.clip in (True, "high"):
            values = np.minimum(values, high)
        return self.ranged(self.between(values, low, high))
