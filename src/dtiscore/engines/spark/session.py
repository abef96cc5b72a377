"""A Spark session, or what is missing for one."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING

from dtiscore.engines.ahead import load_polars
from dtiscore.errors import UsageFault
from dtiscore.said import said

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
"""All processors of this machine, where no cluster is named."""


def session(master: str | None) -> SparkSession:
    """The running session of this process, or a new one on the cluster of that address.

    Raises:
        UsageFault: pyspark or Java is not installed, or no cluster answers there.
    """
    require_pyspark()
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder: SparkSession.Builder = SparkSession.builder.appName("dtiscore")
    if master is not None and master.startswith("sc://"):
        builder = builder.remote(master)
    else:
        builder = builder.master(master or LOCAL)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    if (master or LOCAL).startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else whatever python3 stands for
    # Nothing of ours hands a pandas table to Spark.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        return builder.getOrCreate()
    except (PySparkException, OSError) as error:
        if "JAVA_GATEWAY" in str(error) or isinstance(error, OSError):
            message = said("Spark runs on Java, and none could be started on this machine")
            fix = said(
                "install Java 17 or newer (Debian: apt-get install default-jre-headless), or set JAVA_HOME"
            )
            raise UsageFault(message, fix) from error
        raise _no_cluster(master, error) from error
    except Exception as error:  # what the gateway to Java raises has no public class
        raise _no_cluster(master, error) from error


def require_pyspark() -> None:
    """Make sure that pyspark, pyarrow and polars are installed.

    Raises:
        UsageFault: one of them is not.
    """
    try:
        load_polars()  # batches look at texts with it
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: F401 - it ships no types; pyspark needs it for batches
        import pyspark  # noqa: F401 - to know whether it is there
    except ImportError as error:
        message = said("scoring on Spark needs pyspark, pyarrow and polars, which are not installed")
        raise UsageFault(message, said("install them: pip install 'dtiscore[spark]'")) from error


def _no_cluster(master: str | None, error: Exception) -> UsageFault:
    first = (str(error).splitlines() or [type(error).__name__])[0]
    message = said(
        "no Spark session could be started on {master}: {first}", master=master or LOCAL, first=first
    )
    return UsageFault(
        message, said("check --master: local[2], spark://HOST:7077, yarn, k8s://... or sc://HOST")
    )
