"""Bytes of a delimited text (CSV and its kin) to a table of text cells, and every fault of its form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence, Set as AbstractSet
from typing import TYPE_CHECKING

from dtiscore.csv_text import fields_of, physical_lines
from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.said import said, with_and, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.number_faults import named
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.texts.csv_records import Records, read_records, take_out_swallowed_rows, within
from dtiscore.tables.texts.decoding import decode
from dtiscore.tables.texts.heading_rows import join_headings
from dtiscore.tables.texts.record_tables import columns_below, no_table, shown_delimiter

if TYPE_CHECKING:
    from dtiscore.tables.texts.piece_of_file import PieceOfFile
    from dtiscore.tables.workbooks.cell_ranges import Area

__all__ = ["SEP_LINE", "decode", "read_delimited"]

_DELIMITERS = {",": said("a comma"), ";": said("a semicolon"), "\t": said("a tab")}
_QUOTED_ROW = re.compile(r'\s*"((?:[^"]|"")*)"[,;\s]*')
_LOOKED_AT = 60
"""Lines from the top by which a text shows that each stands in quotes."""
_DECIMALS = re.compile("[+-]?[0-9]+(?:[.,](?=[0-9]))?([0-9]*)")
_TAKES_A_ROW = frozenset({"stray-quote", "unclosed-quote", "swallowed-rows", "ragged-row"})
"""The problems of records that are no rows of the table."""
_FEWEST_TO_COMPARE = 5
"""Rows of the shortest table whose numbers tell how many decimals the last one should have."""
SEP_LINE = re.compile(r'"?sep=([^\r\n"])"?[\r\n]*', re.IGNORECASE)
"""A first line that tells a spreadsheet what parts the cells, and the sign that it tells."""


def read_delimited(  # noqa: PLR0913 - what is declared about the form of a text
    data: bytes,
    *,
    source: str,
    delimiter: str | None = None,
    encoding: str | None = None,
    skip_rows: int = 0,
    header_rows: int = 1,
    multiline: AbstractSet[str] = frozenset(),
    area: Area | None = None,
    piece: PieceOfFile | None = None,
) -> tuple[RawTable, list[Problem]]:
    """The table in ``data``, and every problem of its form in the order of the file.

    ``delimiter`` is one character; undeclared, it is what a first line ``sep=;`` announces, or the one of
    comma, semicolon and tab that parts the headings. ``skip_rows`` counts physical lines above the headings
    (after a ``sep=`` line), ``header_rows`` the records that make up the headings. ``multiline`` are the headings
    of columns in which a cell may go over several lines whatever it looks like. ``area`` is the part of the text that
    holds the table: its rows are lines, and rows to skip are counted within it. ``piece`` says that these are some of
    the lines of a file; of it nothing is told that only the whole file tells. A table is returned beside
    errors, so that its cells can be checked in the same run; it then lacks ragged records, records with
    broken quotes, columns without heading and all but the first of the columns that share one. Records
    without content are left out.

    Raises ``InvalidData`` when no table can be made, ``SourceFault`` for bytes that cannot be decoded, and
    ``UsageFault`` for options that make no sense.
    """
    require_form(delimiter, skip_rows, header_rows)
    text = decode(data, encoding=encoding, source=source)
    lines = physical_lines(text)
    if not text.strip():
        fix = said("check the export: it should have a row of headings and rows below it")
        raise no_table(source, [Problem("empty-file", said("the file is empty"), Place(source, 1), fix=fix)])
    problems: list[Problem] = []
    above = 0 if area is None else area.top - 1
    delimiter, first = opening(lines, delimiter, above + skip_rows, source, problems)
    records = read_records(lines, delimiter, source=source, skip=first, piece=piece)
    if area is not None:
        records = within(records, area)
    problems += records.problems
    if records.over_lines:
        headings = join_headings(records.cells[:header_rows])
        problems += take_out_swallowed_rows(records, delimiter, headings, multiline, source)
    table = columns_below(
        records, delimiter, header_rows, source, 1 + first - skip_rows, problems, piece=piece
    )
    if piece is None and area is None and not text.endswith(("\n", "\r")):
        problems += _cut_off(table[0], source)
    if "\0" in text or "\ufeff" in text:
        problems += _unseen_bytes(records, source)
    problems.sort(key=lambda problem: problem.place.line_and_column)
    lacks_rows = any(problem.code in _TAKES_A_ROW for problem in problems)
    sha256 = hashlib.sha256(data).hexdigest()
    raw = RawTable(source, *table, sha256=sha256, lacks_rows=lacks_rows, parted_by_commas=delimiter == ",")
    return raw, problems


def opening(
    lines: Sequence[str], delimiter: str | None, skip_rows: int, source: str, problems: list[Problem]
) -> tuple[str, int]:
    """The delimiter of a text, declared, announced or settled, and how many lines stand above the headings.

    Raises ``InvalidData`` when nothing tells the delimiter.
    """
    announced = SEP_LINE.fullmatch(lines[0])
    first = skip_rows + (announced is not None)
    if announced is not None and delimiter not in (None, announced[1]):
        message = said(
            'the file announces "{sign}" as its delimiter, but "{delimiter}" is declared and used',
            sign=announced[1],
            delimiter=delimiter,
        )
        problems.append(
            Problem(
                "overruled-delimiter", message, Place(source, 1), raw=lines[0].strip(), severity="warning"
            )
        )
    return delimiter or (
        announced[1] if announced else _settle_delimiter(lines[first:], source, first)
    ), first


def require_form(delimiter: str | None, skip_rows: int, header_rows: int) -> None:
    """Raise ``UsageFault`` where what is declared about the form of a text makes no sense."""
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0'):
        raise UsageFault(
            said(
                "a delimiter is one character and no quote or line break, not {delimiter!r}",
                delimiter=delimiter,
            ),
            fix=said('Declare "," or ";" or a tab.'),
        )
    if skip_rows < 0 or header_rows < 1:
        raise UsageFault(
            said(
                "{skip_rows} lines to skip and {header_rows} rows of headings cannot be",
                skip_rows=skip_rows,
                header_rows=header_rows,
            ),
            fix=said("Skip 0 lines or more, and have 1 row of headings or more."),
        )


def _settle_delimiter(lines: Sequence[str], source: str, skipped: int) -> str:
    """The one usual delimiter that parts the headings; a comma for a text of one column, where none does."""
    if (problem := quoted_rows(lines, source, skipped)) is not None:
        raise no_table(source, [problem])
    parting = [delimiter for delimiter in _DELIMITERS if len(fields_of(lines, delimiter)) > 1]
    if len(parting) == 1:
        return parting[0]
    at = next((i for i, line in enumerate(lines) if line.strip()), 0)
    place = Place(source, skipped + at + 1)
    raw = lines[at].strip() if lines else None
    if parting:
        names = with_and(
            said('{name} ("{sign}")', name=_DELIMITERS[delimiter], sign=shown_delimiter(delimiter))
            for delimiter in parting
        )
        message = said("the headings are parted by {names}, so the delimiter is not certain", names=names)
        options = with_or(with_value("--delimiter", shown_delimiter(delimiter)) for delimiter in parting)
        problem = Problem(
            "ambiguous-delimiter", message, place, raw=raw, fix=said("declare {options}", options=options)
        )
        raise no_table(source, [problem])
    sample = [line for line in lines[at + 1 : at + 21] if line.strip()]
    for delimiter, name in _DELIMITERS.items():
        parted = sum(len(fields_of([line], delimiter)) > 1 for line in sample)
        if parted * 2 > len(sample):
            message = said(
                "the first row is a single cell, while the rows below have several, parted by {name}",
                name=name,
            )
            title = said("if it is a title, declare --skip-rows with the number of lines above the headings")
            fix = said(
                '{title}; if the file has one column, declare a --delimiter that it does not hold, such as "|"',
                title=title,
            )
            if "|" in lines[at]:
                fix = said('if "|" parts the cells, declare --delimiter "|"; {title}', title=title)
            raise no_table(source, [Problem("header-not-found", message, place, raw=raw, fix=fix)])
    return ","


def quoted_rows(lines: Sequence[str], source: str, skipped: int = 0) -> Problem | None:
    """The error of a text each of whose lines stands in quotes as a whole, but for the headings perhaps, if it is one.

    ``skipped`` are the lines above ``lines``.
    """
    sample = {at: line for at, line in enumerate(lines[:_LOOKED_AT], 1) if line.strip()}
    rows = {
        at: found[1].replace('""', '"')
        for at, line in sample.items()
        if (found := _QUOTED_ROW.fullmatch(line))
    }
    others = [line for at, line in sample.items() if at not in rows]
    is_headed = others == [*sample.values()][:1]
    if not rows or (others and not is_headed):
        return None
    for delimiter, name in _DELIMITERS.items():
        widths = {len(fields_of([row], delimiter)) for row in (*others, *rows.values())}
        if len(widths) == 1 and widths != {1}:
            message = said(
                "each line stands in quotes as a whole, and so is one cell; within, {name} parts cells",
                name=name,
            )
            fix = said(
                "open it in a spreadsheet, part the column there by {name} (Data, Text to Columns) and save it; or take the"
                " quotes around each line away, and one of two within it",
                name=name,
            )
            if others:
                fix = said("take the quotes around each line away, and one of two within it")
            place = Place(source, skipped + min(rows))
            return Problem("quoted-rows", message, place, raw=sample[min(rows)].strip(), fix=fix)
    return None


def _cut_off(columns: Sequence[RawColumn], source: str) -> list[Problem]:
    """The warning that a text without an end to its last line may have lost the end of its last number, or all of it.

    It is given where that number has fewer decimals than every other one of its column, or none is left.
    """
    if not columns or len(columns[-1].cells) < _FEWEST_TO_COMPARE:
        return []
    column = columns[-1]
    *others, last = (cell.strip() for cell in column.cells)
    decimals = [len(found[1]) for cell in others if (found := _DECIMALS.fullmatch(cell))]
    ending = _DECIMALS.fullmatch(last)
    if len(decimals) < _FEWEST_TO_COMPARE - 1 or (last and ending is None):
        return []
    if ending is not None and len(ending[1]) >= min(decimals):
        return []
    if ending is None and len(decimals) < len(others):
        return []
    told = (
        said("this number has fewer decimals than all others of its column")
        if last
        else said("only this cell of its column is empty")
    )
    message = said(
        "the file ends here without an end of the line, and {told}: the end of the file may be lost",
        told=told,
    )
    fix = said("compare it with the source; if the cell is right, end the last line with a line break")
    place = Place(source, column.lines[-1], column.field, column.header)
    return [Problem("cut-off", message, place, raw=last, fix=fix, severity="warning")]


def _unseen_bytes(records: Records, source: str) -> list[Problem]:
    """NUL characters, which no text has, and byte order marks inside, which tell of joined files."""
    problems: list[Problem] = []
    for cells, line in zip(records.cells, records.lines, strict=True):
        for column, cell in enumerate(cells, 1):
            place = Place(source, line, column)
            if "\0" in cell:
                message = said("the cell holds a NUL character")
                fix = said("export the file again, or mend the cell")
                problems.append(Problem("nul-character", message, place, raw=cell, fix=fix))
            if "\ufeff" in cell:
                message = said(
                    "the cell holds {character}: two files may have been joined here",
                    character=named(chr(0xFEFF)),
                )
                fix = said("check whether a second row of headings follows, and delete the character")
                problems.append(
                    Problem("byte-order-mark", message, place, raw=cell, fix=fix, severity="warning")
                )
    return problems
