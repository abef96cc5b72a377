"""A workbook of several sheets: each is unpacked as often among many, and one that is damaged is told of."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.tables.workbooks.books import written

import dtiscore
from dtiscore.tables.workbooks.archives import Archive


def unpacked(many: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the doctor of a workbook with so many sheets unpacks the first of them."""
    table = folder / f"{many}.xlsx"
    rows = [["unit", "x"], *([f"U{row}", row / 7] for row in range(5))]
    table.write_bytes(written({f"S{number}": rows for number in range(many)}))
    times: Counter[str] = Counter()
    chunks = Archive.chunks

    def counted(self: Archive, name: str) -> Iterator[bytes]:
        times[name] += 1
        return chunks(self, name)

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "chunks", counted)
        found = dtiscore.doctor(table)
    assert found.suggested[0].declarations == {"sheet": "S0"}
    assert ("and 20 more" in found.findings[0].reason) == (many == 40)
    return max(times.values())


def test_a_sheet_is_unpacked_as_often_beside_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (unpacked(number, tmp_path, monkeypatch) for number in (13, 40))
    assert few == many < 60


@pytest.mark.parametrize("hidden", [False, True])
def test_a_damaged_sheet_is_told_of_and_no_hidden_one_proposed_instead(hidden: bool, tmp_path: Path) -> None:
    rows = [["unit", "x"], *([f"U{row}", row / 7] for row in range(5))]

    def hide(book: Any) -> None:
        book["S1"].sheet_state = "hidden" if hidden else "visible"

    whole = written({"S0": rows, "S1": rows[:4]}, hide)
    cut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as sound, zipfile.ZipFile(cut, "w") as damaged:
        for name in sound.namelist():
            data = sound.read(name)
            damaged.writestr(name, data[: len(data) // 2] if name.endswith("sheet1.xml") else data)
    (tmp_path / "b.xlsx").write_bytes(cut.getvalue())
    found = dtiscore.doctor(tmp_path / "b.xlsx")
    assert found.findings[0].reason.startswith("the sheet S0 cannot be read: ")
    assert [each.declarations for each in found.suggested] == ([] if hidden else [{"sheet": "S1"}])


DATA = [
    ["Đơn vị", "Hạ tầng", "Nhân lực", "Hồ sơ"],
    ["Sở A", 8, 15, 12],
    ["Sở B", 9, 18, 15],
    ["Sở C", 5, 12, 11],
]
DECISION = [
    ["STT", "Chỉ tiêu", "Điểm tối đa", "Cách tính", "Tài liệu kiểm chứng"],
    ["I", "Nền tảng", 30, "", ""],
    ["1", "Hạ tầng", 10, "tỷ lệ", "báo cáo"],
    ["2", "Nhân lực", 20, "tỷ lệ", "báo cáo"],
    ["II", "Hoạt động", 20, "", ""],
    ["1", "Hồ sơ", 20, "tỷ lệ", "báo cáo"],
]


@pytest.mark.parametrize("named", [{}, {"sheet": "Data"}, {"sheet": "1"}, {"weights_sheet": "QD"}])
def test_a_larger_sheet_that_lists_the_headings_of_another_is_no_table(
    named: dict[str, Any], tmp_path: Path
) -> None:
    """Its criteria were ranked, and where the table was named it was read as the decision is headed."""
    (tmp_path / "b.xlsx").write_bytes(written({"Data": DATA, "QD": DECISION}))
    begun = dtiscore.init(tmp_path / "b.xlsx", folder=tmp_path, **named)
    assert begun.draft is not None
    assert [(each.column, each.points) for each in begun.draft.criteria] == [
        ("Hạ tầng", 10),
        ("Nhân lực", 20),
        ("Hồ sơ", 20),
    ]


def test_the_doctor_says_why_it_takes_the_smaller_sheet(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(written({"Data": DATA, "QD": DECISION}))
    first = dtiscore.doctor(tmp_path / "b.xlsx").findings[0]
    assert (first.declares, first.reason) == (
        {"sheet": "Data"},
        "this sheet holds 4 rows and 4 columns, and its headings are listed on a larger one; the others: QD",
    )


def test_a_sheet_of_weights_that_lies_on_its_side_is_no_table_of_units(tmp_path: Path) -> None:
    turned = [["", "A", "B", "C"], ["Hạ tầng", 8, 9, 5], ["Nhân lực", 15, 18, 12], ["Hồ sơ", 12, 15, 11]]
    weights = [["", "Hạ tầng", "Nhân lực", "Hồ sơ"], ["Weight", 0.2, 0.3, 0.5]]
    (tmp_path / "b.xlsx").write_bytes(written({"W": weights, "D": turned}))
    assert dtiscore.doctor(tmp_path / "b.xlsx").findings[0].declares == {"sheet": "D"}


def test_a_longer_table_that_lies_on_its_side_beside_its_summary_is_one(tmp_path: Path) -> None:
    """It lists the parts by which the summary is headed, and is headed by its units."""
    summary = [
        ["Unit", "Hạ tầng", "Nhân lực", "Hồ sơ"],
        ["A", 18, 15, 12],
        ["B", 19, 18, 15],
        ["C", 15, 12, 11],
    ]
    parts = [
        ["Hạ tầng", 18, 19, 15],
        ["1", 8, 9, 5],
        ["2", 10, 10, 10],
        ["Nhân lực", 15, 18, 12],
        ["Hồ sơ", 12, 15, 11],
    ]
    (tmp_path / "b.xlsx").write_bytes(written({"S": summary, "D": [["Tiêu chí", "A", "B", "C"], *parts]}))
    assert dtiscore.doctor(tmp_path / "b.xlsx").findings[0].declares == {"sheet": "D"}


MAIN = [
    ["Country", "Literacy", "Income", "Internet", "Grade"],
    *[
        [name, 70 + at, 900 - at, 30 + 2 * at, "ABCD"[at % 4]]
        for at, name in enumerate(["Kenya", "Ghana", "Rwanda", "Mali", "Togo", "Benin"])
    ],
]


@pytest.mark.parametrize(
    "side",
    [
        [["Year", "Kenya", "Ghana", "Rwanda"], *[[year, 50, 60, 70] for year in range(2019, 2023)]],
        [["Region", "A", "B", "C", "D"], *[[region, 1, 2, 1, 2] for region in ("North", "East", "South", "West")]],
    ],
    ids=["of a few of its units", "of its grades"],
)  # fmt: skip
def test_a_table_of_which_another_sheet_is_headed_by_units_or_grades_is_read(
    side: list[Any], tmp_path: Path
) -> None:
    """Small sheets for charts and counts were read in its place."""
    (tmp_path / "b.xlsx").write_bytes(written({"Data": MAIN, "Side": side}))
    assert dtiscore.doctor(tmp_path / "b.xlsx").findings[0].declares == {"sheet": "Data"}


def test_nothing_is_said_to_be_listed_beside_longer_notes(tmp_path: Path) -> None:
    """Notes fill more cells than the table that is shown, beside a hidden one."""

    def hide(book: Any) -> None:
        book["Old"].sheet_state = "hidden"

    notes = [[f"Note {at}"] for at in range(40)]
    (tmp_path / "b.xlsx").write_bytes(written({"Old": MAIN * 4, "Notes": notes, "Data": MAIN}, hide))
    first = dtiscore.doctor(tmp_path / "b.xlsx").findings[0]
    assert first.declares == {"sheet": "Data"}
    assert "of the sheets that are shown this one holds the most of a table" in first.reason
