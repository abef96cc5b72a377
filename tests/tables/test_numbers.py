"""The number grammar, cell by cell and column by column; every expected value is written by hand."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, strategies as st
from tests.conftest import before_hours_pass

from dtiscore.said import Said, said, spoken
from dtiscore.shell_words import with_value
from dtiscore.tables import numbers
from dtiscore.tables.number_cells import DecimalMark, PercentRule
from dtiscore.tables.numbers import NumberColumn, NumberFault, NumberStyle, parse_number, read_number_column
from dtiscore.tables.raw import NumberCell

POINT, COMMA = NumberStyle("."), NumberStyle(",")


def codes(column: NumberColumn) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in column.faults]


def listed(column: NumberColumn) -> list[float | None]:
    return [None if value != value else value for value in column.values.tolist()]


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("0", POINT, 0.0),
        ("-12.34", POINT, -12.34),
        ("+5", POINT, 5.0),
        (".5", POINT, 0.5),
        ("1.234", POINT, 1.234),
        ("  7 ", POINT, 7.0),
        ("007", POINT, 7.0),
        ("1e-05", POINT, 0.00001),
        ("2.5E+3", POINT, 2500.0),
        ("1E2", COMMA, 100.0),
        ("1,5E+03", COMMA, 1500.0),
        ("0,123", COMMA, 0.123),
        ("1.234,5", NumberStyle(",", "."), 1234.5),
        ("1.234", NumberStyle(",", "."), 1234.0),
        ("1234,5", NumberStyle(",", "."), 1234.5),
        ("1,234,567.25", NumberStyle(".", ","), 1234567.25),
        ("1 234,5", NumberStyle(",", " "), 1234.5),
        ("1\u00a0234\u202f567,5", NumberStyle(",", " "), 1234567.5),
        ("\u00a05\u202f", POINT, 5.0),
        ("\u00a045\u00a0%\u00a0", POINT, 0.45),
        ("1'234.5", NumberStyle(".", "'"), 1234.5),
        ("1’234.5", NumberStyle(".", "'"), 1234.5),
        ("0.1000000000000000055511151231257827", POINT, 0.1),
        ("9007199254740993", POINT, 9007199254740992.0),
    ],
)
def test_a_number_in_its_style(text: str, style: NumberStyle, value: float) -> None:
    assert parse_number(text, style) == value


def test_minus_zero_is_zero() -> None:
    assert math.copysign(1, parse_number("-0", POINT)) == 1
    assert math.copysign(1, read_number_column(["-0", "-0.0"]).values[1]) == 1


@pytest.mark.parametrize(
    ("text", "style", "code"),
    [
        ("", POINT, "empty-cell"),
        ("2,3", POINT, "wrong-decimal"),
        ("1.234,5", POINT, "wrong-decimal"),
        ("12.34", COMMA, "wrong-decimal"),
        ("12.34", NumberStyle(",", "."), "bad-grouping"),
        ("0.123", NumberStyle(",", "."), "bad-grouping"),
        ("1.23.456", NumberStyle(",", "."), "bad-grouping"),
        ("1,234.5", POINT, "bad-grouping"),
        ("1,23,456", NumberStyle(".", ","), "bad-grouping"),
        ("1234.567", NumberStyle(",", "."), "bad-grouping"),
        ("1 234", POINT, "bad-grouping"),
        ("1\u00a0234", POINT, "bad-grouping"),
        ("1  234", NumberStyle(",", " "), "bad-grouping"),
        ("1.234e2", NumberStyle(",", "."), "bad-grouping"),
        ("02/3", POINT, "date-like"),
        ("3-Feb", POINT, "date-like"),
        ("Feb-24", POINT, "date-like"),
        ("03-Thg2", POINT, "date-like"),
        ("2024-03-02", POINT, "date-like"),
        ("2/3/2024 0:00:00", POINT, "date-like"),
        ("02.03.2024", COMMA, "date-like"),
        ("1:30", POINT, "date-like"),
        ("#DIV/0!", POINT, "excel-error"),
        ("#N/A", POINT, "excel-error"),
        ("#REF!", POINT, "excel-error"),
        ("#name?", POINT, "excel-error"),
        ("#VALUE!", POINT, "excel-error"),
        ("#NULL!", POINT, "excel-error"),
        ("#NUM!", POINT, "excel-error"),
        ("#SPILL!", POINT, "excel-error"),
        ("Err:502", POINT, "excel-error"),
        ("#####", POINT, "excel-error"),
        ("inf", POINT, "not-finite"),
        ("-Infinity", POINT, "not-finite"),
        ("NaN", POINT, "not-finite"),
        ("1e400", POINT, "not-finite"),
        ("-1e400", POINT, "not-finite"),
        ("1e-400", POINT, "underflow"),
        ("1_000", POINT, "other-notation"),
        ("0x1F", POINT, "other-notation"),
        ("'45.2", POINT, "other-notation"),
        ("\u201945", POINT, "other-notation"),
        ("72.1 [70.0-74.0]", POINT, "other-notation"),
        ("72,1 (70,0\u201374,0)", COMMA, "other-notation"),
        ("-3.2 [-4.1, -2.0]", POINT, "other-notation"),
        ("17 (0,633)", POINT, "not-a-number"),
        ("１２", POINT, "foreign-digits"),
        ("٤٥", POINT, "foreign-digits"),
        ("½", POINT, "foreign-digits"),
        ("TRUE", POINT, "truth-value"),
        ("false", POINT, "truth-value"),
        ("\u22125", POINT, "other-minus"),
        ("–5", POINT, "other-minus"),
        ("5\u200b", POINT, "invisible-character"),
        ("5\t", POINT, "invisible-character"),
        ("x", POINT, "undeclared-missing"),
        ("-", POINT, "undeclared-missing"),
        ("…", POINT, "undeclared-missing"),
        ("KCSL", POINT, "undeclared-missing"),
        ("n/a", POINT, "undeclared-missing"),
        ("NA", POINT, "undeclared-missing"),
        ("null", POINT, "undeclared-missing"),
        ("Không áp dụng", POINT, "undeclared-missing"),
        ("chưa đánh giá", POINT, "undeclared-missing"),
        ("Not assessed", POINT, "undeclared-missing"),
        ("không đạt", POINT, "not-a-number"),
        ("17 (0,633)", COMMA, "not-a-number"),
        ("5.", POINT, "not-a-number"),
        ("1e", POINT, "not-a-number"),
        ("--5", POINT, "not-a-number"),
        ("%45", POINT, "not-a-number"),
        ("Hà Nội", POINT, "not-a-number"),
        ("x" * 300, POINT, "not-a-number"),
        ("1" * 301, POINT, "cell-too-long"),
    ],
)
def test_what_is_no_number_is_refused_by_name(text: str, style: NumberStyle, code: str) -> None:
    with pytest.raises(NumberFault) as caught:
        parse_number(text, style)
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.fix


@pytest.mark.parametrize(
    ("text", "style", "fix"),
    [
        ("2,3", POINT, 'write the cell with ".", or declare --decimal ,'),
        ("-1,234", POINT, "declare --grouping , if it is -1234, or --decimal ,"),
        ("1 234", POINT, '--grouping " "'),
        ("1,234.5", POINT, '--grouping ","'),
        ("\u22125", POINT, "write -5"),
        ("１２", POINT, "write 12"),
        ("1_000", POINT, "write 1000"),
        ("KCSL", POINT, "--missing KCSL"),
    ],
)
def test_the_fix_is_ready_to_copy(text: str, style: NumberStyle, fix: str) -> None:
    with pytest.raises(NumberFault) as caught:
        parse_number(text, style)
    assert fix in caught.value.fix


@pytest.mark.parametrize(("decimal", "grouping"), [(".", "."), (",", ","), (";", ""), (".", "_")])
def test_a_style_that_contradicts_itself_is_refused(decimal: str, grouping: str) -> None:
    with pytest.raises(ValueError, match=r"decimal mark|grouped"):
        NumberStyle(decimal, grouping)  # type: ignore[arg-type]  # what a file or a caller may hand over


def test_a_plain_column_with_points_settles_itself_in_silence() -> None:
    column = read_number_column(["0.5", "12", "", "12.34", "1234.567", "1e-05"])
    assert listed(column) == [0.5, 12.0, None, 12.34, 1234.567, 0.00001]
    assert (column.faults, column.warnings, column.style) == ((), (), POINT)


def test_a_plain_column_with_commas_settles_itself_in_silence() -> None:
    column = read_number_column(["0,5", "12", "", "0,123"])
    assert listed(column) == [0.5, 12.0, None, 0.123]
    assert (column.faults, column.warnings, column.style) == ((), (), COMMA)


def test_whole_numbers_need_no_style() -> None:
    column = read_number_column(["1", "-20", ""])
    assert listed(column) == [1.0, -20.0, None]
    assert column.style is None


def test_where_points_are_usual_nothing_is_told_of_one() -> None:
    assert read_number_column(["1.234", "0.5"], points_are_usual=True).warnings == ()
    (warning,) = read_number_column(["1,234", "0,5"], points_are_usual=True).warnings
    assert warning.code == "settled-number-style"


def test_a_column_without_rows() -> None:
    assert read_number_column([]).values.shape == (0,)


@pytest.mark.parametrize("ambiguous", ["1.234", "1,234", "-1.234", "12.345", "100.000"])
def test_an_ambiguous_cell_with_nothing_to_settle_it_is_refused(ambiguous: str) -> None:
    column = read_number_column([ambiguous, "5", ambiguous])
    assert codes(column) == [(0, "ambiguous-number"), (2, "ambiguous-number")]
    assert listed(column) == [None, 5.0, None]
    assert column.style is None


def test_the_message_for_an_ambiguous_cell_gives_both_readings() -> None:
    (fault,) = read_number_column(["1.234"]).faults
    assert fault.message == "may be 1.234 or 1234"
    assert spoken(fault.message, "vi") == "có thể là 1,234 hoặc 1234"
    assert fault.fix == "declare --decimal . for the one, or --decimal , with --grouping . for the other"


@pytest.mark.parametrize(("cell", "mark", "other"), [("1.234", ".", ","), ("-1,234", ",", ".")])
def test_either_reading_of_an_ambiguous_cell_comes_of_what_is_said_of_it(
    cell: str, mark: DecimalMark, other: DecimalMark
) -> None:
    (fault,) = read_number_column([cell]).faults
    assert (
        fault.fix
        == f"declare --decimal {mark} for the one, or --decimal {other} with --grouping {mark} for the other"
    )
    for style, read in ((NumberStyle(mark), 1.234), (NumberStyle(other, mark), 1234)):
        assert abs(listed(read_number_column([cell], declared=style))[0] or 0) == read


def test_what_an_ambiguous_cell_of_a_settled_column_may_be_declared_as_reads_it() -> None:
    (fault,) = read_number_column(["0.5", "1,234"]).faults
    assert fault.fix == "declare --decimal , for the one, or --decimal . with --grouping , for the other"


@pytest.mark.parametrize(
    ("cell", "number"),
    [("(12.5)", "12.5"), ("( 1,200 )", "1,200"), ("(7%)", "7%"), ("12.5-", "12.5"), ("3 -", "3")],
)
def test_a_number_that_accounts_write_below_zero_does_not_lose_its_sign(cell: str, number: str) -> None:
    for declared in (None, NumberStyle(".")):
        (fault,) = read_number_column([cell], declared=declared).faults
        assert fault.code == "not-a-number"
        assert fault.fix == f"write -{number} if it is below zero, as accounts write it, else {number}"


@pytest.mark.parametrize(
    "cell", ["12.5 k", "13 million", "3,2 tỷ", "5triệu", "- 4", "--3", "<5", "≥ 10", "~7", "1.2 x 10^3"]
)
def test_what_changes_a_number_is_not_to_be_left_out(cell: str) -> None:
    (fault,) = read_number_column([cell]).faults
    assert fault.fix == "write the number that it comes to in full, with its sign, as the column counts it"


@pytest.mark.parametrize("cell", ["€7", "12.5kg", "60e", "5 km per h"])
def test_units_and_notes_beside_a_number_are(cell: str) -> None:
    (fault,) = read_number_column([cell]).faults
    assert fault.fix == "leave only the number in the cell; units and notes belong in columns of their own"


@pytest.mark.parametrize(
    ("cell", "unit"), [("12.3 bar", "bar"), ("5 km", "km"), ("10,50\u00a0€", "€"), ("9 điểm", "điểm")]
)
def test_a_unit_that_all_numbers_have_may_be_declared(cell: str, unit: str) -> None:
    (fault,) = read_number_column([cell]).faults
    assert fault.fix.endswith(f"; if every number of the column has it, declare {with_value('--flag', unit)}")


def test_a_fraction_in_one_character_is_not_the_mark_of_a_note() -> None:
    fixes = [str(fault.fix) for fault in read_number_column(["1½", "5¹"]).faults]
    assert fixes == [
        "write the number with decimals",
        "delete it, or declare --flag ¹ if it marks numbers and changes none; or type the number in plain digits",
    ]


def test_one_sure_cell_settles_the_others_with_one_warning() -> None:
    column = read_number_column(["1.234", "0.5", "2.345", "3"], lines=[2, 3, 5, 6])
    assert listed(column) == [1.234, 0.5, 2.345, 3.0]
    assert column.faults == ()
    (warning,) = column.warnings
    assert (warning.row, warning.code) == (0, "settled-number-style")
    assert warning.message == (
        'is read as 1.234: the column has a decimal point, settled by "0.5" (line 3), '
        "for 2 cells that could be read otherwise (line 2, line 5)"
    )


@pytest.mark.parametrize(
    ("several", "words"),
    [(1, "for 1 cell that could be read otherwise (row 2)"), (3, "3 cells that could be read otherwise (row 2, row 3, row 4)"),
     (4, "4 cells that could be read otherwise (row 2, row 3, row 4 …)")],
)  # fmt: skip
def test_of_many_cells_that_are_settled_three_are_named(several: int, words: str) -> None:
    (warning,) = read_number_column(["0.5", *["1.234"] * several]).warnings
    assert words in warning.message


@pytest.mark.parametrize(
    ("cells", "is_plain"),
    [
        (["1.5", "", "-2e3"], True),
        (["1,5", "7"], True),
        (["1.234", "0.5"], True),
        (["45%", "1"], False),
        (["1.234,5", "2"], False),
        (["x", "1"], False),
        ([NumberCell("1.5"), "", NumberCell("2")], True),
        ([NumberCell("1.5"), "2"], False),
    ],
)
def test_a_column_knows_whether_it_is_plain(cells: list[str], is_plain: bool) -> None:
    assert read_number_column(cells).is_plain is is_plain


@pytest.mark.parametrize(("text", "sign"), [("1 234", "a space"), ("1'234", '"\'"')])
def test_an_undeclared_sign_of_grouping_is_named(text: str, sign: str) -> None:
    with pytest.raises(NumberFault, match=f"groups digits by {sign}, which is not declared"):
        parse_number(text, POINT)


@pytest.mark.parametrize(
    ("cells", "values", "style"),
    [
        (["1.234,5", "1.234"], [1234.5, 1234.0], NumberStyle(",", ".")),
        (["1.234.567", "1.234"], [1234567.0, 1234.0], NumberStyle(",", ".")),
        (["1,234.5", "1,234"], [1234.5, 1234.0], NumberStyle(".", ",")),
        (["1,234,567", "1.234"], [1234567.0, 1.234], NumberStyle(".", ",")),
    ],
)
def test_grouping_is_believed_where_a_cell_proves_it(
    cells: list[str], values: list[float], style: NumberStyle
) -> None:
    column = read_number_column(cells)
    assert listed(column) == values
    assert column.style == style
    assert [(warning.row, warning.code) for warning in column.warnings] == [(1, "settled-number-style")]


def test_grouping_that_nothing_proves_stays_ambiguous() -> None:
    column = read_number_column(["0,5", "1.234"])
    assert codes(column) == [(1, "ambiguous-number")]
    assert listed(column) == [0.5, None]


@pytest.mark.parametrize("cell", ["1 234,5", "1\u00a0234", "1'234"])
def test_spaces_and_apostrophes_group_only_when_declared(cell: str) -> None:
    assert codes(read_number_column([cell, "0,5"])) == [(0, "bad-grouping")]


def test_the_minority_of_a_mixed_column_is_refused() -> None:
    column = read_number_column(["0.5", "0,5", "0.25", "1.234", "0,7", "0.75"])
    assert codes(column) == [(1, "mixed-number-style"), (4, "mixed-number-style")]
    assert listed(column) == [0.5, None, 0.25, 1.234, None, 0.75]
    assert 'settled by 3 cells such as "0.5" (row 1)' in column.faults[0].message


def test_a_draw_refuses_every_cell_with_a_mark() -> None:
    column = read_number_column(["0.5", "0,5", "1.234", "7"])
    assert codes(column) == [(0, "mixed-number-style"), (1, "mixed-number-style"), (2, "ambiguous-number")]
    assert listed(column) == [None, None, None, 7.0]
    assert column.style is None


def test_a_declared_style_decides_without_a_warning() -> None:
    column = read_number_column(["1.234", "5"], declared=POINT)
    assert (listed(column), column.warnings, column.style) == ([1.234, 5.0], (), POINT)
    assert read_number_column(["1.234", "0.5"], declared=POINT).warnings == ()
    column = read_number_column(["1.234", "0.5"], declared=NumberStyle(",", "."))
    assert listed(column) == [1234.0, None]
    assert codes(column) == [(1, "bad-grouping")]


def test_every_fault_of_a_column_is_reported() -> None:
    cells = ["0.5", "inf", "x", "02/3", "#REF!", "1_000", "TRUE", "１", "0,5", "12.34.567", "0.25"]
    assert codes(read_number_column(cells)) == [
        (1, "not-finite"),
        (2, "undeclared-missing"),
        (3, "date-like"),
        (4, "excel-error"),
        (5, "other-notation"),
        (6, "truth-value"),
        (7, "foreign-digits"),
        (8, "mixed-number-style"),
        (9, "bad-grouping"),
    ]


def test_numbers_out_of_range_are_faults_of_their_cells() -> None:
    column = read_number_column(["1e400", "0.5", "1e-400"])
    assert codes(column) == [(0, "not-finite"), (2, "underflow")]
    assert listed(column) == [None, 0.5, None]


def test_a_date_with_points_is_a_date_in_an_undeclared_column_too() -> None:
    assert codes(read_number_column(["02.03.2024", "0.5"])) == [(0, "date-like")]


def test_a_fault_is_one_message_that_says_what_and_how_to_mend_it() -> None:
    with pytest.raises(NumberFault, match=r"^may be 1\.234 or 1234; declare --decimal \. for the one, or "):
        raise read_number_column(["1.234"]).faults[0].fault


def test_missing_is_what_is_empty_or_declared() -> None:
    column = read_number_column(["x", " ", "", " x ", "-99", "5"], missing=frozenset({"x", "-99"}))
    assert listed(column) == [None, None, None, None, None, 5.0]
    assert column.faults == ()


def test_a_short_word_may_be_declared_to_stand_for_no_value_and_a_sentence_may_not() -> None:
    for text, offered in [("secret", True), ("x" * 20, True), ("x" * 21, False)]:
        (fault,) = read_number_column([text, "1"], heading="q").faults
        assert fault.code == "not-a-number", text
        assert (f"declare --missing {text}" in fault.fix) == offered, text


def test_a_declared_marker_is_found_in_either_unicode_form() -> None:
    decomposed = "kho\u0302ng"
    assert read_number_column([decomposed, "1"], missing=frozenset({"không"})).faults == ()


def test_undeclared_markers_are_all_named_with_their_counts() -> None:
    column = read_number_column(["x", "1", "-", "x"])
    assert codes(column) == [(0, "undeclared-missing"), (2, "undeclared-missing"), (3, "undeclared-missing")]
    assert '"x" 2 times, "-" 1 time' in column.faults[0].message
    assert '--missing x --missing "-"' in column.faults[0].fix


@pytest.mark.parametrize(
    ("cells", "percent", "values"),
    [
        (["45%", "7 %", ""], "sign", [0.45, 0.07, None]),
        (["45", "7"], "sign", [45.0, 7.0]),
        (["45%", "7"], "bare", [0.45, 0.07]),
        (["45%", "7"], "unit", [45.0, 7.0]),
        (["12.5%", "-0.1%"], "sign", [0.125, -0.001]),
        (["4.5e1%"], "sign", [0.45]),
    ],
)
def test_per_cent(cells: list[str], percent: PercentRule, values: list[float | None]) -> None:
    column = read_number_column(cells, percent=percent)
    assert (listed(column), column.faults) == (values, ())


def test_per_cent_with_a_decimal_comma() -> None:
    assert listed(read_number_column(["12,5%", "7%"])) == [0.125, 0.07]


def test_mixed_per_cent_refuses_the_minority_or_all() -> None:
    assert codes(read_number_column(["45%", "45", "7%"])) == [(1, "mixed-percent")]
    assert codes(read_number_column(["45", "45%", "7"])) == [(1, "mixed-percent")]
    assert codes(read_number_column(["45", "45%"])) == [(0, "mixed-percent"), (1, "mixed-percent")]


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_per_cent_is_the_float_nearest_to_the_decimal(digits: int, places: int) -> None:
    written = Decimal(digits).scaleb(-places)
    assert parse_number(f"{written:f}%", POINT) == float(written.scaleb(-2))


def test_whole_numbers_beyond_float64_are_warned_of_once() -> None:
    column = read_number_column(["9007199254740993", "9007199254740992", "1", "9007199254740995"])
    (warning,) = column.warnings
    assert (warning.row, warning.code) == (0, "inexact-integer")
    assert "9007199254740992" in warning.message
    assert "2 such cells" in warning.message


def test_numbers_that_a_spreadsheet_has_shortened_are_told_once_at_the_first() -> None:
    column = read_number_column(["7", "1.2E+05", "2", "3E+06"])
    assert listed(column) == [7.0, 120000.0, 2.0, 3000000.0]
    assert [(warning.row, warning.code) for warning in column.warnings] == [(1, "shortened-number")]


def test_a_line_break_in_a_cell_is_not_two_numbers() -> None:
    assert codes(read_number_column(["1\n2", "3"])) == [(0, "invisible-character")]


PLAIN = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers(-(10**17), 10**17).map(str),
    st.from_regex(r"-?[0-9]{1,4}([.,][0-9]{1,4})?(e-?[0-9]{1,2})?", fullmatch=True),
    st.sampled_from(["", " ", "1.234", "1,234", "0.5", "0,5", "-0", "5.", ".5", "1\n2", "1e99", "45%", "x"]),
)
STYLES = st.sampled_from([None, POINT, COMMA, NumberStyle(".", ","), NumberStyle(",", ".")])
POINTS = st.lists(st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,4})?", fullmatch=True) | st.just(""), min_size=1)
COMMAS = POINTS.map(lambda cells: [cell.replace(".", ",") for cell in cells])


def position(row: int) -> Said:
    return said("row {number}", number=row + 1)


@given(st.one_of(st.lists(PLAIN, max_size=8), POINTS, COMMAS), STYLES)
def test_the_quick_pass_has_the_outcome_of_the_careful_one(
    cells: list[str], declared: NumberStyle | None
) -> None:
    quick = numbers._read_quickly(cells, declared, position)
    if quick is not None:
        careful = numbers._read_carefully(cells, declared, "sign", position, None)
        assert quick.values.tobytes() == careful.values.tobytes()
        assert (quick.faults, quick.warnings, quick.style) == (
            careful.faults,
            careful.warnings,
            careful.style,
        )


@pytest.mark.parametrize("cells", [["0.5", "", "7"], ["0,5", "1,234"], ["1.234", "0.5"], ["1e-05", "2.25"]])
def test_the_quick_pass_takes_plain_columns(cells: list[str]) -> None:
    assert numbers._read_quickly(cells, None, position) is not None


@given(st.lists(st.text(max_size=12)), STYLES, st.sampled_from(["sign", "bare", "unit", "unit-alike"]))
def test_no_cell_raises_and_no_value_is_infinite(
    cells: list[str], declared: NumberStyle | None, percent: PercentRule
) -> None:
    column = read_number_column(cells, declared=declared, percent=percent)
    assert len(column.values) == len(cells)
    assert not np.isinf(column.values).any()
    faulty = {fault.row for fault in column.faults}
    for row, cell in enumerate(cells):
        assert bool(np.isnan(column.values[row])) == (row in faulty or not cell.strip(" "))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_back_bit_for_bit(value: float) -> None:
    assert parse_number(repr(value), POINT) == value
    assert parse_number(repr(value).replace(".", ","), COMMA) == value


@pytest.mark.parametrize(
    "cell", ["1." * 150, "1," * 149 + "x", "1" * 300 + "!", "1 " * 149 + "x", "0_" * 150]
)
def test_a_hostile_cell_takes_no_time(cell: str) -> None:
    with before_hours_pass():
        assert read_number_column([cell] * 20).faults


def test_one_cell_of_another_kind_is_told_as_one() -> None:
    column = read_number_column(["45%", "0.5", "0.6"])
    (fault,) = column.faults
    assert fault.message == (
        'has a per cent sign, while 2 cells of the column lack one, such as "0.5" (row 2): it may be 0.45 or 45'
    )
    first, second = read_number_column(["45%", "0.5"]).faults
    assert first.message.startswith(
        'has a per cent sign, while one cell of the column, "0.5" (row 2), lacks one'
    )
    assert second.message == (
        'lacks a per cent sign, while one cell of the column, "45%" (row 1), has one: it may be 0.5 or 0.005'
    )


def test_a_marker_in_a_cell_by_itself_is_counted_once() -> None:
    with pytest.raises(NumberFault, match=r'this column has "x" 1 time\)'):
        parse_number("x", POINT)


@pytest.mark.parametrize(("cell", "mark"), [("12.", "."), ("1.250,", ",")])
def test_a_mark_without_decimals_is_named(cell: str, mark: str) -> None:
    (fault,) = read_number_column([cell]).faults
    assert (fault.code, fault.message) == ("not-a-number", f'ends with "{mark}" and no decimals')


@pytest.mark.parametrize(("cell", "name"), [("1 234", "a space"), ("1'234", "an apostrophe")])
def test_grouping_that_must_be_declared_is_named(cell: str, name: str) -> None:
    (fault,) = read_number_column([cell]).faults
    assert fault.message == f"groups digits by {name}, which must be declared"


@pytest.mark.parametrize("cell", ["0. 5620", "12 34", "1'23", "1 23 456"])
@pytest.mark.parametrize("style", [None, POINT, NumberStyle(",")])
def test_to_declare_grouping_is_no_way_out_where_nothing_is_grouped_by_threes(
    cell: str, style: NumberStyle | None
) -> None:
    """To declare the space led to the same error of the same cell."""
    (fault,) = read_number_column([cell], declared=style).faults
    assert (fault.code, fault.fix) == ("bad-grouping", "write the number without grouping")


@pytest.mark.parametrize(
    ("cell", "words"), [("12 kg", "has other text besides a number"), ("kg", "is not a number")]
)
def test_text_beside_a_number_is_told_from_text_alone(cell: str, words: str) -> None:
    (fault,) = read_number_column([cell]).faults
    assert (fault.code, fault.message) == ("not-a-number", words)


def test_a_number_has_300_characters_at_most() -> None:
    assert parse_number("0." + "1" * 298, POINT) == 1 / 9
    with pytest.raises(NumberFault, match="has 301 characters, and a number has at most 300") as caught:
        parse_number("0." + "1" * 299, POINT)
    assert caught.value.code == "cell-too-long"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["1.234", "5"], "có thể là 1,234 hoặc 1234"),
        (["1.234", "0.5"], 'được đọc là 1,234: cột dùng dấu chấm thập phân, căn cứ vào "0.5"'),
        (["1,234", "0,5"], 'được đọc là 1,234: cột dùng dấu phẩy thập phân, căn cứ vào "0,5"'),
    ],
)
def test_what_a_cell_is_read_as_has_the_signs_of_the_language_in_a_sentence(
    cells: list[str], told: str
) -> None:
    """For who writes a decimal comma, 1.234 is a thousand and some."""
    read = read_number_column(cells)
    (fault,) = [*read.faults, *read.warnings]
    assert spoken(fault.fault.message, "vi").startswith(told)


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("78.3 (1)", "other-notation", "has a number in brackets behind it, as of a rank or a note"),
        ("0,812 (12)", "other-notation", "has a number in brackets behind it, as of a rank or a note"),
        ("5 [1]", "other-notation", "has a number in brackets behind it, as of a rank or a note"),
        ("1,23,456", "bad-grouping", "groups digits by two above the thousands, as in India"),
        ("12,34,567.5", "bad-grouping", "groups digits by two above the thousands, as in India"),
    ],
)
@pytest.mark.parametrize("style", [None, NumberStyle(".", ",")])
def test_what_is_written_beside_or_within_a_number_is_named(
    cell: str, code: str, words: str, style: NumberStyle | None
) -> None:
    column = read_number_column([cell, "7.5"], declared=style)
    assert [(fault.code, fault.message) for fault in column.faults] == [(code, words)]


def test_numbers_are_grouped_as_in_india_where_a_column_proves_it() -> None:
    """Each has one reading; a single one may be 123,456 with a comma too many, or have lost a digit."""
    cells = ["10,38,71,817", "1,23,456", "94,019", "7", "12,34,567.5"]
    values = [103871817.0, 123456.0, 94019.0, 7.0, 1234567.5]
    for declared in (None, NumberStyle(".", ",")):
        read = read_number_column(cells, declared=declared)
        assert (read.values.tolist(), read.faults) == (values, ())
    for others in (["1,234,567", "12,34,567", "1,23,456"], ["1,23,456", "94.5"]):
        assert {fault.code for fault in read_number_column(others).faults} == {"bad-grouping"}
    comma = read_number_column(cells, declared=NumberStyle(",", "."))
    assert {fault.row for fault in comma.faults} >= {0, 1, 4}
