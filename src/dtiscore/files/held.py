"""Where a file is read that has been written and is not in its place yet, as outputs of a project are made of each other."""

from __future__ import annotations

import os
from pathlib import Path

_instead: dict[str, str] = {}
"""By the path of a file the temporary one that will be put there."""


def hold(target: Path, temporary: Path) -> None:
    """Let a temporary file be read from now on by the name of the one that it will replace."""
    _instead[os.fspath(target)] = os.fspath(temporary)


def let_go(target: Path | None = None) -> None:
    """Read one file where it is again, or all."""
    if target is None:
        _instead.clear()
    else:
        _instead.pop(os.fspath(target), None)


def where_read(name: str) -> str:
    """The path under which a file of that name is read."""
    return _instead.get(os.path.realpath(name), name) if _instead else name
