"""How much of a large file the system holds in its memory: it would hold all, and finding that takes longer than the disk."""

from __future__ import annotations

import os

KEPT = 64 * 2**20
"""Bytes of a file, those written last, that stay in the memory of the system."""


def release(descriptor: int, start: int, end: int) -> None:
    """Let the system take back the memory in which it holds a part of a file, where it can be told."""
    if end > start and hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, start, end - start, os.POSIX_FADV_DONTNEED)


def begin_writing(descriptor: int, start: int, end: int) -> None:
    """Let the system write a part of a file now, so that little is left to be waited for in the end."""
    # Once asked, it begins to write; asked again, it gives up what is written.
    release(descriptor, start, end)


def release_written(descriptor: int, start: int, end: int) -> None:
    """Let the system write a part of a file now, and take back the memory of what was written well before it."""
    begin_writing(descriptor, start, end)
    release(descriptor, 0, start - KEPT)
