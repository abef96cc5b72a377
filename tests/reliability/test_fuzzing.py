"""The experiments of ``python -m fuzz``, each for a moment: their commands work, and find nothing."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def fuzz(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fuzz", *arguments],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "count"),
    [("csv", 1500), ("number", 3000), ("formula", 3000), ("weights", 120), ("alias", 200)],
)
def test_a_target_survives(target: str, count: int) -> None:
    ended = fuzz(target, "--count", str(count), "--seed", "11")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{count:,} executions" in ended.stdout
    assert "0 crashes, 0 hangs" in ended.stdout


def test_kills_during_writing_tear_nothing() -> None:
    ended = fuzz("kill", "--count", "25")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "25 kills during writing, 0 torn files" in ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of Unix")
def test_a_run_that_is_stopped_leaves_all_as_it_was() -> None:
    ended = fuzz("stop", "--count", "2", "--seed", "3")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "stop: 6 runs stopped" in ended.stdout


def test_the_changes_of_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from fuzz.mutations import changed, mutations_of

    source = "def f(a, b):\n    if a < 1 and not b:\n        return -a + 2\n    return a\n"
    found = {ast.unparse(changed(source, each)) for each in mutations_of(source)}
    assert len(found) == 8  # if, and, <, 1, not, +, -, 2
    assert all(each != ast.unparse(ast.parse(source)) for each in found)
