"""Lines of delimited text to records that know where they start; every broken quote is found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dtiscore.errors import Place, Problem

MAXIMUM_CELL = 100_000
"""Characters of the longest cell that is read."""


@dataclass(slots=True)
class Records:
    """The records of a text and what was found wrong while they were parted."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The line on which each record starts, from 1."""
    problems: list[Problem] = field(default_factory=list)
    blank_lines: list[int] = field(default_factory=list)
    """Lines of records without any content that other records follow; such records are left out."""


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


def read_records(lines: Sequence[str], delimiter: str, *, source: str, skip: int = 0) -> Records:
    """All records of ``lines`` after the first ``skip`` of them.

    A record with a broken quote or an oversized cell becomes a problem, and reading goes on with the next
    line.
    """
    records = Records()
    start = skip
    while start < len(lines):
        start = _read_from(start, lines, delimiter, source, records)
    while records.blank_lines and records.lines and records.blank_lines[-1] > records.lines[-1]:
        records.blank_lines.pop()
    return records


def _read_from(start: int, lines: Sequence[str], delimiter: str, source: str, records: Records) -> int:
    """Reads from line ``start`` (from 0) and returns where to start again after a fault that ends it."""
    reader = csv.reader(lines[start:] if start else lines, delimiter=delimiter, strict=True)
    begun = start
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return len(lines)
        except csv.Error:
            ended = start + reader.line_num
            problem = _fault(lines[begun:ended], delimiter, begun + 1, source)
            records.problems.append(problem)
            if problem.code == "unclosed-quote":
                # It swallowed the rest of the file; the lines after the first may well be sound.
                return begun + 1
            begun = ended
            continue
        if any(map(str.strip, cells)):
            records.cells.append(cells)
            records.lines.append(begun + 1)
        else:
            records.blank_lines.append(begun + 1)
        begun = start + reader.line_num


def _fault(lines: Sequence[str], delimiter: str, first_line: int, source: str) -> Problem:
    """What broke the record in ``lines``."""
    found = _broken_quote("".join(lines), delimiter)
    if found is None:
        fix = "split the cell, or remove it if it is not data"
        message = f"the record has a cell of more than {MAXIMUM_CELL} characters"
        return Problem("cell-too-long", message, Place(source, first_line), fix=fix)
    position, column, closed = found
    line = first_line
    for physical in lines:
        if position < len(physical):
            break
        position -= len(physical)
        line += 1
    place = Place(source, line, column)
    if closed:
        message = "text follows a closing quote before the next delimiter"
        fix = 'write a quote inside a quoted cell twice (""), or remove the quotes'
        return Problem("stray-quote", message, place, raw=physical.strip(), fix=fix)
    message = "a quote opens the cell and nothing closes it"
    return Problem(
        "unclosed-quote", message, place, raw=physical.strip(), fix="close the quote, or remove it"
    )


def _broken_quote(record: str, delimiter: str) -> tuple[int, int, bool] | None:
    """Position and column of the quote that breaks a record, and whether it closes a cell or opens it."""
    position, column = 0, 1
    while True:
        if record.startswith('"', position):
            closing = _closing_quote(record, position + 1)
            if closing is None:
                return position, column, False
            position = closing + 1
            if position < len(record) and record[position] not in (delimiter, "\r", "\n"):
                return closing, column, True
        position = record.find(delimiter, position) + 1
        if not position:
            return None
        column += 1


def _closing_quote(record: str, position: int) -> int | None:
    """The first quote from ``position`` on that is not doubled."""
    while (position := record.find('"', position)) >= 0:
        if not record.startswith('"', position + 1):
            return position
        position += 2
    return None
