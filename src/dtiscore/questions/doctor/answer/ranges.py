"""Several tables on one sheet or in one text: the cells of each, by the empty rows between them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dtiscore.errors import column_letters
from dtiscore.questions.doctor.answer.finding import Declarations
from dtiscore.questions.doctor.answer.layout import headings_in, recognised_in
from dtiscore.said import Said, and_more, said
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.texts.heading_rows import join_headings
from dtiscore.visible import visible

_FEWEST_ROWS = 2
"""Rows of figures from which a block below headings is a table."""

_LOOKED_AT = 12
"""The most of several tables that are named, and read on their own."""


class TableRange(NamedTuple):
    """One of several tables."""

    declares: Declarations
    """What says where it stands."""
    title: str
    """What stands above its headings; blank where nothing does."""
    rows: int
    """How many rows it has below them."""

    @property
    def told(self) -> str:
        """Its cells, and its title."""
        return (
            f'{self.declares["range"]} ("{visible(self.title)}")'
            if self.title
            else str(self.declares["range"])
        )


def table_ranges(records: Records, known: Mapping[str, str]) -> list[TableRange]:
    """Each table where there are several, those alone whose headings an edition knows best; else nothing."""
    found = list(_tables(records, known))
    if len(found) < 2:
        return []
    most = max(merit for merit, _ in found)
    return [table for merit, table in found if merit == most]


def largest(tables: Sequence[TableRange]) -> list[TableRange]:
    """As many of several tables as a person would look at, those with most rows, as they stand below each other."""
    by_size = sorted(range(len(tables)), key=lambda at: -tables[at].rows)
    return [tables[at] for at in sorted(by_size[:_LOOKED_AT])]


def told_of(tables: Sequence[TableRange]) -> Said:
    """That there are several tables, and where the largest of them stand."""
    few = largest(tables)
    places = and_more([each.told for each in few], len(tables) - len(few))
    return said("several tables stand here, one below the other: {tables}", tables=places)


def _tables(records: Records, known: Mapping[str, str]) -> Iterator[tuple[int, TableRange]]:
    """The tables, each with how many of its headings the edition knows."""
    rows = zip(records.lines, records.cells, strict=True)
    for _, group in groupby(rows, key=lambda row: bisect(records.blank_lines, row[0])):
        block = list(group)
        columns = _columns([cells for _, cells in block])
        cells = [[*row, *[""] * len(columns)][columns.start : columns.stop] for _, row in block]
        headings = headings_in(cells, known) if len(columns) > 1 else None
        if headings is None:
            continue
        row, depth, _ = headings
        if len(cells) - row - depth < _FEWEST_ROWS:
            continue
        first, last = (column_letters(records.first_column + at) for at in (columns.start, columns.stop - 1))
        declares: dict[str, object] = {"range": f"{first}{block[row][0]}:{last}{block[-1][0]}"}
        if depth > 1:
            declares["header_rows"] = depth
        above = [cell.strip() for _, each in block[:row] for cell in each if cell.strip()]
        title = above[-1] if above else ""
        yield (
            recognised_in(join_headings(cells[row : row + depth]), known),
            TableRange(declares, title, len(cells) - row - depth),
        )


def _columns(block: Sequence[Sequence[str]]) -> range:
    """The columns from the first to the last that are filled in half of the rows or more; none where none is."""
    width = max(map(len, block), default=0)
    filled = [
        at
        for at in range(width)
        if 2 * sum(at < len(row) and bool(row[at].strip()) for row in block) >= len(block)
    ]
    return range(filled[0], filled[-1] + 1) if filled else range(0)
