"""How two columns go together: Pearson, Spearman and Kendall, over the units that have both."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
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


def association(first: Values, second: Values, method: Method = "pearson") -> Association:
    """The correlation of two columns over the units that have a value in both.

    ``pearson`` tells how nearly they lie on a line; ``spearman`` is that of their ranks, ties sharing the mean;
    ``kendall`` is tau-b: concordant less discordant pairs of units, over the geometric mean of the pairs that each
    column tells apart.

    Sources: C. Spearman (1904), American Journal of Psychology 15; M. G. Kendall (1945), The treatment of ties in
    ranking problems, Biometrika 33.
    """
    both = ~(np.isnan(first) | np.isnan(second))
    x, y = first[both], second[both]
    if len(x) < LEAST_UNITS:
        return Association(None, len(x), "few-units")
    if equal(x.min(), x.max()) or equal(y.min(), y.max()):
        return Association(None, len(x), "constant")
    return Association(min(1.0, max(-1.0, _METHODS[method](x, y))), len(x))


def covariance(first: Values, second: Values) -> float | None:
    """The sample covariance over the units that have both values; ``None`` for too few."""
    both = ~(np.isnan(first) | np.isnan(second))
    if int(both.sum()) < LEAST_UNITS:
        return None
    x, y = _centred(first[both]), _centred(second[both])
    return exact_sum(x * y) / (len(x) - 1)


def _pearson(x: Values, y: Values) -> float:
    x, y = _centred(x), _centred(y)
    # Of columns brought to size 1, so that no square leaves floating point.
    x, y = x / float(np.abs(x).max()), y / float(np.abs(y).max())
    return exact_sum(x * y) / math.sqrt(exact_sum(x * x) * exact_sum(y * y))


def _spearman(x: Values, y: Values) -> float:
    nameless = [""] * len(x)
    return _pearson(rank(x, "average", nameless), rank(y, "average", nameless))


def _kendall(x: Values, y: Values) -> float:
    """Pairs are counted in order of x: what then stands before a smaller y is discordant (Knight, 1966, JASA 61)."""
    of_x, of_y = _places(x), _places(y)
    order = np.lexsort((of_y, of_x))
    both = of_x * len(x) + of_y
    pairs = len(x) * (len(x) - 1) // 2
    tied_in_x, tied_in_y, tied_in_both = (_tied(places) for places in (of_x, of_y, both))
    balance = pairs - tied_in_x - tied_in_y + tied_in_both - 2 * _inversions(of_y[order])
    return balance / math.sqrt((pairs - tied_in_x) * (pairs - tied_in_y))


def _places(values: Values) -> Whole:
    """Where each value stands among the different ones, from 0."""
    return np.unique(ties_joined(values), return_inverse=True)[1].astype(np.int64)


def _tied(places: Whole) -> int:
    """How many pairs are equal."""
    counts = np.unique(places, return_counts=True)[1].tolist()
    return sum(count * (count - 1) // 2 for count in counts)


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


_METHODS: Mapping[Method, Callable[[Values, Values], float]] = {
    "pearson": _pearson,
    "spearman": _spearman,
    "kendall": _kendall,
}


def _centred(values: Values) -> Values:
    if values.min() == values.max():
        return np.zeros(len(values))
    centred: Values = values - exact_sum(values) / len(values)
    return centred
