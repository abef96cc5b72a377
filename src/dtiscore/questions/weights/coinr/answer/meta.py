"""COINr's table iMeta as entries: indicators, aggregates, denominators and groups, nothing judged yet."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dtiscore.tables.raw import RawTable

MISSING = "NA"
"""How R writes that there is no value."""

REQUIRED = ("iCode", "Level", "Parent", "Direction", "Weight", "Type")
_READ = (*REQUIRED, "iName", "Unit", "Denominator", "ScaleFactor", "")
"""The columns that are taken over; R may put row names into one without a heading."""

KINDS = ("Indicator", "Aggregate", "Denominator", "Group", "Other")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of iMeta; every field is the text of its cell, empty where there is no value."""

    row: int
    code: str
    name: str
    """The code where no name is given."""
    kind: str
    level: str
    parent: str
    direction: str
    weight: str
    unit: str
    denominator: str
    scale_factor: str

    @property
    def in_tree(self) -> bool:
        """Whether the entry is a part of the index."""
        return self.kind in ("Indicator", "Aggregate")

    @property
    def points_down(self) -> bool:
        """Whether less of it is better."""
        return self.direction == "-1"


@dataclass(frozen=True)
class Meta:
    """The table iMeta."""

    table: RawTable
    entries: Sequence[Entry]

    @cached_property
    def by_code(self) -> dict[str, Entry]:
        """The entries by code, the first of each."""
        return {entry.code: entry for entry in reversed(self.entries)}

    @cached_property
    def indicators(self) -> list[Entry]:
        """The indicators, in the order of the table."""
        return [entry for entry in self.entries if entry.kind == "Indicator"]

    @cached_property
    def groups(self) -> list[Entry]:
        """The columns of words by which units are grouped, in the order of the table."""
        return [entry for entry in self.entries if entry.kind == "Group"]

    @cached_property
    def roots(self) -> list[Entry]:
        """The aggregates without a parent: the index, where there is exactly one."""
        return [entry for entry in self.entries if entry.kind == "Aggregate" and not entry.parent]

    def children(self, parent: Entry) -> list[Entry]:
        """The entries below an aggregate, in the order of the table."""
        return [entry for entry in self.entries if entry.in_tree and entry.parent == parent.code]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns with values that are not taken over, such as targets and goalposts."""
        return tuple(
            column.header
            for column in self.table.columns
            if column.header not in _READ and any(cell.strip() not in ("", MISSING) for cell in column.cells)
        )


def read_meta(table: RawTable) -> Meta:
    """The entries of a table; a column that is absent leaves its field empty."""
    cells = {column.header: column.cells for column in table.columns}

    def text(header: str, row: int) -> str:
        cell = cells[header][row].strip() if header in cells else ""
        return "" if cell == MISSING else cell

    entries = [
        Entry(
            row,
            code=text("iCode", row),
            name=text("iName", row) or text("iCode", row),
            kind=text("Type", row),
            level=text("Level", row),
            parent=text("Parent", row),
            direction=text("Direction", row),
            weight=text("Weight", row),
            unit=text("Unit", row),
            denominator=text("Denominator", row),
            scale_factor=text("ScaleFactor", row),
        )
        for row in range(table.rows)
    ]
    return Meta(table, entries)


def written_number(text: str) -> float | None:
    """The number that R wrote; ``None`` for anything else."""
    if not re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None
