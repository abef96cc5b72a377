"""The ranks of all rows of a large table, and the order in which they are written."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dtiscore.engines.moves import Partition
from dtiscore.engines.sequences import Constant
from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import EXACT, Tolerance, ties_joined_in_order
from dtiscore.methodology.periods import in_time
from dtiscore.methodology.publication import Publication, Ranking
from dtiscore.scoring.ranking import DoubledRanks, counted, keys
from dtiscore.tables.arrow_values import series_of
from dtiscore.tables.table import Rows

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

_TOGETHER = 1 << 16
"""Rows that are made ready at a time."""


def partitions(periods: Sequence[str | None], groups: Sequence[str | None]) -> dict[Partition, Rows]:
    """The rows that are ranked against each other, one set per period and group, in order of period, group."""
    if isinstance(periods, Constant) and isinstance(groups, Constant):
        return {(periods.item, groups.item): np.arange(len(periods), dtype=np.intp)}
    found: dict[tuple[str | None, str | None], list[int]] = {}
    for row, key in enumerate(zip(periods, groups, strict=True)):
        found.setdefault(key, []).append(row)
    ordered = sorted(found, key=lambda key: (in_time(key[0]), key[1] or ""))
    return {key: np.array(found[key], dtype=np.intp) for key in ordered}


def places_of(codes: Sequence[pa.Array]) -> Rows | None:
    """The place of each row in the order of the codes, which come in parts; ``None`` where they stand in that order."""
    import pyarrow as pa

    if are_in_order(codes):
        return None
    by_code = series_of(pa.chunked_array(codes)).arg_sort().to_numpy()
    places = np.empty(len(by_code), dtype=np.intp)
    places[by_code] = np.arange(len(by_code), dtype=np.intp)
    return places


def are_in_order(codes: Iterable[pa.Array], *, strictly: bool = False) -> bool:
    """Whether codes, which come in parts, never fall from row to row; ``strictly``: rise, so that none stands twice."""
    before = operator.lt if strictly else operator.le
    last = None
    for part in codes:
        if not len(part):
            continue
        if last is not None and not before(last, part[0].as_py()):
            return False
        last, series = part[-1].as_py(), series_of(part)
        if not ((series[1:] > series[:-1]).all() if strictly else series.is_sorted()):
            return False
    return True


class RankedBy(NamedTuple):
    """What is compared of scores, and what equals share."""

    ranking: Ranking
    publication: Publication


def ranked(
    by: RankedBy,
    published: Values,
    taking_part: Mask,
    rows: Sequence[Rows],
    places: Rows | None,
    tolerance: Tolerance = EXACT,
) -> tuple[DoubledRanks, Rows]:
    """Twice the rank of every row in a node, and the rows from the best to the last within each set of ``rows``.

    The rank of a row that has none is 0. ``published`` are the scores in the published form, ``taking_part`` says which
    rows are ranked, ``tolerance`` which scores are equal. Equals stand in the order of their codes.
    """
    ranks = np.zeros(len(published), np.uint32)
    order: list[Rows] = []
    for among in rows:
        compared = _compared(by, published, taking_part, among)
        own_places = None if places is None else places[among]
        from_best = _falling(compared, own_places)
        falling = compared[from_best][np.newaxis]
        level = ties_joined_in_order(falling, among[from_best][np.newaxis], tolerance)
        if level is not falling:
            from_best = _with_new_ties(from_best, falling[0], level[0], own_places)
        order.append(among[from_best])
        falling = level[0]
        del compared, level, from_best  # which are large
        filled = len(falling) - np.count_nonzero(np.isnan(falling))
        ranks[order[-1][:filled]] = counted(falling[np.newaxis, :filled], by.ranking.ties)[0]
    return ranks, np.concatenate(order) if order else np.empty(0, np.intp)


def first_of_each(order: Rows, sizes: Sequence[int], top: int) -> Rows:
    """The first rows of each of the sets that stand one after the other."""
    ends = np.cumsum(sizes)
    return np.concatenate(
        [order[end - size : end - size + min(top, size)] for end, size in zip(ends, sizes, strict=True)]
    )


def _compared(by: RankedBy, published: Values, taking_part: Mask, among: Rows) -> Values:
    """What is compared of some rows, NaN where one is not ranked."""
    compared = np.empty(len(among))
    for start in range(0, len(among), _TOGETHER):
        rows = among[start : start + _TOGETHER]
        found = keys(published[rows], by.ranking, by.publication)
        compared[start : start + _TOGETHER] = np.where(taking_part[rows], found, np.nan)
    return compared


def _falling(values: Values, places: Rows | None) -> Rows:
    """The positions of values from the highest to the lowest, NaN last, equals by their places, or as they stand."""
    if places is not None:
        return np.lexsort((places, -values))
    bits = len(values).bit_length()
    beyond = 2.0 ** (62 - bits)
    parts = [slice(start, start + _TOGETHER) for start in range(0, len(values), _TOGETHER)]
    if not all(_are_steps(values[part], beyond) for part in parts):
        return np.argsort(-values, kind="stable")
    # Steps of a published decimal: value and position fit into one whole number, and those are sorted twice as fast.
    both = np.arange(len(values))
    for part in parts:
        found = np.where(np.isnan(values[part]), beyond, -values[part])
        both[part] += found.astype(np.int64) << bits
    both.sort()
    both &= (1 << bits) - 1
    return both


def _with_new_ties(from_best: Rows, before: Values, after: Values, places: Rows | None) -> Rows:
    """Sorted positions after values were brought onto one: those of each new tie by their places, the others as they are."""
    starts = np.ones(len(after), dtype=np.bool_)
    np.not_equal(after[1:], after[:-1], out=starts[1:])
    tie = np.cumsum(starts) - 1
    is_new = np.zeros(len(after), dtype=np.bool_)
    is_new[tie[(after != before) & ~np.isnan(after)]] = True
    at = np.flatnonzero(is_new[tie])
    own = from_best[at]
    result = from_best.copy()
    result[at] = own[np.lexsort((own if places is None else places[own], tie[at]))]
    return result


def _are_steps(values: Values, beyond: float) -> bool:
    """Whether values are whole numbers, as those that count a last decimal, and below a limit."""
    largest = np.fmax.reduce(np.abs(values), initial=0.0)
    return bool(largest < beyond) and not (values - np.floor(values) > 0.0).any()
