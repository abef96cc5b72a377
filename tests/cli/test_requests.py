"""Requests that cannot be carried out as put are refused before any work, with a way out and the input unharmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_contract import DTI, EDITION, executable, shell
from tests.conftest import ROOT, Run

MINI = """\
id: m
title: Mini
authority: {decision: d, issuer: i, source: s}
publish: {as: score, decimals: 2}
rank: {on: full}
index: {code: M, aggregate: sum, children: [{code: a, rule: {kind: identity}}]}
"""


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    (tmp_path / "m.yaml").write_text(MINI, encoding="utf-8")
    (tmp_path / "t.csv").write_text("unit,a\nu,1\nv,2\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "-", "-w", "-"),
        ("score", "-", "-w", EDITION, "--previous", "-"),
        ("score", "/dev/stdin", "-w", "-"),
        ("check", "-", "-w", EDITION, "--expect", "-"),
        ("validate", "-", "-w", "-"),
        ("explain", "-", "-w", "-", "--unit", "01"),
    ],
)
def test_standard_input_is_read_once(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, input="unit,a\nu,1\n")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "error: standard input can be read once, and more than one input is to come from there\n"
        "       Name a file for all of them but one.\n"
    )


@pytest.mark.parametrize(
    ("redirection", "left"),
    [
        ("t.csv -w m.yaml -f csv > t.csv", ""),  # emptied by the shell, before dtiscore began
        ("t.csv -w m.yaml -f csv >> t.csv", "unit,a\nu,1\nv,2\n"),
        ("- -w m.yaml -f csv < t.csv >> t.csv", "unit,a\nu,1\nv,2\n"),
        ("t.csv -w m.yaml -f csv -o ./t.csv", "unit,a\nu,1\nv,2\n"),
        ("- -w m.yaml < t.csv -o t.csv", "unit,a\nu,1\nv,2\n"),
        ("t.csv -w m.yaml -f csv -o m.yaml", "unit,a\nu,1\nv,2\n"),
    ],
)
@pytest.mark.parametrize("command", ["score", pytest.param("validate", marks=pytest.mark.slow)])
def test_an_input_is_never_the_output(mini: Path, command: str, redirection: str, left: str) -> None:
    result = shell(f"cd {mini}; {executable()} {command} {redirection}; echo $? >&2")
    assert "would be both read and overwritten" in result.stderr
    assert result.stderr.splitlines()[-1] == "2"
    assert (mini / "t.csv").read_text(encoding="utf-8") == left
    assert (mini / "m.yaml").read_text(encoding="utf-8") == MINI


def test_an_empty_name_of_the_output_is_said(run: Run) -> None:
    result = run("score", DTI, "-w", EDITION, "-o", "", cwd=ROOT)
    assert result.returncode == 2
    assert "--output is empty" in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--period", "", "--period is empty"),
        ("--period", " ", "the period declared is empty"),
        ("--delimiter", ";;", "a delimiter is one character"),
        ("--header-rows", "0", "--header-rows"),
        ("--skip-rows", "-1", "--skip-rows"),
        ("--max-bytes", "0", "--max-bytes"),
    ],
)
def test_a_declaration_that_makes_no_sense_does_not_count_for_nothing(
    run: Run, mini: Path, option: str, value: str, said: str
) -> None:
    result = run("score", mini / "t.csv", "-w", mini / "m.yaml", option, value)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_percent_column_that_is_not_there_is_an_error(run: Run, mini: Path) -> None:
    result = run("score", mini / "t.csv", "-w", mini / "m.yaml", "--percent", "b")
    assert (result.returncode, result.stdout) == (1, "")
    assert "--percent names a column that the file does not have" in result.stderr
    assert "it has unit, a" in result.stderr


def test_a_unit_unlike_any_gets_the_list(run: Run, mini: Path) -> None:
    for command in ("explain", "score"):
        result = run(command, mini / "t.csv", "-w", mini / "m.yaml", "--unit", "Atlantis")
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr == 'error: the table has no unit "Atlantis"\n       it has u, v\n'


def test_an_empty_text_is_no_unit_and_an_empty_list_is_no_text(run: Run) -> None:
    assert run("units", "match", "").returncode == 1
    assert run("units", "match", "-", input="Hà Nội\n\n").returncode == 0


def test_restating_says_what_the_table_has(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("code,province,people\n01,Hà Nội,8.435\n02,Hà Giang,0\n", encoding="utf-8")
    arguments = ("units", "restate", table, "--from", "vn-province-63", "--to", "vn-province-34", "--partial")
    result = run(*arguments, "--column", "persons")
    assert result.returncode == 2
    assert "the table has code, province, people" in result.stderr


def test_restating_does_not_drop_a_column_of_doubtful_numbers(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    text = "code,province,people,note\n01,Hà Nội,8.435,a\n02,Hà Giang,1.002,b\n"
    table.write_text(text, encoding="utf-8")
    arguments = ("units", "restate", table, "--from", "vn-province-63", "--to", "vn-province-34", "--partial")
    refused = run(*arguments)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "2 errors" in refused.stderr
    assert "ambiguous-number" in refused.stderr
    done = run(*arguments, "--grouping", ".")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "code,name,people,made_of\n01,Hà Nội,8435.0,01\n08,Tuyên Quang,1002.0,02\n"


def test_nobody_is_sent_to_a_list_that_there_is_not(run: Run, tmp_path: Path) -> None:
    """``validate`` lists what an edition refuses, and a table that is restated has none."""
    lines = (ROOT / "examples" / "dti-province" / "2022.csv").read_text(encoding="utf-8").splitlines()
    marked = [f"{line}?" if at % 2 else line for at, line in enumerate(lines[1:])]
    (tmp_path / "t.csv").write_text("\n".join([lines[0], *marked]), encoding="utf-8")
    restated = run("units", "restate", "t.csv", "--to", "vn-province-34", cwd=tmp_path)
    scored = run("score", "t.csv", "-w", "dti-province-2022", cwd=tmp_path)
    for result in (restated, scored):
        assert result.returncode == 1
        assert "not-a-number" in result.stderr
    assert "Every one: dtiscore validate --all" in scored.stderr
    assert "Every one" not in restated.stderr
