"""The example of an index of one's own: rules that no shipped edition has, held against figures worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

FOLDER = "own-index"


@pytest.fixture
def data(examples: Path) -> Path:
    return examples / FOLDER / "2024.csv"


@pytest.fixture
def weights(examples: Path) -> Path:
    return examples / FOLDER / "departments.yaml"


def test_the_weighting_file_is_sound(run: Run, weights: Path) -> None:
    result = run("weights", "check", weights)
    assert (result.returncode, result.stderr) == (0, "")


def test_scores_and_ranks_are_those_worked_out_by_hand(run: Run, data: Path, weights: Path) -> None:
    result = run("check", data, "-w", weights, "--expect", data.with_name("expected-2024.csv"))
    assert (result.returncode, result.stderr) == (0, "")
    assert "Agrees: 6 scores, 6 ranks as expected" in result.stdout


def test_every_rule_scores_as_its_sheet_says(run: Run, data: Path, weights: Path) -> None:
    result = run("explain", data, "-w", weights, "--unit", "Sở Nội vụ", "-f", "json")
    scores = {row["code"]: row["score"] for row in json.loads(result.stdout)["rows"]}
    assert scores["1"] == 10 * 0.5  # choice: a deputy earns half
    assert scores["2a"] == 5  # boolean: có
    assert scores["2b"] == 0  # boolean: không
    assert scores["3"] == 15  # steps: three meetings
    assert scores["4"] == pytest.approx(9 / 20 * 20)  # ratio
    assert scores["5"] == pytest.approx(0.96 * 20)  # fraction, written 96%
    assert scores["6"] == pytest.approx(880 / 1100 * 20)  # ratio
    assert scores["DTI"] == pytest.approx(69.2)


def test_an_answer_that_is_none_is_refused(run: Run, data: Path, weights: Path, tmp_path: Path) -> None:
    table = tmp_path / "2024.csv"
    table.write_text(
        data.read_text(encoding="utf-8").replace("Phó Giám đốc", "Chánh Văn phòng"), encoding="utf-8"
    )
    result = run("validate", table, "-w", weights, "-f", "json")
    rows = json.loads(result.stdout)["rows"]
    assert result.returncode == 1
    assert [(row["code"], row["line"], row["column"], row["raw"]) for row in rows] == [
        ("unknown-choice", 4, 4, "Chánh Văn phòng")
    ]
    assert "phó giám đốc" in rows[0]["fix"]


def test_the_readme_says_that_the_figures_are_invented(examples: Path) -> None:
    assert "invented for demonstration" in (examples / FOLDER / "README.md").read_text(encoding="utf-8")
