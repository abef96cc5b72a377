"""Hostile texts in every place of every command: a sample here, all of it by ``python -m fuzz hostile``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from dtiscore.cli import terminal
from dtiscore.render.drawing import screen
from tests.reliability.hostile import EVERY
from tests.reliability.hostile_places import Files, places
from tests.reliability.hostile_runs import FORMS, Found, commands, leak, rotation

SHARE = 40


def test_there_are_two_hundred_texts_and_each_of_them_is_another() -> None:
    assert len(set(EVERY)) == len(EVERY) >= 200


@pytest.mark.slow
@pytest.mark.parametrize("number", range(0, len(EVERY), 46))
def test_no_text_acts_in_any_place(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = Found()
    rotation(number, tmp_path, found, share=SHARE)
    assert found.leaks == []
    assert len(found.placed) > len(places()) / 2  # most texts are taken where they stand, and shown


def test_every_command_answers_on_the_files(tmp_path: Path) -> None:
    """What is drawn beside hostile texts is an answer, not the refusal of a table that nobody could read."""
    files, found = Files(tmp_path, {}), Found()
    found.run(["score", files.table, "-w", files.weights, "-o", files.expected])
    for command in commands(files):
        stream = "stream" in command
        assert found.run([*command, *(["-f", "csv"] if stream else [])]) in (0, 1), command
    assert found.is_clean


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        (screen, ["trend", "EARLIER", "TABLE", "-w", "WEIGHTS", "--width", "40"]),
        (terminal, ["explain", "TABLE", "-w", "WEIGHTS", "--unit", "\x1b[2J"]),
        (terminal, ["score", "TABLE", "-w", "WEIGHTS", "\u202eevil"]),
    ],
    ids=["a screen", "a message", "a usage error"],
)
def test_a_planted_leak_is_found(
    module: ModuleType,
    arguments: Sequence[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = Files(tmp_path, {"§name 1": f"{'x' * 26} ::error::evil"})
    named = {"TABLE": files.table, "EARLIER": files.earlier, "WEIGHTS": files.weights}
    line = [named.get(word, word) for word in arguments]
    found = Found()
    found.run(line)
    assert found.is_clean
    for name in ("safe", "visible", "visible_lines"):
        monkeypatch.setattr(module, name, str, raising=False)
    found.run(line)
    assert not found.is_clean


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("\x1b[2J", "table"),
        ("a\u202e", "json"),
        ("a\tb", "csv"),
        (" ::x", "csv"),
        ("a\n::x", "md"),
        ("a ##vso[x]", "json"),
        ("\r", "html"),
    ],
)
def test_what_acts_is_a_leak(text: str, form: str) -> None:
    assert leak(text, form)
    assert leak("a\nb ## [x] a::b", form) is None
    assert ("-f", form) in FORMS
