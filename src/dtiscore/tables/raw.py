"""A table as it stands in a file: text cells that know their line and column, nothing interpreted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from dtiscore.errors import Place
from dtiscore.said import Said, said
from dtiscore.visible import visible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME = "<DataFrame>"
"""What messages call a table that is in memory and has no name."""


class NumberCell(str):
    """A cell that its file stores as a number and not as text, such as one of a workbook.

    It is written exactly, with a decimal point and without grouping, and is read so whatever the style of the cells
    of text around it: there is nothing to settle.
    """

    __slots__ = ()

    def strip(self, chars: str | None = None, /) -> NumberCell:
        """The cell itself: no blanks stand around it, and a plain text would be read in the style of the others."""
        return self


class NoRecord(str):
    """The empty cell of a wide table where the long one has no record: it stands nowhere in the file."""

    __slots__ = ()


class LateCells(Sequence[str]):
    """The cells of a column whose texts are fetched when they are asked for, as few of a large table ever are."""

    def __init__(self, rows: int, text: Callable[[int], str]) -> None:
        self._rows = rows
        self._text = text

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...

    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self._text(row) for row in range(*at.indices(self._rows))]
        if not -self._rows <= at < self._rows:
            raise IndexError(at)
        return self._text(at % self._rows)


class Ends(NamedTuple):
    """Between what the numbers of a column lie."""

    filled: int
    """How many cells hold one."""
    low: float
    high: float
    """The lowest and the highest; infinite and the wrong way round where there is none."""


class ReadCells(LateCells):
    """The cells of a column of which a typed reader has made numbers already: nothing about them is in doubt."""

    def __init__(self, values: NDArray[np.float64], ends: Ends, text: Callable[[int], str]) -> None:
        super().__init__(len(values), text)
        self.values = values
        """One float64 per cell, NaN for an empty one."""
        self.ends = ends


class RawColumn(NamedTuple):
    """One column of text cells."""

    header: str
    """The heading, stripped of surrounding space and in Unicode NFC; otherwise as in the file."""
    field: int
    """The column's position in the file, from 1."""
    cells: Sequence[str]
    """The cells exactly as in the file; an empty cell is ``""``, one stored as a number a :class:`NumberCell`."""
    lines: Sequence[int]
    """The line (in a sheet: the row) on which each cell's record starts, from 1; shared by all columns of a wide table."""
    each_from: Sequence[RawColumn] = ()
    """Of a column put together of several of the file: for each cell the one in which it stands."""
    headed_on: int | None = None
    """The line on which its heading stands, where that is not the one of all headings."""

    def of_rows(self, rows: Sequence[int]) -> RawColumn:
        """The cells of these rows, each where it stands in the file."""
        return self._replace(
            cells=[self.cells[row] for row in rows],
            lines=[self.lines[row] for row in rows],
            each_from=[self.each_from[row] for row in rows] if self.each_from else (),
        )

    @property
    def in_its_place(self) -> Said:
        """What messages call it beside another one that may be meant."""
        return said('"{header}" (column {number})', header=self.header, number=self.field)


class RawTable(NamedTuple):
    """A rectangular table of text: every column has ``rows`` cells, every heading is unique."""

    source: str
    """The name by which messages call the file: as the user wrote it, ``<stdin>`` or ``<DataFrame>``; of a sheet a
    :class:`~dtiscore.errors.SheetName`."""
    columns: tuple[RawColumn, ...]
    rows: int
    header_line: int = 1
    sha256: str | None = None
    """Hash of the bytes that were read, in hexadecimal; ``None`` when there were none."""
    lacks_rows: bool = False
    """Whether records of the file are no rows here, because nobody can tell which cell of theirs is which."""
    parted_by_commas: bool = False
    """Whether commas part its cells, so that its program wrote a decimal point unless cells in quotes say otherwise."""
    is_ranking: bool = False
    """Whether dtiscore wrote it, as a ranking: then nothing about it has to be declared or settled."""

    def __repr__(self) -> str:
        return f"<RawTable {visible(self.source)}: {self.rows} rows, {len(self.columns)} columns>"

    def column(self, header: str) -> RawColumn | None:
        """The column of that heading, or ``None``."""
        for column in self.columns:
            if column.header == header:
                return column
        return None

    def of_rows(self, rows: Sequence[int]) -> RawTable:
        """These rows of the table, each cell on the line where it stands in the file."""
        columns = tuple(column.of_rows(rows) for column in self.columns)
        return self._replace(columns=columns, rows=len(rows))

    def place_of_heading(self, column: RawColumn) -> Place:
        """Where the heading of ``column`` stands in the file."""
        line = self.header_line if column.headed_on is None else column.headed_on
        return Place(self.source, line, column.field, column.header)

    def place(self, column: RawColumn, row: int) -> Place:
        """Where the cell of ``column`` in ``row`` (from 0) stands in the file, if it does."""
        if isinstance(column.cells, list) and isinstance(column.cells[row], NoRecord):
            return Place(self.source, header=column.header)
        there = column.each_from[row] if column.each_from else column
        return Place(self.source, column.lines[row], there.field, there.header)
