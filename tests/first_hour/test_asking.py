"""What only a person can say is asked for, and nothing of it is written or scored before it is said."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Run
from tests.first_hour.offices import INDICATORS, plain

DEPARTMENTS = ["Tài chính", "Nội vụ", "Y tế", "Xây dựng", "Tư pháp", "Công Thương", "Giáo dục"]


def with_a_mean(path: Path) -> None:
    """Seven departments, and a row of their means that is called after a person."""
    figures = np.random.default_rng(5).uniform(20, 90, (7, 4)).round(2)
    rows = [*zip(DEPARTMENTS, figures, strict=True), ("Anh Ba", figures.mean(axis=0).round(2))]
    lines = ["department,a,b,c,d", *(f"{name},{','.join(map(str, row))}" for name, row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_row_is_left_out_for_its_figures_only_if_somebody_says_so(run: Run, tmp_path: Path) -> None:
    with_a_mean(tmp_path / "t.csv")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 2
    assert '"Anh Ba" is the mean of 7 other rows' in begun.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    for option, units in (("--ignore-unit", 7), ("--keep-unit", 8)):
        assert f'{option} "Anh Ba"' in begun.stderr
        folder = tmp_path / option[2:]
        folder.mkdir()
        with_a_mean(folder / "t.csv")
        said = run("init", "t.csv", "--yes", option, "Anh Ba", "-f", "csv", cwd=folder)
        assert len(said.stdout.splitlines()) == units + 1
        again = run("score", "t", "-f", "csv", cwd=folder)
        assert (again.returncode, again.stdout) == (0, said.stdout)
    weights = "ignore-unit/t.yaml"
    fixed = run("doctor", "t.csv", "-w", weights, "--fix", cwd=tmp_path)
    assert fixed.returncode == 2
    assert "does not tell whether what is suggested is right" in fixed.stderr


def test_a_part_of_a_list_of_units_is_declared_by_who_begins_and_by_what_goes_on(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(plain(count=40), encoding="utf-8")
    command = ("init", "t.csv", "--from", "dti-province-2022", "--yes")
    asked = run(*command, cwd=tmp_path)
    assert (asked.returncode, "--allow-missing-units" in asked.stderr) == (2, True)
    begun = run(*command, "--allow-missing-units", "-f", "csv", cwd=tmp_path)
    (again,) = (line for line in begun.stderr.splitlines() if line.startswith("Again: "))
    words = shlex.split(again.removeprefix("Again: dtiscore "))
    assert run(*words, "-f", "csv", cwd=tmp_path).stdout == begun.stdout


def test_one_slip_does_not_make_a_column_of_shares_one_of_per_cent(run: Run, tmp_path: Path) -> None:
    heading = next(iter(INDICATORS))
    lines = plain().replace(heading, f"{heading} (%)", 1).splitlines()
    cells = lines[1].split(",")
    cells[2] = "1.02"
    (tmp_path / "t.csv").write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    told = json.loads(run("doctor", "t.csv", "-w", "dti-province-2022", "-f", "json", cwd=tmp_path).stdout)
    assert told["suggested"] == []


@pytest.mark.parametrize(
    "table",
    [
        "Chỉ tiêu,ĐVT,2020,2021\nDân số,người,8,9\nNghèo,%,2,1\n",
        "Chỉ tiêu,Điểm tối đa,Điểm tự chấm,Điểm thẩm định,Ghi chú\nHạ tầng,10,9,8,\nNhân lực,20,18,17,thiếu\n",
        "Chỉ tiêu,Weight,Claimed,Verified\nPortal,2,9,8\nStaff,1,18,17\n",
    ],
)
def test_indicators_are_not_ranked(table: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    why = 'under "Chỉ tiêu" each indicator has one row'
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert (begun.returncode, why in begun.stderr) == (2, True)
    told = json.loads(run("doctor", "t.csv", "-f", "json", cwd=tmp_path).stdout)
    assert [row["reason"].startswith(why) for row in told["rows"]] == [True]
    assert "dtiscore init" not in run("doctor", "t.csv", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("table", "units"),
    [
        ("Chỉ tiêu,Đơn vị,Hà Nội,Hải Phòng,Đà Nẵng,Huế\nDân số,người,8,2,3,4\nNghèo,%,1,2,5,3\n", ["Hà Nội", "Hải Phòng", "Đà Nẵng", "Huế"]),
        ("Indicator,Weight,Viet Nam,Thailand,Laos\nGDP,2,1,2,3\nLife,1,3,1,2\n", ["Viet Nam", "Thailand", "Laos"]),
    ],
)  # fmt: skip
def test_units_that_have_a_column_each_are_ranked(
    table: str, units: list[str], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "json", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert {row["name"] for row in json.loads(begun.stdout)["rows"]} == {*units}


def test_a_corner_that_may_speak_of_either_side_is_asked_about(run: Run, tmp_path: Path) -> None:
    """``Tiêu chí`` stands above the names of departments where somebody has turned a table by hand."""
    (tmp_path / "t.csv").write_text("Tiêu chí,Hạ tầng,Nhân lực\nSở A,1,2\nSở B,3,1\n", encoding="utf-8")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert begun.returncode == 2
    assert 'what stands under "Tiêu chí" may be indicators, or units' in begun.stderr
    assert '--layout turned or --unit-column "Tiêu chí"' in begun.stderr
    assert run("init", "t.csv", "--yes", "--unit-column", "Tiêu chí", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("corner", ["Criteria", "Country / Indicator", "Alternatives and criteria"])
def test_a_corner_that_is_known_for_none_speaks_of_the_headings(
    corner: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(f"{corner},C1,C2\nA1,1,2\nA2,3,1\nA3,2,2\n", encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "json", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert {row["name"] for row in json.loads(begun.stdout)["rows"]} == {"A1", "A2", "A3"}


def test_flows_between_provinces_are_ranked(run: Run, tmp_path: Path) -> None:
    names = ["Hà Nội", "Hải Phòng", "Đà Nẵng", "Huế"]
    rows = [f"{name},{','.join(str(7 * at + 3 * to) for to in range(4))}" for at, name in enumerate(names)]
    (tmp_path / "t.csv").write_text("\n".join([f"Tỉnh,{','.join(names)}", *rows]) + "\n", encoding="utf-8")
    assert run("init", "t.csv", "--yes", cwd=tmp_path).returncode == 0


def test_a_column_of_points_is_not_declared_to_be_of_per_cent(run: Run, tmp_path: Path) -> None:
    """The foundation is out of 500 points, of which 65% are neither 0.65 nor 65."""
    rows = [line.split(",") for line in plain().splitlines()]
    lines = [[*row[:2], f"{float(row[2]):.2%}", *row[7:]] for row in rows[1:]]
    text = "\n".join(map(",".join, [["year", "province", "foundation_points", *rows[0][7:]], *lines]))
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    told = json.loads(run("doctor", "t.csv", "-w", "dti-province-2022", "-f", "json", cwd=tmp_path).stdout)
    assert [row["remedy"] for row in told["rows"]] == ["write the points themselves"]


@pytest.mark.parametrize(
    ("heading", "cells", "rule"),
    [
        ("Max temp 2022", "31 29 35 30", "{kind: min-max}"),
        ("Thời gian xử lý (tối đa 5 ngày)", "1.5 2 4 3", "{kind: min-max, direction: down}"),
        ("Cải cách (tối đa 5 điểm)", "1.5 2 4 3", "{kind: fraction, of: 5}"),
        ("Tăng trưởng (%)", "-3.5 12 40 7", "{kind: min-max}"),
        ("Tỷ lệ (%)", "3.5 12 40 7", "{kind: fraction, of: 100}"),
    ],
)
def test_a_maximum_is_one_of_points(heading: str, cells: str, rule: str, run: Run, tmp_path: Path) -> None:
    rows = [f"{unit},{cell},{other}" for unit, cell, other in zip("ABCD", cells.split(), "1749", strict=True)]
    (tmp_path / "t.csv").write_text("\n".join([f"unit,{heading},b", *rows]) + "\n", encoding="utf-8")
    assert run("init", "t.csv", "--yes", cwd=tmp_path).returncode == 0
    (line,) = (
        line
        for line in (tmp_path / "t.yaml").read_text(encoding="utf-8").splitlines()
        if heading in line and "rule" in line
    )
    assert f"rule: {rule}" in line


def test_a_list_that_was_cut_down_is_not_taken_for_the_longer_one(run: Run, tmp_path: Path) -> None:
    """The 34 provinces of 2025 bear names of the 63 before them."""
    lines = plain().splitlines()
    at = lines[0].split(",").index("province")
    cells = lines[4].split(",")
    cells[at] += " (1)"
    (tmp_path / "t.csv").write_text("\n".join([*lines[:4], ",".join(cells), *lines[5:]]), encoding="utf-8")
    begun = run("init", "t.csv", "--yes", "-f", "csv", cwd=tmp_path)
    assert (begun.returncode, len(begun.stdout.splitlines())) == (0, 64), begun.stderr
