"""The large index by hand in Spark SQL, in local[2]: CPU seconds of every process, to set beside those of by_spark.py.

Usage: python -m benchmarks.big.by_spark_sql TABLE OUTPUT_FOLDER
"""

from __future__ import annotations

import os
import sys

from pyspark.sql import DataFrame, SparkSession

from benchmarks.big.by_polars import EACH, PILLARS
from benchmarks.big.by_spark import Phases


def main() -> None:
    """Fit the range of every column, normalise, aggregate twice, rank by counts of each score, write."""
    table, output = sys.argv[1:]
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.memory", "2g").config("spark.log.level", "ERROR").getOrCreate()
    headings = [f"x{pillar}_{number}" for pillar in range(PILLARS) for number in range(EACH)]
    types = ", ".join(["unit string", "name string", *(f"{heading} double" for heading in headings)])
    is_parquet = table.rstrip("/").endswith(".parquet")
    frame = spark.read.parquet(table) if is_parquet else spark.read.schema(types).csv(table, header=True)
    _run(spark, frame.limit(10), output, Phases())  # classes loaded
    phases = Phases()
    rows = frame.count()
    phases.end("count the rows")
    _run(spark, frame, output, phases)
    phases.tell(rows)
    spark.stop()


def _run(spark: SparkSession, frame: DataFrame, output: str, phases: Phases) -> None:
    headings = [f"x{pillar}_{number}" for pillar in range(PILLARS) for number in range(EACH)]
    frame.createOrReplaceTempView("large")
    ends = ", ".join(f"min({heading}), max({heading})" for heading in headings)
    found = spark.sql(f"select {ends} from large").first()  # noqa: S608 - our own names
    assert found is not None
    pillars = ", ".join(_pillar(pillar, found) for pillar in range(PILLARS))
    weighted = " + ".join(f"P{pillar} * {pillar + 1}" for pillar in range(PILLARS))
    whole = sum(range(1, PILLARS + 1))
    scored = f"select *, ({weighted}) / {whole} as LARGE from (select unit, name, {pillars} from large)"  # noqa: S608 - our own names
    kept = spark.sql(scored).persist()
    kept.createOrReplaceTempView("scores")
    spark.sql("select count(*) from scores group by unit having count(*) > 1").collect()
    phases.end("fit, score, find units that stand twice")
    # One rank a distinct score, not a window over all rows, which would bring them into one partition.
    counts = "select round(LARGE, 4) as shown, count(*) as n from scores group by 1"
    ranks = f"select shown, 1 + sum(n) over (order by shown desc) - n as rank from ({counts})"  # noqa: S608 - our own names
    nodes = ["LARGE", *(f"P{pillar}" for pillar in range(PILLARS))]
    published = ", ".join(f"cast({node} as decimal(38, 4)) as {node}_published" for node in nodes)
    spark.sql(
        f"select rank, s.*, {published} from scores s join ({ranks}) r on round(s.LARGE, 4) = r.shown"  # noqa: S608 - our own names
    ).write.mode("overwrite").parquet(output)
    kept.unpersist()
    phases.end("rank and write")


def _pillar(pillar: int, found: tuple[float, ...]) -> str:
    parts = []
    for number in range(EACH):
        heading = f"x{pillar}_{number}"
        least, most = found[2 * (pillar * EACH + number) : 2 * (pillar * EACH + number) + 2]
        above = f"({most!r}D - {heading})" if number % 5 == 4 else f"({heading} - {least!r}D)"
        parts.append(f"{above} / ({most!r}D - {least!r}D) * 100.0D * {number + 1}")
    return f"({' + '.join(parts)}) / {sum(range(1, EACH + 1))} as P{pillar}"


if __name__ == "__main__":
    main()
