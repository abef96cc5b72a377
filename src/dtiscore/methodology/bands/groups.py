"""Bands that divide the units of a ranking: at quantiles of their scores, or as many in each as can be."""

from typing import Literal

import numpy as np
from pydantic import Field

from dtiscore.methodology.arithmetic import quantile
from dtiscore.methodology.bands.base import Bands
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import Tolerance, greatest_equal, least_equal, ties_joined


class QuantileBands(Bands):
    """Equal-sized groups 1 to ``count`` by linear-interpolation quantiles (R type 7) of the scores, from the lowest.

    A value on a boundary belongs to the group below it (right-closed), or above it (left-closed).
    """

    kind: Literal["quantiles"] = "quantiles"
    on: Literal["published", "full"] = "full"
    """Whether groups are told by the published decimals, or by scores in full precision."""
    count: int = Field(ge=2, le=100)
    """How many groups there are."""
    closed: Literal["right", "left"] = "right"
    """To which side a boundary belongs: to the group below it (right) or above it (left)."""

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        distances = None if tolerance is None else tolerance.each(len(values))
        values = ties_joined(values, tolerance)
        ordered = sorted(value for value in values.tolist() if value == value)
        if not ordered:
            return [None] * len(values)
        inner = [quantile(ordered, part, self.count) for part in range(1, self.count)]
        if self.closed == "right":
            groups = np.searchsorted(inner, least_equal(values, distances), side="left") + 1
        else:
            groups = np.searchsorted(inner, greatest_equal(values, distances), side="right") + 1
        return [
            None if value != value else str(group)
            for value, group in zip(values.tolist(), groups.tolist(), strict=True)
        ]


class NTileBands(Bands):
    """Groups 1 to ``count`` of as many units each as can be, by rank: of 1,909 units nine tenths of 191 and one of 190.

    Where their number cannot be divided, the first groups have one unit more. Units of the same value belong to the
    group of the best placed of them.
    """

    kind: Literal["n-tiles"] = "n-tiles"
    on: Literal["published", "full"] = "full"
    """Whether groups are told by the published decimals, or by scores in full precision."""
    count: int = Field(ge=2, le=100)
    """How many groups there are."""
    first: Literal["highest", "lowest"] = "highest"
    """Which end of the scores group 1 holds."""

    def label(self, values: Values, tolerance: Tolerance | None = None) -> list[str | None]:
        values = ties_joined(values, tolerance)
        turned = -values if self.first == "highest" else values
        ordered = np.sort(turned[~np.isnan(turned)])
        before = np.searchsorted(ordered, turned, side="left")
        return [
            None if value != value else str(self._group(place, len(ordered)))
            for value, place in zip(values.tolist(), before.tolist(), strict=True)
        ]

    def _group(self, before: int, units: int) -> int:
        """The group of a unit with so many before it."""
        size, larger = divmod(units, self.count)
        in_larger = larger * (size + 1)
        return before // (size + 1) + 1 if before < in_larger else larger + (before - in_larger) // size + 1
