"""The empty table of an edition: its rows, its headings, and that it scores once it is filled in."""

from __future__ import annotations

from typing import Any

import pytest
from tests.made import HEAD

from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.known_headings import (
    INDICATOR_HEADINGS,
    NAME_HEADINGS,
    PERIOD_HEADINGS,
    UNIT_HEADINGS,
    VALUE_HEADINGS,
)
from dtiscore.tables.template import WORDS, template
from dtiscore.units.scheme import UnitScheme

SCHEME = UnitScheme.model_validate(
    {
        "id": "two",
        "title": {"en": "Two units and their sum"},
        "source": "made up",
        "units": [
            {"code": "01", "name": {"vi": "Tỉnh Một", "en": "One"}},
            {"code": "02", "name": {"vi": "Tỉnh Hai", "en": "Two"}},
            {"code": "99", "name": {"en": "All"}, "ranked": False},
        ],
    }
)


def edition(**changes: Any) -> Methodology:
    data: dict[str, Any] = {
        **HEAD,
        "publish": {"decimals": 2},
        "index": {
            "code": "X",
            "aggregate": "sum",
            "children": [
                {
                    "code": "g",
                    "column": "whole",
                    "rule": {"kind": "identity"},
                    "aggregate": "sum",
                    "children": [
                        {
                            "code": "a",
                            "name": {"vi": "Chỉ số A", "en": "Share A"},
                            "column": "col_a",
                            "rule": {"kind": "identity"},
                        },
                        {"code": "b", "rule": {"kind": "ratio", "denominator": "people"}},
                    ],
                },
            ],
        },
    }
    return methodology_from({**data, **changes})


def test_a_row_for_each_ranked_unit_and_a_column_for_each_value_that_indicators_read() -> None:
    assert template(edition(), SCHEME) == {
        "code": ["01", "02"],
        "name": ["Tỉnh Một", "Tỉnh Hai"],
        "col_a": ["", ""],
        "b": ["", ""],
        "people": ["", ""],
    }


def test_in_a_language_indicators_and_units_have_their_names() -> None:
    assert list(template(edition(), SCHEME, language="vi")) == ["mã", "tên đơn vị", "Chỉ số A", "b", "people"]
    english = template(edition(), SCHEME, language="en")
    assert list(english) == ["code", "name", "Share A", "b", "people"]
    assert english["name"] == ["One", "Two"]


def test_a_name_by_which_the_reader_could_not_tell_the_column_gives_way_to_the_column() -> None:
    data: list[dict[str, Any]] = [
        {"code": "a", "name": "Same", "rule": {"kind": "identity"}},
        {"code": "b", "name": "same", "rule": {"kind": "identity"}},
        {"code": "c", "name": "Name", "rule": {"kind": "identity"}},  # as the column of the units' names
        {"code": "d", "name": "e", "rule": {"kind": "identity"}},  # as the column of another indicator
        {"code": "e", "name": "Own", "rule": {"kind": "identity"}},
    ]
    columns = template(
        edition(index={"code": "X", "aggregate": "sum", "children": data}), None, language="en"
    )
    assert list(columns) == ["code", "name", "a", "b", "c", "d", "Own"]


def test_a_column_that_only_has_a_name_of_its_own_is_called_by_it() -> None:
    columns = [{"header": "people", "name": {"vi": "Dân số", "en": "Population"}}]
    assert list(template(edition(columns=columns), None, language="vi"))[-1] == "Dân số"


def test_without_a_scheme_there_are_headings_and_no_rows() -> None:
    assert template(edition(), None) == {"code": [], "name": [], "col_a": [], "b": [], "people": []}


def test_a_long_table_has_a_row_for_each_value() -> None:
    assert template(edition(), SCHEME, long=True) == {
        "code": ["01"] * 3 + ["02"] * 3,
        "name": ["Tỉnh Một"] * 3 + ["Tỉnh Hai"] * 3,
        "indicator": ["col_a", "b", "people"] * 2,
        "value": [""] * 6,
    }


def test_periods_make_a_block_of_rows_each() -> None:
    columns = template(edition(), SCHEME, periods=["2023", "2024"])
    assert columns["year"] == ["2023", "2023", "2024", "2024"]
    assert columns["code"] == ["01", "02", "01", "02"]


def test_an_edition_whose_tables_have_periods_gets_a_block_for_each_it_governs() -> None:
    panel = edition(layout={"period": "kỳ"}, periods=["2023", "2024"])
    assert template(panel, SCHEME)["kỳ"] == ["2023", "2023", "2024", "2024"]
    assert template(panel, SCHEME, periods=["2024"])["kỳ"] == ["2024", "2024"]
    based = edition(frame={"base": "2023"}, periods=["2023", "2024"])
    assert template(based, SCHEME)["year"] == ["2023", "2023", "2024", "2024"]
    unbound = edition(layout={"period": "year"})
    assert template(unbound, SCHEME)["year"] == ["", ""]


def test_the_headings_are_those_of_the_edition_where_it_names_them() -> None:
    named = edition(layout={"unit": "iso3", "name": "country", "group": "sex"})
    assert list(template(named, SCHEME))[:3] == ["iso3", "country", "sex"]


def test_what_preparation_makes_has_no_column_and_what_it_reads_has_one() -> None:
    prepared = edition(
        prepare=[
            {"step": "derive", "column": "col_a", "formula": "firms / inhabitants"},
            {"step": "impute", "method": "mean", "by": "region"},
        ]
    )
    assert list(template(prepared, SCHEME)) == [
        "code",
        "name",
        "region",
        "b",
        "people",
        "firms",
        "inhabitants",
    ]


@pytest.mark.parametrize("language", list(WORDS))
def test_the_words_of_a_template_are_headings_that_the_reader_knows(language: str) -> None:
    words = WORDS[language]
    assert words.code in UNIT_HEADINGS
    assert words.name in NAME_HEADINGS
    assert words.period in PERIOD_HEADINGS
    assert words.indicator in INDICATOR_HEADINGS
    assert words.value in VALUE_HEADINGS
