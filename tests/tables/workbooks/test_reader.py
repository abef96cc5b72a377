"""Workbooks: values exactly as stored, places as cells, and every trap of a sheet named or refused."""

from __future__ import annotations

import datetime as dt
import io
import struct
import sys
import warnings
import zipfile
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # XlsxWriter ships no types
from hypothesis import given, settings, strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.cell.text import InlineFont  # type: ignore[import-untyped]  # as above
from tests.tables.workbooks.books import ods_of, ods_row, written, xlsx_entries, xlsx_of, xlsx_row, zipped

from dtiscore.errors import InvalidData, Problem, SheetName, SourceFault, UsageFault
from dtiscore.inputs.weighting import load_methodology
from dtiscore.tables.check import check
from dtiscore.tables.options import TableOptions
from dtiscore.tables.raw import NumberCell, RawTable
from dtiscore.tables.reading import table_of
from dtiscore.tables.workbooks import sheet_tables

HEAD = xlsx_row(1, "unit", "x")


def read(data: bytes, **options: Any) -> tuple[RawTable, list[Problem]]:
    return table_of(data, "b.xlsx", TableOptions(**options))


def cells(table: RawTable) -> dict[str, list[str]]:
    return {column.header: list(column.cells) for column in table.columns}


def said(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.code, str(problem.place)) for problem in problems]


def refused(data: bytes, **options: Any) -> Problem:
    with pytest.raises(InvalidData) as caught:
        read(data, **options)
    (problem,) = caught.value.problems
    return problem


def test_numbers_come_as_stored_and_not_as_shown() -> None:
    def shown(book: Any) -> None:
        book["S"]["B2"].number_format = "0.0"
        book["S"]["B3"].number_format = "00"

    table, problems = read(written({"S": [["unit", "x"], ["a", 0.85], ["b", 7]]}, shown))
    assert problems == []
    assert cells(table) == {"unit": ["a", "b"], "x": ["0.85", "7"]}
    assert [type(cell) for cell in table.columns[1].cells] == [NumberCell, NumberCell]
    assert [type(cell) for cell in table.columns[0].cells] == [str, str]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("0%", "85.3%"),
        ("0.00%", "85.3%"),
        ("[Red]0.0 %;-0.0 %", "85.3%"),
        ('0.00"%"', "0.853"),
        ("0.00\\%", "0.853"),
        ('"%"', "0.853"),
        ("General", "0.853"),
    ],
)
def test_a_number_shown_as_per_cent_comes_as_such(code: str, text: str) -> None:
    def shown(book: Any) -> None:
        book["S"]["B2"].number_format = code

    table, problems = read(written({"S": [["unit", "x"], ["a", 0.853], ["b", "t"]]}, shown))
    assert problems == []
    assert cells(table)["x"] == [text, "t"]
    assert isinstance(table.columns[1].cells[0], NumberCell)


def test_a_column_measured_in_per_cent_reads_a_workbook_as_it_reads_its_export() -> None:
    edition = load_methodology("gii-2022")
    columns = edition.raw_headers

    def as_percent(book: Any) -> None:
        for row in (2, 3):
            book["S"].cell(row, 2 + columns.index("labour_women")).number_format = "0.00%"

    first, second = (
        [part if column == "labour_women" else 50 for column in columns] for part in (0.3886, 0.5)
    )
    book = written({"S": [["iso3", *columns], ["VNM", *first], ["LAO", *second]]}, as_percent)
    dataset, problems = check(read(book)[0], edition)
    assert dataset is not None, problems
    assert dataset.numbers["labour_women"].tolist() == [38.86, 50]


def test_digits_with_a_mark_of_their_own_are_no_number() -> None:
    note = '<c t="inlineStr"><is><r><t>0.73</t></r><r><rPr><{}/></rPr><t>1</t></r></is></c>'
    raised = note.format('vertAlign val="superscript"')
    plain = note.format('vertAlign val="baseline"')
    name = raised.replace("0.73", "Huế")
    rows = [xlsx_row(2, name, raised), xlsx_row(3, "b", plain), xlsx_row(4, "c", note.format("strike"))]
    table, problems = read(xlsx_of(HEAD + "".join(rows)))
    assert said(problems) == [
        ("error", "marked-digits", "b.xlsx!S!B2"),
        ("error", "marked-digits", "b.xlsx!S!B4"),
    ]
    assert cells(table) == {"unit": ["Huế1", "b", "c"], "x": ["0.731", "0.731", "0.731"]}


def test_marks_of_shared_texts_are_seen() -> None:
    def marked(book: Any) -> None:
        raised = InlineFont(vertAlign="superscript")
        book["S"]["B3"] = CellRichText("0.73", TextBlock(raised, "1"))

    _, problems = read(written({"S": [["unit", "x"], ["a", "0.5"], ["b", 1]]}, marked))
    assert said(problems) == [("error", "marked-digits", "b.xlsx!S!B3")]


def test_marks_in_ods_are_seen() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="T2"><style:text-properties style:text-position="0% 100%"/></style:style>'
    )
    cell = '<table:table-cell office:value-type="string"><text:p>0.73<text:span text:style-name="{}">1</text:span></text:p></table:table-cell>'
    rows = ods_row("unit", "x") + ods_row("a", cell.format("T1")) + ods_row("b", cell.format("T2"))
    _, problems = read(ods_of({"S": rows}, styles=styles))
    assert said(problems) == [("error", "marked-digits", "b.xlsx!S!B2")]


@pytest.mark.parametrize(
    "cell",
    [
        "<table:table-cell><text:p>0.56</text:p></table:table-cell>",
        '<table:table-cell office:value-type="float"><text:p>0.56</text:p></table:table-cell>',
    ],
)
def test_what_ods_shows_and_does_not_store_is_an_error(cell: str) -> None:
    rows = ods_row("unit", "x") + ods_row("a", cell) + ods_row("b", 0.5)
    _, problems = read(ods_of({"S": rows}))
    assert said(problems) == [("error", "unstored-value", "b.xlsx!S!B2")]
    assert problems[0].raw == "0.56"


@pytest.mark.parametrize("over", ["office:annotation", "text:frame"])
def test_what_lies_on_an_empty_cell_is_none_of_its_text(over: str) -> None:
    noted = f"<table:table-cell><{over}><text:p>check</text:p></{over}></table:table-cell>"
    table, problems = read(ods_of({"S": ods_row("unit", "x", "y") + ods_row("a", noted, 0.5)}))
    assert problems == []
    assert cells(table) == {"unit": ["a"], "x": [""], "y": ["0.5"]}


@pytest.mark.parametrize(
    "rows",
    [
        xlsx_row(2, "a", '<c><v>1</v></c><c r="B2"><v>2</v></c>'),
        xlsx_row(2, "a", "<c><v>1</v><v>2</v></c>"),
        xlsx_row(2, "a", 1) + xlsx_row(2, "a", 2),
    ],
)
def test_two_values_in_one_place_are_no_sheet(rows: str) -> None:
    with pytest.raises(SourceFault, match="damaged"):
        read(xlsx_of(HEAD + rows))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30))
def test_no_number_loses_a_bit(numbers: list[float]) -> None:
    rows = [xlsx_row(row, f"u{row}", number) for row, number in enumerate(numbers, 2)]
    table, _ = read(xlsx_of(HEAD + "".join(rows)))
    assert [float(cell) for cell in table.columns[1].cells] == numbers


def test_dates_truth_values_and_durations_are_text() -> None:
    values = [
        dt.date(2022, 6, 1),
        dt.datetime(2022, 6, 1, 13, 5),  # noqa: DTZ001 - workbooks know no time zones
        dt.time(3, 4),
        dt.timedelta(hours=30),
        True,
        "1.234",
    ]
    table, _ = read(written({"S": [["unit", "x"], *(["a", value] for value in values)]}))
    assert table.columns[1].cells == (
        "2022-06-01", "2022-06-01 13:05:00", "03:04:00", "30:00:00", "TRUE", "1.234",
    )  # fmt: skip
    assert not any(isinstance(cell, NumberCell) for cell in table.columns[1].cells)


def test_a_place_in_a_sheet_is_a_cell() -> None:
    rows = [[None] * 4, [None, None, "unit", "x"], [None, None, "a", 1], [None, None, "b", 2]]
    table, problems = read(written({"Dữ liệu": rows}))
    assert problems == []
    assert (table.source, table.header_line) == ("b.xlsx!Dữ liệu", 2)
    assert isinstance(table.source, SheetName)
    assert str(table.place(table.columns[1], 1)) == "b.xlsx!Dữ liệu!D4"


def test_a_range_is_read_and_nothing_around_it() -> None:
    rows = [["Bảng 1"], ["STT", "unit", "x", "note"], [1, "a", 5, "n"], [2, "b", 6, "n"], ["Nguồn: Bộ"]]
    table, problems = read(written({"S": rows}), range="B2:C4")
    assert problems == []
    assert cells(table) == {"unit": ["a", "b"], "x": ["5", "6"]}
    assert str(table.place(table.columns[0], 0)) == "b.xlsx!S!B3"
    assert cells(read(written({"S": rows}), range="c4:b1", skip_rows=1)[0]) == cells(table)


@pytest.mark.parametrize("text", ["3", "B2", "A1:", "A1:B2:C3", "A0:B2", "AAAA1:B2", "A1:B9999999", "x:y"])
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(UsageFault, match="is not a range of cells"):
        read(written({"S": [["unit"], ["a"]]}), range=text)


def test_a_range_beside_the_table_holds_nothing() -> None:
    problem = refused(written({"S": [["unit"], ["a"]]}), range="D1:E5")
    assert (problem.code, str(problem.place)) == ("header-not-found", "b.xlsx!S!1")


TWO: dict[str, Any] = {"A": [["unit", "x"], ["a", 1]], "Ghi chú": [["n"]], "Rỗng": []}


def test_the_only_sheet_with_content_is_read() -> None:
    table, problems = read(written({"Rỗng": [], "B": TWO["A"]}))
    assert (table.source, problems) == ("b.xlsx!B", [])


def test_several_sheets_are_listed_and_none_is_chosen() -> None:
    problem = refused(written(TWO))
    assert problem.code == "ambiguous-sheet"
    assert "2 sheets hold something" in problem.message
    assert problem.message.endswith(": A, Ghi chú")
    assert problem.fix == "declare --sheet with its name or number, such as --sheet A"


@pytest.mark.parametrize("declared", ["A", "1", "a "])
def test_a_sheet_by_name_or_number(declared: str) -> None:
    assert read(written(TWO), sheet=declared)[0].source == "b.xlsx!A"


def test_a_name_counts_before_a_number() -> None:
    book = written({"2": [["unit"], ["first"]], "x": [["unit"], ["second"]]})
    assert cells(read(book, sheet="2")[0]) == {"unit": ["first"]}


def test_an_unknown_sheet_gets_a_suggestion() -> None:
    with pytest.raises(UsageFault) as caught:
        read(written(TWO), sheet="Ghi chu")
    assert caught.value.message == "b.xlsx has no sheet Ghi chu"
    assert caught.value.fix == "Did you mean Ghi chú? Its sheets are A, Ghi chú, Rỗng."


def test_a_hidden_sheet_is_passed_over_with_a_word() -> None:
    def hide(book: Any) -> None:
        book["Ghi chú"].sheet_state = "hidden"

    table, problems = read(written(TWO, hide))
    assert table.source == "b.xlsx!A"
    assert said(problems) == [("warning", "hidden-sheet", "b.xlsx")]
    assert "Ghi chú (hidden)" in problems[0].message


def test_empty_workbooks_and_sheets() -> None:
    assert refused(written({"A": [], "B": []})).code == "empty-file"
    assert refused(written({"A": [], "B": [["x"]]}), sheet="A").code == "empty-file"


MERGED = [["unit", "Kinh tế", None], [None, "x", "y"], ["a", 1, 2]]


def merge(*areas: str) -> Any:
    def change(book: Any) -> None:
        for area in areas:
            book["S"].merge_cells(area)

    return change


def test_merged_headings_are_refused_until_their_rows_are_declared() -> None:
    book = written({"S": MERGED}, merge("B1:C1", "A1:A2"))
    problem = refused(book)
    assert (problem.code, str(problem.place)) == ("merged-header", "b.xlsx!S!A1")
    assert "(A1:A2, B1:C1)" in problem.message
    assert problem.fix is not None
    assert problem.fix.startswith("declare --header-rows 2, or unmerge")
    table, problems = read(book, header_rows=2)
    assert problems == []
    assert cells(table) == {"unit": ["a"], "Kinh tế / x": ["1"], "Kinh tế / y": ["2"]}


def test_three_rows_of_merged_headings_are_counted() -> None:
    rows = [["unit", "A", None], [None, "B", "C"], [None, "x", "y"], ["a", 1, 2]]
    problem = refused(written({"S": rows}, merge("A1:A3", "B1:C1")))
    assert problem.fix is not None
    assert problem.fix.startswith("declare --header-rows 3,")


def test_a_merged_title_is_a_title() -> None:
    problem = refused(written({"S": [["Bảng", None], ["unit", "x"], ["a", 1]]}, merge("A1:B1")))
    assert problem.code == "header-not-found"
    assert problem.fix == "if the headings are on line 2, declare --skip-rows 1"


def test_merged_cells_of_the_data_are_an_error() -> None:
    _, problems = read(written({"S": [["unit", "x"], ["a", 1], ["b", None]]}, merge("B2:B3")))
    assert said(problems) == [("error", "merged-cells", "b.xlsx!S!B2")]


@pytest.mark.parametrize(
    ("heading", "text", "named"),
    [
        ("STT", "Cộng", True),
        ("STT", "Khối sở, ban, ngành", True),
        ("STT", "1", False),
        ("code", "Nguồn: báo cáo", True),
        ("code", "Sở A", False),
    ],
)
def test_a_row_named_by_a_merged_cell_may_be_left_out_by_that_name(
    heading: str, text: str, named: bool
) -> None:
    book = written({"S": [[heading, "unit", "x"], ["1", "a", 1], [text, None, 2]]}, merge("A3:B3"))
    _, (problem,) = read(book)
    assert (problem.code, problem.unit) == ("merged-cells", text if named else None)
    _, problems = read(book, ignore_units=[text])
    assert [one.code for one in problems] == ([] if named else ["merged-cells"])


def test_formulas_count_and_their_values_are_read() -> None:
    rows = xlsx_row(2, "a", "<c><f>1+1</f><v>2</v></c>") + xlsx_row(3, "b", "<c><f>1+2</f><v>3</v></c>")
    table, problems = read(xlsx_of(HEAD + rows))
    assert cells(table)["x"] == ["2", "3"]
    assert said(problems) == [("warning", "cached-formula", "b.xlsx!S!B2")]
    assert problems[0].message.startswith("2 cells have formulas;")


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>", "\n<v>\n</v>\n"])
def test_a_formula_without_a_value_is_an_error(value: str) -> None:
    rows = xlsx_row(2, "a", f"<c><f>1+1</f>{value}</c>") + xlsx_row(3, "b", 3)
    assert said(read(xlsx_of(HEAD + rows))[1]) == [("error", "uncomputed-formula", "b.xlsx!S!B2")]


def test_a_formula_whose_text_is_empty_has_a_value() -> None:
    rows = xlsx_row(2, "a", '<c t="str"><f>""</f><v></v></c>')
    assert said(read(xlsx_of(HEAD + rows))[1]) == [("warning", "cached-formula", "b.xlsx!S!B2")]


def test_values_that_a_program_never_computed_are_an_error() -> None:
    # XlsxWriter cannot compute: it stores 0 for every formula, and asks programs to compute on loading.
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["unit", "x"])
        sheet.write_row(1, 0, ["a"])
        sheet.write_formula(1, 1, "=1+1")
    table, problems = read(buffer.getvalue())
    assert cells(table)["x"] == ["0"]
    assert said(problems) == [("error", "uncomputed-formula", "b.xlsx!S!B2")]
    assert "did not compute" in problems[0].message


def test_failed_formulas_are_no_empty_cells() -> None:
    rows = xlsx_row(2, "a", '<c t="e"><f>NA()</f><v>#N/A</v></c>') + xlsx_row(
        3, "b", '<c t="e"><v>#REF!</v></c>'
    )
    assert cells(read(xlsx_of(HEAD + rows))[0])["x"] == ["#N/A", "#REF!"]


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    rows = HEAD + xlsx_row(2, "a", 1, attributes='hidden="1"') + xlsx_row(3, "b", 2)
    hidden = '<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
    table, problems = read(xlsx_of(rows, before=hidden))
    assert cells(table) == {"unit": ["a", "b"], "x": ["1", "2"]}
    assert said(problems) == [
        ("warning", "hidden-columns", "b.xlsx!S!B1"),
        ("warning", "hidden-rows", "b.xlsx!S!2"),
    ]


def test_rows_and_cells_may_leave_their_places_out() -> None:
    rows = '<row><c t="inlineStr"><is><t>unit</t></is></c></row><row><c t="e"><v>#N/A</v></c></row>'
    assert cells(read(xlsx_of(rows))[0]) == {"unit": ["#N/A"]}


def test_a_prefix_before_every_element_changes_nothing() -> None:
    entries = xlsx_entries(HEAD + xlsx_row(2, "a", '<c t="e"><v>#N/A</v></c>'))
    sheet = entries["xl/worksheets/s.xml"].replace("xmlns=", "xmlns:x=")
    entries["xl/worksheets/s.xml"] = sheet.replace("</", "<|").replace("<", "<x:").replace("<x:|", "</x:")
    assert cells(read(zipped(entries))[0]) == {"unit": ["a"], "x": ["#N/A"]}


def test_headings_of_one_name_are_called_by_letter() -> None:
    _, problems = read(written({"S": [["unit", "x", "x"], ["a", 1, 2]]}))
    assert said(problems) == [("error", "duplicate-heading", "b.xlsx!S!C1")]
    assert problems[0].message == "columns B and C have the same heading"


def test_declarations_about_text_are_of_no_use() -> None:
    _, problems = read(written({"S": [["unit"], ["a"]]}), delimiter=";", encoding="cp1258")
    assert [(problem.code, problem.message) for problem in problems] == [
        ("unused-option", "--delimiter says nothing about a workbook"),
        ("unused-option", "--encoding says nothing about a workbook"),
    ]
    _, problems = table_of(b"unit,x\na,1\n", "t.csv", TableOptions(sheet="A"))
    assert said(problems) == [("warning", "unused-option", "t.csv")]


def test_formulas_of_bars_and_sparklines_are_none_of_a_cell() -> None:
    """As Excel writes them behind the last cell, in an extension that other programs pass over."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("S")
        for row, values in enumerate((["unit", "x", "y"], ["a", 1, 2], ["b", 2, 4])):
            sheet.write_row(row, 0, values)
        sheet.conditional_format(
            "B2:B3", {"type": "data_bar", "bar_solid": True, "min_type": "num", "min_value": 0}
        )
        sheet.add_sparkline("E2", {"range": "S!B2:C2"})
    found, problems = read(made.getvalue())
    assert problems == []
    assert cells(found)["y"] == ["2", "4"]


# OpenDocument


def test_ods_repeats_errors_formulas_and_what_is_hidden() -> None:
    error = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0" '
        'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    percent = '<table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85%</text:p></table:table-cell>'
    empty = '<table:table-cell table:number-columns-repeated="16382"/>'
    rows = (
        ods_row("unit", "x", empty)
        + ods_row("a", percent, empty)
        + ods_row("b", error, empty, attributes='table:visibility="collapse"')
        + ods_row("c", 0.1, attributes='table:number-rows-repeated="2"')
        + ods_row(empty, attributes='table:number-rows-repeated="1048571" table:visibility="collapse"')
    )
    table, problems = read(ods_of({"Bảng 1": rows}))
    assert cells(table) == {"unit": ["a", "b", "c", "c"], "x": ["85%", "#N/A", "0.1", "0.1"]}
    assert said(problems) == [
        ("warning", "hidden-rows", "b.xlsx!Bảng 1!3"),
        ("warning", "cached-formula", "b.xlsx!Bảng 1!B3"),
    ]


def test_the_title_of_a_group_over_a_whole_row_may_be_left_out_by_its_text() -> None:
    rows = [["unit", "x", "y"], ["a", 1, 2], ["Khu A", None, None], ["b", None, 2]]
    book = written({"S": rows}, merge("A3:C3", "A4:B4"))
    assert [(one.code, one.unit) for one in read(book)[1]] == [
        ("merged-cells", "Khu A"),
        ("merged-cells", None),
    ]


def test_ods_merged_headings_and_formulas_without_value() -> None:
    wide = '<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>K</text:p></table:table-cell><table:covered-table-cell/>'
    rows = (
        ods_row("unit", wide)
        + ods_row("", "x", "y")
        + ods_row("a", 1, '<table:table-cell table:formula="of:=1"/>')
    )
    assert refused(ods_of({"S": rows})).code == "merged-header"
    table, problems = read(ods_of({"S": rows}), header_rows=2)
    assert [column.header for column in table.columns] == ["unit", "K / x", "K / y"]
    assert said(problems) == [("error", "uncomputed-formula", "b.xlsx!S!C3")]


def test_ods_sheets_are_chosen_as_those_of_xlsx() -> None:
    book = ods_of({"A": ods_row("unit") + ods_row("a"), "B": ods_row("n")})
    assert refused(book).code == "ambiguous-sheet"
    assert read(book, sheet="2")[0].source == "b.xlsx!B"


# What is no workbook, or more than one should unpack


def broken_at(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def renamed(entry: str) -> bytes:
    return zipped({entry: "x"})


SOUND = written({"S": [["unit", "x"], ["a", 1]]})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SOUND[:-30], "damaged or incomplete"),
        (SOUND[:200], "damaged or incomplete"),
        (broken_at(SOUND, 60), "damaged or incomplete"),
        (b"PK\x03\x04 and no more", "damaged or incomplete"),
        (renamed("xl/workbook.bin"), "binary .xlsb format"),
        (renamed("word/document.xml"), "an office document, but no workbook"),
        (renamed("Index/Document.iwa"), "Apple Numbers"),
        (renamed("data.csv"), "a zip archive and no workbook"),
        (ods_of({"S": ""}, mimetype="application/vnd.oasis.opendocument.text"), "an office document"),
        (ods_of({"S": ""}, manifest="<m:encryption-data/>"), "protected by a password"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"\xef\xbb\xbf <HTML><table>", "a web page"),
        (b"<?xml version='1.0'?><Workbook>", "an XML text"),
        (b"\x1f\x8b\x08rest", "compressed with gzip"),
        (b"%PDF-1.7", "a PDF"),
        (b"<svg role='img'>", "a picture"),
        (b"# of the departments\nid: d\ntitle: D\nauthority: {issuer: x}\n", "a weighting file"),
        (b'id = "d"\n\n[authority]\nissuer = "x"\n\n[index]\ncode = "D"\n', "a weighting file"),
        (b"<stata_dta><header>", "a Stata file"),
        (b"\x72\x02\x01\x00\x04\x00", "a Stata file"),
        (b"$FL2@(#) SPSS DATA FILE", "an SPSS file"),
        (bytes(12) + b"\xc2\xea\x81\x60\xb3\x14", "a SAS file"),
        (b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "a SAS file"),
        (b'[{"unit": "a", "x": 1}]', "is JSON"),
        (b'\xef\xbb\xbf[\n  {"unit": "a"}\n]', "is JSON"),
        (xlsx_of("<row><c r='ZZZZ1'/></row>"), "damaged or incomplete"),
        (xlsx_of("<row r='1'><c r='A2'/></row>"), "damaged or incomplete"),
        (xlsx_of("<row r='0'/>"), "damaged or incomplete"),
        (xlsx_of("<row>"), "damaged or incomplete"),
    ],
)
def test_files_that_are_not_read(data: bytes, words: str) -> None:
    with pytest.raises(SourceFault, match=words) as caught:
        read(data)
    assert caught.value.fix


def test_entities_are_not_expanded() -> None:
    entries = xlsx_entries(HEAD + xlsx_row(2, "a", 1))
    entries["xl/worksheets/s.xml"] = '<!DOCTYPE w [<!ENTITY e "1">]>' + entries["xl/worksheets/s.xml"]
    with pytest.raises(SourceFault, match="damaged"):
        read(zipped(entries))


def test_a_text_may_begin_like_another_kind_of_file() -> None:
    for heading in ("PAR1", "PK", "PARENT", "BZh", "[{x}]", "$FL2", "HEADER RECORD"):
        assert (
            table_of(f"{heading},x\na,1\n".encode(), "t.csv", TableOptions())[0].columns[0].header == heading
        )


def test_what_unpacks_beyond_the_bound_is_refused_before_it_is() -> None:
    book = written({"S": [["unit"], ["a" * 20_000]]})
    with pytest.raises(SourceFault, match=r"unpacks from .* kB to .*, and at most 10.0 kB are read at once"):
        read(book, max_bytes=10_000)


def test_a_bomb_is_known_by_its_ratio() -> None:
    entries = xlsx_entries(HEAD) | {"xl/media.bin": bytes(20 * 2**20)}
    with pytest.raises(SourceFault, match="more than 100 times as much"):
        read(zipped(entries))


def test_an_entry_that_holds_more_than_it_claims_is_refused() -> None:
    data = bytearray(zipped(xlsx_entries(HEAD + xlsx_row(2, "a", 1)) | {"docProps/app.xml": "x" * 5000}))
    entry = next(
        info
        for info in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist()
        if info.filename.startswith("doc")
    )
    # The size in the central directory, 24 bytes into its record, and the CRC of what is claimed.
    record = bytes(data).rindex(b"PK\x01\x02", 0, bytes(data).rindex(b"docProps/app.xml"))
    assert struct.unpack_from("<I", data, record + 24) == (entry.file_size,)
    struct.pack_into("<I", data, record + 24, 10)
    struct.pack_into("<I", data, record + 16, zipfile.crc32(b"x" * 10))  # type: ignore[attr-defined]  # from zlib
    with pytest.raises(SourceFault, match="damaged"):
        read(bytes(data))


@pytest.mark.parametrize(
    "book",
    [
        xlsx_of(HEAD + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ods_of({"S": ods_row(1.0, attributes='table:number-rows-repeated="1000000"') + ods_row(*[1.0] * 20)}),
        ods_of(
            {
                "S": '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" '
                'table:formula="of:=1" office:value-type="float" office:value="1"/></table:table-row>'
            }
        ),
    ],
    ids=["a far cell", "repeated rows", "repeated formulas"],
)
def test_a_sheet_that_reaches_too_far_is_refused_at_once(book: bytes) -> None:
    problem = refused(book)
    assert problem.code == "table-too-large"
    assert problem.fix == "delete what stands far from the table, or copy the table into a new sheet"


def test_the_bound_on_cells_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    book = written({"S": [["unit", "x"], ["a", 1], ["b", 2]]})
    monkeypatch.setattr(sheet_tables, "MAXIMUM_GRID", 6)
    assert read(book)[0].rows == 2
    monkeypatch.setattr(sheet_tables, "MAXIMUM_GRID", 5)
    assert refused(book).code == "table-too-large"


def test_the_library_may_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UsageFault, match="python-calamine, which reads them, is not installed") as caught:
        read(SOUND)
    assert caught.value.fix is not None
    assert "pip install python-calamine" in caught.value.fix


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_a_damaged_byte_is_refused_or_changes_nothing(place: int, change: int) -> None:
    damaged = SOUND[:place] + bytes([SOUND[place] ^ change]) + SOUND[place + 1 :]
    try:
        table, _ = read(damaged)
    except (SourceFault, InvalidData, UsageFault):
        return
    if isinstance(table.source, SheetName):
        assert cells(table) == {"unit": ["a"], "x": ["1"]}


@pytest.mark.parametrize("name", ["xl/worksheets/S.xml", "xl\\worksheets\\s.xml", "xl/worksheets/s.xml"])
def test_two_parts_of_one_name_are_refused(name: str) -> None:
    """Programs differ in which of the two they read, since case does not count in names of parts."""
    entries = [*xlsx_entries(HEAD + xlsx_row(2, "a", 1.0)).items()]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the name that is there already, which is what is tried
        for part, content in [*entries, (name, entries[-1][1].replace("<v>1.0", "<v>2.0"))]:
            archive.writestr(part, content)
    with pytest.raises(SourceFault, match=r"two parts.* one and the same"):
        read(buffer.getvalue())


def test_two_sheets_of_one_name_are_refused() -> None:
    entries = xlsx_entries(HEAD + xlsx_row(2, "a", 1.0))
    sheet = '<sheet name="S" sheetId="1" r:id="r1"/>'
    entries["xl/workbook.xml"] = entries["xl/workbook.xml"].replace(sheet, sheet + sheet.replace("1", "2", 1))
    with pytest.raises(SourceFault, match="damaged"):
        read(zipped(entries), sheet="S")
