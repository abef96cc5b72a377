"""A question in a process of its own is answered, or told to have none, whatever it does to its process."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dtiscore.files import own_process
from dtiscore.files.own_process import CAN_FORK, ProcessEnded, ask_in_own_process

OPEN_FILES = Path("/proc/self/fd")

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="a process cannot be parted from another one here")


def test_an_answer_comes_back_however_long() -> None:
    assert ask_in_own_process(lambda: {"a": [1.5, None]}) == {"a": [1.5, None]}
    assert len(ask_in_own_process(lambda: "x" * 1_000_000)) == 1_000_000


def test_a_process_that_ends_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_process, "_TIMEOUT", 0.1)
    for question in (os.abort, lambda: os._exit(0), lambda: 1 / 0, lambda: time.sleep(60)):
        with pytest.raises(ProcessEnded):
            ask_in_own_process(question)


@pytest.mark.slow
@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="the system does not list what a process has open")
def test_nothing_of_it_stays_open() -> None:
    before = len(list(OPEN_FILES.iterdir()))
    for _ in range(20):
        ask_in_own_process(lambda: None)
    assert len(list(OPEN_FILES.iterdir())) == before
