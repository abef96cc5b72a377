"""Tables in the manner of statistical offices of several countries: what init makes of them. All figures are invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import dtiscore
from dtiscore.errors import InvalidData, UsageFault
from dtiscore.questions.init.answer.criterion import Criterion
from tests.conftest import Run
from tests.tables.workbooks.books import written


def criteria(folder: Path, name: str = "t.csv", **reading: Any) -> Sequence[Criterion]:
    """What is scored of a table."""
    draft = dtiscore.init(folder / name, folder=folder, **reading).draft
    assert draft is not None
    return draft.criteria


def indicators(text: str, folder: Path, **reading: Any) -> list[str]:
    """The headings of the columns that are scored of a table."""
    (folder / "t.csv").write_text(text, encoding="utf-8")
    return [each.column for each in criteria(folder, **reading)]


def test_numbers_of_a_workbook_are_indicators_beside_texts_with_a_decimal_comma(tmp_path: Path) -> None:
    """Read in the style of the texts, ``7.2`` was no number, and of six columns one was scored."""
    rows = [
        ["name", "Wages", "Share", "Schools"],
        ["Trọng số", 0.25, 0.25, 0.5],
        ["Ain", "1 912,5", 7.25, 12],
        ["Aisne", "2 013,25", 11.5, 31],
        ["Allier", "1 804", 9.75, 19],
    ]
    (tmp_path / "t.xlsx").write_bytes(written({"Data": rows}))
    assert [(each.column, each.weight) for each in criteria(tmp_path, "t.xlsx")] == [
        ("Wages", 0.25),
        ("Share", 0.25),
        ("Schools", 0.5),
    ]


GOVERNANCE = "codeindyr,code,countryname,year,indicator,{value},sd,sources\n" + "".join(
    f"{code}{each}2022,{code},{name},2022,{each},{at}.{len(each)}{at},0.{at}{len(each)},{7 + at + len(each)}\n"
    for at, (code, name) in enumerate([("AUS", "Australia"), ("AUT", "Austria"), ("BEL", "Belgium"), ("CAN", "Canada")])
    for each in ("va", "rle")
)  # fmt: skip


def test_estimates_of_indicators_in_rows_are_read_beside_their_errors_and_sources(tmp_path: Path) -> None:
    """The key of a record was the unit, and its standard errors and numbers of sources were indicators."""
    assert indicators(GOVERNANCE.format(value="estimate"), tmp_path) == ["va", "rle"]
    begun = (tmp_path / "dtiscore.toml").read_text(encoding="utf-8")
    assert 'name_column = "countryname"' in begun


def test_which_of_several_columns_of_figures_is_scored_is_asked(tmp_path: Path) -> None:
    text = GOVERNANCE.format(value="mean")
    with pytest.raises(UsageFault, match="several columns of figures") as asked:
        indicators(text, tmp_path)
    assert "--indicator-column indicator --value-column mean" in str(asked.value.fix)
    assert indicators(text, tmp_path, value_column="mean") == ["va", "rle"]


@pytest.mark.parametrize("text", ["Code,Libellé,Wages\n08,Ardennes,3\n10,Aube,5\nF,France,4\n", "Territory,ISO3,Wages\nChile,CHL,3\nPerú,PER,5\n"])  # fmt: skip
def test_units_are_called_by_the_names_beside_their_codes(text: str, tmp_path: Path) -> None:
    assert indicators(text, tmp_path) == ["Wages"]
    project = (tmp_path / "dtiscore.toml").read_text(encoding="utf-8")
    assert f'name_column = "{"Libellé" if "Libellé" in text else "Territory"}"' in project


def test_words_beside_codes_that_some_units_share_are_no_names(tmp_path: Path) -> None:
    indicators("Code,Type,Wages\n08,rural,3\n10,urban,5\n11,rural,4\n", tmp_path)
    assert "name_column" not in (tmp_path / "dtiscore.toml").read_text(encoding="utf-8")


def test_a_printed_table_comes_to_a_ranking_without_a_heading_over_its_units(tmp_path: Path) -> None:
    rows = [
        ["Arbeitsmarkt der Länder", None, None, None],
        [None, None, "Arbeitslosenquote", "Einkommen"],
        [None, None, "Prozent", "Tsd. EUR"],
        ["01", "Bayern", 3.4, 52],
        ["02", "Berlin", 9.1, 45],
        ["03", "Bremen", 10.2, 50],
    ]
    (tmp_path / "t.xlsx").write_bytes(written({"Data": rows}))
    begun = dtiscore.init(tmp_path / "t.xlsx", folder=tmp_path)
    assert begun.draft is not None
    assert [(each.name, each.unit, each.falls) for each in begun.draft.criteria] == [
        ("Arbeitslosenquote", "Prozent", True),
        ("Einkommen", "Tsd. EUR", False),
    ]
    assert begun.score().ranking()["name"].tolist()[0] == "Bayern"


def test_a_preliminary_year_beside_another_one_is_a_heading(tmp_path: Path) -> None:
    rows = [
        [None, "Tỷ lệ hộ nghèo", None, "Thu nhập"],
        [None, 2022, "Sơ bộ 2023", None],
        ["Hà Nội", 1.5, 1.25, 6.5],
        ["Huế", 3.25, 2.75, 4.5],
        ["Cần Thơ", 2.5, 2.25, 5.5],
    ]

    def merged(book: Any) -> None:
        book.worksheets[0].merge_cells("B1:C1")

    (tmp_path / "t.xlsx").write_bytes(written({"Data": rows}, merged))
    with pytest.raises(UsageFault, match="each indicator has several columns: 2022, 2023"):
        dtiscore.init(tmp_path / "t.xlsx", folder=tmp_path)
    assert len(dtiscore.init(tmp_path / "t.xlsx", folder=tmp_path, period="2023").score().ranking()) == 3


HAPPINESS = [(8.5, 0.7, 0.25, 1.5), (9.25, 0.9, 0.5, 1.25), (11, 0.5, 0.75, 1), (10, 0.8, 0.125, 2)]


def test_what_explains_a_score_is_no_indicator_beside_it(tmp_path: Path) -> None:
    """Each predictor counted twice, and beside them the score that they explain."""
    head = "Country name,Ladder score,GDP,Support,Explained by: GDP,Explained by: Support,Dystopia + residual"
    rows = [
        f"{name},{a + b + c:.3f},{gdp},{a},{a},{b},{c}"
        for name, (gdp, a, b, c) in zip("WXYZ", HAPPINESS, strict=True)
    ]
    assert indicators("\n".join([head, *rows, ""]), tmp_path) == ["GDP", "Support"]


def test_what_explains_a_score_of_one_decimal_adds_up_to_it_but_for_rounding(tmp_path: Path) -> None:
    """The score was one more indicator."""
    head = "Country name,Ladder score,GDP,Support,Explained by: GDP,Explained by: Support,Residual"
    parts = [(5.44, 4.44, 6.34), (8.34, 9.14, 7.44), (3.24, 3.34, 3.14), (2.26, 4.26, 1.26)]
    rows = [
        f"{name},{sum(row):.1f},{at * 7 % 5},{at},{','.join(f'{part:.1f}' for part in row)}"
        for at, (name, row) in enumerate(zip("WXYZ", parts, strict=True))
    ]
    assert indicators("\n".join([head, *rows, ""]), tmp_path) == ["GDP", "Support"]


def test_what_explains_a_score_may_be_empty(tmp_path: Path) -> None:
    head = "Country name,Ladder score,GDP,Explained by: GDP,Explained by: Support"
    rows = [f"{name},{at}.5,{at * 3 % 5},{at}," for at, name in enumerate("WXYZ", 1)]
    assert indicators("\n".join([head, *rows, ""]), tmp_path) == ["Ladder score", "GDP"]


def test_a_score_is_the_indicator_where_a_table_has_what_explains_it_alone(tmp_path: Path) -> None:
    head = "Country name,Ladder score,Explained by: GDP,Explained by: Support,Residual"
    rows = [
        f"{name},{a + b + c:.3f},{a},{b},{c}" for name, (_, a, b, c) in zip("WXYZ", HAPPINESS, strict=True)
    ]
    assert indicators("\n".join([head, *rows, ""]), tmp_path) == ["Ladder score"]


@pytest.mark.parametrize("mark", ["✓", "x", "✔"])
def test_an_empty_cell_beside_ticks_says_no(mark: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"name,Plan,Portal\nA,{mark},{mark}\nB,,{mark}\nC,{mark},\nD,,\n", encoding="utf-8")  # fmt: skip
    ranking = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).score().ranking()
    assert ranking.set_index("unit")["INDEX.published"].to_dict() == {"A": 100, "B": 50, "C": 50, "D": 0}


def test_an_empty_cell_beside_words_for_yes_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,Plan,a\nA,yes,1\nB,,2\nC,yes,4\n", encoding="utf-8")
    ranking = dtiscore.init(tmp_path / "t.csv", folder=tmp_path).score().ranking()
    assert ranking.set_index("unit")["rank"].dropna().to_dict() == {"C": 1, "A": 2}


def test_a_maximum_right_behind_its_word_is_read_whole(tmp_path: Path) -> None:
    """Of ``max18`` the 8 was taken for the points, and of ``max20`` the 0."""
    (tmp_path / "t.csv").write_text("name,a_max18,b_max20\nX,8,5\nY,7,2\nZ,4,1\n", encoding="utf-8")
    assert [each.points for each in criteria(tmp_path)] == [18, 20]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Điểm tối đa", "10 10 20"),
        ("max_score", "10 10 20"),
        ("Source", "a b a"),
        ("Nguồn số liệu", "a b a"),
        ("Источник", "a b a"),
    ],
)
def test_maxima_and_sources_of_each_row_are_no_indicators(heading: str, cells: str, tmp_path: Path) -> None:
    rows = "".join(
        f"{name},{at},{cell}\n" for at, (name, cell) in enumerate(zip("XYZ", cells.split(), strict=True))
    )
    assert indicators(f"name,a,{heading}\n{rows}", tmp_path) == ["a"]


def test_headings_are_found_above_digits_of_another_script_which_are_told_as_they_are_to_be_typed(
    tmp_path: Path,
) -> None:
    table = "جدول (٢-٥) أهم المؤشرات,,\nالمحافظة,معدل البطالة,دخل\nالقاهرة,٧٫٢,١٢\nالسويس,٩٫٥,３．５\nدمياط,٨٫٥,١٥\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    with pytest.raises(InvalidData) as refused:
        begun.score()
    assert {(each.code, str(each.fix)) for each in refused.value.problems} >= {
        ("foreign-digits", "write 7.2"),
        ("foreign-digits", "write 3.5"),
    }


def test_rows_that_are_left_out_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,a\nX,8\nY,7.5\nZ,4\nTotal,19.5\nAverage,6.5\n", encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "--ignore-unit", "Average", cwd=tmp_path)
    assert "Rows that are no units, and are left out: Total\n" in begun.stderr


PRESS = "ISO;Score;Rank;Political Context;Rank_Pol;Safety;Rank_Saf;Country_EN;Country_FR;Year (N);Rank N-1;Rank evolution;Score N-1;Score evolution\n" + "".join(
    f"{code};{score},25;{rank};{9 * rank % 7 + score},5;{rank};{5 * rank % 11 + 60},75;{rank};{name};{nom};2023;{rank};0;{score - 1},5;0,75\n"
    for rank, (code, name, nom, score) in enumerate([("NOR", "Norway", "Norvège", 95), ("CIV", "Ivory Coast", "Côte d'Ivoire", 65), ("USA", "United States", "États-Unis", 71), ("VNM", "Vietnam", "Viêt Nam", 24)], 1)
)  # fmt: skip


def test_the_score_of_the_year_before_and_what_it_gained_are_no_indicators(tmp_path: Path) -> None:
    assert indicators(PRESS, tmp_path) == ["Political Context", "Safety"]
    assert 'unit_column = "Country_EN"' in (tmp_path / "dtiscore.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("heading", "scored"), [("Region_Code", ["CL"]), ("Coding skills", ["CL", "Coding skills"])]
)
def test_codes_of_regions_are_no_indicator_whatever_their_lengths(
    heading: str, scored: list[str], tmp_path: Path
) -> None:
    rows = [("Benin", 4, 2), ("Viet Nam", 7, 142), ("Norway", 1, 150), ("Japan", 2, 142)]
    text = "".join(f"{name},{score},{code}\n" for name, score, code in rows)
    assert indicators(f"country,CL,{heading}\n{text}", tmp_path) == scored


@pytest.mark.parametrize("heading", ["adm1_pcode", "code"])
def test_units_are_called_by_their_names_where_all_lie_in_one_country(heading: str, tmp_path: Path) -> None:
    """Each was called Kenya, as the column headed country has names."""
    rows = (
        f"Kenya,{name},KE0{at},{at * 3 % 7}" for at, name in enumerate(("Nandi", "Siaya", "Embu", "Meru"))
    )
    (tmp_path / "t.csv").write_text(
        "\n".join([f"country,adm1_name,{heading},a", *rows, ""]), encoding="utf-8"
    )
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert {*begun.score().ranking()["name"]} == {"Nandi", "Siaya", "Embu", "Meru"}


@pytest.mark.parametrize("corner", ["Hạng mục", "Lĩnh vực", "Nội dung đánh giá", "Item", "Area"])
def test_criteria_under_the_most_that_there_is_of_each_are_no_units(corner: str, tmp_path: Path) -> None:
    """They were ranked, and the offices beside them were their indicators."""
    sheet = (
        f"{corner},Điểm tối đa,Sở A,Sở B\nCổng,10,8,9\nHạ tầng,20,15,18\nNhân lực,30,25,20\nTổng,60,48,47\n"
    )
    assert indicators(sheet, tmp_path) == ["Cổng", "Hạ tầng", "Nhân lực"]


def test_units_that_may_earn_different_points_stay_units(tmp_path: Path) -> None:
    sheet = "Đơn vị,Điểm tối đa,Điểm tự chấm,Điểm thẩm định\nSở A,60,48,47\nSở B,55,50,49\nSở C,58,40,41\n"
    assert indicators(sheet, tmp_path) == ["Điểm tự chấm", "Điểm thẩm định"]


def test_parts_that_earn_no_more_together_than_a_unit_may_stay_parts(tmp_path: Path) -> None:
    sheet = "Đơn vị,Điểm tối đa,Hạ tầng,Nhân lực,Tổng\nSở A,60,28,20,48\nSở B,55,30,21,51\nSở C,58,18,22,40\n"
    assert indicators(sheet, tmp_path)[:2] == ["Hạ tầng", "Nhân lực"]


@pytest.mark.parametrize(
    "head",
    [
        "Province,Full marks,Teaching,Research",
        "Xã,Điểm tối đa,TC1,TC2",
        "Trường,Điểm chuẩn,Số sinh viên,Số giảng viên",
        "Nơi,Điểm tối đa,Hạ tầng,Tỷ lệ đạt (%)",
    ],
)
def test_units_beside_the_most_that_they_may_earn_stay_units(head: str, tmp_path: Path) -> None:
    sheet = f"{head}\nĐơn vị 1,25,20,22\nĐơn vị 2,24,19,21\nĐơn vị 3,26,15,25\n"
    assert indicators(sheet, tmp_path)[-1] == head.rsplit(",", maxsplit=1)[-1]


@pytest.mark.parametrize(("second", "is_told"), [("Tp HCM", True), ("TP. Ho Chi Minh", True), ("Huế", False)])
def test_one_unit_of_a_list_under_two_names_is_told(
    second: str, is_told: bool, run: Run, tmp_path: Path
) -> None:
    """It was ranked twice without a word."""
    rows = f"TP. Hồ Chí Minh,5,6\n{second},5,7\nHà Nội,6,7\nĐắk Lắk,4,9\nCần Thơ,7,7\n"
    (tmp_path / "t.csv").write_text(f"Tỉnh,a,b\n{rows}", encoding="utf-8")
    done = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert done.returncode == 0
    words = f"one in the list vn-province-34: TP. Hồ Chí Minh = {second}. Write it in one way."
    assert (words in done.stderr) is is_told


def test_the_assessment_of_one_unit_ranks_no_criteria(tmp_path: Path) -> None:
    """Numbered as a decision numbers them, they were ranked by what was claimed and what was verified."""
    rows = "".join(
        f"{at}.{part},Chỉ tiêu {at}{part},10,{at + part},{at}\n" for at in (1, 2, 3) for part in (1, 2)
    )
    (tmp_path / "t.csv").write_text(
        f"Mã,Chỉ tiêu,Điểm tối đa,Tự đánh giá,Thẩm định\n{rows}", encoding="utf-8"
    )
    with pytest.raises(
        UsageFault, match='under "Chỉ tiêu" each indicator has one row, and no column says of which unit'
    ):
        dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
