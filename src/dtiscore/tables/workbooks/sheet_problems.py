"""What may mislead in a sheet though every cell of it is sound: merges, formulas, hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dtiscore.errors import Place, Problem, column_letters
from dtiscore.methodology.base import fold
from dtiscore.said import counted, said
from dtiscore.shell_words import with_value
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.workbooks.cell_ranges import Area
from dtiscore.tables.workbooks.sheet_facts import Cell, SheetFacts
from dtiscore.units.totals import reads_like_a_total

_MOST_NAMED = 8
_DIGITS = re.compile(r"[+-]?[0-9][0-9., ]*%?")


def merged_headings(facts: SheetFacts, table: Area, source: str) -> Problem | None:
    """The problem of headings in a single row, which is the first of ``table``, when cells of it are merged."""
    row = replace(table, bottom=table.top)
    merges = sorted(
        (merge for merge in facts.merges if merge.meets(row)), key=lambda merge: (merge.top, merge.left)
    )
    if not merges:
        return None
    depth = max(merge.bottom - table.top + 1 + (merge.right > merge.left) for merge in merges)
    shown = _named([str(merge) for merge in merges])
    message = said(
        "cells of the headings are merged ({cells}), so the headings stand in several rows", cells=shown
    )
    place = Place(source, merges[0].top, merges[0].left)
    fix = said(
        "declare --header-rows {rows}, or unmerge the cells and give every column one heading",
        rows=max(depth, 2),
    )
    return Problem("merged-header", message, place, fix=fix)


def sheet_problems(
    facts: SheetFacts, table: Area, records: Records, first_row: int, source: str
) -> list[Problem]:
    """Every problem of the part of a sheet that is read, headings included; the rows of data begin in ``first_row``."""
    return [
        *_merged(facts, replace(table, top=first_row), records, source),
        *_unstored(facts, table, source),
        *_formulas(facts, table, source),
    ]


def _merged(facts: SheetFacts, body: Area, records: Records, source: str) -> list[Problem]:
    problems = []
    first = dict(zip(records.lines, (cells[0].strip() for cells in records.cells), strict=True))
    numbered = any(fold(text) in SERIAL_HEADINGS for line, text in first.items() if line < body.top)
    for merge in facts.merges:
        if merge.meets(body):
            # What goes from the first column over others of its row may name the row: a total, a group or a note.
            text = first.get(merge.top, "") if merge.top == merge.bottom and merge.left == body.left else ""
            # One over the whole row leaves no cell for a figure, also where no running numbers stand before the names.
            has_no_unit = numbered or merge.right >= body.right
            is_name = reads_like_a_total(text) or (has_no_unit and any(map(str.isalpha, text)))
            name = text if is_name else None
            message = said(
                "the cells {cells} are merged: one of them has the value, and the others are empty",
                cells=merge,
            )
            fix = said("unmerge them and fill every cell, or leave such rows out with --range")
            if name:
                option = with_value("--ignore-unit", name)
                fix = said("leave the row out: {option}; or unmerge them and fill every cell", option=option)
            place = Place(source, merge.top, merge.left)
            problems.append(Problem("merged-cells", message, place, name, fix, name))
    return problems


def _unstored(facts: SheetFacts, table: Area, source: str) -> list[Problem]:
    """Texts that a reader sees and a program does not."""
    message = said("the cell shows this text, and the file stores no value of it, as if the cell were empty")
    fix = said("open the file in a spreadsheet program, type the cell anew, and save it")
    return [
        Problem("unstored-value", message, _place(cell, source), raw=text, fix=fix)
        for cell, text in facts.unstored.items()
        if table.holds(*cell)
    ]


def marked_digits(records: Records, facts: SheetFacts, first_row: int, source: str) -> list[Problem]:
    """Numbers of which a part is raised, lowered or struck out, from ``first_row`` on: 0.73 with the note 1 is no 0.731."""
    at = {line: row for row, line in enumerate(records.lines) if line >= first_row}
    problems = []
    for line, column in sorted(facts.marked):
        cells = records.cells[at[line]] if line in at else []
        cell = column - records.first_column
        if not (0 <= cell < len(cells) and _DIGITS.fullmatch(cells[cell].strip())):
            continue
        message = said(
            "a part of these digits is raised, lowered or struck out, as the mark of a footnote is"
        )
        fix = said("delete the part that does not belong to the number, or type the number anew")
        problems.append(
            Problem("marked-digits", message, _place((line, column), source), raw=cells[cell], fix=fix)
        )
    return problems


def _formulas(facts: SheetFacts, table: Area, source: str) -> list[Problem]:
    """Values that were computed when the file was last saved, or never were."""
    formulas = [cell for cell in facts.formulas if table.holds(*cell)]
    if not formulas:
        return []
    mend = said(
        "open the file in a spreadsheet program, let it compute, and save it; or paste the values alone"
    )
    message = said("the cell has a formula, and the file has no value of it")
    uncomputed = [cell for cell in facts.uncomputed if table.holds(*cell)]
    if facts.recompute:
        message = said("the cell has a formula, and the program that wrote the file did not compute it")
        uncomputed = formulas
    problems = [Problem("uncomputed-formula", message, _place(cell, source), fix=mend) for cell in uncomputed]
    computed = len(formulas) - len(uncomputed)
    if not computed:
        return problems
    absent = set(uncomputed)
    first = _place(next(cell for cell in formulas if cell not in absent), source)
    have = counted(computed, "{n} cell has a formula", "{n} cells have formulas")
    message = said("{have}; what is read is the value that each had when the file was last saved", have=have)
    fix = said("check that it was saved after the last change")
    return [*problems, Problem("cached-formula", message, first, fix=fix, severity="warning")]


def hidden_parts(records: Records, facts: SheetFacts, source: str) -> list[Problem]:
    """A warning for the rows, and one for the columns, that hold something which is read and that nobody sees."""
    problems = []
    fix = said("delete them if they do not belong to the table, or show them")
    filled = set(records.lines)
    if rows := [row for row in facts.hidden_rows if row in filled]:
        message = counted(
            len(rows),
            "{n} row of the table is hidden, and read all the same: {rows}",
            "{n} rows of the table are hidden, and read all the same: {rows}",
            rows=_named(rows),
        )
        problems.append(Problem("hidden-rows", message, Place(source, rows[0]), fix=fix, severity="warning"))
    first, width = records.first_column, len(records.cells[0])
    within = [column - first for column in facts.hidden_columns if first <= column < first + width]
    if columns := [at + first for at in within if any(cells[at].strip() for cells in records.cells)]:
        message = counted(
            len(columns),
            "{n} column of the table is hidden, and read all the same: {columns}",
            "{n} columns of the table are hidden, and read all the same: {columns}",
            columns=_named([column_letters(column) for column in columns]),
        )
        place = Place(source, records.lines[0], columns[0])
        problems.append(Problem("hidden-columns", message, place, fix=fix, severity="warning"))
    return problems


def _place(cell: Cell, source: str) -> Place:
    return Place(source, *cell)


def _named(items: Sequence[object]) -> str:
    return ", ".join(map(str, items[:_MOST_NAMED])) + (" …" if len(items) > _MOST_NAMED else "")
