"""What a cell that identifies its row says, and what in it may not be what it looks like."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from dtiscore.errors import Severity
from dtiscore.methodology.base import fold
from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.cell_texts import goes_over_lines, in_one_line, without_wrapping
from dtiscore.tables.raw import RawColumn
from dtiscore.units.spelling import describe_characters, invisible_characters, stacked_marks
from dtiscore.visible import is_all_seen


def in_plain(cell: str) -> str:
    """What the cell says, without what a program put around or into it."""
    return without_wrapping(in_one_line(cell)).strip()


def in_one_form(text: str) -> str:
    """A word by which units are grouped, whatever its Unicode form and its spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def doubtful(cells: Sequence[str]) -> set[str]:
    """The cells of which something is to be said."""
    whole = "".join(cells)
    if whole.isascii() and whole.isprintable() and "=" not in whole:
        return set()
    return set(filter(_is_doubtful, set(cells)))


def _is_doubtful(cell: str) -> bool:
    return not is_all_seen(cell) or bool(stacked_marks(cell)) or without_wrapping(cell) != cell


def doubts(cell: str, header: str, *, may_break: bool) -> Iterator[tuple[str, Said, Said, Severity]]:
    """The code, message, way out and severity of what is to be said of a cell in a column of this heading.

    Unless it ``may_break``, a line that breaks within the cell is an error.
    """
    if unseen := invisible_characters(cell):
        message = said(
            "it holds characters that cannot be seen: {characters}", characters=describe_characters(unseen)
        )
        yield "invisible-character", message, said("type it again"), "error"
    if goes_over_lines(cell) and not may_break:
        message = said("a line breaks within the cell: a quote may be missing or too many")
        fix = said(
            "mend the cell, or declare {option}, and a blank stands for the break",
            option=with_value("--multiline", header),
        )
        yield "line-break", message, fix, "error"
    if marks := stacked_marks(cell):
        message = said(
            "marks are stacked on a letter that does not take them: {characters}",
            characters=describe_characters(marks),
        )
        yield "stacked-marks", message, said("type it again"), "error"
    if (bare := without_wrapping(cell)) != cell:
        message = said('a spreadsheet\'s way to keep a text as it is; read as "{text}"', text=bare)
        yield "spreadsheet-text", message, said("write {text}", text=bare), "warning"


class LookedOver:
    """What is known of the cells of some columns, kept by who reads one table for one period after the other.

    Of a column with other cells nothing is known.
    """

    def __init__(self) -> None:
        self._columns: dict[str, _Column] = {}

    def doubtful(self, column: RawColumn) -> set[str]:
        """The cells of a column of which something is to be said."""
        known = self._column(column)
        if known.doubtful is None:
            known.doubtful = doubtful(column.cells)
        return known.doubtful

    def rows(self, column: RawColumn) -> Mapping[str, Sequence[int]]:
        """The rows in which each cell stands."""
        known = self._column(column)
        if known.rows is None:
            known.rows = {}
            for row, cell in enumerate(column.cells):
                known.rows.setdefault(cell, []).append(row)
        return known.rows

    def headed_again(self, column: RawColumn) -> Sequence[int]:
        """The rows in which the heading of a column stands again."""
        known = self._column(column)
        if known.headed_again is None:
            heading = fold(column.header)
            known.headed_again = [row for row, cell in enumerate(column.cells) if fold(cell) == heading]
        return known.headed_again

    def _column(self, column: RawColumn) -> _Column:
        known = self._columns.get(column.header)
        if known is None or known.cells is not column.cells:
            known = self._columns[column.header] = _Column(column.cells)
        return known


class _Column:
    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells
        self.doubtful: set[str] | None = None
        self.rows: dict[str, list[int]] | None = None
        self.headed_again: list[int] | None = None
