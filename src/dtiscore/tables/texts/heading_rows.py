"""The heading rows of a delimited text: whether they are there, how several become one, what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, starmap
from operator import gt, lt

from dtiscore.errors import Place, Problem, SheetName, column_letters
from dtiscore.said import said
from dtiscore.shell_words import with_value
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.heading_parts import BETWEEN, marks_of_columns, year_alone
from dtiscore.tables.number_faults import named
from dtiscore.tables.texts.csv_records import Records
from dtiscore.units.spelling import invisible_characters

_LOOK_AHEAD = 20
"""Records after the first that are looked at to tell a title from headings."""

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?%?")
# A code such as 4.10 or a year is a fair heading; 0.63, 0,1234 and 45% are values.
_VALUE = re.compile(r"[+-]?(?:0[.,][0-9]+|[0-9]+[.,][0-9]{3,20}|[0-9]+(?:[.,][0-9]+)?%)")


def misplaced_headings(records: Records, source: str, first_line: int) -> Problem | None:
    """The problem of a text whose first record is a title, or half of a heading over two rows; else ``None``.

    ``first_line`` is the line from which ``--skip-rows`` counts. Without headings no table can be made.
    """
    first, later = records.cells[0], records.cells[1 : 1 + _LOOK_AHEAD]
    if not later:
        return None
    return _merged(records, source) or _title(first, later, records, source, first_line)


def _merged(records: Records, source: str) -> Problem | None:
    first, second = records.cells[0], records.cells[1]
    blank = [i for i, cell in enumerate(first) if not cell.strip()]
    if not blank or len(first) != len(second) or len(blank) > len(first) - 2:
        return None
    if any(_NUMBER.fullmatch(cell.strip()) for cell in second) or not all(second[i].strip() for i in blank):
        return None
    shown = " / ".join(" | ".join(cells) for cells in records.cells[:3])
    message = said(
        "the headings seem to stand in two rows, with merged cells in the first (the first rows are shown)"
    )
    fix = said("declare --header-rows 2, or give every column one heading in the workbook")
    return Problem("merged-header", message, Place(source, records.lines[0]), raw=shown, fix=fix)


def _title(
    first: Sequence[str], later: Sequence[Sequence[str]], records: Records, source: str, first_line: int
) -> Problem | None:
    width = Counter(map(len, later)).most_common(1)[0][0]
    lonely = _filled(first) == 1 and max(map(_filled, later)) > 1
    if width < 2 or not (lonely or len(first) < width):
        return None
    heading = next((i for i, cells in enumerate(later, 1) if len(cells) == width and _all_words(cells)), None)
    if heading is None and not lonely:
        return None
    if heading is None:
        fix = said("declare --skip-rows with the number of lines above the headings")
    else:
        line = records.lines[heading]
        fix = said(
            "if the headings are on line {line}, declare --skip-rows {rows}",
            line=line,
            rows=line - first_line,
        )
    message = said(
        "this row has {filled} of {width} headings, so it seems to be a title",
        filled=_filled(first),
        width=width,
    )
    place = Place(source, records.lines[0])
    return Problem("header-not-found", message, place, raw=" ".join(filter(None, first)), fix=fix)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _all_words(cells: Sequence[str]) -> bool:
    return all(cell.strip() and not _NUMBER.fullmatch(cell.strip()) for cell in cells)


def join_headings(rows: Sequence[Sequence[str]]) -> list[str]:
    """One heading per column from one or several heading rows, as ``upper / lower``.

    A merged cell arrives as its text followed by empty cells, so in every row but the last an empty cell
    repeats its left neighbour, provided that something stands below it. A row below the first that numbers the columns
    is no part of a heading.
    """
    rows = [row for at, row in enumerate(rows) if not at or not marks_of_columns(row)]
    width = max(map(len, rows))
    full = [[*map(as_heading, row), *[""] * (width - len(row))] for row in rows]
    for depth, row in enumerate(full[:-1]):
        for i in range(1, width):
            if not row[i] and any(below[i] for below in full[depth + 1 :]):
                row[i] = row[i - 1]
    return [BETWEEN.join(dict.fromkeys(filter(None, parts))) for parts in zip(*full, strict=True)]


def heading_problems(headings: Sequence[str], source: str, line: int, first_column: int = 1) -> list[Problem]:
    """Duplicate headings, headings with unseen characters, and a row of numbers where headings should be."""
    problems = _numeric(headings, source, line)
    first: dict[str, int] = {}
    for column, heading in enumerate(headings, first_column):
        place = Place(source, line, column, heading)
        if heading and first.setdefault(heading, column) != column:
            called = column_letters if isinstance(source, SheetName) else str
            message = said(
                "columns {first} and {column} have the same heading",
                first=called(first[heading]),
                column=called(column),
            )
            fix = said("rename or remove one of them")
            problems.append(Problem("duplicate-heading", message, place, raw=heading, fix=fix))
        for character in dict.fromkeys(invisible_characters(heading)):
            message = said("the heading holds {character}, which cannot be seen", character=named(character))
            fix = said("type the heading anew")
            problems.append(Problem("invisible-character", message, place, raw=heading, fix=fix))
    return problems


def numbered_columns(
    cells: Sequence[str], below: Sequence[str], header_rows: int, source: str, line: int
) -> list[Problem]:
    """What is to be said of a row below the headings that numbers the columns (1, 2, 3 … or A, B, (1), (2) …).

    An error where that is certain, by brackets, letters, or words in the row ``below`` it where it has numbers.
    """
    if not all(map(str.strip, cells)) or not marks_of_columns(cells):
        return []
    beside = zip(cells, below, strict=False)
    is_certain = any(
        not cell.strip().isdigit() or cell_below.strip().isalpha() for cell, cell_below in beside
    )
    is_certain |= any(not any(map(str.isdigit, text)) for text in below if text.strip())
    name, place, raw = cells[0].strip(), Place(source, line), " ".join(cells)
    if is_certain:
        message = said("this row numbers the columns, and is no unit")
        fix = said("count it as one of the headings: --header-rows {rows}", rows=header_rows + 1)
        return [Problem("column-numbers", message, place, raw=raw, fix=fix)]
    message = said("this row seems to number the columns, and is read as a unit")
    fix = said("delete the row, or leave it out: {option}", option=with_value("--ignore-unit", name))
    return [Problem("column-numbers", message, place, raw=raw, fix=fix, unit=name, severity="warning")]


def _numeric(headings: Sequence[str], source: str, line: int) -> list[Problem]:
    there = [heading for heading in headings if heading]
    values = [heading for heading in there if _VALUE.fullmatch(heading)]
    all_numbers = bool(there) and all(map(_NUMBER.fullmatch, there)) and not _are_years(there)
    if not all_numbers and (not values or len(values) * 2 < len(there)):
        return []
    message = said("the row of headings holds numbers, so the headings seem to be missing")
    fix = said("add a row of headings above the data")
    return [Problem("numeric-header", message, Place(source, line), raw=" ".join(there), fix=fix)]


def _are_years(headings: Sequence[str]) -> bool:
    """Whether these are years that follow on each other, as above the figures of one indicator beside a blank corner."""
    years = [year_alone(heading) for heading in headings]
    return all(years) and any(all(starmap(later, pairwise(years))) for later in (lt, gt))
