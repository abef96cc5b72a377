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
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from fuzz.mutations import Mutation, mutations_of

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
SECONDS = 120
"""Processor time that the tests of one mutant may take; one that makes them endless is found out too."""

_NUMBERS = ("tests/dataset/test_numbers.py", "tests/reliability/test_bad_inputs.py")
_RULES = ("tests/methodology/test_rules.py", "tests/methodology/rules", "tests/reliability/test_oracle.py")
_SCORING = (
    *(
        f"tests/scoring/test_{name}.py"
        for name in ("evaluate", "reference", "ranking", "scorecard", "preparation", "then")
    ),
    "tests/reliability/test_oracle.py",
    "tests/api/test_api.py",
)
CORE: Mapping[str, Sequence[str]] = {
    "dtiscore/dataset/number*.py": _NUMBERS,
    "dtiscore/methodology/formula*.py": ("tests/methodology/test_formula.py",),
    "dtiscore/methodology/arithmetic.py": (
        "tests/methodology/test_arithmetic.py",
        "tests/scoring/test_ranking.py",
        *_RULES,
    ),
    "dtiscore/methodology/rules/scaling.py": _RULES,
    "dtiscore/methodology/rules/points.py": _RULES,
    "dtiscore/methodology/aggregations/means.py": (
        "tests/methodology/aggregations",
        "tests/methodology/test_aggregations.py",
        "tests/reliability/test_oracle.py",
    ),
    "dtiscore/scoring/*.py": _SCORING,
}
"""The core, by the pattern of its files, with the tests that are to find its mutants."""


@dataclass(frozen=True)
class Mutant:
    """One mutation of one module."""

    module: str
    path: Path
    mutation: Mutation
    tests: Sequence[str]

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.mutation.line}: {self.mutation.about}"


def all_mutants() -> list[Mutant]:
    """Every mutant of the core, in the order of its files."""
    return [mutant for pattern, tests in CORE.items() for mutant in _of(pattern, tests)]


def _of(pattern: str, tests: Sequence[str]) -> Iterator[Mutant]:
    for path in sorted(SOURCE.glob(pattern)):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for mutation in mutations_of(path.read_text(encoding="utf-8")):
            yield Mutant(module, path, mutation, tests)


def mutants(count: int, seed: int) -> bool:
    """Run a sample of the mutants, and tell which of them no test found."""
    every = all_mutants()
    sample = random.Random(seed).sample(every, min(count, len(every)))
    _load_libraries()
    for mutant in {mutant.tests: mutant for mutant in sample}.values():
        source = mutant.path.read_text(encoding="utf-8")
        if not _survives(replace(mutant, mutation=Mutation(source, 0, "unchanged"))):
            raise RuntimeError(f"the tests fail without any change: {' '.join(mutant.tests)}")
    survivors: list[Mutant] = []
    for number, mutant in enumerate(sample, 1):
        if _survives(mutant):
            survivors.append(mutant)
            print(f"survived: {mutant}", flush=True)
        if number % 20 == 0:
            print(f"{number} of {len(sample)}: {len(survivors)} survived", file=sys.stderr, flush=True)
    share = 1 - len(survivors) / len(sample)
    print(f"mutants: {len(sample)} of {len(every):,}, {len(survivors)} survived, score {share:.1%}")
    return share >= 0.85


def _load_libraries() -> None:
    """What every mutant's process would otherwise load anew."""
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


def _survives(mutant: Mutant) -> bool:
    child = os.fork()
    if child == 0:
        os._exit(_run(mutant))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


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

        hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
        hypothesis.settings.load_profile("mutants")
        tests = [test for test in mutant.tests if (ROOT / test).exists()]
        os.chdir(ROOT)
        return int(pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-W", _PRELOADED, *tests]))
    except BaseException:  # noqa: BLE001 - a mutant that breaks everything is found
        return 3


_PRELOADED = "ignore::pytest.PytestAssertRewriteWarning"
"""What pytest says of a plugin that is loaded already."""


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
        code = compile(self.mutant.mutation.source, str(self.mutant.path), "exec")
        exec(code, module.__dict__)
