"""Measure the three pipelines on large tables, and print a table of CPU seconds and peak memory.

Usage: python benchmarks/big/run.py FOLDER ROWS ... (each table takes about 1.6 kB per row on disk)
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
PIPELINES = ("dtiscore", "polars", "duckdb")
TIMES = 3


def measured(pipeline: str, table: Path) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak resident memory in MiB of one run in a process of its own."""
    output = table.parent / "ranked.csv"
    # One that is there would make room for those who write over it, and not for those who write a new file.
    output.unlink(missing_ok=True)
    command = [sys.executable, str(HERE / f"by_{pipeline}.py"), str(table), str(output)]
    before = time.monotonic()
    process = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{pipeline} failed on {table}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - before, usage.ru_maxrss / 1024


def main() -> None:
    """Make what tables are missing, run every pipeline, print the table."""
    folder, counts = Path(sys.argv[1]), [int(argument) for argument in sys.argv[2:]]
    sys.stdout.write(f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {TIMES}\n\n")
    sys.stdout.write("| table | pipeline | CPU s | wall s | peak MiB | CPU against the best by hand |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- |\n")
    for count in counts:
        if not (folder / f"{count}.parquet").exists():
            subprocess.run([sys.executable, HERE / "generate.py", folder, str(count)], check=True)  # noqa: S603 - ours
        for ending in ("csv", "parquet"):
            table = folder / f"{count}.{ending}"
            runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in PIPELINES}
            for _ in range(TIMES):
                for name in PIPELINES:  # in turn, so that a busy machine is as busy for each
                    runs[name].append(measured(name, table))
            figures = {name: tuple(map(median, zip(*runs[name], strict=True))) for name in PIPELINES}
            best = min(figures[name][0] for name in PIPELINES if name != "dtiscore")
            for name, (cpu, wall, peak) in figures.items():
                row = f"| {count:,} {ending} | {name} | {cpu:.1f} | {wall:.1f} | {peak:.0f} | {cpu / best:.2f} |\n"
                sys.stdout.write(row)


if __name__ == "__main__":
    main()
