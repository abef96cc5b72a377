"""Treat: outliers that would stretch a scale are drawn in, and what was changed is told."""

import math
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.arithmetic import (
    box_cox,
    each,
    kurtosis,
    kurtosis_of,
    percentile,
    present,
    skewness,
    skewness_of,
)
from dtiscore.methodology.base import Values
from dtiscore.methodology.preparation.base import ColumnStep, Settings
from dtiscore.methodology.unfit import Unfit, require_percentiles
from dtiscore.said import said

HANDBOOK = "OECD/JRC Handbook (2008), step 4: Multivariate analysis; JRC COIN Tool: skewness and kurtosis"

_FEW_DIGITS = 1e-3
"""More, by far, than sums that are not exact miss skewness and kurtosis by."""

FallBack = Literal["none", "log", "box-cox"]


class Winsorise(ColumnStep):
    """Draw in the most extreme values, one after the other, until the column is no longer skewed and peaked.

    A column is left alone when its absolute skewness is below ``skewness`` or its kurtosis below ``kurtosis`` (both as
    samples estimate them). Otherwise the highest value (the lowest, when the column is skewed to the left) takes the
    next one's place, ties together, up to ``max_points`` times, but never so far that all values would be the same. If
    that does not help, ``fall_back`` transforms the *original* values: ln(x - min + 0.01 (max - min)), or Box-Cox with
    ``power`` on x - min + 1. The logarithm and a power below 1 draw in the high end alone: a column that is skewed to the
    left they leave more skewed, and ``fall_back: none`` is better there. Values of other units are held at the limits, or
    at the least value before the transform.
    """

    source: ClassVar[str] = HANDBOOK
    ties: ClassVar[bool] = True
    step: Literal["winsorise"] = "winsorise"
    max_points: int = Field(default=5, ge=0)
    """How many times values of a column are drawn in at most; those that tie are drawn in together and count once."""
    skewness: float = Field(default=2.0, gt=0)
    """The absolute skewness below which a column is left alone."""
    kurtosis: float = Field(default=3.5, gt=0)
    """The kurtosis below which a column is left alone."""
    fall_back: FallBack = "log"
    """The transform of the original values where drawing in did not help."""
    power: float = 0.5
    """The power of Box-Cox, where that is the transform."""

    @model_validator(mode="after")
    def _power_fits(self) -> Self:
        if self.power != 0.5 and self.fall_back != "box-cox":
            raise Unfit(
                said("power means nothing beside fall_back: {transform}", transform=self.fall_back),
                said("write fall_back: box-cox, or take power out"),
            )
        return self

    def fit(self, values: Values, groups: tuple[str | None, ...]) -> Settings:
        known = np.sort(values) + 0.0
        if len(known) and np.isnan(known[-1]):  # what is missing stands last
            known = known[~np.isnan(known)]
        excess = self._excess(known)
        if excess is None:
            return {}
        low, high = least, most = float(known[0]), float(known[-1])
        drawn = known
        for _ in range(self.max_points):
            lower, higher = self._next_limits(drawn, excess)
            if lower == higher:
                break
            low, high = lower, higher
            drawn = np.minimum(np.maximum(known, low), high)
            excess = self._excess(drawn)
            if excess is None:
                break
        if excess is None or self.fall_back == "none":
            return {"low": low, "high": high, "points": float(np.count_nonzero(known != drawn))}
        return {"transform": self.fall_back, "min": least, "max": most}

    @staticmethod
    def _next_limits(drawn: Values, excess: float) -> tuple[float, float]:
        """The limits that draw in the longer tail of an ascending column of such skewness by one more value."""
        low, high = drawn[0], drawn[-1]
        if excess >= 0:
            return float(low), float(drawn[drawn < high][-1])
        return float(drawn[drawn > low][0]), float(high)

    def _excess(self, known: Values) -> float | None:
        """The skewness of an ascending column that needs treatment; ``None`` where it needs none.

        Few or constant values cannot be judged and pass.
        """
        if len(known) < 4 or known[0] == known[-1]:
            return None
        skewed, peaked = _nearly(known)
        if _is_far(abs(skewed), self.skewness) and _is_far(peaked, self.kurtosis):
            return None if abs(skewed) < self.skewness or peaked < self.kurtosis else skewed
        handy = _handy(known)
        skewed = skewness(handy)
        return None if abs(skewed) < self.skewness or kurtosis(handy) < self.kurtosis else skewed

    def apply(self, values: Values, groups: tuple[str | None, ...], settings: Settings) -> Values:
        if "low" in settings:
            return np.minimum(np.maximum(values, settings["low"]), settings["high"])
        if "transform" not in settings:
            return values
        low, high = float(settings["min"]), float(settings["max"])  # type: ignore[arg-type]  # numbers, as fitted
        above = np.maximum(values, low) - low
        if settings["transform"] == "log":
            return each(lambda value: math.log(value + 0.01 * (high - low)), above)
        return box_cox(above + 1.0, self.power)

    def sizes(self, sizes: Values, changed: Values, settings: Settings) -> Values:
        """Times the slope of the transform at the value; of a power, 1 is added to the value and taken away."""
        if "transform" not in settings:
            return sizes
        if settings["transform"] == "log":
            return sizes * np.exp(-changed)
        base = np.exp(changed) if self.power == 0 else np.power(self.power * changed + 1.0, 1.0 / self.power)
        result: Values = np.maximum(sizes, 1.0) * np.power(base, self.power - 1.0)
        return result


def _nearly(ascending: Values) -> tuple[float, float]:
    """Skewness and kurtosis of four or more values to a few digits, by sums that are not exact; NaN where even these are
    not sure, because all values lie near to each other and far from 0."""
    n, low, high = len(ascending), float(ascending[0]), float(ascending[-1])
    # Nor may a fourth power be too large or too small.
    if not max(1e-3 * max(abs(low), abs(high)), 1e-60) < high - low < 1e60:
        return math.nan, math.nan
    off = ascending - np.add.reduce(ascending) / n
    squares = off * off
    second, third, fourth = (
        float(part.dot(other)) / n for part, other in ((off, off), (squares, off), (squares, squares))
    )
    return skewness_of(n, second, third), kurtosis_of(n, second, fourth)


def _is_far(value: float, bound: float) -> bool:
    """Whether a value to a few digits lies so far from a bound that the exact one is on the same side."""
    return abs(value - bound) > _FEW_DIGITS * max(1.0, bound)


def _handy(ordered: Values) -> Values:
    """Ascending values in units of their range, to which moments are blind, so that no fourth power overflows.

    The unit is a power of two, which leaves every digit as it is.
    """
    handy: Values = np.ldexp(ordered, -math.frexp(ordered[-1] - ordered[0])[1])
    return handy


class ClipPercentiles(ColumnStep):
    """Hold every value between two percentiles of the column (linear interpolation, R type 7)."""

    source: ClassVar[str] = HANDBOOK
    step: Literal["clip-percentiles"] = "clip-percentiles"
    low: float = Field(default=0.0, ge=0, le=100)
    """The percentile below which values are drawn in."""
    high: float = Field(default=100.0, ge=0, le=100)
    """The percentile above which values are drawn in."""

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if not self.low < self.high:
            raise Unfit(
                said("low must be below high, both percentiles from 0 to 100"),
                said("exchange or correct them"),
            )
        require_percentiles(self.high)
        return self

    def fit(self, values: Values, groups: tuple[str | None, ...]) -> Settings:
        known = sorted(present(values))
        if not known:
            return {}
        return {"low": percentile(known, self.low), "high": percentile(known, self.high)}

    def apply(self, values: Values, groups: tuple[str | None, ...], settings: Settings) -> Values:
        return np.minimum(np.maximum(values, settings["low"]), settings["high"]) if settings else values
