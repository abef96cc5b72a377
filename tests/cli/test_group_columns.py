"""A column that is merely headed ``group`` splits no ranking: it is told of, with the option that would split it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pandas as pd
import pytest

import dtiscore
from dtiscore.errors import Problem
from dtiscore.methodology.parsing import methodology_from
from tests.conftest import Run
from tests.made import HEAD, indicator

EDITION = {
    **HEAD,
    "index": {"code": "M", "aggregate": "sum", "children": [indicator("a")]},
}
WIDE = "unit,{heading},a\nX,north,1\nY,north,3\nZ,south,2\n"
LONG = "unit,{heading},indicator,value\nX,north,a,1\nY,north,a,3\nZ,south,a,2\n"
TOGETHER = ["Y", "Z", "X"]
APART = ["Y", "X", "Z"]


def told(warnings: list[Problem]) -> Problem:
    """The one warning there is, which names the column and how to rank apart by it."""
    (problem,) = warnings
    assert (problem.code, problem.severity) == ("unused-column", "warning")
    assert "does not split the ranking" in problem.message
    return problem


@pytest.mark.parametrize("heading", ["group", "Group", "nhóm"])
@pytest.mark.parametrize(("table", "engine"), [(WIDE, "memory"), (LONG, "memory"), (WIDE, "stream")])
def test_every_way_of_reading_ranks_all_units_together_and_says_so(
    heading: str, table: str, engine: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "data.csv").write_text(table.format(heading=heading), encoding="utf-8")
    (tmp_path / "mini.json").write_text(json.dumps(EDITION), encoding="utf-8")
    command = ["score", "data.csv", "-w", "mini.json", "-f", "csv", "--engine", engine]
    result = run(*command, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert [line.split(",")[1] for line in result.stdout.splitlines()[1:]] == TOGETHER
    assert "does not split the ranking" in result.stderr
    option = next(line for line in result.stderr.splitlines() if "--by" in line)
    split = run(*command, *shlex.split(option[option.index("--by") :]), cwd=tmp_path)
    assert split.returncode == 0, split.stderr
    assert [line.split(",")[2] for line in split.stdout.splitlines()[1:]] == APART
    assert "split" not in split.stderr


def test_a_frame_is_ranked_whole_and_its_warning_names_the_column() -> None:
    frame = pd.DataFrame({"unit": list("XYZ"), "group": ["north", "north", "south"], "a": [1, 3, 2]})
    card = dtiscore.score(frame, EDITION)
    assert set(card.partitions) == {(None, None)}
    problem = told([one for one in card.warnings if one.code == "unused-column"])
    assert (problem.raw, problem.fix) == ("group", "rank them apart: --by group")
    assert len(dtiscore.score(frame, EDITION, by=["group"]).partitions) == 2


def test_an_edition_that_declares_its_group_is_ranked_apart_without_a_word() -> None:
    frame = pd.DataFrame({"unit": list("XYZ"), "group": ["north", "north", "south"], "a": [1, 3, 2]})
    card = dtiscore.score(frame, methodology_from({**EDITION, "layout": {"group": "group"}}))
    assert len(card.partitions) == 2
    assert not card.warnings


PANEL = "unit,{heading},a\nX,2019,1\nY,2020,3\nZ,2020,2\n"
"""The figure of each unit is of the last year in which there is one."""


@pytest.mark.parametrize("heading", ["year", "kỳ"])
@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_periods_of_which_no_unit_stands_in_two_are_told(
    heading: str, engine: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "data.csv").write_text(PANEL.format(heading=heading), encoding="utf-8")
    (tmp_path / "mini.json").write_text(json.dumps(EDITION), encoding="utf-8")
    command = ["score", "data.csv", "-w", "mini.json", "-f", "csv", "--engine", engine]
    result = run(*command, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "period-apart" in result.stderr
    assert "doubtful-order" not in result.stderr
    assert "period-apart" not in run(*command, "--by", heading, cwd=tmp_path).stderr
    (tmp_path / "data.csv").write_text(PANEL.format(heading="as of"), encoding="utf-8")
    assert "period-apart" not in run(*command, cwd=tmp_path).stderr
    (tmp_path / "data.csv").write_text(PANEL.format(heading=heading) + "X,2020,4\n", encoding="utf-8")
    assert "period-apart" not in run(*command, cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("earlier", "later"), [("before", "after"), ("12/21", "01/22"), ("6/2/2022", "7/1/2022")]
)
def test_an_earlier_table_is_taken_at_its_word_where_the_order_is_in_doubt(
    earlier: str, later: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "mini.json").write_text(json.dumps(EDITION), encoding="utf-8")
    for name, period in {"earlier": earlier, "later": later}.items():
        (tmp_path / f"{name}.csv").write_text(
            f"unit,period,a\nX,{period},1\nY,{period},3\n", encoding="utf-8"
        )
    moved = run("score", "later.csv", "-w", "mini.json", "--previous", "earlier.csv", cwd=tmp_path)
    assert (moved.returncode, moved.stderr) == (0, "")
    same = run("score", "later.csv", "-w", "mini.json", "--previous", "later.csv", cwd=tmp_path)
    assert (same.returncode, "is not before" in same.stderr) == (2, True)


@pytest.mark.parametrize("engine", ["memory", "stream"])
def test_periods_in_no_known_order_are_told_and_tables_stand_as_they_are_given(
    engine: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "mini.json").write_text(json.dumps(EDITION), encoding="utf-8")
    earlier, later = "X,before,1\nY,before,3\n", "X,after,5\nY,after,3\n"
    for name, rows in {"both": earlier + later, "earlier": earlier, "later": later}.items():
        (tmp_path / f"{name}.csv").write_text(f"unit,period,a\n{rows}", encoding="utf-8")
    result = run("score", "both.csv", "-w", "mini.json", "-f", "csv", "--engine", engine, cwd=tmp_path)
    assert 'nothing says that "after" is before "before"' in " ".join(result.stderr.split())
    trend = run("trend", "earlier.csv", "later.csv", "-w", "mini.json", "-f", "json", cwd=tmp_path)
    assert trend.stderr == ""
    assert [table["period"] for table in json.loads(trend.stdout)["tables"]] == ["before", "after"]
