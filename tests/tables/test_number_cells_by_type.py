"""Cells that a file stores as numbers are read with a point, whatever the texts around them are written like."""

from __future__ import annotations

import numpy as np

from dtiscore.tables.numbers import NumberStyle, read_number_column
from dtiscore.tables.raw import NumberCell


def typed(*cells: str) -> list[str]:
    return [NumberCell(cell) for cell in cells]


def test_there_is_nothing_to_settle() -> None:
    assert [fault.code for fault in read_number_column(["1.234", "5"]).faults] == ["ambiguous-number"]
    column = read_number_column(typed("1.234", "5"))
    assert column.values.tolist() == [1.234, 5.0]
    assert (column.faults, column.warnings) == ((), ())


def test_a_style_declared_for_the_texts_is_none_of_theirs() -> None:
    column = read_number_column([*typed("1.5", "1.234"), "2,3", "1.234,5"], declared=NumberStyle(",", "."))
    assert column.values.tolist() == [1.5, 1.234, 2.3, 1234.5]
    assert column.faults == ()
    assert read_number_column(typed("1.5"), declared=NumberStyle(",")).values.tolist() == [1.5]


def test_texts_settle_their_style_among_themselves() -> None:
    column = read_number_column([*typed("1.5", "0.25"), "2,3"])
    assert column.values.tolist() == [1.5, 0.25, 2.3]
    # 0.25 is a number and no witness for what the text 1.234 means.
    doubtful = read_number_column([*typed("0.25"), "1.234"])
    assert [(fault.row, fault.code) for fault in doubtful.faults] == [(1, "ambiguous-number")]


def test_the_longest_texts_of_floats_are_exact() -> None:
    numbers = [5e-324, 1.7976931348623157e308, 0.30000000000000004, -1e-07, 123456789.123456789, 1e22]
    assert read_number_column(typed(*map(repr, numbers))).values.tolist() == numbers


def test_missing_and_per_cent_count_as_for_texts() -> None:
    column = read_number_column([*typed("-99", "45"), ""], missing=frozenset({"-99"}), percent="bare")
    assert np.isnan(column.values).tolist() == [True, False, True]
    assert column.values[1] == 0.45
    mixed = read_number_column([*typed("0.5"), "45%"])
    assert [fault.code for fault in mixed.faults] == ["mixed-percent", "mixed-percent"]
    assert [fault.code for fault in read_number_column(typed("nan", "inf")).faults] == ["not-finite"] * 2


def test_numbers_shown_with_and_without_a_sign_are_the_same_numbers() -> None:
    assert read_number_column(typed("45%", "0.5")).values.tolist() == [0.45, 0.5]
    assert read_number_column(typed("45%", "45"), percent="unit").values.tolist() == [45.0, 45.0]
    assert read_number_column(typed("45%", "45"), percent="bare").values.tolist() == [0.45, 0.45]
    mixed = read_number_column([*typed("45%", "0.5"), "45%"])
    assert [fault.row for fault in mixed.faults] == [1, 2]


def test_other_texts_beside_them_have_their_faults() -> None:
    column = read_number_column([*typed("1.5"), "x", "#N/A", "2022-06-01", "TRUE"])
    assert [(fault.row, fault.code) for fault in column.faults] == [
        (1, "undeclared-missing"),
        (2, "excel-error"),
        (3, "date-like"),
        (4, "truth-value"),
    ]
    assert column.values[0] == 1.5
