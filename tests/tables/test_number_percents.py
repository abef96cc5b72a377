"""Shares of a column are written in one way: a cell without the sign of the others, or of another size, is at fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.ways_out.case import edition, of
from tests.conftest import Run
from tests.made import HEAD, group

from dtiscore.methodology.parsing import methodology_from
from dtiscore.tables.check import check
from dtiscore.tables.number_cells import PercentRule
from dtiscore.tables.number_faults import CellFault
from dtiscore.tables.number_percents import of_other_size
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.percent_rules import score_percent_rule, unclear_signs
from dtiscore.tables.raw import NumberCell, RawColumn, RawTable


def stored(*texts: str) -> list[str]:
    """Cells that a workbook stores as numbers, shown with a sign or without one."""
    return [NumberCell(text) for text in texts]


def sizes(cells: list[str], percent: PercentRule) -> list[CellFault]:
    return of_other_size(cells, read_number_column(cells, percent=percent).values, percent, "p")


def faults(cells: list[str], percent: PercentRule = "unit-alike") -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in read_number_column(cells, percent=percent).faults]


@pytest.mark.parametrize(
    ("cells", "rows", "readings"),
    [
        (stored("71.25%", "0.624", "45.5%"), [1], "0.624% or 62.4%"),
        (["45,5%", "0,5", "71,25%"], [1], "0.5% or 50%"),
        (["45.5%", "62", "71.25%"], [1], "62% or 6200%"),
        (["45.5", "62", "71.25%"], [2], "71.25% or 0.7125%"),
        ([*stored("45.5%", "62%"), "0.5"], [2], "0.5% or 50%"),
        ([*stored("45.5", "62"), "50%"], [2], "50% or 0.5%"),
        (["45.5%", "0.5"], [0, 1], "45.5% or 0.455%"),
        (["45.5%", "-0.5", "1%"], [1], "-0.5% or -50%"),
        (["45.5%", "5e-1", "1%"], [1], "0.5% or 50%"),
        (["45.5%", "1e30", "1%"], [1], f"1{'0' * 30}% or 1{'0' * 32}%"),
    ],
)
def test_a_sign_stands_throughout_or_nowhere(cells: list[str], rows: list[int], readings: str) -> None:
    column = read_number_column(cells, percent="unit-alike", heading="Tỷ lệ")
    assert [(fault.row, fault.code) for fault in column.faults] == [(row, "mixed-percent") for row in rows]
    assert column.faults[0].message.endswith(f": it may be {readings}")
    assert '--percent "Tỷ lệ"' in column.faults[0].fix
    assert read_number_column(cells, percent="unit").faults == ()


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ([*stored("45%", "62%"), "70%"], []),
        ([*stored("45%", "62%", "0.5"), "0.7"], []),
        ([*stored("45%", "62%", "0.5"), "70%"], [2, 3]),
        ([*stored("45%", "0.5", "0.6"), "70%"], [3]),
        ([*stored("45%", "62%"), "70%", "80%", "0.5"], [4]),
    ],
)
def test_in_a_column_of_parts_a_stored_share_is_the_same_number_with_and_without_a_sign(
    cells: list[str], rows: list[int]
) -> None:
    column = read_number_column(cells, percent="sign")
    assert [(fault.row, fault.code) for fault in column.faults] == [(row, "mixed-percent") for row in rows]
    assert not any('"45%"' in fault.message for fault in column.faults)


def test_what_a_number_beyond_all_shares_may_be_is_not_written_out() -> None:
    (fault,) = read_number_column(["45.5%", "1e31", "1%"], percent="unit-alike").faults
    assert fault.message.endswith('such as "45.5%" (row 1)')


@pytest.mark.parametrize("percent", ["sign", "unit-alike"])
@pytest.mark.parametrize("zero", ["0", "0.0", "0,00", ""])
def test_a_zero_needs_no_sign(percent: PercentRule, zero: str) -> None:
    marks = [cell.replace(".", ",") if "," in zero else cell for cell in ("45.5%", zero, "71.25%")]
    assert faults(marks, percent) == []


def test_numbers_without_any_sign_are_no_shares() -> None:
    assert faults(["71.25", "0.624", "45.5", "98"]) == []
    assert faults(stored("71.25", "0.624", "45.5", "98")) == []


@pytest.mark.parametrize("percent", ["sign", "unit-alike"])
@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (["71.25%", "0.624%", "45.5%", "98%"], [1]),
        (["71.25%", "6240%", "45.5%", "98%"], [1]),
        (["0.5%", "0.7%", "0.62%", "45%"], [3]),
        (["0.5%", "0.7%", "62%", "45%"], [0, 1]),
        (["71.25%", "7%", "45.5%", "98%"], []),
        (["0.1%", "0.5%", "2%", "9%", "40%"], []),  # a long tail: nothing falls apart
        (["3%", "0.001%", "2%", "4%"], []),  # a hundred times as much would be no nearer
        (["1%", "10%", "50%", "60%"], [0]),  # ten times as large is far
        (["1.01%", "10%", "50%", "60%"], []),
        (["0.02%", "0.9%", "0.95%", "1%"], [0]),  # 2% is near 1%
        (["0.021%", "0.9%", "0.95%", "1%"], []),
        (["71.25%", "0.624%", "98%"], []),  # too few to tell of what size they are
        (["71.25%", "0%", "45.5%", "98%"], []),
    ],
)
def test_signed_shares_are_of_one_size(cells: list[str], rows: list[int], percent: PercentRule) -> None:
    assert [(fault.row, fault.code) for fault in sizes(cells, percent)] == [
        (row, "percent-size") for row in rows
    ]


def test_a_share_of_another_size_is_told_with_both_readings() -> None:
    (fault,) = sizes(["71.25%", "0.624%", "45.5%", "98%", ""], "sign")
    assert fault.message == (
        "is of another size than 3 cells of the column, which are 45.5% to 98%: it may be 0.624% or 62.4%"
    )
    assert fault.fix == "write the column in one way, or declare --percent p if all its numbers are per cent"


@pytest.mark.parametrize("percent", ["sign", "unit-alike"])
def test_shares_that_a_workbook_stores_are_of_one_size_too(percent: PercentRule) -> None:
    (fault,) = sizes(stored("71.25%", "0.624%", "45.5%", "98%"), percent)
    assert fault.row == 1


@pytest.mark.parametrize(
    ("publish", "out_of", "read"),
    [("fraction", 40.0, "sign"), ("score", 100.0, "unit-alike"), ("score", 40.0, None)],
)
def test_what_per_cent_means_in_scores(publish: str, out_of: float, read: PercentRule | None) -> None:
    edition = methodology_from(
        {
            **HEAD,
            "publish": {"as": publish, "decimals": 2},
            "index": {
                "code": "W",
                "aggregate": "points",
                "children": [{"code": "p", "points": out_of, "rule": {"kind": "fraction"}}],
            },
        }
    )
    column = RawColumn("W", 2, ["71.25%", "45%"], [2, 3])
    table = RawTable("t.csv", (RawColumn("unit", 1, ["a", "b"], [2, 3]), column), 2)
    assert score_percent_rule(edition, "W", column, ReadingOptions()) == read
    dataset, problems = check(table, edition)
    if read is None:
        assert dataset is None
        assert {problem.code for problem in problems} == {"percent-unclear"}
        assert problems[0].fix == "write the points themselves"
        return
    assert dataset is not None
    assert dataset.supplied["W"].tolist() == ([0.7125, 0.45] if read == "sign" else [71.25, 45.0])


def test_each_reading_of_a_sign_that_nothing_tells_has_its_own_way_out() -> None:
    _, _, fix = unclear_signs(["1,2%", "0,4%"], "poor", frozenset(), of_score=False, points=None)
    assert fix == (
        'if 45% is 45, write unit: "%" for the column in the weighting file; if it is 0.45, declare --percent poor'
    )


@pytest.mark.parametrize(
    ("cells", "way_out"),
    [
        (["45%", "47", "62%"], "if 45% is 45"),
        (["45%", "47", "62"], "write it without the sign"),
        (["45%", "0.47", "62%"], "write all cells of the column in one way"),
        (["45%", "", "-", "0", "0%", "KCSL", "KCSL"], "if 45% is 45"),
    ],
)
def test_a_declaration_is_proposed_where_it_reads_the_other_numbers_as_they_are_meant(
    cells: list[str], way_out: str
) -> None:
    signed, _, fix = unclear_signs(cells, "x", frozenset({"KCSL"}), of_score=False, points=None)
    assert signed == [row for row, cell in enumerate(cells) if cell in ("45%", "62%")]
    assert fix.startswith(way_out)


def test_no_declaration_makes_points_of_per_cent() -> None:
    """65% of 500 points are 325; as 0.65 or as 65 the score would be another one."""
    node = {"code": "f", "points": 500, "column": "f", "rule": {"kind": "identity"}}
    edition = methodology_from(HEAD | {"index": group("I", "points", node, points=500)})
    columns = RawColumn("unit", 1, ["a", "b"], [2, 3]), RawColumn("f", 2, ["65%", "80%"], [2, 3])
    _, problems = check(RawTable("t.csv", columns, 2), edition)
    assert [(one.code, one.fix) for one in problems] == [
        ("percent-unclear", "write the points themselves")
    ] * 2


@pytest.mark.parametrize("percent", ["sign", "bare", "unit", "unit-alike"])
@pytest.mark.parametrize("cells", [["0.86", "0.5", "0%"], ["0,0%", "45%", "0"], ["0 %", "0.5"]])
def test_nothing_is_nothing_with_a_sign_or_without(cells: list[str], percent: PercentRule) -> None:
    column = read_number_column(cells, percent=percent)
    assert column.faults == ()
    assert [
        value for cell, value in zip(cells, column.values, strict=True) if cell[0] == "0" and "%" in cell
    ] == [0]


@pytest.mark.parametrize("engine", ["memory", "stream"])
@pytest.mark.parametrize("rule", ["fraction", "min-max"])
def test_a_column_with_a_0_in_per_cent_is_read_as_the_numbers_beside_it(
    rule: str, engine: str, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "t.csv").write_text("unit,p\na,0.86\nb,0.5\nc,0%\nd,0\n", encoding="utf-8")
    (tmp_path / "w.yaml").write_text(edition(of(f"{{code: p, rule: {{kind: {rule}}}}}")), encoding="utf-8")
    found = run("score", "t.csv", "-w", "w.yaml", "--engine", engine, "-f", "csv", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert [line.split(",")[1] for line in found.stdout.splitlines()[1:]] == ["a", "b", "c", "d"]
