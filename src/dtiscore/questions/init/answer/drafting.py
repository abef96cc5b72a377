"""An index to begin with of the columns of a table that may be indicators."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import Values
from dtiscore.questions.init.answer.bands import are_bands
from dtiscore.questions.init.answer.certainty import certainty_beside
from dtiscore.questions.init.answer.chosen import (
    Chosen,
    added_up,
    are_called_scores,
    directed,
    in_points,
    limited,
    out_of_one_scale,
    weighed,
    with_burdens_falling,
)
from dtiscore.questions.init.answer.columns_apart import (
    is_no_criterion,
    is_size,
    names_codes,
    outcomes_of_years,
)
from dtiscore.questions.init.answer.combined import made_of_others
from dtiscore.questions.init.answer.criterion import Criterion, criterion_of
from dtiscore.questions.init.answer.draft import Draft
from dtiscore.questions.init.answer.explained import explained, whole_of
from dtiscore.questions.init.answer.gaps import meaning_of_gaps
from dtiscore.questions.init.answer.groups_in_total import Points, groups_in_total
from dtiscore.questions.init.answer.leanings import lowest_first, standing_of
from dtiscore.questions.init.answer.means import geometric_mean_among, mean_of_all_among
from dtiscore.questions.init.answer.measures import measured
from dtiscore.questions.init.answer.normalised import normalised_beside
from dtiscore.questions.init.answer.outcome import by_period, outcomes_of, ranks_beside_scores, values_of
from dtiscore.questions.init.answer.published import (
    is_total_of_points,
    published_of,
    totals_among,
)
from dtiscore.questions.init.answer.ranking_alone import ranking_alone
from dtiscore.questions.init.answer.rows_of_worth import (
    HIGHEST,
    directions_of,
    has_highest_figures,
    limits_of,
    maxima_of,
    maximum_of,
    weights_of,
)
from dtiscore.questions.init.answer.table import candidates, rows_of_units
from dtiscore.questions.init.answer.tree import Part, criteria_of, grouped
from dtiscore.questions.init.answer.weights_in_headings import weights_in_headings
from dtiscore.said import said
from dtiscore.suggestions import Suggestions
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import MAXIMA


def draft_of(
    table: RawTable,
    headings: Headings,
    options: ReadingOptions,
    *,
    name: str,
    title: str,
    maxima: str | None = None,
) -> Draft:
    """An index of all columns that may be indicators.

    ``headings`` are those of unit, name and period; ``maxima`` is the name of the row that holds the maxima, where it is
    not one by which such rows are known.

    Raises:
        UsageFault: there is no row of that name.
    """
    cells, rows = rows_of_units(table, headings, options)
    known = MAXIMA if maxima is None else _name_among(cells, maxima)
    rows = [row for row in rows if normal_form(cells[row]) not in known]
    columns = candidates(table, headings)
    if maxima is None and has_highest_figures(columns, cells, rows, options):
        known -= HIGHEST
    in_headings = weights_in_headings(column.header for column in columns)
    parts = explained(columns)
    criterion = _each_as_criterion(columns, cells, rows, options, known, in_headings)
    found = {column.header: criterion(column) for column in _figures(columns, rows, options, parts)}
    outcomes = outcomes_of(columns, rows, options, headings.period)
    if all(each is None or each.weight == 0 or header in outcomes for header, each in found.items()) and (
        alone := ranking_alone(columns, rows, options, outcomes, criterion)
    ):
        one, left_out = grouped(alone[0].criteria), alone[0].left_out
        return Draft(name, title, one, left_out, published=alone[1], missing="no-score")
    criteria = [each for each in found.values() if each is not None]
    left_out = [column.header for column in columns if found.get(column.header) is None]
    scored = [column for column in columns if found.get(column.header) is not None]
    figures = {column.header: values_of(column, rows, options) for column in scored}
    standing = standing_of(columns, rows, options, outcomes)
    chosen = Chosen(criteria, left_out).without(outcomes).without(whole_of(parts, scored, rows, options))
    chosen = chosen.without(_bands_among(chosen.criteria, columns, rows, standing, headings.period))
    totals = totals_among(columns, rows, options, outcomes)
    total = next(_points_of([criterion(column) for column in columns if column.header in totals]), None)
    chosen, sums = _counted_once(chosen, figures, None if total is None else (total[1], totals[total[0]]))
    ranked, periods = ranks_beside_scores(columns), by_period(rows, headings.period)
    outcomes = outcomes or _index_among(sums, chosen.criteria, figures, ranked, periods)
    chosen = chosen.without(outcomes)
    standing = standing_of(columns, rows, options, outcomes)
    by_row = weights_of(table, headings, options, [each.column for each in chosen.criteria])
    totals |= {header: figures[header] for header in (*sums, *outcomes) if header in figures}
    if not by_row and not in_headings:
        chosen = added_up(chosen, figures, totals, {*outcomes, *filter(is_total_of_points, totals)})
    published = published_of(
        {header: totals[header] for header in outcomes if header in totals},
        [figures[header] for header in sums],
        [figures[each.column] for each in chosen.criteria],
        periods,
        standing,
    )
    if published.is_mean or are_called_scores(chosen.criteria, figures, ranked):
        chosen = replace(chosen, criteria=out_of_one_scale(chosen.criteria, figures))
    chosen = weighed(chosen, by_row, in_headings, figures)
    seen = _Seen(table, headings, options, rows)
    by_ranks = standing, lowest_first(figures, ranked, rows, options)
    chosen = _as_rows_say(seen, chosen, figures, by_ranks, known, are_parts=published.is_mean)
    tree = grouped(chosen.criteria)
    draft = Draft(name, title, tree, chosen.left_out, sums, missing=seen.missing(tree), total=total)
    return replace(draft, published=published, ranked_by=outcomes, of_words=_of_words(columns, found, rows))


def _index_among(
    sums: Sequence[str],
    criteria: Sequence[Criterion],
    figures: Mapping[str, Values],
    ranked: Container[str],
    periods: Sequence[NDArray[np.intp]],
) -> list[str]:
    """What the others make up: of several scores with ranks beside them one, or else the mean of all."""
    made = [header for header in sums if header in ranked][:1]
    parts = {each.column: figures[each.column] for each in criteria}
    made = made or geometric_mean_among(parts, ranked)
    return made or mean_of_all_among(sums, figures, [*parts.values()], periods)


class _Seen(NamedTuple):
    """A table, and what is known of it."""

    table: RawTable
    headings: Headings
    options: ReadingOptions
    rows: Sequence[int]
    """Those of units."""

    def missing(self, tree: Sequence[Part]) -> str:
        """What an empty cell means."""
        return meaning_of_gaps(self.table, self.headings, self.options, [*criteria_of(tree)], self.rows)


def _as_rows_say(
    seen: _Seen,
    chosen: Chosen,
    figures: Mapping[str, Values],
    by_ranks: tuple[Values | None, AbstractSet[str]],
    maxima: AbstractSet[str],
    *,
    are_parts: bool,
) -> Chosen:
    """The indicators between the limits that rows of the table say, worth its maxima, better in the direction that it tells or names suggest.

    ``by_ranks``: how high units stand in its ranking, and in which indicators those that have least are ranked first. ``maxima``: the names of rows of them.
    """
    table = seen.table, seen.headings
    # Parts of a mean are scores: rows of their lowest and highest figures say nothing of them.
    limits = {} if are_parts else limits_of(*table, seen.options, figures)
    chosen = limited(chosen, limits, figures)
    criteria = with_burdens_falling(chosen.criteria, figures, *by_ranks, are_parts=are_parts)
    columns = [each.column for each in criteria]
    directions = directions_of(*table, columns)
    found = replace(chosen, criteria=[directed(each, directions.get(each.column)) for each in criteria])
    return in_points(found, maxima_of(*table, seen.options, columns, maxima))


def _each_as_criterion(
    columns: Sequence[RawColumn],
    cells: Sequence[str],
    rows: Sequence[int],
    options: ReadingOptions,
    maxima: AbstractSet[str],
    in_headings: Container[str],
) -> Callable[[RawColumn], Criterion | None]:
    """The indicator that a column may be, by what its heading and the rows that are named among ``maxima`` say."""
    in_units = measured(columns)

    def criterion(column: RawColumn) -> Criterion | None:
        return criterion_of(
            column,
            rows,
            options,
            maximum_of(column, cells, options, maxima),
            is_measured=column.header in in_units,
            is_weighed=column.header in in_headings,
        )

    return criterion


def _figures(
    columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions, parts: Sequence[RawColumn]
) -> list[RawColumn]:
    """The columns that are neither codes or outcomes nor what another one is, told otherwise, as ``parts`` of a score are."""
    apart = {*normalised_beside(columns, rows, options), *(part.header for part in parts)}
    apart |= certainty_beside(columns, rows, options) | {*outcomes_of_years(columns, rows)}
    return [
        column
        for column in columns
        if not is_no_criterion(column, rows)
        and not names_codes(column, columns, rows)
        and column.header not in apart
    ]


def _of_words(columns: Sequence[RawColumn], among: Container[str], rows: Sequence[int]) -> list[str]:
    """The headings of the columns, among some, of which most cells have no digit."""
    cells = {
        column.header: [column.cells[row] for row in rows] for column in columns if column.header in among
    }
    with_digits = {
        header: sum(any(map(str.isdecimal, cell)) for cell in each) for header, each in cells.items()
    }
    return [header for header, each in cells.items() if 2 * with_digits[header] < sum(map(bool, each))]


def _bands_among(
    criteria: Sequence[Criterion],
    columns: Sequence[RawColumn],
    rows: Sequence[int],
    standing: Values | None,
    period: RawColumn | None,
) -> list[str]:
    """The headings of the columns of words into whose groups the ranking is cut, if there is one."""
    if standing is None:
        return []
    answers = {each.column for each in criteria if each.weight == 0}
    words = (column for column in columns if column.header in answers)
    return [column.header for column in words if are_bands(column, rows, standing, period)]


def _counted_once(
    chosen: Chosen, figures: Mapping[str, Values], total: Points | None
) -> tuple[Chosen, list[str]]:
    """The indicators but for those that others make up, whose headings are told, and for how large a unit is."""
    sums = _sums_among(chosen.criteria, figures, total)
    kept = Chosen([each for each in chosen.criteria if each.column not in sums], chosen.left_out)
    sizes = [each.column for each in kept.criteria if is_size(each.column) and each.points is None]
    return kept.without(sizes), sums


def _sums_among(
    criteria: Sequence[Criterion], figures: Mapping[str, Values], total: Points | None
) -> list[str]:
    """The headings of the columns that others make up, as the total of a table tells, or else their own figures."""
    maxima = {each.column: each.points for each in criteria if each.points is not None}
    found: list[str] = []
    if total is not None and len(maxima) == len(criteria):
        found = groups_in_total(
            {heading: (most, figures[heading]) for heading, most in maxima.items()}, total
        )
    return found or made_of_others({each.column: figures[each.column] for each in criteria}, maxima)


def _points_of(criteria: Iterable[Criterion | None]) -> Iterator[tuple[str, float]]:
    """The headings of the columns that are out of points, and of how many."""
    return ((each.column, each.points) for each in criteria if each is not None and each.points)


def _name_among(cells: Sequence[str], name: str) -> AbstractSet[str]:
    """The name of a row, as names are compared; refused where no row is called so."""
    if normal_form(name) not in map(normal_form, cells):
        message = said('no row of the table is called "{name}"', name=name)
        raise UsageFault(message, Suggestions().did_you_mean(name, [cell for cell in cells if cell]))
    return frozenset([normal_form(name)])
