"""Long tables, with a record per unit and indicator, as wide ones, with a row per unit."""

from __future__ import annotations

from typing import Literal

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import first_few, said
from dtiscore.tables.heading_parts import year_alone
from dtiscore.tables.headings import resolve
from dtiscore.tables.known_headings import INDICATOR_HEADINGS
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable


def widened(
    table: RawTable,
    methodology: Methodology,
    layout: Literal["wide", "long", "turned"] | None,
    options: ReadingOptions | None = None,
) -> tuple[RawTable, list[Problem]]:
    """The table with one column per indicator, whichever way it came.

    Unless declared, a table is long when it has a column for the indicator and one for the value, or one for each year,
    and none of those that the edition reads. Of its other columns those go along that identify a row; the rest, such as a source per
    value, may differ from record to record and is warned of.

    Raises:
        InvalidData: a table declared as long lacks a column for the indicator or the value, or none names the unit.
    """
    options = options or ReadingOptions()
    if layout in ("wide", "turned"):
        return table, []
    is_declared = layout == "long" or bool(options.indicators) or options.value is not None
    headings = {fold(column.header) for column in table.columns}
    if not is_declared and (
        headings.isdisjoint(INDICATOR_HEADINGS)
        or any(fold(header) in headings for header in methodology.raw_headers)
    ):
        return table, []
    from dtiscore.tables.long_columns import long_columns

    long = long_columns(table, options, all_years=True)
    if long is None:
        if is_declared:
            raise _not_long(table)
        return table, []
    from dtiscore.tables.widening import to_wide

    headers, found = resolve(table, methodology, options)
    unit = headers.unit or headers.name
    if unit is None:
        raise _no_unit(table)
    kept = [
        column for column in (headers.name, *headers.group, *headers.labels.values()) if column is not None
    ]
    keep = dict.fromkeys(column.header for column in kept if column is not unit)
    period = headers.period.header if headers.period is not None else None
    repeats = headers.repeats.header if headers.repeats is not None else None
    wide, problems = to_wide(
        table,
        unit=unit.header,
        indicators=long.indicators,
        values=long.values,
        keep=[header for header in keep if header not in (period, repeats)],
        period=period,
        group=repeats,
    )

    def is_read(heading: str) -> bool:
        """Whether a column is of the indicator or the values, or of the values of another year than the one asked for."""
        is_of_year = bool(year_alone(heading)) and any(map(year_alone, long.values))
        return is_of_year or heading in (*long.indicators, *long.values)

    left_out = [
        problem
        for problem in found
        if problem.code == "unused-column" and not is_read(problem.place.header or "")
    ]
    return wide, [*left_out, *problems]


def _not_long(table: RawTable) -> InvalidData:
    place = Place(table.source, table.header_line)
    fix = said(
        "name them with --indicator-column and --value-column; the file has {headers}",
        headers=first_few([column.header for column in table.columns]),
    )
    problem = Problem(
        "missing-column", said("a long table needs a column for the indicator and one for the value"), place
    )
    return InvalidData(said("{source}: not a long table", source=table.source), fix=fix, problems=[problem])


def _no_unit(table: RawTable) -> InvalidData:
    message = said("no column says which unit a record is about")
    fix = said(
        "name it with --unit-column; the file has {headers}",
        headers=first_few([column.header for column in table.columns]),
    )
    place = Place(table.source, table.header_line)
    problem = Problem("missing-column", message, place, fix=fix)
    return InvalidData(
        said("{source}: {what}", source=table.source, what=message), fix=fix, problems=[problem]
    )
