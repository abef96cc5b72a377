"""The experiments of ``python -m fuzz``, each for a moment: their commands work, and find nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dtiscore.errors import Problem
from dtiscore.tables.numbers import NumberColumn
from dtiscore.tables.raw import RawTable
from tests.conftest import ROOT


def fuzz(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fuzz", *arguments],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "count"),
    [("csv", 1500), ("number", 3000), ("formula", 3000), ("weights", 120), ("alias", 200)],
)
def test_a_target_survives(target: str, count: int) -> None:
    ended = fuzz(target, "--count", str(count), "--seed", "11")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{count:,} executions" in ended.stdout
    assert "0 crashes, 0 hangs" in ended.stdout


Plant = Callable[[pytest.MonkeyPatch], None]
"""Puts a fault into the code."""


def _a_row_is_lost(patch: pytest.MonkeyPatch) -> None:
    """A column that is a cell short where a file ends without an end of line."""
    from dtiscore.tables.texts.delimited import read_delimited as true

    def read(data: bytes, **options: Any) -> tuple[RawTable, list[Problem]]:
        table, problems = true(data, **options)
        if not data.endswith((b"\n", b"\r")):
            last = table.columns[-1]
            table = table._replace(columns=(*table.columns[:-1], last._replace(cells=last.cells[:-1])))
        return table, problems

    patch.setattr("fuzz.targets.read_delimited", read)


def _three_decimals_are_thousands(patch: pytest.MonkeyPatch) -> None:
    """1.234 is read as 1234 though the point is declared as the decimal mark."""
    from dtiscore.tables.numbers import read_number_column as true

    def read(cells: Sequence[str], **options: Any) -> NumberColumn:
        column = true(cells, **options)
        grouped = np.array([re.fullmatch(r"\d\.\d{3}", cell) is not None for cell in cells])
        return column._replace(values=np.where(grouped, column.values * 1000, column.values))

    patch.setattr("fuzz.targets.read_number_column", read)


def _a_power_overflows(patch: pytest.MonkeyPatch) -> None:
    """An infinite result is handed on as one."""
    from dtiscore.methodology.formula import Formula

    true = Formula.evaluate

    def evaluate(self: Formula, *given: Any) -> Any:
        values, undefined = true(self, *given)
        return (np.where(undefined, np.inf, values), undefined) if "**" in str(self) else (values, undefined)

    patch.setattr(Formula, "evaluate", evaluate)


def _an_alias_without_anchor(patch: pytest.MonkeyPatch) -> None:
    """A weighting file with an alias ends in the exception of the parser."""
    from fuzz.reading_weights import read_weights as true

    def read(text: str, syntax: Any) -> Any:
        if syntax == "yaml" and "*a" in text and "&a" not in text:
            raise KeyError("a")
        return true(text, syntax)

    patch.setattr("fuzz.targets.read_weights", read)


def _the_nearest_is_taken(patch: pytest.MonkeyPatch) -> None:
    """A name that is no unit's is taken for the nearest one."""
    from dtiscore.units.matching import Match, UnitMatcher

    true = UnitMatcher.match

    def match(self: UnitMatcher, text: str) -> Match | None:
        near = self.suggest(text)
        return true(self, text) or (true(self, near[0].label()) if near else None)

    patch.setattr(UnitMatcher, "match", match)


def _a_quadratic_look(patch: pytest.MonkeyPatch) -> None:
    """Each sign of a formula is compared with all others, a few hundred times."""
    from dtiscore.methodology.formula import parse_formula as true

    def parse(text: str) -> Any:
        if len(text) > 60:
            sum(a == b for _ in range(20_000) for a in text for b in text)
        return true(text)

    patch.setattr("fuzz.targets.parse_formula", parse)
    patch.setattr(
        "fuzz.running.HANG", 0.1
    )  # it hangs for longer, and need not for the ten seconds of a long run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "plant", "count"),
    [
        ("csv", _a_row_is_lost, 300),
        ("number", _three_decimals_are_thousands, 3000),
        ("formula", _a_power_overflows, 1000),
        ("formula", _a_quadratic_look, 300),
        ("weights", _an_alias_without_anchor, 600),
        ("alias", _the_nearest_is_taken, 200),
    ],
)
def test_a_target_finds_a_planted_fault(
    target: str, plant: Plant, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from fuzz import running

    monkeypatch.setattr("resource.setrlimit", lambda *_: None)  # it would bind all tests to come
    assert running.fuzz(target, 100, seed=5).is_clean
    plant(monkeypatch)
    report = running.fuzz(target, count, seed=5)
    assert report.hangs if plant is _a_quadratic_look else report.crashes


@pytest.mark.slow
def test_kills_during_writing_tear_nothing() -> None:
    ended = fuzz("kill", "--count", "12")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "12 kills during writing, 0 torn files" in ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of Unix")
@pytest.mark.slow
def test_kills_find_a_writer_that_tears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from fuzz import kill

    def tearing(folder: Path, generation: int) -> None:
        data = kill.content(generation, 100_000)
        with (folder / "scores.csv").open("wb", buffering=0) as stream:
            for at in range(0, len(data), 1000):
                stream.write(data[at : at + 1000])

    torn_in_place = kill.Writer(("scores.csv",), tearing, kill.generation_in)
    monkeypatch.setattr(kill, "_writers", lambda _: {"in place": torn_in_place})
    assert kill.kill(20, seed=1).torn > 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of Unix")
@pytest.mark.slow
def test_a_run_that_is_stopped_leaves_all_as_it_was() -> None:
    ended = fuzz("stop", "--count", "1", "--seed", "3")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    # How many of them had finished before the signal came depends on what else the machine does.
    assert re.search(r"stop: [1-6] runs stopped .*; 0 did otherwise", ended.stdout), ended.stdout


def test_the_changes_of_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from fuzz.mutations import changed, mutations_of

    source = "def f(a, b):\n    if a < 1 and not b:\n        return -a + 2\n    return a\n"
    found = {ast.unparse(changed(source, each)) for each in mutations_of(source)}
    assert len(found) == 8  # if, and, <, 1, not, +, -, 2
    assert all(each != ast.unparse(ast.parse(source)) for each in found)
    assert (
        list(mutations_of("if TYPE_CHECKING:\n    from a import b\n")) == []
    )  # which changes nothing that runs
