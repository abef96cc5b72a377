"""What is set for the time of a large table is set back, and nothing is asked of a C library that is not GNU's."""

from __future__ import annotations

import gc
import sys

import pytest

from dtiscore.memory import keeping_memory, seldom_looking_for_garbage


@pytest.mark.parametrize("platform", [sys.platform, "win32"])
def test_what_was_set_is_set_back(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    before = gc.get_threshold()
    with keeping_memory():
        assert gc.get_threshold()[0] == 1_000_000
    assert gc.get_threshold() == before


def test_the_collector_is_left_as_it_was_by_whoever_comes_last() -> None:
    """Two threads read a weighting file each: the first to end leaves the second alone, and the second the process."""
    before = gc.get_threshold()
    first, second = seldom_looking_for_garbage(), seldom_looking_for_garbage()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold()[0] == 1_000_000
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before
