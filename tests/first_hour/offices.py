"""Tables as offices in Vietnam make them, each with the plain table that says the same; all figures are made up.

The figures of provinces are shares with four digits, those of departments are counts and points. Each office writes the
same figures with its own titles, headings, signs and notes, so that there is one right ranking of all files of a kind.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # XlsxWriter ships no types

from tests.conftest import ROOT
from tests.tables.workbooks.books import ods_of, ods_row

EDITION = "dti-province-2022"
INDICATORS = {
    "nhan_thuc_so": "Nhận thức số",
    "the_che_so": "Thể chế số",
    "ha_tang_so": "Hạ tầng số",
    "nhan_luc_so": "Nhân lực số",
    "an_toan_thong_tin_mang": "An toàn thông tin mạng",
    "hoat_dong_chinh_quyen_so": "Hoạt động chính quyền số",
    "hoat_dong_kinh_te_so": "Hoạt động kinh tế số",
    "hoat_dong_xa_hoi_so": "Hoạt động xã hội số",
}
POINTS = (100, 100, 100, 100, 100, 200, 150, 150)
GROUPS = ("Nền tảng chung",) * 5 + ("Hoạt động",) * 3
_STRIDES = (37, 11, 23, 41, 17, 29, 13, 31)


def provinces() -> list[str]:
    """The names of 63 provinces, in the order of their codes."""
    with (ROOT / "examples" / "dti-province" / "2022.csv").open(encoding="utf-8") as file:
        return [row["province"] for row in csv.DictReader(file)]


def shares(year: int = 2022) -> list[list[float]]:
    """Eight shares of four digits for each province: other ones each year, and none alike within a column."""
    rows = range(len(provinces()))
    return [
        [(3000 + (row * stride * 97 + year * stride * 7) % 6500) / 10000 for stride in _STRIDES]
        for row in rows
    ]


def plain(year: int = 2022, count: int | None = None) -> str:
    """The figures as a table that is read as it stands."""
    return plain_of(shares(year)[:count])


def shares_of_points() -> list[list[float]]:
    """The shares that points of two decimals are of their maxima."""
    return [
        [round(cell * most, 2) / most for cell, most in zip(row, POINTS, strict=True)] for row in shares()
    ]


def plain_of(figures: Sequence[Sequence[float]], year: int = 2022) -> str:
    """Shares of the first provinces as a table that is read as it stands."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["year", "province", *INDICATORS])
    for name, row in zip(provinces(), figures, strict=False):
        writer.writerow([str(year), name, *map(repr, row)])
    return out.getvalue()


def plain_of_both_years() -> str:
    """The figures of two years, one below the other."""
    _, _, later = plain_of(shares(2022)).partition("\n")
    return plain_of(shares(2021), 2021) + later


@dataclass(frozen=True)
class Office:
    """A file as an office makes it."""

    name: str
    about: str
    made: Callable[[Path], None]
    """Writes it."""
    plain: str = ""
    """The plain table of the same figures; the usual one unless it says otherwise."""
    options: tuple[str, ...] = ()
    """What the plain table needs."""
    asked: tuple[str, ...] = ()
    """Words of the choices that only a person can make."""
    edition: str = EDITION

    @property
    def truth(self) -> str:
        return self.plain or plain()


# ---------------------------------------------------------------------------- what offices write around their figures


def merged(cells: Sequence[str]) -> list[str]:
    """Headings of which each run of equal ones stands in its first cell alone, as a merged cell arrives."""
    return ["" if at and cells[at - 1] == cell else cell for at, cell in enumerate(cells)]


def spread(cells: Sequence[str], times: int) -> list[str]:
    return [cell for cell in cells for _ in range(times)]


TITLES: list[list[Any]] = [
    ["ỦY BAN NHÂN DÂN TỈNH", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
    ["BẢNG TỔNG HỢP CHỈ SỐ CHUYỂN ĐỔI SỐ NĂM 2022"],
    ["(Kèm theo Báo cáo số 123/BC-STTTT ngày 05/01/2023)"],
    [],
]
NOTES: list[list[Any]] = [
    [],
    ["Nguồn: báo cáo của các tỉnh"],
    ["Ghi chú: số liệu đến 31/12/2022"],
    ["", "", "", "", "", "", "Hà Nội, ngày 15 tháng 01 năm 2023"],
    ["", "NGƯỜI LẬP BIỂU", "", "", "", "", "GIÁM ĐỐC"],
    ["", "(Ký, ghi rõ họ tên)", "", "", "", "", "(Ký tên, đóng dấu)"],
]


def numbered(rows: Sequence[Sequence[Any]], names: Sequence[str] | None = None) -> list[list[Any]]:
    """Rows with their running number and the name of a province before them."""
    called = provinces() if names is None else names
    return [[at, name, *row] for at, (name, row) in enumerate(zip(called, rows, strict=False), 1)]


def book(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    hidden: Sequence[str] = (),
    merges: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None,
    number_format: str | None = None,
) -> None:
    """A workbook as Excel saves it: sheets from rows of cells, some hidden, cells merged, figures in a format."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as workbook:
        style = workbook.add_format({"num_format": number_format} if number_format else {})
        bold = workbook.add_format({"bold": True, "align": "center"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for merge in (merges or {}).get(name, ()):
                first_row, first_column, last_row, last_column = merge
                sheet.merge_range(*merge, rows[first_row][first_column], bold)
                del last_row, last_column
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, float):
                        sheet.write_number(number, column, cell, style)
                    elif cell != "":
                        sheet.write(number, column, cell)
            if name in hidden:
                sheet.hide()


def merges_of(rows: Sequence[Sequence[Any]], first: int, last: int) -> list[tuple[int, int, int, int]]:
    """The merged cells of heading rows ``first`` to ``last``: sideways over empty neighbours, else down over empty ones."""
    found: list[tuple[int, int, int, int]] = []
    width = max(len(row) for row in rows[first : last + 1])
    for at in range(first, last + 1):
        row = [*rows[at], *[""] * (width - len(rows[at]))]
        column = 0
        while column < width:
            end, down = column, at
            if row[column]:
                while end + 1 < width and not row[end + 1] and at < last and rows[last][end + 1]:
                    end += 1
                if end == column:
                    while down < last and not rows[down + 1][column]:
                        down += 1
                if (down, end) != (at, column):
                    found.append((at, column, down, end))
            column = end + 1
    return found


def comma(value: float, digits: int = 4) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def delimited(rows: Sequence[Sequence[Any]], delimiter: str = ";") -> str:
    """Text as a Vietnamese Excel saves it: decimal commas, semicolons, lines that end in CR LF."""
    width = max(map(len, rows))
    lines = [
        delimiter.join(comma(cell) if isinstance(cell, float) else str(cell) for cell in row)
        + delimiter * (width - len(row))
        for row in rows
    ]
    return "\r\n".join(lines) + "\r\n"


HEAD = ["STT", "Tỉnh/Thành phố", *INDICATORS.values()]
REGIONS = {0: "Vùng Đồng bằng sông Hồng", 30: "Vùng Bắc Trung Bộ", 50: "Vùng Tây Nam Bộ"}
"""Headings of regions, by the row before which they stand."""


def _titles_merged(path: Path) -> None:
    rows = [*TITLES, ["STT", "Tỉnh/Thành phố", *merged(GROUPS)], ["", "", *INDICATORS.values()]]
    merges = merges_of(rows, 5, 6)
    rows += [*numbered(shares()), *NOTES]
    book(path, {"Tong hop": rows}, merges={"Tong hop": merges}, number_format="0.0000")


def _three_rows_of_headings(path: Path) -> None:
    units = ["(tỷ lệ)"] * 8
    rows = [["STT", "Đơn vị", *merged(GROUPS)], ["", "", *INDICATORS.values()], ["", "", *units]]
    merges = merges_of(rows, 0, 1)
    rows += numbered(shares())
    book(path, {"DTI": rows}, merges={"DTI": merges})


def _csv_of_excel(path: Path) -> None:
    names = [f"Tỉnh {name}" for name in provinces()]
    names[provinces().index("Đà Nẵng")] = "TP. Đà Nẵng"
    names[provinces().index("Hồ Chí Minh")] = "TP.HCM"
    names[provinces().index("Thừa Thiên Huế")] = "Thừa Thiên - Huế"
    rows = [HEAD, *numbered(shares(), names)]
    path.write_text("\ufeff" + delimited(rows), encoding="utf-8", newline="")


def _windows_1258(path: Path) -> None:
    rows = [
        ["Bảng tổng hợp chỉ số chuyển đổi số năm 2022"],
        HEAD,
        *numbered(shares()),
        ["", "Nguồn: báo cáo của các tỉnh"],
    ]
    path.write_bytes(as_windows_1258(delimited(rows)))


def as_windows_1258(text: str) -> bytes:
    """Vietnamese as Windows stores it: letters with their hats, tone marks after them."""
    import unicodedata

    hats = "\u0302\u0306\u031b"
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", parts[0] + "".join(mark for mark in parts[1:] if mark in hats))
        tones = "".join(mark for mark in parts[1:] if mark not in hats)
        whole = letter.encode("cp1258", errors="ignore")
        out.append(whole or (base + tones).encode("cp1258"))
    return b"".join(out)


def _old_font(path: Path) -> None:
    rows = [HEAD, *numbered(shares())]
    path.write_bytes(as_tcvn3(delimited(rows)))


TCVN3 = (
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
)
"""The letters of the fonts of the 1990s, .VnTime among them, each above the one that it stood for."""


def as_tcvn3(text: str) -> bytes:
    """Vietnamese as it was typed for .VnTime; capitals have fonts of their own and are typed as small letters."""
    capitals = {"Ă": "¡", "Â": "¢", "Đ": "§", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦"}
    table = dict(zip(TCVN3[1], TCVN3[0], strict=True)) | capitals
    return "".join(table.get(letter, table.get(letter.lower(), letter)) for letter in text).encode("latin-1")


def _per_cent_cells(path: Path) -> None:
    rows = [*TITLES, HEAD, [f"({at})" for at in range(1, 11)], *numbered(shares()), *NOTES]
    book(path, {"Sheet1": rows}, number_format="0.00%")


def _bare_per_cent(path: Path) -> None:
    heads = ["STT", "Tỉnh, thành phố", *(f"{name} (%)" for name in INDICATORS.values())]
    rows = [heads, *numbered([[round(cell * 100, 2) for cell in row] for row in shares()])]
    book(path, {"Sheet1": rows})


def _totals_and_regions(path: Path) -> None:
    body: list[list[Any]] = []
    for at, row in enumerate(numbered(shares())):
        if at in REGIONS:
            block = shares()[at : min((r for r in REGIONS if r > at), default=63)]
            body.append(["", REGIONS[at], *(round(sum(c) / len(block), 4) for c in zip(*block, strict=True))])
        body.append(row)
    mean = [round(sum(column) / 63, 4) for column in zip(*shares(), strict=True)]
    rows = [*TITLES, HEAD, ["", "Điểm tối đa", *[1.0] * 8], *body, ["", "Trung bình cả nước", *mean], *NOTES]
    book(path, {"Báo cáo": rows})


def _two_sheets(path: Path) -> None:
    def of(year: int) -> list[list[Any]]:
        return [[f"CHỈ SỐ CHUYỂN ĐỔI SỐ NĂM {year}"], [], HEAD, *numbered(shares(year))]

    cover = [["BÁO CÁO"], ["Người lập: Phòng Chuyển đổi số"]]
    book(path, {"Bìa": cover, "2021": of(2021), "2022": of(2022)}, hidden=["2021"])


def _without_marks(path: Path) -> None:
    import unicodedata

    plain_names = [
        "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
        .replace("đ", "d")
        .replace("Đ", "D")
        .upper()
        for name in provinces()
    ]
    rows = [["TT", "TINH", *INDICATORS], *numbered(shares(), plain_names)]
    path.write_text(delimited(rows), encoding="ascii", newline="")


def _self_and_verified(path: Path) -> None:
    pairs = ("Tự đánh giá", "Thẩm định")
    rows = [
        *TITLES,
        ["STT", "Tỉnh/Thành phố", *merged(spread(list(INDICATORS.values()), 2))],
        ["", "", *pairs * 8],
    ]
    merges = merges_of(rows, 5, 6)
    both = [
        [cell for own, verified in zip(claimed, found, strict=True) for cell in (own, verified)]
        for claimed, found in zip(shares(2030), shares(), strict=True)
    ]
    rows += [*numbered(both), *NOTES]
    book(path, {"TH": rows}, merges={"TH": merges})


def _two_years(path: Path) -> None:
    rows = [
        ["STT", "Tên tỉnh", *merged(spread(list(INDICATORS.values()), 2))],
        ["", "", *("2021", "2022") * 8],
    ]
    merges = merges_of(rows, 0, 1)
    both = [
        [cell for earlier, later in zip(old, new, strict=True) for cell in (earlier, later)]
        for old, new in zip(shares(2021), shares(), strict=True)
    ]
    book(path, {"So sánh": [*rows, *numbered(both)]}, merges={"So sánh": merges})


def _long(path: Path) -> None:
    rows: list[list[Any]] = [["STT", "Đơn vị", "Chỉ tiêu", "Kết quả"]]
    for name, row in zip(provinces(), shares(), strict=True):
        rows += [
            [len(rows) + at, name, head, cell]
            for at, (head, cell) in enumerate(zip(INDICATORS.values(), row, strict=True))
        ]
    book(path, {"Dữ liệu": rows})


def _some_provinces(path: Path) -> None:
    rows = [*TITLES, HEAD, *numbered(shares())[:12], *NOTES]
    book(path, {"Tong hop": rows})


def _open_document(path: Path) -> None:
    body = [
        [at, name, *map(comma, row)]
        for at, (name, row) in enumerate(zip(provinces(), shares(), strict=True), 1)
    ]
    rows: list[list[Any]] = [["CHỈ SỐ CHUYỂN ĐỔI SỐ CÁC TỈNH NĂM 2022"], HEAD, *body]
    path.write_bytes(ods_of({"Bang 1": "".join(ods_row(*row) for row in rows)}))


def _unicode_text(path: Path) -> None:
    heads = [
        "TT",
        "Địa phương",
        *(f"{at}. {name}" for at, name in zip("12345789", INDICATORS.values(), strict=True)),
    ]
    path.write_bytes(("\ufeff" + delimited([heads, *numbered(shares())], "\t")).encode("utf-16-le"))


def _points(path: Path) -> None:
    """Points of a maximum that the row below the headings names: 95.81 of 100 is no share, nor is 161.2 of 200."""
    points = [[round(cell * most, 2) for cell, most in zip(row, POINTS, strict=True)] for row in shares()]
    rows = [*TITLES, HEAD, ["", "Điểm tối đa", *map(float, POINTS)], *numbered(points), *NOTES]
    book(path, {"Điểm": rows}, number_format="0.00")


def _two_tables(path: Path) -> None:
    """Two empty columns at the left, titles, and a small table of something else below."""
    heads = ["STT", "Tên tỉnh, thành phố", *INDICATORS.values()]
    rows: list[list[Any]] = [
        ["Báo cáo"],
        ["Nhóm A"],
        *(["", "", *row] for row in [heads, *numbered(shares())]),
    ]
    rows += [[""], ["", "", "Bảng phụ: số cán bộ"], ["", "", "STT", "Tỉnh", "Số cán bộ"]]
    rows += [["", "", 1, "Hà Nội", 35], ["", "", 2, "Hà Giang", 12]]
    path.write_text("\ufeff" + delimited(rows), encoding="utf-8", newline="")


def _years_below_each_other(path: Path) -> None:
    def of(year: int) -> list[list[Any]]:
        return [[f"Bảng năm {year}"], HEAD, *numbered(shares(year)), []]

    book(path, {"Sheet1": [*of(2021), *of(2022)]})


DEPARTMENTS = ("Sở Tài chính", "Sở Nội vụ", "Sở Y tế", "Sở Xây dựng", "Thanh tra tỉnh", "UBND huyện A", "UBND huyện B", "UBND thị xã C")  # fmt: skip
CRITERIA = {
    "Văn bản điện tử": (1, 20),
    "Hồ sơ trực tuyến": (2, 30),
    "Cán bộ được đào tạo": (3, 10),
    "Hạ tầng": (4, 15),
    "An toàn thông tin": (5, 15),
    "Số hóa kết quả": (6, 10),
}
"""The code and the most points of each criterion of an index of a province's own."""

OWN_INDEX = """\
id: so-nganh
title: Chỉ số chuyển đổi số sở, ngành
authority: {decision: 12/QĐ-UBND, issuer: UBND tỉnh, source: phụ lục}
missing: error
publish: {as: score, decimals: 2}
rank: {on: published}
index:
  code: DTI
  aggregate: points
  points: 100
  children:
""" + "".join(
    f'    - {{code: "{code}", name: {{vi: {name}}}, points: {most}, rule: {{kind: identity}}}}\n'
    for name, (code, most) in CRITERIA.items()
)


def marks() -> list[list[float]]:
    """The points of each department in each criterion, with halves and quarters."""
    return [
        [
            round(most * (40 + (row * 13 + at * 29) % 59) / 100, 2)
            for at, (_, most) in enumerate(CRITERIA.values())
        ]
        for row in range(len(DEPARTMENTS))
    ]


def plain_marks() -> str:
    rows = [
        ["name", *CRITERIA],
        *([name, *map(repr, row)] for name, row in zip(DEPARTMENTS, marks(), strict=True)),
    ]
    return "".join(",".join(row) + "\n" for row in rows)


def _sums(rows: Sequence[Sequence[float]]) -> list[float]:
    return [round(sum(column), 2) for column in zip(*rows, strict=True)]


def _departments(path: Path) -> None:
    """Blocks with a heading of their own, a row of maxima, a sum, a mean and a note, all in one column of names."""
    heads = ["STT", "Đơn vị", *CRITERIA, "Tổng điểm", "Xếp hạng"]
    most = [float(points) for _, points in CRITERIA.values()]
    body = [[*row, round(sum(row), 2), 0] for row in marks()]
    block = [["I", "Khối sở", *[""] * 8], *numbered(body[:5], DEPARTMENTS[:5])]
    block += [["II", "Khối huyện", *[""] * 8], *numbered(body[5:], DEPARTMENTS[5:])]
    mean = [round(cell / 8, 2) for cell in _sums(marks())]
    rows: list[list[Any]] = [
        ["PHỤ LỤC: KẾT QUẢ ĐÁNH GIÁ"], [], heads, ["", "Điểm tối đa", *most, 100.0, ""], *block,
        ["", "Trung bình", *mean, "", ""], *NOTES,
    ]  # fmt: skip
    book(path, {"Kết quả": rows})


def _departments_summed(path: Path) -> None:
    """A sum that no word tells, a row of weights and one of numbers of columns."""
    heads = ["TT", "Cơ quan", *CRITERIA]
    most = [float(points) for _, points in CRITERIA.values()]
    rows: list[list[Any]] = [
        heads, [f"({at})" for at in range(1, 9)], ["", "Điểm chuẩn", *most],
        *numbered(marks(), DEPARTMENTS), ["", "TỔNG", *_sums(marks())],
    ]  # fmt: skip
    path.write_text("\ufeff" + delimited(rows), encoding="utf-8", newline="")


def _departments_of_two_kinds(path: Path) -> None:
    """Criteria in groups with their maxima in the heading, and claimed beside verified points."""
    heads = [f"{name} (tối đa {most} điểm)" for name, (_, most) in CRITERIA.items()]
    claimed = [[round(cell * 1.02, 2) for cell in row] for row in reversed(marks())]
    both = [
        [c for pair in zip(a, b, strict=True) for c in pair] for a, b in zip(claimed, marks(), strict=True)
    ]
    rows = [["STT", "Sở, ban, ngành", *merged(spread(heads, 2))], ["", "", *("Tự chấm", "Thẩm định") * 6]]
    merges = merges_of(rows, 0, 1)
    book(path, {"Sheet1": [*rows, *numbered(both, DEPARTMENTS)]}, merges={"Sheet1": merges})


OFFICES = (
    Office("tong-hop.xlsx", "titles, headings merged over two rows, notes and signatures", _titles_merged),
    Office(
        "ba-dong-tieu-de.xlsx",
        "headings over three rows, the last one units of measure",
        _three_rows_of_headings,
    ),
    Office("excel.csv", "a CSV as Excel saves it, names with titles", _csv_of_excel),
    Office("windows-1258.csv", "Windows-1258, a title and a note", _windows_1258),
    Office("vntime.csv", "typed for .VnTime", _old_font),
    Office("phan-tram.xlsx", "per cent cells, a row of column numbers", _per_cent_cells),
    Office("phan-tram-so.xlsx", "per cent as bare numbers, the sign in the heading", _bare_per_cent),
    Office("vung-mien.xlsx", "regions, a mean, a row of maxima", _totals_and_regions),
    Office("hai-sheet.xlsx", "a cover, and last year in a hidden sheet", _two_sheets),
    Office("khong-dau.csv", "names without marks", _without_marks),
    Office(
        "tham-dinh.xlsx",
        "what units claim beside what was verified",
        _self_and_verified,
        asked=("Thẩm định",),
    ),
    Office("hai-nam.xlsx", "two years beside each other", _two_years, plain_of_both_years()),
    Office("dang-dai.xlsx", "one row for each value", _long),
    Office(
        "mot-phan.xlsx", "12 of 63 provinces", _some_provinces, plain(count=12), ("--allow-missing-units",)
    ),
    Office("bang.ods", "decimal commas as texts in OpenDocument", _open_document),
    Office("unicode.txt", "text in UTF-16 with tabs, numbered headings", _unicode_text),
    Office("diem.xlsx", "points of a maximum in a row of its own", _points, plain_of(shares_of_points())),
    Office("hai-bang.csv", "a table beside empty columns, a smaller one below", _two_tables),
    Office("duoi-nhau.xlsx", "two years below each other", _years_below_each_other, asked=("A68:J131",)),
    Office(
        "khoi.xlsx",
        "an index of one's own: blocks, maxima, a mean",
        _departments,
        plain_marks(),
        edition="so-nganh.yaml",
    ),
    Office(
        "tong.csv",
        "an index of one's own: a sum, maxima, numbers of columns",
        _departments_summed,
        plain_marks(),
        edition="so-nganh.yaml",
    ),
    Office(
        "tu-cham.xlsx",
        "an index of one's own: claimed and verified points",
        _departments_of_two_kinds,
        plain_marks(),
        (),
        ("Thẩm định",),
        "so-nganh.yaml",
    ),
)
