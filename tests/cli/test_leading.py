"""The leaders of 2022 and league tables through the real executable: examples, formats, refusals."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.whole_program import example_of
from tests.conftest import ROOT, Run

DTI = ("examples/dti-province/2022.csv", "-w", "dti-province-2022")


@pytest.mark.parametrize("command", ["profile", "league"])
def test_the_example_of_the_help_runs(command: str, run: Run) -> None:
    result = run(*example_of(command), cwd=ROOT, env={"COLUMNS": "100"})
    assert result.returncode == 0, result.stderr
    assert "How to read:" in result.stdout


def test_what_the_ten_leaders_have_in_common(run: Run) -> None:
    result = run("profile", *DTI, "-f", "csv", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["code"] for row in rows] == ["7", "8", "I", "9", "3"]
    assert {(row["leaders"], row["others"]) for row in rows} == {("10", "53")}
    assert float(rows[0]["leaders_least_value"]) == 0.6478
    views = run("profile", *DTI, "--level", "views", "--top", "5", "-f", "json", cwd=ROOT)
    payload = json.loads(views.stdout)
    assert payload["groups"][0]["leaders"] == ["48", "79", "22", "46", "92"]
    assert {row["code"] for row in payload["rows"]} == {"CQS", "KTS", "XHS"}


def test_one_unit_in_the_league_of_an_indicator(run: Run) -> None:
    result = run(
        "league", *DTI, "--indicator", "8", "--unit", "Khánh Hòa", "--top", "2", "-f", "jsonl", cwd=ROOT
    )
    assert result.returncode == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["rank"] for row in rows][:2] == [1, 2]
    assert rows[-1]["name"] == "Khánh Hòa"
    assert rows[-1]["reading"].startswith(f"Khánh Hòa: {rows[-1]['value']}, ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("profile", *DTI, "--top", "63"), "63 units are ranked"),
        (("profile", *DTI, "--level", "5"), "there is no level 5"),
        (("league", *DTI, "--indicator", "10"), 'no indicator with the code "10"'),
        (("league", *DTI, "--indicator", "7", "--unit", "Khanh Hoà X"), "the table has no unit"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], said: str, run: Run) -> None:
    result = run(*arguments, cwd=ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert said in result.stderr
