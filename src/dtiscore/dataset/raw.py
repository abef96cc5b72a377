"""A table as it stands in a file: text cells that know their line and column, nothing interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dtiscore.errors import Place


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One column of text cells."""

    header: str
    """The heading, stripped of surrounding space and in Unicode NFC; otherwise as in the file."""
    field: int
    """The column's position in the file, from 1."""
    cells: Sequence[str]
    """The cells exactly as in the file; an empty cell is ``""``."""
    lines: Sequence[int]
    """The line on which each cell's record starts, from 1; shared by all columns of a wide table."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """A rectangular table of text: every column has ``rows`` cells, every heading is unique."""

    source: str
    """The name by which messages call the file: as the user wrote it, ``<stdin>`` or ``<DataFrame>``."""
    columns: tuple[RawColumn, ...]
    rows: int
    header_line: int = 1
    sha256: str | None = None
    """Hash of the bytes that were read, in hexadecimal; ``None`` when there were none."""

    def column(self, header: str) -> RawColumn | None:
        """The column of that heading, or ``None``."""
        for column in self.columns:
            if column.header == header:
                return column
        return None

    def place(self, column: RawColumn, row: int) -> Place:
        """Where the cell of ``column`` in ``row`` (from 0) stands in the file."""
        return Place(self.source, column.lines[row], column.field, column.header)
