"""Long tables, with a record per unit and indicator, as wide ones, with a row per unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import first_few, said, with_and
from dtiscore.tables.headings import resolve
from dtiscore.tables.known_headings import INDICATOR_HEADINGS, VALUE_HEADINGS
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable


def widened(
    table: RawTable,
    methodology: Methodology,
    layout: Literal["wide", "long"] | None,
    options: ReadingOptions | None = None,
) -> tuple[RawTable, list[Problem]]:
    """The table with one column per indicator, whichever way it came.

    Unless declared, a table is long when it has a column for the indicator and one for the value, and none of those
    that the edition reads. Of its other columns those go along that identify a row; the rest, such as a source per
    value, may differ from record to record and is warned of.

    Raises:
        InvalidData: a table declared as long lacks a column for the indicator or the value, or none names the unit.
    """
    headings = {fold(column.header): column.header for column in table.columns}
    indicator = next((headings[name] for name in INDICATOR_HEADINGS if name in headings), None)
    value = next((headings[name] for name in VALUE_HEADINGS if name in headings), None)
    wide_already = any(fold(header) in headings for header in methodology.raw_headers)
    if layout == "wide" or (layout is None and (indicator is None or value is None or wide_already)):
        return table, []
    for heading in (indicator, value):
        _require_one(table, heading, INDICATOR_HEADINGS if heading == indicator else VALUE_HEADINGS)
    if indicator is None or value is None:
        raise _not_long(table)
    from dtiscore.tables.widening import to_wide

    headers, found = resolve(table, methodology, options or ReadingOptions())
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
        indicator=indicator,
        value=value,
        keep=[header for header in keep if header not in (period, repeats)],
        period=period,
        group=repeats,
    )
    left_out = [
        problem
        for problem in found
        if problem.code == "unused-column" and problem.place.header not in (indicator, value)
    ]
    return wide, [*left_out, *problems]


def _require_one(table: RawTable, heading: str | None, known: Sequence[str]) -> None:
    """Raise :class:`InvalidData` when a second column could be meant: chance would decide which one is scored."""
    found = [column for column in table.columns if fold(column.header) in known]
    if heading is None or len(found) < 2:
        return
    both = with_and(column.in_its_place for column in found)
    if known is INDICATOR_HEADINGS:
        message = said("{columns} could both hold the indicator", columns=both)
    else:
        message = said("{columns} could both hold the value", columns=both)
    fix = said("rename or remove all but one of them")
    place = Place(table.source, table.header_line, found[1].field, found[1].header)
    problem = Problem("duplicate-column", message, place, fix=fix)
    raise InvalidData(
        said("{source}: {what}", source=table.source, what=message), fix=fix, problems=[problem]
    )


def _not_long(table: RawTable) -> InvalidData:
    place = Place(table.source, table.header_line)
    fix = said(
        "head them {indicator_headings} and {value_headings}",
        indicator_headings=INDICATOR_HEADINGS[0],
        value_headings=VALUE_HEADINGS[0],
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
