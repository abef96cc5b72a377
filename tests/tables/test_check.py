"""A table against an edition: every problem at once with its place, or the dataset that scoring reads."""

from __future__ import annotations

import csv
import math
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from tests.made import HEAD

from dtiscore.errors import Problem, errors_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.scoring import score_dataset
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.table import columns_of
from dtiscore.tables.check import check
from dtiscore.tables.numbers import NumberStyle
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset
from dtiscore.units.scheme import UnitScheme

Json = dict[str, Any]

SCHEME = UnitScheme.model_validate(
    {
        "id": "four",
        "title": "Four provinces",
        "source": "by hand",
        "code_width": 2,
        "prefixes": ["Tỉnh"],
        "not_units": ["Cả nước", "Tổng cộng"],
        "successor": "three",
        "units": [
            {"code": "01", "name": "Hà Nội", "successor": "01"},
            {"code": "02", "name": "Hà Giang", "successor": "08"},
            {"code": "08", "name": "Tuyên Quang", "successor": "08"},
            {"code": "17", "name": "Hòa Bình", "aliases": ["Hoà Bình"], "successor": "25"},
        ],
    }
)
AFTER = UnitScheme.model_validate(
    {
        "id": "three",
        "title": "Three provinces",
        "source": "by hand",
        "code_width": 2,
        "units": [
            {"code": "01", "name": "Hà Nội"},
            {"code": "08", "name": "Tuyên Quang"},
            {"code": "25", "name": "Phú Thọ"},
        ],
    }
)


def edition(missing: Any = "error", of_group: Json | None = None, **keys: Any) -> Methodology:
    """An index of 100 points: a group G of 80 that may come as a whole, a share c of 15 and an answer d of 5."""
    parts = [
        {
            "code": "a",
            "name": {"vi": "Hạ tầng số"},
            "points": 60,
            "column": "ha_tang_so",
            "rule": {"kind": "fraction"},
        },
        {"code": "b", "points": 20, "rule": {"kind": "fraction"}},
    ]
    whole = {"column": "g_points", "rule": {"kind": "identity"}}
    group = {"code": "G", "aggregate": "points", "children": parts, **whole, **(of_group or {})}
    answer = {"code": "d", "points": 5, "rule": {"kind": "boolean"}, "missing": "zero"}
    children = [group, {"code": "c", "points": 15, "rule": {"kind": "fraction"}}, answer]
    return methodology_from(
        {
            **HEAD,
            "id": "test-2022",
            "title": "Test",
            "periods": ["2021", "2022"],
            "missing": missing,
            "index": {"code": "X", "aggregate": "points", "children": children},
            "views": [{"code": "V", "of": ["a", "c"]}],
            **keys,
        }
    )


def table(lines: Sequence[str]) -> RawTable:
    """The table of comma-separated lines, the headings first, as a file that begins with them."""
    headings, *rows = list(csv.reader(lines))
    numbers = range(2, len(rows) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in rows], numbers) for i, name in enumerate(headings)]
    return RawTable("sở-tttt.csv", tuple(columns), len(rows))


def checked(
    *lines: str,
    methodology: Methodology | None = None,
    scheme: UnitScheme | None = None,
    other: UnitScheme | None = None,
    **options: Any,
) -> tuple[Dataset | None, list[Problem]]:
    others = [] if other is None else [other]
    return check(
        table(lines), methodology or edition(), scheme, ReadingOptions(**options), other_schemes=others
    )


def problems_of(*lines: str, **keys: Any) -> list[Problem]:
    """The problems of a table that cannot be scored."""
    dataset, problems = checked(*lines, **keys)
    assert dataset is None
    assert errors_of(problems)
    return problems


def only(problems: list[Problem], code: str) -> Problem:
    """The one problem of a code."""
    (problem,) = [problem for problem in problems if problem.code == code]
    return problem


def valid(*lines: str, **keys: Any) -> Dataset:
    dataset, problems = checked(*lines, **keys)
    assert dataset is not None, [str(problem) for problem in problems]
    return dataset


OF_PER_CENT = edition(
    index={
        "code": "X",
        "aggregate": "sum",
        "weights": "equal",
        "children": [{"code": "a", "rule": {"kind": "goalposts", "low": 0, "high": 100}}],
    },
    columns=[{"header": "a", "unit": "%", "min": 0, "max": 100}],
    views=[],
)
"""An index of one column, which is measured in per cent."""

HEADINGS = "code,name,ha_tang_so,b,c,d"
GOOD = (
    HEADINGS,
    "01,Hà Nội,0.5,0.25,1,có",
    "02,Hà Giang,0.1,0.2,0.3,không",
    "08,Tuyên Quang,1,1,1,x",
    "17,Hòa Bình,0,0,0,",
)


def test_a_clean_table_becomes_a_dataset_without_a_word() -> None:
    dataset, problems = checked(*GOOD, scheme=SCHEME)
    assert problems == []
    assert dataset is not None
    assert dataset.units == ("01", "02", "08", "17")
    assert dataset.numbers["ha_tang_so"].tolist() == [0.5, 0.1, 1.0, 0.0]
    assert dataset.outcomes["d", "d"].tolist()[:3] == [1.0, 0.0, 1.0]
    assert np.isnan(dataset.outcomes["d", "d"][3])
    assert dataset.row_in_raw == (0, 1, 2, 3)
    assert dataset.raw_text(1, "ha_tang_so") == "0.1"
    assert str(dataset.place(1, "ha_tang_so")) == "sở-tttt.csv:3:3"
    assert str(dataset.place(1)) == "sở-tttt.csv:3"


def test_five_faults_are_reported_in_one_run_in_the_order_of_the_file() -> None:
    problems = problems_of(
        HEADINGS,
        "01,Hà Nội,abc,0.25,1,có",
        "02,Hà Giag,0.1,0.2,0.3,không",
        "08,Tuyên Quang,1.42,1,1,maybe",
        "17,Hòa Bình,#DIV/0!,0,,x",
        scheme=SCHEME,
        allow_missing_units=True,
    )
    found = [
        (p.place.line, p.place.column, p.place.header, p.code, p.raw, p.unit) for p in errors_of(problems)
    ]
    assert found == [
        (2, 3, "ha_tang_so", "not-a-number", "abc", "Hà Nội"),
        (3, 2, "name", "unknown-unit", "Hà Giag", "Hà Giag"),
        (4, 3, "ha_tang_so", "out-of-range", "1.42", "Tuyên Quang"),
        (4, 6, "d", "unknown-choice", "maybe", "Tuyên Quang"),
        (5, 3, "ha_tang_so", "excel-error", "#DIV/0!", "Hòa Bình"),
        (5, 5, "c", "missing-value", "", "Hòa Bình"),
    ]
    assert all(problem.place.file == "sở-tttt.csv" for problem in problems)
    assert only(problems, "out-of-range").fix == "is the column in percent? declare --percent ha_tang_so"
    assert only(problems, "missing-value").indicator == "c"
    assert "Hà Giang" in (only(problems, "unknown-unit").fix or "")


class TestUnits:
    def test_a_unit_that_is_missing_is_named_and_counted(self) -> None:
        problem = only(problems_of(*GOOD[:3], scheme=SCHEME), "missing-unit")
        assert problem.message == "2 of the 4 units of four are missing: Tuyên Quang, Hòa Bình"
        assert problem.place.line == 1
        dataset, warned = checked(*GOOD[:3], scheme=SCHEME, allow_missing_units=True)
        assert dataset is not None
        assert only(warned, "missing-unit").severity == "warning"

    def test_units_are_missing_period_by_period(self) -> None:
        rows = [f"{year},{line}" for year in ("2021", "2022") for line in GOOD[1:]]
        problem = only(problems_of(f"year,{HEADINGS}", *rows[:-1], scheme=SCHEME), "missing-unit")
        assert problem.message == "1 of the 4 units of four are missing in 2022: Hòa Bình"

    def test_a_unit_that_stands_twice_names_the_first_line(self) -> None:
        problem = only(problems_of(*GOOD, "1,Tỉnh Hà Nội,0.5,0.25,1,có", scheme=SCHEME), "duplicate-unit")
        assert (problem.place.line, problem.raw) == (6, "Tỉnh Hà Nội")
        assert problem.message == 'the unit also stands on line 2 as "Hà Nội"'

    def test_one_unit_may_stand_in_two_periods(self) -> None:
        rows = [f"{year},{line}" for year in ("2021", "2022") for line in GOOD[1:]]
        dataset = valid(f"year,{HEADINGS}", *rows, scheme=SCHEME)
        assert list(dataset.partitions()) == [("2021", None), ("2022", None)]
        assert dataset.partitions()["2022", None].tolist() == [4, 5, 6, 7]
        assert {frame: rows.tolist() for frame, rows in dataset.frames("all").items()} == {
            None: list(range(8))
        }

    def test_the_accepted_spellings_of_a_unit_are_read_in_silence(self) -> None:
        line = "17,Hoà Bình,0,0,0,"
        dataset, problems = checked(*GOOD[:-1], line, scheme=SCHEME)
        assert dataset is not None
        assert problems == []
        assert dataset.names[3] == {"": "Hòa Bình"}

    def test_a_code_without_its_zero_is_a_warning(self) -> None:
        dataset, problems = checked(*[line.replace("01,Hà Nội", "1,Hà Nội") for line in GOOD], scheme=SCHEME)
        assert dataset is not None
        assert [(p.code, p.severity, p.place.line) for p in problems] == [("code-variant", "warning", 2)]

    def test_code_and_name_must_agree(self) -> None:
        lines = [line.replace("08,Tuyên Quang", "02,Tuyên Quang") for line in GOOD]
        problem = only(problems_of(*lines, scheme=SCHEME), "code-name-conflict")
        assert (problem.place.line, problem.place.column, problem.raw) == (4, 2, "Tuyên Quang")
        assert "Hà Giang" in problem.message

    def test_a_unit_of_another_vintage_is_told_what_it_was(self) -> None:
        lines = [line.replace("17,Hòa Bình", ",Phú Thọ") for line in GOOD]
        problem = only(problems_of(*lines, scheme=SCHEME, other=AFTER), "vintage-mismatch")
        assert problem.place.line == 5
        assert "made of Hòa Bình (17)" in problem.message

    def test_a_total_row_is_no_unit_unless_it_is_ignored(self) -> None:
        total = "00,Cả nước,0.4,0.4,0.4,x"
        problem = only(problems_of(*GOOD, total, scheme=SCHEME), "not-a-unit")
        assert (problem.place.line, problem.raw) == (6, "Cả nước")
        dataset = valid(*GOOD, total, scheme=SCHEME, ignored_units=frozenset({"cả nước"}))
        assert len(dataset) == 4

    def test_without_a_scheme_any_distinct_code_is_a_unit(self) -> None:
        dataset = valid("unit,ha_tang_so,b,c,d", "Bộ A,1,1,1,x", "Bộ B,0,0,0,x")
        assert dataset.units == ("Bộ A", "Bộ B")
        problems = problems_of("unit,ha_tang_so,b,c,d", "x,1,1,1,x", ",0,0,0,x", "x,1,1,1,x")
        assert [(p.code, p.place.line) for p in problems] == [("unknown-unit", 3), ("duplicate-unit", 4)]

    def test_a_table_must_say_which_unit_a_row_is_about(self) -> None:
        problem = problems_of("ha_tang_so,b,c,d", "1,1,1,x")[0]
        assert problem.code == "missing-column"
        assert "--unit-column" in (problem.fix or "")


class TestPeriods:
    def lines(self, year: str) -> list[str]:
        return [f"year,{HEADINGS}", *(f"{year},{line}" for line in GOOD[1:])]

    def test_a_period_that_the_edition_does_not_govern_is_reported_once(self) -> None:
        problem = only(problems_of(*self.lines("2024"), scheme=SCHEME), "ungoverned-period")
        assert (problem.message, problem.raw, problem.place.column) == (
            "test-2022 does not govern 2024",
            "2024",
            1,
        )
        assert "2021, 2022" in (problem.fix or "")

    def test_a_blank_period_is_reported(self) -> None:
        lines = self.lines("2022")
        lines[2] = lines[2].removeprefix("2022")
        problem = only(problems_of(*lines, scheme=SCHEME, allow_missing_units=True), "missing-period")
        assert (problem.place.line, problem.place.column) == (3, 1)

    def test_one_period_of_a_panel_may_be_kept(self) -> None:
        lines = [*self.lines("2021"), *self.lines("2022")[1:]]
        dataset = valid(*lines, scheme=SCHEME, at_period="2022")
        assert dataset.periods == ("2022",) * 4
        assert dataset.row_in_raw == (4, 5, 6, 7)

    def test_a_period_that_does_not_occur_names_those_that_do(self) -> None:
        problem = only(problems_of(*self.lines("2021"), scheme=SCHEME, at_period="2022"), "missing-period")
        assert (problem.message, problem.fix) == ("no row is of 2022", "the file has 2021")

    def test_a_table_without_periods_may_be_given_one(self) -> None:
        assert valid(*GOOD, scheme=SCHEME, at_period="2022").periods == ("2022",) * 4
        problems = problems_of(*GOOD, scheme=SCHEME, at_period="1999")
        assert [problem.code for problem in problems] == ["ungoverned-period"]

    def test_groups_are_ranked_apart_and_may_not_be_blank(self) -> None:
        lines = ("unit,kind,ha_tang_so,b,c,d", "x,N,1,1,1,x", "y,S,1,1,1,x", "z,,1,1,1,x")
        problem = only(problems_of(*lines, by=("kind",)), "missing-group")
        assert (problem.place.line, problem.place.column) == (4, 2)
        assert valid(*lines[:3], by=("kind",)).groups == ("N", "S")


class TestColumns:
    def test_a_column_of_no_use_is_a_warning_with_the_one_it_may_be(self) -> None:
        lines = [GOOD[0].replace("ha_tang_so", "ha_tang_sp"), *GOOD[1:]]
        problems = problems_of(*lines, scheme=SCHEME)
        unused = only(problems, "unused-column")
        assert (unused.severity, unused.raw, unused.place.column) == ("warning", "ha_tang_sp", 3)
        assert "ha_tang_so" in (unused.fix or "")
        missing = only(problems, "missing-column")
        assert missing.message == 'the column ha_tang_so of "Hạ tầng số" is not in the file'
        assert (
            missing.fix == 'add it, or g_points for G as a whole; ha_tang_so may also be headed "Hạ tầng số"'
        )
        assert (missing.place.line, missing.indicator) == (1, "a")

    def test_a_column_without_another_way_is_to_be_added(self) -> None:
        missing = only(problems_of("unit,ha_tang_so,b,d", "x,1,1,x"), "missing-column")
        assert (missing.indicator, missing.fix) == ("c", "add it")

    def test_a_rule_of_two_columns_names_the_ones_that_are_not_there(self) -> None:
        ratio = {"kind": "ratio", "numerator": "shops", "denominator": "people"}
        index = {
            "code": "X",
            "aggregate": "sum",
            "weights": "equal",
            "children": [{"code": "r", "rule": ratio}],
        }
        methodology = edition(index=index, views=[])
        neither = only(problems_of("unit,c", "x,1", methodology=methodology), "missing-column")
        assert "the columns shops and people" in neither.message
        one = only(problems_of("unit,shops", "x,1", methodology=methodology), "missing-column")
        assert "the column people of" in one.message
        empty = only(problems_of("unit,shops,people", "x,1,", methodology=methodology), "missing-value")
        assert empty.place.header == "people"


class TestMissingCells:
    LINES = ("unit,ha_tang_so,b,c,d", "x,0.5,,1,x")

    def test_an_error_names_cell_and_way_out(self) -> None:
        problem = only(problems_of(*self.LINES), "missing-value")
        assert (problem.place.line, problem.place.column, problem.unit) == (2, 3, "x")
        assert problem.message == '"b" has no value, which test-2022 does not allow'
        assert problem.fix is not None
        assert "a built-in edition is copied first: dtiscore weights convert" in problem.fix

    @pytest.mark.parametrize(
        ("missing", "score"),
        [
            ("no-score", math.nan),
            ("zero", 0.5 * 60 + 0 + 15 + 5),
            ("reweight", 0.5 * 60 * 80 / 60 + 15 + 5),
            ({"kind": "reweight", "min_share": 0.5}, 40 + 15 + 5),  # one child of two
            ({"kind": "reweight", "min_share": 0.6}, math.nan),
            ({"kind": "reweight", "min_share": 0.75, "count": "weight"}, 40 + 15 + 5),  # 60 points of 80
            ({"kind": "reweight", "min_share": 0.76, "count": "weight"}, math.nan),
        ],
    )
    def test_each_other_missing_rule_has_its_outcome(self, missing: Any, score: float) -> None:
        # The rule is that of the group G alone: above it a score that is missing stays missing.
        methodology = edition("no-score", {"missing": missing})
        card = score_dataset(methodology, valid(*self.LINES, methodology=methodology))
        assert card.index.score.tolist() == [pytest.approx(score, nan_ok=True)]

    def test_texts_that_mean_no_value_are_declared(self) -> None:
        lines = ("unit,ha_tang_so,b,c,d", "x,0.5,n/a,1,x")
        assert only(problems_of(*lines), "undeclared-missing").raw == "n/a"
        forgiving = edition(missing="no-score")
        dataset = valid(*lines, methodology=forgiving, missing=frozenset({"n/a"}))
        assert np.isnan(dataset.numbers["b"]).tolist() == [True]
        of_edition = edition(missing="no-score", layout={"missing": ["n/a"]})
        assert np.isnan(valid(*lines, methodology=of_edition).numbers["b"]).tolist() == [True]

    def test_an_empty_cell_of_an_aggregate_is_named_and_not_the_columns_of_its_parts(self) -> None:
        lines = ("unit,g_points,c,d", "x,40,1,x", "y,,1,x")
        problem = only(problems_of(*lines), "missing-value")
        assert (problem.place.line, problem.place.column, problem.unit, problem.indicator) == (3, 2, "y", "G")
        assert problem.message == (
            '"G" has no value, and the columns ha_tang_so, b to compute it from are not in the file'
        )
        assert problem.fix == "fill the cell in, or add the columns"
        for missing in ("no-score", "reweight"):  # a column that is not there is no missing cell
            only(problems_of(*lines, methodology=edition(missing)), "missing-value")

    def test_an_empty_score_of_an_indicator_is_named_at_its_cell(self) -> None:
        lines = ("unit,g_points,c.published,d", "x,40,1,x", "y,40,,x")
        (problem,) = problems_of(*lines)
        assert (problem.code, problem.place.line, problem.place.column) == ("missing-value", 3, 3)

    def test_an_empty_cell_that_two_indicators_read_is_told_once(self) -> None:
        index = {
            "code": "X",
            "aggregate": "sum",
            "weights": "equal",
            "children": [
                {"code": code, "column": "shops", "rule": {"kind": "goalposts", "low": 0, "high": high}}
                for code, high in (("a", 1), ("b", 2))
            ],
        }
        shared = edition(index=index, views=[])
        (problem,) = problems_of("unit,shops", "x,1", "y,", methodology=shared)
        assert problem.message == '"a" and "b" have no value, which test-2022 does not allow'
        absent = only(problems_of("unit,other", "x,1", methodology=shared), "missing-column")
        assert absent.message == 'the column shops of "a" and "b" is not in the file'

    def test_a_faulty_cell_is_not_called_missing_as_well(self) -> None:
        problems = problems_of("unit,ha_tang_so,b,c,d", "x,abc,1,1,x")
        assert [problem.code for problem in problems] == ["not-a-number"]


class TestNumbers:
    def test_a_style_may_be_declared_for_the_file_or_a_column(self) -> None:
        lines = ("unit,ha_tang_so,b,c,d", 'x,"0,5",0.25,1,x')
        mixed = valid(*lines, styles={"ha_tang_so": NumberStyle(",")}, style=NumberStyle("."))
        assert mixed.numbers["ha_tang_so"].tolist() == [0.5]
        assert only(problems_of(*lines, style=NumberStyle(".")), "wrong-decimal").place.column == 2

    def test_a_column_may_be_declared_to_be_in_percent(self) -> None:
        lines = ("unit,ha_tang_so,b,c,d", "x,50.5,0.25,1,x", "y,45%,0.25,1,x")
        dataset = valid(*lines, percent=frozenset({"Ha_Tang_So"}))
        assert dataset.numbers["ha_tang_so"].tolist() == [0.505, 0.45]

    def test_a_column_whose_unit_is_percent_is_read_as_percentages(self) -> None:
        for cells in (("45%", "45%"), ("45", "45")):
            lines = ("unit,a", f"x,{cells[0]}", f"y,{cells[1]}")
            assert valid(*lines, methodology=OF_PER_CENT).numbers["a"].tolist() == [45.0, 45.0]

    def test_a_column_whose_unit_is_percent_is_written_in_one_way_unless_declared(self) -> None:
        lines = ("unit,a", "x,45%", "y,0.5", "z,60%", "w,0")
        problem = only(problems_of(*lines, methodology=OF_PER_CENT), "mixed-percent")
        assert (problem.place.line, problem.place.column, problem.raw, problem.unit) == (3, 2, "0.5", "y")
        assert problem.message.endswith("it may be 0.5% or 50%")
        assert (
            problem.fix
            == "write the column in one way, or declare --percent a if all its numbers are per cent"
        )
        declared = valid(*lines, methodology=OF_PER_CENT, percent=frozenset({"A"}))
        assert declared.numbers["a"].tolist() == [45.0, 0.5, 60.0, 0.0]

    def test_one_number_in_per_cent_is_no_reason_to_declare_the_column(self) -> None:
        lines = [f"u{row},{cell},1,1,x" for row, cell in enumerate(("0.7", "0.62", "45.5"))]
        problem = only(problems_of("unit,ha_tang_so,b,c,d", *lines), "out-of-range")
        assert (problem.place.line, problem.raw) == (4, "45.5")
        assert problem.fix == (
            "correct the cell, since most numbers of the column are up to 1; "
            "declare --percent ha_tang_so only if all of them are per cent"
        )

    def test_numbers_too_large_to_compute_with_are_refused(self) -> None:
        methodology = edition(
            index={
                "code": "X",
                "aggregate": "sum",
                "weights": "equal",
                "children": [{"code": "a", "rule": {"kind": "z-score", "divisor": "sample"}}],
            },
            views=[],
        )
        problem = only(problems_of("unit,a", "x,1e200", "y,1", methodology=methodology), "out-of-range")
        assert (problem.place.line, problem.raw) == (2, "1e200")


def test_what_is_said_alike_of_many_cells_is_made_once() -> None:
    """Nor is their column looked at for each: as many problems as cells took a time that grew with their square."""
    rows = (f"u{row},45.5,,2,x" for row in range(1, 4))
    problems = problems_of("unit,ha_tang_so,b,c,d", *rows)
    empty = [problem for problem in problems if problem.code == "missing-value"]
    beyond = [problem for problem in problems if problem.place.header == "ha_tang_so"]
    assert (len(empty), len(beyond)) == (3, 3)
    assert len({id(problem.message) for problem in empty}) == 1
    assert len({id(problem.fix) for problem in empty}) == 1
    assert len({id(problem.fix) for problem in beyond}) == 1
    assert len({id(problem.unit) for problem in problems}) == 3


class TestSuppliedScores:
    def test_a_group_may_come_as_a_whole_for_some_rows(self) -> None:
        dataset = valid("unit,g_points,ha_tang_so,b,c,d", "x,,1,0.5,1,x", "y,77.5,,,1,x")
        card = score_dataset(edition(), dataset)
        assert card.nodes["G"].score.tolist() == [70.0, 77.5]
        assert card.nodes["G"].origin.tolist() == [Origin.COMPUTED, Origin.SUPPLIED]

    def test_more_than_the_maximum_cannot_be_supplied(self) -> None:
        problems = problems_of("unit,g_points,c,d", "x,80.5,1,x", "y,80,1,x")
        assert [(p.code, p.place.line, p.raw) for p in problems] == [("out-of-range", 2, "80.5")]

    def test_a_score_in_percent_is_not_taken_for_a_fraction(self) -> None:
        methodology = edition(publish={"as": "fraction", "decimals": 4})
        problem = only(problems_of("unit,X", "x,80.02", methodology=methodology), "out-of-range")
        assert (problem.place.column, problem.indicator) == (2, "X")
        assert "--percent X" in (problem.fix or "")
        dataset = valid("unit,X", "x,80.02", methodology=methodology, percent=frozenset({"X"}))
        assert dataset.supplied["X"].tolist() == [0.8002]

    def test_what_is_computed_and_supplied_may_disagree(self) -> None:
        dataset = valid("unit,g_points,ha_tang_so,b,c,d", "x,70,1,0.5,1,x", "y,60,1,0.5,1,x")
        card = score_dataset(edition(), dataset)
        (found,) = card.disagreements
        assert (found.row, found.code, found.computed, found.supplied) == (1, "G", 70.0, 60.0)

    @pytest.mark.parametrize("level", ["all", 1, None])
    @pytest.mark.parametrize("form", ["score", "fraction"])
    def test_our_own_output_scores_to_the_same_again(self, level: Any, form: str) -> None:
        methodology = edition(publish={"as": form, "decimals": 4})
        first = score_dataset(methodology, valid(*GOOD, scheme=SCHEME, methodology=methodology))
        written = columns_of(first, first.codes(level), range(4))
        lines = [",".join(written), *(",".join(map(str, row)) for row in zip(*written.values(), strict=True))]
        again = score_dataset(methodology, valid(*lines, scheme=SCHEME, methodology=methodology))
        assert columns_of(again, first.codes(level), range(4)) == written
        assert again.disagreements == ()


def test_a_batch_knows_where_its_rows_stand() -> None:
    batch = valid(*GOOD, scheme=SCHEME).take([3, 1])
    assert batch.units == ("17", "02")
    assert str(batch.place(0, "b")) == "sở-tttt.csv:5:4"
    assert batch.raw_text(1, "b") == "0.2"
    assert len(batch.take([])) == 0


def test_the_example_tables_are_valid(examples: Path) -> None:
    from dtiscore.questions.validate.python import validate

    for year in ("2022", "2023"):
        assert validate(examples / "dti-province" / f"{year}.csv", "dti-province-2022").problems == []


CELL = st.sampled_from(["0", "0.5", "1", "1.5", "-1", "", "abc", "50%", "#N/A", "0,5", "1e200"])
ANSWER = st.sampled_from(["có", "KHÔNG", "", "maybe", "x"])


@given(rows=st.lists(st.tuples(CELL, CELL, CELL, ANSWER), min_size=1, max_size=6))
def test_the_dataset_exists_exactly_where_there_is_no_error(rows: list[tuple[str, ...]]) -> None:
    lines = ["unit;ha_tang_so;b;c;d", *(f"u{i};{';'.join(row)}" for i, row in enumerate(rows))]
    headings, *cells = [line.split(";") for line in lines]
    numbers = range(2, len(cells) + 2)
    columns = [RawColumn(name, i + 1, [row[i] for row in cells], numbers) for i, name in enumerate(headings)]
    dataset, problems = check(RawTable("data.csv", tuple(columns), len(cells)), edition())
    assert (dataset is None) == bool(errors_of(problems))
    assert [p.place.line or 0 for p in problems] == sorted(p.place.line or 0 for p in problems)
    faulty = {(p.place.line, p.place.header) for p in errors_of(problems)}
    for line, row in zip(numbers, cells, strict=True):
        for heading, cell in zip(headings[1:4], row[1:4], strict=True):
            # One number is refused alone or with its column, an empty one always, a share above 1 always.
            if cell in ("", "abc", "#N/A", "1.5", "-1", "1e200"):
                assert (line, heading) in faulty


@pytest.mark.parametrize(
    "spelt", ["Hà Nội", unicodedata.normalize("NFD", "Hà Nội"), "Hà\u00a0Nội", " Hà  Nội ", '="Hà Nội"']
)
@pytest.mark.parametrize("options", [{}, {"by": ("region",)}])
def test_words_of_one_group_are_one_however_they_are_typed(spelt: str, options: dict[str, Any]) -> None:
    by_region = edition(summaries=[{"code": "S", "by": "region"}])
    dataset, problems = checked(
        "unit,region,ha_tang_so,b,c,d", "x,Hà Nội,0.5,0.5,0.5,x", f'y,"{spelt.replace(chr(34), chr(34) * 2)}",0.5,0.5,0.5,x', methodology=by_region, **options
    )  # fmt: skip
    assert dataset is not None, problems
    assert {*dataset.labels["region"]} == {"Hà Nội"}
    assert {*dataset.groups} == ({"Hà Nội"} if options else {None})


def test_a_word_of_a_group_with_what_cannot_be_seen_is_told() -> None:
    by_region = edition(summaries=[{"code": "S", "by": "region"}])
    problems = problems_of("unit,region,ha_tang_so,b,c,d", "x,Huế\u200b,0.5,0.5,0.5,x", methodology=by_region)
    assert [problem.code for problem in problems] == ["invisible-character"]


@pytest.mark.parametrize("options", [{}, {"by": ("region",)}])
@pytest.mark.parametrize("other", ["miền bắc", "MIỀN BẮC", "Miền Bắc."])
def test_groups_that_look_alike_are_told(other: str, options: dict[str, Any]) -> None:
    by_region = edition() if options else edition(summaries=[{"code": "S", "by": "region"}])
    rows = ("x,Miền Bắc,0.5,0.5,0.5,x", f"y,{other},0.5,0.5,0.5,x", f"z,{other},0.5,0.5,0.5,x")
    dataset, problems = checked("unit,region,ha_tang_so,b,c,d", *rows, methodology=by_region, **options)
    assert dataset is not None
    assert [(problem.code, problem.severity) for problem in problems] == (
        [] if other.endswith(".") else [("similar-group", "warning")]
    )
