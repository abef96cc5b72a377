"""Random tables give the same rows or the same problems in memory and on Spark; a sample of ``python -m fuzz spark``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.engines.memory_and_spark import compare
from tests.engines.spark_cluster import MARKS, spark as spark  # noqa: PLC0414 - a fixture

from dtiscore.engines.spark import ranking

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = MARKS


def test_spark_and_the_engine_in_memory_do_not_contradict_each_other(
    spark: SparkSession, tmp_path: Path
) -> None:
    came: Counter[str] = Counter()
    for seed in range(100, 125):
        found = compare(seed, tmp_path, spark)
        assert found.came != "contradiction", f"seed {seed}: {found.reason}"
        came[found.came] += 1
    assert came["same bytes"] > 3, came
    assert came["same problems"] > 3, came


def test_a_rank_that_is_one_too_many_is_found(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = ranking.ranked

    def ranked(*given: Any, **options: Any) -> tuple[DataFrame, tuple[DataFrame, ...]]:
        frame, kept = true(*given, **options)
        return frame.withColumn("rank", frame["rank"] + 1), kept

    assert compare(107, tmp_path, spark).came == "same bytes"
    monkeypatch.setattr("dtiscore.engines.spark.scoring.ranked", ranked)
    assert compare(107, tmp_path, spark).came == "contradiction"
