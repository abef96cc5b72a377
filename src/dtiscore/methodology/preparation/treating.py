"""Treat: outliers that would stretch a scale are drawn in, and what was changed is told."""

from __future__ import annotations

import math
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.arithmetic import box_cox, each, kurtosis, present, quantile, skewness
from dtiscore.methodology.base import Values
from dtiscore.methodology.preparation.base import ColumnStep, Settings

HANDBOOK = "OECD/JRC Handbook (2008), step 4: Multivariate analysis; JRC COIN Tool: skewness and kurtosis"

FallBack = Literal["none", "log", "box-cox"]


class Winsorise(ColumnStep):
    """Draw in the most extreme values, one after the other, until the column is no longer skewed and peaked.

    A column is left alone when its absolute skewness is below ``skewness`` or its kurtosis below ``kurtosis`` (both as
    samples estimate them). Otherwise the highest value (the lowest, when the column is skewed to the left) takes the
    next one's place, ties together, up to ``max_points`` times. If that does not help, ``fall_back`` transforms the
    *original* values: ln(x - min + 0.01 (max - min)), or Box-Cox with ``power`` on x - min + 1.
    """

    source: ClassVar[str] = HANDBOOK
    step: Literal["winsorise"] = "winsorise"
    max_points: int = Field(default=5, ge=0)
    skewness: float = Field(default=2.0, gt=0)
    kurtosis: float = Field(default=3.5, gt=0)
    fall_back: FallBack = "log"
    power: float = 0.5

    def fit(self, values: Values, groups: tuple[str | None, ...]) -> Settings:
        known = sorted(present(values))
        if self._passes(known):
            return {}
        low, high = known[0], known[-1]
        drawn = known
        points = 0
        while points < self.max_points and not self._passes(drawn) and low < high:
            if skewness(drawn) >= 0:
                high = max(value for value in drawn if value < high)
            else:
                low = min(value for value in drawn if value > low)
            drawn = [min(max(value, low), high) for value in known]
            points += 1
        if self._passes(drawn) or self.fall_back == "none":
            return {
                "low": low,
                "high": high,
                "points": float(sum(a != b for a, b in zip(known, drawn, strict=True))),
            }
        return {"transform": self.fall_back, "min": known[0], "max": known[-1]}

    def _passes(self, known: list[float]) -> bool:
        """Whether a column needs no treatment: few or constant values cannot be judged and pass."""
        if len(known) < 4 or known[0] == known[-1]:
            return True
        return abs(skewness(known)) < self.skewness or kurtosis(known) < self.kurtosis

    def apply(self, values: Values, groups: tuple[str | None, ...], settings: Settings) -> Values:
        if "low" in settings:
            return np.minimum(np.maximum(values, settings["low"]), settings["high"])
        if "transform" not in settings:
            return values
        low, high = float(settings["min"]), float(settings["max"])  # type: ignore[arg-type]  # numbers, as fitted
        if settings["transform"] == "log":
            return each(lambda value: math.log(value - low + 0.01 * (high - low)), values)
        return box_cox(values - low + 1.0, self.power)


class ClipPercentiles(ColumnStep):
    """Hold every value between two percentiles of the column (linear interpolation, R type 7)."""

    source: ClassVar[str] = HANDBOOK
    step: Literal["clip-percentiles"] = "clip-percentiles"
    low: float = Field(default=0.0, ge=0, le=100)
    high: float = Field(default=100.0, ge=0, le=100)

    @model_validator(mode="after")
    def _apart(self) -> ClipPercentiles:
        if not self.low < self.high:
            raise ValueError("low must be below high; both are percentiles from 0 to 100")
        return self

    def fit(self, values: Values, groups: tuple[str | None, ...]) -> Settings:
        known = sorted(present(values))
        if not known:
            return {}
        low, high = (quantile(known, round(percent * 1000), 100_000) for percent in (self.low, self.high))
        return {"low": low, "high": high}

    def apply(self, values: Values, groups: tuple[str | None, ...], settings: Settings) -> Values:
        return np.minimum(np.maximum(values, settings["low"]), settings["high"]) if settings else values
