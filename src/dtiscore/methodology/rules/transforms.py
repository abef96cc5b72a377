"""Transforms of a raw value before it is scaled: logarithms, roots, powers, and Box-Cox with a given or fitted power."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from dtiscore.methodology.arithmetic import box_cox, each, mean, present, standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.methodology.rules.base import Bounds, Fitted, Rule, RuleFault, ZeroRange
from dtiscore.methodology.rules.summary import Summary, WholeSummary
from dtiscore.methodology.unfit import Unfit
from dtiscore.said import said

Transform = Literal["none", "log", "log10", "log1p", "sqrt", "power", "box-cox"]
"""Applied to the raw value first; each keeps the order of the values."""

_FUNCTIONS = {"log": math.log, "log10": math.log10, "log1p": math.log1p, "sqrt": math.sqrt}

ANOTHER_GOALPOST = said("choose another goalpost or another transform")
"""The way out where a transform has no value at a goalpost."""

WIDEST_POWER = 5.0
"""The most and the least (negative) power of Box-Cox that is looked for."""

_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0
_FAR = 100.0
_FAR_FROM_0 = 0.1
"""From where the powers of Box-Cox are so far from 0 that x^power tells values apart without 1 taken away."""
_DECIMALS = 6
"""The decimals of a fitted power: beyond them the likelihood is as flat as floating point."""


class TransformingRule(Rule):
    """A rule over one number that may be transformed first."""

    knows_equals: ClassVar[bool] = False
    """Whether the rule has an answer of its own where all units hold the same value."""
    transform: Transform = "none"
    """What is done to the value first: nothing, ln x, log10 x, ln(x + 1), the square root, x to the ``power``, or
    Box-Cox (x^power - 1) / power, which is ln x for power 0. Of powers from 0.1 up and from -0.1 down the 1 is not taken
    away: no score depends on it."""
    power: float | None = None
    """For ``power``: above 0. For ``box-cox``: any; if not given, the power from -5 to 5 that makes the values of
    the frame most nearly normal (maximum likelihood)."""

    @model_validator(mode="after")
    def _power_fits(self) -> Self:
        if self.transform == "power" and (self.power is None or self.power <= 0):
            raise Unfit(
                said("the transform power needs power: a number above 0"),
                said("for a negative one, which would turn the order round, write transform: box-cox"),
            )
        if self.transform not in ("power", "box-cox") and self.power is not None:
            raise Unfit(
                said("power means nothing beside transform: {transform}", transform=self.transform),
                said("take it out"),
            )
        return self

    @property
    def fits_power(self) -> bool:
        """Whether the power is fitted to the values of the frame."""
        return self.transform == "box-cox" and self.power is None

    @property
    def needs_fit(self) -> bool:
        return self.fits_power

    @property
    def needs_all_units(self) -> bool:
        return self.fits_power

    def bounds(self, column: str, top: float | None) -> Bounds:
        match self.transform:
            case "none":
                return Bounds()
            case "sqrt" | "power":
                return Bounds(0.0)
            case "log1p":
                return Bounds(-1.0, strict_low=True)
        return Bounds(0.0, strict_low=True)

    def measured(self, values: Values) -> Values:
        return self.transformed(values, {})

    def fit(
        self, values: Values, units: Sequence[str] = (), distances: Values | None = None
    ) -> Fitted | ZeroRange:
        power = self.fitted_power(values)
        summary = WholeSummary(values, lambda raw: self.transformed(raw, power), units, distances)
        return self.fit_with(summary, power)

    def fit_from(self, summary: Summary) -> Fitted | ZeroRange:
        return self.fit_with(summary, {})

    def fit_with(self, summary: Summary, power: Mapping[str, float]) -> Fitted | ZeroRange:
        """The statistics of a frame, given the power of Box-Cox where it was fitted; raises as :meth:`fit`."""
        raise NotImplementedError  # nobody asks it of a rule that is fitted in a way of its own

    def transformed(self, values: Values, fitted: Fitted) -> Values:
        """The raw values after the transform; NaN where there is none, infinite beyond floating point."""
        if self.transform == "none":
            return values
        if self.transform == "power":
            return raised(values, self.power or 1.0)
        if self.transform == "box-cox":
            power = fitted["power"] if self.power is None else self.power
            # The 1 that Box-Cox takes away would leave no digits of 1 / x^2 where x is in millions.
            return raised(values, power) / power if abs(power) >= _FAR_FROM_0 else box_cox(values, power)
        return each(_FUNCTIONS[self.transform], values)

    def after_transform(self, figures: Mapping[str, float], fitted: Fitted) -> dict[str, float]:
        """The figures that the formula is about, as ``sqrt(x)``, given the raw ones by name; none without a transform."""
        if self.transform == "none" or (self.fits_power and "power" not in fitted):
            return {}
        found = self.transformed(np.array([*figures.values()]), fitted).tolist()
        return {f"{self.transform}({name})": figure for name, figure in zip(figures, found, strict=True)}

    def largest_term(self, inputs: Sequence[Values], sizes: Sequence[Values], fitted: Fitted) -> Values:
        slope = self.line(fitted).slope
        result: Values = slope * sizes[0]
        # Of one and the same value no power was fitted, and none is asked for.
        return (
            result if self.transform == "none" or not slope else result * self._steepness(inputs[0], fitted)
        )

    def _steepness(self, values: Values, fitted: Fitted) -> Values:
        """The slope of the transform at each raw value."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            match self.transform:
                case "log":
                    return 1.0 / values
                case "log10":
                    return 1.0 / (math.log(10.0) * values)
                case "log1p":
                    return 1.0 / (1.0 + values)
                case "sqrt":
                    return 0.5 / np.sqrt(values)
            power = fitted["power"] if self.power is None else self.power
            steepness: Values = np.power(values, power - 1.0) * (power if self.transform == "power" else 1.0)
            return steepness

    def fitted_power(self, values: Values) -> dict[str, float]:
        """What ``transformed`` needs to know of the frame: the power of Box-Cox where it is fitted.

        Raises:
            RuleFault: all values are the same, so that any power is as likely as any other, and the rule has no
                answer of its own to that.
        """
        if not self.fits_power:
            return {}
        known = present(values)
        if min(known) == max(known):
            if self.knows_equals:
                return {}
            message = said(
                "every unit has {value:.15g}, from which no power of Box-Cox can be fitted", value=known[0]
            )
            raise RuleFault("no-power", message, said("give the power in the rule, or write transform: log"))
        return {"power": likeliest_power(known)}

    def known(self, values: Values, fitted: Fitted) -> list[float]:
        """The transformed values of a frame that are there, in ascending order.

        Raises:
            RuleFault: one of them exceeds floating point.
        """
        known = sorted(present(self.transformed(values, fitted)))
        if not (math.isfinite(known[0]) and math.isfinite(known[-1])):
            message = said(
                "the transform {transform} of its largest value exceeds floating point",
                transform=self.transform,
            )
            raise RuleFault("not-finite", message, said("check the largest cells, or choose transform: log"))
        return known


def raised(values: Values, power: float) -> Values:
    """Values from 0 up, above 0 for a power below 0, to a power; infinite beyond floating point."""

    def to_power(value: float) -> float:
        try:
            return math.pow(value, power)
        except OverflowError:
            return math.inf

    return each(to_power, values)


def likeliest_power(values: Sequence[float]) -> float:
    """The power of Box-Cox from -5 to 5 under which positive, different values have the greatest normal likelihood.

    The profile likelihood of the power is concave, so that a golden-section search ends at its maximum, which lies at
    an end of the range if the likelihood rises up to there. The result has 6 decimals. Source: Box and Cox (1964), An
    analysis of transformations; Kouider and Chen (1995), Concavity of Box-Cox log-likelihood function.
    """
    logarithms = sorted(map(math.log, values))
    centre = mean(logarithms)
    # Relative to their geometric mean the values have the same likeliest power, and their spread alone tells it.
    relative = [logarithm - centre for logarithm in logarithms]
    low, high = -WIDEST_POWER, WIDEST_POWER
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = _log_spread(relative, left), _log_spread(relative, right)
    while high - low > 10.0 ** -(_DECIMALS + 2):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = _log_spread(relative, left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = _log_spread(relative, right)
    return round((low + high) / 2.0, _DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0


def _log_spread(logarithms: Sequence[float], power: float) -> float:
    """The logarithm of the standard deviation after Box-Cox: the smaller, the likelier the power.

    ``logarithms`` ascend and sum to 0: those of the values relative to their geometric mean.
    """
    exponents = [power * logarithm for logarithm in logarithms]
    largest = max(exponents)
    if largest > _FAR:  # the powers would leave floating point; divided by the largest, they do not
        spread = standard_deviation([math.exp(each - largest) for each in exponents], "population")
        return largest + math.log(spread / abs(power))
    if power == 0:
        return math.log(standard_deviation(list(logarithms), "population"))
    return math.log(standard_deviation([math.expm1(each) / power for each in exponents], "population"))
