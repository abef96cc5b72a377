"""Headings that stand again below: those above once more, or those of another table, whose figures stand in other columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run

EDITION = {
    "id": "test", "title": "T", "authority": {"decision": "none", "issuer": "tests", "source": "tests"},
    "publish": {"as": "score", "decimals": 2}, "rank": {"on": "full"},
    "index": {"code": "I", "aggregate": "arithmetic", "weights": "equal",
              "children": [{"code": code, "rule": {"kind": "fraction"}} for code in ("a", "b")]},
}  # fmt: skip
HEAD = "name,period,a,b\n"
ROWS = "An,2022,0.1,0.2\nBo,2022,0.3,0.4\n"
BELOW = "Ca,2022,0.5,0.6\nDi,2022,0.7,0.8\n"
AGAIN = ("name,period,a,b\n", "NAME,,A,B\n", "name,period,,b\n")
MOVED = ("name,period,b,a\n", "name,,b,a\n")
OTHER = ("name,period,c,d\n", "Name,period,a,note\n")


def told(run: Run, folder: Path, text: str, *options: str) -> tuple[int, list[tuple[str, str, str]]]:
    """How a table is scored, in memory and in pieces alike, and what is said of its rows of headings."""
    (folder / "w.json").write_text(json.dumps(EDITION), encoding="utf-8")
    (folder / "t.csv").write_text(text, encoding="utf-8")
    ends = {
        engine: run("score", "t.csv", "-w", "w.json", *options, "--engine", engine, "-f", "csv", cwd=folder)
        for engine in ("memory", "stream")
    }
    memory, stream = ends["memory"], ends["stream"]
    assert (stream.returncode, stream.stdout) == (memory.returncode, memory.stdout)
    found = json.loads(run("validate", "t.csv", "-w", "w.json", *options, "-f", "json", cwd=folder).stdout)
    codes = [
        (each["severity"], each["code"], each["fix"])
        for each in found["rows"]
        if each["code"] in ("other-headings", "not-a-unit", "nothing-ignored")
    ]
    return memory.returncode, codes


@pytest.mark.parametrize("again", AGAIN)
def test_the_same_headings_are_a_row_to_leave_out(again: str, run: Run, tmp_path: Path) -> None:
    code, said = told(run, tmp_path, HEAD + ROWS + again + BELOW)
    assert (code, [each[:2] for each in said]) == (1, [("error", "not-a-unit")])
    name = again.partition(",")[0]
    assert told(run, tmp_path, HEAD + ROWS + again + BELOW, "--ignore-unit", name) == (0, [])


@pytest.mark.parametrize("options", [(), ("--ignore-unit", "name"), ("--period", "2022")])
@pytest.mark.parametrize("again", MOVED)
def test_columns_that_changed_their_places_are_never_read_on(
    again: str, options: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    error = ("error", "other-headings", "read each table alone: --range A1:D3")
    assert told(run, tmp_path, HEAD + ROWS + again + BELOW, *options) == (1, [error])
    assert run("score", "t.csv", "-w", "w.json", "--range", "A1:D3", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("again", OTHER)
def test_other_headings_are_left_out_by_a_person_alone(again: str, run: Run, tmp_path: Path) -> None:
    code, said = told(run, tmp_path, HEAD + ROWS + again + BELOW)
    assert (code, [each[:2] for each in said]) == (1, [("error", "other-headings")])
    code, said = told(run, tmp_path, HEAD + ROWS + again + BELOW, "--ignore-unit", "name")
    assert (code, [each[:2] for each in said]) == (0, [("warning", "other-headings")])
    advice = json.loads(run("doctor", "t.csv", "-w", "w.json", "-f", "json", cwd=tmp_path).stdout)
    assert [each["declarations"] for each in advice["suggested"]] == [{"range": "A1:D3"}]


def test_headings_of_several_rows_stand_again_row_by_row(run: Run, tmp_path: Path) -> None:
    head = "name,period,Scores,\n,,a,b\n"
    code, said = told(run, tmp_path, f"{head}{ROWS}name,period,Scores,\n{BELOW}", "--header-rows", "2")
    assert (code, [each[:2] for each in said]) == (1, [("error", "not-a-unit")])


def test_a_unit_that_is_called_as_the_column_is_no_heading(run: Run, tmp_path: Path) -> None:
    code, said = told(run, tmp_path, f"{HEAD}{ROWS}name,2022,0.5,0.6\n")
    assert (code, said) == (0, [])
