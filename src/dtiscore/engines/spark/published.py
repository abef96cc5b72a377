"""Scores on Spark as they are published: exact decimals beside those in full precision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dtiscore.methodology.arithmetic import Rounding

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
    from pyspark.sql import DataFrame

    from dtiscore.engines.spark.passes import Pass

_DIGITS = 38
"""The most digits of a decimal in Spark."""


def with_published(placed: DataFrame, rounding: Rounding, nodes: int) -> DataFrame:
    """What identifies and places the rows, the scores ``s0``, ``s1`` ..., and the same as published: ``p0``, ``p1`` ...

    They are made only when the result is asked for, so that Spark does not keep them too.
    """
    from pyspark.sql.types import DecimalType, StructField, StructType

    scores = {f"s{i}": f"p{i}" for i in range(nodes)}
    needed = placed.select("period", "group_", "rank", "unit", "name", *scores, "band")
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
                columns[published] = pa.array(rounding.written(values), kind)
            yield pa.RecordBatch.from_pydict(columns)

    return run
