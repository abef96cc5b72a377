"""Delimited text as records: the cells that delimiters and quotes make of lines, for tables and weighting files alike."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# A text, not a pattern: most tables have no broken record.
_REST_OF_QUOTED = '(?:[^"]++|"")*+"'
"""What stands behind the quote that opens a cell: all up to the first quote that is not doubled."""


def physical_lines(text: str) -> list[str]:
    """The lines of ``text`` with their ends: LF, CR LF or a lone CR, and nothing else."""
    return list(io.StringIO(text, newline=""))


def fields_of(lines: Iterable[str], delimiter: str) -> list[str]:
    """The cells of the first record that has any content, leniently, or none; for looking ahead."""
    try:
        return next(
            (cells for cells in csv.reader(lines, delimiter=delimiter) if any(map(str.strip, cells))), []
        )
    except csv.Error:
        return []


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line by itself, leniently; for looking ahead."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


class BrokenRecord(NamedTuple):
    """What stands in the place of a record that cannot be parted into cells."""

    reason: str
    """Why, in the words of the module csv."""
    quote: tuple[int, int | None, int] | None
    """Where the quotes of the cell that breaks the record open and close in its text, if they close, and the column of
    the cell from 1; ``None`` where a cell is longer than that module reads."""

    @property
    def runs_on(self) -> bool:
        """Whether a quote is never closed, so that what is read as one record may be all the rest of the text."""
        return self.quote is not None and self.quote[1] is None


def records_of(
    lines: Sequence[str], delimiter: str, start: int = 0
) -> Iterator[tuple[list[str] | BrokenRecord, int, int]]:
    """Each record, blank ones too, with the lines that it takes up: the first, and the one after the last, from 0.

    After a broken record reading goes on: below the first line of one that runs on, as the lines after that may well be
    sound, else below all of it.

    Args:
        lines: the lines of a text with their ends.
        delimiter: the character that parts cells.
        start: how many of the lines are passed over.
    """
    while start < len(lines):
        reader = csv.reader(lines[start:] if start else lines, delimiter=delimiter, strict=True)
        begun, runs_on = start, False
        while not runs_on:
            try:
                for cells in reader:
                    ended = start + reader.line_num
                    yield cells, begun, ended
                    begun = ended
            except csv.Error as error:
                ended = start + reader.line_num
                broken = BrokenRecord(str(error), _broken_quote("".join(lines[begun:ended]), delimiter))
            else:
                return
            yield broken, begun, ended
            runs_on = broken.runs_on
            begun = begun + 1 if runs_on else ended
        start = begun


def _broken_quote(record: str, delimiter: str) -> tuple[int, int | None, int] | None:
    """Where the quotes of the cell that breaks a record open and close, if they close, and its column."""
    rest_of_quoted = re.compile(_REST_OF_QUOTED)
    position, column = 0, 1
    while True:
        if record.startswith('"', position):
            rest = rest_of_quoted.match(record, position + 1)
            if rest is None:
                return position, None, column
            opening, position = position, rest.end()
            if position < len(record) and record[position] not in (delimiter, "\r", "\n"):
                return opening, position - 1, column
        position = record.find(delimiter, position) + 1
        if not position:
            return None
        column += 1
