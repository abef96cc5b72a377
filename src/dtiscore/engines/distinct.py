"""Which texts of a large table occur twice: by 64-bit hashes first, then by the texts themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dtiscore.engines.identity import contents

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

Hashes = NDArray[np.uint64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_KEYS: list[NDArray[np.uint64]] = [np.empty(0, np.uint64)]


def _keys(length: int) -> NDArray[np.uint64]:
    """An odd number for each position of a text; the first ones are the same for any length."""
    if len(_KEYS[0]) < length:
        drawn = np.random.default_rng(20260101).integers(0, 2**63, size=1 << (length - 1).bit_length())
        _KEYS[0] = (drawn.astype(np.uint64) << np.uint64(1)) | np.uint64(1)
    return _KEYS[0]


def hashes(texts: pa.Array) -> Hashes:
    """A hash of each text; those of texts that differ in one byte alone always differ.

    Every byte is multiplied by the number of its position, and the products are summed modulo 2^64.
    """
    starts, signs = contents(texts)
    lengths = np.diff(starts)
    if not len(signs):
        return np.zeros(len(texts), np.uint64)
    keys = _keys(int(lengths.max()))
    position = np.arange(len(signs)) - np.repeat(starts[:-1], lengths)
    sums = np.zeros(len(signs) + 1, np.uint64)
    np.cumsum((signs.astype(np.uint64) + np.uint64(1)) * keys[position], out=sums[1:])
    result: Hashes = sums[starts[1:]] - sums[starts[:-1]]
    result ^= result >> np.uint64(32)
    result *= _MIX
    return result


def repeated(blocks: Sequence[Hashes]) -> list[NDArray[np.intp]]:
    """The rows that share a hash with another one, those of each hash together and in order."""
    every = np.concatenate(blocks) if blocks else np.empty(0, np.uint64)
    ordered = np.sort(every)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return []
    among = np.flatnonzero(np.isin(every, twice, kind="sort"))  # numpy 2.0 fails on a table of large hashes
    by_hash: dict[int, list[int]] = {}
    for row in among.tolist():
        by_hash.setdefault(int(every[row]), []).append(row)
    return [np.array(rows, np.intp) for rows in by_hash.values()]
