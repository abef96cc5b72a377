"""Arrow arrays made of buffers are those that pyarrow itself makes, without pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import parquet

from dtiscore.tables import arrow_values, parquet_pieces
from dtiscore.tables.parquet_pieces import ParquetPieces


@pytest.mark.parametrize("kind", ["float64", "float32", "int64", "int32"])
def test_numbers_of_any_type(kind: str) -> None:
    values = np.arange(10, dtype=kind)[::3]  # not contiguous
    assert arrow_values.numbers(values).equals(pa.array(values))


def test_truth_values_and_texts() -> None:
    mask = np.arange(19) % 3 == 0
    assert arrow_values.flags(mask).equals(pa.array(mask))
    texts = ["", "Đà Nẵng", "a", ""]
    assert arrow_values.texts(texts).equals(pa.array(texts, pa.string()))
    assert arrow_values.texts([]).equals(pa.array([], pa.string()))
    assert [arrow_values.scalar(value).as_py() for value in ("", "ộ", 2.5)] == ["", "ộ", 2.5]


@pytest.mark.parametrize("texts", [["", "Đà Nẵng", "a", ""], ["a", None, "b"], [""] * 3, []])
def test_texts_whose_places_are_counted_in_64_bits(texts: list[str | None]) -> None:
    long = pa.array(texts, pa.large_string())
    for values in (long, long[1:], long[1:2], long[:0]):
        assert arrow_values.short_texts(values).equals(values.cast(pa.string()))
        arrow_values.short_texts(values).validate(full=True)


def test_absent_numbers_and_decimals() -> None:
    values = np.array([1.5, np.nan, -0.0])
    assert arrow_values.numbers(values, np.isnan(values)).to_pylist() == [1.5, None, -0.0]
    assert arrow_values.numbers(values, np.zeros(3, np.bool_)).null_count == 0
    steps = np.array([-12345.0, np.nan, 0.0, 2.0**52])
    told = [None if one is None else str(one) for one in arrow_values.decimals(steps, 4, 18).to_pylist()]
    assert told == ["-1.2345", None, "0.0000", "450359962737.0496"]


def test_nothing_of_it_loads_more_than_it_needs() -> None:
    code = (
        "import sys, numpy as np, polars as pl\n"
        "from dtiscore.tables import arrow_values as a\n"
        "from dtiscore.tables.texts.typed_text import arrow_text\n"
        "a.flags(np.ones(2, bool)), a.scalar('x'), arrow_text(a.series_of(a.texts(['x', 'a long text in polars'])))\n"
        "a.series_of(a.numbers(np.ones(2))).gather(a.series_of(a.numbers(np.ones(1, int)))), a.decimals(np.ones(2), 2, 18)\n"
        "a.short_texts(pl.Series(['x']).to_arrow())\n"
        "print(*{'pandas', 'pyarrow.compute', 'numpy.ma'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout == b"\n"


@pytest.mark.parametrize("at_once", [1, 2, 10])
def test_columns_of_a_group_of_rows_are_read_some_at_a_time(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_pieces, "_COLUMNS", at_once)
    file = tmp_path / "t.parquet"
    parquet.write_table(pa.table({heading: [heading] * 3 for heading in "abcde"}), file, row_group_size=2)
    opened = ParquetPieces(pa.OSFile(str(file)), "t")
    pieces = [
        {at: column.to_pylist() for at, column in piece.items()} for piece in opened.pieces([5, 1, 3], 2)
    ]
    assert pieces == [{5: ["e"] * rows, 1: ["a"] * rows, 3: ["c"] * rows} for rows in (2, 1)]


@pytest.mark.parametrize("at_once", [1, 2**27])
def test_groups_of_rows_are_read_together_up_to_a_number_of_rows(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_pieces, "_AT_ONCE", at_once)
    file = tmp_path / "t.parquet"
    parquet.write_table(pa.table({"x": pa.array(range(10))}), file, row_group_size=3)
    pieces = list(ParquetPieces(pa.OSFile(str(file)), "t").pieces([1], 7))
    assert [len(piece[1]) for piece in pieces] == [6, 4]
    assert [value for piece in pieces for value in piece[1].to_pylist()] == list(range(10))


@pytest.mark.parametrize("at_once", [1, 2**27])
@pytest.mark.parametrize("has_jemalloc", [True, False])
def test_the_memory_pool_of_others_is_left_as_it_was(
    at_once: int, has_jemalloc: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> pa.MemoryPool:
        raise NotImplementedError

    monkeypatch.setattr(parquet_pieces, "_AT_ONCE", at_once)
    if not has_jemalloc:
        monkeypatch.setattr(pa, "jemalloc_memory_pool", none)
    usual = pa.default_memory_pool().backend_name
    parquet.write_table(pa.table({"x": [1, 2]}), tmp_path / "t.parquet")
    opened = ParquetPieces(pa.OSFile(str(tmp_path / "t.parquet")), "t")
    assert pa.default_memory_pool().backend_name == usual
    assert [piece[1].to_pylist() for piece in opened.pieces([1], 7)] == [[1, 2]]
