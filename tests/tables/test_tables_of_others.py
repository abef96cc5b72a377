"""Tables as programs and statistical offices write them, read as they stand, the same in every engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # xlsxwriter ships no types
from tests.engines.large_tables import in_memory, streamed
from tests.made import HEAD

import dtiscore
from dtiscore.files.catalogue import unit_scheme_ids
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.methodology.parsing import methodology_from
from dtiscore.units.totals import reads_like_a_total

PARTS = [{"code": code, "rule": {"kind": "fraction", "of": 100}} for code in ("a", "b")]
EDITION = methodology_from(HEAD | {"index": {"code": "I", "aggregate": "arithmetic", "children": PARTS}})
UNITS = ("AT", "BE", "BG")
WIDE = "".join(f"{unit},{at}.5,{10 * at}\n" for at, unit in enumerate(UNITS, 1))
LONG = "".join(f"{unit},a,2022,{at}.5,A\n{unit},b,2022,{10 * at},E\n" for at, unit in enumerate(UNITS, 1))
MEASURED = "".join(f"PC_IND,{row}\n" for row in LONG.splitlines())


def numbered(start: int, rows: str) -> str:
    return "".join(f"{number},{row}\n" for number, row in enumerate(rows.splitlines(), start))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'"","country","a","b"\n{numbered(1, WIDE)}', ["row-numbers"]),
        (f",country,a,b\n{numbered(0, WIDE)}", ["row-numbers"]),
        (f"REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n{LONG}", ["unused-column"]),
        (
            f"unit,geo,Indicator,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n{MEASURED}",
            ["unused-column"],
        ),
        (f"geo,Indicator,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n{LONG}", ["unused-column"]),
        (f"Country Code,Series Name,Year,Value,Status\n{LONG}", ["unused-column"]),
        ("Country Name,Country Code,a,b\nAustria,AT,1.5,10\nBelgium,BE,2.5,20\nBulgaria,BG,3.5,30\n", []),
        ("Entity,Code,a,b\nAustria,AT,1.5,10\nBelgium,BE,2.5,20\nBulgaria,BG,3.5,30\n", []),
    ],
)
def test_tables_are_read_as_others_write_them(text: str, told: list[str], tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(text, encoding="utf-8")
    card = dtiscore.score(table, EDITION)
    assert [*card.dataset.units] == [*UNITS]
    assert (card.nodes["a"].score * 100).round(9).tolist() == [1.5, 2.5, 3.5]
    assert (card.nodes["b"].score * 100).round(9).tolist() == [10, 20, 30]
    assert [one.code for one in card.warnings] == told


@pytest.mark.parametrize(
    "headings",
    ["name,location", "name,Country Code", "university,country code", "country,geo", "code,location"],
)
def test_where_a_unit_lies_is_not_its_code(headings: str, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{headings},a,b\nAa,North,1.5,10\nBb,North,2.5,20\n", encoding="utf-8")
    options = {"name_column": "university"} if "university" in headings else {}
    card = dtiscore.score(table, EDITION, **options)  # type: ignore[arg-type]  # options of the test
    assert [*card.dataset.units] == ["Aa", "Bb"]


@pytest.mark.parametrize(
    "numbers",
    [
        range(1, 3001),
        range(0, 9000, 3),
        range(3000, 0, -1),
        [*range(1500), *range(1500)],
        [*[""] * 2900, *range(100)],
    ],
)
def test_row_numbers_are_left_out_piece_by_piece_too(numbers: Sequence[object], tmp_path: Path) -> None:
    """Those of rows that were chosen, sorted or put below each other too."""
    table = without_first_heading(numbers, tmp_path)
    assert streamed(table, EDITION) == in_memory(table, EDITION)
    assert [one.code for one in dtiscore.validate(table, EDITION).problems] == ["row-numbers"]


@pytest.mark.parametrize("other", ["x", "-1", "0.5", "007"])
def test_other_cells_without_a_heading_are_no_row_numbers(other: str, tmp_path: Path) -> None:
    table = without_first_heading([*range(2999), other], tmp_path)
    assert [one.code for one in dtiscore.validate(table, EDITION).problems] == ["blank-heading"]
    with pytest.raises(dtiscore.InvalidData):
        streamed(table, EDITION)


def without_first_heading(cells: Sequence[object], folder: Path) -> Path:
    table = folder / "t.csv"
    rows = "".join(f"{each},u{at},{at % 90}.5,2\n" for at, each in enumerate(cells))
    table.write_text(f'"","unit","a","b"\n{rows}', encoding="utf-8")
    return table


@pytest.mark.parametrize(
    "total",
    [
        *(
            "EU27_2020",
            "European Union - 27 countries",
            "OECD - Total",
            "Euro area (20)",
            "SUB-SAHARAN AFRICA",
        ),
        *(
            "Arab World",
            "East Asia & Pacific (IDA & IBRD countries)",
            "Latin America and the Caribbean",
            "Asia (UN)",
        ),
        *("A,PC_IND,IND_TOTAL,EU27_2020", "M,EA20"),
        *(
            "EU average",
            "ASEAN Average",
            "State mean",
            "Country total",
            "Unweighted median",
            "State total (28)",
            "EU average:",
            "Total Hanoi",
            "TOTAL - France",
            "Avg.",
            "Simple avg",
            "Moy.",
            "Média",
            "Zwischensumme",
            "Yhteensä",
            "Ø",
            "Std. Dev.",
            "Khác",
            "Sonstige",
            "Kế hoạch",
        ),
        *(
            "G20",
            "ASEAN",
            "LMICs",
            "Advanced economies",
            "All countries",
            "Global",
            "Overall",
            "Rest of the world",
        ),
        *("Cả vùng", "Toàn ngành", "TB vùng", "Cả tỉnh", "Miền Bắc"),
        *("Lower bound", "Upper goalpost", "Max value", "Natural zero", "Chỉ tiêu", "Cận dưới", "Tối đa"),
        *(
            "Mục tiêu 2025",
            "Mục tiêu năm 2025",
            "Target for 2025",
            "World 2023",
            "Ngưỡng",
            "National target 2025",
            "All",
            "Out of",
            "Goal",
        ),
        *(
            "Mục tiêu giai đoạn 2021-2025",
            "Mục tiêu đến năm 2030",
            "Kế hoạch năm 2025",
            "Target 2021–25",
        ),
        *(
            "Cộng toàn tỉnh",
            "Cộng các huyện",
            "Cộng khối I",
            "Tổng nhóm 2",
            "TB cụm Bắc",
            "Khối I",
            "Nhóm 1",
            "Cụm thi đua số 2: Các huyện",
            "Cụm IV (Bắc)",
            "Chung cả tỉnh",
            "TB các xã",
            "Chỉ tiêu được giao",
            "Cùng kỳ năm trước",
            "T/B",
        ),
        *(
            "Đạt so với KH (%)",
            "Ước thực hiện 2024",
            "Lũy kế",
            "Chênh lệch",
            "Tỷ lệ đạt (%)",
        ),
        "Nơi nhận:",
        *("Số liệu tính đến 31/12", "Số liệu năm 2023", "Prepared by the office"),
        *("全国平均", "最大值", "전국평균", "ค่าเฉลี่ย", "المتوسط", "В среднем по России"),
        *(
            "全 国",
            "全　国",
            "إجمالي الجمهورية",
            "Итого по округу",
            "Приволжский федеральный округ",
            "France hors Mayotte",
        ),
        *("Heavily indebted poor countries (HIPC)", "High-income countries", "Very high human development"),
    ],
)
def test_groups_of_countries_are_no_countries(total: str, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f'country,a,b\n{WIDE}"{total}",2.5,20\n', encoding="utf-8")
    (problem,) = dtiscore.validate(table, EDITION).problems
    assert (problem.code, problem.raw) == ("perhaps-a-total", total)


@pytest.mark.parametrize(
    "country",
    [
        *(
            "South Africa",
            "Central African Republic",
            "North Macedonia",
            "Northern Mariana Islands",
            "Georgia",
        ),
        *(
            "A,PC_IND,IND_TOTAL,EE",
            "Micronesia (Federated States of)",
            "South Sudan",
            "Congo (Democratic Republic of the)",
            "Ida",
        ),
        *(
            "Meantown",
            "Totalán",
            "TotalEnergies",
            "Avgustova",
            "Savg",
            "Overallen",
            "Globalia",
            "Gemean",
            "All Saints",
            "Goalpara",
            "TB",
            "BQ",
            "Baseline",
            "Zone 2025",
            "Nationale",
            "Cộng Hòa",
            "Chung Chải",
            "KH 2024",
            "Mục Sơn",
            "Targetville",
            "Super Target",
            "Chung Toàn Thắng",
            "Thực hiện 2021",
            "Thực Hiện Nhà máy",
        ),
    ],
)
def test_countries_are_no_groups_of_them(country: str, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f'country,a,b\n{WIDE}"{country}",2.5,20\n', encoding="utf-8")
    assert not dtiscore.validate(table, EDITION).problems


COUNTRIES_AND_REGIONS_OF_OTHERS = {"Việt Nam", "Viet Nam", "Vietnam", "South East"}


@pytest.mark.parametrize("scheme", unit_scheme_ids())
def test_what_a_list_knows_for_no_unit_is_none_in_a_table_without_a_list(scheme: str) -> None:
    names = {*load_unit_scheme(scheme).not_units} - COUNTRIES_AND_REGIONS_OF_OTHERS
    assert [name for name in sorted(names) if not reads_like_a_total(name)] == []


@pytest.mark.parametrize(
    "unit",
    ["Khối 5", "Khối Tân Tiến", "Nhóm Xi măng", "Cụm xi măng Hoàng Mai", "Nhóm Vi sinh", "Nhóm X quang", "Nhóm 3 trường THPT", "Tổng cụm cảng hàng không", "Tổng công ty 28"],
)  # fmt: skip
def test_units_that_are_called_after_a_group_are_units(unit: str) -> None:
    assert not reads_like_a_total(unit)


@pytest.mark.parametrize(
    "region", ["Tây Nguyên", "Dong bang song Hong", "ĐÔNG NAM BỘ - SOUTH EAST", "Đông Nam Bộ/ South East"]
)
def test_regions_are_no_provinces(region: str, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"tỉnh,a,b\nĐồng Nai,1.5,10\nBắc Kạn,2.5,20\n{region},2,15\n", encoding="utf-8")
    (problem,) = dtiscore.validate(table, EDITION).problems
    assert (problem.code, problem.raw) == ("perhaps-a-total", region)


def test_groups_alone_are_ranked_with_a_warning_and_their_total_is_not(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    groups = ["Sub-Saharan Africa", "South Asia", "High income"]
    rows = "".join(f"{name},{at}.5,{10 + at}\n" for at, name in enumerate(groups))
    table.write_text(f"country,a,b\n{rows}", encoding="utf-8")
    (problem,) = dtiscore.validate(table, EDITION).problems
    assert (problem.code, problem.severity) == ("perhaps-a-total", "warning")
    assert [*dtiscore.score(table, EDITION).dataset.units] == groups
    assert not dtiscore.validate(table, EDITION, keep_units=groups).problems

    table.write_text(f"country,a,b\n{rows}World,1.5,11\n", encoding="utf-8")
    errors = [problem for problem in dtiscore.validate(table, EDITION).problems if problem.is_error]
    assert [problem.raw for problem in errors] == ["World"]
    assert [*dtiscore.score(table, EDITION, ignore_units=["World"]).dataset.units] == groups


def book_with(formulas: Sequence[str], folder: Path) -> Path:
    """A workbook of three units, their mean, and a column that no edition reads; formulas are not computed."""
    path = folder / "t.xlsx"
    rows = [["country", "a", "b", "sum"], ["Aa", 1.5, 10, 1], ["Bb", 2.5, 20, 1], ["World", 2.0, 15, 1]]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for cell in formulas:
            sheet.write_formula(cell, "=1+1")
    return path


@pytest.mark.parametrize(
    ("formulas", "told"),
    [
        (["B4", "C4", "D2"], []),
        (["B4", "C3", "D2"], [("uncomputed-formula", "C3")]),
        (["A3"], [("uncomputed-formula", "A3")]),
    ],
)
def test_formulas_that_nothing_reads_may_have_no_value(
    formulas: list[str], told: list[tuple[str, str]], tmp_path: Path
) -> None:
    problems = dtiscore.validate(book_with(formulas, tmp_path), EDITION, ignore_units=["World"]).problems
    assert [(one.code, one.place.position) for one in problems if one.is_error] == told


def test_formulas_of_a_total_that_is_not_left_out_have_to_have_a_value(tmp_path: Path) -> None:
    problems = dtiscore.validate(book_with(["B4"], tmp_path), EDITION).problems
    assert {one.code for one in problems if one.is_error} == {"uncomputed-formula", "perhaps-a-total"}


def test_of_a_long_table_each_formula_has_to_have_a_value(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    rows = [(unit, code, at) for at, unit in enumerate(["Aa", "Bb"], 1) for code in "ab"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([("country", "indicator", "value"), *rows]):
            sheet.write_row(at, 0, row)
        sheet.write_formula("C3", "=1+1")
    for layout in ({}, {"layout": "long"}):
        problems = dtiscore.validate(path, EDITION, **layout).problems  # type: ignore[arg-type]  # options of the test
        assert [one.place.position for one in problems if one.is_error] == ["C3"]
