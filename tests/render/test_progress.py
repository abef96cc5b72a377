"""How far long work is: shown on a terminal to who has waited, gone when it is done, and nowhere else."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import IO

import pytest
from tests.cli.test_terminals import on_terminal
from tests.conftest import ROOT

from dtiscore import progress
from dtiscore.render import progress as shown

STUDY = ("robustness", "examples/hdi/2022.csv", "-w", "hdi-2022", "--decimal", ".", "--draws-count", "20000")
AT_ONCE = "import sys, dtiscore.render.progress as p; p.PATIENCE = 0; from dtiscore.cli import main; sys.exit(main())"
"""The program for somebody without any patience."""


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setattr(shown, "PATIENCE", 0)
    monkeypatch.setenv("COLUMNS", "80")
    stream = io.StringIO()
    progress.listen(shown.TerminalProgress(stream, "vi"))
    yield stream
    progress.listen(None)


def _wait_for(text: str, stream: io.StringIO) -> None:
    until = monotonic() + 10
    while text not in stream.getvalue():
        assert monotonic() < until, stream.getvalue()
        sleep(0.01)


def _words(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).strip()


def test_work_is_shown_below_the_work_that_it_is_part_of_in_the_language_of_the_reader(
    terminal: io.StringIO,
) -> None:
    progress.tell("ranking-2023", 2, 10, outer=True)
    progress.tell("drawing", 1500, 20000)
    _wait_for("1.500/20.000", terminal)
    assert "ranking-2023" in terminal.getvalue()
    assert progress.erasing().count("\x1b[2K") == 2


def test_who_writes_to_the_terminal_finds_it_empty_and_what_comes_later_is_shown_again(
    terminal: io.StringIO,
) -> None:
    progress.tell("drawing")
    _wait_for("drawing", terminal)
    progress.hide()
    assert terminal.getvalue().endswith("\x1b[1A\x1b[2K")
    assert progress.erasing() == ""
    progress.tell("explaining")
    _wait_for("explaining", terminal)


def test_work_of_a_moment_shows_nothing(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "PATIENCE", 60)
    progress.tell("drawing", 1, 2)
    progress.hide()
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.slow
def test_a_command_shows_it_on_a_terminal_alone_and_its_result_is_the_same(
    quiet: bool, tmp_path: Path
) -> None:
    results = [tmp_path / "seen.csv", tmp_path / "unseen.csv"]
    command = [sys.executable, "-c", AT_ONCE, *STUDY, *(["--quiet"] if quiet else [])]

    def start(terminal: IO[bytes], environment: Mapping[str, str]) -> None:
        with results[0].open("wb") as output:
            subprocess.run(
                [*command, "-f", "csv"], stdin=subprocess.DEVNULL, stdout=output, stderr=terminal, cwd=ROOT, env=environment, check=True
            )  # fmt: skip

    seen = on_terminal(start, 80)
    assert ("drawing alternative rankings" in seen) == (not quiet)
    assert _words(seen.rpartition("\x1b[?25h")[2]) == ""
    if not quiet:
        unseen = subprocess.run(
            [*command, "-f", "csv"], stdin=subprocess.DEVNULL, capture_output=True, cwd=ROOT, check=True
        )
        assert unseen.stderr == b""
        assert unseen.stdout == results[0].read_bytes()
