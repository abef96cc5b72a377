"""Texts that identify the rows of a large table: in memory while they are few, otherwise on disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.identity import contents
from dtiscore.engines.sequences import Frugal, Texts
from dtiscore.files.spill import Disk

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

HELD = 64 * 2**20
"""Bytes of texts that are held in memory; what comes after them goes to disk."""


class TextsOnDisk(Frugal[str]):
    """Where an array of texts stands on a disk, read anew for who asks."""

    def __init__(self, disk: Disk, texts: pa.Array) -> None:
        """Put it there.

        Raises:
            SourceFault: the disk is full.
        """
        starts, signs = contents(texts)
        self._disk = disk
        self._rows, self._bytes = len(texts), len(signs)
        self._offset = disk.put([starts, signs])

    def __len__(self) -> int:
        return self._rows

    def at(self, row: int) -> str:
        ends = np.empty(2, np.int32)
        self._disk.fetch(ends, self._offset + ends.itemsize * row)
        text = np.empty(ends[1] - ends[0], np.uint8)
        self._disk.fetch(text, self._offset + ends.itemsize * (self._rows + 1) + int(ends[0]))
        return text.tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        yield from self.array.to_pylist()

    @property
    def array(self) -> pa.Array:
        """All of the texts."""
        import pyarrow as pa

        starts, signs = np.empty(self._rows + 1, np.int32), np.empty(self._bytes, np.uint8)
        self._disk.fetch(starts, self._offset)
        self._disk.fetch(signs, self._offset + starts.nbytes)
        self._disk.give_up(self._offset, self._offset + starts.nbytes + signs.nbytes)
        return pa.Array.from_buffers(
            pa.string(), self._rows, [None, pa.py_buffer(starts), pa.py_buffer(signs)]
        )


Kept = Texts | TextsOnDisk


class KeptTexts:
    """All arrays of texts that are kept of a table."""

    def __init__(self) -> None:
        self._held = 0
        self._disk: Disk | None = None

    def keep(self, texts: pa.Array) -> Kept:
        """Keep an array of texts without nulls.

        Raises:
            SourceFault: the disk is full.
        """
        self._held += texts.nbytes
        if self._held <= HELD:
            return Texts(texts)
        self._disk = self._disk or Disk()
        return TextsOnDisk(self._disk, texts)

    def close(self) -> None:
        """Let go of the disk."""
        if self._disk is not None:
            self._disk.close()
