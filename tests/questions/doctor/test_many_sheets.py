"""A workbook of many sheets: each is unpacked as often as one of few, and the names of some stand for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tables.workbooks.books import written

import dtiscore
from dtiscore.tables.workbooks.archives import Archive


def unpacked(many: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the doctor of a workbook with so many sheets unpacks the first of them."""
    table = folder / f"{many}.xlsx"
    rows = [["unit", "x"], *([f"U{row}", row / 7] for row in range(5))]
    table.write_bytes(written({f"S{number}": rows for number in range(many)}))
    times: Counter[str] = Counter()
    chunks = Archive.chunks

    def counted(self: Archive, name: str) -> Iterator[bytes]:
        times[name] += 1
        return chunks(self, name)

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "chunks", counted)
        found = dtiscore.doctor(table)
    assert found.suggested[0].declarations == {"sheet": "S0"}
    assert ("and 19 more" in found.findings[0].reason) == (many == 40)
    return max(times.values())


def test_a_sheet_is_unpacked_as_often_beside_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (unpacked(number, tmp_path, monkeypatch) for number in (2, 40))
    assert few == many < 20
