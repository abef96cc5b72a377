"""Mutation testing: one small change of the code at a time, and at least one of its tests must fail.

Each mutant runs in a forked process in which the heavy libraries are loaded already and one module of dtiscore is
compiled from its changed source; no file is touched.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from fuzz.core import CORE
from fuzz.mutations import Mutation, changed, mutations_of

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
SECONDS = 60
"""Processor time that the tests of one mutant may take; one that makes them endless is found out too."""
PATIENCE = 600
"""Seconds on the clock after which all processes of a mutant are ended, whatever they wait for."""


@dataclass(frozen=True)
class Mutant:
    """One mutation of one module."""

    module: str
    path: Path
    mutation: Mutation | None
    """``None`` changes nothing."""
    tests: Sequence[str]

    def __str__(self) -> str:
        change = f"{self.mutation.line}: {self.mutation.about}" if self.mutation else "unchanged"
        return f"{self.path.relative_to(ROOT)}:{change}"


def all_mutants() -> list[Mutant]:
    """Every mutant of the core, in the order of its files."""
    tests: dict[Path, Sequence[str]] = {}
    for pattern, named in CORE.items():
        for path in sorted(SOURCE.glob(pattern)):
            tests.setdefault(path, named)
    return [mutant for path, named in tests.items() for mutant in _of(path, named)]


def _of(path: Path, tests: Sequence[str]) -> Iterator[Mutant]:
    module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for mutation in mutations_of(path.read_text(encoding="utf-8")):
        yield Mutant(module, path, mutation, tests)


def mutants(count: int, seed: int, *, only: str = "", start: int = 0, jobs: int = 1) -> bool:
    """Run a sample of the mutants, and tell which of them no test found.

    Args:
        count: how many; all if there are no more.
        seed: which ones.
        only: a part of the path of the files that are meant; all of the core unless given.
        start: how many of the sample an earlier run, on the same code, has been through; they are left out.
        jobs: how many run at once.
    """
    every = [mutant for mutant in all_mutants() if only in str(mutant.path.relative_to(ROOT))]
    sample = random.Random(seed).sample(every, min(count, len(every)))[start:]
    _load_libraries()
    whole = [
        replace(mutant, mutation=None) for mutant in {mutant.tests: mutant for mutant in sample}.values()
    ]
    for mutant, survives in _outcomes(whole, jobs):
        if not survives:
            raise RuntimeError(f"the tests fail without any change: {' '.join(mutant.tests)}")
    survivors: list[Mutant] = []
    for number, (mutant, survives) in enumerate(_outcomes(sample, jobs), 1):
        if survives:
            survivors.append(mutant)
            print(f"survived: {mutant}", flush=True)
        if number % 20 == 0:
            print(
                f"{start + number} of {start + len(sample)}: {len(survivors)} survived",
                file=sys.stderr,
                flush=True,
            )
    share = 1 - len(survivors) / len(sample)
    print(f"mutants: {len(sample)} of {len(every):,}, {len(survivors)} survived, score {share:.1%}")
    return share >= 0.85


def _outcomes(every: Sequence[Mutant], jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant with whether all its tests pass, as they end; ``jobs`` of them run at once."""
    waiting = list(reversed(every))
    running: dict[int, tuple[Mutant, float]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            running[_start(mutant)] = mutant, time.monotonic()
        child, status = os.waitpid(-1, os.WNOHANG)
        if child in running:
            yield running.pop(child)[0], os.waitstatus_to_exitcode(status) == 0
            continue
        for process, (_, begun) in running.items():
            if time.monotonic() - begun > PATIENCE:
                os.killpg(process, signal.SIGKILL)
        time.sleep(0.05)


def _start(mutant: Mutant) -> int:
    """Start a mutant's tests in a process, and a group of processes, of their own."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os._exit(_run(mutant))
    return child


def _load_libraries() -> None:
    """What every mutant's process would otherwise load anew; the bytecode of what no mutant changes is kept, too."""
    sys.dont_write_bytecode = False
    for name in (
        "numpy",
        "pandas",
        "pydantic",
        "typer",
        "rich.table",
        "yaml",
        "hypothesis",
        "pytest",
        "scipy.stats",
    ):
        with suppress(ImportError):
            importlib.import_module(name)


def _run(mutant: Mutant) -> int:
    """In the forked process: the tests under the mutant; 0 if all pass."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.path[:0] = [str(SOURCE), str(ROOT)]
    for name in [name for name in sys.modules if name.split(".")[0] in ("dtiscore", "tests")]:
        del sys.modules[name]
    sys.meta_path.insert(0, _Changed(mutant))
    try:
        import hypothesis
        import pytest

        # What fails has failed: to look for the smallest example would only take time.
        hypothesis.settings.register_profile(
            "mutants",
            max_examples=25,
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
            derandomize=True,
            database=None,
            deadline=None,
        )
        hypothesis.settings.load_profile("mutants")
        tests = [test for test in mutant.tests if (ROOT / test).exists()]
        os.chdir(ROOT)
        return int(pytest.main([*_OPTIONS, *tests]))
    except BaseException:  # noqa: BLE001 - a mutant that breaks everything is found
        return 3


_OPTIONS = (
    *("-x", "-q", "--tb=no", "-n", "0", "-p", "no:cacheprovider"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # said of a plugin that is loaded already
)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from its changed source."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self.mutant.module:
            return None
        package = self.mutant.path.name == "__init__.py"
        return importlib.util.spec_from_file_location(
            name,
            self.mutant.path,
            loader=self,
            submodule_search_locations=[str(self.mutant.path.parent)] if package else None,
        )

    def exec_module(self, module: ModuleType) -> None:
        source = self.mutant.path.read_text(encoding="utf-8")
        tree = changed(source, self.mutant.mutation) if self.mutant.mutation else source
        exec(compile(tree, str(self.mutant.path), "exec"), module.__dict__)
