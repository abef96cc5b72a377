"""A folder of its own for files as they were at another time, which is gone once they have been read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from dtiscore.files.staging import temporary_folder


@contextmanager
def former_files(files: Mapping[str, bytes]) -> Iterator[str]:
    """A folder with these files, by their ways from it.

    Ways that would lead out of it are left out: they come from a repository, which may be a stranger's.
    """
    with temporary_folder() as folder:
        for file, data in files.items():
            path = folder / file
            if path.resolve().is_relative_to(folder):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        yield os.fspath(folder)
