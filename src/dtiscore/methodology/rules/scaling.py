"""Rules that scale a number between two ends: goalposts, min-max over the units, each after a transform if asked."""

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.base import Values
from dtiscore.methodology.rules.base import Direction, Fitted, Line, RuleFault, ZeroRange, by_direction
from dtiscore.methodology.rules.summary import Summary
from dtiscore.methodology.rules.transforms import ANOTHER_GOALPOST, TransformingRule
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

HANDBOOK = "OECD/JRC Handbook (2008), step 5: Normalisation of data"


class RangedRule(TransformingRule):
    """A rule that maps onto a range: shares 0 to 1 of the node's scale, or a range of scores of its own."""

    makes_anew = True
    direction: Direction = "up"
    """Whether more is better (up) or less (down), in the indicator's own units."""
    range: tuple[float, float] | None = None
    """The scores of the worst and the best value; without it the rule gives a share of the node's scale."""

    @property
    def output(self) -> Literal["share", "score"]:
        return "share" if self.range is None else "score"

    def between(self, values: Values, low: float, high: float) -> Values:
        """Where the values lie between low (0) and high (1), turned round when less is better, on the range."""
        share: Values = high - values if self.direction == "down" else values - low
        share /= high - low
        return share

    def line_between(self, low: float, high: float) -> Line:
        """The line that :meth:`between` and :meth:`ranged` draw."""
        if not low < high:
            return Line(0.0, 0.0)
        worst, best = self.range or (0.0, 1.0)
        slope = abs(best - worst) / (high - low)
        return Line(slope, max(slope * max(abs(low), abs(high)), abs(worst)))

    def ranged(self, share: Values) -> Values:
        """The share on the rule's own range of scores."""
        if self.range is None:
            return share
        worst, best = self.range
        result: Values = share * (best - worst) + worst
        return result


class Goalposts(RangedRule):
    """Fixed goalposts: ``low`` and ``high`` of the raw value map to the ends of the scale.

    ``clip`` holds values beyond a goalpost at the end of the scale: both ends (true), none (false), or only the
    ``low`` or the ``high`` one. The transform applies to the goalposts as well.
    """

    equation = by_direction("(x - low) / (high - low)", "(high - x) / (high - low)")
    source = f"{HANDBOOK}, with fixed minimum and maximum; UNDP HDR technical note 1"
    kind: Literal["goalposts"] = "goalposts"
    low: float
    """The value at the low end of the scale."""
    high: float
    """The value at the high end of the scale."""
    clip: bool | Literal["low", "high"] = True
    """Whether values beyond a goalpost are held at the end of the scale: at both, none, or the low or high one alone."""

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if not self.low < self.high:
            raise Unfit(
                said("low must be below high"),
                said("for an indicator where less is better write direction: down"),
            )
        if not self.bounds("", None).admits(self.low):
            raise Unfit(
                said(
                    "the transform {transform} is not defined at low = {low}",
                    transform=self.transform,
                    low=self.low,
                ),
                ANOTHER_GOALPOST,
            )
        if not self.fits_power and not self._distinct({}):
            raise Unfit(
                said(
                    "after the transform {transform} low and high are no two finite numbers",
                    transform=self.transform,
                ),
                ANOTHER_GOALPOST,
            )
        return self

    @property
    def capped(self) -> bool:
        return self.clip is True or self.clip == ("high" if self.direction == "up" else "low")

    @property
    def flat_beyond(self) -> tuple[float, float]:
        low = self.low if self.clip in (True, "low") else -math.inf
        return low, self.high if self.clip in (True, "high") else math.inf

    def after_transform(self, figures: Mapping[str, float], fitted: Fitted) -> dict[str, float]:
        return super().after_transform({**figures, "low": self.low, "high": self.high}, fitted)

    def _ends(self, fitted: Fitted) -> tuple[float, float]:
        low, high = self.transformed(np.array([self.low, self.high]), fitted).tolist()
        return low, high

    def _distinct(self, fitted: Fitted) -> bool:
        low, high = self._ends(fitted)
        return low < high and math.isfinite(high - low)  # also where the distance alone is beyond a float

    def fit_with(self, summary: Summary, power: Mapping[str, float]) -> Fitted | ZeroRange:
        if not self._distinct(power):
            message = said(
                "Box-Cox with the power {power:g} leaves no distance between low and high",
                power=power["power"],
            )
            raise RuleFault("no-power", message, said("give the power in the rule, or write transform: log"))
        return power

    def line(self, fitted: Fitted) -> Line:
        return self.line_between(*self._ends(fitted))

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        low, high = self._ends(fitted)
        values = self.transformed(inputs[0], fitted)
        if self.clip in (True, "low"):
            values = np.maximum(values, low)
        if self.clip in (True, "high"):
            values = np.minimum(values, high)
        return self.ranged(self.between(values, low, high))


class FrameRangeRule(RangedRule):
    """A rule over the range of the values in the frame: the worst unit gets 0, the best 1.

    When all units hold the same value the range is zero: an error, unless ``zero_range`` names the share that
    all of them get.
    """

    knows_equals = True
    zero_range: Literal["error"] | Annotated[float, Field(ge=0, le=1)] = "error"
    """The share, from 0 to 1, that all units get where they hold the same value; an error unless given."""

    @property
    def fit_compares(self) -> bool:
        return True

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def capped(self) -> bool:
        return True

    @property
    def capped_by_frame(self) -> bool:
        return True

    def fit_with(self, summary: Summary, power: Mapping[str, float]) -> Fitted | ZeroRange:
        low = high = summary.low
        if not summary.is_one_value:
            low, high = self.known(summary.ends, power)  # a transform keeps the order of the values
        if low == high and self.zero_range == "error":
            return ZeroRange(summary.low)
        return {**power, "min": low, "max": high}

    def line(self, fitted: Fitted) -> Line:
        return self.line_between(fitted["min"], fitted["max"])

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        low, high = fitted["min"], fitted["max"]
        if low == high and isinstance(self.zero_range, float):
            return self.ranged(np.where(np.isnan(inputs[0]), np.nan, self.zero_range))
        return self.ranged(self.share(self.transformed(inputs[0], fitted), low, high))

    def share(self, values: Values, low: float, high: float) -> Values:
        """The share of transformed values, given the range of the frame."""
        return self.between(values, low, high)


class MinMax(FrameRangeRule):
    """Min-max over the units of the frame: the worst unit gets 0, the best 1.

    When all units hold the same value the range is zero: an error, unless ``zero_range`` names the share that
    all of them get.
    """

    equation = by_direction("(x - min) / (max - min)", "(max - x) / (max - min)")
    source = f"{HANDBOOK}, min-max"
    kind: Literal["min-max"] = "min-max"
