"""Keys of the language on Spark: what is not refused scores there as in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.engines.keys_of_the_language import CASES, CODES, NOT_IN_PIECES, TABLE, refused, same, together
from tests.engines.spark_cluster import spark as spark  # noqa: PLC0414 - a fixture

import dtiscore
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.score.on_spark import score_spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_on_spark(spark: SparkSession) -> None:
    """All that is not refused scores there as in memory; one job for all, as each takes seconds."""
    frame = spark.createDataFrame(TABLE.to_dict("records")).coalesce(1)
    for name in NOT_IN_PIECES:
        with refused(True, CODES):
            score_spark(frame, CASES[name])
    said = together()
    edition = methodology_from(said)
    found = score_spark(frame, said, nodes=[*edition.nodes, *edition.view])
    same(dtiscore.score(TABLE, said), found.frame.toPandas())
    found.release()
