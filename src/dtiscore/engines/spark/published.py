"""The columns of a result on Spark: ranks, scores in full precision and as exact decimals, under the headings of every table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.engines.records import published_decimals
from dtiscore.methodology.arithmetic import Rounding

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
    from pyspark.sql import DataFrame

    from dtiscore.engines.spark.passes import Pass, RowContents
    from dtiscore.engines.spark.ranking import LookUp
    from dtiscore.methodology import Methodology

_DIGITS = 38
"""The most digits of a decimal in Spark."""


@dataclass(frozen=True)
class Placed:
    """Scored rows with their ranks ``r0``, ``r1`` ..., as far as these are not looked up."""

    rows: DataFrame
    looked_up: Mapping[str, LookUp]
    """By the name of the column of ranks."""
    kept: Sequence[DataFrame]
    """What Spark keeps for them."""


def with_headings(
    placed: Placed, edition: Methodology, shown: RowContents, *, of_periods: bool, of_groups: bool
) -> DataFrame:
    """The columns of a result in the order and under the headings of every table of ours."""
    from pyspark.sql import functions as sql

    columns = []
    if of_periods:
        columns.append(sql.col("period"))
    if of_groups:
        columns.append(sql.col("group_").alias("group"))
    ranks = {
        code: sql.col(f"r{i}").cast("double" if edition.ranking(code).ties == "average" else "long")
        for i, code in enumerate(shown.ranked)
    }
    columns += [ranks.pop(edition.index.code).alias("rank"), sql.col("unit"), sql.col("name")]
    heading = edition.figure_headings.of
    columns += [sql.col(f"s{i}").alias(heading(code)) for i, code in enumerate(shown.codes)]
    columns += [sql.col(f"p{i}").alias(heading(code, "published")) for i, code in enumerate(shown.codes)]
    columns += [rank.alias(heading(code, "rank")) for code, rank in ranks.items()]
    if shown.banded:
        columns.append(sql.col("band"))
    return _completed(placed, edition.publish.round, shown).select(*columns)


def _completed(placed: Placed, rounding: Rounding, shown: RowContents) -> DataFrame:
    """What identifies the rows, their ranks, the scores ``s0``, ``s1`` ..., and the same as published: ``p0``, ``p1`` ...

    Whatever each row finds where it stands is made in one go, and only when the result is asked for, so that Spark does
    not keep it too.
    """
    from pyspark.sql.types import DecimalType, DoubleType, StructField, StructType

    scores = {f"s{i}": f"p{i}" for i in range(len(shown.codes))}
    ranks = [f"r{i}" for i in range(len(shown.ranked)) if f"r{i}" not in placed.looked_up]
    known = ["period", "group_", *ranks, "unit", "name", *scores, "band"]
    compared = [look_up.compared for look_up in placed.looked_up.values()]
    needed = placed.rows.select(*known, *compared)
    kind = DecimalType(_DIGITS, rounding.decimals)
    fields = [*needed.schema.fields[: len(known)]]
    fields += [StructField(rank, DoubleType()) for rank in placed.looked_up]
    fields += [StructField(published, kind) for published in scores.values()]
    return needed.mapInArrow(_completing(known, placed.looked_up, rounding, scores), StructType(fields))


def _completing(
    known: Sequence[str], looked_up: Mapping[str, LookUp], rounding: Rounding, scores: Mapping[str, str]
) -> Pass:
    """The columns that are known, the ranks that are looked up, and each score by its name as published, under the other name."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        kind = pa.decimal128(_DIGITS, rounding.decimals)
        for batch in batches:
            columns = {name: batch.column(name) for name in known}
            for rank, look_up in looked_up.items():
                ranks = look_up.ranks(batch)
                columns[rank] = pa.array(ranks, pa.float64(), mask=np.isnan(ranks))
            for score, published in scores.items():
                values = columns[score].to_numpy(zero_copy_only=False)
                decimals = published_decimals(values, rounding, _DIGITS)
                columns[published] = (
                    pa.array(rounding.written(values), kind) if decimals is None else decimals
                )
            yield pa.RecordBatch.from_pydict(columns)

    return run
