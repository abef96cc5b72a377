"""What the values of a frame leave behind for a fit, here looked up in the whole column.

A fit asks a :class:`Summary` and does not know which of the two it has, so that a method has one formula. Sums are
exact before their one rounding in both, hence the same bits however the units were parted into batches.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal

import numpy as np

from dtiscore.methodology.arithmetic import extremes, squared_distances
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import equal, greatest_equal, least_equal
from dtiscore.methodology.exact_sums import exact_sum

Measure = Callable[[Values], Values]
"""What a rule makes of raw values before they are summed, such as their logarithms."""


ANYTHING = (-math.inf, math.inf)
NOTHING = (math.inf, -math.inf)


def common(values: Values, ends: Values, distances: Values | None) -> tuple[float, float]:
    """The least and the most number that equals every value, given the lowest and the highest of the values, and within
    which distance each equals another.

    The first is above the second where there is none; ``ANYTHING`` where no more is known of values than their size.
    """
    if distances is None:
        return ANYTHING
    low, high = ends.tolist()
    if high - low > 2.0 * float(np.fmax.reduce(distances)):
        return NOTHING
    least, most = least_equal(values, distances), greatest_equal(values, distances)
    return float(np.fmax.reduce(least)), float(np.fmin.reduce(most))


class Summary(ABC):
    """What a fit may ask about the values of a frame that are there, at least one."""

    @property
    @abstractmethod
    def count(self) -> int:
        """How many values there are."""

    @property
    @abstractmethod
    def ends(self) -> Values:
        """The lowest and the highest value, as they stand in the table; a zero without its sign."""

    @property
    @abstractmethod
    def total(self) -> float:
        """The sum of the measured values."""

    @abstractmethod
    def squares(self, centre: float) -> float:
        """The sum of the squared distances of the measured values to ``centre``."""

    @abstractmethod
    def values_of(self, unit: str) -> list[float]:
        """The value of each row of one unit, NaN where it has none."""

    @property
    @abstractmethod
    def common(self) -> tuple[float, float]:
        """The least and the most number that equals every value, if the first is not above the second; see :func:`common`."""

    @property
    def is_one_value(self) -> bool:
        """Whether all values are equal, so that there is no range."""
        if equal(*self.ends.tolist()):
            return True
        least, most = self.common
        return -math.inf < least <= most

    @property
    def low(self) -> float:
        return float(self.ends[0])

    @property
    def high(self) -> float:
        return float(self.ends[1])

    @property
    def mean(self) -> float:
        """The arithmetic mean of the measured values."""
        return self.total / self.count

    def deviation(self, divisor: Literal["sample", "population"]) -> float:
        """The standard deviation of two or more measured values: divisor n - 1 (sample) or n (population)."""
        return math.sqrt(self.squares(self.mean) / (self.count - (divisor == "sample")))


class WholeSummary(Summary):
    """The summary of a column that is all at hand: nothing is computed before it is asked for."""

    def __init__(
        self,
        values: Values,
        measure: Measure | None = None,
        units: Sequence[str] = (),
        distances: Values | None = None,
    ) -> None:
        """``units`` are the codes of the units of the values; ``distances`` as for :func:`common`."""
        self._values = values
        self._distances = distances
        self._measure = measure
        self._units = units

    @cached_property
    def _measured(self) -> Values:
        measured = self._values if self._measure is None else self._measure(self._values)
        absent = np.isnan(measured)
        return measured[~absent] if absent.any() else measured

    @property
    def count(self) -> int:
        return len(self._measured)

    @cached_property
    def ends(self) -> Values:
        return extremes(self._values)

    @property
    def common(self) -> tuple[float, float]:
        return common(self._values, self.ends, self._distances)

    @property
    def total(self) -> float:
        return exact_sum(self._measured)

    def squares(self, centre: float) -> float:
        return exact_sum(squared_distances(self._measured, centre))

    def values_of(self, unit: str) -> list[float]:
        return [value for code, value in zip(self._units, self._values.tolist(), strict=True) if code == unit]
