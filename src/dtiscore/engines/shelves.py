"""Rows that are too many to be ranked in memory: dealt to shelves, each of a range of what is compared, from the best on.

What ranks a shelf is what ranks a table, with the rows of the shelves before it counted on: equals stand on one shelf.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.engines.identity import contents
from dtiscore.engines.order import RankedBy, places_of, ranked
from dtiscore.files.spill import Disk, Together
from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.scoring.ranking import DoubledRanks, keys
from dtiscore.tables.arrow_values import numbers, series_of, texts_within
from dtiscore.tables.table import Rows
from dtiscore.tables.texts.typed_text import arrow_text

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

TOGETHER = 32 * 2**20
"""Bytes of rows that are to stand on one shelf."""
_TEXTS = 64
"""Bytes of a unit and its name, more or less."""
_LOOKED_AT = 500
"""Of how many rows a shelf the ends of shelves are guessed from."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows in the order of the table."""

    compared: Values
    """What they are ranked by, larger being better, NaN for a row that is not ranked."""
    scores: Values
    """Columns by rows."""
    codes: pa.Array
    names: pa.Array


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows that follow on those of the shelf before, themselves in the order of the table."""

    ranks: DoubledRanks
    """Twice the rank of each row among all rows, 0 for none."""
    takes_part: Mask
    order: Rows
    """The rows from the best to the last."""
    columns: Sequence[str]
    scores: Values
    codes: pa.Array
    names: pa.Array

    def of(self, code: str) -> Values:
        """The scores of one of the nodes."""
        found: Values = self.scores[self.columns.index(code)]
        return found

    def in_order(self, order: Rows, size: int) -> Iterator[Mapping[str, Values]]:
        """The scores of the rows of these numbers, in this order, so many at a time: by node."""
        for start in range(0, len(order), size):
            found = self.scores.take(order[start : start + size], axis=1)
            yield dict(zip(self.columns, found, strict=True))


def edges_of(by: RankedBy, scores: Iterable[Values], rows: int, columns: int) -> Values:
    """Where one shelf ends and the next begins, rising, in what is compared with its sign turned."""
    shelves = 1 + rows * (8 * (1 + columns) + _TEXTS) // TOGETHER
    step = max(1, rows // (shelves * _LOOKED_AT))
    looked_at = np.concatenate([np.empty(0), *(values[::step] for values in scores)])
    found = -keys(looked_at, by.ranking, by.publication)
    found = np.sort(found[~np.isnan(found)])
    at = np.arange(1, shelves) * len(found) // shelves
    return np.unique(found[at]) if len(found) else found


def shelves(
    blocks: Iterable[Block], edges: Values, code: str, by: RankedBy, columns: Sequence[str]
) -> Iterator[Shelf]:
    """All rows, shelf by shelf, ranked in one of the nodes that the columns are the scores of.

    Raises:
        SourceFault: the disk is full.
    """
    with closing(Disk()) as disk:
        before = 0
        for dealt in _deal(blocks, edges, disk):
            if dealt:
                parts = [_Part(*disk.fetched(part)) for part in dealt]
                shelf, before = _ranked(parts, code, by, columns, before)
                yield shelf


class _Part(NamedTuple):
    """What one block gave to one shelf."""

    rows: Values
    """What they are ranked by, and their scores: columns by rows."""
    codes: NDArray[np.int32]
    """Where each of the codes starts among their signs, and the last ends."""
    names: NDArray[np.int32]
    signs_of_codes: NDArray[np.uint8]
    signs_of_names: NDArray[np.uint8]


def _deal(blocks: Iterable[Block], edges: Values, disk: Disk) -> list[list[Together]]:
    """Write the rows of each block to the disk by their shelf; for each shelf what the blocks gave to it."""
    parts: list[list[Together]] = [[] for _ in range(len(edges) + 1)]
    for block in blocks:
        shelf = np.searchsorted(edges, -block.compared).astype(np.uint16)  # that of NaN is the last
        order = np.argsort(shelf, kind="stable")
        rows = np.concatenate([block.compared[np.newaxis], block.scores]).take(order, axis=1)
        texts = [_taken(column, order) for column in (block.codes, block.names)]
        cuts = pairwise(np.searchsorted(shelf[order], np.arange(len(parts) + 1)).tolist())
        filled = [(dealt, low, high) for dealt, (low, high) in zip(parts, cuts, strict=True) if low < high]
        written = disk.put_each(_part(rows, texts, low, high) for _, low, high in filled)
        for (dealt, _, _), part in zip(filled, written, strict=True):
            dealt.append(part)
    return parts


def _part(rows: Values, texts: Sequence[pa.Array], low: int, high: int) -> _Part:
    (codes, signs_of_codes), (names, signs_of_names) = (contents(column[low:high]) for column in texts)
    return _Part(np.ascontiguousarray(rows[:, low:high]), codes, names, signs_of_codes, signs_of_names)


def _taken(texts: pa.Array, order: Rows) -> pa.Array:
    return arrow_text(series_of(texts).gather(series_of(numbers(order))))


def _ranked(
    parts: Sequence[_Part], code: str, by: RankedBy, columns: Sequence[str], before: int
) -> tuple[Shelf, int]:
    """A shelf, and how many ranks are given when its rows have theirs."""
    import pyarrow as pa

    rows = np.concatenate([part.rows for part in parts], axis=1)
    codes = pa.concat_arrays([texts_within(part.codes, part.signs_of_codes) for part in parts])
    names = pa.concat_arrays([texts_within(part.names, part.signs_of_names) for part in parts])
    takes_part, scores = ~np.isnan(rows[0]), rows[1:]
    among = np.arange(len(takes_part), dtype=np.intp)
    ranks, order = ranked(by, scores[columns.index(code)], takes_part, [among], places_of([codes]))
    filled = ranks > 0
    given = int(ranks.max()) // 2 if by.ranking.ties == "dense" else int(np.count_nonzero(filled))
    ranks[filled] += np.uint32(2 * before)
    return Shelf(ranks, takes_part, order, columns, scores, codes, names), before + given
