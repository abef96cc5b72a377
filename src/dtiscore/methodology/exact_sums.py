"""Sums that are rounded once, at the end: the same bits in any order and in any batches of the numbers."""

from __future__ import annotations

import math

from dtiscore.methodology.base import Values

_SHORT = 256
"""Up to so many numbers ``math.fsum`` is as fast."""
_TOGETHER = 1 << 14
"""How many numbers are summed at a time, so that they stay in the cache of a processor."""
LARGEST = 2.0**960
"""Numbers up to here can be added to the units of :func:`parts_of` without overflow."""


def exact_sum(values: Values) -> float:
    """The float64 nearest to the sum of some numbers, with the bits of ``math.fsum`` and for any that it takes.

    Raises:
        OverflowError: the sum exceeds floating point. ValueError: it is of infinities of both signs.
    """
    if len(values) <= _SHORT or not (values.min() > -LARGEST and values.max() < LARGEST):
        return math.fsum(values.tolist())
    return math.fsum(parts_of(values))


def parts_of(values: Values) -> list[float]:
    """A few numbers with exactly the same sum; all must be finite and below ``LARGEST``.

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
