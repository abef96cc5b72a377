"""The rule that counts in standard deviations: z-scores, after a transform if asked."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from dtiscore.methodology.base import ExtendedModel, Values
from dtiscore.methodology.rules.base import Direction, Fitted, Line, ZeroRange
from dtiscore.methodology.rules.scaling import HANDBOOK
from dtiscore.methodology.rules.summary import Summary
from dtiscore.methodology.rules.transforms import TransformingRule
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said


class ZScore(ExtendedModel, TransformingRule):
    """Standardisation: distance to the mean in standard deviations, moved to ``mean`` and stretched to ``sd``.

    ``divisor`` says which standard deviation: ``sample`` (n - 1) or ``population`` (n). It has no default, since
    published indices use both and scores differ.

    With ``centre`` the distance is one to the lowest or the highest value of the frame, as in the DP2 distance, or to a
    number: 0 leaves the value over its standard deviation.
    """

    later: ClassVar[frozenset[str]] = frozenset({"centre"})

    gives = "score"
    knows_equals = True
    equation = said("(x - mean or centre) / sd, turned round when less is better")
    source = (
        f"{HANDBOOK}, standardisation (z-scores); the distances of J. B. Pena Trapero (1977), Problemas de la medición del "
        "bienestar y conceptos afines, as in Mexico's index of marginalisation (CONAPO 2021), whose index of 2020 they give"
    )
    kind: Literal["z-score"] = "z-score"
    divisor: Literal["sample", "population"]
    """Which standard deviation: of a sample (n - 1) or of the population (n)."""
    direction: Direction = "up"
    """Whether more is better (up) or less (down), in the indicator's own units."""
    centre: Literal["minimum", "maximum"] | float | None = None
    """From where the distance counts: the lowest or highest value of the frame, or a number; the mean unless given."""
    mean: float = 0.0
    """The score of a unit at the mean, or at the centre."""
    sd: float = Field(default=1.0, gt=0)
    """By how much the score rises with each standard deviation."""
    zero_range: Literal["error"] | float = "error"
    """The distance, more being better, that all units get where they hold the same value; an error unless given."""

    @property
    def fit_compares(self) -> bool:
        return True

    @property
    def needs_fit(self) -> bool:
        return True

    @property
    def moments(self) -> int:
        return 2

    @model_validator(mode="after")
    def _has_a_centre(self) -> Self:
        if isinstance(self.centre, float) and not self.bounds("", None).admits(self.centre):
            raise Unfit(
                said(
                    "the transform {transform} is not defined at centre = {centre}",
                    transform=self.transform,
                    centre=self.centre,
                ),
                said("choose another centre or another transform"),
            )
        return self

    def fit_with(self, summary: Summary, power: Mapping[str, float]) -> Fitted | ZeroRange:
        centre, spread = summary.low, 0.0
        if not summary.is_one_value:
            low, high = self.known(summary.ends, power)
            centre = summary.mean
            # The mean of equal values may miss them by a bit, and would leave a spread of noise.
            spread = summary.deviation(self.divisor) if low < high else 0.0
            if self.centre is not None:
                centre = self._centre(low, high, power)
        if spread == 0.0 and self.zero_range == "error":
            return ZeroRange(summary.low)
        return {**power, "mean" if self.centre is None else "centre": centre, "sd": spread}

    def _centre(self, low: float, high: float, power: Mapping[str, float]) -> float:
        """From where distances count, after the transform, where that is not the mean."""
        if isinstance(self.centre, float):
            return float(self.known(np.array([self.centre]), power)[0])
        return low if self.centre == "minimum" else high

    def line(self, fitted: Fitted) -> Line:
        slope = self.sd / fitted["sd"] if fitted["sd"] else 0.0
        return Line(
            slope, max(slope * abs(fitted["mean" if self.centre is None else "centre"]), abs(self.mean))
        )

    def apply(self, inputs: Sequence[Values], fitted: Fitted) -> Values:
        result: Values = self._distance(inputs[0], fitted) * self.sd + self.mean
        return result

    def _distance(self, values: Values, fitted: Fitted) -> Values:
        """How many standard deviations a unit is better than the centre."""
        if fitted["sd"] == 0.0 and isinstance(self.zero_range, float):
            return np.where(np.isnan(values), np.nan, self.zero_range)
        centre = fitted["mean" if self.centre is None else "centre"]
        distance: Values = (self.transformed(values, fitted) - centre) / fitted["sd"]
        return -distance if self.direction == "down" else distance
