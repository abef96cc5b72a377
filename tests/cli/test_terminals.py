"""Every screen on a terminal: as wide and as coloured as the terminal is, whatever is computed while it is drawn."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Sequence

import pytest

from tests.cli.test_screens import EDITION, QUESTIONS, Y2022
from tests.conftest import ROOT, Run

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


def on_terminal(command: Sequence[str], columns: int) -> str:
    """What a command prints on a terminal so many columns wide."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")
    }
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=kept | {"TERM": "xterm"},
    ):
        os.close(slave)
        parts = []
        try:
            while part := os.read(master, 65536):
                parts.append(part)
        except OSError:  # how Linux tells that nobody writes to the terminal any more
            pass
        os.close(master)
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_drawn_for_the_terminal_it_is_shown_on(run: Run, run_executable: Run, name: str) -> None:
    arguments = SCREENS[name]
    program = run_executable("--version").args[0]
    told = run(*arguments, "--width", str(WIDTH), "--color", "always", cwd=ROOT)
    assert "\x1b[" in told.stdout
    assert on_terminal([program, *arguments], WIDTH) == told.stdout
