"""The cells of one sheet to a table of columns, and every problem of its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dtiscore.errors import Place, Problem, SheetName
from dtiscore.said import said
from dtiscore.tables.cell_texts import in_one_line
from dtiscore.tables.options import TableOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.texts.heading_rows import misplaced_headings
from dtiscore.tables.texts.record_tables import columns_below, no_table
from dtiscore.tables.typed_values import as_percent, text_of
from dtiscore.tables.workbooks.cell_ranges import Area, declared_area
from dtiscore.tables.workbooks.sheet_facts import MAXIMUM_GRID, Cell, SheetFacts
from dtiscore.tables.workbooks.sheet_problems import (
    hidden_parts,
    marked_digits,
    merged_headings,
    sheet_problems,
)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a sheet as the library returns them: rows that begin in a cell."""

    rows: Sequence[Sequence[object]]
    top: int
    left: int
    """Row and column of the first cell, from 1."""


def sheet_table(
    values: Values, facts: SheetFacts, area: Area, header_rows: int, title: SheetName
) -> tuple[tuple[RawColumn, ...], int, int, list[Problem]]:
    """The columns of the table in ``area``, the number of its rows, the row of its headings, and its problems.

    Raises:
        InvalidData: the first row is a title, or headings in one row are merged.
    """
    records = sheet_records(values, area, facts)
    problems: list[Problem] = []
    if records.cells:
        heading_lines = records.lines[:header_rows]
        width = len(records.cells[0])
        table = Area(
            heading_lines[0], records.first_column, records.lines[-1], records.first_column + width - 1
        )
        if header_rows == 1 and (merged := merged_headings(facts, table, title)):
            found = misplaced_headings(records, title, area.top)
            is_title = found is not None and found.code == "header-not-found"
            raise no_table(title, [found if found is not None and is_title else merged])
        _fill_merged_headings(records, facts, heading_lines)
        problems += sheet_problems(facts, table, records, heading_lines[-1] + 1, title)
        problems += hidden_parts(records, facts, title)
        problems += marked_digits(records, facts, heading_lines[-1] + 1, title)
    columns, rows, header_line = columns_below(records, "", header_rows, title, area.top, problems)
    return columns, rows, header_line, problems


def _fill_merged_headings(records: Records, facts: SheetFacts, lines: Sequence[int]) -> None:
    """Give every cell of a merged heading its text, which only the first of them has."""
    at = {line: row for row, line in enumerate(lines)}
    offset = records.first_column
    for merge in facts.merges:
        rows = [at[line] for line in range(merge.top, merge.bottom + 1) if line in at]
        if merge.top not in at or merge.bottom > lines[-1] or merge.left < offset:
            continue
        text = records.cells[rows[0]][merge.left - offset]
        for row in rows:
            cells = records.cells[row]
            for column in range(merge.left - offset, min(merge.right - offset + 1, len(cells))):
                cells[column] = text


def refuse_large(sheets: Mapping[SheetName, SheetFacts]) -> None:
    """Raise :class:`InvalidData` when the rectangles that sheets fill are too large to be unfolded together."""
    if sum(facts.last_row * facts.last_column for facts in sheets.values()) <= MAXIMUM_GRID:
        return
    title, facts = max(sheets.items(), key=lambda item: item[1].last_row * item[1].last_column)
    message = said(
        "the cells reach {rows} rows and {columns} columns, and at most {limit} cells of a workbook are read, empty ones counted",
        rows=facts.last_row,
        columns=facts.last_column,
        limit=MAXIMUM_GRID,
    )
    place = Place(title, facts.last_row, facts.last_column)
    fix = said("delete what stands far from the table, or copy the table into a new sheet")
    raise no_table(title, [Problem("table-too-large", message, place, fix=fix)])


def table_area(facts: SheetFacts, options: TableOptions, title: SheetName) -> Area:
    """The part of the sheet to read, rows to skip left out; it ends where the cells with content do."""
    if not facts.filled:
        fix = said("check the export: it should have a row of headings and rows below it")
        raise no_table(title, [Problem("empty-file", said("the sheet is empty"), Place(title, 1), fix=fix)])
    whole = Area(1, 1, facts.last_row, facts.last_column)
    asked = declared_area(options.range) if options.range else whole
    area = Area(
        asked.top + options.skip_rows,
        asked.left,
        min(asked.bottom, whole.bottom),
        min(asked.right, whole.right),
    )
    if area.top > area.bottom or area.left > area.right:
        message, fix = said("no row is left for the headings"), said("skip fewer rows, or correct the range")
        raise no_table(title, [Problem("header-not-found", message, Place(title, asked.top), fix=fix)])
    return area


def sheet_records(values: Values, area: Area, facts: SheetFacts) -> Records:
    """The rows of ``area`` that hold anything as records of text, without empty columns at either side.

    A number that is shown as per cent comes as such, so that 0.85 shown as 85% means what it would in a CSV file.
    """
    failed, percents = _by_row(facts.errors, area), _by_row(facts.percents, area)
    records = Records(first_column=area.left)
    for row in range(area.top, area.bottom + 1):
        cells = _texts_of(values, row, area.right)
        for column in percents.get(row, ()):
            cells[column - 1] = as_percent(cells[column - 1])
        for column in failed.get(row, ()):
            cells[column - 1] = facts.errors[row, column]
        cells = cells[area.left - 1 : area.right]
        if any(map(str.strip, cells)):
            records.cells.append(cells)
            records.lines.append(row)
        elif records.cells:
            records.blank_lines.append(row)
    while records.blank_lines and records.blank_lines[-1] > records.lines[-1]:
        records.blank_lines.pop()
    return _without_empty_margins(records)


def _by_row(cells: Iterable[Cell], area: Area) -> dict[int, list[int]]:
    """The columns of those cells, by row, that do not lie to the right of the area."""
    columns: dict[int, list[int]] = {}
    for row, column in cells:
        if column <= area.right:
            columns.setdefault(row, []).append(column)
    return columns


def _texts_of(values: Values, row: int, width: int) -> list[str]:
    """The texts of a row of the sheet from its first column on, at least ``width`` of them."""
    at = row - values.top
    stored = values.rows[at] if 0 <= at < len(values.rows) else ()
    # In a sheet a line breaks within a cell where somebody wanted it narrower.
    cells = [""] * (values.left - 1) + [in_one_line(text_of(value)) for value in stored]
    return cells + [""] * (width - len(cells))


def _without_empty_margins(records: Records) -> Records:
    """The records without the columns at both sides in which nothing stands."""
    used = [any(cell.strip() for cell in cells) for cells in zip(*records.cells, strict=True)]
    if not used or all(used):
        return records
    first, last = used.index(True), len(used) - used[::-1].index(True)
    records.cells = [cells[first:last] for cells in records.cells]
    records.first_column += first
    return records
