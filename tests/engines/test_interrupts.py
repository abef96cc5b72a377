"""A process that was started where interrupts are ignored goes on ignoring them, whatever polars does when it is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROWS = 30_000

_PROGRAM = """
import os, signal, sys, threading
signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell starts what is to run in the background
ended = threading.Event()
def interrupt():
    while not ended.wait(0.001):
        os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt, daemon=True).start()
from dtiscore.cli import main
try:
    code = main()
finally:
    ended.set()
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals to ignore")
def test_an_ignored_interrupt_ends_no_streamed_table(tmp_path: Path) -> None:
    table, weights, result = (tmp_path / name for name in ("t.csv", "w.yaml", "r.csv"))
    table.write_text(
        "unit,a\n" + "".join(f"U{row:05},{row % 97}.5\n" for row in range(ROWS)), encoding="utf-8"
    )
    weights.write_text(
        "id: w\ntitle: W\nauthority: {decision: none, issuer: nobody, source: none}\n"
        "publish: {as: score, decimals: 2}\nrank: {on: published, ties: min}\n"
        "index: {code: W, aggregate: sum, children: [{code: a, rule: {kind: min-max}}]}\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-c", _PROGRAM, "score", str(table), "-w", str(weights)]
    run = subprocess.run(
        [*command, "--engine", "stream", "--decimal", ".", "-o", str(result), "-q"],
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert result.read_bytes().count(b"\n") == ROWS + 1
