"""Rows are scored as they are read where that is possible, and what a file says of itself is never taken on trust."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
from pyarrow import csv, parquet
from tests.engines.large_tables import in_memory, plain, random_table, sound, streamed, table

from dtiscore.engines import intake, parquet_batches
from dtiscore.errors import InvalidData, Problem, SourceFault
from dtiscore.files.spill import Spill
from dtiscore.questions.fit.python import fit
from dtiscore.tables.parquet_pieces import ParquetPieces
from dtiscore.tables.raw import Ends

GOALPOSTS = {"kind": "goalposts", "low": 0.0, "high": 1000.0}


@pytest.fixture(autouse=True)
def _small_files_are_asked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_batches, "ASKED_FROM", 1)


@pytest.fixture
def spills(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many columns went to disk, for each table of which any did."""
    made: list[int] = []

    class Noted(Spill):
        def __init__(self, columns: int) -> None:
            made.append(columns)
            super().__init__(columns)

    monkeypatch.setattr(intake, "Spill", Noted)
    return made


def as_parquet(path: Path, **options: Any) -> Path:
    file = path.with_suffix(".parquet")
    read = csv.ConvertOptions(
        column_types={"unit": pa.string(), "name": pa.string()}, strings_can_be_null=False
    )
    parquet.write_table(csv.read_csv(path, convert_options=read), file, **options)
    return file


def test_an_edition_that_learns_nothing_needs_no_disk(tmp_path: Path, spills: list[int]) -> None:
    path, edition = random_table(tmp_path, 500, seed=8), plain(GOALPOSTS)
    assert streamed(path, edition, block_bytes=2_000) == in_memory(path, edition)
    assert spills == []


def test_nor_does_one_with_a_saved_reference(tmp_path: Path, spills: list[int]) -> None:
    path = random_table(tmp_path, 500, seed=8)
    frame = fit(path, plain({"kind": "z-score", "divisor": "sample"}))
    wanted = in_memory(path, plain({"kind": "z-score", "divisor": "sample"}))
    assert (
        streamed(path, plain({"kind": "z-score", "divisor": "sample"}), reference=frame, block_bytes=2_000)
        == wanted
    )
    assert spills == []


@pytest.mark.parametrize(
    ("rule", "options", "columns"),
    [
        ({"kind": "min-max"}, {}, []),
        ({"kind": "min-max", "direction": "down"}, {"row_group_size": 70}, []),
        ({"kind": "min-max"}, {"write_statistics": False}, [3]),
        ({"kind": "min-max"}, {"write_statistics": ["a"]}, [3]),
        ({"kind": "z-score", "divisor": "sample"}, {}, [3]),
        ({"kind": "share-of-total"}, {}, [3]),
        ({"kind": "min-max", "transform": "box-cox"}, {}, [3]),
    ],
    ids=str,
)
def test_parquet_is_scored_at_once_where_it_says_the_ends_of_its_columns(
    rule: dict[str, Any], options: dict[str, Any], columns: list[int], tmp_path: Path, spills: list[int]
) -> None:
    path = as_parquet(random_table(tmp_path, 500, seed=8), **options)
    assert streamed(path, plain(rule)) == in_memory(path, plain(rule))
    assert spills == columns


@pytest.mark.parametrize("lie", [(0.0, -1.0), (1.0, 0.0), (-1e9, 1e9), (500.0, -899.0)])
def test_a_file_that_lies_about_its_columns_is_found_out(
    lie: tuple[float, float], tmp_path: Path, spills: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = as_parquet(random_table(tmp_path, 500, seed=8))
    wanted = in_memory(path, plain())
    truth = ParquetPieces.ends

    def untrue(pieces: ParquetPieces, positions: Sequence[int]) -> list[Ends] | None:
        told = truth(pieces, positions)
        return told and [Ends(each.filled, each.low + lie[0], each.high + lie[1]) for each in told]

    monkeypatch.setattr(ParquetPieces, "ends", untrue)
    assert streamed(path, plain()) == wanted
    assert spills == [3]


def test_a_parquet_file_that_changes_while_it_is_streamed_is_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = as_parquet(random_table(tmp_path, 500, seed=8))
    truth = ParquetPieces.pieces

    def changing(pieces: ParquetPieces, positions: Sequence[int], rows: int) -> Iterator[dict[int, pa.Array]]:
        yield from truth(pieces, positions, rows)
        os.utime(path, ns=(1, 1))

    monkeypatch.setattr(ParquetPieces, "pieces", changing)
    with pytest.raises(SourceFault, match="changed while it was read"):
        streamed(path, plain())


def test_a_column_of_one_value_is_refused_in_the_words_of_memory(tmp_path: Path) -> None:
    lines = [f"U{row:02},Unit {row},5.5,{row},{row}" for row in range(9)]
    path = table(tmp_path, lines)
    for data in (path, as_parquet(path)):
        with pytest.raises(InvalidData) as whole:
            in_memory(data, plain())
        with pytest.raises(InvalidData) as pieces:
            streamed(data, plain())
        assert str(pieces.value) == str(whole.value)
        assert pieces.value.problems == whole.value.problems


@pytest.mark.parametrize("transform", ["none", "log", "log10", "log1p", "sqrt", "box-cox"])
@pytest.mark.parametrize("number", ["0", "-40", "1e101", "1e200", "nan"])
def test_a_number_at_the_end_of_a_column_for_which_a_rule_is_not_defined_is_refused_in_the_words_of_memory(
    transform: str, number: str, tmp_path: Path
) -> None:
    edition = plain({"kind": "min-max"} | ({} if transform == "none" else {"transform": transform}))
    path = as_parquet(table(tmp_path, [*sound(30), f"U0030,Unit 30,{number},2,60"]))
    assert outcome(lambda: streamed(path, edition)) == outcome(lambda: in_memory(path, edition))


def outcome(score: Callable[[], bytes]) -> bytes | tuple[Problem, ...]:
    """What is written, or what is wrong."""
    try:
        return score()
    except InvalidData as error:
        return tuple(error.problems)


@pytest.mark.parametrize(
    "edition", [plain(GOALPOSTS, missing={"kind": "error"}), plain(missing={"kind": "error"})]
)
def test_an_undefined_score_is_told_only_if_nothing_else_is_wrong(
    edition: dict[str, Any], tmp_path: Path
) -> None:
    edition["index"]["children"][0] |= {"aggregate": "geometric"}
    edition["missing"] = {"kind": "reweight"}
    lines = sound(30)
    lines[20] = "U0020,Unit 20,-40,2,60"
    path = table(tmp_path, lines)
    with pytest.raises(InvalidData) as whole:
        in_memory(path, edition)
    with pytest.raises(InvalidData) as pieces:
        streamed(path, edition, block_bytes=200)
    assert pieces.value.problems == whole.value.problems
    lines[25] = "U0025,Unit 25,x,2,60"
    path = table(tmp_path, lines)
    with pytest.raises(InvalidData) as pieces:
        streamed(path, edition, block_bytes=200)
    assert [problem.place.line for problem in pieces.value.problems] == [27]


def test_whole_numbers_of_any_width_and_nan_of_a_file(tmp_path: Path, spills: list[int]) -> None:
    rows = 40
    columns: dict[str, Any] = {
        "unit": [f"U{row:02}" for row in range(rows)],
        "name": [f"Unit {row}" for row in range(rows)],
    }
    columns |= {"a": pa.array(np.arange(rows), pa.int8()), "b": pa.array(np.arange(rows)[::-1], pa.uint64())}
    columns["c"] = pa.array(np.linspace(-0.0, 9.0, rows), pa.float32())
    path = tmp_path / "t.parquet"
    parquet.write_table(pa.table(columns), path, row_group_size=11)
    assert streamed(path, plain()) == in_memory(path, plain())
    assert spills == []


def test_small_files_are_not_asked(
    tmp_path: Path, spills: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_batches, "ASKED_FROM", 501)
    path = as_parquet(random_table(tmp_path, 500, seed=8))
    assert streamed(path, plain()) == in_memory(path, plain())
    assert spills == [3]


def test_a_text_of_parquet_that_is_not_utf_8_is_a_damaged_file(tmp_path: Path) -> None:
    columns: dict[str, list[str] | list[float]] = {}
    columns["unit"] = [f"U{row:02}" for row in range(30)]
    columns["name"] = [f"Unit {row:02}" for row in range(30)]
    columns |= {code: [float(row) for row in range(30)] for code in "abc"}
    path = tmp_path / "table.parquet"
    parquet.write_table(pa.table(columns), path, compression="none", use_dictionary=False)
    written = path.read_bytes()
    path.write_bytes(written.replace(b"Unit 20", b"Unit\xff20"))
    assert path.read_bytes() != written
    for engine in (in_memory, streamed):
        with pytest.raises(SourceFault, match=r"cannot be read as Parquet: .*Invalid UTF8"):
            engine(path, plain())


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table_that_changes_while_it_is_read_gives_no_ranking(kind: str, tmp_path: Path) -> None:
    path = random_table(tmp_path, 500, seed=8)
    path = path if kind == "csv" else as_parquet(path)
    (tmp_path / "streamed.csv").write_text("the ranking of yesterday")

    def cut(doing: str, done: int, every: int | None) -> None:
        if doing == "reading rows":
            os.truncate(path, path.stat().st_size - 1)

    with pytest.raises(SourceFault, match="changed while it was read"):
        streamed(path, plain(), progress=cut, block_bytes=5_000)
    assert (tmp_path / "streamed.csv").read_text() == "the ranking of yesterday"


@pytest.mark.parametrize("whole", [pa.string(), pa.large_string()])
def test_columns_with_a_dictionary_are_read_as_those_without(whole: pa.DataType, tmp_path: Path) -> None:
    units, periods = [f"U{row % 40:03}" for row in range(80)], ["2022"] * 40 + ["2023"] * 40
    columns = {
        "unit": pa.array(units, whole),
        "name": pa.array([f"Unit {unit}" for unit in units], whole),
        "period": pa.array(periods, whole),
        "a": pa.array([row * 1.25 for row in range(80)]),
        "b": pa.array([row % 7 for row in range(80)]),
        "c": pa.array([row * 3 for row in range(80)]),
    }
    path = tmp_path / "table.parquet"
    parquet.write_table(pa.table(columns), path)
    expected = streamed(path, plain())
    parquet.write_table(
        pa.table({name: column.dictionary_encode() for name, column in columns.items()}), path
    )
    assert streamed(path, plain()) == expected
