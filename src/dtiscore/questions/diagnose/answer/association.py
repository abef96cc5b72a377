"""How two columns go together: Pearson, Spearman and Kendall, over the units that have both."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import equal, ties_joined
from dtiscore.methodology.exact_sums import exact_sum
from dtiscore.scoring.ranking import rank

Method = Literal["pearson", "spearman", "kendall"]

METHODS: tuple[Method, ...] = ("pearson", "spearman", "kendall")

Undefined = Literal["few-units", "constant", "one-child", "no-score"]
"""Why a figure does not exist: too few units have data, nothing varies, a node has one child only, or has no score."""

LEAST_UNITS = 3
"""Two units always lie on a line."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Association:
    """How two columns go together."""

    value: float | None
    """From -1 to 1."""
    units: int
    """The units that have both."""
    undefined: Undefined | None = None
    deviation: float | None = None
    """The standard deviation of Kendall's tau-b of columns with these ties that have nothing to do with each other."""


class Column:
    """A column of scores, with what any of its correlations needs of it alone, found once."""

    def __init__(self, values: Values) -> None:
        self.values = values

    @cached_property
    def known(self) -> Mask:
        """Which units have a value."""
        result: Mask = ~np.isnan(self.values)
        return result

    @cached_property
    def is_whole(self) -> bool:
        """Whether all units have a value."""
        return bool(self.known.all())

    @cached_property
    def varies(self) -> bool:
        """Whether not all values are equal, of a column that is whole."""
        return not equal(float(self.values.min()), float(self.values.max()))

    @cached_property
    def scaled(self) -> Values:
        """Centred and brought to size 1, so that no square leaves floating point."""
        moved = centred(self.values)
        result: Values = moved / float(np.abs(moved).max())
        return result

    @cached_property
    def square(self) -> float:
        """The sum of the squares of what is scaled."""
        return exact_sum(self.scaled * self.scaled)

    @cached_property
    def ranked(self) -> Column:
        """The ranks of the values, ties sharing the mean."""
        return Column(rank(self.values, "average", [""] * len(self.values)))

    @cached_property
    def places(self) -> Whole:
        """Where each value stands among the different ones, from 0."""
        return np.unique(ties_joined(self.values), return_inverse=True)[1].astype(np.int64)

    def association(self, other: Column, method: Method = "pearson") -> Association:
        """The correlation of two columns over the units that have a value in both.

        ``pearson`` tells how nearly they lie on a line; ``spearman`` is that of their ranks, ties sharing the mean;
        ``kendall`` is tau-b: concordant less discordant pairs of units, over the geometric mean of the pairs that each
        column tells apart.

        Sources: C. Spearman (1904), American Journal of Psychology 15; M. G. Kendall (1945), The treatment of ties in
        ranking problems, Biometrika 33.
        """
        x, y = self, other
        if not (x.is_whole and y.is_whole):
            both = x.known & y.known
            x, y = Column(x.values[both]), Column(y.values[both])
        units = len(x.values)
        if units < LEAST_UNITS:
            return Association(None, units, "few-units")
        if not (x.varies and y.varies):
            return Association(None, units, "constant")
        deviation = _deviation_of_kendall(x, y) if method == "kendall" else None
        return Association(min(1.0, max(-1.0, _METHODS[method](x, y))), units, deviation=deviation)


def association(first: Values, second: Values, method: Method = "pearson") -> Association:
    """The correlation of two columns by themselves; see :meth:`Column.association`."""
    return Column(first).association(Column(second), method)


def covariance(first: Values, second: Values) -> float | None:
    """The sample covariance over the units that have both values; ``None`` for too few."""
    both = ~(np.isnan(first) | np.isnan(second))
    if int(both.sum()) < LEAST_UNITS:
        return None
    x, y = centred(first[both]), centred(second[both])
    return exact_sum(x * y) / (len(x) - 1)


def _pearson(x: Column, y: Column) -> float:
    return exact_sum(x.scaled * y.scaled) / math.sqrt(x.square * y.square)


def _spearman(x: Column, y: Column) -> float:
    return _pearson(x.ranked, y.ranked)


def _kendall(x: Column, y: Column) -> float:
    """Pairs are counted in order of x: what then stands before a smaller y is discordant (Knight, 1966, JASA 61)."""
    of_x, of_y = x.places, y.places
    order = np.lexsort((of_y, of_x))
    units = len(of_x)
    both = of_x * units + of_y
    pairs = units * (units - 1) // 2
    tied_in_x, tied_in_y, tied_in_both = (_tied(places) for places in (of_x, of_y, both))
    balance = pairs - tied_in_x - tied_in_y + tied_in_both - 2 * _inversions(of_y[order])
    return balance / math.sqrt((pairs - tied_in_x) * (pairs - tied_in_y))


def _tied(places: Whole) -> int:
    """How many pairs are equal."""
    return sum(count * (count - 1) // 2 for count in _counts(places))


def _counts(places: Whole) -> list[int]:
    """How many units stand at each place."""
    counts: list[int] = np.unique(places, return_counts=True)[1].tolist()
    return counts


def _deviation_of_kendall(x: Column, y: Column) -> float:
    """The standard deviation of tau-b of columns with these ties that have nothing to do with each other.

    Source: M. G. Kendall, J. D. Gibbons (1990), Rank Correlation Methods, 5th ed., Griffin, chapter 4, equation 4.4.
    """
    units = len(x.values)
    of_x, of_y = _counts(x.places), _counts(y.places)
    pairs, triples = units * (units - 1), units * (units - 1) * (units - 2)
    weighed = pairs * (2 * units + 5) - sum(
        t * (t - 1) * (2 * t + 5) for counts in (of_x, of_y) for t in counts
    )
    pairs_of_x, pairs_of_y = (sum(t * (t - 1) for t in counts) for counts in (of_x, of_y))
    triples_of_x, triples_of_y = (sum(t * (t - 1) * (t - 2) for t in counts) for counts in (of_x, of_y))
    variance = (
        weighed / 18 + pairs_of_x * pairs_of_y / (2 * pairs) + triples_of_x * triples_of_y / (9 * triples)
    )
    return math.sqrt(variance) / math.sqrt((pairs - pairs_of_x) * (pairs - pairs_of_y) / 4)


def _inversions(places: Whole) -> int:
    """How many pairs stand in falling order.

    Such a pair is alike in its highest bits, down to one that the first has and the second lacks. So bit by bit, numbers
    are kept together by their higher bits, in the order in which they came, and for each without the bit those before
    it with the bit are counted.
    """
    total, kept = 0, places
    for bit in range(int(places.max()).bit_length() - 1, -1, -1):
        has = (kept >> bit) & 1
        before = np.cumsum(has) - has
        start = np.searchsorted(kept >> (bit + 1), kept >> (bit + 1), side="left")
        total += int(np.sum((before - before[start]) * (1 - has)))
        kept = kept[np.argsort(kept >> bit, kind="stable")]
    return total


_METHODS: Mapping[Method, Callable[[Column, Column], float]] = {
    "pearson": _pearson,
    "spearman": _spearman,
    "kendall": _kendall,
}


def centred(values: Values) -> Values:
    """The values less their mean; 0 where all are the same."""
    if values.min() == values.max():
        return np.zeros(len(values))
    result: Values = values - exact_sum(values) / len(values)
    return result
