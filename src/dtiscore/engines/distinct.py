"""Which texts of a large table occur twice: by 64-bit hashes first, then by the texts themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dtiscore.tables.arrow_values import series_of

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

Hashes = NDArray[np.uint64]


def hashes(texts: pa.Array) -> Hashes:
    """A hash of each text, the same for equal texts as long as the process runs."""
    return series_of(texts).hash().to_numpy()


def repeated(blocks: Iterable[Hashes]) -> list[NDArray[np.intp]]:
    """The rows that share a hash with another one, those of each hash together and in order."""
    every = np.concatenate([np.empty(0, np.uint64), *blocks])
    ordered = np.sort(every)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(twice):
        return []
    among = np.flatnonzero(np.isin(every, twice, kind="sort"))  # numpy 2.0 fails on a table of large hashes
    by_hash: dict[int, list[int]] = {}
    for row in among.tolist():
        by_hash.setdefault(int(every[row]), []).append(row)
    return [np.array(rows, np.intp) for rows in by_hash.values()]
