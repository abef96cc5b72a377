"""Bytes of a delimited text (CSV and its kin) to a table of text cells, and every fault of its form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dtiscore.dataset.number_faults import named
from dtiscore.dataset.raw import RawColumn, RawTable
from dtiscore.errors import InvalidData, Place, Problem, UsageFault
from dtiscore.sources.csv_records import MAXIMUM_CELL, Records, fields_of, physical_lines, read_records
from dtiscore.sources.decoding import decode
from dtiscore.sources.heading_rows import heading_problems, join_headings, misplaced_headings

__all__ = ["decode", "read_delimited"]

_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_SEP_LINE = re.compile(r'"?sep=([^\r\n"])"?[\r\n]*', re.IGNORECASE)
MAXIMUM_CELLS = 50_000_000
"""Cells of the largest table that is read whole."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The records below the headings that have the right number of cells."""

    cells: list[list[str]]
    lines: list[int]


def read_delimited(
    data: bytes,
    *,
    source: str,
    delimiter: str | None = None,
    encoding: str | None = None,
    skip_rows: int = 0,
    header_rows: int = 1,
) -> tuple[RawTable, list[Problem]]:
    """The table in ``data``, and every problem of its form in the order of the file.

    ``delimiter`` is one character; undeclared, it is what a first line ``sep=;`` announces, or the one of
    comma, semicolon and tab that parts the headings. ``skip_rows`` counts physical lines above the headings
    (after a ``sep=`` line), ``header_rows`` the records that make up the headings. A table is returned beside
    errors, so that its cells can be checked in the same run; it then lacks ragged records, records with
    broken quotes, columns without heading and all but the first of the columns that share one. Records
    without content are left out.

    Raises ``InvalidData`` when no table can be made, ``SourceFault`` for bytes that cannot be decoded, and
    ``UsageFault`` for options that make no sense.
    """
    _check_options(delimiter, skip_rows, header_rows)
    text = decode(data, encoding=encoding, source=source)
    lines = physical_lines(text)
    if not text.strip():
        fix = "check the export: it should have a row of headings and a row per unit"
        raise _no_table(source, [Problem("empty-file", "the file is empty", Place(source, 1), fix=fix)])
    announced = _SEP_LINE.fullmatch(lines[0])
    first = skip_rows + (announced is not None)
    problems: list[Problem] = []
    if announced is not None and delimiter not in (None, announced[1]):
        message = (
            f'the file announces "{announced[1]}" as its delimiter, but "{delimiter}" is declared and used'
        )
        problems.append(
            Problem(
                "overruled-delimiter", message, Place(source, 1), raw=lines[0].strip(), severity="warning"
            )
        )
    delimiter = delimiter or (announced[1] if announced else _settle_delimiter(lines[first:], source, first))
    records = read_records(lines, delimiter, source=source, skip=first)
    problems += records.problems
    table = _table(records, delimiter, header_rows, source, 1 + first - skip_rows, problems)
    if "\0" in text or "\ufeff" in text:
        problems += _unseen_bytes(records, source)
    problems.sort(key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
    return RawTable(source, *table, sha256=hashlib.sha256(data).hexdigest()), problems


def _check_options(delimiter: str | None, skip_rows: int, header_rows: int) -> None:
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0'):
        raise UsageFault(
            f"a delimiter is one character and no quote or line break, not {delimiter!r}",
            fix='Declare "," or ";" or a tab.',
        )
    if skip_rows < 0 or header_rows < 1:
        raise UsageFault(
            f"{skip_rows} lines to skip and {header_rows} rows of headings cannot be",
            fix="Skip 0 lines or more, and have 1 row of headings or more.",
        )


def _no_table(source: str, problems: Sequence[Problem]) -> InvalidData:
    first = next(problem for problem in problems if problem.is_error)
    return InvalidData(
        f"{source}: no table can be read: {first.message}", fix=first.fix, problems=tuple(problems)
    )


def _settle_delimiter(lines: Sequence[str], source: str, skipped: int) -> str:
    """The one usual delimiter that parts the headings; a comma for a text of one column, where none does."""
    parting = [delimiter for delimiter in _DELIMITERS if len(fields_of(lines, delimiter)) > 1]
    if len(parting) == 1:
        return parting[0]
    at = next((i for i, line in enumerate(lines) if line.strip()), 0)
    place = Place(source, skipped + at + 1)
    raw = lines[at].strip() if lines else None
    if parting:
        names = " and ".join(f'{_DELIMITERS[delimiter]} ("{_shown(delimiter)}")' for delimiter in parting)
        message = f"the headings are parted by {names}, so the delimiter is not certain"
        options = " or ".join(f'--delimiter "{_shown(delimiter)}"' for delimiter in parting)
        problem = Problem("ambiguous-delimiter", message, place, raw=raw, fix=f"declare {options}")
        raise _no_table(source, [problem])
    sample = [line for line in lines[at + 1 : at + 21] if line.strip()]
    for delimiter, name in _DELIMITERS.items():
        parted = sum(len(fields_of([line], delimiter)) > 1 for line in sample)
        if parted * 2 > len(sample):
            message = f"the first row is a single cell, while the rows below have several, parted by {name}"
            fix = (
                "if it is a title, declare --skip-rows with the number of lines above the headings; "
                'if the file has one column, declare a --delimiter that it does not hold, such as "|"'
            )
            raise _no_table(source, [Problem("header-not-found", message, place, raw=raw, fix=fix)])
    return ","


def _shown(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else delimiter


def _table(
    records: Records, delimiter: str, header_rows: int, source: str, first_line: int, problems: list[Problem]
) -> tuple[tuple[RawColumn, ...], int, int]:
    """The columns, the number of rows and the line of the headings; adds what is wrong to ``problems``."""
    if not records.cells:
        if not problems:
            message = "no line is left for the headings"
            problems.append(
                Problem("header-not-found", message, Place(source, first_line), fix="skip fewer lines")
            )
        raise _no_table(source, problems)
    if sum(map(len, records.cells)) > MAXIMUM_CELLS:
        message = f"the table has more than {MAXIMUM_CELLS} cells"
        raise _no_table(source, [Problem("table-too-large", message, Place(source), fix="split it")])
    if header_rows == 1 and (problem := misplaced_headings(records, source, first_line)):
        raise _no_table(source, [problem, *problems])
    headings = join_headings(records.cells[:header_rows])
    header_line = records.lines[0]
    problems += heading_problems(headings, source, header_line)
    problems += _blank_lines(records, source)
    if len(records.cells) <= header_rows and not records.problems:
        message, fix = (
            "there are headings and no row below them",
            "check the export: it should have a row per unit",
        )
        problems.append(Problem("no-rows", message, Place(source, header_line), fix=fix))
    rows = _rectangle(records, len(headings), header_rows, delimiter, source, problems)
    return _columns(headings, rows, source, header_line, problems), len(rows.cells), header_line


def _blank_lines(records: Records, source: str) -> list[Problem]:
    if not records.blank_lines:
        return []
    lines = records.blank_lines
    listed = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
    message = f"{len(lines)} records between others are empty and left out (lines {listed})"
    fix = "delete them, or check that no data was lost there"
    return [Problem("blank-line", message, Place(source, lines[0]), fix=fix, severity="warning")]


def _rectangle(
    records: Records, width: int, header_rows: int, delimiter: str, source: str, problems: list[Problem]
) -> _Rows:
    """The records of ``width`` cells; which cell of any other belongs to which heading is not certain."""
    cells, lines = records.cells[header_rows:], records.lines[header_rows:]
    if all(len(record) == width for record in cells):
        return _Rows(cells, lines)
    sound = _Rows([], [])
    for record, line in zip(cells, lines, strict=True):
        found = len(record)
        if found == width:
            sound.cells.append(record)
            sound.lines.append(line)
            continue
        fix = "add the missing cells, if only as empty ones"
        if found > width:
            fix = f'put cells that hold a "{_shown(delimiter)}" in quotes, or remove the surplus cells'
            if delimiter == ",":
                fix += "; if decimals have a comma, export with ; between the cells"
        message = f"the row has {found} cells, and the headings are {width}"
        place = Place(source, line, min(found, width) + 1)
        problems.append(Problem("ragged-row", message, place, raw=_shown(delimiter).join(record), fix=fix))
    return sound


def _columns(
    headings: Sequence[str], rows: _Rows, source: str, header_line: int, problems: list[Problem]
) -> tuple[RawColumn, ...]:
    """One column per distinct heading; adds blank headings and oversized cells to ``problems``."""
    columns: dict[str, RawColumn] = {}
    cells_of: Sequence[Sequence[str]] = list(zip(*rows.cells, strict=True)) or [()] * len(headings)
    for number, (heading, cells) in enumerate(zip(headings, cells_of, strict=True), 1):
        if not heading:
            problems.append(_without_heading(cells, Place(source, header_line, number)))
        elif heading not in columns:
            columns[heading] = RawColumn(heading, number, cells, rows.lines)
        if cells and max(map(len, cells)) > MAXIMUM_CELL:
            problems += [
                Problem(
                    "cell-too-long",
                    f"the cell has {len(cell)} characters, and at most {MAXIMUM_CELL} are read",
                    Place(source, line, number, heading),
                    fix="split the cell, or remove it if it is not data",
                )
                for cell, line in zip(cells, rows.lines, strict=True)
                if len(cell) > MAXIMUM_CELL
            ]
    return tuple(columns.values())


def _without_heading(cells: Sequence[str], place: Place) -> Problem:
    filled = sum(1 for cell in cells if cell.strip())
    if not filled:
        message, fix = (
            "the column has no heading and no content, and is left out",
            "delete it in the workbook",
        )
        return Problem("empty-column", message, place, raw="", fix=fix, severity="warning")
    message = f"the column has no heading, but {filled} cells with content"
    return Problem("blank-heading", message, place, raw="", fix="give it a heading, or delete the column")


def _unseen_bytes(records: Records, source: str) -> list[Problem]:
    """NUL characters, which no text has, and byte order marks inside, which tell of joined files."""
    problems: list[Problem] = []
    for cells, line in zip(records.cells, records.lines, strict=True):
        for column, cell in enumerate(cells, 1):
            place = Place(source, line, column)
            if "\0" in cell:
                message, fix = "the cell holds a NUL character", "export the file again, or mend the cell"
                problems.append(Problem("nul-character", message, place, raw=cell, fix=fix))
            if "\ufeff" in cell:
                message = f"the cell holds {named(chr(0xFEFF))}: two files may have been joined here"
                fix = "check whether a second row of headings follows, and delete the character"
                problems.append(
                    Problem("byte-order-mark", message, place, raw=cell, fix=fix, severity="warning")
                )
    return problems
