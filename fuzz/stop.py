"""Tells a running command to stop at a moment drawn at random: its exit code, a quiet line, no temporary, the old result."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
"""With what the process ends."""
LINE = b"dtiscore: stopped\n"
OLD = b"the ranking of yesterday\n"

# The command line in a process of its own, which says by a byte that it obeys signals from now on.
_PROGRAM = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # the experiment may be run where interrupts are ignored
for name in ("SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
from dtiscore.cli import main, stopping
obey, told = stopping.stop_when_told, int(sys.argv.pop(1))
def obeyed():
    obey()
    os.write(told, b"x")
stopping.stop_when_told = obeyed
sys.exit(main())
"""


@dataclass
class Report:
    """What was found after the signals."""

    stopped: int = 0
    finished: int = 0
    """Runs that had ended, or put their result in place, before the signal came."""
    contradictions: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.contradictions

    def __str__(self) -> str:
        examples = "".join(f"{each}\n" for each in self.contradictions[:20])
        return examples + (
            f"stop: {self.stopped:,} runs stopped with the code of their signal and one quiet line, no temporary left and "
            f"the old result whole; {self.finished:,} had finished; {len(self.contradictions)} did otherwise"
        )


def stop(count: int, seed: int, *, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Start commands until ``count`` of them were stopped by each signal, within as many runs of each again."""
    report, chance = Report(), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = _table(folder)
        for engine in (
            "memory",
            "stream",
        ):  # once before, so that the longest moment is known and all is in the cache
            _run(table, engine, None, 0.0, Report())
        for wanted, signal_name in enumerate(SIGNALS, 1):
            for _ in range(2 * count):
                engine = chance.choice(("memory", "stream"))
                _run(table, engine, signal_name, chance.random() * _longest[engine], report)
                if report.stopped == wanted * count:
                    break
            tell(str(report))
    return report


_longest: dict[str, float] = {}
"""Seconds that a whole run takes, by engine."""


def _table(folder: Path) -> Path:
    rows = "".join(f"U{row:05},{row % 97}.5,{row % 89},{row}\n" for row in range(30_000))
    (folder / "t.csv").write_text(f"unit,a,b,c\n{rows}", encoding="utf-8")
    children = ", ".join(f"{{code: {code}, weight: 1, rule: {{kind: min-max}}}}" for code in "abc")
    (folder / "w.yaml").write_text(
        "id: w\ntitle: W\nauthority: {decision: none, issuer: nobody, source: none}\n"
        "publish: {as: score, decimals: 2}\nrank: {on: published, ties: min}\nscale: 100\n"
        f"index: {{code: W, aggregate: arithmetic, weights: relative, children: [{children}]}}\n",
        encoding="utf-8",
    )
    return folder / "t.csv"


def _run(table: Path, engine: str, name: str | None, moment: float, report: Report) -> None:
    """Run one command; ``name`` is the signal that it gets ``moment`` seconds after it obeys any."""
    result = table.with_name("r.csv")
    result.write_bytes(OLD)
    reading, writing = os.pipe()
    command = [
        sys.executable,
        "-c",
        _PROGRAM,
        str(writing),
        "score",
        str(table),
        "-w",
        str(table.with_name("w.yaml")),
    ]
    command += ["--engine", engine, "-o", str(result)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[writing]
    ) as process:
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        start = time.perf_counter()
        if name is not None:
            time.sleep(moment)
            process.send_signal(getattr(signal, name))
        out, err = process.communicate()
    if name is None:
        _longest[engine] = time.perf_counter() - start
        return
    report.contradictions += _contradictions(process.returncode, SIGNALS[name], out, err, result, report)


def _contradictions(
    code: int, wanted: int, out: bytes, err: bytes, result: Path, report: Report
) -> Sequence[str]:
    beside = sorted(path.name for path in result.parent.iterdir() if path.suffix == ".tmp")
    if result.read_bytes() != OLD and (code == 0 or abs(code) % 128 == wanted % 128):
        report.finished += 1
        return [f"left {beside}"] if beside else []
    if (code, out, err) != (wanted, b"", LINE) or beside or result.read_bytes() != OLD:
        return [f"ended with {code} instead of {wanted}, said {err[-200:]!r}, left {beside}"]
    report.stopped += 1
    return []
