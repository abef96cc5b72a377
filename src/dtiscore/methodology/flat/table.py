"""The text of a flat weighting file as rows of cells that know their line, under headings that are checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from dtiscore.methodology.documents.draft import Draft, Halt
from dtiscore.methodology.documents.marks import Mark

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the table that has any content."""

    line: int
    """The line on which it starts, from 1."""
    cells: tuple[str, ...]
    """Its cells without surrounding space."""

    def cell(self, column: int) -> str:
        """The cell of a column (from 0); empty beyond the end of the record."""
        return self.cells[column] if column < len(self.cells) else ""

    def mark(self, column: int) -> Mark:
        """Where the cell of a column (from 0) stands: its line, and its column counted from 1."""
        return Mark(self.line, column + 1)


@dataclass(frozen=True, slots=True)
class FlatTable:
    """The headings of a flat weighting file and the rows below them."""

    headings: Row
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """The number of headings."""
        return len(self.headings.cells)


def read_table(text: str, draft: Draft) -> FlatTable:
    """The table in ``text``; cells are parted by whatever parts the headings: a comma, a semicolon or a tab.

    Args:
        text: the file, with lines that end in a line feed.
        draft: receives the faults.

    Raises:
        Halt: there are no headings, or a quotation mark makes the text unreadable; the draft says why.
    """
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda sign: len(_cells_of(first, sign)))
    rows = tuple(_rows(text, delimiter, draft))
    if not rows:
        fix = "write the headings (code, parent, name …) and a row for each node"
        draft.fault("document-empty", "the file holds no values", Mark(1, 1), fix=fix)
        raise Halt
    return FlatTable(rows[0], rows[1:])


def _cells_of(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(text: str, delimiter: str, draft: Draft) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                yield Row(line, stripped)
            line = reader.line_num + 1
    except csv.Error as error:
        _syntax_fault(error, line, draft)


def _syntax_fault(error: csv.Error, line: int, draft: Draft) -> NoReturn:
    """Note what stopped the reader in the record that starts at ``line``, then stop too."""
    words = str(error)
    if words.startswith("unexpected end"):
        message, fix = "a quotation mark in this row is never closed", "close it, or remove it"
    elif "expected after" in words:
        message = "text follows a closing quotation mark in this row"
        fix = 'write a quotation mark inside a quoted cell twice (""), or remove the quotation marks'
    else:
        message, fix = (
            "a cell of this row is too long",
            "close the quotation mark before it, or shorten the text",
        )
    draft.fault("csv-syntax", message, Mark(line, 1), fix=fix)
    raise Halt from error
