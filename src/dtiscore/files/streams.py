"""Writes straight into what is open or cannot be replaced: standard output, descriptors, pipes, devices."""

from __future__ import annotations

import os
import select
import sys
from contextlib import suppress
from typing import IO

from dtiscore import progress
from dtiscore.errors import SourceFault
from dtiscore.files.paths import descriptor_of
from dtiscore.said import said


def pour(name: str, data: bytes) -> None:
    """Write all of ``data`` to the stream called ``name``; raises ``OSError``, or SourceFault if closed."""
    descriptor = descriptor_of(name, dash=1)
    if descriptor == 1:
        _pour_into_standard_output(data)
        return
    file = name if descriptor is None else descriptor
    with open(file, "wb", buffering=0, closefd=descriptor is None, opener=_open_existing) as stream:
        _write_all(stream, data)


def abandon_standard_output() -> None:
    """The reader is gone: let the interpreter's last flush go nowhere instead of failing."""
    # Suppressed where there is no standard output to abandon.
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_existing(path: str, _flags: int) -> int:
    # Without O_CREAT, which systems refuse for another user's pipe in a shared folder.
    return os.open(path, os.O_WRONLY)


def _pour_into_standard_output(data: bytes) -> None:
    stream = sys.stdout
    if stream is None or stream.closed:
        raise SourceFault(said("standard output is closed"), fix=said("Write to a file: -o result.csv"))
    if progress.is_heard() and stream.isatty():
        progress.hide()
    stream.flush()  # what was printed before comes first
    buffer = stream.buffer
    # Past the buffer: bytes left in it after a failure would fail once more, loudly, when Python ends.
    _write_all(getattr(buffer, "raw", buffer), data)


def _write_all(stream: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written: int | None = stream.write(rest)
        if written is None:  # the stream does not wait by itself, and its reader is behind
            select.select((), (stream,), ())
        else:
            rest = rest[written:]
