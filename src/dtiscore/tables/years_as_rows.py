"""Tables with a column for each year of each indicator, as panels: a row for each unit and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import counted, said, some_of
from dtiscore.tables.heading_parts import YEAR, known_part, name_and_side
from dtiscore.tables.headings import resolve
from dtiscore.tables.known_headings import accepted_headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import NoRecord, RawColumn, RawTable

_IN_COMMON = 2
"""Years of which all indicators have figures: with fewer, a column tells how old its figures are, rather than their period."""
_SHOWN = 3
"""Years that a message names."""

ByYear = Mapping[str, RawColumn]
"""The columns of one indicator."""


class Panel(NamedTuple):
    """A table, how it is read, and what is to be said of its layout."""

    table: RawTable
    options: ReadingOptions
    problems: Sequence[Problem]


def years_as_rows(
    table: RawTable, methodology: Methodology, options: ReadingOptions, *, is_long: bool
) -> Panel:
    """The table with a row for each unit and year, where each indicator of the edition has a column for each of several years.

    Any other comes back as it is: one with a column of periods, or of which a side is chosen. So does one in which an
    indicator stands without a year or in the same one twice, or in which what is declared holds of some years of it
    alone. The rows of one year stand together, in the order of the file; a year in which no cell is filled has none. Of
    columns that nobody reads those of single years are left out. Of a table that was long, whose columns of values
    are years and nothing else, nothing need be said to those who ask for one of them.
    """
    as_it_is = Panel(table, options, ())
    headed = [column for column in table.columns if YEAR.search(column.header)]
    if len(headed) < _IN_COMMON or options.side is not None or options.period is not None or table.is_ranking:
        return as_it_is
    headings, found = resolve(table, methodology, options._replace(at_period=None))
    if headings.period is not None or headings.inputs or headings.scores:
        return as_it_is
    indicators = _by_year(headed, methodology)
    in_common = set.intersection(*map(set, indicators.values())) if indicators else set()
    figures = indicators | _scores_by_year(headed, indicators, methodology)
    read = _options(figures, options)
    if len(in_common) < _IN_COMMON or read is None:
        return as_it_is
    years = _filled(figures, options)
    of_years = _headings(figures)
    of_rows = {column.header for column in (*headings.identifying, *headings.labels.values())}
    rest = [
        column
        for column in table.columns
        if column.header in of_rows
        or (column.header not in of_years and not YEAR.fullmatch(name_and_side(column.header)[1]))
    ]
    there = {column.header for column in rest} | of_years
    left_out = [one for one in found if one.code == "unused-column" and one.place.header not in there]
    columns = [
        *(_repeated(column, len(years)) for column in rest),
        _periods(methodology.layout.period or "year", years, figures, table),
        *(_joined(header, columns, years, table.rows) for header, columns in figures.items()),
    ]
    panel = table._replace(columns=tuple(columns), rows=table.rows * len(years))
    if not is_long or options.at_period is None:
        left_out.append(_told(table, indicators, years))
    return Panel(panel, read, left_out)


def _by_year(headed: Sequence[RawColumn], methodology: Methodology) -> dict[str, dict[str, RawColumn]]:
    """The columns of each indicator, by the heading that the edition uses; nothing where one has no year, or one twice."""
    names = {
        fold(name): header for header, accepted in accepted_headings(methodology).items() for name in accepted
    }
    found: dict[str, dict[str, RawColumn]] = {}
    for column in headed:
        known = known_part(column.header, names)
        if known is None or known.says_other_figures:
            continue
        columns = found.setdefault(known.name, {})
        if not known.year or known.year in columns:
            return {}
        columns[known.year] = column
    return found


def _scores_by_year(
    headed: Sequence[RawColumn], indicators: Mapping[str, ByYear], methodology: Methodology
) -> dict[str, dict[str, RawColumn]]:
    """The columns that bring the score of a node or view in single years, by the heading under which one brings it.

    Codes may be as short as 7, so that nothing but a year may stand beside them.
    """
    supplying = methodology.figure_headings.supplying.values()
    names = {fold(heading): heading for headings in supplying for heading in headings}
    of_indicators = _headings(indicators)
    found: dict[str, dict[str, RawColumn]] = {}
    for column in headed:
        known = None if column.header in of_indicators else known_part(column.header, names)
        if known is not None and known.year and not known.before and not known.says_other_figures:
            found.setdefault(known.name, {}).setdefault(known.year, column)
    return found


def _headings(figures: Mapping[str, ByYear]) -> set[str]:
    return {column.header for columns in figures.values() for column in columns.values()}


def _options(indicators: Mapping[str, ByYear], options: ReadingOptions) -> ReadingOptions | None:
    """What holds of the joined columns; ``None`` where something is declared of some years of an indicator alone."""
    styles = dict(options.styles)
    percent, multiline = options.percent, options.multiline
    for header, columns in indicators.items():
        headings = [column.header for column in columns.values()]
        own = {styles.pop(heading, None) for heading in headings}
        folded = {*map(fold, headings)}
        if len(own) > 1 or len(folded.intersection(map(fold, percent))) not in (0, len(folded)):
            return None
        if (style := own.pop()) is not None:
            styles[header] = style
        percent, multiline = (_renamed(each, folded, header) for each in (percent, multiline))
    return options._replace(styles=styles, percent=percent, multiline=multiline)


def _renamed(declared: frozenset[str], folded: set[str], header: str) -> frozenset[str]:
    """Headings of which something is declared, with that of a joined column in the place of those of its years."""
    others = frozenset(heading for heading in declared if fold(heading) not in folded)
    return others if others == declared else others | {header}


def _filled(indicators: Mapping[str, ByYear], options: ReadingOptions) -> list[str]:
    """The years in which some unit has a figure, and the one that is asked for."""
    empty = {"", *options.missing}
    years = sorted({year for columns in indicators.values() for year in columns})
    filled = [
        year
        for year in years
        if any(
            cell.strip() not in empty
            for columns in indicators.values()
            if year in columns
            for cell in columns[year].cells
        )
    ]
    asked = options.at_period
    return sorted({*filled, asked}) if asked in years else filled or years


def _repeated(column: RawColumn, times: int) -> RawColumn:
    return column._replace(cells=[*column.cells] * times, lines=[*column.lines] * times)


def _periods(
    heading: str, years: Sequence[str], indicators: Mapping[str, ByYear], table: RawTable
) -> RawColumn:
    """The year of each row, which stands in the heading of the first indicator that has one of it."""
    first = {year: column for columns in reversed([*indicators.values()]) for year, column in columns.items()}
    return RawColumn(
        heading,
        first[years[0]].field,
        [year for year in years for _ in range(table.rows)],
        [*table.columns[0].lines] * len(years),
        [first[year] for year in years for _ in range(table.rows)],
    )


def _joined(header: str, columns: ByYear, years: Sequence[str], rows: int) -> RawColumn:
    """The cells of an indicator, year by year; of a year that it lacks they stand nowhere."""
    first = next(iter(columns.values()))
    cells: list[str] = []
    lines: list[int] = []
    each_from: list[RawColumn] = []
    for year in years:
        column = columns.get(year, first)
        cells += column.cells if year in columns else [NoRecord()] * rows
        lines += column.lines
        each_from += [column] * rows
    return RawColumn(header, first.field, cells, lines, each_from)


def _told(table: RawTable, indicators: Mapping[str, ByYear], years: Sequence[str]) -> Problem:
    first = next(iter(next(iter(indicators.values())).values()))
    message = counted(
        len(indicators),
        "{n} indicator has a column for each of several years, which are read as periods: {years}",
        "{n} indicators have a column for each of several years, which are read as periods: {years}",
        years=some_of(years, _SHOWN),
    )
    place = table.place_of_heading(first)
    fix = said("check that these are the figures to score; --period keeps one of the years")
    return Problem("heading-part", message, place, first.header, fix, severity="warning")
