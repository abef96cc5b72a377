"""Parquet files: every column by its type, exactly; nulls are missing, nested columns refused by name."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import sys
import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import parquet

from dtiscore.engines import parquet_batches
from dtiscore.engines.parquet_batches import ends_told
from dtiscore.errors import InvalidData, Problem, SourceFault, UsageFault
from dtiscore.files import own_process
from dtiscore.tables import parquet as reader, parquet_pieces
from dtiscore.tables.options import TableOptions
from dtiscore.tables.parquet_pieces import ParquetPieces
from dtiscore.tables.raw import NumberCell, RawTable
from dtiscore.tables.reading import table_of


def packed(columns: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def read(columns: dict[str, Any], **options: Any) -> tuple[RawTable, list[Problem]]:
    return table_of(packed(columns), "t.parquet", TableOptions(**options))


def test_numbers_come_exactly() -> None:
    table, problems = read(
        {
            "unit": ["a", "b"],
            "double": [0.1, None],
            "single": pa.array([0.1, 1.0], pa.float32()),
            "half": pa.array([0.5, 2.0], pa.float64()).cast(pa.float16()),
            "whole": [2**62 + 1, -1],
            "decimal": [Decimal("1234567890123456789.10"), Decimal("0.0000000001")],
        }
    )
    assert problems == []
    assert [list(column.cells) for column in table.columns] == [
        ["a", "b"],
        ["0.1", ""],
        ["0.10000000149011612", "1"],  # the number that a float32 of 0.1 is
        ["0.5", "2"],
        ["4611686018427387905", "-1"],
        ["1234567890123456789.1000000000", "0.0000000001"],
    ]
    assert all(isinstance(cell, NumberCell) for column in table.columns[2:] for cell in column.cells)
    assert not isinstance(table.columns[0].cells[0], NumberCell)


def test_a_day_held_as_its_first_moment_is_a_day_as_in_every_other_form() -> None:
    # A file of pandas has no type for days: its CSV says 2022-12-31, and a comparison of the two has one period.
    days = [dt.date(2021, 12, 31), dt.date(2022, 12, 31), None]
    table, _ = read({"unit": ["a", "a", "b"], "year": pa.array(days, pa.date32()).cast(pa.timestamp("ns"))})
    assert list(table.columns[1].cells) == ["2021-12-31", "2022-12-31", ""]


def test_other_types_are_text() -> None:
    moment = dt.datetime(2022, 6, 1, 13, 5)  # noqa: DTZ001 - a time without a zone is what is tested
    table, problems = read(
        {
            "truth": [True, None],
            "day": [dt.date(2022, 6, 1), None],
            "moment": pa.array([moment, None], pa.timestamp("ns")),
            "word": pa.array(["x", None]).dictionary_encode(),
            "nothing": pa.nulls(2),
        }
    )
    assert problems == []
    assert [column.cells[0] for column in table.columns] == [
        "TRUE",
        "2022-06-01",
        "2022-06-01 13:05:00",
        "x",
        "",
    ]
    assert [column.cells[1] for column in table.columns] == [""] * 5


def test_places_are_rows_and_columns() -> None:
    table, _ = read({"unit": ["a", "b"], "x": [1, 2]})
    assert str(table.place(table.columns[1], 1)) == "t.parquet:2:2"
    assert (table.rows, table.header_line, len(table.sha256 or "")) == (2, 0, 64)


def test_columns_that_hold_no_single_values_are_refused_by_name() -> None:
    table, problems = read({"unit": ["a"], "list": [[1, 2]], "record": [{"a": 1}], "bytes": [b"x"]})
    assert [column.header for column in table.columns] == ["unit"]
    assert [(problem.code, problem.place.header) for problem in problems] == [
        ("nested-column", "list"),
        ("nested-column", "record"),
        ("nested-column", "bytes"),
    ]


def test_headings_are_held_to_the_same_rules() -> None:
    buffer = io.BytesIO()
    twice = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], names=["x", "x", " "])
    parquet.write_table(twice, buffer)
    table, problems = table_of(buffer.getvalue(), "t.parquet", TableOptions())
    assert [list(column.cells) for column in table.columns] == [["1"]]
    assert [problem.code for problem in problems] == ["duplicate-heading", "blank-heading"]


def test_no_rows_and_options_of_no_use() -> None:
    _, problems = read({"unit": pa.array([], pa.string())}, sheet="S", skip_rows=2, header_rows=2)
    assert [problem.code for problem in problems] == ["unused-option"] * 3 + ["no-rows"]


def test_damaged_files() -> None:
    data = packed({"unit": ["a"] * 1000})
    for broken in (data[:-20], data[:50], data[: len(data) // 2]):
        with pytest.raises(SourceFault, match="cannot be read as Parquet"):
            table_of(broken, "t.parquet", TableOptions())
    with pytest.raises(SourceFault, match="an encrypted Parquet file"):
        table_of(b"PARE....PARE", "t.parquet", TableOptions())


def test_the_bounds_hold_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {"x": pa.array([1.5] * 100_000)}
    size = len(packed(many))
    assert size < 20_000
    with pytest.raises(SourceFault, match="read at once"):
        table_of(packed({"x": [f"{i:020}" for i in range(5000)]}), "t.parquet", TableOptions(max_bytes=1000))
    monkeypatch.setattr(reader, "MAXIMUM_GRID", 99_999)
    with pytest.raises(InvalidData, match="100000 rows and 1 columns"):
        read(many)


def test_the_library_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"unit": ["a"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageFault, match="pyarrow, which reads them, is not installed") as caught:
        table_of(data, "t.parquet", TableOptions())
    assert caught.value.fix == "install it: pip install 'dtiscore[parquet]'"


@pytest.mark.slow
def test_a_damaged_footer_is_told_by_either_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_batches, "ASKED_FROM", 1)
    columns = {"unit": [f"U{row:03}" for row in range(200)], "x": [row / 7 for row in range(200)]}
    data = packed(columns | {"n": list(range(200))})
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    path = tmp_path / "t.parquet"
    flips = random.Random(5)
    told = 0
    for position in range(footer, len(data) - 8, 3):
        damaged = bytearray(data)
        damaged[position] ^= 1 << flips.randrange(8)
        path.write_bytes(damaged)
        for read in (_whole, _piece_by_piece):
            try:
                read(path)
            except (SourceFault, InvalidData):
                told += 1
    assert told > 200


@pytest.mark.parametrize("end", ["crash", "no answer"])
def test_a_file_whose_asking_ends_the_process_is_read_without_being_asked(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_batches, "ASKED_FROM", 1)
    monkeypatch.setattr(own_process, "_TIMEOUT", 0.5)
    path = tmp_path / "t.parquet"
    path.write_bytes(packed({"unit": ["a", "b"], "x": [1.5, 2.5]}))
    pieces = ParquetPieces(pa.OSFile(str(path)), str(path))
    assert ends_told(pieces, [2]) == [(2, 1.5, 2.5)]

    def ending(_groups: object, _place: int) -> None:
        if end == "crash":
            os.abort()
        time.sleep(60)

    monkeypatch.setattr(parquet_pieces, "_ends", ending)
    assert ends_told(pieces, [2]) is None
    assert [piece[2].to_pylist() for piece in pieces.pieces([2], 10)] == [[1.5, 2.5]]


@pytest.mark.parametrize("at_once", [0, 2**20])
@pytest.mark.parametrize("said", ["footer", "group"])
def test_a_file_that_holds_fewer_rows_than_it_says_is_no_table(
    said: str, at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_pieces, "_AT_ONCE", at_once)
    data = packed({"unit": [f"U{row:03}" for row in range(100)], "x": [float(row) for row in range(100)]})
    path = tmp_path / "t.parquet"
    lies = 0
    # 100 in the footer's way of writing, and 90: the number of rows, of those of the group, of values of a column.
    at = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    while (at := data.find(b"\xc8\x01", at + 1)) > 0:
        damaged = data[:at] + b"\xb4\x01" + data[at + 2 :]
        told = parquet.read_metadata(io.BytesIO(damaged))
        changed = (told.num_rows if said == "footer" else told.row_group(0).num_rows) == 90
        path.write_bytes(damaged)
        for read in (_whole, _piece_by_piece):
            if changed:
                lies += 1
                with pytest.raises(
                    SourceFault, match=r"is damaged: it says that it has \d+ rows, and holds \d+"
                ):
                    read(path)
            else:
                with suppress(SourceFault):
                    read(path)
    assert lies == 2


def _whole(path: Path) -> None:
    table_of(path.read_bytes(), str(path), TableOptions())


def _piece_by_piece(path: Path) -> None:
    pieces = ParquetPieces(pa.OSFile(str(path)), str(path))
    positions = range(1, 1 + len(pieces.shell.columns))
    ends_told(pieces, positions[1:])
    for _ in pieces.pieces(positions, 64):
        pass
