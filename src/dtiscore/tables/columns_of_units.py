"""Which columns of a table that no edition reads say of which unit and period its rows are, and which rows take part."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.methodology.base import fold
from dtiscore.methodology.periods import comparable
from dtiscore.said import Said, first_few, said
from dtiscore.tables.all_rows import not_there
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import PERIOD_HEADINGS, area_headings, name_headings, unit_headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.spelling import normal_form


def columns_of_units(table: RawTable, options: ReadingOptions) -> Headings:
    """The columns of codes, names and periods, each by its declared heading, or else the first that is known.

    Raises:
        UsageFault: a declared one is not in the table.
    """
    columns = {fold(column.header): column for column in reversed(table.columns)}

    def found(declared: str | None, known: Sequence[str]) -> RawColumn | None:
        if declared is not None and fold(declared) not in columns:
            raise no_column(table, declared)
        wanted = known if declared is None else (declared,)
        return next((columns[fold(one)] for one in wanted if fold(one) in columns), None)

    name = found(options.name, name_headings(options.unit))
    unit = found(options.unit, (*unit_headings(columns), *area_headings(name)))
    return Headings(unit=unit, name=name, period=found(options.period, PERIOD_HEADINGS))


def with_units(options: ReadingOptions, wide: RawTable, known: Headings) -> ReadingOptions:
    """What the wide form of a long table is read by: its units stand first, also where only other columns told that they do."""
    return options if known.key is not None else options._replace(unit=wide.columns[0].header)


def without_ignored(
    table: RawTable, options: ReadingOptions, named: Sequence[RawColumn] | None = None
) -> RawTable:
    """The table without the rows of a code or name that is to be ignored, in the columns of units unless others are given.

    Raises:
        UsageFault: as :func:`columns_of_units`.
    """
    if not options.ignored_units:
        return table
    ignored = {*map(normal_form, options.ignored_units)}
    named = columns_of_units(table, options).of_units if named is None else named
    rows = [
        row
        for row in range(table.rows)
        if ignored.isdisjoint(normal_form(column.cells[row]) for column in named)
    ]
    return table.of_rows(rows)


def of_one_period(table: RawTable, options: ReadingOptions) -> RawTable:
    """The rows of the one period asked for; all of a table that has no column of periods, to which that gives a name.

    Raises:
        InvalidData: no row is of that period.
        UsageFault: as :func:`columns_of_units`.
    """
    column, at = columns_of_units(table, options).period, options.at_period
    if column is None or at is None:
        return table
    periods = [unicodedata.normalize("NFC", cell).strip() for cell in column.cells]
    rows = [row for row, period in enumerate(periods) if comparable(period) == comparable(at)]
    if not rows:
        message, fix = not_there(at, {*periods} - {""})
        place = table.place_of_heading(column)
        problem = Problem("missing-period", message, place, fix=fix)
        raise InvalidData(said("{source}: the table cannot be read", source=table.source), problems=[problem])
    return table.of_rows(rows)


def no_unit_column(table: RawTable) -> InvalidData:
    """The fault of a table in which no column says which unit a row is about."""
    return InvalidData(
        said("{source}: no column says which unit a row is about", source=table.source),
        fix=name_unit_column(table),
    )


def name_unit_column(table: RawTable) -> Said:
    """The way out where no column says which unit a row is about."""
    headers = first_few([column.header for column in table.columns])
    return said("name it with --unit-column; the file has {headers}", headers=headers)


def no_column(table: RawTable, heading: str) -> UsageFault:
    """The fault of a heading that is asked for and that the table does not have."""
    return UsageFault(
        said('{source}: there is no column "{heading}"', source=table.source, heading=heading),
        said("the table has {headings}", headings=first_few([column.header for column in table.columns])),
    )
