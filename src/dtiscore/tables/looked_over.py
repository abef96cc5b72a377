"""What columns that identify rows hold, looked at once by whoever reads one table for one period after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dtiscore.tables.identifying_cells import doubtful
from dtiscore.tables.raw import RawColumn


class LookedOver:
    """What is known of the cells of some columns; of a column with other cells nothing is."""

    def __init__(self) -> None:
        self._columns: dict[str, _Column] = {}

    def doubtful(self, column: RawColumn) -> set[str]:
        """As :func:`dtiscore.tables.identifying_cells.doubtful`."""
        known = self._column(column)
        if known.doubtful is None:
            known.doubtful = doubtful(column.cells)
        return known.doubtful

    def rows(self, column: RawColumn) -> Mapping[str, Sequence[int]]:
        """The rows in which each cell stands."""
        known = self._column(column)
        if known.rows is None:
            known.rows = {}
            for row, cell in enumerate(column.cells):
                known.rows.setdefault(cell, []).append(row)
        return known.rows

    def _column(self, column: RawColumn) -> _Column:
        known = self._columns.get(column.header)
        if known is None or known.cells is not column.cells:
            known = self._columns[column.header] = _Column(column.cells)
        return known


class _Column:
    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells
        self.doubtful: set[str] | None = None
        self.rows: dict[str, list[int]] | None = None
