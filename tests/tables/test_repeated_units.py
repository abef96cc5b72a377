"""A unit may stand once in each value of the group that its edition declares, and nowhere else twice."""

from __future__ import annotations

from typing import Any

import pytest
from tests.made import HEAD, indicator

from dtiscore.errors import Problem, errors_of
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.check import check
from dtiscore.tables.layout import widened
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table import Dataset
from dtiscore.tables.texts.delimited import read_delimited


def edition(**keys: Any) -> Methodology:
    children = [indicator(code) for code in ("a", "b")]
    return methodology_from(
        {
            **HEAD,
            "missing": "no-score",
            "index": {"code": "M", "aggregate": "sum", "children": children},
            **keys,
        }
    )


BY_SEX = edition(layout={"group": "sex"})


def read(*lines: str) -> RawTable:
    table, problems = read_delimited("\n".join(lines).encode(), source="t.csv")
    assert problems == []
    return table


def checked(methodology: Methodology, *lines: str, **options: Any) -> tuple[Dataset | None, list[Problem]]:
    return check(read(*lines), methodology, None, ReadingOptions(**options))


def faults(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.place.line, one.raw) for one in problems]


def test_once_in_each_group_of_each_period() -> None:
    lines = ("unit,year,sex,a,b", "X,2020,f,1,1", "X,2020,m,2,2", "X,2021,f,3,3", "Y,2020,f,4,4")
    dataset, problems = checked(BY_SEX, *lines)
    assert problems == []
    assert dataset is not None
    assert list(dataset.partitions()) == [("2020", "f"), ("2020", "m"), ("2021", "f")]


@pytest.mark.parametrize("again", ["f", " F"])
def test_twice_in_one_group_is_once_too_often(again: str) -> None:
    _, problems = checked(BY_SEX, "unit,sex,a,b", "X,f,1,1", "X,m,2,2", f"X,{again},3,3")
    assert faults(errors_of(problems)) == [("duplicate-unit", 4, "X")]
    assert "line 2" in errors_of(problems)[0].message


def test_a_group_that_the_edition_does_not_declare_makes_no_second_unit_of_one() -> None:
    lines = ("unit,group,a,b", "X,f,1,1", "X,m,2,2")
    assert faults(checked(edition(), *lines)[1]) == [
        ("unused-column", 1, "group"), ("duplicate-unit", 3, "X"),
    ]  # fmt: skip
    assert faults(checked(edition(), *lines, by=("group",))[1]) == [("duplicate-unit", 3, "X")]


def test_a_blank_group_is_told() -> None:
    _, problems = checked(BY_SEX, "unit,sex,a,b", "X,f,1,1", "X,,2,2")
    assert faults(problems) == [("missing-group", 3, "")]


def test_a_table_without_the_column_has_each_unit_once() -> None:
    assert faults(checked(BY_SEX, "unit,a,b", "X,1,1", "Y,2,2")[1]) == []
    assert faults(checked(BY_SEX, "unit,a,b", "X,1,1", "X,2,2")[1]) == [("duplicate-unit", 3, "X")]


def test_a_further_group_divides_what_the_edition_divides_already() -> None:
    lines = ("unit,region,sex,a,b", "X,north,f,1,1", "X,north,m,2,2", "Y,south,f,3,3")
    dataset, problems = checked(BY_SEX, *lines, by=("region",))
    assert problems == []
    assert dataset is not None
    assert dataset.groups == ("north · f", "north · m", "south · f")
    # Another region does not make another unit of it.
    elsewhere = ("unit,region,sex,a,b", "X,north,f,1,1", "X,south,f,2,2")
    assert faults(checked(BY_SEX, *elsewhere, by=("region",))[1]) == [("duplicate-unit", 3, "X")]


def test_the_declared_group_named_once_more_is_still_one() -> None:
    dataset, _ = checked(BY_SEX, "unit,sex,a,b", "X,f,1,1", "X,m,2,2", by=("sex",))
    assert dataset is not None
    assert dataset.groups == ("f", "m")


def test_the_column_may_have_another_heading() -> None:
    dataset, problems = checked(BY_SEX, "unit,giới,a,b", "X,f,1,1", "X,m,2,2", group="giới")
    assert problems == []
    assert dataset is not None
    assert dataset.groups == ("f", "m")


def test_a_long_table_has_a_row_for_each_group() -> None:
    lines = ("unit,sex,indicator,value", "X,f,a,1", "X,m,a,2", "X,f,b,3", "X,m,b,4", "X,m,b,5")
    wide, problems = widened(read(*lines), BY_SEX, None)
    assert [(column.header, list(column.cells)) for column in wide.columns] == [
        ("unit", ["X", "X"]),
        ("sex", ["f", "m"]),
        ("a", ["1", "2"]),
        ("b", ["3", "4"]),
    ]
    assert faults(problems) == [("duplicate-record", 6, "5")]
