"""Writes straight into what is open or cannot be replaced: standard output, descriptors, pipes, devices."""

from __future__ import annotations

import errno
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from dtiscore import progress
from dtiscore.errors import SourceFault
from dtiscore.files.paths import descriptor_of, reason_of, shown
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


def write_stdout(text: str) -> None:
    """Write text to standard output as UTF-8, whatever the locale, with line ends as they are.

    Raises :class:`SourceFault` when standard output is closed or full; ``BrokenPipeError`` passes.
    """
    with naming("-"):
        # A file name quoted in the text may hold bytes that are no text; they come out as escapes.
        pour("-", text.encode("utf-8", "backslashreplace"))


@contextmanager
def printing() -> Iterator[None]:
    """Around what prints to standard output by itself, as a parser does its help.

    Raises :class:`SourceFault` as :func:`write_stdout` does.
    """
    try:
        with naming("-"):
            yield
            if sys.stdout is None:
                raise _closed()
            sys.stdout.flush()
    except SourceFault:
        abandon_standard_output()
        raise


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
        raise _closed()
    if progress.is_heard() and stream.isatty():
        progress.hide()
    stream.flush()  # what was printed before comes first
    buffer = stream.buffer
    # Past the buffer: bytes left in it after a failure would fail once more, loudly, when Python ends.
    _write_all(getattr(buffer, "raw", buffer), data)


def _closed() -> SourceFault:
    return SourceFault(said("standard output is closed"), fix=said("Write to a file: -o result.csv"))


def _write_all(stream: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        written: int | None = stream.write(rest)
        if written is None:  # the stream does not wait by itself, and its reader is behind
            select.select((), (stream,), ())
        else:
            rest = rest[written:]


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Translate what the system says while ``name`` is written."""
    try:
        yield
    except BrokenPipeError:
        raise  # a reader such as ``head`` that has seen enough is nobody's fault
    except OSError as error:
        raise _fault(name, error) from error


def _fault(name: str, error: OSError) -> SourceFault:
    file = said("standard output") if name == "-" else shown(name)
    folder = os.path.dirname(name) or "."
    if isinstance(error, IsADirectoryError):
        return SourceFault(said("{file} is a folder, not a file", file=file), fix=said("Name a file in it."))
    if not os.path.isdir(folder):
        return SourceFault(
            said(
                "{file} cannot be written: there is no folder {folder}",
                file=file,
                folder=shown(folder),
            ),
            fix=said("Create the folder first, or write to another one."),
        )
    fix = None
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        fix = said(
            "Check that you may write to its folder, and close other programs that hold the file open."
        )
    elif error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        fix = said("Free some space, or write to another disk.")
    return SourceFault(
        said("{file} cannot be written: {reason}", file=file, reason=reason_of(error)), fix=fix
    )
