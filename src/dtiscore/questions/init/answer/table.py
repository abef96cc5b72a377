"""A table before anything is known of its index: a row for each unit, and of two sides or periods the one that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.columns_apart import outcomes_of_years
from dtiscore.said import said, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.columns_of_units import columns_of_units, with_units
from dtiscore.tables.heading_parts import YEAR, name_and_side, sides_in
from dtiscore.tables.heading_periods import of_periods
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import GROUP_HEADINGS, SERIAL_HEADINGS
from dtiscore.tables.long_columns import long_columns
from dtiscore.tables.number_faults import UNSETTLED
from dtiscore.tables.numbers import NumberStyle, read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.rankings.form import as_data, score_headings
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.widening import to_wide
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import reads_like_a_total

_MOST_OPTIONS = 4
"""Columns of an indicator up to which each is offered, and beyond which the last."""


class UndecidedColumns(UsageFault):
    """Each indicator has several columns, and nothing says which are meant."""

    def __init__(self, option: str, sides: Sequence[str]) -> None:
        message = said("each indicator has several columns: {sides}", sides=", ".join(sides))
        fix = said(
            "say which figures are meant: {options}",
            options=with_or(with_value(option, each) for each in sides),
        )
        if len(sides) > _MOST_OPTIONS:
            fix = said(
                "say which figures are meant: {option}, or another of them",
                option=with_value(option, sides[-1]),
            )
        super().__init__(message, fix)
        self.choices = [(option, each) for each in sides]
        """The option with each of its values, of which one must be declared."""


def plainly_headed(table: RawTable, problems: Sequence[Problem]) -> RawTable:
    """The table with single blanks in its headings, as a weighting file writes them: line breaks and no-break spaces read alike.

    Raises:
        InvalidData: a heading holds what cannot be seen, which must be typed anew first.
    """
    unseen = [problem for problem in problems if problem.code == "invisible-character" and problem.is_error]
    if unseen:
        message = said("{source}: {what}", source=table.source, what=unseen[0].message)
        raise InvalidData(message, fix=unseen[0].fix, problems=unseen)
    columns = (column._replace(header=" ".join(column.header.split())) for column in table.columns)
    return table._replace(columns=tuple(columns))


def wide(table: RawTable, options: ReadingOptions) -> tuple[RawTable, ReadingOptions]:
    """The table with one column per indicator, where it is declared to have a row for each value, or its headings say so.

    And what it is read by.
    """
    headings = columns_of_units(table, options)
    unit, long = headings.unit or headings.name, long_columns(table, options)
    if unit is None or long is None:
        return table, options
    names = () if headings.name in (None, unit) else (headings.name.header,)
    period = None if headings.period is None else headings.period.header
    made, _ = to_wide(
        table, unit=unit.header, indicators=long.indicators, values=long.values, keep=names, period=period
    )
    if options.style is None:
        values = [column for column in table.columns if column.header in long.values]
        options = options._replace(style=_style_of(values, options))
    return made, with_units(options, made, columns_of_units(made, options))


def _style_of(columns: Sequence[RawColumn], options: ReadingOptions) -> NumberStyle | None:
    """The style that the cells of columns prove together, all indicators of a long table; ``None`` where they prove none."""
    read = [
        read_number_column(options.without_flags(column.cells), missing=options.missing) for column in columns
    ]
    if any(fault.code in UNSETTLED for each in read for fault in each.faults):
        return None
    styles = {each.style for each in read if each.style is not None}
    return styles.pop() if len(styles) == 1 else None


def laid_out(
    table: RawTable, options: ReadingOptions, declared: Mapping[str, Any]
) -> tuple[RawTable, ReadingOptions]:
    """The table with a column for each indicator, of the side that is declared, and what it is read by.

    Raises:
        UndecidedColumns: a side must be declared, and none is.
    """
    made, options = wide(_scores_of_parts(table) if table.is_ranking else table, options)
    chosen = one_side(made, declared)
    # Where rows have a period, --period means those.
    if chosen is made and columns_of_units(made, options).period is None:
        chosen = _of_one_period(made, declared.get("period"))
    return chosen, options


def _scores_of_parts(ranking: RawTable) -> RawTable:
    """A ranking of ours as a table of the scores below its index, which they make, or of that where it stands alone."""
    table = as_data(ranking)
    index, *parts = score_headings([column.header for column in ranking.columns]) or ("",)
    kept = tuple(column for column in table.columns if column.header != index or not parts)
    return table._replace(columns=kept)


def one_side(table: RawTable, declared: Mapping[str, Any]) -> RawTable:
    """The columns of the side that is declared, headed without it; refused where one must be and none is."""
    sides = sides_in([column.header for column in table.columns])
    are_years = all(map(YEAR.fullmatch, sides))
    if are_years:
        sides = sides_in(_of_figures(table))
    # Of headings that several columns of a long table name together, the last part is no side unless somebody says so.
    if not sides or (
        not are_years and len(declared.get("indicator_column", ())) > 1 and "side" not in declared
    ):
        return table
    side = declared.get("side") or declared.get("period")
    if side is None or fold(str(side)) not in map(fold, sides):
        raise UndecidedColumns("--period" if are_years else "--side", sides)
    columns = []
    for column in table.columns:
        name, own = name_and_side(column.header)
        if fold(own) == fold(str(side)):
            columns.append(column._replace(header=name or column.header))
        elif fold(own) not in map(fold, sides):
            columns.append(column)
    return table._replace(columns=tuple(columns))


def _of_figures(table: RawTable) -> list[str]:
    """The headings of columns that may be indicators in several years: what a table ranks by is none in any."""
    outcomes = outcomes_of_years(table.columns, range(table.rows))
    return [column.header for column in table.columns if column.header not in outcomes]


def _of_one_period(table: RawTable, period: object) -> RawTable:
    """The columns of the period that is declared, under their headings, and those that are of none; refused as by :func:`one_side`."""
    several = of_periods(_of_figures(table))
    if several is None:
        return table
    known = {fold(each) for each in several.periods}
    if period is None or fold(str(period)) not in known:
        raise UndecidedColumns("--period", several.periods)
    others = known - {fold(str(period))}
    columns = [
        column for column in table.columns if fold(several.columns.get(column.header, "")) not in others
    ]
    return table._replace(columns=tuple(columns))


def rows_of_units(
    table: RawTable, headings: Headings, options: ReadingOptions
) -> tuple[list[str], list[int]]:
    """The names in all rows, and which rows are those of units rather than of totals and notes."""
    names = headings.shown
    cells = [""] * table.rows if names is None else [names.cells[row].strip() for row in range(table.rows)]
    ignored = {*map(normal_form, options.ignored_units)}
    rows = [
        row
        for row, cell in enumerate(cells)
        if cell
        and normal_form(cell) not in ignored
        and (normal_form(cell) in options.kept_units or not reads_like_a_total(cell))
    ]
    others = [column for column in table.columns if column.header not in _identifying(headings)]
    return cells, [row for row in rows if not _is_note([column.cells[row].strip() for column in others])]


def candidates(table: RawTable, headings: Headings) -> list[RawColumn]:
    """The columns that say something of a unit beside who it is."""
    told = {fold(heading) for heading in (*SERIAL_HEADINGS, *GROUP_HEADINGS)}
    apart = _identifying(headings)
    return [
        column for column in table.columns if column.header not in apart and fold(column.header) not in told
    ]


def _identifying(headings: Headings) -> list[str]:
    return [column.header for column in (headings.unit, headings.name, headings.period) if column is not None]


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a row is one of words alone, and of few: a signature, or the title of a group."""
    filled = [cell for cell in cells if cell]
    return 2 * len(filled) < len(cells) and not any(map(str.isdigit, "".join(filled)))
