"""Kills a process in the middle of writing, again and again: no file may be torn, and the next run sweeps what is left."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dtiscore.files.writing import write_set

NAMES = ("scores.csv", "ranks.csv", "manifest.json")


@dataclass
class Report:
    """What was found after the kills."""

    kills: int = 0
    torn: int = 0
    out_of_order: int = 0
    """Manifests that promise a generation which one of the files has not reached."""
    stale: int = 0
    """Temporaries left after the next run."""
    left_behind: int = 0
    """Temporaries that kills left and the next run swept."""
    generations: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.torn or self.out_of_order or self.stale)

    def __str__(self) -> str:
        return (
            f"kill: {self.kills:,} kills during writing, {self.torn} torn files, {self.out_of_order} manifests ahead of "
            f"their files, {self.stale} temporaries after the next run ({self.left_behind} were swept)"
        )


def content(generation: int, size: int) -> bytes:
    """A file that says its generation and can tell whether it is whole."""
    body = f"{generation}\n".encode() + bytes([generation % 251]) * size
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def generation_in(data: bytes) -> int | None:
    """The generation of a whole file; ``None`` for a torn one."""
    digest, _, body = data.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    return int(body.split(b"\n", 1)[0])


def kill(count: int, seed: int, *, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Fork a writer ``count`` times, and kill each after a moment drawn at random."""
    report, chance = Report(), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, 0, 100)
        while report.kills < count:
            size = chance.choice([100, 10_000, 1_000_000])
            writer = os.fork()
            if writer == 0:
                _write_until_killed(folder, report.generations + 1, size)
            time.sleep(chance.uniform(0.0005, 0.03))
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
            report.kills += 1
            _look(folder, report)
            if report.kills % 500 == 0:
                tell(str(report))
    return report


def _write(folder: Path, generation: int, size: int) -> None:
    write_set({folder / name: content(generation, size) for name in NAMES}, manifest=folder / NAMES[-1])


def _write_until_killed(folder: Path, generation: int, size: int) -> None:
    while True:
        _write(folder, generation, size)
        generation += 1


def _look(folder: Path, report: Report) -> None:
    """What the kill left, and what is left of that after the next run."""
    found = [generation_in((folder / name).read_bytes()) for name in NAMES]
    report.torn += found.count(None)
    *files, manifest = (-1 if generation is None else generation for generation in found)
    report.out_of_order += any(generation < manifest for generation in files)
    report.left_behind += len(_others(folder))
    report.generations = max(report.generations, *files, manifest) + 1
    _write(folder, report.generations, 100)
    report.stale += len(_others(folder))


def _others(folder: Path) -> set[str]:
    """What lies beside the files."""
    return {path.name for path in folder.iterdir()} - set(NAMES)
