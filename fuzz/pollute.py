"""Reads polluted copies of two real tables in every way in, and counts those read wrongly; two usual ways stand beside."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
from tests.reliability.pollution import (
    POLLUTIONS,
    WAYS_IN,
    Loaded,
    Subject,
    clean,
    copy_of,
    outcome,
    subjects,
)

ROOT = Path(__file__).resolve().parents[1]
Numbers = Mapping[str, list[float | None]]
"""By unit, its numbers in the order of the columns."""


def pollute(seeds: int, tell: Callable[[str], None]) -> dict[str, Counter[str]]:
    """The outcomes of each way of reading over all pollutions of both tables, ``seeds`` copies each."""
    found: dict[str, Counter[str]] = {name: Counter() for name in (*WAYS_IN, "pandas", "csv and float")}
    with tempfile.TemporaryDirectory() as folder:
        for subject in subjects(ROOT / "examples"):
            truth = clean(subject, Path(folder))
            numbers = _meant(subject)
            for pollution in POLLUTIONS:
                for seed in range(seeds):
                    copy = copy_of(subject, pollution, seed)
                    for way in WAYS_IN:
                        kind = _kind(way, pollution, seed, subject, Path(folder), truth[way])
                        found[way][kind] += 1
                        if kind in ("wrong", "crash"):
                            tell(f"{kind}: {subject.edition}, {pollution}, seed {seed}, {way}")
                    for name, reader in (("pandas", _pandas), ("csv and float", _csv_and_float)):
                        found[name][_outcome(reader, copy, subject, numbers)] += 1
    return found


def _kind(way: str, pollution: str, seed: int, subject: Subject, folder: Path, truth: Loaded) -> str:
    try:
        return outcome(way, pollution, seed, subject, folder, truth)
    except Exception:  # noqa: BLE001 - whatever comes instead of a refusal is what is looked for
        return "crash"


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
