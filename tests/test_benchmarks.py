"""The benchmarks run at toy size, one topic after the other; what they find is no matter for tests."""

from __future__ import annotations

import re
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
        *(f"--only={topic}" for topic in ("reading", "weighting-files", "memory", "replicates", "searches")),
    ]
    done = subprocess.run(
        [*command, "-o", str(tmp_path)], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "validate a CSV of 4,000 cells of two decimals" in report
    assert "| Copeland's rule on 20 units x 10 indicators |" in report
    assert "| compare under a geometric mean, 8 x 3, against score |" in report
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


@pytest.mark.slow
def test_versions_are_compared_in_turn(tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("dtiscore"))
    command = [sys.executable, "-m", "benchmarks.versions", program, program, "--toy", "--runs", "1"]
    inside, commands = ("load 100 indicators",), ("--version",)
    command += [f"--only={name}" for name in (*commands, *inside)]
    done = subprocess.run(
        [*command, "-o", str(tmp_path)], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode in (0, 1), done.stderr  # one pair says nothing of what is slower
    head, *lines = done.stdout.splitlines()
    assert head.split() == ["old", "s", "new", "s", "ratio", "interval"]
    assert len(lines) == len(commands) + len(inside)
    assert all(re.search(r"\d\.\d{3} to \d+\.\d{3}$|left out: the published", line) for line in lines)


def test_the_interval_of_a_median(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of nine, the second to the eighth hold it with 1 - 2 (1 + 9) / 512; of three not even the ends do with 95 %."""
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import versions

    assert versions.interval([9, 1, 8, 2, 7, 3, 6, 4, 5]) == (2, 8)
    assert versions.interval([3, 1, 2]) == (1, 3)
    assert versions.interval(range(100)) == (39, 60)  # the 40th and the 61st, as in tables of the sign test
