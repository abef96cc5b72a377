"""Rules that hold a value against one figure of the frame: its maximum, sum, mean, median or worst value, or one unit's."""

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.arithmetic import present, quantile
from dtiscore.methodology.base import ExtendedModel, Values
from dtiscore.methodology.equality import equal, greatest_equal, least_equal
from dtiscore.methodology.rules.base import (
    Bounds,
    Direction,
    Fitted,
    Line,
    Rule,
    RuleFault,
    ZeroRange,
    by_direction,
)
from dtiscore.methodology.rules.distances import value_of_unit
from dtiscore.methodology.rules.scaling import HANDBOOK
from dtiscore.methodology.rules.summary import Summary
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import Said, said

_FIGURES = {
    "mean": said("the mean"),
    "median": said("the median"),
    "minimum": said("the minimum"),
    "maximum": said("the maximum"),
    "unit": said("the value of the reference unit"),
}
"""What messages call the figures of a frame, by their word in a weighting file."""


def positive(figure: float, called: Said, fix: Said, ends: Sequence[float] = ()) -> float:
    """The figure itself, if a proportion of it keeps the order of the units.

    ``ends``: the lowest and the highest value, where the figure is a mean of them, so that they may cancel in it.

    Raises:
        RuleFault: it equals 0 or is negative.
    """
    if equal(figure, 0.0, max(map(abs, ends), default=0.0)):
        figure = 0.0
    if figure <= 0:
        message = said(
            "{called} is {figure:.15g}, and a proportion of it would be undefined or turn the order round",
            called=called,
            figure=figure,
        )
        raise RuleFault("not-positive", message, fix)
    return figure


class FractionOfMaximum(Rule):
    """The value as a fraction of the best one in the frame.

    Where less is better, the lowest value as a fraction of this one: all values must then be above 0. Otherwise the
    maximum must be; values below 0 earn less than nothing.
    """

    equation = by_direction("x / max", "min / x")
    source = f"{HANDBOOK}, distance to the leader; scoring tables of ministries: ratio to the largest value"
    kind: Literal["fraction-of-maximum"] = "fraction-of-maximum"
    direction: Direction = "up"
    """Whether more is better (up) or less (down), in the indicator's own units."""

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def capped(self) -> bool:
        return True

    @property
    def capped_by_frame(self) -> bool:
        return True

    def bounds(self, column: str, top: float | None) -> Bounds:
        return Bounds(0.0, strict_low=True) if self.direction == "down" else Bounds()

    def fit_from(self, summary: Summary) -> Fitted | ZeroRange:
        if self.direction == "down":
            return {"min": positive(summary.low, said("the lowest value"), said("correct the cells"))}
        fix = said("use min-max, or direction: down if less is better and all values are above 0")
        return {"max": positive(summary.high, said("the highest value"), fix)}

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        share: Values = fitted["min"] / inputs[0] if self.direction == "down" else inputs[0] / fitted["max"]
        return share

    def line(self, fitted: Fitted) -> Line:
        return Line(0.0 if self.direction == "down" else 1.0 / fitted["max"], 0.0)

    def largest_term(self, inputs: Sequence[Values], sizes: Sequence[Values], fitted: Fitted) -> Values:
        if self.direction == "up":
            return super().largest_term(inputs, sizes, fitted)
        result: Values = fitted["min"] / inputs[0] ** 2 * sizes[0]
        return result


class ShareOfTotal(Rule):
    """The value as a share of the sum over the units of the frame, as in a market share.

    Values are not negative. If all are 0 there is nothing to share: an error.
    """

    equation = said("x / sum of x over the units")
    source = f"{HANDBOOK.split(',')[0]}, step 2: Data selection (shares)"
    kind: Literal["share-of-total"] = "share-of-total"

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def capped(self) -> bool:
        return True

    @property
    def capped_by_frame(self) -> bool:
        return True

    def bounds(self, column: str, top: float | None) -> Bounds:
        return Bounds(0.0)

    @property
    def moments(self) -> int:
        return 1

    def fit_from(self, summary: Summary) -> Fitted | ZeroRange:
        return {"sum": positive(summary.total, said("the sum over the units"), said("fill in the cells"))}

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        share: Values = inputs[0] / fitted["sum"]
        return share

    def line(self, fitted: Fitted) -> Line:
        return Line(1.0 / fitted["sum"], 0.0)


class RelativeTo(ExtendedModel, Rule):
    """The value relative to one figure of the frame: as a ratio to it, or as the relative difference from it.

    The figure is the mean, median, minimum or maximum of the frame, or the value of one of its units, such as that of
    the union in a table of its countries. It must be above 0. Where less is better, the ratio is the figure over the
    value, which must then be above 0 too, and the difference changes its sign.
    """

    later: ClassVar[frozenset[str]] = frozenset({"figure", "unit"})

    equation = by_direction(
        said("x / figure, or (x - figure) / figure"), said("figure / x, or (figure - x) / figure")
    )
    source = f"{HANDBOOK}, distance to a reference (Table 15)"
    kind: Literal["relative-to"] = "relative-to"
    figure: Literal["mean", "median", "minimum", "maximum"] | None = None
    """The figure of the frame that the value is held against; this or a unit is required."""
    unit: str | None = Field(default=None, min_length=1)
    """The code of the unit whose value it is held against."""
    form: Literal["ratio", "difference"] = "ratio"
    """Whether it is divided by the figure, or their difference is."""
    direction: Direction = "up"
    """Whether more is better (up) or less (down), in the indicator's own units."""

    @model_validator(mode="after")
    def _is_held_against_one(self) -> Self:
        if (self.figure is None) == (self.unit is None):
            raise Unfit(
                said("the value is held against one figure of the frame, or against one unit"),
                said("write figure or unit, and not both"),
            )
        return self

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def named_unit(self) -> str | None:
        return self.unit

    @property
    def needs_all_units(self) -> bool:
        return self.figure == "median"

    def bounds(self, column: str, top: float | None) -> Bounds:
        return Bounds(0.0, strict_low=True) if self._inverse else Bounds()

    @property
    def moments(self) -> int:
        return 1 if self.figure == "mean" else 0

    def fit(
        self, values: Values, units: Sequence[str] = (), distances: Values | None = None
    ) -> Fitted | ZeroRange:
        if self.figure == "median":
            return self._fitted(quantile(sorted(present(values)), 1, 2))
        return super().fit(values, units, distances)

    def fit_from(self, summary: Summary) -> Fitted | ZeroRange:
        if self.unit is not None:
            return self._fitted(value_of_unit(self.unit, summary.values_of(self.unit)))
        if self.figure == "mean":
            return self._fitted(summary.mean, summary.ends.tolist())
        return self._fitted(summary.low if self.figure == "minimum" else summary.high)

    def _fitted(self, figure: float, ends: Sequence[float] = ()) -> Fitted:
        fix = said("name another figure, or use min-max or z-score")
        return {self._against: positive(figure, _FIGURES[self._against], fix, ends)}

    @property
    def _against(self) -> str:
        return self.figure or "unit"

    @property
    def _inverse(self) -> bool:
        """Whether the value is what is divided by."""
        return self.direction == "down" and self.form == "ratio"

    def line(self, fitted: Fitted) -> Line:
        return Line(0.0 if self._inverse else 1.0 / fitted[self._against], float(self.form == "difference"))

    def largest_term(self, inputs: Sequence[Values], sizes: Sequence[Values], fitted: Fitted) -> Values:
        if not self._inverse:
            return super().largest_term(inputs, sizes, fitted)
        result: Values = fitted[self._against] / inputs[0] ** 2 * sizes[0]
        return result

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        values, figure = inputs[0], fitted[self._against]
        result: Values
        if self.form == "ratio":
            result = figure / values if self.direction == "down" else values / figure
        else:
            result = (figure - values if self.direction == "down" else values - figure) / figure
        return result


class AboveMean(Rule):
    """1 for a value clearly above the mean of the frame, -1 for one clearly below, 0 for one around it.

    Clearly means by more than ``threshold``, a share of the mean, which must be above 0. Where less is better, the
    signs are exchanged.
    """

    gives = "score"
    equation = said(
        "1 if x > (1 + p) mean, -1 if x < (1 - p) mean (the other way round when less is better), else 0, with p the threshold"
    )
    source = f"{HANDBOOK}, indicators above or below the mean (Table 15: threshold 0.2)"
    kind: Literal["above-mean"] = "above-mean"
    threshold: float = Field(default=0.2, ge=0)
    """By which share of the mean a value must lie above or below it."""
    direction: Direction = "up"
    """Whether more is better (up) or less (down), in the indicator's own units."""

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def moments(self) -> int:
        return 1

    def fit_from(self, summary: Summary) -> Fitted | ZeroRange:
        fix = said("use categorical or z-score, which need no positive mean")
        return {"mean": positive(summary.mean, said("the mean"), fix, summary.ends.tolist())}

    @property
    def compares(self) -> bool:
        return True

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        return self._sides(inputs[0], None, fitted)

    def apply_within(self, inputs: Sequence[Values], distances: Sequence[Values], fitted: Fitted) -> Values:
        return self._sides(inputs[0], distances[0], fitted)

    def _sides(self, values: Values, distances: Values | None, fitted: Fitted) -> Values:
        centre = fitted["mean"]
        above = (least_equal(values, distances) > (1.0 + self.threshold) * centre).astype(np.float64)
        below = (greatest_equal(values, distances) < (1.0 - self.threshold) * centre).astype(np.float64)
        sign = -1.0 if self.direction == "down" else 1.0
        return np.where(np.isnan(values), np.nan, sign * (above - below) + 0.0)
