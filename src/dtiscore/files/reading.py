"""Reads a whole file, or standard input, into bytes."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.files.held import where_read
from dtiscore.files.paths import FileName, descriptor_of, reason_of, refuse_impossible_name, shown
from dtiscore.said import Said, said, with_or
from dtiscore.shell_words import as_word

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
    from typing_extensions import Buffer

_CHUNK = 2**20


def read_bytes(source: FileName, *, max_bytes: int) -> bytes:
    """All bytes of a file, or of standard input when ``source`` is ``-``.

    Raises :class:`UsageFault` when standard input is a terminal, where waiting would look like a hang,
    and :class:`SourceFault` when there is nothing to read, it may not be read, is not a regular file (a
    named pipe could block for ever), holds more than ``max_bytes`` or changes while it is read. A pipe that the
    shell has already opened, as in ``dtiscore score <(zcat data.csv.gz)``, is read like standard input.
    """
    name = os.fspath(source)
    descriptor = descriptor_of(name, dash=0)
    if descriptor == 0:
        return _read_standard_input(max_bytes)
    refuse_impossible_name(name)
    try:
        file = where_read(name) if descriptor is None else descriptor
        _refuse_unreadable(name, os.stat(file), max_bytes, opened=descriptor is not None)
        with _opened(file, name) as stream:
            return _drain(stream, name, max_bytes)
    except OSError as error:
        raise _fault(name, error) from error


@contextmanager
def stream_of(source: FileName) -> Iterator[IO[bytes]]:
    """A file, or standard input for ``-``, to be read piece by piece however large it is.

    Raises what :func:`read_bytes` raises, also for what the system says while it is read.
    """
    name = os.fspath(source)
    descriptor = descriptor_of(name, dash=0)
    if descriptor == 0:
        yield _standard_input()
        return
    refuse_impossible_name(name)
    try:
        file = where_read(name) if descriptor is None else descriptor
        _refuse_unreadable(name, os.stat(file), sys.maxsize, opened=descriptor is not None)
        with _opened(file, name) as stream:
            yield stream
    except BrokenPipeError:  # nobody reads what is written meanwhile: the file itself is sound
        raise
    except OSError as error:
        raise _fault(name, error) from error


def size_of(source: FileName) -> int | None:
    """How many bytes a file holds; ``None`` for standard input, what is no file, and what is not there."""
    name = os.fspath(source)
    if descriptor_of(name, dash=0) is not None:
        return None
    try:
        status = os.stat(where_read(name))
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def arrow_file_of(source: FileName) -> tuple[pa.NativeFile, Unchanged]:
    """A file as Arrow reads it, here and there, and what tells at its end whether it changed meanwhile.

    Raises :class:`SourceFault` when it cannot be opened.
    """
    import pyarrow as pa

    name = os.fspath(source)
    try:
        opened = pa.OSFile(where_read(name))
    except OSError as error:
        raise _fault(name, error) from error
    return opened, Unchanged(name, opened.fileno())


def _opened(file: str | int, name: str) -> IO[bytes]:
    """A file, or what is open under a descriptor, which stays open; its end tells whether it changed while it was read."""
    stream = open(file, "rb", buffering=0, closefd=isinstance(file, str))  # noqa: SIM115 - closed by what watches it
    return io.BufferedReader(_Watched(stream, name))


class _Watched(io.RawIOBase):
    """A file that raises :class:`SourceFault` at its end if somebody wrote to it meanwhile."""

    def __init__(self, stream: io.FileIO, name: str) -> None:
        self._file = stream
        self._unchanged = Unchanged(name, self._file.fileno())

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int | None:
        read = self._file.readinto(buffer)
        if read == 0:
            self._unchanged.require(ended_at=self._file.tell() if self._file.seekable() else None)
        return read

    def close(self) -> None:
        self._file.close()
        super().close()


class Unchanged:
    """What an open file was when reading began, to be held against what it is at the end.

    Of a pipe nothing can be told: it is read once, as it comes.
    """

    def __init__(self, name: str, descriptor: int) -> None:
        self._name = name
        self._descriptor = descriptor
        self._before = self._state()

    def require(self, ended_at: int | None = None) -> None:
        """Raise :class:`SourceFault` when the size of the file or the time of its last change is another one.

        Also where it ended elsewhere than at its size, as one on a server that has gone away may; a file that the
        system makes while it is read, such as those in /proc, has the size 0.
        """
        now = self._state()
        is_cut = now is not None and now[0] > 0 and ended_at is not None and ended_at != now[0]
        if now != self._before or is_cut:
            raise SourceFault(
                said("{name} changed while it was read", name=shown(self._name)),
                fix=said("Wait until nothing writes to it, then run again; or read a copy."),
            )

    def _state(self) -> tuple[int, int] | None:
        status = os.fstat(self._descriptor)
        return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


def _read_standard_input(max_bytes: int) -> bytes:
    try:
        return _drain(_standard_input(), said("standard input"), max_bytes)
    except OSError as error:
        raise SourceFault(said("standard input cannot be read: {reason}", reason=reason_of(error))) from error


def _standard_input() -> IO[bytes]:
    stream = sys.stdin
    if stream is None or stream.closed:
        raise SourceFault(said("standard input is closed"), fix=said("Name a file, or pipe the data in."))
    if stream.isatty():
        raise UsageFault(
            said("data is awaited on standard input, but that is the keyboard"),
            fix=said("Name a file instead of -, or pipe the data in: cat data.csv | dtiscore …"),
        )
    try:
        return _opened(stream.buffer.fileno(), said("standard input"))
    except io.UnsupportedOperation:  # what a program put in its place is no file
        return stream.buffer


def _refuse_unreadable(name: str, status: os.stat_result, max_bytes: int, *, opened: bool) -> None:
    if stat.S_ISREG(status.st_mode):
        if status.st_size > max_bytes:
            raise _too_large(name, max_bytes)
    elif stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    elif not (opened and (stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode))):
        raise SourceFault(
            said("{name} is a pipe or a device, not a file", name=shown(name)),
            fix=said(
                "Give a file, or send the data to standard input: dtiscore … - < {name}", name=as_word(name)
            ),
        )


def _drain(stream: IO[bytes], name: str, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    held = 0
    while chunk := stream.read(_CHUNK):
        held += len(chunk)
        if held > max_bytes:
            raise _too_large(name, max_bytes)
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large(name: str, max_bytes: int) -> SourceFault:
    from dtiscore.tables.sizes import size_in_words  # hardly ever

    return SourceFault(
        said(
            "{name} holds more than {limit}, the most that is read at once",
            name=shown(name),
            limit=size_in_words(max_bytes),
        ),
        fix=said(
            "Check that it is the file you mean. A table of many units is scored whole with --max-bytes, or piece by piece: dtiscore score --engine stream."
        ),
    )


def is_folder(name: str) -> SourceFault:
    """What is told of a folder where a file is wanted."""
    return SourceFault(
        said("{name} is a folder, not a file", name=shown(name)), fix=said("Name a file in it.")
    )


def _fault(name: str, error: OSError) -> SourceFault:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SourceFault(said("{name} does not exist", name=shown(name)), fix=_what_may_be_meant(name))
    if isinstance(error, IsADirectoryError):
        return is_folder(name)
    fix = None
    if isinstance(error, PermissionError):
        fix = said("Ask its owner for permission to read it, and close other programs that hold it open.")
    return SourceFault(
        said("{name} cannot be read: {reason}", name=shown(name), reason=reason_of(error)), fix=fix
    )


def _what_may_be_meant(name: str) -> Said:
    folder = os.path.dirname(name)
    if folder and not os.path.isdir(folder):
        return said("There is no folder {folder}; check the spelling.", folder=shown(folder))
    from dtiscore.files.neighbours import near_names

    near = [shown(path) for path in near_names(name)]
    same = [path for path in near if unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", name)]
    if same:
        return said(
            "A file is there whose name looks the same and is written in other characters, as Macs write it: "
            "copy its name from here: {names}",
            names=with_or(map(as_word, same)),
        )
    if near:
        return said("Did you mean {names}?", names=with_or(near))
    return said("Check the spelling and the folder.")
