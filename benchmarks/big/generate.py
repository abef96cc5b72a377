"""Make a large table and its weighting file: N units, 100 indicators in 10 pillars, three levels.

Usage: python benchmarks/big/generate.py FOLDER ROWS
writes FOLDER/index.yaml, FOLDER/ROWS.csv and FOLDER/ROWS.parquet. Values have four decimals; the same rows come out at
every run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
from pyarrow import csv, parquet

PILLARS, EACH = 10, 10
PIECE = 50_000


def indicators() -> list[str]:
    """The headings of the indicators."""
    return [f"x{pillar}_{number}" for pillar in range(PILLARS) for number in range(EACH)]


def direction(number: int) -> str:
    """Every fifth indicator is better the lower it is."""
    return "down" if number % 5 == 4 else "up"


def weighting_file() -> str:
    """The edition: min-max over all units, weighted arithmetic means twice, ranks on the published decimals."""
    lines = [
        "id: large-2026",
        "title: {en: Large index}",
        "authority: {decision: Benchmark, issuer: benchmarks/big, source: generated}",
        "scale: 100",
        "frame: all",
        "publish: {as: score, decimals: 4}",
        "rank: {on: published, ties: min}",
        "index:",
        "  code: LARGE",
        "  aggregate: arithmetic",
        "  weights: relative",
        "  children:",
    ]
    for pillar in range(PILLARS):
        lines += [
            f"    - code: P{pillar}",
            f"      weight: {pillar + 1}",
            "      aggregate: arithmetic",
            "      weights: relative",
            "      children:",
        ]
        lines += [
            f"        - {{code: x{pillar}_{number}, weight: {number + 1}, "
            f"rule: {{kind: min-max, direction: {direction(number)}}}}}"
            for number in range(EACH)
        ]
    return "\n".join(lines) + "\n"


def rows(start: int, count: int) -> pa.Table:
    """Some rows of the table, the same whatever the pieces are."""
    draw = np.random.default_rng([7, start])
    numbers = [str(number) for number in range(start, start + count)]
    columns: dict[str, pa.Array] = {
        "unit": pa.array([f"U{number:0>9}" for number in numbers]),
        "name": pa.array([f"Enterprise {number}" for number in numbers]),
    }
    for at, heading in enumerate(indicators()):
        values = draw.normal(50.0 + at, 10.0, count) if at % 2 else draw.lognormal(3.0, 0.5, count)
        columns[heading] = pa.array(np.round(values, 4))
    return pa.table(columns)


def write(folder: Path, count: int) -> None:
    """Write the three files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.yaml").write_text(weighting_file(), encoding="utf-8")
    schema = rows(0, 1).schema
    plain = csv.WriteOptions(quoting_style="none")
    with (
        csv.CSVWriter(folder / f"{count}.csv", schema, write_options=plain) as text,
        parquet.ParquetWriter(folder / f"{count}.parquet", schema) as binary,
    ):
        for start in range(0, count, PIECE):
            piece = rows(start, min(PIECE, count - start))
            text.write_table(piece)
            binary.write_table(piece)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
