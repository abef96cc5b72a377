"""Records of text to a table of columns below its headings, and every fault of that form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.csv_text import fields_of
from dtiscore.errors import InvalidData, Place, Problem, errors_of
from dtiscore.said import Said, counted, said
from dtiscore.shell_words import with_value
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.texts.csv_records import MAXIMUM_CELL, Records
from dtiscore.tables.texts.heading_rows import (
    heading_problems,
    join_headings,
    misplaced_headings,
    numbered_columns,
)
from dtiscore.units.totals import reads_like_a_note

if TYPE_CHECKING:
    from dtiscore.tables.texts.piece_of_file import PieceOfFile

MAXIMUM_CELLS = 50_000_000
"""Cells of the largest table that is read whole."""
MAXIMUM_COLUMNS = 16_384
"""Columns of the widest table that is read: as many as a sheet has."""

_FEWEST_ABOVE_NOTES = 3
"""Columns of a table below which a record of one cell is hardly a row."""


class _Rows(NamedTuple):
    """The records below the headings that have the right number of cells."""

    cells: list[list[str]]
    lines: list[int]
    first_column: int


def columns_below(  # noqa: PLR0913 - how a text is parted
    records: Records,
    delimiter: str,
    header_rows: int,
    source: str,
    first_line: int,
    problems: list[Problem],
    *,
    piece: PieceOfFile | None = None,
) -> tuple[tuple[RawColumn, ...], int, int]:
    """The columns, the number of rows and the line of the headings; adds what is wrong to ``problems``.

    ``first_line`` is the line from which ``--skip-rows`` counts. Raises ``InvalidData`` when no table can be made.
    """
    if not records.cells:
        if not errors_of(problems):
            message = said("no line is left for the headings")
            problems.append(
                Problem("header-not-found", message, Place(source, first_line), fix=said("skip fewer lines"))
            )
        raise no_table(source, problems)
    if sum(map(len, records.cells)) > MAXIMUM_CELLS:
        message = said("the table has more than {limit} cells", limit=MAXIMUM_CELLS)
        raise no_table(source, [Problem("table-too-large", message, Place(source), fix=said("split it"))])
    if (width := len(records.cells[0])) > MAXIMUM_COLUMNS:
        message = said(
            "the headings are {width}, and at most {limit} columns are read",
            width=width,
            limit=MAXIMUM_COLUMNS,
        )
        fix = said("keep the columns that are scored, and check that rows end with a line break")
        raise no_table(
            source, [Problem("table-too-large", message, Place(source, records.lines[0]), fix=fix)]
        )
    begins = piece is None or piece.begins
    if begins and header_rows == 1 and (problem := misplaced_headings(records, source, first_line)):
        raise no_table(source, [problem, *problems])
    headings = join_headings(records.cells[:header_rows])
    header_line = records.lines[0]
    problems += heading_problems(headings, source, header_line, records.first_column)
    problems += blank_lines(records.blank_lines, source)
    if piece is not None:
        piece.rows += max(len(records.cells) - header_rows, 0) + len(records.problems)
    elif len(records.cells) <= header_rows and not records.problems:
        problems.append(no_rows(source, header_line))
    if begins and len(records.cells) > header_rows:
        first, *below = records.cells[header_rows : header_rows + 2]
        line = records.lines[header_rows]
        problems += numbered_columns(first, below[0] if below else (), header_rows, source, line)
    rows = _rectangle(records, len(headings), header_rows, delimiter, source, problems)
    if piece is None:
        _tell_of_notes_below(rows, records, len(headings), problems)
    columns = _columns(headings, rows, source, header_line, problems, is_whole=piece is None)
    return columns, len(rows.cells), header_line


def no_rows(source: str, header_line: int) -> Problem:
    """The error of a text that has headings alone."""
    message, fix = (
        said("there are headings and no row below them"),
        said("check the export: it should have rows below the headings"),
    )
    return Problem("no-rows", message, Place(source, header_line), fix=fix)


def blank_lines(lines: Sequence[int], source: str) -> list[Problem]:
    """The warning of blank lines between others, at the first of them."""
    if not lines:
        return []
    listed = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
    message = said(
        "{n} records between others are empty and left out (lines {listed})",
        n=len(lines),
        listed=listed,
    )
    if len(lines) == 1:
        message = said("a record between others is empty and left out (line {listed})", listed=listed)
    fix = said("delete them, or check that no data was lost there")
    return [Problem("blank-line", message, Place(source, lines[0]), fix=fix, severity="warning")]


def _rectangle(
    records: Records, width: int, header_rows: int, delimiter: str, source: str, problems: list[Problem]
) -> _Rows:
    """The records of ``width`` cells; which cell of any other belongs to which heading is not certain."""
    cells, lines = records.cells[header_rows:], records.lines[header_rows:]
    if all(len(record) == width for record in cells):
        return _Rows(cells, lines, records.first_column)
    sound = _Rows([], [], records.first_column)
    for record, line in zip(cells, lines, strict=True):
        found = len(record)
        if found == width:
            sound.cells.append(record)
            sound.lines.append(line)
            continue
        message = counted(
            found,
            "the row has {n} cell, and the headings are {width}",
            "the row has {n} cells, and the headings are {width}",
            width=width,
        )
        place, raw = Place(source, line, min(found, width) + 1), shown_delimiter(delimiter).join(record)
        problems.append(
            Problem("ragged-row", message, place, raw=raw, fix=_squared(record, width, delimiter))
        )
    return sound


def _squared(record: Sequence[str], width: int, delimiter: str) -> Said:
    """What to do with a record of more or fewer cells than ``width``."""
    if len(record) > width:
        fix = said(
            'put cells that hold a "{delimiter}" in quotes, or remove the surplus cells',
            delimiter=shown_delimiter(delimiter),
        )
        if delimiter == ",":
            fix = said("{fix}; if decimals have a comma, export with ; between the cells", fix=fix)
        return fix
    if not any(record[1:]) and len(fields_of([record[0]], delimiter)) == width > 1:
        return said("the whole row stands in quotes: take these away, and one of two within it")
    return said("add the missing cells, if only as empty ones")


def _tell_of_notes_below(rows: _Rows, records: Records, width: int, problems: list[Problem]) -> None:
    """Name the range of the table as the way out for records without figures that a blank line parts from it.

    Without that line, such a record may be the beginning of a row that was cut off, unless each begins as notes do.
    """
    last = rows.lines[-1] if rows.lines else None
    if last is None or width < _FEWEST_ABOVE_NOTES or records.first_column > 1:
        return
    below = {line: cells for line, cells in zip(records.lines, records.cells, strict=True) if line > last}
    if not below:
        return
    blank = next((line for line in records.blank_lines if line > last), None)
    first = min(below)
    is_parted = (blank is not None and blank < first) or _is_a_line(below[first])
    is_parted = is_parted and not any(map(_has_figures, below.values()))
    if not is_parted and not all(reads_like_a_note(cells[0]) for cells in below.values()):
        return
    from dtiscore.tables.workbooks.cell_ranges import Area  # of few tables anything is to be said here

    end = first if blank is None else min(first, blank)
    option = with_value("--range", str(Area(1, 1, end - 1, width)))
    fix = said("leave out the notes below the table: {option}", option=option)
    for at, problem in enumerate(problems):
        if problem.code == "ragged-row" and problem.place.line in below:
            problems[at] = problem._replace(fix=fix)


def _is_a_line(cells: Sequence[str]) -> bool:
    """Whether a record is a line that is drawn below a table, as GENESIS draws it."""
    return bool(cells[0].strip()) and not "".join(cells).strip(" _-–—=")


def _has_figures(cells: Sequence[str]) -> bool:
    """Whether a cell behind the first has a digit, as those of a row have; a sentence may be parted by its commas."""
    return any(map(str.isdigit, "".join(cells[1:])))


def _columns(
    headings: Sequence[str],
    rows: _Rows,
    source: str,
    header_line: int,
    problems: list[Problem],
    *,
    is_whole: bool,
) -> tuple[RawColumn, ...]:
    """One column per distinct heading; adds blank headings and oversized cells to ``problems``.

    ``is_whole``: whether all rows are there, which only together tell what a column without a heading is.
    """
    columns: dict[str, RawColumn] = {}
    cells_of: Sequence[Sequence[str]] = list(zip(*rows.cells, strict=True)) or [()] * len(headings)
    if is_whole and not all(headings[:2]):
        from dtiscore.tables.texts.unheaded import headings_of_units, taken_for_units  # as below

        found = headings_of_units(headings, cells_of)
        problems += [
            taken_for_units(heading, Place(source, header_line, number))
            for number, (heading, before) in enumerate(zip(found, headings, strict=True), rows.first_column)
            if heading != before
        ]
        headings = found
    # A cell is no longer than its record, and of records only a few need a look at their cells.
    is_long = any(len("".join(record)) > MAXIMUM_CELL for record in rows.cells)
    for number, (heading, cells) in enumerate(zip(headings, cells_of, strict=True), rows.first_column):
        if not heading:
            from dtiscore.tables.texts.unheaded import without_heading  # which few tables need

            problems.append(without_heading(cells, Place(source, header_line, number), is_whole=is_whole))
        elif heading not in columns:
            columns[heading] = RawColumn(heading, number, cells, rows.lines)
        if is_long:
            problems += [
                Problem(
                    "cell-too-long",
                    said(
                        "the cell has {n} characters, and at most {limit} are read",
                        n=len(cell),
                        limit=MAXIMUM_CELL,
                    ),
                    Place(source, line, number, heading),
                    fix=said("split the cell, or remove it if it is not data"),
                )
                for cell, line in zip(cells, rows.lines, strict=True)
                if len(cell) > MAXIMUM_CELL
            ]
    return tuple(columns.values())


def no_table(source: str, problems: Sequence[Problem]) -> InvalidData:
    """The exception for a file of which no table can be made; one of the problems is an error."""
    first = next(problem for problem in problems if problem.is_error)
    return InvalidData(
        said("{source}: no table can be read: {what}", source=source, what=first.message),
        fix=first.fix,
        problems=tuple(problems),
    )


def shown_delimiter(delimiter: str) -> str:
    """A delimiter as it is typed on a command line."""
    return "\\t" if delimiter == "\t" else delimiter
