"""One figure of several units: their mean, median, sum, least, most or number, weighted where that has a meaning."""

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from dtiscore.methodology.arithmetic import quantile
from dtiscore.methodology.base import Values
from dtiscore.methodology.exact_sums import exact_sum

Take = Literal["mean", "median", "sum", "min", "max", "count"]
"""Which figure of the units of a group is taken; of those that have a value."""
ADDING_UP: frozenset[Take] = frozenset({"sum", "count"})
"""Figures that grow with the number of units."""
WEIGHTED: frozenset[Take] = frozenset({"mean", "sum", "count"})
"""What units may be weighted in."""


def figure_of(take: Take, values: Values, weights: Values | None = None) -> float:
    """A figure of the units that have a value and, where units are weighted, a weight; NaN where it is of none.

    The count of nothing is 0; of the sum nothing is known, as in formulas. Sums are exact before they are rounded, so that
    the order of units has no part in them.
    """
    there = ~np.isnan(values) if weights is None else ~(np.isnan(values) | np.isnan(weights))
    values = values[there]
    counts = np.ones(len(values)) if weights is None else weights[there]
    if take == "count":
        return exact_sum(counts)
    if not there.any():
        return float("nan")
    if take == "sum":
        return exact_sum(values * counts)
    whole = exact_sum(counts)
    if not whole:
        return float("nan")
    if take == "mean":
        return exact_sum(values * counts) / whole
    known: list[float] = sorted(values.tolist())
    return {"median": quantile(known, 1, 2), "min": known[0], "max": known[-1]}[take]


def size_of(take: Take, sizes: Values, weights: Values | None = None) -> float:
    """The size of the largest term in a figure of the units, given those of their values; a number of units has none
    but its own, whatever is counted, and so has a figure of nothing: NaN."""
    if take == "count" or not len(sizes):
        return float("nan")
    if weights is None or take not in WEIGHTED:
        weights = np.ones(len(sizes))
    largest = float(np.fmax.reduce(sizes * weights))
    if take == "mean":
        whole = exact_sum(weights[~np.isnan(sizes * weights)])
        return largest / whole if whole else float("nan")
    return largest if take == "sum" else float(np.fmax.reduce(sizes))


def by_word(words: Sequence[str | None]) -> Iterator[tuple[str, np.ndarray[tuple[int], np.dtype[np.intp]]]]:
    """The groups that a column of words makes, in the order of the words, each with its rows; no word is no group."""
    members: dict[str, list[int]] = {}
    for row, word in enumerate(words):
        if word is not None:
            members.setdefault(word, []).append(row)
    for word in sorted(members):
        yield word, np.array(members[word], dtype=np.intp)
