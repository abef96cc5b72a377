"""Years in headings: of several the one that is asked for, and of one the year that its figures have."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from tests.made import HEAD

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.heading_parts import with_year_apart

PARTS = [{"code": code, "rule": {"kind": "fraction", "of": 100}} for code in ("income", "internet")]
EDITION = methodology_from(HEAD | {"index": {"code": "I", "aggregate": "arithmetic", "children": PARTS}})


@pytest.mark.parametrize(
    ("heading", "apart"),
    [
        ("income 2022", "income / 2022"),
        ("income_2022", "income / 2022"),
        ("income (2022)", "income / 2022"),
        ("income [2022]", "income / 2022"),
        ("income, 2022", "income / 2022"),
        ("income - 2022", "income / 2022"),
        ("gdp2022", "gdp / 2022"),
        ("Tỷ lệ (%) 2022", "Tỷ lệ (%) / 2022"),
        ("2022 income", "income / 2022"),
        ("2022_income", "income / 2022"),
        ("Group / income 2022", "Group / income / 2022"),
        ("income 2022 (sơ bộ)", "income / 2022"),
        ("income sơ bộ 2022", "income / 2022"),
        ("income, prel. 2022", "income / 2022"),
        ("income / Sơ bộ 2022", "income / 2022"),
        ("income / 2022 (p)", "income / 2022"),
        ("income 2022*", "income / 2022"),
        ("gdp2022e", "gdp / 2022"),
        *(
            (heading, heading)
            for heading in ("2022", "income", "co22022", "income 22", "Nghị định 13/2023", "F2075", "")
        ),
    ],
)
def test_a_year_beside_a_name_is_a_part_of_its_own(heading: str, apart: str) -> None:
    assert with_year_apart(heading) == apart


def scored(headings: str, row: str = "a,1,2,3,4", **options: str) -> tuple[float, float]:
    table = pd.read_csv(io.StringIO(f"unit,{headings}\n{row}\n"), dtype=str)
    card = dtiscore.score(table, EDITION, **options)  # type: ignore[arg-type]  # options of the test
    return float(card.nodes["income"].score[0]) * 100, float(card.nodes["internet"].score[0]) * 100


@pytest.mark.parametrize(
    "headings",
    [
        "income 2021,income 2022,internet 2021,internet 2022",
        "income (2021),2022 income,internet_2021,internet2022",
    ],
)
def test_one_of_several_years_may_be_chosen(headings: str) -> None:
    assert scored(headings, period="2021") == (1, 3)
    assert scored(headings, side="2022") == (2, 4)


def test_one_of_several_years_must_be_chosen_where_not_all_indicators_have_them() -> None:
    with pytest.raises(InvalidData) as refused:
        scored("income 2021,income 2022,internet 2021", "a,1,2,3")
    (problem,) = [one for one in refused.value.problems if one.is_error]
    assert problem.code == "undecided-side"
    assert problem.fix == "say which figures are meant: --period 2021 or --period 2022"


def test_figures_of_a_year_that_one_indicator_lacks_are_not_taken_from_another() -> None:
    with pytest.raises(InvalidData) as refused:
        scored("income 2021,income 2022,internet 2021", "a,1,2,3", period="2022")
    assert [one.code for one in refused.value.problems if one.is_error] == ["missing-column"]


@pytest.mark.parametrize("options", [{}, {"period": "2022"}, {"period": "2023"}])
def test_a_single_year_in_each_heading_is_read_whatever_the_period(options: dict[str, str]) -> None:
    assert scored("income (2021),internet 2022", "a,1,2", **options) == (1, 2)


def test_a_heading_of_the_edition_keeps_its_year() -> None:
    parts = [{"code": "g", "column": "gdp 2020", "rule": {"kind": "fraction", "of": 100}}]
    edition = methodology_from(HEAD | {"index": {"code": "I", "aggregate": "arithmetic", "children": parts}})
    table = pd.DataFrame({"unit": ["a"], "gdp 2020": ["1"], "gdp 2021": ["2"]})
    assert dtiscore.score(table, edition).index.score[0] == 1 / 100
