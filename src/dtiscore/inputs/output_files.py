"""The files of a project as they are there, and its outputs: a report in Markdown with the pictures beside it."""

from __future__ import annotations

import re

from dtiscore.files.paths import is_file
from dtiscore.files.reading import read_bytes
from dtiscore.inputs.project import FoundProject

LARGEST = 2**31
"""Bytes of the largest file that is hashed."""
_PICTURE = re.compile(rb"^!\[.*\]\(([\w.-]+\.svg)\)$", re.MULTILINE)


def read_file(found: FoundProject, file: str) -> bytes | None:
    """A file of a project; ``None`` if it is not there."""
    path = found.path(file)
    return read_bytes(path, max_bytes=LARGEST) if is_file(path) else None


def read_output(found: FoundProject, file: str) -> bytes | None:
    """An output; ``None`` if it is not there, or lacks a picture that it shows."""
    data = read_file(found, file)
    if data is None or not file.endswith(".md"):
        return data
    folder = file.rpartition("/")[0]
    pictures = (f"{folder}/{name.decode()}".lstrip("/") for name in _PICTURE.findall(data))
    return data if all(is_file(found.path(picture)) for picture in pictures) else None
