"""What a sheet tells beside the values of its cells: how far it reaches, formulas, errors, merges, what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dtiscore.tables.workbooks.cell_ranges import Area

MAXIMUM_GRID = 10_000_000
"""Cells of the largest rectangle, empty ones counted, that is read of a sheet or a Parquet file."""

Cell = tuple[int, int]
"""Row and column of a cell, from 1."""


@dataclass(slots=True)
class SheetFacts:
    """The facts of one sheet; rows and columns count from 1."""

    filled: int = 0
    """How many cells hold something."""
    last_row: int = 0
    last_column: int = 0
    """How far the cells reach that hold something."""
    formulas: list[Cell] = field(default_factory=list)
    """Cells whose value was computed."""
    uncomputed: list[Cell] = field(default_factory=list)
    """Cells with a formula whose value the file does not have."""
    errors: dict[Cell, str] = field(default_factory=dict)
    """Cells whose formula failed, with the text that the program shows there."""
    percents: set[Cell] = field(default_factory=set)
    """Cells whose number is shown as per cent: 0.85 as 85%."""
    marked: set[Cell] = field(default_factory=set)
    """Cells of text of which a part is raised, lowered or struck out."""
    unstored: dict[Cell, str] = field(default_factory=dict)
    """Cells that show a text and store no value, with that text."""
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    recompute: bool = False
    """Whether the file asks to compute its formulas anew, so that the values it has may be of no account."""

    def reach(self, row: int, column: int) -> None:
        """Note a cell that holds something."""
        self.filled += 1
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def has_content(facts: SheetFacts) -> Callable[[], bool]:
    """Whether the sheet is known to hold something, asked again and again."""
    return lambda: facts.filled > 0
