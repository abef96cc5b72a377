"""Which way figures run in the ranking that a table has: a guess of where less is better, to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median

import numpy as np

from dtiscore.methodology.base import Values, fold
from dtiscore.questions.init.answer.outcome import places_in, ranks_among, values_of
from dtiscore.tables.heading_parts import in_words
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.score_headings import is_index_score

_FEWEST = 8
"""Units from which an order tells something."""
_CLEAR = 0.5
_IN_ORDER = 0.9
"""The rank correlation from which on ranks are taken for those of a column of figures; ties and later corrections leave less than 1."""
_BY_CHANCE = 2.6
"""Times the standard deviation of a rank correlation without any bearing, beyond which 1 of 100 lies."""
_FEWEST_TOGETHER = 3


def standing_of(
    columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions, outcomes: Sequence[str]
) -> Values | None:
    """How high units stand in the ranking that a table has: by their ranks, or else by its score; ``None`` without both.

    ``outcomes`` are the headings of columns that are known to be what it ranks by.
    """
    ranks = ranks_among(columns, outcomes)
    if ranks is not None:
        return -places_in(ranks, rows, options)
    known = (column for column in columns if column.header in outcomes)
    scores = (column for column in columns if is_index_score(fold(in_words(column.header))))
    found = next(known, None) or next(scores, None)
    return None if found is None else values_of(found, rows, options)


def lowest_first(
    figures: Mapping[str, Values],
    ranked: Mapping[str, RawColumn],
    rows: Sequence[int],
    options: ReadingOptions,
) -> set[str]:
    """The headings of the columns with ranks of their own beside them, by which the unit that has least comes first.

    That the one that has most does tells nothing: so are homicides ranked, too.
    """
    places = {header: places_in(ranked[header], rows, options) for header in figures if header in ranked}
    told = {header: rank_correlation(figures[header], place) for header, place in places.items()}
    return {header for header, with_place in told.items() if with_place and with_place[0] >= _IN_ORDER}


def running_with(standing: Values, figures: Mapping[str, Values]) -> tuple[set[str], set[str]]:
    """The headings of the columns that clearly rise, and of those that clearly fall, towards the first units of a ranking.

    Where all fall, and most clearly, as the ranks of units in single things do, each is taken to.
    """
    known = {header: rank_correlation(values, standing) for header, values in figures.items()}
    found = {header: told for header, told in known.items() if told is not None}
    slopes = [slope for slope, _ in found.values()]
    rising = {header for header, (slope, units) in found.items() if _is_clear(slope, units)}
    falling = {header for header, (slope, units) in found.items() if _is_clear(-slope, units)}
    if len(slopes) >= _FEWEST_TOGETHER and max(slopes) < 0 and median(slopes) <= -_CLEAR:
        falling = {*found}
    return rising, falling


def runs_against(standing: Values, scores: Sequence[Values]) -> bool:
    """Whether scores clearly fall together towards the first units of a ranking: their mean does."""
    there = ~np.isnan(scores)
    means = np.where(there.any(axis=0), np.nansum(scores, axis=0) / np.maximum(there.sum(axis=0), 1), np.nan)
    told = rank_correlation(means, standing)
    return told is not None and _is_clear(-told[0], told[1])


def _is_clear(slope: float, units: int) -> bool:
    return slope >= _CLEAR and slope * sqrt(units - 1) >= _BY_CHANCE


def rank_correlation(values: Values, standing: Values, *, fewest: int = _FEWEST) -> tuple[float, int] | None:
    """The rank correlation of two columns (Spearman), and of how many units; ``None`` where these are few or the same."""
    filled = ~np.isnan(values) & ~np.isnan(standing)
    units = int(filled.sum())
    if units < fewest:
        return None
    one, other = (_places(each[filled]) for each in (values, standing))
    sizes = float(one @ one) * float(other @ other)
    return None if sizes == 0 else (float(one @ other) / sqrt(sizes), units)


def _places(values: Values) -> Values:
    """The ranks of values, equal ones at the middle of theirs, less their mean."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    places: Values = (np.cumsum(counts) - (counts - 1) / 2)[at]
    return places - np.mean(places)
