"""The benchmarks run at toy size, one topic after the other; what they find is no matter for tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
def test_what_runs_in_memory_runs_at_toy_size(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        "--toy",
        *(f"--only={topic}" for topic in ("reading", "weighting-files", "memory", "replicates")),
    ]
    done = subprocess.run(
        [*command, "-o", str(tmp_path)], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "validate a CSV of 4,000 cells of two decimals" in report
    assert "| Copeland's rule on 20 units x 10 indicators |" in report
    assert (tmp_path / "units.svg").read_text(encoding="utf-8").startswith("<svg")
    assert {path.suffix for path in tmp_path.iterdir()} == {".md", ".svg"}


@pytest.mark.slow
def test_growth_is_measured_and_goes_on_where_it_was(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.growth", "--toy", "-o", str(tmp_path)]
    command += [
        "--axis=units of a list",
        "--axis=problems",
        "--command=units restate",
        "--command=validate csv",
    ]
    for measured in (6, 0):
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert len(done.stderr.splitlines()) == measured
    assert "| `units restate` |" in (tmp_path / "growth.md").read_text(encoding="utf-8")
    assert (tmp_path / "growth-problems.svg").read_text(encoding="utf-8").startswith("<svg")
