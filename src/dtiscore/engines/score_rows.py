"""Rows of scores that come in the order of a table and are wanted in that of their ranks: in memory, or on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise

import numpy as np

from dtiscore.files.spill import Spill
from dtiscore.methodology import Values
from dtiscore.tables.table import Rows

HELD = 160 * 2**20
"""Bytes of scores, and of what ranks them, that are held in memory; what is more goes to disk."""
_TO_RANK = 4
"""Numbers that ranking takes for each row."""
_TOGETHER = 16 * 2**20
"""Bytes of scores that are brought into their order at a time, of those on disk."""
_AT_A_TIME = 1 << 16
"""Rows that go to disk at a time."""
_ROOM = 1.125
"""How much larger a full array is made: moving one to more room costs little, and touched memory much."""


class ScoreRows:
    """Rows of numbers, of which nobody need know beforehand how many there will be."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._held = GrowingTable(columns)
        self.disk: Spill | None = None
        """Where they stand if they are too many to be held."""

    def __len__(self) -> int:
        return len(self._held) if self.disk is None else len(self.disk)

    def close(self) -> None:
        """Let go of the disk."""
        if self.disk is not None:
            self.disk.close()

    def column(self, number: int) -> Values:
        """One column of all rows; no more can be added."""
        return self._held.values[:, number] if self.disk is None else self.disk.column(number)

    def expect(self, rows: int) -> None:
        """Make ready for so many rows, which spares moving what is there.

        Raises:
            SourceFault: there is no disk.
        """
        if self.disk is None and self._fit(rows):
            self._held.reserve(rows)
        else:
            self._to_disk()

    def extend(self, columns: Sequence[Values]) -> None:
        """Add rows: one array per column.

        Raises:
            SourceFault: the disk is full.
        """
        rows = len(columns[0])
        if self.disk is None and self._fit(len(self._held) + rows):
            self._held.extend(columns)
        elif rows:
            self._to_disk().append(columns)

    def _fit(self, rows: int) -> bool:
        return 8 * (self.columns + _TO_RANK) * rows <= HELD

    def _to_disk(self) -> Spill:
        """The disk, with all that has been held until now."""
        if self.disk is None:
            self.disk = Spill(self.columns)
            for start in range(0, len(self._held), _AT_A_TIME):
                part = self._held.values[start : start + _AT_A_TIME]
                self.disk.append(np.ascontiguousarray(part.T))
            self._held = GrowingTable(self.columns)
        return self.disk

    def in_order(self, order: Rows, size: int) -> Iterator[Values]:
        """The rows of these numbers, in this order, so many at a time: columns by rows.

        Raises:
            SourceFault: the disk is full.
        """
        if self.disk is not None:
            yield from _in_order(self.disk, order, size)
            return
        for start in range(0, len(order), size):
            yield np.ascontiguousarray(self._held.values.take(order[start : start + size], axis=0).T)


def _in_order(disk: Spill, order: Rows, size: int) -> Iterator[Values]:
    """The same of rows on disk: dealt to shelves, each for some pieces of the order, and put in order on each shelf."""
    pieces = max(1, _TOGETHER // (8 * disk.columns * size))
    width = pieces * size
    with closing(Spill(1 + disk.columns)) as dealt:
        shelves = _deal(disk, dealt, order, width)
        for first in range(0, len(order), width):
            rows = np.empty((disk.columns, min(width, len(order) - first)))
            for block in dealt.blocks(shelves[first // width]):
                rows[:, block[0].astype(np.intp) - first] = block[1:]
            for start in range(0, rows.shape[1], size):
                yield np.ascontiguousarray(rows[:, start : start + size])


def _deal(disk: Spill, dealt: Spill, order: Rows, width: int) -> dict[int, list[int]]:
    """Write every row behind its place in the order, those for one shelf together; the blocks of each shelf."""
    # A row that is not wanted has its place behind all others.
    places = np.full(len(disk), len(order), np.min_scalar_type(len(order)))
    places[order] = np.arange(len(order))
    edges = np.minimum(np.arange(0, len(order) + width, width), len(order))
    shelves: defaultdict[int, list[int]] = defaultdict(list)
    start = 0
    for block in disk.blocks():
        place = places[start : start + block.shape[1]]
        start += block.shape[1]
        rising = np.argsort(place)
        sorted_ = np.concatenate([place[np.newaxis, rising], block.take(rising, axis=1)])
        cuts = np.searchsorted(sorted_[0], edges).tolist()
        for shelf, (low, high) in enumerate(pairwise(cuts)):
            if low < high:
                shelves[shelf].append(len(dealt.rows))
                dealt.append(np.ascontiguousarray(sorted_[:, low:high]))
    return shelves


class GrowingTable:
    """Rows of numbers in memory.

    The numbers of a row stand together: in the end rows are taken in the order of their ranks, from all over the table.
    """

    def __init__(self, columns: int) -> None:
        self._room = np.empty((0, columns))
        self._used = 0
        self._is_full = False

    def __len__(self) -> int:
        return self._used

    def reserve(self, rows: int) -> None:
        """Make room for so many rows."""
        assert not self._is_full, "who has been given the numbers would lose them"
        columns = self._room.shape[1]
        if not self._used:
            self._room = np.empty((rows, columns))
        elif rows > len(self._room):
            self._room.resize((rows, columns), refcheck=False)

    def extend(self, columns: Sequence[Values]) -> None:
        """Add rows: one array per column."""
        end = self._used + len(columns[0])
        if end > len(self._room):
            self.reserve(max(end, int(len(self._room) * _ROOM)))
        # Row by row: column by column each row would be fetched and written back as often as it has numbers.
        self._room[self._used : end] = np.array(columns).T
        self._used = end

    @property
    def values(self) -> Values:
        """All of them; no more can be added."""
        if not self._is_full:
            self._is_full = True
            self._room.resize((self._used, self._room.shape[1]), refcheck=False)
        return self._room
