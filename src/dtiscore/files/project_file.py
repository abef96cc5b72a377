"""Finds the project file of a working folder: in it or above, never beyond what belongs to its user."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.files.reading import read_bytes
from dtiscore.said import said

NAME = "dtiscore.toml"
_PYPROJECT = "pyproject.toml"
_MOST_BYTES = 2**20
_OUR_TABLE = re.compile(rb"^[ \t]*\[{1,2}[ \t]*tool[ \t]*\.[ \t]*dtiscore[ \t]*[\].]", re.MULTILINE)


class ProjectFile(NamedTuple):
    """A project file that was found."""

    folder: str
    """The folder of the project."""
    name: str
    """``dtiscore.toml``, or ``pyproject.toml`` with a table of ours."""

    @property
    def path(self) -> str:
        """Where it is."""
        return os.path.join(self.folder, self.name)

    @property
    def shown(self) -> str:
        """Where it is, as messages call it: by its way from the working folder."""
        return os.path.relpath(self.path)

    @property
    def in_pyproject(self) -> bool:
        """Whether it is a table of a file that other programs read too."""
        return self.name == _PYPROJECT

    def text(self) -> str:
        """What it holds.

        Raises:
            SourceFault: it cannot be read, or is no text.
        """
        try:
            return read_bytes(self.shown, max_bytes=_MOST_BYTES).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SourceFault(
                said("{name} is not UTF-8 text", name=self.shown), said("save the file as UTF-8")
            ) from error


def find_project(start: str | None = None) -> ProjectFile | None:
    """The project of a folder, the working folder unless given: in it, or in the nearest one above that has one.

    The way up ends at the top of a repository (which has ``.git``), at the home of the user, and before a folder that
    belongs to somebody else; a project file that does is passed over. What others can put there must not change what a
    user's commands do.

    Raises:
        UsageFault: a folder has two project files.
        SourceFault: a ``pyproject.toml`` cannot be read.
    """
    for folder in _ways_up(os.path.realpath(start or os.getcwd())):
        own = _is_ours(os.path.join(folder, NAME))
        beside = _has_our_table(os.path.join(folder, _PYPROJECT))
        if own and beside:
            message = said("{folder} has two projects: {name} and [tool.dtiscore] of {other}", folder=folder, name=NAME, other=_PYPROJECT)  # fmt: skip
            raise UsageFault(message, said("keep one of them"))
        if own or beside:
            return ProjectFile(folder, NAME if own else _PYPROJECT)
    return None


def _ways_up(folder: str) -> Iterator[str]:
    """A folder and those above it, as far as a project may lie."""
    home = os.path.realpath(os.path.expanduser("~"))
    while _is_ours(folder):
        yield folder
        above = os.path.dirname(folder)
        if folder in (home, above) or os.path.lexists(os.path.join(folder, ".git")):
            return
        folder = above


def _is_ours(path: str) -> bool:
    """Whether there is something of this name that belongs to the user who asks."""
    if sys.platform == "win32":  # there a folder's access list says who may write to it
        return os.path.exists(path)
    try:
        return os.stat(path).st_uid == os.geteuid()
    except OSError:  # it is not there, or may not be looked at
        return False


def _has_our_table(path: str) -> bool:
    return _is_ours(path) and _OUR_TABLE.search(read_bytes(path, max_bytes=16 * _MOST_BYTES)) is not None
