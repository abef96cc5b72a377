"""The numbers in a column of a table, read as its user declares, with a problem at its place for every fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import Problem
from dtiscore.tables.number_cells import NumberStyle, PercentRule
from dtiscore.tables.number_faults import CellFault
from dtiscore.tables.numbers import NumberColumn, read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.written import Written


@dataclass(frozen=True, slots=True, eq=False)
class TableNumbers:
    """The numbers of some rows of a column."""

    values: NDArray[np.float64]
    """One float64 per row, NaN where the cell is missing or faulty."""
    errors: list[Problem]
    """Every fault of every cell, in the order of the rows."""
    warnings: list[Problem]
    """Reservations about the column, each at the first cell that it concerns."""
    written: Written
    """How they are written."""

    def or_none(self) -> list[float | None]:
        """The values as Python floats, ``None`` where there is none."""
        return [None if value != value else value for value in self.values.tolist()]


def numbers_as_declared(
    column: RawColumn, options: ReadingOptions, rows: Sequence[int] | None = None
) -> NumberColumn:
    """The numbers of a column as its cells are declared; ``rows`` are those to read, all of them unless given."""
    cells = column.cells if rows is None else [column.cells[row] for row in rows]
    style = options.styles.get(column.header, options.style)
    return read_number_column(options.without_flags(cells), declared=style, missing=options.missing)


def numbers_in(
    table: RawTable, column: RawColumn, options: ReadingOptions, rows: Sequence[int] | None = None
) -> TableNumbers:
    """The numbers of a column; ``rows`` are those to read, all of them unless given.

    Never raises for what a cell holds.
    """
    chosen = range(table.rows) if rows is None else rows
    percent: PercentRule = "bare" if options.is_percent(column.header) else "sign"
    read = read_number_column(
        options.without_flags([column.cells[row] for row in chosen]),
        declared=options.styles.get(column.header, options.style),
        missing=options.missing,
        percent=percent,
        lines=[column.lines[row] for row in chosen],
        heading=column.header,
        points_are_usual=table.parted_by_commas,
    )

    def problem(cell: CellFault) -> Problem:
        row = chosen[cell.row]
        return Problem(cell.code, cell.message, table.place(column, row), column.cells[row], cell.fix)

    return TableNumbers(
        read.values,
        [problem(cell) for cell in read.faults],
        [problem(cell)._replace(severity="warning") for cell in read.warnings],
        Written(read.style or NumberStyle("."), percent, options.flags, options.missing),
    )
