"""Which columns of a table are what it ranks its units by: the outcome of the others, and no indicators."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.base import Values
from dtiscore.questions.init.answer.combined import is_form_of
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.published_ranks import plain_ranks
from dtiscore.tables.rank_headings import RANKS, form_of, has_ranks
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.table_numbers import numbers_as_declared

_SCORES = ("score", "index", "points")
_SCORE = re.compile(rf"(.+[\s_.])?(?:{'|'.join(_SCORES)})")
_INDEX = re.compile(r"\b(?:index|indice|índice|indeks|chỉ số chung|overall|total)\b")
"""``Index of Multiple Deprivation (IMD) Score`` among scores of its domains."""
_FINAL = re.compile(r"\b(?:final|composite|aggregate|average|mean)\b")
"""What an index may be called, and one of its parts, too, where nothing else is the index: ``final``, ``final_rank``."""
_RANKS = ("rank", "ranking")
_RANK_OF = re.compile(r"(?:(?<=[\s_.])|^)rank(?:ing)?[\s_]of[\s_]")
_MEAN_OF_RANKS = re.compile(r"(?:(?<=[\s_.])|^)(?:average|mean|avg|median)[\s_]rank")
_OF_MOVES = re.compile(r"\b(?:change|minus|previous|last|thay đổi|tăng|giảm|biến động|chênh lệch|trước)\b")
"""How ranks moved, or what they were."""
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_YEAR_BEFORE = re.compile(r"[\s_]n ?[–-] ?1$", re.IGNORECASE)
"""``PCI N-1``: of the year before."""
_THE_LAST = "9999"
"""Stands behind all years."""
_FEWEST_ORDERS = lgamma(8 + 1)
"""The logarithm of the orders of its figures below which an indicator may fall from the first unit to the last by chance."""
_FEWEST_APART = 20
"""Units below which parts that are much alike may all stand in one order with their index."""


def ranks_among(columns: Sequence[RawColumn], outcomes: Sequence[str] = ()) -> RawColumn | None:
    """The column of ranks in the index: the first of no year, or else that of the last; ``None`` where there is none.

    Where none is headed as ranks alone, it is that of the only score that has its ranks beside it, in the last year, of the
    one that is called an index, or of the first of ``outcomes``, the headings of columns that are known to be what the table
    ranks by; or else the only column of ranks of anything, such as ``HDI rank``.
    """
    ranks = [column for column in columns if form_of(column.header) in RANKS]
    beside = ranks_beside_scores(columns)
    called = _called_index(beside)
    known = [heading for heading in outcomes if heading in beside] or _years_of_one(beside)
    if not ranks and (known or len(called) == 1):
        return beside[[*known, *called][0]]
    if not ranks:
        ranks = [column for column in columns if has_ranks(column)]
        ranks = [column for column in ranks if not _OF_MOVES.search(form_of(column.header))]
        names = {_YEARS.sub("", form_of(column.header)) for column in ranks}
        ranks = ranks if len(names) == 1 else []
    return max(ranks, key=lambda column: _year_of(column.header), default=None)


def ranks_beside_scores(columns: Sequence[RawColumn]) -> dict[str, RawColumn]:
    """The columns of ranks that are headed as a score is, by its heading.

    ``pci_rank`` beside ``pci_score``, ``tax_rank`` beside ``tax``, ``imd_rank_of_average_score`` beside ``imd_average_score``.
    """
    forms = {form_of(column.header): column for column in columns}
    of_something = {_RANK_OF.sub("", form): forms[form] for form in forms if _RANK_OF.search(form)}
    places = {form: column for form, column in forms.items() if not _MEAN_OF_RANKS.search(form)}
    scores = {form: found for form in forms if (found := _SCORE.fullmatch(form)) is not None}
    names = {form: [of[1] or ""] if (of := scores.get(form)) else [f"{form}_", f"{form} "] for form in forms}
    pairs = {
        forms[form].header: next(
            (ranks for name in of for rank in _RANKS if (ranks := places.get(f"{name}{rank}")) is not None),
            of_something.get(form),
        )
        for form, of in names.items()
    }
    return {heading: ranks for heading, ranks in pairs.items() if ranks is not None}


def _called_index(scores: Collection[str]) -> list[str]:
    """The headings that call their scores an index, or else the final ones."""
    return _called(_INDEX, scores) or _called(_FINAL, scores)


def _called(name: re.Pattern[str], scores: Collection[str]) -> list[str]:
    return [heading for heading in scores if name.search(form_of(heading)) is not None]


def _years_of_one(scores: Collection[str]) -> list[str]:
    """The headings of scores, that of the last year first, if they are one score in several years, or the only one."""
    names = {_YEARS.sub("", form_of(heading)) for heading in scores}
    return sorted(scores, key=_year_of, reverse=True) if len(names) == 1 else []


def _year_of(heading: str) -> str:
    """The year at the end of a heading, as far as ranks of several years can be told apart by it; that of no year is the last."""
    if _YEAR_BEFORE.search(heading):
        return ""
    years: list[str] = _YEARS.findall(heading)
    return years[-1] if years else _THE_LAST


def outcomes_of(
    columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions, period: RawColumn | None
) -> list[str]:
    """The headings of the columns by which the units are ranked, as their headings or their order in each period say.

    The first is that of the index, of the last year where there are several.
    A score and what it is of the most, or the score as it was before it was rounded, stand in one order.
    """
    ordered = _in_the_order_of_ranks(columns, rows, options, period)
    named = [*ranks_beside_scores(columns)]
    if len(years := _years_of_one(named)) > 1:
        return list(dict.fromkeys([*years, *ordered]))
    # Of several scores that have their ranks beside them each may be an indicator, and so may the only one beside what the
    # units are ranked by: but for the one that is called an index, or a score and nothing else.
    if len(named) > 1 or ordered:
        called = _called(_INDEX, named) if ordered else _called_index(named)
        named = called or [heading for heading in named if form_of(heading) in _SCORES]
    found = [*(named if len(named) == 1 else ()), *ordered]
    return list(dict.fromkeys(found))


def _in_the_order_of_ranks(
    columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions, period: RawColumn | None
) -> list[str]:
    """The headings of the columns that only fall, or only rise, from the unit of rank 1 to the last.

    Of few units, whose parts may stand in that order too, those of the index and of other forms of it alone.
    """
    ranks, periods = ranks_among(columns), by_period(rows, period)
    if ranks is None:
        return _sorted_by(columns, rows, options, periods)
    places = places_in(ranks, rows, options)
    figures = {column.header: values_of(column, rows, options) for column in columns if column is not ranks}
    found = [heading for heading, values in figures.items() if _stand_in_order(values, places, periods)]
    if len(found) < 2 or len(rows) >= _FEWEST_APART:
        return found
    index = figures[_index_of(found, figures)]
    return [heading for heading in found if is_form_of(figures[heading], index)]


def _sorted_by(
    columns: Sequence[RawColumn],
    rows: Sequence[int],
    options: ReadingOptions,
    periods: Sequence[NDArray[np.intp]],
) -> list[str]:
    """The heading of the one score or index by which the rows of a table without ranks are sorted in each period, if there is one."""
    places = np.arange(len(rows), dtype=np.float64)
    found = [
        column.header
        for column in columns
        if _is_called_an_outcome(column.header)
        and _stand_in_order(values_of(column, rows, options), places, periods)
    ]
    return found if len(found) == 1 else []


def _is_called_an_outcome(heading: str) -> bool:
    form = form_of(heading)
    return _INDEX.search(form) is not None or _SCORE.fullmatch(form) is not None


def _stand_in_order(values: Values, places: Values, periods: Sequence[NDArray[np.intp]]) -> bool:
    """Whether figures only rise, or only fall, from each place to the next in all periods, and not by chance."""
    known = ~np.isnan(values) & ~np.isnan(places)
    ranked = [at[known[at]] for at in periods]
    orders = sum(_orders(values[at][np.unique(places[at], return_index=True)[1]]) for at in ranked)
    return orders >= _FEWEST_ORDERS and any(
        all(_only_rises(side * values[at], places[at]) for at in ranked) for side in (1, -1)
    )


def _only_rises(values: Values, places: Values) -> bool:
    """Whether figures rise from each place to the next; of those that share one, as published, any may be the larger."""
    return bool(np.all(np.diff(values[np.lexsort((values, places))]) >= 0))


def _index_of(found: Sequence[str], figures: Mapping[str, Values]) -> str:
    """The heading of the index among those that stand in its order: by what it is called, or as it goes with all figures most."""
    called = [*filter(_is_called_an_outcome, found)]
    rows = ~np.isnan([figures[each] for each in found]).any(axis=0)
    varied = {
        each: values[rows] for each, values in figures.items() if rows.any() and np.ptp(values[rows]) > 0
    }
    if len(varied) < 2:
        return (called or found)[0]
    # An index has more to do with its parts than any of these has with the others.
    bearing = dict(zip(varied, np.mean(np.abs(np.corrcoef([*varied.values()])), axis=0), strict=True))
    return max(called or found, key=lambda each: float(bearing.get(each, 0.0)))


def _orders(figures: Values) -> float:
    """The logarithm of the number of orders in which these figures can stand, which are few where most are equal."""
    _, times = np.unique(figures, return_counts=True)
    return lgamma(len(figures) + 1) - sum(map(lgamma, (times + 1).tolist()))


def by_period(rows: Sequence[int], period: RawColumn | None) -> list[NDArray[np.intp]]:
    """At which of these rows each period stands."""
    if period is None:
        return [np.arange(len(rows))]
    _, which = np.unique([period.cells[row].strip() for row in rows], return_inverse=True)
    return [np.flatnonzero(which == one) for one in range(int(np.max(which, initial=0)) + 1)]


def places_in(ranks: RawColumn, rows: Sequence[int], options: ReadingOptions) -> Values:
    """The ranks in some rows, without the marks that people put around them, NaN where there is none."""
    return values_of(ranks._replace(cells=plain_ranks(ranks.cells)), rows, options)


def values_of(column: RawColumn, rows: Sequence[int], options: ReadingOptions) -> Values:
    """The numbers of a column in some rows, NaN where there is none."""
    return numbers_as_declared(column, options, rows).values
