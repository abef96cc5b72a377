"""Advice that leads on: every way out that a message proposes gets past that message when it is typed."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tests.cli.ways_out import FILES, NOT_TYPED, WAYS_OUT, WayOut
from tests.conftest import ROOT, Run

NARROW = {"COLUMNS": "40"}
"""A screen on which every problem is told in lines of its own, so that its sentences stand in one piece."""


def told(run: Run, line: str, folder: Path) -> str:
    """All that a command says, without the folds of the screen."""
    result = run(*shlex.split(line), cwd=folder, env=NARROW)
    assert "internal error" not in result.stderr, result.stderr
    return " ".join((result.stdout + result.stderr).split())


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")


@pytest.mark.parametrize("case", WAYS_OUT, ids=lambda case: case.name)
def test_the_way_out_gets_past_the_message(case: WayOut, run: Run, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    write(tmp_path, {**FILES, **case.files})
    first = told(run, case.command, tmp_path)
    assert case.said in first
    assert case.way in first
    write(tmp_path, dict(case.mended))
    then = f"{case.command} {case.way}" if case.then is None else case.then
    after = told(run, then, tmp_path)
    assert case.said not in after
    for refused in ("No such option", "has no effect", "have no effect"):
        assert refused not in after


SAYS = {"UsageFault": 1, "SourceFault": 1, "AnswerIsNo": 1, "CheckFailed": 1, "Problem": 4}
"""Where the way out stands among the arguments of what is said."""
PROPOSES = re.compile(r"--[a-z]+|\bdtiscore [a-z]+")
ENOUGH = 9
"""Signs in a row that a case and a way out share where the case is about it."""


def proposals() -> Iterator[tuple[str, list[str]]]:
    """Every way out in the code that stands as one text and proposes an option or a command, in its constant parts."""
    for file in sorted((ROOT / "src" / "dtiscore").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            place = SAYS.get(getattr(call.func, "id", ""), len(call.args))
            ways = [*call.args[place : place + 1], *(key.value for key in call.keywords if key.arg == "fix")]
            for way in ways:
                parts = [one.value for one in ast.walk(way) if isinstance(one, ast.Constant)]
                texts = [text for text in parts if isinstance(text, str)]
                if any(map(PROPOSES.search, texts)):
                    yield f"{file.name}:{call.lineno}", texts


def is_of(text: str, way: str) -> bool:
    """Whether a case types what a part of a way out says."""
    shared = SequenceMatcher(None, text, way, autojunk=False).find_longest_match().size
    return shared >= min(ENOUGH, len(way)) or (PROPOSES.fullmatch(text) is not None and text in way)


def test_every_way_out_that_is_proposed_is_typed_or_said_why_not() -> None:
    typed = [case.way for case in WAYS_OUT]
    without = [
        (place, texts)
        for place, texts in proposals()
        if not any(is_of(text, way) for text in texts for way in typed)
        and not any(beginning in text for beginning in NOT_TYPED for text in texts)
    ]
    assert without == []
    texts = [text for _, each in proposals() for text in each]
    assert [beginning for beginning in NOT_TYPED if not any(beginning in text for text in texts)] == []
