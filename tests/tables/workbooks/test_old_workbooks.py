"""Workbooks of Excel 97 to 2003: read as the same table in XLSX, with every trap of a sheet named or refused."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from dtiscore.errors import InvalidData, Problem, SourceFault
from dtiscore.tables.options import TableOptions
from dtiscore.tables.raw import NumberCell, RawTable
from dtiscore.tables.reading import table_of

xlwt = pytest.importorskip("xlwt")

ROWS: list[list[Any]] = [["unit", "x"], ["a", 0.85], ["b", 7]]
PERCENT = xlwt.easyxf(num_format_str="0.0%")


def written(rows: Sequence[Sequence[Any]] = ROWS, change: Callable[[Any, Any], None] | None = None) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Số liệu", cell_overwrite_ok=True)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    if change is not None:
        change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, **options: Any) -> tuple[RawTable, list[Problem]]:
    return table_of(data, "b.xls", TableOptions(**options))


def cells(data: bytes, **options: Any) -> list[list[str]]:
    table, problems = read(data, **options)
    assert problems == []
    return [list(column.cells) for column in table.columns]


def test_numbers_come_as_stored_and_per_cent_as_shown() -> None:
    assert cells(written()) == [["a", "b"], ["0.85", "7"]]
    assert all(type(cell) is NumberCell for cell in read(written())[0].columns[1].cells)
    of_percent = written(change=lambda _, sheet: sheet.write(1, 1, 0.85, PERCENT))
    assert cells(of_percent)[1] == ["85%", "7"]
    literal = xlwt.easyxf(num_format_str='0.0"%"')
    assert cells(written(change=lambda _, sheet: sheet.write(1, 1, 8.5, literal)))[1] == ["8.5", "7"]


def test_dates_truth_values_and_errors_are_texts() -> None:
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")

    def change(_: Any, sheet: Any) -> None:
        sheet.write(1, 1, dt.date(2022, 5, 20), day)
        sheet.write(2, 1, True)
        sheet.write(3, 0, "c")
        sheet.row(3).set_cell_error(1, "#DIV/0!")

    assert cells(written(change=change))[1] == ["2022-05-20", "TRUE", "#DIV/0!"]


def test_a_title_is_skipped_and_places_are_cells() -> None:
    table, _ = read(written([["BẢNG 1"], *ROWS]), skip_rows=1)
    assert str(table.place(table.columns[1], 0)) == "b.xls!Số liệu!B3"


def test_headings_over_two_rows_are_joined_where_they_are_merged() -> None:
    def change(_: Any, sheet: Any) -> None:
        sheet.merge(0, 0, 1, 2)
        sheet.merge(0, 1, 0, 0)

    rows: list[list[Any]] = [["unit", "Nền tảng", ""], ["", "x", "y"], ["a", 1, 2]]
    table, problems = read(written(rows, change), header_rows=2)
    assert problems == []
    assert [column.header for column in table.columns] == ["unit", "Nền tảng / x", "Nền tảng / y"]
    with pytest.raises(InvalidData) as caught:
        read(written(rows, change))
    assert [problem.code for problem in caught.value.problems] == ["merged-header"]


def test_what_is_hidden_is_told() -> None:
    def change(_: Any, sheet: Any) -> None:
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    codes = [problem.code for problem in read(written(change=change))[1]]
    assert codes == ["hidden-columns", "hidden-rows"]


def test_a_hidden_sheet_is_left_out_and_told_and_two_are_not_guessed() -> None:
    def with_another(visibility: int) -> bytes:
        def change(book: Any, _: Any) -> None:
            other = book.add_sheet("2021")
            other.write(0, 0, "unit")
            other.visibility = visibility

        return written(change=change)

    table, problems = read(with_another(1))
    assert (table.source, [problem.code for problem in problems]) == ("b.xls!Số liệu", ["hidden-sheet"])
    with pytest.raises(InvalidData, match="2 sheets hold something"):
        read(with_another(0))


def test_the_mark_of_a_footnote_is_no_digit() -> None:
    raised = xlwt.easyfont("escapement superscript")

    def change(_: Any, sheet: Any) -> None:
        sheet.write_rich_text(1, 1, ["0.73", ("1", raised)])

    assert [problem.code for problem in read(written(change=change))[1]] == ["marked-digits"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (written()[:2000] + "Workbook\0".encode("utf-16-le"), "damaged or incomplete"),
        (written()[:512] + bytes(4000) + "Workbook\0".encode("utf-16-le"), "damaged or incomplete"),
        (written()[: len(written()) // 2], "damaged or incomplete"),
        (written()[:600], "damaged or incomplete"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old office document, but no workbook"),
        (
            written().replace("Workbook".encode("utf-16-le"), "Document".encode("utf-16-le")),
            "but no workbook",
        ),
    ],
)
def test_what_is_no_whole_workbook_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceFault, match=words) as caught:
        read(data)
    assert caught.value.fix
