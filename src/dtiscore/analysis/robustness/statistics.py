"""What a population says of each unit: where its rank lies, how much it moves, and which units cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dtiscore.methodology import Values

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
    within: float
    """The share of replicates in which the rank is at most ``k``."""


def rank_statistics(ranks: Values, nominal: Values, k: int) -> list[RankStatistics]:
    """The statistics of each unit.

    Args:
        ranks: replicates by units.
        nominal: the ranks of the units under the edition itself.
        k: the last rank that counts for ``within``.
    """
    found = []
    for column, own in zip(ranks.T, nominal.tolist(), strict=True):
        known = column[~np.isnan(column)]
        low, median, high = np.quantile(known, [LOW, 0.5, HIGH]).tolist()
        found.append(
            RankStatistics(
                nominal=own,
                mean=float(known.mean()),
                median=median,
                low=low,
                high=high,
                best=float(known.min()),
                worst=float(known.max()),
                volatility=float(np.abs(known - own).mean()),
                within=float((known <= k).mean()),
            )
        )
    return found


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


def letters(groups: Sequence[range], units: int) -> list[str]:
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
