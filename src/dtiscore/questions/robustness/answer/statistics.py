"""What a population says of each unit: where its rank lies, how much it moves, and which units cannot be told apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.questions.robustness.answer.ranking import Ranked

LOW, HIGH = 0.05, 0.95
"""Between these a rank lies in nine of ten replicates, and a comparison of two units is open."""


@dataclass(frozen=True, slots=True)
class RankStatistics:
    """The ranks of one unit over all replicates."""

    nominal: float
    mean: float
    median: float
    low: float
    """5 % of the ranks are this good or better (R type 7, as numpy's linear quantile)."""
    high: float
    """95 % of the ranks are this good or better."""
    best: float
    worst: float
    volatility: float
    """By how many places the rank differs from the nominal one, on average."""
    deviation: float
    """The standard deviation of the rank over the replicates (of the population of them)."""
    within: float
    """The share of replicates in which the rank is at most ``k``."""


def rank_statistics(population: Ranked, nominal: Values, k: int) -> list[RankStatistics]:
    """The statistics of each unit.

    Args:
        population: the ranks in all replicates.
        nominal: the ranks of the units under the edition itself.
        k: the last rank that counts for ``within``.
    """
    return [
        _of_one(np.bincount(doubled), own, k)
        for doubled, own in zip(population.doubled, nominal.tolist(), strict=True)
    ]


def _of_one(counts: NDArray[np.intp], nominal: float, k: int) -> RankStatistics:
    """The statistics of one unit, given how often it has each rank, counted by twice the rank; 0 stands for none."""
    counts[0] = 0
    there = np.flatnonzero(counts)
    ranks, times = there / 2.0, counts[there]
    total = int(times.sum())
    mean = float((ranks * times).sum()) / total
    return RankStatistics(
        nominal=nominal,
        mean=mean,
        median=_quantile(ranks, times, 0.5),
        low=_quantile(ranks, times, LOW),
        high=_quantile(ranks, times, HIGH),
        best=float(ranks[0]),
        worst=float(ranks[-1]),
        volatility=float((np.abs(ranks - nominal) * times).sum()) / total,
        deviation=math.sqrt(float(((ranks - mean) ** 2 * times).sum()) / total),
        within=float(times[ranks <= k].sum()) / total,
    )


def _quantile(ranks: Values, times: NDArray[np.intp], share: float) -> float:
    """The quantile (R type 7) of ascending ranks, each of which occurs so many times."""
    upto = np.cumsum(times)
    position = share * (int(upto[-1]) - 1)
    below = math.floor(position)
    above = min(below + 1, int(upto[-1]) - 1)
    low, high = ranks[np.searchsorted(upto, [below, above], side="right")].tolist()
    rest = position - below
    # From the nearer end, as numpy's linear quantile interpolates, to the bit.
    return float(low + (high - low) * rest if rest < 0.5 else high - (high - low) * (1.0 - rest))


def alike(above: Values) -> list[range]:
    """Groups of neighbours in the ranking that cannot be told apart, from the top; they may overlap.

    ``above`` is units by units in the order of the ranking. A group is a run of at least two units of which every two
    are open: neither stands above the other in more than 95 % of the replicates. No group lies within another.
    """
    open_ = (above >= LOW) & (above <= HIGH)
    groups: list[range] = []
    for first in range(len(above)):
        end = first + 1
        while end < len(above) and open_[end, first:end].all():
            end += 1
        if end - first > 1 and (not groups or end > groups[-1].stop):
            groups.append(range(first, end))
    return groups


def letters(groups: Sequence[Sequence[int]], units: int) -> list[str]:
    """For each unit the letters of its groups: a for the first, then b ... z, A ... Z, and numbers from then on."""
    names = [*"abcdefghijklmnopqrstuvwxyz", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    named = [names[at] if at < len(names) else f"({at + 1})" for at in range(len(groups))]
    return [
        "".join(name for name, group in zip(named, groups, strict=True) if unit in group)
        for unit in range(units)
    ]


def mean_shift(ranks: Values, nominal: Values) -> Values:
    """For each replicate the mean number of places by which units differ from their nominal ranks."""
    shift: Values = np.nanmean(np.abs(ranks - nominal), axis=1)
    return shift
