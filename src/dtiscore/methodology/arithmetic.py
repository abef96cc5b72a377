"""The arithmetic on which bits depend, in one place: logarithms, exact sums, decimal rounding.

numpy's own ``log``, ``exp``, ``power`` and pairwise sums may differ in the last bit between processors and
memory layouts; a published ranking must not. So transcendental functions go through the C library one value at
a time, sums over units are exact (:mod:`dtiscore.methodology.exact_sums`, hence independent of row order), and
everything else is elementwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from dtiscore.methodology.base import Model, Values
from dtiscore.methodology.exact_sums import exact_sum


def each(function: Callable[[float], float], values: Values) -> Values:
    """``function`` of every value, one at a time; NaN stays NaN, though the function is asked for it too."""
    result = np.fromiter(map(function, values.tolist()), np.float64, len(values))
    result[np.isnan(values)] = np.nan
    return result


def natural_logarithm(values: Values) -> Values:
    """ln of every value; the caller has made sure that none is 0 or negative."""
    return each(math.log, values)


def exponential(values: Values) -> Values:
    """e to the power of every value."""
    return each(math.exp, values)


def box_cox(values: Values, power: float) -> Values:
    """(x^power - 1) / power of every positive value, or ln x for power 0; infinite beyond floating point.

    It rises with x whatever the power. Source: Box and Cox (1964), An analysis of transformations.
    """

    def transformed(value: float) -> float:
        if power == 0:
            return math.log(value)
        try:
            # expm1 keeps the digits that x^power - 1 would lose near power 0.
            return math.expm1(power * math.log(value)) / power
        except OverflowError:
            return math.copysign(math.inf, power)

    return each(transformed, values)


def present(values: Values) -> list[float]:
    """The values that are there, as Python floats."""
    return [value for value in values.tolist() if value == value]


def extremes(values: Values) -> Values:
    """The lowest and the highest of the values that are there, at least one; a zero without its sign."""
    return np.array([np.fmin.reduce(values), np.fmax.reduce(values)]) + 0.0


def mean(values: list[float] | Values) -> float:
    """Arithmetic mean of at least one value, the sum exact before its one rounding."""
    total = exact_sum(values) if isinstance(values, np.ndarray) else math.fsum(values)
    return total / len(values)


def squared_distances(values: Values, centre: float) -> Values:
    """(x - centre)^2 of every value, as a product: the power function of the C library may miss it by a bit."""
    off = values - centre
    result: Values = off * off
    return result


def standard_deviation(values: list[float], kind: Literal["sample", "population"]) -> float:
    """Standard deviation with divisor n - 1 (sample) or n (population); 0 for a single value."""
    if len(values) < 2 or min(values) == max(values):
        return 0.0  # the mean of equal values may miss them by a bit, and would leave a spread of noise
    numbers, exponent = of_handy_size(np.array(values))
    squares = exact_sum(squared_distances(numbers, mean(numbers)))
    return math.ldexp(math.sqrt(squares / (len(values) - (kind == "sample"))), exponent)


def of_handy_size(values: Values) -> tuple[Values, int]:
    """Values of which no fourth power overflows, nor vanishes unless its value is next to nothing beside the others.

    They are as they were, or divided by a power of two, which alters no digit; its exponent stands beside them.
    """
    size = float(np.fmax.reduce(np.abs(values), initial=0.0))
    if not size or 1e-60 < size < 1e60:
        return values, 0
    exponent = math.frexp(size)[1]
    return np.ldexp(values, -exponent), exponent


def skewness(values: Values) -> float:
    """Skewness as a sample of three or more different values estimates it (type 2: adjusted for n)."""
    numbers, _ = of_handy_size(values)
    off = numbers - mean(numbers)
    squares = off * off
    return skewness_of(len(values), mean(squares), mean(squares * off))


def kurtosis(values: Values) -> float:
    """Excess kurtosis as a sample of four or more different values estimates it (type 2: adjusted for n)."""
    numbers, _ = of_handy_size(values)
    squares = squared_distances(numbers, mean(numbers))
    return kurtosis_of(len(values), mean(squares), mean(squares * squares))


def skewness_of(n: int, second: float, third: float) -> float:
    """:func:`skewness` of ``n`` values, given their second and third central moment."""
    return third / math.pow(second, 1.5) * math.sqrt(n * (n - 1)) / (n - 2)


def kurtosis_of(n: int, second: float, fourth: float) -> float:
    """:func:`kurtosis` of ``n`` values, given their second and fourth central moment."""
    return ((n + 1) * (fourth / second**2 - 3.0) + 6.0) * (n - 1) / ((n - 2) * (n - 3))


def quantile(ordered: list[float], part: int, count: int) -> float:
    """The quantile ``part / count`` by linear interpolation (R type 7) of values in ascending order.

    The position is found in whole numbers: 29 / 100 of the way through 101 values is the 30th value itself.
    """
    below, rest = divmod(part * (len(ordered) - 1), count)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + rest / count * (ordered[above] - ordered[below])


def percentile(ordered: list[float], percent: float) -> float:
    """The quantile at a decimal per cent, all digits of which count."""
    part = Fraction(repr(percent)) / 100
    return quantile(ordered, part.numerator, part.denominator)


Mask = NDArray[np.bool_]

RoundingRule = Literal["half-up", "half-even", "nearest-double", "up", "down", "towards-zero"]
"""Where a value between two decimals goes: to the nearer, a half away from zero or to the even digit; to the one whose
float64 is nearer, as R from 4.0 on rounds; or always to the higher, to the lower, or to the one nearer to 0."""

_NOISE = 1.5e-15
"""Relative distance below which a value counts as lying on a decimal half: what is left of 15 significant digits, the
precision to which spreadsheets hold their decimals, after a few operations."""

_WIDEST = 0.05
"""The most that may count as noise, in units of the last decimal: beyond 15 digits a half is one only if exact."""


def in_full(value: Decimal) -> str:
    """A decimal with all its places, and never with an exponent."""
    return f"{value:f}"


class Rounding(Model):
    """Decimal rounding: to ``decimals`` places, a half going away from zero (half-up) or to the even digit.

    A score is a decimal in the mind of its publisher: 0.74735 is a half, although the nearest binary number lies
    just below it. A value within 15 significant digits of a half is therefore taken as that half, and one as near to
    a decimal as that decimal, which ``up`` and ``down`` leave where it is. ``nearest-double`` alone takes float64s for
    what they are: 0.7949999999999999 at two decimals is 0.79.
    """

    decimals: int = Field(ge=0, le=12)
    """How many decimals are kept."""
    rule: RoundingRule = "half-up"
    """Where a value between two decimals goes: a half away from zero (half-up) or to the even digit (half-even), to the
    decimal that is nearer in float64 (nearest-double), or all of it up, down or towards zero."""

    def steps(self, values: Values, within: Values | float = 0.0) -> Values:
        """The rounded values counted in units of the last decimal: whole numbers, exact to compare.

        ``within``: the distance within which a value is known to equal another number, where 15 digits of it are more.
        """
        # So large a number has no decimals, and at most so large a one is finite in units of its last decimal.
        scaled = np.minimum(np.abs(values), 1e290) * 10.0**self.decimals
        if self.rule in ("half-up", "half-even") and np.ndim(within) == 0 and len(scaled):
            nearest = np.rint(scaled)
            most = max(_NOISE * max(1.0, float(scaled.max())), float(within) * 10.0**self.decimals)
            # Where not even noise brings a value to a half, which is nearly always, there is no more to ask.
            if most < _WIDEST and float(np.abs(scaled - nearest).max()) < 0.5 - most:
                return np.copysign(nearest, values) + 0.0
        whole = np.floor(scaled)
        excess = scaled - whole - 0.5
        noise = np.clip(np.maximum(_NOISE * scaled, within * 10.0**self.decimals), _NOISE, _WIDEST)
        match self.rule:
            case "half-up":
                up = excess >= -noise
            case "half-even":
                up = np.where(np.abs(excess) <= noise, whole % 2 == 1, excess > 0)
            case "nearest-double":
                up = self._nearer_above(np.abs(values), scaled)
            case _:
                away = {"up": values > 0, "down": values < 0}.get(self.rule, False)
                up = np.where(away, excess > noise - 0.5, excess >= 0.5 - noise)
        result: Values = np.copysign(whole + up, values) + 0.0  # + 0.0 turns -0.0 into 0.0
        return result

    def _nearer_above(self, sizes: Values, scaled: Values) -> Mask:
        """Which values have the higher of the two decimals around them nearer, as float64s; of two as near the even one.

        Source: R from 4.0.0 on, ``round``.
        """
        below, above = np.floor(scaled), np.ceil(scaled)
        down, up = sizes - below / 10.0**self.decimals, above / 10.0**self.decimals - sizes
        result: Mask = (above > below) & ((up < down) | ((up == down) & (below % 2 == 1)))
        return result

    def __call__(self, values: Values, within: Values | float = 0.0) -> Values:
        """The values rounded, as :meth:`steps` does; each is the float64 nearest to its decimal."""
        steps = self.steps(values, within)
        # From 2**52 steps on, a float64 has no decimals beyond these that it could lose.
        return np.where(np.abs(steps) < 2.0**52, steps / 10.0**self.decimals, values)

    def written(self, values: Values) -> list[Decimal | None]:
        """The rounded values as decimals with all their places, exactly as they are published; ``None`` for NaN."""
        rounded = self(values)
        found: list[Decimal | None] = [*map(Decimal, map(f"%.{self.decimals}f".__mod__, rounded.tolist()))]
        for row in np.flatnonzero(np.isnan(rounded)).tolist():
            found[row] = None
        return found
