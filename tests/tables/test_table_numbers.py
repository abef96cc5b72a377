"""The numbers in a column of a table: values for the rows asked for, and each fault at its own line and column."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.tables.numbers import NumberStyle
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import numbers_in


def table(cells: Sequence[str]) -> tuple[RawTable, RawColumn]:
    """A table whose one column stands third in the file, its rows from line 2 on."""
    column = RawColumn("doanh thu", 3, cells, range(2, 2 + len(cells)))
    return RawTable("t.csv", (column,), len(cells)), column


def test_values_with_none_for_an_empty_cell_and_for_a_declared_mark() -> None:
    found = numbers_in(*table(["1.5", "", "n/a", "2"]), ReadingOptions(missing=frozenset({"n/a"})))
    assert found.or_none() == [1.5, None, None, 2.0]
    assert (found.errors, found.warnings) == ([], [])


def test_the_style_of_a_column_goes_before_that_of_the_file() -> None:
    comma, point = NumberStyle(",", "."), NumberStyle(".", ",")
    assert numbers_in(*table(["1.234"]), ReadingOptions(style=comma)).or_none() == [1234.0]
    own = ReadingOptions(style=comma, styles={"doanh thu": point})
    assert numbers_in(*table(["1.234"]), own).or_none() == [1.234]


def test_a_fault_has_the_place_and_the_text_of_its_cell() -> None:
    found = numbers_in(*table(["1", "hai", "3", "bốn"]), ReadingOptions())
    assert found.or_none() == [1.0, None, 3.0, None]
    assert [(one.severity, str(one.place), one.raw) for one in found.errors] == [
        ("error", "t.csv:3:3", "hai"),
        ("error", "t.csv:5:3", "bốn"),
    ]


def test_of_some_rows_the_values_follow_the_order_asked_for_and_faults_keep_their_lines() -> None:
    found = numbers_in(*table(["1", "hai", "3", "bốn"]), ReadingOptions(), rows=[3, 0])
    assert found.or_none() == [None, 1.0]
    assert [(str(one.place), one.raw) for one in found.errors] == [("t.csv:5:3", "bốn")]


def test_a_reservation_is_a_warning_at_its_cell_and_the_number_stays() -> None:
    found = numbers_in(*table(["1", "12345678901234567890"]), ReadingOptions())
    assert found.errors == []
    assert found.or_none() == [1.0, 12345678901234567890.0]
    assert [(one.severity, one.code, str(one.place)) for one in found.warnings] == [
        ("warning", "inexact-integer", "t.csv:3:3")
    ]
