"""Rows of words alone take the place of what is said of their cells, however many there are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dtiscore.errors import Place, Problem
from dtiscore.inputs.weighting import load_methodology
from dtiscore.said import Said, said
from dtiscore.tables.empty_rows import EmptyRows
from dtiscore.tables.headings import resolve
from dtiscore.tables.options import ReadingOptions, TableOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.reading import table_of

HEAD = "iso3,country,life_expectancy,expected_schooling,mean_schooling,gni_per_capita"
ROWS = 40


class GoneThrough(list[Problem]):
    """Problems that count how often somebody goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[Problem]:
        self.times += 1
        return super().__iter__()


def test_the_problems_are_gone_through_once_for_all_rows() -> None:
    lines = [f",Note {row},,,," if row % 2 else f"A{row},Unit {row},74,,8,900" for row in range(ROWS)]
    table, _ = table_of("\n".join([HEAD, *lines, ""]).encode(), "t.csv", TableOptions())
    options = ReadingOptions()
    headings, _ = resolve(table, load_methodology("hdi-2022"), options)

    def problem(code: str, message: Said, column: RawColumn, row: int, fix: Said | None) -> Problem:
        return Problem(code, message, Place("t.csv", column.lines[row], column.field), fix)

    cells = [*headings.inputs.values()]
    of_cells = GoneThrough(
        problem("missing-value", said("it has no value"), column, row, None)
        for row in range(ROWS)
        for column in (cells if row % 2 else cells[1:2])
    )
    holds = np.array([row % 2 == 0 for row in range(ROWS)])
    empty = EmptyRows(headings, options, range(ROWS), holds, problem)
    told = empty.told_among(of_cells)
    assert of_cells.times == 1
    assert {(each.code, each.place.line) for each in told} == {
        ("empty-row" if row % 2 else "missing-value", row + 2) for row in range(ROWS)
    }
    assert len(told) == ROWS
