"""What two tables, two editions or both differ in: cells, units and columns, settings, and the ranks that moved for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from dtiscore.analysis.answer import Answer, so_many
from dtiscore.analysis.standings import Standing
from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.questions.compare.answer import Comparison, UnitChange
from dtiscore.questions.weights.diff.answer import EditionDiff
from dtiscore.scoring.scorecard import Partition
from dtiscore.tables.contents import Contents, RowKey, Value


@dataclass(frozen=True, slots=True)
class RowOf:
    """Which row of a table is meant."""

    unit: str
    name: Mapping[str, str]
    period: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that both tables have, with another value."""

    row: RowOf
    indicator: str
    """The heading, as the edition calls the column where there is one."""
    before: Value
    after: Value
    place: Place
    """Where the cell stands in the later table."""


@dataclass(frozen=True)
class DataDiff:
    """What two tables say differently."""

    cells: Sequence[CellChange]
    """In the order of the later table, row by row."""
    came: Sequence[RowOf]
    gone: Sequence[RowOf]
    columns_came: Sequence[str]
    columns_gone: Sequence[str]
    compared: int
    """How many cells both have."""

    @property
    def equal(self) -> bool:
        """Whether they say the same."""
        return not (self.cells or self.came or self.gone or self.columns_came or self.columns_gone)


def diff_contents(before: Contents, after: Contents) -> DataDiff:
    """What two tables say differently: cells in both of another value, rows and columns that one of them lacks.

    Where each table is of one period the units are compared, whichever periods these are; a group counts only where a
    unit stands in several.
    """
    first, last = _rows(before, after)
    both = [header for header in after.columns if header in before.columns]
    cells: list[CellChange] = []
    for key, now in last.items():
        was = first.get(key)
        if was is None:
            continue
        for header in both:
            old, new = before.columns[header][was], after.columns[header][now]
            if old != new:
                cells.append(CellChange(_row(after, now), header, old, new, after.place(now, header)))
    return DataDiff(
        cells,
        [_row(after, row) for key, row in last.items() if key not in first],
        [_row(before, row) for key, row in first.items() if key not in last],
        [header for header in after.columns if header not in before.columns],
        [header for header in before.columns if header not in after.columns],
        len(both) * len(first.keys() & last.keys()),
    )


def _rows(before: Contents, after: Contents) -> tuple[dict[RowKey, int], dict[RowKey, int]]:
    """The rows of both by what tells them apart."""
    one_period = all(len(table.periods) <= 1 for table in (before, after))

    def rows(table: Contents, *, groups: bool) -> dict[RowKey, int]:
        return {
            (unit, None if one_period else period, group if groups else None): row
            for row, (unit, period, group) in enumerate(table.keys)
        }

    alone = tuple(rows(table, groups=False) for table in (before, after))
    if len(alone[0]) == len(before) and len(alone[1]) == len(after):
        return alone[0], alone[1]
    return rows(before, groups=True), rows(after, groups=True)


def _row(table: Contents, row: int) -> RowOf:
    unit, period, group = table.keys[row]
    return RowOf(unit, table.names[row], period, group)


@dataclass(frozen=True, repr=False)
class Diff(Answer):
    """What two states differ in."""

    before: str
    """What the earlier one is called: a file, an edition or a revision."""
    after: str
    data: DataDiff | None = None
    """What two tables say differently; ``None`` where there are none."""
    edition: EditionDiff | None = None
    """What two editions say differently; ``None`` where there are none."""
    edition_of_columns: Methodology | None = None
    """The edition that says what columns are called, where one is known."""
    comparisons: Mapping[Partition, Comparison] = field(default_factory=dict)
    """The ranks before and after by the later period and group, where both states were scored."""
    not_ranked: str | None = None
    """Why there are no ranks, where a table and an edition are known."""
    warnings: Sequence[Problem] = field(default=())
    """Reservations about the tables."""
    about: str | None = None
    """Of the states of a project: the table that both have."""

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        data, edition = self.data, self.edition
        same = (data is None or data.equal) and (edition is None or edition.equal)
        return same and not self.moved and not self.ranked_once

    @property
    def moved(self) -> int:
        """How many ranks moved."""
        return sum(len(ranks_moved(one)) for one in self.comparisons.values())

    @cached_property
    def ranked_once(self) -> Mapping[Partition, Sequence[UnitChange]]:
        """The units that are ranked at one time alone though both tables have them, as a list of units may say.

        At the other time they have neither a rank nor a score.
        """
        told = set() if self.data is None else {row.unit for row in (*self.data.came, *self.data.gone)}
        found = {
            part: [
                *(_once(one.after.units[unit], unit, is_now=True) for unit in one.came if unit not in told),
                *(_once(one.before.units[unit], unit, is_now=False) for unit in one.gone if unit not in told),
            ]
            for part, one in self.comparisons.items()
        }
        return {part: units for part, units in found.items() if units}

    @property
    def in_short(self) -> str:
        cells = 0 if self.data is None else len(self.data.cells)
        settings = 0 if self.edition is None else len(self.edition.changes)
        counts = (so_many(cells, "cell"), so_many(settings, "setting"), so_many(self.moved, "rank"))
        return f"{self.before} to {self.after}: {', '.join(counts)}"


def _once(standing: Standing, unit: str, *, is_now: bool) -> UnitChange:
    none = Standing(standing.name, None, None)
    before, after = (none, standing) if is_now else (standing, none)
    return UnitChange(unit, standing.name, before, after, None)


def ranks_moved(comparison: Comparison) -> list[UnitChange]:
    """The units whose rank is another one, those of most places first, then by their rank."""
    moved = [one for one in comparison.changes if one.before.rank != one.after.rank]

    def order(one: UnitChange) -> tuple[float, float, str]:
        rank = one.after.rank
        return (-abs(one.up or 0.0), inf if rank is None else rank, one.unit)

    return sorted(moved, key=order)
