"""A first ranking beside the ranks that its table has: how near the guesses of a draft come to what was published."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.questions.init.answer.leanings import rank_correlation, runs_against
from dtiscore.questions.init.answer.outcome import places_in, ranks_among
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.options import ReadingOptions

_FEWEST = 3


class RanksBeside(NamedTuple):
    """What became of the ranks that a table has."""

    heading: str
    compared: int
    """How many units have a rank in both."""
    same: int
    furthest: int
    """The row of the scorecard whose rank is furthest from that in the table."""
    own: float
    published: float
    correlation: float
    """The rank correlation of the two (Spearman); 0 where all units share one rank."""
    is_turned_round: bool
    """Whether units that the table ranks higher are clearly ranked lower."""
    among_both: bool
    """Whether one of the two ranks units that the other does not, so that all ranks are those among the units of both."""


def ranks_beside(card: Scorecard, outcomes: Sequence[str] = ()) -> RanksBeside | None:
    """The ranks of a scorecard held against those of its table; ``None`` where that has none, or of too few units.

    ``outcomes`` are the headings of columns that are known to be what the table ranks by.
    """
    data = card.dataset
    column = ranks_among(data.raw.columns, outcomes)
    if column is None:
        return None
    published = places_in(column, data.row_in_raw, ReadingOptions())
    own: Values = card.ranks[card.methodology.index.code]
    known = np.flatnonzero(~np.isnan(published) & ~np.isnan(own))
    if len(known) < _FEWEST:
        return None
    periods = np.array([period or "" for period in data.periods])[known]
    of_periods = [known[periods == period] for period in np.unique(periods)]
    among_both = any(max(np.max(published[at]), np.max(own[at])) > len(at) for at in of_periods)
    if among_both:
        published, own = published.copy(), own.copy()
        for ranks, at in product((published, own), of_periods):
            ranks[at] = np.searchsorted(np.sort(ranks[at]), ranks[at]) + 1
    apart = np.abs(own - published)[known]
    together = rank_correlation(own, published, fewest=_FEWEST)
    at = int(known[np.argmax(apart)])
    return RanksBeside(
        column.header,
        compared=len(known),
        same=int(np.sum(apart == 0)),
        furthest=at,
        own=float(own[at]),
        published=float(published[at]),
        correlation=0.0 if together is None else together[0],
        is_turned_round=runs_against(-published, [-own]),
        among_both=among_both,
    )
