"""``diagnose`` through the real executable: the real tables, every form, plain refusals."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict

import pytest

from dtiscore import Thresholds
from dtiscore.questions.diagnose.command import LOOKED_AT
from tests.cli.whole_program import example_of
from tests.conftest import ROOT, Run

DTI = ("diagnose", "examples/dti-province/2024-published.csv", "-w", "dti-province-2022")


def test_the_ceiling_of_the_provinces_of_2024(run: Run) -> None:
    result = run(*DTI, "--lang", "en", "--width", "100", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert "Many units share the best score (1): Digital infrastructure (10 of 63 units)." in result.stdout


def test_two_runs_give_equal_bytes(run: Run) -> None:
    first, second = (run(*DTI, "--show", "importance", "-f", "csv", cwd=ROOT) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    rows = list(csv.DictReader(io.StringIO(first.stdout)))
    assert [row["code"] for row in rows] == ["II", "3", "7", "8", "9"]


@pytest.mark.parametrize("show", ["indicators", "units", "correlations", "consistency", "importance", "ties"])
@pytest.mark.parametrize("form", ["json", "jsonl", "tsv", "md"])
def test_every_question_in_every_form(run: Run, show: str, form: str) -> None:
    if form == "json":
        answer = json.loads(run(*DTI, "--show", show, "-f", form, cwd=ROOT).stdout)
        assert answer["question"] == show
        assert answer["rows"]
        return
    result = run(*DTI, "--show", show, "-f", form, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    assert result.stdout


@pytest.mark.parametrize("method", ["spearman", "kendall"])
def test_other_correlations(run: Run, method: str) -> None:
    result = run(*DTI, "--show", "correlations", "--method", method, "-f", "json", cwd=ROOT)
    answer = json.loads(result.stdout)
    assert answer["method"] == method
    pearson = json.loads(run(*DTI, "--show", "correlations", "-f", "json", cwd=ROOT).stdout)
    assert answer["rows"] != pearson["rows"]


def test_a_threshold_changes_what_stands_out(run: Run) -> None:
    result = run(*DTI, "--threshold", "ceiling=0.2", "--threshold", "alpha=0.3", "-f", "json", cwd=ROOT)
    answer = json.loads(result.stdout)
    assert answer["thresholds"]["ceiling"] == 0.2
    assert {one["kind"] for one in answer["findings"]} == {"ties", "absent"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--threshold", "ceilling=0.2"], '"ceilling=0.2" sets no threshold'),
        (["--threshold", "ceiling=high"], "gives the threshold no number"),
        (["--method", "tau"], "--method"),
        (["--show", "all"], "--show"),
    ],
)
def test_what_cannot_be_asked_is_refused(run: Run, options: list[str], words: str) -> None:
    result = run(*DTI, *options, cwd=ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_the_example_of_the_help_runs(run: Run) -> None:
    result = run(*example_of("diagnose"), cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert "DTI" in result.stdout


def test_a_threshold_counts_where_it_is_looked_at(run: Run) -> None:
    asked = ("diagnose", ROOT / "examples/hdi/2022.csv", "-w", "hdi-2022", "--threshold", "alpha=0.9")
    idle = run(*asked, "--show", "ties")
    assert idle.returncode == 2
    assert idle.stderr.splitlines()[0] == "error: --threshold alpha has no effect beside --show ties"
    assert "choose --show overview or --show consistency" in idle.stderr
    for show in ("overview", "consistency"):
        assert run(*asked, "--show", show).returncode == 0
    assert run(*asked, "-f", "json").returncode == 0
    assert {name for names in LOOKED_AT.values() for name in names} == set(asdict(Thresholds()))
