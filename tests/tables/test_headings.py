"""Which column of a file is which: exact after folding, never by likeness, and every doubt is a problem."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable


def edition(**keys: Any) -> Methodology:
    """An index X of the groups G (awareness, and a ratio of two columns) and an indicator c."""
    ratio = {"kind": "ratio", "numerator": "shops", "denominator": "people"}
    awareness = {
        "code": "1",
        "name": {"vi": "Nhận thức số", "en": "Digital awareness"},
        "column": "nhan_thuc_so",
        "rule": {"kind": "fraction"},
    }
    group = {
        "code": "G",
        "aggregate": "sum",
        "weights": "equal",
        "children": [awareness, {"code": "2", "name": {"en": "Shops per person"}, "rule": ratio}],
    }
    children = [group, indicator("c")]
    return methodology_from(
        {
            **HEAD,
            "columns": [{"header": "people", "aliases": ["dân số"]}],
            "index": {"code": "X", "aggregate": "sum", "weights": "equal", "children": children},
            "views": [{"code": "V", "of": ["1", "c"]}],
            **keys,
        }
    )


def resolved(
    headings: str, methodology: Methodology | None = None, **options: Any
) -> tuple[Headings, list[Problem]]:
    """What became of a table with these headings, separated by commas, and no rows."""
    columns = [RawColumn(name, i + 1, (), ()) for i, name in enumerate(headings.split(","))]
    table = RawTable("data.csv", tuple(columns), 0)
    return resolve(table, methodology or edition(), ReadingOptions(**options))


@pytest.mark.parametrize(
    ("headings", "unit"),
    [
        ("xã,huyện,tỉnh,c", "xã"),
        ("Tỉnh,Huyện,Xã,c", "Xã"),
        ("Tỉnh,Quận/Huyện,c", "Quận/Huyện"),
        ("country,province,c", "province"),
        ("quốc gia,tỉnh,c", "tỉnh"),
        ("Tỉnh,Cơ quan,c", "Tỉnh"),  # of which each may have a department of the same name
        ("tỉnh,địa phương,c", "địa phương"),
        ("huyện,tên,c", "tên"),
    ],
)
def test_of_several_places_the_smallest_is_the_unit(headings: str, unit: str) -> None:
    found, _ = resolved(headings)
    assert found.key is not None
    assert found.key.header == unit


def test_a_column_by_which_the_edition_groups_units_is_no_name_of_theirs() -> None:
    by = {"summaries": [{"code": "S", "by": "huyện"}]}
    found, _ = resolved("unit,huyện,c", edition(**by))
    assert found.name is None
    assert [column.header for column in found.labels.values()] == ["huyện"]
    found, _ = resolved("unit,huyện,c", edition(**by), name="huyện")
    assert found.name is not None


def fields(columns: dict[str, RawColumn]) -> dict[str, int]:
    return {heading: column.field for heading, column in columns.items()}


def test_columns_are_found_by_heading_whatever_their_case_and_spaces() -> None:
    found, problems = resolved("Code,NHAN_THUC_SO,shops,People, C ")
    assert problems == []
    assert fields(found.inputs) == {"nhan_thuc_so": 2, "shops": 3, "people": 4, "c": 5}
    assert found.unit is not None
    assert found.unit.field == 1


def test_columns_are_found_by_alias_and_by_the_name_of_the_indicator_in_any_language() -> None:
    assert fields(resolved("unit,Nhận  thức số,shops,Dân số,c")[0].inputs) == {
        "nhan_thuc_so": 2, "shops": 3, "people": 4, "c": 5,
    }  # fmt: skip
    assert fields(resolved("unit,digital awareness")[0].inputs) == {"nhan_thuc_so": 2}


def test_a_name_is_compared_in_one_unicode_form() -> None:
    combining = unicodedata.normalize("NFD", "Nhận thức số")
    assert combining != "Nhận thức số"
    assert fields(resolved(f"unit,{combining}")[0].inputs) == {"nhan_thuc_so": 2}


def test_the_name_of_an_indicator_of_two_columns_names_neither() -> None:
    found, problems = resolved("unit,Shops per person")
    assert found.inputs == {}
    assert [problem.code for problem in problems] == ["unused-column"]


def test_a_column_that_is_there_twice_is_an_error() -> None:
    _, problems = resolved("unit,nhan_thuc_so,Digital awareness")
    (problem,) = [problem for problem in problems if problem.is_error]
    assert (problem.code, problem.place.column) == ("duplicate-column", 3)
    assert '"nhan_thuc_so" (column 2) and "Digital awareness" (column 3)' in problem.message


def test_headings_that_differ_in_case_alone_are_an_error_where_one_is_needed() -> None:
    _, problems = resolved("unit,c,note,C,Note")
    errors = [problem for problem in problems if problem.is_error]
    assert [(problem.code, problem.place.column) for problem in errors] == [("duplicate-column", 4)]


def test_scores_are_found_by_the_code_of_their_node_or_view() -> None:
    found, problems = resolved("unit,X,G,1,V,c.score,c")
    assert problems == []
    assert fields(found.scores) == {"X": 2, "G": 3, "1": 4, "V": 5, "c": 6}
    assert fields(found.inputs) == {"c": 7}


def test_the_other_columns_of_our_own_tables_are_passed_over() -> None:
    assert resolved("period,rank,move,unit,name,X,band,origin,previous_rank")[1] == []


def test_a_column_of_no_use_is_a_warning_with_the_heading_it_may_be() -> None:
    _, problems = resolved("unit,nhan_thuc_s,remarks")
    found = [(p.code, p.severity, p.raw, p.fix, p.place.line, p.place.column) for p in problems]
    assert found == [
        ("unused-column", "warning", "nhan_thuc_s", 'is it "nhan_thuc_so"?', 1, 2),
        ("unused-column", "warning", "remarks", None, 1, 3),
    ]


def test_a_misspelt_name_is_a_warning_with_the_name_it_may_be() -> None:
    _, problems = resolved("unit,Nhận thức sô")
    assert [(p.code, p.fix) for p in problems] == [("unused-column", 'is it "Nhận thức số"?')]


def test_what_is_found_already_is_not_suggested() -> None:
    _, problems = resolved("unit,nhan_thuc_so,Nhận thức sô")
    assert [(p.code, p.fix) for p in problems] == [("unused-column", None)]


def test_the_name_of_a_column_is_a_heading_unless_two_share_it() -> None:
    named = [
        {"header": "shops", "name": {"vi": "Số cửa hàng", "en": "Count"}},
        {"header": "people", "name": {"vi": "Dân số", "en": "Count"}},
    ]
    found = resolved("unit,Số cửa hàng,dân số", edition(columns=named))[0]
    assert fields(found.inputs) == {"shops": 2, "people": 3}
    assert fields(resolved("unit,Count", edition(columns=named))[0].inputs) == {}


def test_the_line_numbers_of_a_printed_table_are_passed_over() -> None:
    for heading in ("STT", "TT", "Số TT", "Số thứ tự", "No.", "#"):
        assert resolved(f"{heading},unit,nhan_thuc_so,shops,people,c")[1] == []


def test_unit_and_name_are_recognised_in_both_languages() -> None:
    for heading in ("code", "Mã", "unit_id", "iso3"):
        found, _ = resolved(f"{heading},c")
        assert found.unit is not None
        assert found.name is None
    for heading in ("Tỉnh/thành phố", "province", "Địa phương", "country", "Sở", "Bộ, ngành", "Quốc gia"):
        found, _ = resolved(f"{heading},c")
        assert found.name is not None
        assert found.unit is None


def test_the_edition_may_say_where_units_and_periods_stand() -> None:
    layout = {"unit": "geo", "name": "geo_name", "period": "TIME", "group": "kind"}
    found, problems = resolved("code,geo,geo_name,time,kind,c", edition(layout=layout))
    assert found.unit is not None
    assert found.name is not None
    assert found.period is not None
    assert [found.unit.field, found.name.field, found.period.field] == [2, 3, 4]
    assert [column.field for column in found.group] == [5]
    assert problems == []  # a second column of codes does no harm


def test_what_the_user_declares_comes_first() -> None:
    found, _ = resolved("code,mine,year,when,c", unit="mine", period="When")
    assert found.unit is not None
    assert found.period is not None
    assert (found.unit.field, found.period.field) == (2, 4)


@pytest.mark.parametrize("option", ["unit", "name", "period", "group"])
def test_a_declared_column_that_is_not_there_is_an_error_that_lists_those_that_are(option: str) -> None:
    _, problems = resolved("code,c", None, **{option: "geo"})
    (problem,) = [problem for problem in problems if problem.is_error]
    assert (problem.code, problem.raw, problem.fix) == ("missing-column", "geo", "it has code, c")
    assert f"--{option}-column" in problem.message


def test_by_names_the_period_or_a_group() -> None:
    found, problems = resolved("code,year,level,region,c", by=("year", "level", "region"))
    assert found.period is not None
    assert found.period.field == 2
    assert [column.field for column in found.group] == [3, 4]
    assert problems == []


def test_by_a_column_that_is_not_there() -> None:
    _, problems = resolved("code,c", by=("kind",))
    assert [(problem.code, problem.raw) for problem in problems] == [("missing-column", "kind")]
    assert "--by" in problems[0].message


def test_a_table_of_ours_brings_the_fullest_of_its_figures_and_no_rank_is_told_of() -> None:
    found, problems = resolved("unit,X.rank,G.published,G.score,G.rank")
    assert problems == []
    assert fields(found.scores) == {"G": 4}
    assert fields(resolved("unit,G.published,G.rank")[0].scores) == {"G": 2}


def test_a_score_that_a_table_brings_twice_is_an_error() -> None:
    _, problems = resolved("unit,G.score,G")
    assert [(one.code, one.message) for one in problems] == [
        ("duplicate-column", '"G.score" (column 2) and "G" (column 3) both hold G')
    ]


@pytest.mark.parametrize(
    ("headings", "strange", "meant"),
    [
        ("\uff55\uff4e\uff49\uff54,name,c", "\uff55\uff4e\uff49\uff54", "unit"),
        ("cod\u0435,name,c", "cod\u0435", "code"),
        ("unit,#name,province,c", "#name", "name"),
        ("# unit,name,c", "# unit", "unit"),
        (
            "unit,\U0001d427\U0001d41a\U0001d426\U0001d41e,c",
            "\U0001d427\U0001d41a\U0001d426\U0001d41e",
            "name",
        ),
        ("unit,\uff59\uff45\uff41\uff52,c", "\uff59\uff45\uff41\uff52", "year"),
        ("unit,\u0421", "\u0421", "c"),
        ("unit,c,\u0425.score", "\u0425.score", "X.score"),
        ("unit,c,nhan\u200b_thuc_so", "nhan\u200b_thuc_so", "nhan_thuc_so"),
    ],
)
def test_a_heading_that_only_looks_like_one_that_counts_is_an_error(
    headings: str, strange: str, meant: str
) -> None:
    _, problems = resolved(headings)
    errors = [one for one in problems if one.severity == "error"]
    assert [(one.code, one.raw) for one in errors] == [("look-alike-heading", strange)]
    assert str(errors[0].fix).startswith(f'type "{meant}" anew, without U+')


def test_a_look_alike_beside_the_heading_itself_is_merely_of_no_use() -> None:
    _, problems = resolved("unit,#unit,c")
    assert [(one.code, one.raw) for one in problems] == [("unused-column", "#unit")]
