"""How a process that handles one block after the other keeps what it has: freed memory, and time for garbage."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Parameters of ``mallopt`` in the C library of GNU."""
_KEPT = 128 * 2**20
_LARGEST_MMAP_THRESHOLD = 32 * 2**20


class _Thresholds:
    """The thresholds of the garbage collector, which belong to the process: whoever comes last puts them back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._before = gc.get_threshold()

    def raise_them(self) -> None:
        with self._lock:
            self._users += 1
            if self._users == 1:
                self._before = gc.get_threshold()
                gc.set_threshold(1_000_000)

    def put_back(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                gc.set_threshold(*self._before)


_THRESHOLDS = _Thresholds()


@contextmanager
def seldom_looking_for_garbage() -> Iterator[None]:
    """Look for garbage rarely while much is made and all of it is kept; Python looks anew at all there is again and again."""
    _THRESHOLDS.raise_them()
    try:
        yield
    finally:
        _THRESHOLDS.put_back()


@contextmanager
def keeping_memory() -> Iterator[None]:
    """Let the memory of one block serve the next, and look for garbage rarely, as blocks make none.

    Otherwise the C library gives every block back to the system and asks for it anew, which takes a tenth of the time
    of a large table, and half of that of many small rankings. What is free in the end is given back.
    """
    _of_gnu("mallopt", _MMAP_THRESHOLD, _LARGEST_MMAP_THRESHOLD)
    _of_gnu("mallopt", _TRIM_THRESHOLD, _KEPT)
    _of_gnu("mallopt", _ARENA_MAX, 1)  # one store of free memory for all threads
    try:
        with seldom_looking_for_garbage():
            yield
    finally:
        give_back()


def give_back() -> None:
    """Give the system what memory is free: what comes next is of another kind, and would not use it."""
    _of_gnu("malloc_trim", 0)


def _of_gnu(function: str, *arguments: int) -> None:
    """Call a function of the C library of GNU, where that is the one there is."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            getattr(ctypes.CDLL(None), function)(*arguments)
