"""Sums of batches that are merged before they are rounded: the same bits however the numbers were parted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.methodology.exact_sums import LARGEST, parts_of


@dataclass(frozen=True, slots=True)
class ExactSum:
    """A sum of float64 numbers that was never rounded: ``mantissa`` times 2 to the power ``exponent``."""

    mantissa: int = 0
    exponent: int = 0

    @classmethod
    def of(cls, values: Values) -> ExactSum:
        """The sum of the finite values; NaN and infinite ones are passed over."""
        finite = values[np.isfinite(values)]
        small = np.abs(finite) < LARGEST
        numbers = [*parts_of(finite[small]), *finite[~small].tolist()]
        total = sum(map(Fraction, numbers), Fraction())
        # The denominator is a power of 2, as that of every float64.
        return cls(total.numerator, 1 - total.denominator.bit_length()).shortened()

    def __add__(self, other: ExactSum) -> ExactSum:
        if not (self.mantissa and other.mantissa):
            return self if self.mantissa else other
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
