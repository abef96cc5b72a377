"""What a workbook hides and what is read of it: a warning each time, whichever way a sheet was chosen."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # XlsxWriter ships no types
from tests.tables.workbooks.books import ods_of, ods_row, written, xlsx_of, xlsx_row

import dtiscore
from dtiscore.errors import InvalidData, Problem
from dtiscore.questions.doctor.answer.examination import examine
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.tables.options import TableOptions
from dtiscore.tables.reading import table_of

THIS_YEAR = [["unit", "x"], ["a", 1], ["b", 2]]
YEAR_BEFORE = [["unit", "x"], ["a", 3], ["b", 4], ["c", 5]]
NOTES = [["Ghi chú"], ["Nguồn: báo cáo"]]


def hide(*names: str, state: str = "hidden") -> Any:
    def change(book: Any) -> None:
        for name in names:
            book[name].sheet_state = state

    return change


def warned(data: bytes, **options: Any) -> list[Problem]:
    return table_of(data, "b.xlsx", TableOptions(**options))[1]


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    assert all(problem.severity == "warning" for problem in problems)
    return [(problem.code, str(problem.place)) for problem in problems]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("named", ["2021", "1"])
def test_a_hidden_sheet_warns_when_it_is_named_or_numbered(state: str, named: str) -> None:
    book = written({"2021": YEAR_BEFORE, "2022": THIS_YEAR}, hide("2021", state=state))
    (problem,) = warned(book, sheet=named)
    assert (problem.code, problem.severity, str(problem.place)) == ("hidden-sheet", "warning", "b.xlsx!2021")
    assert problem.message == "the sheet 2021 is hidden in the workbook, and read because it is declared"
    assert warned(book, sheet="2022") == []
    assert told(warned(book)) == [("hidden-sheet", "b.xlsx")]


def test_a_hidden_sheet_of_ods_warns_as_well() -> None:
    rows = ods_row("unit", "x") + ods_row("a", 3)
    book = ods_of({"2021": rows, "2022": rows}, hidden=["2021"])
    assert told(warned(book)) == [("hidden-sheet", "b.xlsx")]
    assert told(warned(book, sheet="2022")) == []
    assert told(warned(book, sheet="2021")) == [("hidden-sheet", "b.xlsx!2021")]


def test_scores_and_validations_of_a_hidden_sheet_bear_the_warning(tmp_path: Path) -> None:
    path, edition = tmp_path / "b.xlsx", tmp_path / "w.yaml"
    path.write_bytes(written({"2021": YEAR_BEFORE, "2022": THIS_YEAR}, hide("2021")))
    edition.write_text(
        "{id: w, title: W, authority: {decision: d, issuer: i, source: s}, publish: {as: score, decimals: 2},"
        " rank: {on: full}, index: {code: x, rule: {kind: identity}}}"
    )
    assert [one.code for one in dtiscore.score(path, edition, sheet="2021").warnings] == ["hidden-sheet"]
    assert [one.code for one in dtiscore.validate(path, edition, sheet="2021").problems] == ["hidden-sheet"]
    with pytest.raises(InvalidData):
        dtiscore.score(path, edition, sheet="2021", strict=True)


def test_hidden_rows_and_columns_without_content_are_not_told() -> None:
    rows = xlsx_row(1, "unit", "", "x") + xlsx_row(2, attributes='hidden="1"') + xlsx_row(3, "a", "", 1)
    hidden = '<cols><col min="2" max="2" hidden="1"/></cols>'
    assert told(warned(xlsx_of(rows, before=hidden))) == [
        ("empty-column", "b.xlsx!S!B1"),
        ("blank-line", "b.xlsx!S!2"),
    ]


def test_what_has_no_height_or_width_is_hidden_too() -> None:
    rows = xlsx_row(1, "unit", "x") + xlsx_row(2, "a", 1, attributes='ht="0" customHeight="1"')
    hidden = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'
    assert [code for code, _ in told(warned(xlsx_of(rows, before=hidden)))] == [
        "hidden-columns",
        "hidden-rows",
    ]


def test_rows_that_a_filter_or_a_group_hides_are_told() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("S")
    for row, cells in enumerate(YEAR_BEFORE):
        sheet.write_row(row, 0, cells)
    sheet.autofilter(0, 0, 3, 1)
    sheet.filter_column(1, "x > 3")
    sheet.set_row(1, options={"hidden": True})
    sheet.set_row(2, None, None, {"level": 1, "hidden": True})
    book.close()
    (problem,) = warned(buffer.getvalue())
    assert problem.message == "2 rows of the table are hidden, and read all the same: 2, 3"


# What the doctor proposes


def sheet_finding(data: bytes) -> Observation:
    found = examine(data, "b.xlsx").findings
    return next(finding for finding in found if finding.topic == "sheet")


def test_the_doctor_prefers_a_sheet_that_is_shown() -> None:
    finding = sheet_finding(written({"2021": YEAR_BEFORE, "2022": THIS_YEAR}, hide("2021")))
    assert dict(finding.declares) == {"sheet": "2022"}
    assert finding.reason.endswith("the others: 2021 (hidden)")


@pytest.mark.parametrize("others", [{"Ghi chú": NOTES}, {}])
def test_the_doctor_says_that_the_only_table_is_hidden(others: dict[str, Any]) -> None:
    sheets = {"2021": YEAR_BEFORE, "Rỗng": [], **others}
    finding = sheet_finding(written(sheets, hide("2021")))
    assert dict(finding.declares) == {"sheet": "2021"}
    assert str(finding.place) == "b.xlsx!2021"
    assert "it is hidden" in finding.reason
