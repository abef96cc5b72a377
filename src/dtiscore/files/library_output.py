"""Keeps standard output clean of what compiled libraries print past Python."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STDOUT = 1


@contextmanager
def without_library_output() -> Iterator[None]:
    """Sends what is written straight to the standard output of the process nowhere, until the block ends.

    The solver behind scipy's mixed programmes prints a line of its own in rare cases, which would stand in the middle of
    a CSV. Where there is no standard output, or nowhere to send it, nothing is done.
    """
    try:
        sys.stdout.flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        kept = os.dup(_STDOUT)
    except (OSError, ValueError, AttributeError):
        yield
        return
    try:
        os.dup2(nowhere, _STDOUT)
        yield
    finally:
        os.dup2(kept, _STDOUT)
        for descriptor in (nowhere, kept):
            with suppress(OSError):  # that a device cannot be closed harms no result
                os.close(descriptor)
