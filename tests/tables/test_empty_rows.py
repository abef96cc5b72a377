"""Rows of words alone take the place of what is said of their cells, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.inputs.weighting import load_methodology
from dtiscore.said import Said, said
from dtiscore.tables.empty_rows import EmptyRows
from dtiscore.tables.headings import resolve
from dtiscore.tables.options import ReadingOptions, TableOptions
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.reading import table_of

HEADINGS = "iso3,country,life_expectancy,expected_schooling,mean_schooling,gni_per_capita"
ROWS = 40


class GoneThrough(list[Problem]):
    """Problems that count how often somebody goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[Problem]:
        self.times += 1
        return super().__iter__()


def test_the_problems_are_gone_through_once_for_all_rows() -> None:
    lines = [f",Note {row},,,," if row % 2 else f"A{row},Unit {row},74,,8,900" for row in range(ROWS)]
    table, _ = table_of("\n".join([HEADINGS, *lines, ""]).encode(), "t.csv", TableOptions())
    options = ReadingOptions()
    headings, _ = resolve(table, load_methodology("hdi-2022"), options)

    def problem(code: str, message: Said, column: RawColumn, row: int, fix: Said | None) -> Problem:
        return Problem(code, message, Place("t.csv", column.lines[row], column.field), fix)

    cells = [*headings.inputs.values()]
    of_cells = GoneThrough(
        problem("missing-value", said("it has no value"), column, row, None)
        for row in range(ROWS)
        for column in (cells if row % 2 else cells[1:2])
    )
    holds = np.array([row % 2 == 0 for row in range(ROWS)])
    empty = EmptyRows(headings, options, range(ROWS), holds, problem)
    told = empty.told_among(of_cells)
    assert of_cells.times == 1
    assert {(each.code, each.place.line) for each in told} == {
        ("empty-row" if row % 2 else "missing-value", row + 2) for row in range(ROWS)
    }
    assert len(told) == ROWS


@pytest.mark.parametrize(
    ("first", "second"), [("I", "II"), ("A", "B"), ("I.", "II."), ("a)", "b)"), ("(A)", "(B)")]
)
@pytest.mark.parametrize("beside", [0, 1])
def test_a_row_numbered_as_a_group_is_a_title_in_a_table_of_one_figure_too(
    beside: int, first: str, second: str, tmp_path: Path
) -> None:
    """Filled in or scored as missing, as the advice for a cell would have it, the title would be ranked as a unit."""
    more = "," * beside
    rows = ["TT,Đơn vị,a" + ",Ghi chú" * beside]
    for number, name, units in ((first, "Khối sở", "XYZ"), (second, "Khối huyện", "PQR")):
        rows.append(f"{number},{name},{more}")
        rows += [f"{at},{unit},{ord(unit)}{more}" for at, unit in enumerate(units, 1)]
    (tmp_path / "t.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    edition = {**HEAD, "index": group("E", "sum", indicator("a"))}
    titles = [("empty-row", "Khối sở"), ("empty-row", "Khối huyện")]
    checked = dtiscore.validate(tmp_path / "t.csv", edition)
    assert [(each.code, each.raw) for each in checked.problems if each.is_error] == titles
    with pytest.raises(InvalidData) as refused:
        dtiscore.score_stream(tmp_path / "t.csv", edition, tmp_path / "out.csv")
    assert [(each.code, each.raw) for each in refused.value.problems if each.is_error] == titles
    begun = dtiscore.init(tmp_path / "t.csv", folder=tmp_path)
    assert len(begun.score().ranking()) == 6


@pytest.mark.parametrize("serial", ["2", "", "2.1"])
def test_a_unit_without_its_one_figure_is_no_title(serial: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"TT,Đơn vị,a\n1,X,5\n{serial},Y,\n3,Z,7\n", encoding="utf-8")
    edition = {**HEAD, "index": group("E", "sum", indicator("a"))}
    checked = dtiscore.validate(tmp_path / "t.csv", edition)
    assert [each.code for each in checked.problems if each.is_error] == ["missing-value"]


@pytest.mark.parametrize("figures", [1, 2])
@pytest.mark.parametrize("office", ["", "GIÁM ĐỐC"])
def test_who_signs_a_table_of_a_few_figures_is_no_unit(figures: int, office: str, tmp_path: Path) -> None:
    """The advice was to fill in their figures, or to let the office of the one mean "no value"."""
    rows = ["TT,Đơn vị,a,b", *(f"{at},U{at},{at}.5,{at * 3 % 7}" for at in range(1, 11))]
    rows += [f",Người lập biểu,,{office}", f",Nguyễn Văn A,,{office}"]
    if figures == 1:
        rows = [",".join([*row.split(",")[:2], row.split(",")[3]]) for row in rows]
    (tmp_path / "t.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    edition = {**HEAD, "index": group("E", "sum", *map(indicator, ("a", "b")[2 - figures :]))}
    checked = dtiscore.validate(tmp_path / "t.csv", edition)
    signed = [("empty-row", "Người lập biểu"), ("empty-row", "Nguyễn Văn A")]
    assert [(each.code, each.raw) for each in checked.problems if each.is_error] == signed
    assert len(dtiscore.init(tmp_path / "t.csv", folder=tmp_path).score().ranking()) == 10
