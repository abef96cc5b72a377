"""Rows and columns that load although they are not what they seem: each is warned of where nothing is sure, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtiscore.questions.validate.python import validate
from tests.made import HEAD as HEAD_OF_AN_EDITION

EDITION = "hdi-2022"
HEAD = "iso3,country,life_expectancy,expected_schooling,mean_schooling,gni_per_capita"
ROWS = ("VNM,Viet Nam,74.58,12.95,8.48,10814.42", "LAO,Lao PDR,69.05,10.19,5.97,7745.08")


def said(file: Path, *lines: str, end: str = "\n") -> list[tuple[str, str, int | None, int | None]]:
    """What is said of a table of countries, which has no unit scheme to tell a unit from anything else."""
    file.write_text("\n".join((HEAD, *lines)) + end, encoding="utf-8")
    problems = validate(file, EDITION).problems
    return [(each.severity, each.code, each.place.line, each.place.column) for each in problems]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "hdi.csv"


@pytest.mark.parametrize("numbers", ["1,2,3,4,5,6", "(1),(2),(3),(4),(5),(6)=(3)+(5)", "A,B,1,2,3,4"])
def test_a_row_that_numbers_the_columns(numbers: str, table: Path) -> None:
    assert ("error", "column-numbers", 2, None) in said(table, numbers, *ROWS)
    # Where the rows below hold numbers alone, it may be a unit that is called 1.
    rows = ["704,704,74.58,12.95,8.48,10814.42", "418,418,69.05,10.19,5.97,7745.08"]
    severity = "warning" if numbers.startswith("1") else "error"
    assert (severity, "column-numbers", 2, None) in said(table, numbers, *rows)


@pytest.mark.parametrize("row", ["AAA,X,1,2,3,4", "1,2,3,4,5,7", "A,B,C,D,1,2"])
def test_a_row_that_only_begins_so_is_a_unit(row: str, table: Path) -> None:
    assert not [each for each in said(table, row, *ROWS) if each[1] == "column-numbers"]


@pytest.mark.parametrize(
    "name",
    [
        "Trung bình (2 nước)",
        "Tổng cộng:",
        "TONG CONG",
        "Trung bình khu vực",
        "Điểm tối đa",
        "World",
        "* Sơ bộ",
    ],
)
def test_a_total_by_other_words(name: str, table: Path) -> None:
    assert said(table, *ROWS, f"TOT,{name},74,12,8,9000") == [("error", "perhaps-a-total", 4, 2)]


@pytest.mark.parametrize(
    "name", ["Tổng công ty Điện lực", "Chung cư", "Maxwell", "Minh Hóa", "Worldwide Fund"]
)
def test_a_name_that_begins_like_a_total_is_a_name(name: str, table: Path) -> None:
    assert said(table, *ROWS, f"TOT,{name},74,12,8,9000") == []


def test_a_row_without_any_value_may_be_a_note(table: Path) -> None:
    note = "Số liệu sơ bộ,,,,,"
    assert said(table, *ROWS, note) == [("warning", "empty-row", 4, 2)]
    file = table.read_text(encoding="utf-8")
    table.write_text(file.replace(note, "KHM,Cambodia,69.9,,,"), encoding="utf-8")
    assert validate(table, EDITION).problems == []
    table.write_text(file.replace(note, "KHM,Cambodia,-,-,-,-"), encoding="utf-8")
    assert validate(table, EDITION, missing=["-"]).problems == []


def test_a_row_is_left_out_by_its_code_as_others_may_bear_its_name(table: Path) -> None:
    """Rows of people who answered, beside the names of their provinces."""
    table.write_text(f"{HEAD}\nr1,Ha Noi,,,,\nr2,Ha Noi,69.9,11.5,7.3,4079\n", encoding="utf-8")
    (problem,) = validate(table, EDITION).problems
    assert str(problem.fix) == "leave the row out: --ignore-unit r1; if it is a unit: --keep-unit r1"


def test_a_unit_without_a_figure_in_one_of_its_periods_is_no_note(table: Path) -> None:
    """Left out by its code, it would be left out of the other periods too."""
    edition = {
        **HEAD_OF_AN_EDITION,
        "missing": "no-score",
        "index": {
            "code": "I",
            "aggregate": "sum",
            "weights": "equal",
            "children": [{"code": "a", "rule": {"kind": "identity"}}],
        },
    }
    table.write_text("unit,year,a\nx,2021,1\ny,2021,2\nx,2022,\ny,2022,3\n", encoding="utf-8")
    assert validate(table, edition).problems == []


def test_letters_of_another_alphabet_in_a_code(table: Path) -> None:
    cyrillic = ROWS[0].replace("VNM", "VN\u041c")
    assert said(table, *ROWS, cyrillic) == [
        ("warning", "confusable-letter", 4, 1),
        ("warning", "similar-unit", 4, 1),
    ]
    assert said(table, ROWS[1], ROWS[0].replace("VNM", "\u041c\u041e\u0421\u041a\u0412\u0410")) == []


FULL = tuple(f"C{n:02},Country {n},70.{n},12.{n},8.{n},1234.{n}" for n in range(11, 17))


@pytest.mark.parametrize(("lost", "code"), [(1, "cut-off"), (2, "not-a-number"), (3, "cut-off")])
def test_a_file_that_ends_within_a_number(lost: int, code: str, table: Path) -> None:
    *others, last = FULL
    assert said(table, *others, last, end="") == []
    found = said(table, *others, last[:-lost], end="")
    assert [each[1:3] for each in found] == [(code, 7)]


def test_a_short_last_number_is_no_loss_where_the_line_ends(table: Path) -> None:
    *others, last = FULL
    assert said(table, *others, last[:-1]) == []


@pytest.mark.parametrize("cell", ["1.23E+03", "1.2E+11", "1E+04", "1.23457E-07"])
def test_numbers_that_a_spreadsheet_shortened(cell: str, table: Path) -> None:
    found = said(table, *FULL[:5], f"C17,Country 17,70.12,12.34,8.12,{cell}")
    assert ("warning", "shortened-number", 7, 6) in found


@pytest.mark.parametrize("cell", ["1.23e+03", "1.2345678E+11", "1e5"])
def test_exponents_that_other_programs_write_are_numbers(cell: str, table: Path) -> None:
    assert said(table, *FULL[:5], f"C17,Country 17,70.12,12.34,8.12,{cell}") == []


@pytest.mark.parametrize("second", ["VALUE", "giá trị"])
def test_a_long_table_has_one_column_of_values(second: str, table: Path) -> None:
    table.write_text(f"iso3,indicator,value,{second}\nVNM,life_expectancy,74.58,37.29\n", encoding="utf-8")
    (problem,) = validate(table, EDITION).problems
    assert (problem.code, problem.place.line, problem.place.column) == ("duplicate-column", 1, 4)


def ways_out(file: Path, *lines: str, head: str = HEAD) -> list[str]:
    """What may be done about each problem."""
    file.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return [problem.fix or "" for problem in validate(file, EDITION).problems]


def test_one_sign_among_bare_numbers_is_no_reason_to_declare_per_cent(table: Path) -> None:
    fixes = ways_out(table, *FULL[:5], "C17,Country 17,70.12,12.34,8.12%,1234.5")
    assert fixes[0] == "write it without the sign, as the other numbers of the column are"


def test_a_raised_digit_is_not_made_a_digit_of_the_number(table: Path) -> None:
    assert ways_out(table, *FULL[:5], "C17,Country 17,70.12¹,12.34,8.12,1234.5") == [
        "delete it, or declare --flag ¹ if it marks numbers and changes none; or type the number in plain digits"
    ]
    assert ways_out(table, *FULL[:5], "C17,Country 17,७०.12,12.34,8.12,1234.5") == ["write 70.12"]


def test_a_heading_that_looks_right_and_is_not_says_which_letter(table: Path) -> None:
    fixes = ways_out(table, *FULL[:5], head=HEAD.replace("gni_per_capita", "gni_per_c\u0430pita"))
    assert 'type "gni_per_capita" anew, without U+0430 CYRILLIC SMALL LETTER A' in fixes


def test_a_word_where_a_number_should_stand_may_be_declared(table: Path) -> None:
    (fix,) = ways_out(table, *FULL[:5], "C17,Country 17,KXĐ,12.34,8.12,1234.5")
    assert "declare --missing KXĐ; if it stands for a number" in fix


def test_a_total_beside_a_scheme_is_called_by_its_name(table: Path) -> None:
    table.write_text("code,province,dti\n,Trung bình (63 tỉnh),0.5\n", encoding="utf-8")
    found = validate(table, "dti-province-2022", allow_missing_units=True).problems
    assert [(each.code, each.fix) for each in found if each.place.line == 2] == [
        ("not-a-unit", 'remove the row, or leave it out: --ignore-unit "Trung bình (63 tỉnh)"')
    ]
