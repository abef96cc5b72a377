"""A long table becomes a wide one by what its headings say, in whatever order its columns stand."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import InvalidData, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.layout import widened
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable
from dtiscore.tables.texts.delimited import read_delimited


def edition() -> Methodology:
    indicators = [indicator(code) for code in ("a", "b")]
    return methodology_from(
        {
            **HEAD,
            "index": {"code": "M", "aggregate": "sum", "children": indicators},
        }
    )


def wide(
    *lines: str, layout: Literal["wide", "long"] | None = None, **options: Any
) -> tuple[RawTable, list[Problem]]:
    table, problems = read_delimited("\n".join(lines).encode(), source="long.csv")
    assert problems == []
    return widened(table, edition(), layout, ReadingOptions(**options))


def content(table: RawTable) -> dict[str, list[str]]:
    return {column.header: list(column.cells) for column in table.columns}


def test_the_period_may_stand_first() -> None:
    table, problems = wide(
        "year,code,indicator,value",
        "2022,u1,a,1", "2022,u1,b,2", "2022,u2,a,3", "2022,u2,b,4", "2023,u1,a,5", "2023,u1,b,6",
    )  # fmt: skip
    assert problems == []
    assert content(table) == {
        "code": ["u1", "u2", "u1"],
        "year": ["2022", "2022", "2023"],
        "a": ["1", "3", "5"],
        "b": ["2", "4", "6"],
    }


def test_a_column_that_says_nothing_of_the_row_is_left_out_with_a_warning() -> None:
    table, problems = wide("ghi chu,code,indicator,value,source", "1,u1,a,1,GSO", "2,u1,b,2,MIC")
    assert content(table) == {"code": ["u1"], "a": ["1"], "b": ["2"]}
    assert [(p.code, p.severity, p.place.line, p.place.column, p.raw) for p in problems] == [
        ("unused-column", "warning", 1, 1, "ghi chu"),
        ("unused-column", "warning", 1, 5, "source"),
    ]


def test_declared_columns_identify_rows() -> None:
    table, problems = wide(
        "ky,nhom,don vi,indicator,value",
        "1,x,u1,a,1", "1,x,u1,b,2", "2,y,u1,a,3", "2,y,u1,b,4",
        unit="don vi", period="ky", by=("nhom",),
    )  # fmt: skip
    assert problems == []
    assert content(table) == {
        "don vi": ["u1", "u1"],
        "ky": ["1", "2"],
        "nhom": ["x", "y"],
        "a": ["1", "3"],
        "b": ["2", "4"],
    }


def test_names_serve_where_there_are_no_codes() -> None:
    table, _ = wide("Đơn vị,Chỉ số,Giá trị", "Sở Y tế,a,1", "Sở Y tế,b,2")
    assert content(table) == {"Đơn vị": ["Sở Y tế"], "a": ["1"], "b": ["2"]}


def test_a_long_table_that_names_no_unit_is_refused() -> None:
    with pytest.raises(InvalidData, match="no column says which unit") as caught:
        wide("STT,indicator,value", "1,a,1")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("missing-column", 1)
    assert problem.fix == "name it with --unit-column; the file has STT, indicator, value"


def test_a_wide_table_stays_as_it_is() -> None:
    table, problems = wide("code,a,b,indicator,value", "u1,1,2,x,y")
    assert problems == []
    assert content(table)["value"] == ["y"]
    with pytest.raises(InvalidData, match="not a long table"):
        wide("code,a,b", "u1,1,2", layout="long")
