"""A DataFrame becomes a table of text without loss: every dtype, every form of heading, every doubtful shape."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.inputs.frames import table_of_frame
from dtiscore.inputs.reading import Reading, raw_table
from dtiscore.tables.numbers import NumberStyle, read_number_column
from dtiscore.tables.raw import NumberCell

POINT = NumberStyle(".")


def column(values: Any) -> tuple[list[str], NumberStyle | None]:
    """The cells of a column of these values, and its number style."""
    table, styles, problems = table_of_frame(pd.DataFrame({"a": values}))
    assert problems == []
    return list(table.columns[0].cells), styles.get("a")


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ([1, 2], ["1", "2"]),
        ([2022.0, np.nan], ["2022", ""]),  # a year that pandas made a float because one is missing
        ([0.1, 1e22], ["0.1", "1e+22"]),
        ([-0.0, 1.234], ["-0", "1.234"]),
        (np.array([0.1], dtype="float32"), ["0.10000000149011612"]),
        (pd.array([2**53 + 1, None], dtype="Int64"), ["9007199254740993", ""]),
        (pd.arrays.SparseArray([1.5, 0.0]), ["1.5", "0"]),
    ],
)
def test_numbers_keep_every_bit_and_have_a_point(values: Any, cells: list[str]) -> None:
    assert column(values) == (cells, POINT)


@pytest.mark.parametrize(
    "values",
    [
        np.array([1.234, 2345], dtype=object),
        pd.Categorical([1.234, 2345]),
        [Decimal("1.234"), Decimal("2.345E+3")],
        [Decimal("1.234"), np.int64(2345)],
    ],
)
def test_numbers_in_a_column_of_another_type_are_beyond_doubt_too(values: Any) -> None:
    cells, style = column(values)
    assert (cells, style) == (["1.234", "2345"], None)
    assert all(isinstance(cell, NumberCell) for cell in cells)


def test_a_number_beside_texts_settles_nothing_for_them_as_in_a_workbook() -> None:
    cells, style = column([1.234, "1.234,5"])
    assert (cells, style) == (["1.234", "1.234,5"], None)
    assert read_number_column(cells).values.tolist() == [1.234, 1234.5]


def test_texts_and_whole_numbers_settle_themselves() -> None:
    assert column(["1.234,5", "2,25"]) == (["1.234,5", "2,25"], None)
    assert column([7, "1,5"]) == (["7", "1,5"], None)


def test_truth_values_and_missing_ones() -> None:
    assert column([True, False])[0] == ["True", "False"]
    assert column([True, None])[0] == ["TRUE", ""]
    assert column(pd.array(["x", pd.NA], dtype="string")) == (["x", ""], None)


def test_a_day_is_a_day_and_a_moment_a_moment() -> None:
    days = ["2022-01-01", "2022-01-01 12:30", None, "2022-01-01T00:00+07:00"]
    moments = [pd.Timestamp(day) if day else pd.NaT for day in days]
    assert column(moments[:3])[0] == ["2022-01-01", "2022-01-01 12:30:00", ""]
    assert column(moments[3:])[0] == ["2022-01-01 00:00:00+07:00"]


def test_a_named_index_becomes_columns() -> None:
    index = pd.MultiIndex.from_tuples([("x", 2022), ("y", 2022)], names=["unit", "year"])
    table, _, _ = table_of_frame(pd.DataFrame({"a": [1, 2]}, index=index))
    assert [c.header for c in table.columns] == ["unit", "year", "a"]
    assert [list(c.cells) for c in table.columns] == [["x", "y"], ["2022", "2022"], ["1", "2"]]


def test_an_index_of_texts_is_never_lost() -> None:
    frame = pd.DataFrame({"a": [0.5, 0.25]}, index=["x", "y"])
    assert [c.header for c in table_of_frame(frame)[0].columns] == ["index", "a"]
    assert [c.header for c in table_of_frame(frame.reset_index(drop=True).iloc[::-1])[0].columns] == ["a"]


def test_an_index_of_the_name_of_a_column_is_refused() -> None:
    frame = pd.DataFrame({"unit": ["x"]}, index=pd.Index([1], name="unit"))
    with pytest.raises(InvalidData, match=r"index of the DataFrame \(unit\)") as caught:
        table_of_frame(frame)
    assert caught.value.fix is not None
    assert "reset_index(drop=True)" in caught.value.fix


def test_levels_of_a_heading_are_joined_and_headings_cleaned() -> None:
    headings = pd.MultiIndex.from_tuples([("unit", ""), ("Kinh te\u0302\u0301 ", "x")])
    table, _, _ = table_of_frame(pd.DataFrame([["u", 1]], columns=headings))
    assert [c.header for c in table.columns] == ["unit", "Kinh tế / x"]


@pytest.mark.parametrize(
    ("names", "headings"),
    [
        (["unit", 2021.0, np.float64(2022)], ["unit", "2021", "2022"]),
        (["unit", pd.Timestamp("2021-01-01"), date(2022, 1, 1)], ["unit", "2021-01-01", "2022-01-01"]),
        ([("unit", pd.NaT), ("a", 2021.0), ("a", "a")], ["unit", "a / 2021", "a"]),
    ],
)
def test_headings_are_written_as_the_cells_of_a_workbook(names: list[Any], headings: list[str]) -> None:
    table, _, problems = table_of_frame(
        pd.DataFrame([["u", 1, 2]], columns=pd.Index(names, tupleize_cols=False))
    )
    assert ([c.header for c in table.columns], problems) == (headings, [])


@pytest.mark.parametrize("kind", ["int64", "float64", "Int64", "str", "period[Y]"])
def test_years_that_became_columns_are_the_same_whatever_their_type(kind: Any) -> None:
    rows = [(unit, year, code) for unit in "xyz" for year in (2021, 2022) for code in "ab"]
    long = pd.DataFrame(rows, columns=["unit", "year", "code"]).assign(value=[*range(11), 3])
    years = pd.PeriodIndex(long.year.astype(str), freq="Y") if kind == "period[Y]" else long.year.astype(kind)
    wide = long.assign(year=years).pivot(index="unit", columns=["code", "year"], values="value")
    table, _, problems = table_of_frame(wide)
    assert [c.header for c in table.columns] == ["unit", "a / 2021", "b / 2021", "a / 2022", "b / 2022"]
    assert problems == []


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (["a", "a"], "duplicate-heading"),
        (["a", "a "], "duplicate-heading"),
        ([1.0, "1"], "duplicate-heading"),
        (["a", ""], "blank-heading"),
        (["a", float("nan")], "blank-heading"),
        (["a", "b\u200b"], "invisible-character"),
    ],
)
def test_a_heading_is_held_against_the_rules_for_files(headings: list[Any], code: str) -> None:
    for made in (pd.DataFrame, _arrow):
        _, _, problems = table_of_frame(made([["x", "y"]], columns=headings))
        assert (code, 2) in {(problem.code, problem.place.column) for problem in problems}


def _arrow(rows: list[list[str]], columns: list[Any]) -> pa.Table:
    names = ["" if name != name else str(name).removesuffix(".0") for name in columns]
    return pa.table([pa.array(cells) for cells in zip(*rows, strict=True)], names=names)


def test_a_frame_without_rows_is_a_problem_as_a_file_without_rows_is() -> None:
    table, _, problems = table_of_frame(pd.DataFrame({"unit": [], "a": []}))
    assert table.rows == 0
    assert [(problem.code, problem.is_error) for problem in problems] == [("no-rows", True)]


@pytest.mark.parametrize("data", [None, {"a": [1]}, pd.Series([1]), np.zeros((2, 2))])
def test_what_is_no_frame_is_said(data: Any) -> None:
    with pytest.raises(UsageFault, match=f"not {type(data).__name__}") as caught:
        table_of_frame(data)
    assert "pandas.DataFrame" in (caught.value.fix or "")


class OfSpark:
    """What tells a DataFrame of Spark, which can be collected too, as rows that are no table."""

    def toPandas(self) -> None: ...  # noqa: N802 - as Spark calls it

    def collect(self) -> None: ...


@pytest.mark.parametrize(
    ("data", "method"), [(pl.DataFrame({"unit": ["A"]}).lazy(), "collect"), (OfSpark(), "toPandas")]
)
def test_what_is_not_in_memory_is_to_be_brought_there(data: Any, method: str) -> None:
    with pytest.raises(UsageFault, match=f"not {type(data).__name__}") as caught:
        table_of_frame(data)
    assert caught.value.fix == f"bring it into memory first: data.{method}()"


@pytest.mark.parametrize("made", [pd.DataFrame, pl.DataFrame])
def test_what_says_nothing_about_a_table_in_memory_is_told(made: Any) -> None:
    reading: Reading = {"sheet": "S", "skip_rows": 2, "range": "A1:B9", "decimal": "."}
    _, problems, _ = raw_table(made({"unit": ["a"], "x": [1.5]}), reading)
    assert {problem.code for problem in problems} == {"unused-option"}
    assert [str(problem.message) for problem in problems] == [
        "--skip-rows says nothing about a DataFrame", "--range says nothing about a DataFrame", "--sheet says nothing about a DataFrame",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["x", "y"])])
def test_categories_of_polars_are_texts(kind: Any) -> None:
    frame = pl.DataFrame({"unit": pl.Series(["y", None, "x"], dtype=kind)})
    table, _, problems = table_of_frame(frame)
    assert ([*table.columns[0].cells], problems) == (["y", "", "x"], [])


@pytest.mark.parametrize("made", [pl.from_pandas, pa.Table.from_pandas], ids=["polars", "pyarrow"])
def test_a_frame_that_shows_itself_as_arrow_is_the_same_table(made: Any, examples: Path) -> None:
    frame = pd.read_csv(examples / "dti-province" / "2022.csv", dtype={"code": str})
    ours, theirs = (dtiscore.score(one, "dti-province-2022") for one in (frame, made(frame)))
    assert theirs.to_frame().equals(ours.to_frame())
    assert theirs.provenance.options == ours.provenance.options


def test_of_arrow_exact_numbers_and_what_cannot_be_read() -> None:
    found, _, problems = table_of_frame(
        pl.DataFrame({"unit": ["a", None], "x": [0.1, None], "n": [2**60, 1], "l": [[1], [2]]})
    )
    assert [(one.header, list(one.cells)) for one in found.columns] == [
        ("unit", ["a", ""]), ("x", ["0.1", ""]), ("n", [str(2**60), "1"]),
    ]  # fmt: skip
    assert [problem.code for problem in problems] == ["nested-column"]


def test_what_reads_arrow_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageFault, match="pyarrow, which is not installed"):
        table_of_frame(pl.DataFrame({"unit": ["a"]}))


@pytest.mark.parametrize("values", [[b"HN", b"HP"], [b"HN", None], ["HN", b"HP"]])
def test_bytes_are_no_texts(values: list[Any]) -> None:
    """pandas reads the texts of SAS so: their units were ranked as ``b'HN'``."""
    table, _, problems = table_of_frame(pd.DataFrame({"unit": values, "a": [1, 2]}))
    assert [column.header for column in table.columns] == ["a"]
    assert [(each.code, each.place.column, each.is_error) for each in problems] == [
        ("nested-column", 1, True)
    ]
