"""``robustness`` through the real executable: the same bytes twice, draws that play again, plain refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

HDI = ("robustness", "examples/hdi/2022.csv", "-w", "hdi-2022", "--decimal", ".")


def test_two_runs_give_equal_bytes_and_draws_play_again(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "draws.csv"
    first = run(*HDI, "--draws-count", "40", "--error", "health=0.5", "-f", "csv", "--draws", kept, cwd=ROOT)
    assert first.returncode == 0, first.stderr
    again = run(*HDI, "--draws-count", "40", "--error", "health=0.5", "-f", "csv", cwd=ROOT)
    assert again.stdout == first.stdout
    replayed = run(*HDI, "--replay", kept, "-f", "csv", cwd=ROOT)
    assert replayed.stdout == first.stdout
    other = run(*HDI, "--draws-count", "40", "--seed", "2", "-f", "csv", cwd=ROOT)
    assert other.stdout != first.stdout


def test_json_of_the_next_unit_below(run: Run) -> None:
    result = run(*HDI, "--draws-count", "20", "--show", "pairs", "-f", "json", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["question"] == "pairs"
    assert len(answer["rows"]) == 193 * 192 // 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--vary-weights", "none"], "no assumption varies"),
        (["--error", "health"], "INDICATOR=SD"),
        (["--error", "lifo=1"], 'no indicator "lifo"'),
        (["--normalisation", "min-max:1"], "two numbers"),
        (["--show", "attainable"], "it uses arithmetic, geometric"),
        (["--concentration", "0"], "a concentration of 0"),
    ],
)
def test_what_cannot_be_asked_is_refused(run: Run, options: list[str], words: str) -> None:
    result = run(*HDI, "--draws-count", "5", *options, cwd=ROOT)
    assert result.returncode == 2
    assert result.stdout == ""
    assert words in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_draws_that_are_damaged_are_told_by_their_place(run: Run, tmp_path: Path) -> None:
    damaged = tmp_path / "draws.csv"
    damaged.write_text("replicate,weight:health\n1,0.3\n2,much\n", encoding="utf-8")
    result = run(*HDI, "--replay", damaged, cwd=ROOT)
    assert result.returncode == 1
    assert "much" in result.stderr
    assert "draws.csv:3:2" in result.stderr or "3:2" in result.stderr


def test_the_published_provinces_without_each_part(run: Run) -> None:
    result = run(
        "robustness",
        "examples/dti-province/2022.csv",
        "-w",
        "dti-province-2022",
        "--show",
        "removal",
        "-f",
        "csv",
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("code,name,mean_places_moved")
