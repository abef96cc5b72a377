"""Workbooks: what is a number, what is a text, and that nothing ever is a formula; read back by another library."""

from __future__ import annotations

import io
import random
import struct
import sys
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import pytest
from hypothesis import given, settings, strategies as st
from tests.conftest import ROOT
from tests.render.pictures.drawn import PLAIN

import dtiscore
from dtiscore.analysis.movement import moves
from dtiscore.errors import UsageFault
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.drawing.screen import Screen
from dtiscore.render.forms.form import Setting
from dtiscore.render.forms.workbook import LETTERS, ROWS, draw, to_xlsx


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(columns: Mapping[str, Sequence[Any]], **options: Any) -> list[list[Any]]:
    """The cells below the headings of the first sheet."""
    sheet = read(to_xlsx(columns, sheet="x", **options)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(min_row=2)]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_values_keep_their_types() -> None:
    columns: dict[str, list[Any]] = {
        "a": [1],
        "b": [0.5],
        "c": ["4.10"],
        "d": [True],
        "e": [None],
        "f": [-2.5],
        "g": [np.int64(7)],
    }
    (row,) = cells(columns)
    assert [(cell.value, cell.data_type) for cell in row] == [
        (1, "n"),
        (0.5, "n"),
        ("4.10", "s"),
        (True, "b"),
        (None, "n"),
        (-2.5, "n"),
        (7, "n"),
    ]


def test_every_digit_of_a_number_is_there() -> None:
    drawn = random.Random(1)
    floats = [0.1 + 0.2, 1 / 3, 1e-300, 1e100, 5e-324, -0.0]
    floats += [x for x in (struct.unpack("d", drawn.randbytes(8))[0] for _ in range(500)) if abs(x) < 1e300]
    assert any(float(f"{x:.16G}") != x for x in floats)  # the library alone would lose some
    assert [row[0].value for row in cells({"x": floats})] == floats


def test_a_whole_number_beyond_floats_is_a_text() -> None:
    assert [row[0].value for row in cells({"x": [2**53, 2**53 + 1]})] == [2**53, "9007199254740993"]


def test_nan_is_an_empty_cell() -> None:
    ((cell, _),) = cells({"x": [float("nan")], "y": [1]})
    assert cell.value is None


def test_numbers_are_shown_with_the_published_decimals_where_they_are_known() -> None:
    columns: dict[str, list[Any]] = {"rank": [1], "DTI": [0.80021234], "whole": [2.5]}
    (row,) = cells(columns, decimals={"DTI": 4, "whole": 0, "absent": 2})
    assert [cell.number_format for cell in row] == ["General", "0.0000", "0"]
    assert row[1].value == 0.80021234


FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "{=1}",
    "http://a.b",
    "mailto:a@b",
    "internal:x!A1",
    "1e5",
    "0012",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_stays_a_text(text: str) -> None:
    data = to_xlsx({text: [text]}, sheet="x", about={text: text})
    for sheet in read(data).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type == "s"
                assert cell.number_format == "@"  # also once somebody edits the cell
                assert cell.hyperlink is None
        assert sheet.cell(2, 1).value == text
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "text", ["<r><t>x</t></r>", "<r></r>", "<r>&lt;</r>", "<r>x</si><si></r>", "<r>", "</r>"]
)
def test_a_text_cannot_be_the_markup_of_the_library(text: str) -> None:
    data = to_xlsx({text: [text]}, sheet="x")
    sheet = read(data).worksheets[0]
    assert [sheet.cell(1, 1).value, sheet.cell(2, 1).value] == [text, text]
    # Only the two escaped runs of it stand in the file.
    assert text not in part(data, "xl/sharedStrings.xml").replace("<r><t>&lt;</t></r>", "")


def test_what_acts_is_written_as_an_escape() -> None:
    texts = [
        "\x1b[2J",
        "a\nb",
        "\u202eevil",
        "\ud800",
        "\ufffe",
        "\uffff",
        "_x0041_",
        "zero\u200dwidth",
        " Huế ",
    ]
    shown = [
        "\\x1b[2J",
        "a\\nb",
        "\\u202eevil",
        "\\ud800",
        "\\ufffe",
        "\\uffff",
        "_x0041_",
        "zero\u200dwidth",
        " Huế ",
    ]
    data = to_xlsx({"x": texts}, sheet="x")
    # openpyxl does not undo the escape of what looks like one: so the file is looked into.
    assert part(data, "xl/sharedStrings.xml").count("_x005F_x0041_") == 1
    read_back = [row[0].value for row in read(data).worksheets[0].iter_rows(min_row=2)]
    assert [text.replace("_x005F_", "_") for text in read_back] == shown


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(min_codepoint=32, exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])),
        min_size=1,
    )
)
def test_any_text_is_read_back(texts: list[str]) -> None:
    texts = [text for text in texts if text and "_x" not in text] or ["x"]
    assert [row[0].value for row in cells({"x": texts})] == texts


def test_the_sheets() -> None:
    book = read(to_xlsx({"a": [1]}, sheet="ranking", about={"provenance.data.rows": 63, "note": None}))
    assert book.sheetnames == ["ranking", "about"]
    assert book["ranking"].freeze_panes == "A2"
    assert book["ranking"]["A1"].font.b
    assert list(book["about"].values) == [("about", "value"), ("provenance.data.rows", 63), ("note", None)]
    assert read(to_xlsx({"a": [1]}, sheet="template")).sheetnames == ["template"]


def test_headings_alone_are_a_table_too() -> None:
    assert list(read(to_xlsx({"a": [], "b": []}, sheet="x")).worksheets[0].values) == [("a", "b")]


def test_the_same_bytes_and_a_date_that_is_given() -> None:
    columns: dict[str, list[Any]] = {"a": ["x", "y"], "b": [1, 2.5]}
    dated = datetime(2024, 2, 29, 12, tzinfo=UTC)
    assert to_xlsx(columns, sheet="x") == to_xlsx(columns, sheet="x")
    assert read(to_xlsx(columns, sheet="x")).properties.created == datetime(1980, 1, 1)  # noqa: DTZ001 - as it is read
    data = to_xlsx(columns, sheet="x", created=dated)
    assert "2024-02-29T12:00:00Z" in part(data, "docProps/core.xml")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_a_sheet_cannot_hold_is_refused() -> None:
    with pytest.raises(UsageFault, match="1,048,576 rows") as many:
        to_xlsx({"a": range(ROWS)}, sheet="x")
    assert "-f csv" in (many.value.fix or "")
    with pytest.raises(UsageFault, match="16,385 columns"):
        to_xlsx({str(i): [] for i in range(16_385)}, sheet="x")
    assert cells({"a": ["x" * LETTERS]})[0][0].value == "x" * LETTERS
    for text in ("x" * (LETTERS + 1), "\U0001f600" * (LETTERS // 2 + 1)):
        with pytest.raises(UsageFault, match="32,767 characters"):
            to_xlsx({"a": [text]}, sheet="x")


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageFault, match="XlsxWriter") as caught:
        to_xlsx({"a": [1]}, sheet="x")
    assert "pip install XlsxWriter" in (caught.value.fix or "")


def test_a_ranking_has_sheets_of_its_parts_its_changes_and_its_notes() -> None:
    folder = ROOT / "examples" / "dti-province"
    card = dtiscore.score(folder / "2023.csv", "dti-province-2022")
    moved = moves(card, dtiscore.score(folder / "2022.csv", "dti-province-2022"))
    data = draw(ShownRanking(card, moves=moved), Setting(None, Screen(), lambda: None))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it does not know bars of Excel
        book = read(data)
    assert book.sheetnames == ["ranking", "contributions", "lost points", "changes", "notes", "about"]
    assert book["ranking"].auto_filter.ref == "A2:N65"
    assert len(book["ranking"]._charts) == 1
    assert 'type="dataBar"' in part(data, "xl/worksheets/sheet1.xml")
    assert 'type="colorScale"' in part(data, "xl/worksheets/sheet1.xml")
    at = {row[1]: row for row in book["contributions"].iter_rows(min_row=3, values_only=True)}
    # Da Nang: 834.0 points of 1,000, the sum of its four parts, and 166.0 lost
    assert sum(at["48"][3:]) == pytest.approx(834.0, abs=0.05)
    lost = {row[1]: row for row in book["lost points"].iter_rows(min_row=3, values_only=True)}
    assert sum(lost["48"][3:]) == pytest.approx(166.0, abs=0.05)
    assert book["lost points"].auto_filter.ref == "A2:G65"
    assert book["lost points"]["D2"].value == "lost:I"
    changes = {row[2]: row for row in book["changes"].iter_rows(min_row=3, values_only=True)}
    assert changes["Hà Nội"][3:6] == (6, 24, 18)
    assert "Mean 0.6783." in [row[0] for row in book["notes"].iter_rows(min_row=3, values_only=True)]


def test_a_ranking_without_moves_has_no_sheet_of_changes() -> None:
    import pandas as pd

    card = dtiscore.score(pd.DataFrame({"unit": ["=a", "b"], "x": [-1.0, 2.0], "y": [0.5, 1.0]}), PLAIN)
    data = draw(ShownRanking(card), Setting("vi", Screen(), lambda: None))
    assert read(data).sheetnames == ["bảng xếp hạng", "đóng góp", "ghi chú", "nguồn"]  # in its language
    assert "dataBar" not in part(data, "xl/worksheets/sheet1.xml")  # bars of negative scores would mislead
