"""Ranks: within each period and group, on published decimals or in full, under every tie rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.publication import Publication, Ranking, TieRule

Ranks = NDArray[np.float64]
"""Ranks from 1; whole numbers except under the tie rule ``average``; NaN for a unit that is not ranked."""


def keys(values: Values, ranking: Ranking, publication: Publication) -> Values:
    """What is compared, larger being better: the value in full, or counted in the last published decimal."""
    compared = values if ranking.on == "full" else publication.round.steps(values)
    return compared if ranking.order == "descending" else -compared


def rank(compared: Values, ties: TieRule, order: list[str]) -> Ranks:
    """The ranks of values of which larger is better; NaN values are not ranked.

    Args:
        compared: one value per unit.
        ties: what units of equal value share.
        order: the code of each unit, which decides between equals under ``ordinal``.
    """
    ranks = np.full(len(compared), np.nan)
    known = np.flatnonzero(~np.isnan(compared))
    if not len(known):
        return ranks
    values = -compared[known]
    if ties == "ordinal":
        by_code = sorted(range(len(known)), key=lambda i: (values[i], order[known[i]]))
        ranks[known[by_code]] = np.arange(1, len(known) + 1)
        return ranks
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    first = last - count + 1
    by_group = {
        "min": first,
        "max": last,
        "dense": np.arange(1, len(count) + 1),
        "average": (first + last) / 2,
    }
    ranks[known] = by_group[ties][place]
    return ranks
