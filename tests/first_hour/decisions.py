"""Sheets of decisions as Vietnamese offices make them: numbers, groups, maxima and weights; all of them are made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
import xlsxwriter  # type: ignore[import-untyped]  # XlsxWriter ships no types

NAMES = ("Có nghị quyết", "Có kế hoạch", "Mạng nội bộ", "Tỷ lệ máy tính", "Dịch vụ trực tuyến", "Hồ sơ số")
MAXIMA = (10, 10, 30, 10, 25, 15)
GROUPS = ("Nhận thức số", "Hạ tầng số", "Chính quyền số")

Rows = Sequence[Sequence[Any]]


def figures() -> list[list[Any]]:
    """Eight departments with the points that each has earned."""
    return [
        [f"Sở {'ABCDEGHK'[unit]}", *(round(most * (unit + at + 1) / 14, 1) for at, most in enumerate(MAXIMA))]
        for unit in range(8)
    ]


@dataclass(frozen=True)
class Decision:
    """A sheet, and what it comes to."""

    name: str
    """The file of the sheet; ``table.xlsx!SHEET`` stands beside the figures."""
    about: str
    rows: Rows
    tree: Mapping[str, tuple[str, float | None, float | None]] | None = None
    """By code: the parent, the maximum, the weight; ``None`` where the sheet is refused."""
    faults: Sequence[tuple[str, str]] = ()
    """Codes and cells of the refusal."""
    merges: Sequence[str] = ()
    percents: Sequence[str] = ()
    """Cells that are shown as per cent."""
    headings: Sequence[str] = NAMES
    """Those of the table."""

    def make(self, folder: Path) -> list[str]:
        """Write the table and the sheet, and return the words that init is given."""
        beside = self.name.partition("!")[2]
        book = openpyxl.Workbook()
        table = book.active
        table.title = "Số liệu"
        for row in (["Đơn vị", *self.headings], *figures()):
            table.append(row)
        if beside:
            self._fill(book.create_sheet(beside))
        book.save(folder / "table.xlsx")
        if self.name.endswith(".csv"):
            lines = [";".join("" if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell) for cell in row) for row in self.rows]  # fmt: skip
            (folder / self.name).write_bytes("\ufeff".encode() + "\r\n".join(lines).encode() + b"\r\n")
        elif not beside:
            self._write(folder / self.name)
        return ["table.xlsx", "--weights-sheet", beside or self.name]

    def _fill(self, sheet: Any) -> None:
        for row in self.rows:
            sheet.append(list(row))
        for merge in self.merges:
            sheet.merge_cells(merge)
        for cell in self.percents:
            sheet[cell].number_format = "0%"

    def _write(self, file: Path) -> None:
        """By another program: merged cells have their text in the first, numbers their formats."""
        with xlsxwriter.Workbook(str(file)) as book:
            sheet = book.add_worksheet("QĐ 12")
            shown = book.add_format({"num_format": "0%"})
            for at, row in enumerate(self.rows):
                for column, value in enumerate(row):
                    if value is not None:
                        cell = f"{chr(65 + column)}{at + 1}"
                        sheet.write(at, column, value, shown if cell in self.percents else None)
            for merge in self.merges:
                first = merge.split(":")[0]
                value = self.rows[int(first[1:]) - 1][ord(first[0]) - 65]
                sheet.merge_range(merge, value)


def grouped(
    number: Callable[[int], Any], group: Callable[[int], Any], group_worth: bool = True
) -> list[list[Any]]:
    """Three groups of two indicators each, with their maxima."""
    rows: list[list[Any]] = []
    for at, name in enumerate(GROUPS):
        rows.append([group(at), name, sum(MAXIMA[2 * at : 2 * at + 2]) if group_worth else None])
        rows += [[number(n), NAMES[n], MAXIMA[n]] for n in (2 * at, 2 * at + 1)]
    return rows


ROMAN = ("I", "II", "III")
HEAD = ["STT", "Chỉ tiêu", "Điểm tối đa"]
POINTS = {
    "I": ("INDEX", 20, None), "1": ("I", 10, None), "2": ("I", 10, None),
    "II": ("INDEX", 40, None), "3": ("II", 30, None), "4": ("II", 10, None),
    "III": ("INDEX", 40, None), "5": ("III", 25, None), "6": ("III", 15, None),
}  # fmt: skip


def recoded(codes: Mapping[str, str], times: float = 1) -> dict[str, tuple[str, float | None, float | None]]:
    return {
        codes[code]: (codes.get(above, above), most * times, weight)
        for code, (above, most, weight) in POINTS.items()
    }


DOTTED = {
    "I": "1",
    "1": "1.1",
    "2": "1.2",
    "II": "2",
    "3": "2.1",
    "4": "2.2",
    "III": "3",
    "5": "3.1",
    "6": "3.2",
}


def dotted(at: int) -> str:
    return f"{at // 2 + 1}.{at % 2 + 1}"


def numbered(at: int) -> int:
    return at + 1


DECISIONS = (
    Decision("table.xlsx!Phụ lục", "title, roman groups, total, notes, beside the table",
             [["PHỤ LỤC"], ["(Kèm theo Quyết định số 12/QĐ-UBND)"], [*HEAD, "Ghi chú"], *grouped(numbered, lambda at: ROMAN[at]),
              [None, "Tổng cộng", 100], [None, "Ghi chú: điểm làm tròn đến hai chữ số"], [None, "Người lập biểu"]],
             POINTS, merges=["A1:D1", "A2:D2"]),
    Decision("merged.xlsx", "headings in two rows, dotted numbers as texts, maxima that sum to 1000",
             [["STT", "Chỉ tiêu", "Điểm", None], [None, None, "Tối đa", "Tự chấm"], ["(1)", "(2)", "(3)", "(4)"],
              *[[one, two, three * 10] for one, two, three in grouped(dotted, lambda at: str(at + 1))]],
             recoded(DOTTED, 10), merges=["A1:A2", "B1:B2", "C1:D1"]),
    Decision("percent.xlsx", "weights in per cent, those of indicators within their group",
             [["TT", "Tên chỉ số", "Trọng số"], ["I", GROUPS[0], 0.3], [1, NAMES[0], 0.4], [2, NAMES[1], 0.6], ["II", GROUPS[1], 0.7], [3, NAMES[2], 0.25], [4, NAMES[3], 0.75]],
             {"I": ("INDEX", None, 0.3), "1": ("I", None, 0.4), "2": ("I", None, 0.6), "II": ("INDEX", None, 0.7), "3": ("II", None, 0.25), "4": ("II", None, 0.75)},
             percents=["C2", "C3", "C4", "C5", "C6", "C7"]),
    Decision("whole.csv", "as a Vietnamese Excel saves it: ; and 0,5, shares of the whole index, groups without any",
             [["STT", "Tiêu chí", "Trọng số"], ["A", GROUPS[0], None], [1, NAMES[0], 0.15], [2, NAMES[1], 0.05], ["B", GROUPS[1], None], [1, NAMES[2], 0.5], [2, NAMES[3], 0.3]],
             {"A": ("INDEX", None, 0.2), "A.1": ("A", None, 0.15), "A.2": ("A", None, 0.05), "B": ("INDEX", None, 0.8), "B.1": ("B", None, 0.5), "B.2": ("B", None, 0.3)}),
    Decision("both.xlsx", "weights of groups, maxima of indicators",
             [["STT", "Nội dung", "Điểm tối đa", "Trọng số (%)"], *[[*row, weight] for row, weight in zip(grouped(numbered, lambda at: ROMAN[at]), (25, None, None, 25, None, None, 50, None, None), strict=True)]],
             {**POINTS, "I": ("INDEX", 20, 25), "II": ("INDEX", 40, 25), "III": ("INDEX", 40, 50)}),
    Decision("same.xlsx", "weights that say no more than the maxima",
             [["STT", "Nội dung", "Điểm tối đa", "Trọng số (%)"], *[[*row, row[2]] for row in grouped(numbered, lambda at: ROMAN[at])]],
             POINTS),
    Decision("bands.xlsx", "groups without a number in cells merged over the sheet, blank rows, headings on every page",
             [HEAD, ["NHẬN THỨC SỐ", None, None], [1, NAMES[0], 10], [2, NAMES[1], 10], [None], ["HẠ TẦNG SỐ", None, None], [3, NAMES[2], 30], HEAD, [4, NAMES[3], 10]],
             {"G1": ("INDEX", 20, None), "1": ("G1", 10, None), "2": ("G1", 10, None), "G2": ("INDEX", 40, None), "3": ("G2", 30, None), "4": ("G2", 10, None)},
             merges=["A2:C2", "A6:C6"]),
    Decision("levels.xlsx", "three levels: letters, roman numbers, numbers that begin anew",
             [HEAD, ["A", "Nền tảng", 60], ["I", GROUPS[0], 20], [1, NAMES[0], 10], [2, NAMES[1], 10], ["II", GROUPS[1], 40], [1, NAMES[2], 30], [2, NAMES[3], 10], ["B", "Hoạt động", 40], ["I", GROUPS[2], 40], [1, NAMES[4], 25], [2, NAMES[5], 15]],
             {"A": ("INDEX", 60, None), "A.I": ("A", 20, None), "A.I.1": ("A.I", 10, None), "A.I.2": ("A.I", 10, None), "A.II": ("A", 40, None), "A.II.1": ("A.II", 30, None), "A.II.2": ("A.II", 10, None),
              "B": ("INDEX", 40, None), "B.I": ("B", 40, None), "B.I.1": ("B.I", 25, None), "B.I.2": ("B.I", 15, None)}),
    Decision("in-names.csv", "numbers in front of the names, no column for them, groups without maxima",
             [["Chỉ số", "Điểm chuẩn"], *[[f"{code}. {name}", most] for code, name, most in grouped(dotted, lambda at: at + 1, False)]],
             recoded(DOTTED)),
    Decision("bullets.xlsx", "indicators as dashes below numbered groups",
             [HEAD, [1, GROUPS[0], 20], [None, f"- {NAMES[0]}", 10], [None, f"- {NAMES[1]}", 10], [2, GROUPS[1], 40], [None, f"- {NAMES[2]}", 30], [None, f"- {NAMES[3]}", 10]],
             {"1": ("INDEX", 20, None), "1.1": ("1", 10, None), "1.2": ("1", 10, None), "2": ("INDEX", 40, None), "2.1": ("2", 30, None), "2.2": ("2", 10, None)}),
    Decision("named.xlsx", "the columns of the table by name, where they are headed otherwise",
             [[*HEAD, "Cột dữ liệu"], [1, "Ban hành nghị quyết trong năm", 10, "nq"], [2, "Kế hoạch", 10, "kh"]],
             {"1": ("INDEX", 10, None), "2": ("INDEX", 10, None)}, headings=["nq", "kh", *NAMES[2:]]),
    Decision("by-number.xlsx", "the columns of the table by number",
             [HEAD, *grouped(dotted, lambda at: str(at + 1))],
             recoded(DOTTED), headings=["1.1", "TC 1.2", "2.1", "2.2", "3.1", "3.2"]),
    Decision(
        "described.xlsx",
        "rows that say how an indicator is earned",
        [
            HEAD,
            ["I", GROUPS[0], 20],
            [1, NAMES[0], 10],
            [None, "- Đã ban hành: 10 điểm", None],
            [None, "- Chưa ban hành: 0 điểm", None],
            [2, NAMES[1], 10],
            ["a", "Đúng hạn: 10 điểm", None],
        ],
        {"I": ("INDEX", 20, None), "1": ("I", 10, None), "2": ("I", 10, None)},
    ),
    Decision("coefficients.xlsx", "coefficients, of groups and within each of them, that sum to nothing in particular",
             [["STT", "Chỉ tiêu", "Hệ số"], ["I", GROUPS[0], 2], [1, NAMES[0], 1], [2, NAMES[1], 3], ["II", GROUPS[1], 1], [3, NAMES[2], 1], [4, NAMES[3], 1]],
             {"I": ("INDEX", None, 2), "1": ("I", None, 1), "2": ("I", None, 3), "II": ("INDEX", None, 1), "3": ("II", None, 1), "4": ("II", None, 1)}),
    # refused, each with the cells to mend
    Decision("multiplied.xlsx", "maxima and coefficients, of which nobody says whether the one multiplies the other",
             [["STT", "Chỉ tiêu", "Điểm tối đa", "Hệ số"], [1, NAMES[0], 10, 1], [2, NAMES[1], 10, 2]], faults=[("duplicate-column", "D1")]),
    Decision(
        "subtotals.xlsx",
        "groups that nothing tells from indicators, where the table has their subtotals",
        [["Chỉ tiêu", "Điểm tối đa"], [NAMES[2], 20], [NAMES[0], 10], [NAMES[1], 10]],
        faults=[("no-children", "A2")],
    ),
    Decision("blank.xlsx", "a maximum is missing",
             [HEAD, [1, NAMES[0], 10], [2, NAMES[1], None], [3, NAMES[2], 30]], faults=[("no-weight", "C3")]),
    Decision("sums.xlsx", "a group and the total are other sums",
             [HEAD, ["I", GROUPS[0], 25], [1, NAMES[0], 10], [2, NAMES[1], 10], ["II", GROUPS[1], 40], [3, NAMES[2], 30], [4, NAMES[3], 10], [None, "Tổng", 65]],
             faults=[("points-do-not-sum", "C2"), ("points-do-not-sum", "C8")]),
    Decision("short.xlsx", "weights that sum to 95",
             [["STT", "Chỉ tiêu", "Tỷ trọng"], [1, NAMES[0], 45], [2, NAMES[1], 50]], faults=[("weights-do-not-sum", "C2")]),
    Decision("other.xlsx", "an indicator that the table has not, and one that nobody can tell",
             [HEAD, [1, "Có nghị quyết mới", 10], [2, NAMES[1], 10], [3, NAMES[1], 10]],
             faults=[("missing-column", "B2"), ("missing-column", "B4")]),
    Decision("numbers.xlsx", "numbers stored as such, so that 1.10 is 1.1",
             [HEAD, [1, GROUPS[0], 20], [1.1, NAMES[0], 10], [1.10, NAMES[1], 10]], faults=[("duplicate-code", "A4")]),
    Decision("words.xlsx", "maxima with words in their cells",
             [HEAD, [1, NAMES[0], "10 điểm"], [2, NAMES[1], "khoảng 10"]], faults=[("not-a-number", "C2"), ("not-a-number", "C3")]),
    Decision("years.xlsx", "two columns of maxima",
             [["STT", "Chỉ tiêu", "Điểm tối đa 2023", "Điểm tối đa 2024"], [1, NAMES[0], 10, 12]], faults=[("duplicate-column", "D1")]),
    Decision("none.xlsx", "no maxima and no weights at all",
             [["STT", "Chỉ tiêu", "Cách tính"], [1, NAMES[0], "x"]], faults=[("missing-column", "A1")]),
)  # fmt: skip
