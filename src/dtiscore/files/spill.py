"""A file for what does not fit into memory: blocks of rows written once, read back by block or by column.

The file has no name where the system allows that, so that it is gone with the process, whatever ends it.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import SourceFault
from dtiscore.files.paths import reason_of
from dtiscore.said import said

_KEPT = 64 * 2**20
"""Bytes written last that stay in the memory of the system."""


class Spill:
    """Columns of float64 on disk, block by block."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.rows: list[int] = []
        """How many rows each block has."""
        self._starts: list[int] = []
        with _of_room():
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the spill

    def close(self) -> None:
        """Let go of the disk."""
        self._file.close()

    def __len__(self) -> int:
        return sum(self.rows)

    def append(self, block: Sequence[NDArray[np.float64]] | NDArray[np.float64]) -> None:
        """Write a block of rows: one array per column, of one length, or columns by rows.

        Raises:
            SourceFault: the disk is full.
        """
        start = self._file.seek(0, os.SEEK_END)
        with _of_room():
            for values in [block] if isinstance(block, np.ndarray) else block:
                data = np.ascontiguousarray(values).data.cast("B")
                while data:
                    data = data[self._file.write(data) :]
        self.rows.append(len(block[0]))
        self._starts.append(start)
        # Once asked, the system begins to write; asked again, it gives up what is written.
        self._give_up(start, self._file.tell())
        self._give_up(0, start - _KEPT)

    def column(self, number: int) -> NDArray[np.float64]:
        """One column over all blocks."""
        values = np.empty(len(self))
        start = 0
        for rows, offset in zip(self.rows, self._starts, strict=True):
            self._read(values[start : start + rows], offset + 8 * rows * number)
            start += rows
        return values

    def blocks(self, numbers: Sequence[int] | None = None) -> Iterator[NDArray[np.float64]]:
        """Blocks by their numbers from 0, all unless given: columns by rows, each in the memory of the one before.

        Fresh memory for every block takes as long as reading it.
        """
        numbers = range(len(self.rows)) if numbers is None else numbers
        room = np.empty(self.columns * max((self.rows[number] for number in numbers), default=0))
        for number in numbers:
            rows, offset = self.rows[number], self._starts[number]
            block = room[: self.columns * rows].reshape(self.columns, rows)
            self._read(block, offset)
            self._give_up(offset, offset + block.nbytes)
            yield block

    def _give_up(self, start: int, end: int) -> None:
        """Let the system take back the memory that it holds a part of the file in.

        It would hold all of it, gigabytes, and finding those takes longer than the disk.
        """
        if end > start and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self._file.fileno(), start, end - start, os.POSIX_FADV_DONTNEED)

    def _read(self, into: NDArray[np.float64], offset: int) -> None:
        rest = into.data.cast("B")
        self._file.seek(offset)
        while rest:
            read = self._file.readinto(rest)
            if not read:
                raise SourceFault(
                    said("the temporary file was cut off while it was read"), fix=said("run it again")
                )
            rest = rest[read:]


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
