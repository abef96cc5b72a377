"""A file for what does not fit into memory: bytes written once and read back, or blocks of rows, by block or by column.

The file has no name where the system allows that, so that it is gone with the process, whatever ends it.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from threading import Thread
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import SourceFault
from dtiscore.files.page_cache import release, release_written
from dtiscore.files.paths import reason_of
from dtiscore.said import said

_AT_ONCE = 512
"""Arrays that are handed to the system together, which takes no more than 1,024."""


class Together(NamedTuple):
    """Where arrays stand on a disk that are read together."""

    start: int
    size: int
    """In bytes."""
    forms: Sequence[tuple[tuple[int, ...], np.dtype[Any]]]
    """Shape and kind of each."""


class Disk:
    """Bytes on disk, of which each part is known by where it starts."""

    def __init__(self) -> None:
        with _of_room():
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by its owner

    def close(self) -> None:
        """Let go of the disk, for which the system takes its time: nobody waits for it."""
        Thread(target=self._file.close).start()

    def put(self, parts: Sequence[NDArray[Any]]) -> int:
        """Write arrays one behind the other; where they start.

        Raises:
            SourceFault: the disk is full.
        """
        start = self._file.seek(0, os.SEEK_END)
        rest = [np.ascontiguousarray(values).data.cast("B") for values in parts if values.size]
        with _of_room():
            while rest:
                rest = self._write(rest)
        release_written(self._file.fileno(), start, self._file.tell())
        return start

    def _write(self, parts: list[memoryview]) -> list[memoryview]:
        """Write as much as the system takes at once; what is left."""
        if hasattr(os, "writev"):
            written = os.writev(self._file.fileno(), parts[:_AT_ONCE])
        else:
            written = self._file.write(parts[0])
        first = 0
        while first < len(parts) and written >= len(parts[first]):
            written -= len(parts[first])
            first += 1
        return [parts[first][written:], *parts[first + 1 :]] if written else parts[first:]

    def put_each(self, groups: Iterable[Sequence[NDArray[Any]]]) -> list[Together]:
        """Write groups of arrays, all at once, each of which is read at once: larger kinds first, so that each is aligned.

        Raises:
            SourceFault: the disk is full.
        """
        groups = [*groups]
        start, found = self.put([values for group in groups for values in group]), []
        for group in groups:
            size = sum(values.nbytes for values in group)
            found.append(Together(start, size, [(values.shape, values.dtype) for values in group]))
            start += size
        return found

    def fetched(self, group: Together) -> list[NDArray[Any]]:
        """The arrays of a group, of which the system need hold nothing in memory from then on.

        Raises:
            SourceFault: somebody cut the file off.
        """
        room = np.empty(group.size, np.uint8)
        self.fetch(room, group.start)
        self.give_up(group.start, group.start + group.size)
        found, at = [], 0
        for shape, kind in group.forms:
            found.append(np.ndarray(shape, kind, room, at))
            at += found[-1].nbytes
        return found

    def fetch(self, into: NDArray[Any], offset: int) -> None:
        """Read what stands from there on, as much as there is room for.

        Raises:
            SourceFault: somebody cut the file off.
        """
        rest = into.data.cast("B") if into.size else memoryview(b"")
        self._file.seek(offset)
        while rest:
            read = self._file.readinto(rest)
            if not read:
                raise SourceFault(
                    said("the temporary file was cut off while it was read"), fix=said("run it again")
                )
            rest = rest[read:]

    def give_up(self, start: int, end: int) -> None:
        """Let the system take back the memory that it holds a part of the file in."""
        release(self._file.fileno(), start, end)


class Spill:
    """Columns of float64 on disk, block by block."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.rows: list[int] = []
        """How many rows each block has."""
        self._starts: list[int] = []
        self._disk = Disk()

    def close(self) -> None:
        """Let go of the disk."""
        self._disk.close()

    def __len__(self) -> int:
        return sum(self.rows)

    def append(self, block: Sequence[NDArray[np.float64]] | NDArray[np.float64]) -> None:
        """Write a block of rows: one array per column, of one length, or columns by rows.

        Raises:
            SourceFault: the disk is full.
        """
        self._starts.append(self._disk.put([block] if isinstance(block, np.ndarray) else block))
        self.rows.append(len(block[0]))

    def column(self, number: int) -> NDArray[np.float64]:
        """One column over all blocks."""
        values = np.empty(len(self))
        start = 0
        for block in self.of_column(number):
            values[start : start + len(block)] = block
            start += len(block)
        return values

    def of_column(self, number: int) -> Iterator[NDArray[np.float64]]:
        """One column block by block."""
        for rows, offset in zip(self.rows, self._starts, strict=True):
            block = np.empty(rows)
            self._disk.fetch(block, offset + 8 * rows * number)
            yield block

    def in_parts(self, sizes: Iterable[int]) -> Iterator[NDArray[np.float64]]:
        """All rows, so many at a time: columns by rows, each in memory of its own."""
        blocks, rest = self.blocks(), np.empty((self.columns, 0))
        for size in sizes:
            while rest.shape[1] < size:
                rest = np.concatenate([rest, next(blocks)], axis=1)
            yield rest[:, :size]
            rest = rest[:, size:]

    def blocks(self, numbers: Sequence[int] | None = None, *, held: int = 1) -> Iterator[NDArray[np.float64]]:
        """Blocks by their numbers from 0, all unless given: columns by rows.

        Each is in the memory of the one so many before, of those that are ``held`` at a time: fresh memory for every
        block takes as long as reading it.
        """
        numbers = range(len(self.rows)) if numbers is None else numbers
        size = self.columns * max((self.rows[number] for number in numbers), default=0)
        rooms = [np.empty(size) for _ in range(held)]
        for number, room in zip(numbers, cycle(rooms), strict=False):
            rows, offset = self.rows[number], self._starts[number]
            block = room[: self.columns * rows].reshape(self.columns, rows)
            self._disk.fetch(block, offset)
            self._disk.give_up(offset, offset + block.nbytes)
            yield block


@contextmanager
def _of_room() -> Iterator[None]:
    """Say where the room is lacking."""
    try:
        yield
    except OSError as error:
        folder = os.environ.get("TMPDIR") or said("the folder for temporary files")
        fix = said("set TMPDIR to a folder on a disk with room for 8 bytes per number of the table")
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise SourceFault(said("there is no room left in {folder}", folder=folder), fix=fix) from error
        raise SourceFault(
            said("{folder} cannot be written: {reason}", folder=folder, reason=reason_of(error)), fix=fix
        ) from error
