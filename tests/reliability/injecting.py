"""A file system that fails at one chosen step: every open, write, flush, fsync, rename, link and removal is counted."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import pytest

STEPS = ("open", "close", "fsync", "fchmod", "replace", "rename", "link", "unlink")
"""Functions of ``os`` that writing a file goes through."""


@dataclass
class FailingSystem:
    """Counts the steps; the one with the number ``failing`` raises ``error``, all others do what they do."""

    failing: int | None = None
    error: Callable[[], BaseException] = lambda: OSError(errno.EIO, os.strerror(errno.EIO))
    steps: list[str] = field(default_factory=list)

    def step(self, name: str) -> None:
        """Count a step, and fail if its turn has come."""
        self.steps.append(name)
        if len(self.steps) - 1 == self.failing:
            raise self.error()


class _Stream:
    """An open file whose writes, flushes and closing are steps."""

    def __init__(self, stream: Any, system: FailingSystem) -> None:
        self._stream = stream
        self._system = system

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, data: bytes) -> int:
        try:
            self._system.step("write")
        except BaseException:
            self._stream.write(data[: len(data) // 2])  # a disk fills up in the middle of a file
            raise
        written: int = self._stream.write(data)
        return written

    def flush(self) -> None:
        self._system.step("flush")
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()
        self._system.step("close stream")


@contextmanager
def failing(system: FailingSystem) -> Iterator[FailingSystem]:
    """Send every step of writing through ``system``; reading is left alone."""
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, _counted(name, getattr(os, name), system))
        true_open = io.open

        def opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            if not set(mode) & set("wxa+"):
                return true_open(file, mode, *arguments, **options)
            system.step("create")
            return _Stream(true_open(file, mode, *arguments, **options), system)

        patch.setattr(io, "open", opened)
        yield system


def _counted(name: str, function: Callable[..., Any], system: FailingSystem) -> Callable[..., Any]:
    def counted(*arguments: Any, **options: Any) -> Any:
        system.step(name)
        return function(*arguments, **options)

    return counted
