"""Advice that leads on: every way out that a message proposes gets past that message when it is typed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.cli.ways_out import FILES, WAYS_OUT, WayOut
from tests.conftest import ROOT, Run

NARROW = {"COLUMNS": "40"}
"""A screen on which every problem is told in lines of its own, so that its sentences stand in one piece."""


def told(run: Run, line: str, folder: Path) -> str:
    """All that a command says, without the folds of the screen."""
    result = run(*shlex.split(line), cwd=folder, env=NARROW)
    assert "internal error" not in result.stderr, result.stderr
    return " ".join((result.stdout + result.stderr).split())


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")


@pytest.mark.parametrize("case", WAYS_OUT, ids=lambda case: case.name)
def test_the_way_out_gets_past_the_message(case: WayOut, run: Run, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    write(tmp_path, {**FILES, **case.files})
    first = told(run, case.command, tmp_path)
    assert case.said in first
    assert case.way in first
    write(tmp_path, dict(case.mended))
    then = f"{case.command} {case.way}" if case.then is None else case.then
    after = told(run, then, tmp_path)
    assert case.said not in after
    for refused in ("No such option", "has no effect", "have no effect"):
        assert refused not in after
