"""Every screen on a terminal: as wide and as coloured as the terminal is, whatever is computed while it is drawn."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import unicodedata
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO

import pytest

from tests.cli.test_screens import EDITION, QUESTIONS, Y2022
from tests.conftest import ROOT, Run
from tests.in_process import run_here

SCREENS = QUESTIONS | {
    "score": ("score", Y2022, *EDITION),
    "check": ("check", Y2022, *EDITION, "--expect", "examples/dti-province/published-2022.csv"),
    "validate": ("validate", Y2022, *EDITION),
    "doctor": ("doctor", "examples/doctor/as-exported.csv", *EDITION),
    "weights": ("weights", "show", "dti-province-2022"),
    "editions": ("weights", "list"),
    "units": ("units", "list"),
}
WIDTH = 71


def on_terminal(start: Callable[[IO[bytes], Mapping[str, str]], object], columns: int) -> str:
    """What a command that ``start`` runs prints on a terminal so many columns wide."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")
    }
    with ThreadPoolExecutor(1) as reader:
        printed = reader.submit(_all_of, master)
        with os.fdopen(slave, "wb", buffering=0) as terminal:
            start(terminal, kept | {"TERM": "xterm"})
        return printed.result().decode().replace("\r\n", "\n")


def _all_of(master: int) -> bytes:
    parts = []
    try:
        while part := os.read(master, 65536):
            parts.append(part)
    except OSError:  # how Linux tells that nobody writes to the terminal any more
        pass
    os.close(master)
    return b"".join(parts)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_drawn_for_the_terminal_it_is_shown_on(run: Run, name: str) -> None:
    arguments = SCREENS[name]
    told = run(*arguments, "--width", str(WIDTH), "--color", "always", cwd=ROOT)
    assert "\x1b[" in told.stdout

    def start(terminal: IO[bytes], environment: Mapping[str, str]) -> None:
        run_here(arguments, b"", environment, ROOT, terminal)

    assert on_terminal(start, WIDTH) == told.stdout


def test_the_executable_draws_for_its_terminal(run: Run) -> None:
    arguments = SCREENS["score"]
    told = run(*arguments, "--width", str(WIDTH), "--color", "always", cwd=ROOT)

    def start(terminal: IO[bytes], environment: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "dtiscore", *arguments]
        subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=terminal, cwd=ROOT, env=environment, check=True
        )

    assert on_terminal(start, WIDTH) == told.stdout


def _other_than_letters(text: str) -> set[str]:
    """What is neither ASCII nor a letter of a name."""
    return {one for one in text if ord(one) > 127 and unicodedata.category(one)[0] not in "LM"}


@pytest.mark.parametrize("name", ["score", "ranks", "trend", "compare unit", "weights"])
def test_a_screen_for_other_letters_than_unicode_has_no_mark_but_those_of_ascii(run: Run, name: str) -> None:
    arguments = (*SCREENS[name], "--width", str(WIDTH))
    usual = run(*arguments, cwd=ROOT).stdout
    drawn = run(*arguments, env={"PYTHONIOENCODING": "cp1252"}, cwd=ROOT).stdout
    assert _other_than_letters(usual) != set()
    assert _other_than_letters(drawn) == set()
    assert len(drawn.splitlines()) == len(usual.splitlines())


@pytest.mark.parametrize(("term", "marks"), [("dumb", False), ("xterm", True)])
def test_a_terminal_that_says_that_it_is_dumb_gets_neither_colour_nor_marks(term: str, marks: bool) -> None:
    def start(terminal: IO[bytes], environment: Mapping[str, str]) -> None:
        run_here(SCREENS["score"], b"", {**environment, "TERM": term}, ROOT, terminal)

    drawn = on_terminal(start, WIDTH)
    assert ("█" in drawn, "\x1b[" in drawn) == (marks, marks)
    assert ("###" in drawn) is not marks
