"""What a population says of each unit: where its rank lies, how much it moves, and which units cannot be told apart."""

from __future__ import annotations

import math
import string
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.robustness.answer.ranking import Meetings, Ranked
from dtiscore.scoring.ranking import DoubledRanks
from dtiscore.tables.table import Rows

LOW, HIGH = 0.05, 0.95
"""Between these a rank lies in nine of ten replicates, and a comparison of two units is open."""
_AT_A_TIME = 2048
"""Of so many units the ranks in a quarter of a thousand replicates stay in the cache of a processor."""
_LOOKED_AT_FIRST = (25, 40)
"""How many per cent of the replicates are looked at, and how many then, before all are."""
_LETTERS = string.ascii_lowercase + string.ascii_uppercase


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
        _of_one(*_counted(doubled), own, k)
        for doubled, own in zip(population.doubled, nominal.tolist(), strict=True)
    ]


def _counted(doubled: DoubledRanks) -> tuple[Values, NDArray[np.intp]]:
    """Which ranks a unit has, ascending, and how often; 0 stands for none."""
    if int(doubled.max()) <= len(doubled):
        counts = np.bincount(doubled)
        found = np.flatnonzero(counts)
        times = counts[found]
    else:  # of many units each has few of the ranks
        found, times = np.unique(doubled, return_counts=True)
    absent = int(found[0] == 0)
    return found[absent:] / 2.0, times[absent:]


def _of_one(ranks: Values, times: NDArray[np.intp], nominal: float, k: int) -> RankStatistics:
    """The statistics of one unit that has each of some ranks so many times."""
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


def alike(standing: DoubledRanks) -> list[range]:
    """Groups of neighbours in the ranking that cannot be told apart, from the top; they may overlap.

    A group is a run of at least two units of which every two are open: neither stands above the other in more than 95 %
    of the replicates. No group lies within another.

    Args:
        standing: the ranks of the units, in the order of the ranking, in all replicates (units by replicates).
    """
    groups: list[range] = []
    first, are_complete = 0, bool(standing.all())
    for unit in range(1, len(standing)):
        apart = _last_told_apart(standing, unit, first, are_complete=are_complete)
        if apart is not None:
            groups.append(range(first, unit))
            first = apart + 1
    groups.append(range(first, len(standing)))
    return [group for group in groups if len(group) > 1]


def _last_told_apart(standing: DoubledRanks, unit: int, first: int, *, are_complete: bool) -> int | None:
    """Of the units from the first on, the last before a unit that can be told apart from it."""
    for end in range(unit, first, -_AT_A_TIME):
        start = max(first, end - _AT_A_TIME)
        apart = np.flatnonzero(~_are_open(standing[unit], standing[start:end], are_complete=are_complete))
        if len(apart):
            return start + int(apart[-1])
    return None


def _are_open(own: DoubledRanks, others: DoubledRanks, *, are_complete: bool) -> Mask:
    """Whether neither a unit nor another one stands above in more than 95 % of the replicates, for each of others."""
    replicates = len(own)
    ahead, behind = np.zeros((2, len(others)), dtype=np.int64)
    compared = np.zeros(len(others), dtype=np.int64)
    undecided: Rows | slice = slice(None)
    # Most pairs have changed places often enough in a part of the replicates, whatever comes in the others.
    for start, stop in pairwise([0, *(replicates * part // 100 for part in _LOOKED_AT_FIRST), replicates]):
        met = Meetings.of(own[start:stop], others[undecided, start:stop], are_complete=are_complete)
        ahead[undecided] += met.ahead
        behind[undecided] += met.behind
        compared[undecided] += met.compared
        undecided = np.flatnonzero((ahead / replicates < LOW) | ((replicates - behind) / replicates > HIGH))
    share = Meetings(ahead, behind, compared, replicates).share_above
    found = np.ones(len(others), dtype=np.bool_)
    found[undecided] = ((share >= LOW) & (share <= HIGH))[undecided]
    return found


def letters(groups: Sequence[Sequence[int]], units: int) -> list[str]:
    """For each unit its groups, which follow each other: a for the first, then b ... z, A ... Z.

    From the 53rd on groups have numbers in brackets, of which the first and the last are said: (53), (54-60).
    """
    first, last = [len(groups)] * units, [-1] * units
    for at, group in enumerate(groups):
        for unit in group:
            first[unit], last[unit] = min(first[unit], at), at
    return [
        _LETTERS[start : end + 1] + _numbered(max(start, len(_LETTERS)) + 1, end + 1)
        for start, end in zip(first, last, strict=True)
    ]


def _numbered(first: int, last: int) -> str:
    if first > last:
        return ""
    return f"({first})" if first == last else f"({first}-{last})"


def mean_shift(ranks: Values, nominal: Values) -> Values:
    """For each replicate the mean number of places by which units differ from their nominal ranks."""
    shift: Values = np.nanmean(np.abs(ranks - nominal), axis=1)
    return shift
