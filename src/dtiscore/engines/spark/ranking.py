"""Ranks without bringing all rows together: by a count per distinct score, or along ranges of scores.

Long because both ways look at the same batches, and a reader who follows a row sees all of its steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.equality import Tolerance, ties_joined
from dtiscore.methodology.publication import TieRule

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
    from pyspark.sql import DataFrame

    from dtiscore.engines.spark.passes import Pass

Group = tuple[str | None, str | None]
"""A period and a group, within which units are ranked."""

First = tuple[float, str | None]
"""The first row of a range of scores: its score, and where each row has a rank of its own, its unit."""

_SIZES = "first double, unit string, period string, group_ string, size long, distinct long"

FEW = 200_000
"""Distinct scores up to which one table of ranks serves all rows."""


def ranks_of_counts(before: Values, counts: Values, distinct_before: Values, ties: TieRule) -> Values:
    """The rank that all units of one score share, for each of several scores.

    Args:
        before: how many units have a better score.
        counts: how many units have this one.
        distinct_before: how many better scores there are.
        ties: what units of equal score share; ``ordinal`` is not among them, under which no two share a rank.
    """
    first, last = before + 1.0, before + counts
    result: Values = {
        "min": first,
        "max": last,
        "average": (first + last) / 2.0,
        "dense": distinct_before + 1.0,
    }[ties]
    return result


RankTable = tuple[Values, Values]
"""Scores in ascending order, and the rank of each."""


class LookUp(NamedTuple):
    """Tables in which each row finds its rank where it stands."""

    compared: str
    """The column by which rows are ranked."""
    tables: Mapping[Group, RankTable]

    def ranks(self, batch: pa.RecordBatch) -> Values:
        """The rank of each row of a batch, NaN for one that is not ranked."""
        compared = _numbers(batch, self.compared)
        ranks = np.full(batch.num_rows, np.nan)
        keys = _groups(batch) if len(self.tables) > 1 else []
        for key in set(keys) & self.tables.keys() if keys else self.tables:
            rows: Any = np.flatnonzero([own == key for own in keys]) if keys else slice(None)
            scores, known = self.tables[key]
            at = np.minimum(np.searchsorted(scores, compared[rows]), len(scores) - 1)
            ranks[rows] = np.where(np.isnan(compared[rows]), np.nan, known[at])
        return ranks


def rank_tables(
    scored: DataFrame, compared: str, ties: TieRule, *, few: int = FEW
) -> dict[Group, RankTable] | None:
    """The ranks of each distinct score in a column, by period and group, of counts; ``None`` where they are more than a few.

    Published decimals leave few distinct scores. Of rows that all have a rank of their own no table can be made.
    """
    from pyspark.sql import functions as sql

    if ties == "ordinal":
        return None
    counts = scored.where(sql.col(compared).isNotNull()).groupBy("period", "group_", compared).count()
    found = counts.limit(few + 1).collect()
    return _tables(found, ties) if len(found) <= few else None


def _tables(counts: Sequence[Any], ties: TieRule) -> dict[Group, RankTable]:
    by_group: dict[Group, list[tuple[float, int]]] = {}
    for period, group, compared, count in counts:
        by_group.setdefault((period, group), []).append((compared, count))
    tables: dict[Group, RankTable] = {}
    for key, pairs in by_group.items():
        pairs.sort(reverse=True)
        scores, sizes = np.array(pairs, dtype=np.float64).T
        ranks = ranks_of_counts(
            np.cumsum(sizes) - sizes, sizes, np.arange(len(sizes), dtype=np.float64), ties
        )
        tables[key] = scores[::-1].copy(), ranks[::-1].copy()
    return tables


def _mapped(scored: DataFrame, run: Pass) -> DataFrame:
    from pyspark.sql.types import DoubleType, StructField, StructType

    schema = StructType([*scored.schema.fields, StructField("rank", DoubleType())])
    return scored.mapInArrow(run, schema)


def _compared(batch: pa.RecordBatch) -> Values:
    return _numbers(batch, "compared")


def _numbers(batch: pa.RecordBatch, name: str) -> Values:
    values: Values = batch.column(name).to_numpy(zero_copy_only=False)
    return values.astype(np.float64)


def _groups(batch: pa.RecordBatch) -> list[Group]:
    return list(zip(batch.column("period").to_pylist(), batch.column("group_").to_pylist(), strict=True))


def _with_ranks(batch: pa.RecordBatch, ranks: Values) -> pa.RecordBatch:
    import pyarrow as pa

    column = pa.array(ranks, pa.float64(), mask=np.isnan(ranks))
    return pa.RecordBatch.from_arrays([*batch.columns, column], names=[*batch.schema.names, "rank"])


def along_ranges(scored: DataFrame, ties: TieRule) -> tuple[DataFrame, DataFrame]:
    """The rows with a column ``rank`` within each period and group, empty where ``compared`` is; and what Spark keeps for them.

    Rows are parted by ranges of scores, each range is sorted for itself, and ranks begin where those of the ranges
    above end.
    """
    from pyspark.sql import functions as sql

    parts = max(scored.rdd.getNumPartitions(), 2) if not _is_remote(scored) else 200
    # Rows without a score end each group; by their units they are parted too, however many they are.
    unit = sql.col("unit") if ties == "ordinal" else sql.when(sql.col("compared").isNull(), sql.col("unit"))
    order = [sql.col("period"), sql.col("group_"), sql.col("compared").desc_nulls_last(), unit]
    # Kept, so that the ranges are the same when ties are looked for, sizes counted and ranks given.
    ranges = scored.repartitionByRange(parts, *order).sortWithinPartitions(*order).persist()
    levels = _levels(
        ranges.mapInArrow(_near, "period string, group_ string, score double, tolerance double").collect()
    )
    if levels:
        ranges.unpersist()
        return along_ranges(scored.mapInArrow(_onto(levels), scored.schema), ties)
    sizes = ranges.mapInArrow(_sizes(ties), _SIZES)
    return _mapped(ranges, _within(_starts(sizes.collect()), ties)), ranges


def _is_remote(frame: DataFrame) -> bool:
    return not hasattr(frame, "_jdf")


def _first(batch: pa.RecordBatch, compared: Values, ties: TieRule) -> First:
    """By what a range is known: a number of its partition would be another one wherever more is done with its rows."""
    return float(compared[0]), batch.column("unit")[0].as_py() if ties == "ordinal" else None


def _runs(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[Group, pa.RecordBatch, Values]]:
    """The rows of a sorted partition, one period and group after the other."""
    import pyarrow as pa

    for key, parts in _by_group(batches):
        table = pa.Table.from_batches(parts).combine_chunks()
        for batch in table.to_batches():
            yield key, batch, _compared(batch)


def _ranked_runs(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[Group, pa.RecordBatch, Values]]:
    """The same without the rows that have no score."""
    for key, batch, compared in _runs(batches):
        count = _ranked(compared)
        if count:
            yield key, batch.slice(0, count), compared[:count]


def _ranked(compared: Values) -> int:
    """How many of the rows of a sorted range have a score, which stand before those without one."""
    return int(np.count_nonzero(~np.isnan(compared)))


def _by_group(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[Group, list[pa.RecordBatch]]]:
    open_key: Group | None = None
    parts: list[pa.RecordBatch] = []
    for batch in batches:
        keys = _groups(batch)
        ends = [at for at in range(1, len(keys)) if keys[at] != keys[at - 1]]
        for start, end in zip([0, *ends], [*ends, len(keys)], strict=True):
            if start == end:
                continue
            if parts and open_key is not None and keys[start] != open_key:
                yield open_key, parts
                parts = []
            open_key = keys[start]
            parts.append(batch.slice(start, end - start))
    if parts and open_key is not None:
        yield open_key, parts


def _near(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Of each sorted range the scores that may tie with another one: those that do within it, its first and its last.

    Each stands once, with the greatest distance within which it equals another.
    """
    import pyarrow as pa

    for (period, group), batch, compared in _ranked_runs(batches):
        firsts = np.flatnonzero(np.append(True, compared[1:] != compared[:-1]))
        scores = compared[firsts]
        distances = np.maximum.reduceat(batch.column("tolerance").to_numpy(zero_copy_only=False), firsts)
        tied = scores[:-1] - scores[1:] <= np.maximum(distances[:-1], distances[1:])
        wanted = np.append(tied, True) | np.append(True, tied)
        count = int(wanted.sum())
        columns = [
            pa.array([period] * count, pa.string()),
            pa.array([group] * count, pa.string()),
            pa.array(scores[wanted], pa.float64()),
            pa.array(distances[wanted], pa.float64()),
        ]
        yield pa.RecordBatch.from_arrays(columns, names=["period", "group_", "score", "tolerance"])


def _levels(near: Sequence[Any]) -> dict[Group, tuple[Values, Values]]:
    """By period and group the scores, ascending, that tie with a higher one, and the value onto which each is brought."""
    by_group: dict[Group, dict[float, float]] = {}
    for period, group, score, distance in near:
        by_group.setdefault((period, group), {})[score] = distance
    found: dict[Group, tuple[Values, Values]] = {}
    for key, distances in by_group.items():
        scores = np.array(sorted(distances))
        levels = ties_joined(
            scores, Tolerance.from_distances(np.array([distances[score] for score in scores.tolist()]))
        )
        if (scores != levels).any():
            found[key] = scores[scores != levels], levels[scores != levels]
    return found


def _onto(levels: Mapping[Group, tuple[Values, Values]]) -> Pass:
    """Bring scores that tie onto one value; then nothing is left that equals another and is not the same."""
    import pyarrow as pa

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            compared, keys = _compared(batch), _groups(batch)
            for key, (scores, onto) in levels.items():
                at = np.minimum(np.searchsorted(scores, compared), len(scores) - 1)
                tied = (scores[at] == compared) & np.array([own == key for own in keys], dtype=np.bool_)
                compared = np.where(tied, onto[at], compared)
            exact = np.zeros(batch.num_rows)
            changed = {
                "compared": pa.array(compared, pa.float64(), mask=np.isnan(compared)),
                "tolerance": pa.array(exact, pa.float64()),
            }
            columns = [
                changed.get(name, column)
                for name, column in zip(batch.schema.names, batch.columns, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)

    return run


def _sizes(ties: TieRule) -> Pass:
    """One row for each range of a period and group: its first row, how many rows it has, and how many scores."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        kinds = (pa.float64(), *(pa.string(),) * 3, pa.int64(), pa.int64())
        for key, batch, compared in _ranked_runs(batches):
            distinct = 1 + int((compared[1:] != compared[:-1]).sum())
            row = (*_first(batch, compared, ties), *key, len(compared), distinct)
            cells = [pa.array([cell], kind) for cell, kind in zip(row, kinds, strict=True)]
            yield pa.RecordBatch.from_arrays(cells, names=[name.split()[0] for name in _SIZES.split(", ")])

    return run


def _starts(sizes: Sequence[Any]) -> dict[tuple[First, Group], tuple[int, int]]:
    """How many units, and how many scores, stand before those of each range in their period and group."""
    starts: dict[tuple[First, Group], tuple[int, int]] = {}
    passed: dict[Group, tuple[int, int]] = {}
    for first, unit, period, group, size, distinct in sorted(sizes, key=lambda row: (-row[0], row[1] or "")):
        key = (period, group)
        units, scores = passed.get(key, (0, 0))
        starts[(first, unit), key] = (units, scores)
        passed[key] = (units + size, scores + distinct)
    return starts


def _within(starts: Mapping[tuple[First, Group], tuple[int, int]], ties: TieRule) -> Pass:
    """Ranks of a sorted range; all units of one score stand in the same one."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for key, batch, every in _runs(batches):
            compared = every[: _ranked(every)]
            ranks = np.full(batch.num_rows, np.nan)
            if len(compared):
                before = starts[_first(batch, compared, ties), key]
                ranks[: len(compared)] = _ranks_of_range(compared, *before, ties)
            yield _with_ranks(batch, ranks)

    return run


def _ranks_of_range(compared: Values, units: int, scores: int, ties: TieRule) -> Values:
    """The ranks of sorted scores, given how many units and how many scores stand before them."""
    if ties == "ordinal":
        return units + np.arange(1.0, len(compared) + 1.0)
    firsts = np.flatnonzero(np.append(True, compared[1:] != compared[:-1]))
    sizes = np.diff(np.append(firsts, len(compared))).astype(np.float64)
    distinct = scores + np.arange(len(firsts), dtype=np.float64)
    ranks = ranks_of_counts(units + firsts.astype(np.float64), sizes, distinct, ties)
    return np.repeat(ranks, sizes.astype(np.intp))
