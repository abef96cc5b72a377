"""A signal may come between any two steps, also while what it needs is being loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROGRAM = """
import os, signal, sys, types
from dtiscore.cli import stopping
stopping.stop_when_told()
{before}
os.kill(os.getpid(), signal.{name})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of Unix")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
@pytest.mark.parametrize(
    "before",
    [
        "",
        'sys.modules["dtiscore.files.staging"] = sys.modules["dtiscore.progress"] = types.ModuleType("half")',
        "import dtiscore.files.staging, dtiscore.progress",
    ],
    ids=["nothing", "half a module", "whole modules"],
)
def test_a_signal_ends_the_process_whatever_is_loaded(name: str, code: int, before: str) -> None:
    # A shell may have started the tests where interrupts are ignored.
    reset = f"signal.signal(signal.{name}, signal.SIG_DFL)"
    program = _PROGRAM.format(name=name, before=before).replace("stopping.stop", f"{reset}\nstopping.stop")
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (code, b"dtiscore: stopped\n")
