"""Long tables to wide ones: places are kept, contradictions are named with both lines."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidData, Place, Problem, UsageFault
from dtiscore.tables.raw import LateCells, RawColumn, RawTable
from dtiscore.tables.widening import to_wide


def long_table(*records: str, header: str = "code,indicator,value") -> RawTable:
    """A table as it would be read from a file: headings on line 1, one record per line from line 2."""
    rows = [record.split(",") for record in records]
    lines = range(2, len(rows) + 2)
    columns = tuple(
        RawColumn(heading, number, [row[number - 1] for row in rows], lines)
        for number, heading in enumerate(header.split(","), 1)
    )
    return RawTable("long.csv", columns, len(rows), sha256="ab")


def widened(table: RawTable, **options: object) -> tuple[RawTable, list[Problem]]:
    named: dict[str, object] = {"indicators": ["indicator"], "values": {"value": ""}}
    arguments: dict[str, object] = {"unit": "code"} | named | options
    return to_wide(table, **arguments)  # type: ignore[arg-type]  # options of several types in one mapping


def shown(table: RawTable) -> dict[str, list[str]]:
    return {column.header: list(column.cells) for column in table.columns}


def test_one_row_per_unit_and_one_column_per_indicator_in_order_of_appearance() -> None:
    table, problems = widened(long_table("01,b,0.5", "02,a,0.7", "01,a,0.6", "02,b,x"))
    assert problems == []
    assert shown(table) == {"code": ["01", "02"], "b": ["0.5", "x"], "a": ["0.6", "0.7"]}
    assert (table.rows, table.source, table.sha256, table.header_line) == (2, "long.csv", "ab", 1)


def test_every_cell_keeps_its_own_place() -> None:
    table, _ = widened(long_table("01,b,0.5", "02,a,0.7", "01,a,0.6", "02,b,0.8"))
    column = table.column("a")
    assert column is not None
    assert table.place(column, 0) == Place("long.csv", 4, 3, "a")
    assert table.place(column, 1) == Place("long.csv", 3, 3, "a")


def test_a_combination_without_a_record_is_empty_and_stands_nowhere() -> None:
    """On the line of another record of its unit stands another figure, which nobody should overwrite."""
    table, problems = widened(long_table("01,a,1", "02,b,2", "02,c,3"))
    assert problems == []
    column = table.column("a")
    assert column is not None
    assert list(column.cells) == ["1", ""]
    assert table.place(column, 1) == Place("long.csv", header="a")
    edition = {**HEAD, "index": group("I", "arithmetic", indicator("a"), indicator("b"), weights="equal")}
    frame = pd.DataFrame({"unit": ["U", "U", "V"], "indicator": ["a", "b", "a"], "value": [5, 6, 7]})
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(frame, edition)
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column, problem.unit, problem.indicator) == (
        None,
        None,
        "V",
        "b",
    )
    assert str(problem.fix).startswith("add its record, or write missing")


def test_indicator_names_are_joined_when_they_differ_in_unicode_form_or_outer_space_only() -> None:
    table, problems = widened(long_table("01,số,1", "02, so\u0302\u0301 ,2"))
    assert problems == []
    assert shown(table) == {"code": ["01", "02"], "số": ["1", "2"]}


def test_duplicate_records_name_both_lines_and_the_first_is_kept() -> None:
    table, problems = widened(long_table("01,a,1", "01,b,2", "01,a,1", "01,a,3"))
    assert shown(table) == {"code": ["01"], "a": ["1"], "b": ["2"]}
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [
        ("duplicate-record", 4, 3),
        ("duplicate-record", 5, 3),
    ]
    assert problems[1].message == 'the unit has a second value for "a"; the first, "1", is on line 2'
    assert (problems[1].raw, problems[1].unit, problems[1].indicator) == ("3", "01", "a")


PANEL = "code,name,year,indicator,value"


@pytest.mark.parametrize("options", [{"keep": ["name", "year"]}, {"keep": ["name"], "period": "year"}])
def test_a_panel_has_a_row_per_unit_and_period(options: dict[str, object]) -> None:
    table, problems = widened(
        long_table("01,Hà Nội,2022,a,1", "01,Hà Nội,2023,a,2", "02,Huế,2022,a,3", header=PANEL), **options
    )
    assert problems == []
    assert shown(table) == {
        "code": ["01", "01", "02"],
        "year": ["2022", "2023", "2022"],
        "name": ["Hà Nội", "Hà Nội", "Huế"],
        "a": ["1", "2", "3"],
    }


def test_a_kept_column_that_varies_within_a_row_is_an_error_with_both_lines() -> None:
    header = "code,name,indicator,value"
    table, problems = widened(
        long_table("01,Hà Nội,a,1", "02,Huế,a,2", "01,Ha Noi,b,3", header=header), keep=["name"]
    )
    (problem,) = problems
    assert (problem.code, problem.place) == ("varying-value", Place("long.csv", 4, 2, "name"))
    assert (problem.raw, problem.unit) == ("Ha Noi", "01")
    assert 'differs from "Hà Nội" on line 2' in problem.message
    assert table.rows == 2


def test_a_name_may_change_between_periods() -> None:
    records = ("01,Old,2022,a,1", "01,New,2023,a,2")
    _, problems = widened(long_table(*records, header=PANEL), keep=["name", "year"])
    assert problems == []


def test_blank_units_and_indicators_are_all_reported_and_left_out() -> None:
    table, problems = widened(long_table("01,a,1", ",a,2", "02, ,3", ",,4"))
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [
        ("blank-key", 3, 1),
        ("blank-key", 4, 2),
        ("blank-key", 5, 1),
        ("blank-key", 5, 2),
    ]
    assert shown(table) == {"code": ["01"], "a": ["1"]}


def test_an_indicator_named_like_a_kept_column_is_refused() -> None:
    table, problems = widened(long_table("01,code,1", "01,a,2"))
    assert [(problem.code, problem.place.line, problem.raw) for problem in problems] == [
        ("duplicate-heading", 2, "code")
    ]
    assert shown(table) == {"code": ["01"], "a": ["2"]}


def test_unseen_characters_in_an_indicator_name_are_reported_once() -> None:
    _, problems = widened(long_table("01,a\u200b,1", "02,a\u200b,2"))
    assert [(problem.code, problem.place.line) for problem in problems] == [("invisible-character", 2)]
    assert "U+200B ZERO WIDTH SPACE" in problems[0].message


def test_a_heading_that_is_not_there_is_a_usage_fault_that_lists_the_others() -> None:
    with pytest.raises(UsageFault, match="group or score") as caught:
        widened(long_table("01,a,1"), values={"score": ""}, keep=["group"])
    assert "code, indicator, value" in str(caught.value)


def test_one_column_cannot_play_two_parts() -> None:
    with pytest.raises(UsageFault, match="only one of"):
        widened(long_table("01,a,1"), values={"indicator": ""})


KEYS = st.tuples(st.sampled_from("pqrs"), st.sampled_from("abc"))


@given(st.dictionaries(KEYS, st.integers(0, 99), min_size=1))
def test_no_value_is_lost_or_invented(values: dict[tuple[str, str], int]) -> None:
    table, problems = widened(
        long_table(*(f"{unit},{name},{value}" for (unit, name), value in values.items()))
    )
    assert problems == []
    units, *columns = table.columns
    found = {
        (unit, column.header): int(cell)
        for column in columns
        for unit, cell in zip(units.cells, column.cells, strict=True)
        if cell
    }
    assert found == values


def test_late_cells_are_a_sequence_of_texts() -> None:
    cells = LateCells(3, "abc".__getitem__)
    assert (len(cells), list(cells), cells[1:], cells[-1]) == (3, ["a", "b", "c"], ["b", "c"], "c")
    for beyond in (3, -4):
        with pytest.raises(IndexError):
            cells[beyond]


@pytest.mark.parametrize("heading", ["UNIT_MULT", "Scale", "Unit of measure", "SEX", "Đơn vị tính"])
def test_records_of_an_indicator_in_several_units_of_measure_do_not_compare(heading: str) -> None:
    header = f"code,indicator,value,{heading}"
    table, problems = widened(long_table("01,a,1500,6", "02,a,2.4,9", "01,b,3,", "02,b,4,", header=header))
    (problem,) = problems
    assert (problem.code, problem.place.line, problem.raw, problem.unit) == ("mixed-dimension", 3, "9", "02")
    assert "--indicator-column indicator --indicator-column" in str(problem.fix)
    assert table.rows == 2
    _, problems = widened(
        long_table("01,a,1500,6", "02,a,2.4,9", header=header), indicators=["indicator", heading]
    )
    assert problems == []


def test_a_unit_of_measure_may_change_from_period_to_period_and_flags_from_record_to_record() -> None:
    header = "code,indicator,value,year,Unit,Flag"
    records = ("01,a,1,2021,t,A", "02,a,2,2021,t,E", "01,a,1,2022,kt,A", "02,a,2,2022,kt,A")
    assert widened(long_table(*records, header=header), period="year")[1] == []
    mixed = (*records[:3], "02,a,2,2022,t,A")
    (problem,) = widened(long_table(*mixed, header=header), period="year")[1]
    assert (problem.code, problem.place.line) == ("mixed-dimension", 5)
