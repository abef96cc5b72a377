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
    from pyspark.sql import SparkSession

pytestmark = MARKS


def test_spark_and_the_engine_in_memory_do_not_contradict_each_other(
    spark: SparkSession, tmp_path: Path
) -> None:
    came: Counter[str] = Counter()
    for seed in range(100, 114):
        found = compare(seed, tmp_path, spark)
        assert found.came != "contradiction", f"seed {seed}: {found.reason}"
        came[found.came] += 1
    assert came["same bytes"] > 3, came
    assert came["same problems"] > 3, came


def test_a_rank_that_is_one_too_many_is_found(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = ranking.rank_tables

    def rank_tables(*given: Any) -> dict[ranking.Group, ranking.RankTable] | None:
        tables = true(*given)
        return tables and {key: (scores, ranks + 1.0) for key, (scores, ranks) in tables.items()}

    assert compare(107, tmp_path, spark).came == "same bytes"
    monkeypatch.setattr("dtiscore.engines.spark.scoring.rank_tables", rank_tables)
    assert compare(107, tmp_path, spark).came == "contradiction"
