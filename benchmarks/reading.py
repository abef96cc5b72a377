"""Reading: a clean CSV file checked cell by cell, against ``csv.reader`` and ``float()`` on the same file."""

from __future__ import annotations

import csv
import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dtiscore
from benchmarks import made
from benchmarks.rows import Row, Sizes
from benchmarks.timing import in_turn, once
from dtiscore.inputs.weighting import load_methodology

INDICATORS = 100


def rows(sizes: Sizes) -> Iterator[Row]:
    """``validate`` from the bytes of a file to its report, against a reader that checks nothing and keeps no places."""
    with tempfile.TemporaryDirectory() as folder, _seldom_collecting():
        yield _against_plain(Path(folder), sizes, 2, "two decimals")
        yield _against_plain(Path(folder), sizes, None, "16 or 17 digits")


def _against_plain(folder: Path, sizes: Sizes, decimals: int | None, called: str) -> Row:
    units = sizes.units[1]
    table, weights = made.files(folder, units, INDICATORS, decimals=decimals)
    edition = load_methodology(str(weights))

    def ours() -> None:
        found = dtiscore.validate(table, edition)
        if not found.is_valid:
            raise RuntimeError(f"the clean table was refused: {found.problems[0]}")

    first, other, ratio = in_turn(lambda: once(ours), lambda: once(lambda: plain(table)), 2 * sizes.runs + 1)
    note = f"{first.cpu:.3f} s against {other.cpu:.3f} s CPU"
    what = f"validate a CSV of {units * INDICATORS:,} cells of {called} against csv.reader and float()"
    return Row("reading", what, ratio, "times", 3.0, note)


def plain(table: Path) -> list[list[float]]:
    """The numbers of a table as the standard library reads them, row by row."""
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        return [list(map(float, cells[1:])) for cells in reader]


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """The thresholds of garbage that the command line sets, for both sides."""
    before = gc.get_threshold()
    gc.set_threshold(1_000_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
