"""One list names the questions, and each is a folder with a command."""

from __future__ import annotations

from tests.conftest import ROOT

from dtiscore.questions import QUESTIONS


def test_every_question_is_a_folder_and_every_folder_a_question() -> None:
    folders = {path.parent.name for path in (ROOT / "src/dtiscore/questions").glob("*/command.py")}
    assert set(QUESTIONS) == folders
    assert len(set(QUESTIONS)) == len(QUESTIONS)
