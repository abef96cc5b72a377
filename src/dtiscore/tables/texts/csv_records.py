"""The records of a delimited text with the lines on which they start, and what is wrong with its quotes."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from dtiscore.csv_text import BrokenRecord, records_of
from dtiscore.errors import Place, Problem
from dtiscore.said import said
from dtiscore.shell_words import with_value

if TYPE_CHECKING:
    from dtiscore.tables.texts.piece_of_file import PieceOfFile
    from dtiscore.tables.workbooks.cell_ranges import Area

MAXIMUM_CELL = 100_000
"""Characters of the longest cell that is read."""


@dataclass(slots=True, eq=False)
class Records:
    """The records of a text and what was found wrong while they were parted."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The line on which each record starts, from 1."""
    problems: list[Problem] = field(default_factory=list)
    over_lines: list[int] = field(default_factory=list)
    """Which of the records, counted from 0, stand on several lines."""
    blank_lines: list[int] = field(default_factory=list)
    """Lines of records without any content that other records follow; such records are left out."""
    first_column: int = 1
    """Which column of the file the first cell of each record stands in."""

    def leave_out_blank_end(self) -> None:
        """Forget the blank lines that no record follows."""
        if self.lines:
            del self.blank_lines[bisect(self.blank_lines, self.lines[-1]) :]


def read_records(
    lines: Sequence[str],
    delimiter: str,
    *,
    source: str,
    skip: int = 0,
    piece: PieceOfFile | None = None,
) -> Records:
    """All records of ``lines`` after the first ``skip`` of them.

    A record with a broken quote or an oversized cell becomes a problem, and reading goes on with the next
    line. Of a ``piece`` of a file lines are called by their numbers in the file, and it keeps those that are blank.
    """

    def number(line: int) -> int:
        return line + 1 + (piece.distance if piece is not None and line >= piece.head else 0)

    records = Records()
    for cells, begun, ended in records_of(lines, delimiter, skip):
        if isinstance(cells, BrokenRecord):
            records.problems.append(_fault(cells, lines[begun:ended], number(begun), source))
        elif any(map(str.strip, cells)):
            if ended > begun + 1:
                records.over_lines.append(len(records.cells))
            records.cells.append(cells)
            records.lines.append(number(begun))
        else:
            records.blank_lines.append(number(begun))
    if piece is not None:
        piece.blank_lines += records.blank_lines
        piece.last = max(records.lines, default=0)
        records.blank_lines.clear()
    records.leave_out_blank_end()
    return records


def within(records: Records, area: Area) -> Records:
    """The records and cells that lie in an area whose rows are lines; one without content there is a blank line of it."""
    kept = Records(first_column=area.left, blank_lines=list(records.blank_lines))
    kept.problems = [problem for problem in records.problems if (problem.place.line or 0) <= area.bottom]
    for at, (line, cells) in enumerate(zip(records.lines, records.cells, strict=True)):
        inside = cells[area.left - 1 : area.right]
        if line > area.bottom:
            break
        if not any(map(str.strip, inside)):
            kept.blank_lines.append(line)
            continue
        if at in records.over_lines:
            kept.over_lines.append(len(kept.cells))
        kept.cells.append(inside)
        kept.lines.append(line)
    kept.blank_lines.sort()
    kept.leave_out_blank_end()
    return kept


def take_out_swallowed_rows(
    records: Records, delimiter: str, headings: Sequence[str], declared: AbstractSet[str], source: str
) -> list[Problem]:
    """The cells that two forgotten quotes may have made of the end of a row, of whole rows, and of the start of another.

    Each line of such a cell holds the delimiters of the part of a row that it was, as those of a note hardly do. Records
    with one go: nobody knows what else in them is true. ``declared`` are the headings
    of columns in which cells of several lines are meant.
    """
    problems: list[Problem] = []
    swallowed: set[int] = set()
    for at in records.over_lines:
        for column, (cell, heading) in enumerate(zip(records.cells[at], headings, strict=False), 1):
            if heading in declared or not _is_rows(cell, delimiter, column, len(headings)):
                continue
            message = said(
                "two quotes seem to have made one cell of the end of a row and the start of a later one"
            )
            fix = said(
                "if a quote is missing or too many, mend it; if the cell is so, declare {option}",
                option=with_value("--multiline", heading),
            )
            place = Place(source, records.lines[at], column, heading)
            problems.append(Problem("swallowed-rows", message, place, raw=cell, fix=fix))
            swallowed.add(at)
    for at in sorted(swallowed, reverse=True):
        del records.cells[at], records.lines[at]
    return problems


def _is_rows(cell: str, delimiter: str, column: int, width: int) -> bool:
    """Whether a cell in a column, from 1, is the end of a row of ``width`` cells, whole rows, and the start of another."""
    first, *others = re.split("\r\n|\r|\n", cell)
    if not others:
        return False
    expected = [width - column, *[width - 1] * (len(others) - 1), column - 1]
    return width > 1 and [line.count(delimiter) for line in (first, *others)] == expected


def _fault(broken: BrokenRecord, lines: Sequence[str], first_line: int, source: str) -> Problem:
    """What broke the record in ``lines``."""
    if broken.quote is None:
        fix = said("split the cell, or remove it if it is not data")
        message = said("the record has a cell of more than {limit} characters", limit=MAXIMUM_CELL)
        return Problem("cell-too-long", message, Place(source, first_line), fix=fix)
    opening, closing, column = broken.quote
    within = _line_of(opening if closing is None else closing, lines)
    place, physical = Place(source, first_line + within, column), lines[within]
    if closing is not None:
        message = said("text follows a closing quote before the next delimiter")
        if (opened := _line_of(opening, lines)) != within:
            message = said(
                "{what}; the quote was opened on line {line}, and may lack its own end there",
                what=message,
                line=first_line + opened,
            )
        fix = said('write a quote inside a quoted cell twice (""), or remove the quotes')
        return Problem("stray-quote", message, place, raw=physical.strip(), fix=fix)
    message = said("a quote opens the cell and nothing closes it")
    return Problem(
        "unclosed-quote", message, place, raw=physical.strip(), fix=said("close the quote, or remove it")
    )


def _line_of(position: int, lines: Sequence[str]) -> int:
    """Which of the lines, from 0, holds a character of their joined text."""
    return bisect(list(accumulate(map(len, lines))), position)
