"""The large index on Spark in local[2]: CPU seconds of every process and the largest worker, phase by phase.

Usage: python benchmarks/big/by_spark.py TABLE INDEX.yaml OUTPUT_FOLDER

CPU is read from /proc (Linux): this process, the Java virtual machine, and the Python workers of its executors.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from pyspark.sql import SparkSession

import dtiscore

TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Score the table, write the result, and print a line for each phase."""
    table, index, output = sys.argv[1:]
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.memory", "2g").config("spark.log.level", "ERROR").getOrCreate()
    is_parquet = table.rstrip("/").endswith(".parquet")
    frame = spark.read.parquet(table) if is_parquet else spark.read.csv(table, header=True)
    edition = dtiscore.load_methodology(index)
    warm = frame.limit(10)
    dtiscore.score_spark(warm, edition).frame.collect()  # classes loaded, workers started
    phases = Phases()
    rows = frame.count()
    phases.end("count the rows")
    declared = {} if is_parquet else {"decimal": "."}
    scores = dtiscore.score_spark(frame, edition, **declared)  # type: ignore[arg-type]  # one declaration
    phases.end("fit, score, count per score")
    scores.frame.write.mode("overwrite").parquet(output)
    phases.end("rank and write")
    phases.tell(rows)
    spark.stop()


class Phases:
    """CPU and wall seconds between moments."""

    def __init__(self) -> None:
        self._since = (time.perf_counter(), cpu())
        self._lines: list[tuple[str, float, float]] = []

    def end(self, name: str) -> None:
        """Note what went by since the last moment."""
        now = (time.perf_counter(), cpu())
        self._lines.append((name, now[0] - self._since[0], now[1] - self._since[1]))
        self._since = now

    def tell(self, rows: int) -> None:
        """Print a table of the phases, and of the memory that processes took at most."""
        print(f"| phase ({rows:,} rows) | wall s | CPU s | CPU microseconds a row |")
        print("| --- | ---: | ---: | ---: |")
        for name, wall, used in self._lines:
            print(f"| {name} | {wall:.1f} | {used:.1f} | {used / rows * 1e6:.1f} |")
        for name, peak in sorted(peaks().items()):
            print(f"largest {name}: {peak:,} MiB")


def processes() -> dict[int, int]:
    """The parent of each process that descends from this one, and this one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_fields(entry / "stat")[1])
            except OSError:
                continue
    ours, more = {os.getpid(): 0}, True
    while more:
        found = {pid: parent for pid, parent in parents.items() if parent in ours and pid not in ours}
        ours |= found
        more = bool(found)
    return ours


def cpu() -> float:
    """CPU seconds that these processes, and their children that have ended, have used."""
    used = 0
    for pid in processes():
        try:
            used += sum(map(int, _fields(Path(f"/proc/{pid}/stat"))[11:15]))
        except OSError:
            continue
    return used / TICKS


def peaks() -> dict[str, int]:
    """The largest resident set of each kind of process, in MiB."""
    found: dict[str, int] = {}
    for pid in processes():
        try:
            status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        except OSError:
            continue
        name = "driver" if pid == os.getpid() else status["Name"].strip()
        found[name] = max(found.get(name, 0), int(status.get("VmHWM", "0 kB").split()[0]) // 1024)
    return found


def _fields(stat: Path) -> list[str]:
    """The fields of a process after its name, which may hold spaces."""
    return stat.read_text().rpartition(")")[2].split()


if __name__ == "__main__":
    main()
