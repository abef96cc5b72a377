"""Delimiters and headings are found by the reading that makes even rows below known or wordy headings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import dtiscore
from dtiscore.questions.doctor.answer.delimiters import examine_delimiter
from dtiscore.questions.doctor.answer.layout import examine_headings
from dtiscore.tables.texts.csv_records import Records

NONE: dict[str, str] = {}


def delimiter(text: str, known: dict[str, str] = NONE) -> tuple[str, list[str]]:
    sign, findings = examine_delimiter(text.splitlines(keepends=True), known, "t.csv")
    return sign, [finding.declares["delimiter"] for finding in findings]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("unit,x\na,1\n", ","),
        ("unit;x\na;2,5\n", ";"),
        ("unit\tx\na\t2,5\n", "\t"),
        ("Bảng điểm\nunit;x;y\na;1;2\nb;1;2\n", ";"),
        ("Bảng điểm;;\nunit;x;y\na;1;2\nb;1;2\n", ";"),
    ],
)
def test_what_headings_tell_needs_no_word(text: str, sign: str) -> None:
    assert delimiter(text) == (sign, [])


def test_other_signs_and_doubtful_headings() -> None:
    assert delimiter("unit|x\na|1\n") == ("|", ["|"])
    assert delimiter("unit;x,y\na;2,3\nb;4,5\n") == (";", [";"])
    # An edition that knows the headings decides where shapes do not.
    assert delimiter("unit;a,b;c\n1;2,3;4\n", {"b;c": "b;c"}) == (",", [","])


@pytest.mark.parametrize("years", [1, 2, 3, 9])
def test_commas_within_the_first_cell_are_no_delimiter(years: int) -> None:
    """Eurostat writes so; with commas, the figures of a row were one cell with its country."""
    heads = "".join(f"\t{2020 + at} " for at in range(years))
    rows = "".join(
        f"A,PC_IND,IND_TOTAL,{unit}" + "\t72.5 b" + "\t64.25 " * (years - 1) + "\n" for unit in "XYZ"
    )
    assert delimiter(f"freq,unit,ind_type,geo\\TIME_PERIOD{heads}\n{rows}") == ("\t", ["\t"])


def test_a_title_with_empty_cells_does_not_hide_a_comma_in_the_headings() -> None:
    rows = "a;1,5;2\nb;2,5;3\n"
    for title in ("", "UBND TỈNH\n", "UBND TỈNH;;\n;;\n", "UBND TỈNH;;\nBảng 1;;\n"):
        assert delimiter(f"{title}Tên tỉnh, thành phố;x;y\n{rows}") == (";", [";"])
        assert delimiter(f"{title}Tên tỉnh;x;y\n{rows}") == (";", [])


def test_a_single_column_has_no_delimiter() -> None:
    assert delimiter("unit\na\nb\n") == (",", [])


def headings(rows: list[list[str]], known: dict[str, str] = NONE) -> dict[str, Any]:
    findings = examine_headings(Records(rows, list(range(1, len(rows) + 1))), known, "t.csv", 1)
    return dict(findings[0].declares) if findings else {}


def test_headings_by_the_words_of_an_edition() -> None:
    known = {name: name for name in ("unit", "x", "kinh tế / y")}
    assert headings([["unit", "x"], ["a", "1"]], known) == {}
    assert headings([["Bảng", ""], ["nguồn", "2022"], ["unit", "x"], ["a", "1"]], known) == {"skip_rows": 2}
    rows = [["t", "", ""], ["unit", "Kinh tế", ""], ["", "x", "y"], ["a", "1", "2"]]
    assert headings(rows, known) == {"skip_rows": 1, "header_rows": 2}


def test_headings_by_shape() -> None:
    assert headings([["Bảng điểm", "", ""], ["unit", "x", "y"], ["a", "1", "2"]]) == {"skip_rows": 1}
    assert headings([["unit", "K", ""], ["", "x", "y"], ["a", "1", "2"]]) == {"header_rows": 2}
    assert headings([["unit", "x"], ["a", "1"], ["b", "2"]]) == {}
    assert headings([["a", "b"], ["c", "d"]]) == {}  # no row of figures, nothing to tell by


@pytest.mark.parametrize(
    "above",
    [[], [["Phụ lục 1"], ["(Kèm theo Quyết định)"], []], [["UBND", "", "", "", "CỘNG HÒA"], ["Bảng 1"]]],
)
def test_headings_of_which_no_row_is_as_wide_as_the_table(above: list[list[str]]) -> None:
    """As a decision has them, merged down and over several columns; nothing was said to help."""
    rows = [
        ["STT", "Tỉnh", "Hài lòng (%)", "", "", "", "", "SIPAS", "Hạng"],
        ["", "", "Tiếp cận", "Thủ tục", "Công chức", "Kết quả", "Phản ánh", "", ""],
        *([str(at), name, *["82,5"] * 6, str(at)] for at, name in enumerate(("Hà Nội", "Huế", "Đà Nẵng"), 1)),
    ]
    assert headings(above + rows) == {**({"skip_rows": len(above)} if above else {}), "header_rows": 2}


def test_headings_that_a_row_above_tells_apart() -> None:
    """As of the Ibrahim index, whose upper row fills one gap alone: the scores of all parts had one heading."""
    rows = [
        ["Country", "Overall", "", "Security", "", "Rights", ""],
        ["", "Score", "Rank", "Score", "Rank", "Score", "Rank"],
        ["Mauritius", "74.1", "1", "80.2", "2", "78.3", "3"],
        ["Seychelles", "73.1", "2", "81.5", "1", "77.9", "4"],
    ]
    title = [["", "2022 Ibrahim Index"], []]
    assert headings(rows) == {"header_rows": 2}
    assert headings(title + rows) == {"skip_rows": 2, "header_rows": 2}
    # A title and a unit of measure above headings that differ fill a gap too, and tell nothing.
    plain = [["Table 1", "", "", "", "(%)", ""], ["", *"abcde"], ["X", *"12345"], ["Y", *"23456"]]
    assert headings(plain) == {"skip_rows": 1}


@pytest.mark.parametrize(
    ("top", "depth"),
    [
        ([["unit", "code", "2021", "2022", ""]], 1),
        ([["unit", "code", "2021", "2022"]], 1),
        ([["unit", "code", "K", ""], ["", "", "x", "y"]], 2),
        ([["", "", "2021", "2022"], ["unit", "code", "", ""]], 2),
        ([["unit", "code", "K", "K"], ["unit", "code", "x", "y"]], 2),
    ],
)
def test_first_units_without_figures_are_no_headings(top: list[list[str]], depth: int) -> None:
    """Tables of the World Bank begin so, and end each row with a comma; the first countries became parts of headings."""
    width = len(top[0])
    rows = [*([name, name[:1], *figures] for name, *figures in (["Bb", "1", "2"], ["Cc", "3", ""]))]
    empty = [[name, name[:1], "", ""] for name in ("Aa", "Ab", "Ac", "Ad", "Ae")]
    for number in range(len(empty) + 1):
        table = [each + [""] * (width - len(each)) for each in (*top, *empty[:number], *rows)]
        assert headings(table) == ({"header_rows": depth} if depth > 1 else {})


@pytest.mark.parametrize(
    "group", [["I", "Khối sở"], ["A", "KHỐI SỞ"], ["", "Khối sở"], ["Khối sở", ""], ["I.", ""]]
)
def test_a_group_of_units_below_several_rows_of_headings_is_none(group: list[str]) -> None:
    """With its numeral over the running numbers it became a part of the headings, and the running numbers an indicator."""
    rows = [
        ["TT", "Đơn vị", "Chính quyền số", "", "Kinh tế số"],
        ["", "", "Điểm A", "Điểm B", "Điểm C"],
        [*group, "", "", ""],
        ["1", "Sở A", "15", "85", "12"],
        ["2", "Sở B", "18", "90", "15"],
    ]
    assert headings(rows) == {"header_rows": 2}
    assert headings([[*row[1:]] for row in rows]) == {"header_rows": 2}
    # The row that heads the names may be the lower one.
    assert headings([rows[1], rows[0], *rows[3:]]) == {"header_rows": 2}


def test_a_second_row_of_headings_before_names_that_stand_last_is_none_of_units() -> None:
    rows = [
        ["Rank", "Giường", "Y tá", "Bác sĩ", "Quốc gia"],
        ["Rank", "Beds", "Nurses", "Doctors", "Country"],
    ]
    data = [["1", "5", "6", "7", "Austria"], ["2", "6", "7", "1", "Spain"], ["3", "4", "3", "2", "Italy"]]
    assert headings(rows + data) == {"header_rows": 2}


def test_a_first_unit_of_marks_below_a_heading_of_each_column_is_none() -> None:
    """A comma at the end of each row is no column that a heading lacks."""
    rows = [["unit", "code", "x", "y", ""], ["Aa", "A", "..", "n/a", ""], ["Bb", "B", "1", "2", ""]]
    assert headings(rows) == {}


MARKS = ["..", ":", "n/a", "…", "#N/A", "12.9e", "<5", "(3.4)", "3.4¹", "$ 12", "12.5 (p)", "−7.4"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    ("top", "declared"),
    [
        ([["Country", "2021"]], {}),
        ([["Code", "Country", "2021"]], {}),
        ([["Whoever", "2021"]], {}),
        ([["Country", "2021", "2022"]], {}),
        ([["Country", "1", "2"]], {}),
        ([["Title", ""], ["", ""], ["Country", "2021"]], {"skip_rows": 2}),
        ([["Country", "GDP", ""], ["", "2021", "2022"]], {"header_rows": 2}),
        ([["Country", "GDP", ""], ["", "men", "women"]], {"header_rows": 2}),
        ([["Country", "GDP", ""], ["", "men", "women"], ["", "(%)", "(n)"]], {"header_rows": 3}),
    ],
)
@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_unit_without_a_plain_figure_is_no_heading_below_years(
    mark: str, top: list[list[str]], declared: dict[str, int], before: int
) -> None:
    """Below ``Country, 2021``, Afghanistan with ``..`` was taken for the headings, and it and all above it were not ranked."""
    width = len(top[-1])
    words = 2 if top[-1][0] == "Code" else 1

    def row(name: str, *cells: str) -> list[str]:
        return [*([name, name[:2]] if words == 2 else [name]), *cells][:width]

    full = [row("Albania", "13.1", "2.5"), row("Algeria", "11.0", "3.5"), row("Angola", "15.5", "4")]
    rows = [*top, *full[:before], row("Belgium", mark, mark), *full[before:]]
    assert headings(rows) == declared


@pytest.mark.parametrize("word", ["no data", "suppressed", "không báo cáo"])
def test_a_word_below_a_year_is_no_heading_where_that_row_heads_the_units(word: str) -> None:
    rows = [["Tỉnh", "2021"], ["Hà Nội", word], ["Lào Cai", "1.5"], ["Hà Giang", "2.5"]]
    assert headings(rows) == {}


def test_a_line_with_the_year_above_the_headings_is_none() -> None:
    rows = [["Year", "2021"], ["Country", "GDP"], ["Aa", "1"], ["Bb", "2"]]
    assert headings(rows) == {"skip_rows": 1}
    assert headings([["Năm", "2021"], ["Cơ sở", "Điểm"], *rows[2:]]) == {"skip_rows": 1}
    rows = [["Năm", "2021", ""], ["Tên", "Mã", ""], ["", "", "Điểm"], ["Aa", "A", "1"], ["Bb", "B", "2"]]
    assert headings(rows) == {"skip_rows": 1, "header_rows": 2}


def test_lines_count_and_not_records() -> None:
    records = Records([["title"], ["unit", "x"], ["a", "1"]], [1, 5, 6])
    (finding,) = examine_headings(records, {"unit": "unit", "x": "x"}, "t.csv", 1)
    assert finding.declares == {"skip_rows": 4}
    assert str(finding.place) == "t.csv:5"
    assert finding.sample == "unit | x"


@pytest.mark.parametrize("sign", [":", "~", "^", " "])
def test_signs_that_names_hold_too_need_known_headings(sign: str) -> None:
    text = "code,x,y\n01,1,2\n02,3,4\n".replace(",", sign)
    assert delimiter(text)[0] == ","
    assert delimiter(text, {"code": "code", "x": "x"})[0] == sign


def test_headings_for_programs_below_those_for_people_are_no_unit(tmp_path: Path) -> None:
    """As in the table of QS World University Rankings 2024."""
    head = "2024 RANK,Institution Name,Country,Reputation Score,Staff Score,Citations Score\nrank display,institution,location,rep score,staff score,cit score\n"
    rows = "".join(
        f"{at},Place {at},{'XYZ'[at % 3]},{90 - at * 3 % 7},{50 + at * 7 % 11}.5,{40 + at * 5 % 13}\n"
        for at in range(1, 9)
    )
    (tmp_path / "t.csv").write_text(head + rows, encoding="utf-8")
    started = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert started.reading["header_rows"] == 2
    assert started.draft is not None
    assert [each.name for each in started.draft.criteria if each.weight != 0] == [
        "Reputation Score / rep score",
        "Staff Score / staff score",
        "Citations Score / cit score",
    ]
    card = dtiscore.score(tmp_path / "t.csv", started.methodology, **started.reading)
    assert [each[""] for each in card.dataset.names] == [f"Place {at}" for at in range(1, 9)]


def test_headings_that_say_the_same_of_two_things_are_told_apart_by_those_above(tmp_path: Path) -> None:
    """As in the tables of County Health Rankings, where nothing is missing in the lower row."""
    head = ",,,Health Outcomes,,Health Factors,\nFIPS,State,County,Value,Rank,Value,Rank\n"
    rows = "".join(f"0100{at},X,Place {at},{at * 3 % 7}.5,{at},{at * 5 % 7}.25,{at}\n" for at in range(1, 7))
    (tmp_path / "t.csv").write_text(head + rows, encoding="utf-8")
    with pytest.raises(dtiscore.UsageFault) as caught:
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert "--side Value" in str(caught.value.fix)
