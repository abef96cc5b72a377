"""The recipes of docs/pipelines.md run as they stand there, where the programs that they name are installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"```sh\n(.*?)```\n+```(?:text|markdown)\n(.*?)```", PAGE, flags=re.DOTALL)
PROGRAMS = ("csvcut", "csvlook", "duckdb", "git", "jq", "mlr", "xargs")
"""What recipes use beside what every system has."""


def programs(recipe: str) -> list[str]:
    """The programs that a recipe needs."""
    return [
        program for program in PROGRAMS if re.search(rf"(^|[|(]\s*|&&\s*){program}\s", recipe, re.MULTILINE)
    ]


@pytest.mark.parametrize(
    ("recipe", "expected"), RECIPES, ids=[recipe.split()[-1][:30] for recipe, _ in RECIPES]
)
def test_a_recipe_gives_what_it_says(tmp_path: Path, recipe: str, expected: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    for program in ("sh", *programs(recipe)):
        if shutil.which(program, path=path) is None:
            reason = f"{program} is not installed"
            if os.environ.get("DTISCORE_REQUIRE_PROGRAMS") == "1":
                pytest.fail(f"{reason}, and DTISCORE_REQUIRE_PROGRAMS=1 forbids to skip")
            pytest.skip(reason)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "DTISCORE_"))
    }
    done = subprocess.run(
        ["sh", "-ec", recipe],
        cwd=tmp_path,
        env=environment | {"PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert done.stdout.decode() == expected


def test_every_program_has_a_recipe() -> None:
    wanted = {"csvcut", "duckdb", "jq", "mlr", "xargs"}
    assert wanted <= {program for recipe, _ in RECIPES for program in programs(recipe)}


@pytest.mark.slow
def test_many_runs_at_once_differ_in_nothing_and_leave_nothing_behind(tmp_path: Path) -> None:
    """A quarter of them at a time write beside each other; every fourth writes one and the same file."""
    runs = int(os.environ.get("DTISCORE_RUNS", "40"))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    results = tmp_path / "results"
    results.mkdir()
    table = ROOT / "examples" / "dti-province" / "2023.csv"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "DTISCORE_"))
    }
    environment |= {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(temporary)}

    def score(number: int) -> tuple[int, bytes]:
        output = "shared.json" if number % 4 == 0 else f"{number}.json"
        command = ["score", str(table), "-w", "dti-province-2022", "-q", "-o", output]
        done = subprocess.run(
            [sys.executable, "-m", "dtiscore", *command],
            cwd=results,
            env=environment,
            capture_output=True,
            timeout=1800,  # a machine that others use too starts many at once slowly
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    with ThreadPoolExecutor(runs // 4) as pool:
        outcomes = set(pool.map(score, range(runs)))
    assert outcomes == {(0, b"")}
    written = sorted(file.name for file in results.iterdir())
    assert written == sorted(["shared.json", *(f"{number}.json" for number in range(runs) if number % 4)])
    assert len({file.read_bytes() for file in results.iterdir()}) == 1
    assert list(temporary.iterdir()) == []
