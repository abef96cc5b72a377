"""What the values of a frame leave behind for a fit where they come in batches: a summary of each, which are merged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np

from dtiscore.methodology.arithmetic import extremes, squared_distances
from dtiscore.methodology.base import Values
from dtiscore.methodology.merged_sums import ExactSum
from dtiscore.methodology.rules.summary import ANYTHING, Measure, Summary, common


@dataclass(frozen=True, slots=True)
class BatchSummary(Summary):
    """The summary of a batch of units, or of several batches: ``a + b`` is that of both together."""

    number: int = 0
    lowest: float = math.inf
    highest: float = -math.inf
    sum: ExactSum = field(default_factory=ExactSum)
    squared: ExactSum = field(default_factory=ExactSum)
    """The squared distances to the ``about`` of :meth:`of`, summed."""
    units: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """The values of the units that a rule names."""
    common: tuple[float, float] = ANYTHING

    @classmethod
    def of(
        cls,
        values: Values,
        measure: Measure | None,
        *,
        moments: int,
        about: float | None = None,
        distances: Values | None = None,
    ) -> BatchSummary:
        """The summary of one batch.

        Args:
            values: one per unit, NaN where there is none.
            measure: what the rule sums; the values themselves unless given.
            moments: 0 for the ends alone, 1 for the sum as well, 2 for the squares about a known centre.
            about: that centre: the mean of the whole frame.
            distances: within which each value equals another, where more is known of it than its size.
        """
        absent = np.isnan(values)
        there = values[~absent] if absent.any() else values
        if not len(there):
            return cls()
        ends = extremes(there)
        low, high = ends.tolist()
        measured = there if measure is None or not moments else measure(there)
        return cls(
            len(there),
            low,
            high,
            ExactSum.of(measured) if moments else ExactSum(),
            ExactSum() if about is None or moments < 2 else ExactSum.of(squared_distances(measured, about)),
            common=common(
                there, ends, distances if distances is None or not absent.any() else distances[~absent]
            ),
        )

    def __add__(self, other: BatchSummary) -> BatchSummary:
        both = {
            unit: (*self.units.get(unit, ()), *other.units.get(unit, ()))
            for unit in {*self.units, *other.units}
        }
        return BatchSummary(
            self.number + other.number,
            min(self.lowest, other.lowest),
            max(self.highest, other.highest),
            self.sum + other.sum,
            self.squared + other.squared,
            both,
            (max(self.common[0], other.common[0]), min(self.common[1], other.common[1])),
        )

    @property
    def count(self) -> int:
        return self.number

    @property
    def ends(self) -> Values:
        return np.array([self.lowest, self.highest]) + 0.0

    @property
    def total(self) -> float:
        return float(self.sum)

    def squares(self, centre: float) -> float:
        return float(self.squared)

    def values_of(self, unit: str) -> list[float]:
        return list(self.units.get(unit, ()))

    def as_list(self) -> list[Any]:
        """The summary as plain values, which JSON carries without loss."""
        sums = [self.sum.mantissa, self.sum.exponent, self.squared.mantissa, self.squared.exponent]
        units = {unit: list(values) for unit, values in self.units.items()}
        return [self.number, self.lowest, self.highest, *sums, units, *self.common]

    @classmethod
    def from_list(cls, plain: Sequence[Any]) -> BatchSummary:
        """The summary that :meth:`as_list` wrote."""
        number, low, high, mantissa, exponent, squared, squared_exponent, units, *both = plain
        named = {unit: tuple(values) for unit, values in units.items()}
        total = ExactSum(mantissa, exponent)
        return cls(number, low, high, total, ExactSum(squared, squared_exponent), named, (both[0], both[1]))

    @classmethod
    def merged(cls, parts: Sequence[BatchSummary]) -> BatchSummary:
        """The summary of all batches together."""
        return reduce(cls.__add__, parts, cls())
