"""Reads 2,100 polluted copies of two real tables, and counts those read wrongly; two usual ways of reading stand beside."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
from tests.reliability.pollution import POLLUTIONS, Subject, copy_of, meant, outcome, subjects

ROOT = Path(__file__).resolve().parents[1]
Numbers = Mapping[str, list[float | None]]
"""By unit, its numbers in the order of the columns."""


def pollute(seeds: int) -> dict[str, Counter[str]]:
    """The outcomes of each way of reading over all pollutions of both tables, ``seeds`` copies each."""
    found: dict[str, Counter[str]] = {"dtiscore": Counter(), "pandas": Counter(), "csv and float": Counter()}
    with tempfile.TemporaryDirectory() as folder:
        for subject in subjects(ROOT / "examples"):
            truth = meant(subject)
            numbers = _meant(subject)
            for pollution in POLLUTIONS:
                for seed in range(seeds):
                    copy = copy_of(subject, pollution, seed)
                    found["dtiscore"][outcome(copy, subject, truth, Path(folder) / "copy.csv").kind] += 1
                    for name, reader in (("pandas", _pandas), ("csv and float", _csv_and_float)):
                        found[name][_outcome(reader, copy, subject, numbers)] += 1
    return found


def _meant(subject: Subject) -> Numbers:
    head, *rows = subject.grid
    key = head.index("code") if "code" in head else 0
    return {row[key]: [float(cell) if cell else None for cell in row[subject.first_number :]] for row in rows}


def _outcome(
    reader: Callable[[bytes, Subject], Numbers], copy: bytes, subject: Subject, numbers: Numbers
) -> str:
    try:
        found = reader(copy, subject)
    except Exception:  # noqa: BLE001 - whatever such a reader raises, it has not read the table wrongly
        return "refused"
    return "right" if found == numbers else "wrong"


def _pandas(copy: bytes, subject: Subject) -> Numbers:
    """Two lines of pandas: read, take the columns by their headings."""
    headings = subject.grid[0]
    key = "code" if "code" in headings else headings[0]
    frame = pd.read_csv(io.BytesIO(copy), dtype={key: str}).set_index(key)
    columns = frame[headings[subject.first_number :]]
    return {
        str(unit): [None if pd.isna(value) else float(value) for value in row]
        for unit, row in zip(columns.index, columns.itertuples(index=False), strict=True)
    }


def _csv_and_float(copy: bytes, subject: Subject) -> Numbers:
    """The csv module and float() for every cell under the headings."""
    headings = subject.grid[0]
    key = "code" if "code" in headings else headings[0]
    return {
        row[key]: [
            float(row[heading]) if row[heading] else None for heading in headings[subject.first_number :]
        ]
        for row in csv.DictReader(io.StringIO(copy.decode("utf-8-sig"), newline=""))
    }
