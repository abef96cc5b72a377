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
    ("table", "why"),
    [
        ("Chỉ tiêu,Đơn vị,Hà Nội,Hải Phòng,Đà Nẵng,Huế\nDân số,người,8,2,3,4\nNghèo,%,1,2,5,3\n", "its headings are units"),
        ("Indicator,Viet Nam,Thailand,Laos\nGDP,1,2,3\nLife,3,1,2\n", 'under "Indicator" each indicator has a row'),
    ],
)  # fmt: skip
def test_indicators_are_not_ranked(table: str, why: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    begun = run("init", "t.csv", "--yes", cwd=tmp_path)
    assert (begun.returncode, why in begun.stderr, "turn the table" in begun.stderr) == (2, True, True)
    told = json.loads(run("doctor", "t.csv", "-f", "json", cwd=tmp_path).stdout)
    assert [row["reason"].startswith(why) for row in told["rows"]] == [True]
    assert "dtiscore init" not in run("doctor", "t.csv", cwd=tmp_path).stdout


def test_flows_between_provinces_are_ranked(run: Run, tmp_path: Path) -> None:
    names = ["Hà Nội", "Hải Phòng", "Đà Nẵng", "Huế"]
    rows = [f"{name},{','.join(str(7 * at + 3 * to) for to in range(4))}" for at, name in enumerate(names)]
    (tmp_path / "t.csv").write_text("\n".join([f"Tỉnh,{','.join(names)}", *rows]) + "\n", encoding="utf-8")
    assert run("init", "t.csv", "--yes", cwd=tmp_path).returncode == 0
