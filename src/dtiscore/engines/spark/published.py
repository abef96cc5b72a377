"""The columns of a result on Spark: ranks, scores in full precision and as exact decimals, under the headings of every table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dtiscore.engines.records import published_decimals
from dtiscore.methodology.arithmetic import Rounding

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
    from pyspark.sql import DataFrame

    from dtiscore.engines.spark.passes import Pass, RowContents
    from dtiscore.methodology import Methodology

_DIGITS = 38
"""The most digits of a decimal in Spark."""


def with_headings(
    placed: DataFrame, edition: Methodology, shown: RowContents, *, of_periods: bool, of_groups: bool
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
    return _with_published(placed, edition.publish.round, shown).select(*columns)


def _with_published(placed: DataFrame, rounding: Rounding, shown: RowContents) -> DataFrame:
    """What identifies and places the rows, the scores ``s0``, ``s1`` ..., and the same as published: ``p0``, ``p1`` ...

    They are made only when the result is asked for, so that Spark does not keep them too.
    """
    from pyspark.sql.types import DecimalType, StructField, StructType

    scores = {f"s{i}": f"p{i}" for i in range(len(shown.codes))}
    ranks = [f"r{i}" for i in range(len(shown.ranked))]
    needed = placed.select("period", "group_", *ranks, "unit", "name", *scores, "band")
    kind = DecimalType(_DIGITS, rounding.decimals)
    added = [StructField(published, kind) for published in scores.values()]
    return needed.mapInArrow(_published_pass(rounding, scores), StructType([*needed.schema.fields, *added]))


def _published_pass(rounding: Rounding, scores: dict[str, str]) -> Pass:
    """All columns, and each score by its name once more as it is published, under the other name."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        kind = pa.decimal128(_DIGITS, rounding.decimals)
        for batch in batches:
            columns = {name: batch.column(name) for name in batch.schema.names}
            for score, published in scores.items():
                values = columns[score].to_numpy(zero_copy_only=False)
                decimals = published_decimals(values, rounding, _DIGITS)
                columns[published] = (
                    pa.array(rounding.written(values), kind) if decimals is None else decimals
                )
            yield pa.RecordBatch.from_pydict(columns)

    return run
