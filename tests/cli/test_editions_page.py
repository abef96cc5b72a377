"""The commands and the Python of docs/editions.md are executed, so that they cannot rot."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest

from tests.conftest import ROOT, Run

PAGE = (ROOT / "docs" / "editions.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def commands() -> list[str]:
    return [line for block in blocks("bash") for line in block.splitlines()]


def test_there_are_commands() -> None:
    assert len(commands()) >= 10


@pytest.mark.parametrize("command", commands())
def test_command(command: str, run: Run) -> None:
    program, *arguments = shlex.split(command)
    assert program == "dtiscore"
    result = run(*arguments, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert result.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "said"), [*zip(blocks("python"), ["dti-province-2022\n", "True\n"], strict=True)]
)
def test_the_python_runs(program: str, said: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stdout == said, result.stderr
