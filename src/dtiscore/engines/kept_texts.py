"""Texts that identify the rows of a large table: in memory while they are few, otherwise on disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.identity import contents
from dtiscore.engines.sequences import Frugal, Texts
from dtiscore.files.spill import Disk
from dtiscore.tables.arrow_values import texts_within

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
        self._disk = disk
        self._rows = len(texts)
        (self._stored,) = disk.put_each([contents(texts)])

    def __len__(self) -> int:
        return self._rows

    def at(self, row: int) -> str:
        ends = np.empty(2, np.int32)
        self._disk.fetch(ends, self._stored.start + ends.itemsize * row)
        text = np.empty(ends[1] - ends[0], np.uint8)
        self._disk.fetch(text, self._stored.start + ends.itemsize * (self._rows + 1) + int(ends[0]))
        return text.tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        yield from self.array.to_pylist()

    @property
    def array(self) -> pa.Array:
        """All of the texts."""
        return texts_within(*self._disk.fetched(self._stored))


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
