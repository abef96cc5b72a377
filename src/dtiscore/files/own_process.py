"""Asks a library a question in a process of its own, which it may end without harm to this one."""

from __future__ import annotations

import faulthandler
import os
import pickle
import select
import signal
import sys
import warnings
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""Whether a process can be parted from this one; on macOS its system libraries do not survive that."""
_TIMEOUT = 10.0
"""Seconds until an answer is no longer awaited."""


class ProcessEnded(Exception):
    """The process ended without an answer: the library crashed, or never came back."""


def ask_in_own_process(question: Callable[[], T]) -> T:
    """The answer to a question, asked in a copy of this process; it must be made of plain values.

    Raises:
        ProcessEnded: there was no answer. Whatever the question itself raises counts as none.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns that a lock may be held by a thread that the copy lacks. The copy runs nothing but the question
        # and is not awaited for longer than an answer takes.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _answer(question, reading, writing)
    os.close(writing)
    try:
        answer = _received(reading)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)  # no harm where it has ended by itself: it is not waited for yet
        os.waitpid(child, 0)
    try:
        found: T = pickle.loads(answer)  # noqa: S301 - from a copy of this process, not from a file
    except (EOFError, pickle.UnpicklingError) as error:
        raise ProcessEnded from error
    return found


def _answer(question: Callable[[], object], reading: int, writing: int) -> None:
    """In the copy: send the answer and end at once, without what Python does at the end of a process."""
    try:
        os.close(reading)
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library that gives up says so there, to nobody's use
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(question(), stream)
    finally:
        os._exit(0)


def _received(reading: int) -> bytes:
    """All that comes until the other end is closed, or patience is."""
    parts: list[bytes] = []
    while select.select((reading,), (), (), _TIMEOUT)[0]:
        part = os.read(reading, 2**16)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return b""
