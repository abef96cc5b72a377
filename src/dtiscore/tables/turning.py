"""A table that lies on its side, with a column per unit, as one with a row per unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology.base import fold
from dtiscore.said import Said, first_few, said, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.heading_parts import BETWEEN, name_and_side, parts_of, sides_in
from dtiscore.tables.known_headings import (
    DIMENSION_HEADINGS,
    INDICATOR_HEADINGS,
    OF_NOTES,
    SERIAL_HEADINGS,
    UNIT_HEADINGS,
)
from dtiscore.tables.raw import RawColumn, RawTable

UNITS = "unit"
"""What the column is headed below which the units come to stand, whose names were headings."""
_OF_NO_UNIT = frozenset(
    map(fold, (*SERIAL_HEADINGS, *UNIT_HEADINGS, *INDICATOR_HEADINGS, *DIMENSION_HEADINGS, "đơn vị"))
)

OF_INDICATORS = re.compile(r"\b(?:tiêu chí|chỉ tiêu|chỉ số|indicators?|criteri(?:a|on))\b")
"""``Nội dung tiêu chí``, ``Evaluation criteria``, folded: words below such a heading are names of indicators."""


def turned(
    table: RawTable, naming: Sequence[str] = (), side: str | None = None
) -> tuple[RawTable, list[Problem]]:
    """The table with a row for each of its columns, and a column for each of its rows; and every problem met on the way.

    The texts under the headings ``naming`` name an indicator together; where none is declared, those of the column that is
    headed as one of indicators, else of the first of words. What stands before these, and columns of codes, serial numbers and
    units of measure, are those of no unit, and left out; of several of each unit that of ``side`` stays, as of points that were
    claimed and verified. A unit is called by the lowest part of its heading, where no two are called alike. A cell keeps its own
    line and column. A row without a name is an error if it has cells, and so is a second one of a name: both are left out.

    Raises:
        InvalidData: no column is headed as ``naming`` says, none is one of a unit, or units have several, of which no ``side`` is one.
    """
    names = _naming(table, naming)
    units = _of_side(table, _units(table, names), side)
    lines = [table.header_line] * len(units)
    columns = [RawColumn(UNITS, names[0].field, _names_of(units), lines, units)]
    problems: list[Problem] = []
    first: dict[str, int] = {UNITS: table.header_line}
    for row in range(table.rows):
        cells = [column.cells[row] for column in units]
        name = BETWEEN.join(filter(None, (as_heading(column.cells[row]) for column in names)))
        place, line = table.place(names[-1], row), names[0].lines[row]
        if not name:
            if any(cell.strip() for cell in cells):
                problems.append(_nameless(place))
        elif name in first:
            problems.append(_named_again(place, name, first[name]))
        else:
            first[name] = line
            there = [column._replace(header=name) for column in units]
            columns.append(
                RawColumn(name, names[-1].field, cells, [line] * len(units), there, headed_on=line)
            )
    return table._replace(columns=tuple(columns), rows=len(units)), problems


def naming_column(table: RawTable) -> RawColumn:
    """The column that is headed as one of indicators, else the first of words, else the first."""
    known = [column for column in table.columns if fold(column.header) in INDICATOR_HEADINGS]
    of_words = [column for column in table.columns if not any(map(_is_figure, column.cells))]
    called = [column for column in of_words if OF_INDICATORS.search(fold(column.header))]
    return [*known, *called, *of_words, *table.columns][0]


def _naming(table: RawTable, declared: Sequence[str]) -> list[RawColumn]:
    """The columns whose texts name the indicators."""
    if not declared:
        return [naming_column(table)]
    found = [table.column(as_heading(header)) for header in declared]
    if None in found:
        there = first_few([column.header for column in table.columns])
        message = said("no column is headed {headings}", headings=with_or([declared[found.index(None)]]))
        raise _refused(table, "missing-column", message, said("The headings are: {there}.", there=there))
    return [column for column in found if column is not None]


def _units(table: RawTable, names: Sequence[RawColumn]) -> list[RawColumn]:
    """The columns of units."""
    naming = {column.field for column in names}
    behind = [column for column in table.columns if column.field > min(naming) and column.field not in naming]
    found = [
        column
        for column in behind
        if fold(column.header) not in _OF_NO_UNIT and OF_NOTES.fullmatch(fold(column.header)) is None
    ]
    if not found:
        message = said('no column stands behind "{header}", which names the rows', header=names[0].header)
        raise _refused(table, "no-rows", message, said("name the column that does: --indicator-column"))
    return found


def sides_of_units(table: RawTable) -> list[str]:
    """What each unit of a table that lies on its side has a column for, where it has several; raises as :func:`turned`."""
    return sides_in([column.header for column in _units(table, [naming_column(table)])])


def _of_side(table: RawTable, units: Sequence[RawColumn], side: str | None) -> list[RawColumn]:
    """The columns of units that have one, and of those that have several the one of a side, headed as its unit."""
    sides = sides_in([column.header for column in units])
    parted = {column.header: name_and_side(column.header) for column in units}
    if side is not None and fold(side) in map(fold, sides):
        return [
            column._replace(header=parted[column.header][0] if is_of_side else column.header)
            for column in units
            if (is_of_side := fold(parted[column.header][1]) == fold(side))
            or parted[column.header][1] not in sides
        ]
    if not sides and side is None:
        return [*units]
    message = said("no unit has several columns")
    fix = said("leave --side out: no heading has several parts")
    if sides:
        message = said("each unit has several columns: {sides}", sides=first_few(sides))
        choices = with_or(with_value("--side", each) for each in sides)
        fix = said("say which figures are meant: {options}", options=choices)
    raise _refused(table, "undecided-side", message, fix)


def _names_of(units: Sequence[RawColumn]) -> list[str]:
    """What stands above all of them, or above some, names no unit."""
    lowest = [(parts_of(column.header) or [column.header])[-1] for column in units]
    return lowest if len(set(lowest)) == len(lowest) else [column.header for column in units]


def _is_figure(cell: str) -> bool:
    return any(map(str.isdecimal, cell)) and not any(map(str.isalpha, cell))


def _refused(table: RawTable, code: str, message: Said, fix: Said) -> InvalidData:
    problem = Problem(code, message, Place(table.source, table.header_line), fix=fix)
    return InvalidData(
        said("{source}: {what}", source=table.source, what=message), fix=fix, problems=[problem]
    )


def _nameless(place: Place) -> Problem:
    message = said(
        'the cell under "{header}" is empty, so the values beside it belong nowhere', header=place.header
    )
    return Problem("blank-key", message, place, raw="", fix=said("fill the cell in or delete the row"))


def _named_again(place: Place, name: str, line: int) -> Problem:
    message = said('a second row is called "{name}", as line {line} is', name=name, line=line)
    fix = said("name it otherwise, or say which columns name a row together: --indicator-column, twice")
    return Problem("duplicate-heading", message, place, raw=name, fix=fix)
