"""What the name of a file means: an open stream or a path, the file behind it, and its look in a message."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TypeAlias

from dtiscore.errors import SourceFault
from dtiscore.files.held import where_read
from dtiscore.said import Said, Spoken, said

FileName: TypeAlias = str | os.PathLike[str]
"""A path as a user or a program gives it; ``-`` is standard input or standard output."""

_STANDARD_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,9})")

_MOST_SHOWN = 60
"""Characters of a text that stands where a path is meant, by which its owner knows it again."""


def descriptor_of(name: str, *, dash: int) -> int | None:
    """The open descriptor that a name such as ``/dev/fd/3`` stands for; ``dash`` is the one of ``-``."""
    if name == "-":
        return dash
    if name in _STANDARD_STREAMS:
        return _STANDARD_STREAMS[name]
    match = _DESCRIPTOR.fullmatch(name)
    return int(match[1]) if match else None


def identity_of(name: str, *, dash: int) -> tuple[int, int] | None:
    """What makes an existing regular file itself: its device and number there; ``None`` for all else."""
    descriptor = descriptor_of(name, dash=dash)
    try:
        # Behind a folder that does not exist, as in new/../a.csv, is the file that will be written.
        file = name if os.path.exists(name) else os.path.realpath(name)
        status = os.stat(file if descriptor is None else descriptor)
    except (OSError, ValueError):  # what does not exist is no other file either
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def refuse_impossible_name(name: str) -> None:
    """Raise :class:`SourceFault` for a name that no file can have."""
    if not name:
        raise SourceFault(said("the name of the file is empty"), fix=said("Give the path of a file."))
    try:
        possible = b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise SourceFault(
            said("{name} cannot be the name of a file", name=shown(name)),
            fix=said("Give the path of a file."),
        )
    first, *rest = name.splitlines()
    if rest and not os.path.lexists(name):
        raise SourceFault(
            said(
                'a text of {n} lines that begins "{beginning}" is no path of a file',
                n=1 + len(rest),
                beginning=shown(first)[:_MOST_SHOWN],
            ),
            fix=said(
                "Give the path of a file, or in Python a table as a DataFrame and an edition as a dict."
            ),
        )


def is_there(name: str) -> bool:
    """Whether something has this name; never for a text that cannot be one, at which ``Path.exists`` fails."""
    return os.path.exists(where_read(name))


def can_be_read(name: str) -> bool:
    """Whether something has this name that is no folder: beside one, a name means what else is called so."""
    return is_there(name) and not os.path.isdir(where_read(name))


def is_file(name: str) -> bool:
    """Whether a regular file has this name, or a link to one."""
    return os.path.isfile(where_read(name))


def is_filled(name: str) -> bool:
    """Whether a regular file of this name holds anything."""
    path = where_read(name)
    return os.path.isfile(path) and os.stat(path).st_size > 0


def lies_in(folder: str, name: str) -> bool:
    """Whether what has this name lies in a folder or below it, wherever links lead."""
    return target_of(name).is_relative_to(target_of(folder))


def target_of(name: str) -> Path:
    """The file that a name means, wherever links lead."""
    return Path(name).resolve()


def path_below(folder: str, name: str) -> str | None:
    """The path of a file from a folder in which it lies, with ``/`` between folders; ``None`` where it lies elsewhere."""
    try:
        return target_of(name).relative_to(target_of(folder)).as_posix()
    except (OSError, ValueError):
        return None


def shown(name: str) -> str:
    """A name as text for a message: bytes in it that are no text become escapes."""
    return name if isinstance(name, Spoken) else name.encode("utf-8", "backslashreplace").decode()


_REASONS: dict[str, Said] = {
    reason: reason
    for reason in (
        said("Permission denied"),
        said("Operation not permitted"),
        said("Read-only file system"),
        said("No space left on device"),
        said("Disk quota exceeded"),
        said("File too large"),
        said("File name too long"),
        said("Too many open files"),
        said("Device or resource busy"),
        said("Input/output error"),
    )
}
"""The words of Unix systems for what happens to files of users, which a catalogue can say otherwise."""


def reason_of(error: OSError) -> str:
    """Why the system refused, in its own words."""
    reason = error.strerror or type(error).__name__
    return _REASONS.get(reason, reason)
