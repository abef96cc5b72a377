"""A table that lies on its side, with a column per unit, as one with a row per unit."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology.base import fold
from dtiscore.said import first_few, said
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.heading_parts import BETWEEN
from dtiscore.tables.known_headings import DIMENSION_HEADINGS, INDICATOR_HEADINGS, SERIAL_HEADINGS
from dtiscore.tables.raw import RawColumn, RawTable

UNITS = "unit"
"""What the column is headed below which the units come to stand, whose names were headings."""
_OF_NO_UNIT = frozenset(map(fold, (*SERIAL_HEADINGS, *DIMENSION_HEADINGS)))


def turned(table: RawTable, naming: Sequence[str] = ()) -> tuple[RawTable, list[Problem]]:
    """The table with a row for each of its columns, and a column for each of its rows; and every problem met on the way.

    The texts under the headings ``naming`` name an indicator together; where none is declared, those of the column that is
    headed as one of indicators, else of the first that numbers no rows. Columns of serial numbers and units of measure are
    those of no unit, and left out. A cell keeps its own line and column. A row without a name is an error if it has cells,
    and so is a second one of a name: both are left out.

    Raises:
        InvalidData: no column is headed as ``naming`` says.
    """
    names = _naming(table, naming)
    units = [
        column for column in table.columns if column not in names and fold(column.header) not in _OF_NO_UNIT
    ]
    lines = [table.header_line] * len(units)
    columns = [RawColumn(UNITS, names[0].field, [column.header for column in units], lines, units)]
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


def _naming(table: RawTable, declared: Sequence[str]) -> list[RawColumn]:
    """The columns whose texts name the indicators."""
    if not declared:
        known = [column for column in table.columns if fold(column.header) in INDICATOR_HEADINGS]
        others = [column for column in table.columns if fold(column.header) not in SERIAL_HEADINGS]
        return [*known, *others, *table.columns][:1]
    found = [table.column(as_heading(header)) for header in declared]
    if None in found:
        there = first_few([column.header for column in table.columns])
        message = said('no column is headed "{header}"', header=declared[found.index(None)])
        problem = Problem("missing-column", message, Place(table.source, table.header_line))
        raise InvalidData(
            said("{source}: {what}", source=table.source, what=message),
            fix=said("The headings are: {there}.", there=there),
            problems=[problem],
        )
    return [column for column in found if column is not None]


def _nameless(place: Place) -> Problem:
    message = said(
        'the cell under "{header}" is empty, so the values beside it belong nowhere', header=place.header
    )
    return Problem("blank-key", message, place, raw="", fix=said("fill the cell in or delete the row"))


def _named_again(place: Place, name: str, line: int) -> Problem:
    message = said('a second row is called "{name}", as line {line} is', name=name, line=line)
    fix = said("name it otherwise, or say which columns name a row together: --indicator-column, twice")
    return Problem("duplicate-heading", message, place, raw=name, fix=fix)
