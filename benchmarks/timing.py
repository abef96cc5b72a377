"""Timing: medians of processor and wall-clock seconds, and ratios of things that are run in turn.

On a machine that others use as well a ratio says more than a time: the two are run alternately, A B A B ..., and the
median of the ratios pair by pair is kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Times:
    """The seconds of one run, or the medians of several."""

    cpu: float
    """Of the processor, all threads together."""
    wall: float


def once(work: Callable[[], object]) -> Times:
    """The seconds that one call takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Times(time.process_time() - cpu, time.perf_counter() - wall)


def medians(work: Callable[[], object], runs: int, *, warm: bool = True) -> Times:
    """The medians over some calls, after one that is not counted."""
    if warm:
        work()
    return middle([once(work) for _ in range(runs)])


def middle(runs: Sequence[Times]) -> Times:
    """The medians of several runs."""
    return Times(median(run.cpu for run in runs), median(run.wall for run in runs))


def in_turn_each(
    one: Callable[[], Times], other: Callable[[], Times], runs: int
) -> list[tuple[Times, Times]]:
    """Two things timed in turn, pair by pair, after a pair that is not counted."""
    one()
    other()
    return [(one(), other()) for _ in range(runs)]


def in_turn(one: Callable[[], Times], other: Callable[[], Times], runs: int) -> tuple[Times, Times, float]:
    """The medians of two things that are timed in turn, and the median ratio of their processor seconds."""
    pairs = in_turn_each(one, other, runs)
    ratio = median(first.cpu / second.cpu for first, second in pairs)
    return middle([first for first, _ in pairs]), middle([second for _, second in pairs]), ratio


def of_process(command: Sequence[str], *, may_say_no: bool = False, folder: Path | None = None) -> Times:
    """The seconds of a whole process, start of the interpreter included; what it prints is thrown away.

    Args:
        command: the program and its arguments.
        may_say_no: whether exit 1, which is an answer, will do.
        folder: where it works, the folder of this process unless given.

    Raises:
        RuntimeError: the command failed.
    """
    # The bytecode of every module is written by the run that is not counted, as an installation has it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    wall = time.perf_counter()
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment, cwd=folder) as process:  # noqa: S603 - our own commands
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > int(may_say_no) or process.returncode < 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Times(used.ru_utime + used.ru_stime, time.perf_counter() - wall)


def python(*arguments: str) -> list[str]:
    """The command that runs this interpreter."""
    return [sys.executable, *arguments]
