"""The ranks of all rows of a large table, and the order in which they are written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.dataset.periods import in_time
from dtiscore.dataset.table import Rows
from dtiscore.engines.sequences import Constant
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.scoring.ranking import Ranks, counted, keys, undoubled
from dtiscore.sources.arrow_values import series_of

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types


def partitions(periods: Sequence[str | None], groups: Sequence[str | None]) -> list[Rows]:
    """The rows that are ranked against each other, one set per period and group, in order of period, group."""
    if isinstance(periods, Constant) and isinstance(groups, Constant):
        return [np.arange(len(periods), dtype=np.intp)]
    found: dict[tuple[str | None, str | None], list[int]] = {}
    for row, key in enumerate(zip(periods, groups, strict=True)):
        found.setdefault(key, []).append(row)
    ordered = sorted(found, key=lambda key: (in_time(key[0]), key[1] or ""))
    return [np.array(found[key], dtype=np.intp) for key in ordered]


def places_of(codes: pa.ChunkedArray) -> Rows | None:
    """The place of each row in the order of the codes; ``None`` where the rows stand in that order."""
    chunks = [chunk for chunk in codes.chunks if len(chunk)]
    in_order = all(before[-1].as_py() <= after[0].as_py() for before, after in pairwise(chunks))
    if in_order and all(series_of(chunk).is_sorted() for chunk in chunks):
        return None
    by_code = series_of(codes).arg_sort().to_numpy()
    places = np.empty(len(codes), dtype=np.intp)
    places[by_code] = np.arange(len(codes), dtype=np.intp)
    return places


def ranked(
    methodology: Methodology, published: Values, taking_part: Mask, rows: Sequence[Rows], places: Rows | None
) -> tuple[Ranks, Rows]:
    """The rank of every row in the index, and the rows from the best to the last within each of the sets ``rows``.

    ``published`` are the scores in the published form, ``taking_part`` says which rows are ranked. Equals stand in the
    order of their codes.
    """
    compared = keys(published, methodology.rank, methodology.publish)
    compared = np.where(taking_part, compared, np.nan)
    ranks = np.full(len(published), np.nan)
    order: list[Rows] = []
    for among in rows:
        lost = -compared[among]
        order.append(among[_rising(lost, None if places is None else places[among])])
        falling = compared[order[-1]]
        found = undoubled(counted(falling[np.newaxis], methodology.rank.ties)[0])
        ranks[order[-1]] = np.where(np.isnan(falling), np.nan, found)
    return ranks, np.concatenate(order) if order else np.empty(0, np.intp)


def _rising(values: Values, places: Rows | None) -> Rows:
    """The positions of values from the lowest to the highest, NaN last, equals by their places, or as they stand."""
    if places is not None:
        return np.lexsort((places, values))
    bits = len(values).bit_length()
    beyond = 2.0 ** (62 - bits)
    if not np.fmax.reduce(np.abs(values), initial=0.0) < beyond or (values - np.floor(values) > 0.0).any():
        return np.argsort(values, kind="stable")
    # Steps of a published decimal: value and position fit into one whole number, and those are sorted twice as fast.
    both = np.where(np.isnan(values), beyond, values).astype(np.int64) << bits
    both += np.arange(len(values))
    both.sort()
    return both & ((1 << bits) - 1)
