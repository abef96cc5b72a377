"""Sums that are rounded once, at the end: the same bits in any order and in any batches of the numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dtiscore.methodology.base import Values

_SHORT = 256
"""Up to so many numbers ``math.fsum`` is as fast."""
_TOGETHER = 1 << 14
"""How many numbers are summed at a time, so that they stay in the cache of a processor."""
_LARGEST = 2.0**960
"""Numbers up to here can be added to the units of :func:`_parts` without overflow."""


def exact_sum(values: Values) -> float:
    """The float64 nearest to the sum of some numbers, with the bits of ``math.fsum`` and for any that it takes.

    Raises:
        OverflowError: the sum exceeds floating point. ValueError: it is of infinities of both signs.
    """
    if len(values) <= _SHORT or not (values.min() > -_LARGEST and values.max() < _LARGEST):
        return math.fsum(values.tolist())
    return math.fsum(_parts(values))


def _parts(values: Values) -> list[float]:
    """A few numbers with exactly the same sum; all must be finite and below ``_LARGEST``.

    From each number is taken what is a multiple of a unit so large that the sum of these parts needs no rounding; then
    the same is done with what is left of the numbers, until nothing is. Source: Rump, Ogita and Oishi (2008), Accurate
    floating-point summation, part I, algorithm 3.3 (ExtractVector).
    """
    parts: list[float] = []
    for start in range(0, len(values), _TOGETHER):
        rest = values[start : start + _TOGETHER]
        room = (len(rest) + 1).bit_length()
        while largest := max(float(rest.max()), -float(rest.min())):
            unit = math.ldexp(1.0, math.frexp(largest)[1] + room)
            upper = (rest + unit) - unit
            rest = rest - upper
            parts.append(float(upper.sum()))
    return parts


@dataclass(frozen=True, slots=True)
class ExactSum:
    """A sum of float64 numbers that was never rounded: ``mantissa`` times 2 to the power ``exponent``."""

    mantissa: int = 0
    exponent: int = 0

    @classmethod
    def of(cls, values: Values) -> ExactSum:
        """The sum of the finite values; NaN and infinite ones are passed over."""
        finite = values[np.isfinite(values)]
        small = np.abs(finite) < _LARGEST
        numbers = [*_parts(finite[small]), *finite[~small].tolist()]
        total = sum(map(Fraction, numbers), Fraction())
        # The denominator is a power of 2, as that of every float64.
        return cls(total.numerator, 1 - total.denominator.bit_length()).shortened()

    def __add__(self, other: ExactSum) -> ExactSum:
        least = min(self.exponent, other.exponent)
        total = (self.mantissa << self.exponent - least) + (other.mantissa << other.exponent - least)
        return ExactSum(total, least).shortened()

    def __float__(self) -> float:
        """The float64 nearest to the sum, as ``math.fsum`` gives it."""
        if self.exponent >= 0:
            return float(self.mantissa << self.exponent)
        return self.mantissa / (1 << -self.exponent)

    def shortened(self) -> ExactSum:
        """The same sum with the smallest mantissa."""
        if self.mantissa == 0:
            return ExactSum()
        zeros = (self.mantissa & -self.mantissa).bit_length() - 1
        return ExactSum(self.mantissa >> zeros, self.exponent + zeros)
