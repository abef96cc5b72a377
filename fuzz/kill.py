"""Kills a process in the middle of writing, again and again: no file may be torn, and the next run sweeps what is left."""

from __future__ import annotations

import hashlib
import importlib
import os
import random
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dtiscore.cli import main
from dtiscore.files.writing import held_back, write_pieces, write_set


@dataclass(frozen=True)
class Writer:
    """One way in which files come into a folder, each time with the content of one generation."""

    names: Sequence[str]
    """In the order in which they are put in place."""
    write: Callable[[Path, int], object]
    generation_in: Callable[[bytes], int | None]
    """The generation of a whole file; ``None`` for a torn one."""


@dataclass
class Report:
    """What was found after the kills."""

    kills: int = 0
    torn: int = 0
    out_of_order: int = 0
    """Manifests that promise a generation which one of the files has not reached."""
    stale: int = 0
    """Temporaries left after the next run."""
    left_behind: Counter[str] = field(default_factory=Counter)
    """By writer the kills that left temporaries, which the next run swept."""

    @property
    def is_clean(self) -> bool:
        return not (self.torn or self.out_of_order or self.stale)

    def __str__(self) -> str:
        caught = ", ".join(f"{name} {times:,}" for name, times in self.left_behind.items())
        return (
            f"kill: {self.kills:,} kills during writing, {self.torn} torn files, {self.out_of_order} manifests ahead of "
            f"their files, {self.stale} temporaries after the next run (kills whose temporaries it swept: {caught})"
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
    """Fork a writer ``count`` times, of every kind in turn, and kill each after a moment drawn at random."""
    report, chance = Report(), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        writers = [(about, writer, Path(name, about)) for about, writer in _writers(Path(name)).items()]
        longest = [_first(writer, folder) for _, writer, folder in writers]
        latest = [0] * len(writers)
        while report.kills < count:
            at = report.kills % len(writers)
            about, writer, folder = writers[at]
            child = _forked(partial(_write_for_ever, writer, folder, latest[at] + 1))
            time.sleep(chance.uniform(0.0005, 3 * longest[at]))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            report.kills += 1
            latest[at] = _look(about, writer, folder, report) + 1
            _done(partial(writer.write, folder, latest[at]))
            report.stale += len(_others(writer, folder))
            if report.kills % 500 == 0:
                tell(str(report))
    return report


def _writers(folder: Path) -> dict[str, Writer]:
    """What this program writes with, and the forms of results that come about in ways of their own."""
    whole = partial(Writer, generation_in=generation_in)
    files = ("scores.csv", "ranks.csv", "manifest.json")
    return {
        "sets": whole(files, partial(_set, files)),
        "files in pieces": whole(("scores.csv",), _pieces),
        "files held back": whole(files[:2], partial(_held, files[:2])),
        "streamed CSV": _command(folder, "scores.csv", "--engine", "stream"),
        "Parquet": _command(folder, "scores.parquet"),
        "workbooks": _command(folder, "scores.xlsx"),
    }


def _size(generation: int) -> int:
    return (100, 10_000, 1_000_000)[generation % 3]


def _set(names: Sequence[str], folder: Path, generation: int) -> None:
    data = content(generation, _size(generation))
    write_set({folder / name: data for name in names}, manifest=folder / names[-1])


def _pieces(folder: Path, generation: int) -> None:
    data = content(generation, _size(generation))
    write_pieces(folder / "scores.csv", (data[at : at + 1000] for at in range(0, len(data), 1000)))


def _held(names: Sequence[str], folder: Path, generation: int) -> None:
    with held_back():
        for name in names:
            write_set({folder / name: content(generation, _size(generation))})


def _command(folder: Path, name: str, *options: str) -> Writer:
    """``score`` of one of three tables in turn, whose results are known beforehand."""
    (folder / "w.yaml").write_text(_WEIGHTS, encoding="utf-8")
    for each in range(_TABLES):
        rows = "".join(f"U{row:04},{row % (7 + each)},{row % 89},{row}\n" for row in range(500))
        (folder / f"{each}.csv").write_text(f"unit,a,b,c\n{rows}", encoding="utf-8")

    def write(into: Path, generation: int) -> None:
        table = folder / f"{generation % _TABLES}.csv"
        arguments = [str(table), "-w", str(folder / "w.yaml"), *options, "-o", str(into / name), "--quiet"]
        if (ended := main(["score", *arguments])) != 0:
            raise RuntimeError(f"score ended with {ended}")

    for module in _LATE:
        importlib.import_module(module)
    known: dict[bytes, int] = {}
    for each in range(_TABLES):
        _done(partial(write, folder, each))
        known[(folder / name).read_bytes()] = each
    return Writer((name,), write, known.get)


_TABLES = 3
_LATE = ("dtiscore.questions.score.streaming", "polars", "pyarrow.csv", "pyarrow.parquet", "xlsxwriter")
"""What a child would otherwise load anew, which takes longer than to write."""
_WEIGHTS = """\
id: w
title: W
authority: {decision: none, issuer: nobody, source: none}
publish: {as: score, decimals: 2}
rank: {on: published, ties: min}
scale: 100
index:
  code: W
  aggregate: arithmetic
  weights: relative
  children:
    - {code: a, weight: 1, rule: {kind: min-max}}
    - {code: b, weight: 1, rule: {kind: min-max}}
    - {code: c, weight: 1, rule: {kind: min-max}}
"""


def _first(writer: Writer, folder: Path) -> float:
    """Seconds that it takes to write the files, where none of them stands yet."""
    folder.mkdir()
    begun = time.perf_counter()
    _done(partial(writer.write, folder, 0))
    return time.perf_counter() - begun


def _look(about: str, writer: Writer, folder: Path, report: Report) -> int:
    """Note what the kill left; the latest generation that is there."""
    found = [writer.generation_in((folder / name).read_bytes()) for name in writer.names]
    report.torn += found.count(None)
    whole = [generation for generation in found if generation is not None]
    report.out_of_order += len(whole) == len(found) and min(whole) < whole[-1]
    report.left_behind[about] += bool(_others(writer, folder))
    return max(whole, default=0)


def _others(writer: Writer, folder: Path) -> set[str]:
    """What lies beside the files."""
    return {path.name for path in folder.iterdir()} - set(writer.names)


def _forked(work: Callable[[], object]) -> int:
    """A child that works and ends; this process itself starts no thread, which a child would lack."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - whatever it is, the child ends here
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def _done(work: Callable[[], object]) -> None:
    """Let a child do all of some work."""
    if os.waitpid(_forked(work), 0)[1] != 0:
        raise RuntimeError("a writer failed that nobody killed")


def _write_for_ever(writer: Writer, folder: Path, generation: int) -> None:
    while True:
        writer.write(folder, generation)
        generation += 1
