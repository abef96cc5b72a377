"""A Spark session on this machine with two executors' worth of cores, for tests."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

REQUIRED = os.environ.get("DTISCORE_REQUIRE_SPARK") == "1"
_JAVA = shutil.which("java") is not None or (Path(os.environ.get("JAVA_HOME", "/none")) / "bin/java").exists()
MISSING = next(
    (
        what
        for what, there in {
            "pyspark is not installed: pip install 'dtiscore[spark]'": importlib.util.find_spec("pyspark"),
            "pyarrow is not installed": importlib.util.find_spec("pyarrow"),
            "Java is not installed": _JAVA,
        }.items()
        if not there
    ),
    None,
)
"""Why these tests cannot run here, if so."""

ON_SPARK = (
    pytest.mark.slow,
    pytest.mark.skipif(MISSING is not None and not REQUIRED, reason=MISSING or ""),
)
"""What marks a test that starts Spark, which takes longer than all others together."""

MARKS = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
]
"""What marks a file of such tests, which the fixture skips; what Spark itself warns of is no fault of ours."""


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """A session in local[2]; the tests are skipped where there is none, unless DTISCORE_REQUIRE_SPARK is 1."""
    if MISSING is not None:
        if REQUIRED:
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    session = started()
    yield session
    session.stop()


def started() -> SparkSession:
    """A session in local[2] for tables of few rows: plans are interpreted, since compiling each takes longer."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings: dict[str, Any] = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.default.parallelism": "4",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
        "spark.sql.files.maxPartitionBytes": "200000",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]").appName("dtiscore tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
