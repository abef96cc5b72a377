"""The typed, frozen table that scoring reads: units, periods, groups and numbers, all checked."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import Place
from dtiscore.methodology.base import Values
from dtiscore.methodology.node import Node
from dtiscore.methodology.periods import in_time
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.written import Written
from dtiscore.visible import visible

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme

Key = TypeVar("Key")
Rows = NDArray[np.intp]
"""Row numbers of a table, from 0."""

_ELSEWHERE = -1
"""Where a row stands that another table brought."""


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """A checked table: one row per unit and period. Every array has one value per row, NaN where there is none."""

    units: Sequence[str]
    """The code of each row's unit."""
    names: Sequence[Mapping[str, str]]
    """The unit's name by language (the key ``""`` stands for any)."""
    periods: Sequence[str | None]
    groups: Sequence[str | None]
    ranked: NDArray[np.bool_]
    """Whether the row takes part in rankings; aggregates such as the EU are scored only."""
    numbers: Mapping[str, Values]
    """The numeric columns by the heading that the methodology uses."""
    outcomes: Mapping[tuple[str, str], Values]
    """For each column of texts that an indicator reads, by its code and the heading: what the text in each row earns."""
    supplied: Mapping[str, Values]
    """Scores that the table itself brings, by node code, in the published form."""
    raw: RawTable
    headings: Mapping[str, RawColumn] = field(default_factory=dict)
    """The column of the file behind each heading that the methodology uses."""
    row_in_raw: Sequence[int] = ()
    """Where each row stands in ``raw``; -1 for one of another table."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """How the cells under each heading hold their numbers, of columns that were read as text."""
    labels: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    """The columns of words that preparation reads, such as groups, by heading."""
    scheme: UnitScheme | None = None
    """The unit scheme against which units were matched."""
    terms: Mapping[str, Values] = field(default_factory=dict)
    """The sizes of the largest terms that entered the numbers of a column, by heading, where preparation made numbers of
    others and any term is larger than what is left of it; NaN where the number is its own."""
    selected_from: Dataset | None = None
    """The whole table, where these are the rows of one period or group of it."""

    def __repr__(self) -> str:
        return f"<Dataset of {visible(self.raw.source)}: {len(self)} rows>"

    def __len__(self) -> int:
        return len(self.units)

    def inputs(self, node: Node) -> tuple[Values, ...] | None:
        """The arrays that a node's own rule reads, or ``None`` when the table lacks one of them."""
        found: list[Values] = []
        for header in node.inputs:
            values = self.outcomes.get((node.code, header))
            values = self.numbers.get(header) if values is None else values
            if values is None:
                return None
            found.append(values)
        return tuple(found) or None

    def partitions(self) -> dict[tuple[str | None, str | None], Rows]:
        """The rows that are ranked against each other: one set per period and group, in order of period, group."""
        if _are_one(self.periods) and _are_one(self.groups):
            return {(self.periods[0], self.groups[0]): np.arange(len(self), dtype=np.intp)}
        keys = list(zip(self.periods, self.groups, strict=True))
        return _rows_by(keys, lambda key: (in_time(key[0]), key[1] or ""))

    def frames(self, kind: str) -> dict[str | None, Rows]:
        """The rows over which rules are fitted: by ``period``, or ``all`` together under the key ``None``."""
        return {None: np.arange(len(self), dtype=np.intp)} if kind == "all" else self.by_period

    @cached_property
    def by_period(self) -> dict[str | None, Rows]:
        """The rows of each period, in order of time."""
        return _rows_by(self.periods, in_time)

    def take(self, rows: Sequence[int] | Rows) -> Dataset:
        """The table of these rows only, in this order."""
        chosen = np.asarray(rows, dtype=np.intp)
        at = chosen.tolist()
        return Dataset(
            units=tuple(self.units[i] for i in at),
            names=tuple(self.names[i] for i in at),
            periods=tuple(self.periods[i] for i in at),
            groups=tuple(self.groups[i] for i in at),
            ranked=self.ranked[chosen],
            numbers={header: values[chosen] for header, values in self.numbers.items()},
            terms={header: sizes[chosen] for header, sizes in self.terms.items()},
            labels={header: tuple(cells[i] for i in at) for header, cells in self.labels.items()},
            outcomes={read: values[chosen] for read, values in self.outcomes.items()},
            supplied={code: values[chosen] for code, values in self.supplied.items()},
            raw=self.raw,
            headings=self.headings,
            row_in_raw=tuple(self.row_in_raw[i] for i in at),
            written=self.written,
            scheme=self.scheme,
            selected_from=self.selected_from,
        )

    def only(self, headers: AbstractSet[str], codes: Container[str]) -> Dataset:
        """The same rows, with no other figures than those of some columns, and no other scores than those of some nodes."""
        # Few of many, and asked for again and again: not by going through all columns.
        there = sorted(headers & self.numbers.keys(), key=self._order.__getitem__)
        return replace(
            self,
            numbers={header: self.numbers[header] for header in there},
            terms={header: sizes for header, sizes in self.terms.items() if header in headers},
            outcomes={read: values for read, values in self.outcomes.items() if read[1] in headers},
            supplied={code: values for code, values in self.supplied.items() if code in codes},
        )

    @cached_property
    def _order(self) -> dict[str, int]:
        """Where each column of numbers stands among them."""
        return {header: at for at, header in enumerate(self.numbers)}

    def joined(self, other: Dataset) -> Dataset:
        """The rows of this table and those of another one, read under one edition, below them.

        A column that only one of them has is empty in the rows of the other.
        """
        if not len(other):
            return self
        sizes = (len(self), len(other))
        return replace(
            self,
            units=(*self.units, *other.units),
            names=(*self.names, *other.names),
            periods=(*self.periods, *other.periods),
            groups=(*self.groups, *other.groups),
            ranked=np.concatenate([self.ranked, other.ranked]),
            numbers=_stacked(self.numbers, other.numbers, sizes),
            terms=_stacked(self.terms, other.terms, sizes),
            outcomes=_stacked(self.outcomes, other.outcomes, sizes),
            supplied=_stacked(self.supplied, other.supplied, sizes),
            labels={
                header: self.labels.get(header, (None,) * sizes[0])
                + other.labels.get(header, (None,) * sizes[1])
                for header in {**self.labels, **other.labels}
            },
            row_in_raw=(
                *self.row_in_raw,
                *(other.row_in_raw if other.raw is self.raw else [_ELSEWHERE] * len(other)),
            ),
        )

    def place(self, row: int, header: str | None = None) -> Place:
        """Where a row, or its cell under a heading, stands in the file; of a row of another table that is not known."""
        at = self.row_in_raw[row]
        if at == _ELSEWHERE:
            return Place(self.raw.source, header=header)
        column = self.headings.get(header) if header is not None else None
        if column is not None:
            return self.raw.place(column, at)
        line = self.raw.columns[0].lines[at] if self.raw.columns else None
        return Place(self.raw.source, line, header=header)

    def raw_text(self, row: int, header: str) -> str | None:
        """The cell under a heading exactly as it stands in the file; ``None`` where it has none for this row."""
        column, at = self.headings.get(header), self.row_in_raw[row]
        return None if column is None or at == _ELSEWHERE else column.cells[at]

    def cells(self, header: str) -> list[str] | None:
        """The cells of all rows under a heading as they stand in the file, empty for a row of another table; ``None`` where it has none."""
        column = self.headings.get(header)
        return (
            None
            if column is None
            else ["" if at == _ELSEWHERE else column.cells[at] for at in self.row_in_raw]
        )

    def how_written(self, header: str) -> Written:
        """How the cells under a heading hold their numbers: plainly, where they were read as numbers."""
        return self.written.get(header) or Written()


def _stacked(
    first: Mapping[Key, Values], second: Mapping[Key, Values], sizes: tuple[int, int]
) -> dict[Key, Values]:
    empty = tuple(np.full(size, np.nan) for size in sizes)
    return {
        key: np.concatenate([first.get(key, empty[0]), second.get(key, empty[1])])
        for key in {**first, **second}
    }


def _are_one(keys: Sequence[Key]) -> bool:
    """Whether there is a key, and no other."""
    # Counting the first one is several times as fast as a set of all, and mostly there is no other.
    return bool(keys) and keys.count(keys[0]) == len(keys)


def _rows_by(keys: Sequence[Key], order: Callable[[Key], Any]) -> dict[Key, Rows]:
    if _are_one(keys):
        return {keys[0]: np.arange(len(keys), dtype=np.intp)}
    rows: dict[Key, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    return {key: np.array(rows[key], dtype=np.intp) for key in sorted(rows, key=order)}
