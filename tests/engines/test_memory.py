"""What is set for the time of a large table is set back, and nothing is asked of a C library that is not GNU's."""

from __future__ import annotations

import gc
import sys

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest

from dtiscore.engines.memory import keeping_memory


@pytest.mark.parametrize("platform", [sys.platform, "win32"])
def test_what_was_set_is_set_back(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    before = pa.default_memory_pool().backend_name, gc.get_threshold()
    with keeping_memory():
        assert pa.default_memory_pool().backend_name == "system"
        assert gc.get_threshold()[0] == 1_000_000
    assert (pa.default_memory_pool().backend_name, gc.get_threshold()) == before
