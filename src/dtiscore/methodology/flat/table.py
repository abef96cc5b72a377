"""A flat weighting file, text or sheet, as rows of cells that know their place, under headings that are checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dtiscore.csv_text import BrokenRecord, cells_of, physical_lines, records_of
from dtiscore.errors import SheetName
from dtiscore.methodology.documents.draft import Draft, Halt
from dtiscore.methodology.documents.marks import Mark
from dtiscore.said import said
from dtiscore.spreadsheet_formulas import undefused

_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One record of the table that has any content."""

    line: int
    """The line on which it starts, from 1."""
    cells: tuple[str, ...]
    """Its cells without surrounding space, and without the ``'`` that keeps a text from being taken for a formula."""
    sheet: SheetName | None = None
    """The sheet on which it stands, where the file is a workbook: its line is a row."""
    numbers: frozenset[int] = frozenset()
    """Columns (from 0) in which the sheet stores a number, so that 4.10 and 4.1 are one."""

    def cell(self, column: int) -> str:
        """The cell of a column (from 0); empty beyond the end of the record."""
        return self.cells[column] if column < len(self.cells) else ""

    def mark(self, column: int) -> Mark:
        """Where the cell of a column (from 0) stands: its line, and its column counted from 1."""
        return Mark(self.line, column + 1, self.sheet)


@dataclass(frozen=True, slots=True)
class FlatTable:
    """The headings of a flat weighting file and the rows below them."""

    headings: FlatRow
    rows: tuple[FlatRow, ...]
    delimiter: str | None = None
    """What parts the cells of a text."""

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
    lines = physical_lines(text)
    first = next(filter(str.strip, lines), "")
    delimiter = max(_DELIMITERS, key=lambda sign: len(cells_of(first, sign)))
    return table_of(tuple(_rows(lines, delimiter, draft)), draft, delimiter)


def table_of(rows: Sequence[FlatRow], draft: Draft, delimiter: str | None = None) -> FlatTable:
    """The table of rows, of which the first holds the headings.

    Raises:
        Halt: there is none; the draft says so.
    """
    if not rows:
        fix = said("write the headings (code, parent, name …) and a row for each node")
        draft.fault("document-empty", said("the file holds no values"), Mark(1, 1), fix=fix)
        raise Halt
    return FlatTable(rows[0], tuple(rows[1:]), delimiter)


def _rows(lines: Sequence[str], delimiter: str, draft: Draft) -> Iterator[FlatRow]:
    for cells, begun, _ in records_of(lines, delimiter):
        if isinstance(cells, BrokenRecord):
            raise _syntax_fault(cells.reason, begun + 1, draft)
        # A spreadsheet may have saved the file with another sign between its cells than it was written with.
        stripped = tuple(undefused(cell.strip()) for cell in cells)
        if any(stripped):
            yield FlatRow(begun + 1, stripped)


def _syntax_fault(reason: str, line: int, draft: Draft) -> Halt:
    """Note what breaks the record that starts at ``line``, where reading stops."""
    if reason.startswith("unexpected end"):
        message, fix = said("a quotation mark in this row is never closed"), said("close it, or remove it")
    elif "expected after" in reason:
        message = said("text follows a closing quotation mark in this row")
        fix = said('write a quotation mark inside a quoted cell twice (""), or remove the quotation marks')
    else:
        message, fix = (
            said("a cell of this row is too long"),
            said("close the quotation mark before it, or shorten the text"),
        )
    draft.fault("csv-syntax", message, Mark(line, 1), fix=fix)
    return Halt()
