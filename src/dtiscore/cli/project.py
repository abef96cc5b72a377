"""The project of the working folder as one command line meets it: looked for at its start, read when something is asked of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dtiscore.errors import SourceFault
from dtiscore.files.project_file import ProjectFile, find_project

if TYPE_CHECKING:
    from dtiscore.inputs.project import FoundProject

NO_PROJECT = "--no-project"

_at: ProjectFile | None = None
_read: FoundProject | None = None


def look_for_project(arguments: Sequence[str]) -> list[str]:
    """Look where the project is, unless ``--no-project`` is among the arguments; they are given back without it.

    Raises:
        UsageFault: there are two. SourceFault: a ``pyproject.toml`` cannot be read.
    """
    global _at, _read  # noqa: PLW0603 - a process works in one folder, and what tells a fault is given no options
    end = arguments.index("--") if "--" in arguments else len(arguments)
    typed = arguments[:end]
    _at, _read = None, None
    if NO_PROJECT not in typed and not os.environ.get("DTISCORE_NO_PROJECT"):
        _at = find_project()
    return [*(one for one in typed if one != NO_PROJECT), *arguments[end:]]


def forget_project() -> None:
    """Go on without a project, as whoever completes words does."""
    global _at, _read
    _at, _read = None, None


def project_file() -> ProjectFile | None:
    """Where the project is, if there is one."""
    return _at


def project() -> FoundProject | None:
    """The project, if there is one.

    Raises:
        InvalidMethodology: it breaks rules. SourceFault: it cannot be read.
    """
    global _read  # noqa: PLW0603 - as above
    if _at is not None and _read is None:
        from dtiscore.inputs.project import read_project

        _read = read_project(_at)
    return _read


def language_of_project() -> str | None:
    """What the project says of the language, as far as that can be told before it is held against its rules."""
    if _at is None:
        return None
    if _read is not None:
        return _read.project.language
    import tomllib

    try:
        said = tomllib.loads(_at.text())
    except (ValueError, SourceFault):  # told by who reads it whole
        return None
    table = said.get("tool", {}).get("dtiscore", {}) if _at.in_pyproject else said
    language = table.get("language") if isinstance(table, dict) else None
    return language if isinstance(language, str) else None


def edition_of(tables: Sequence[str]) -> str | None:
    """The edition of the project for tables that it names; none for files beside them and for rankings that dtiscore wrote."""
    from dtiscore.inputs.named import NamedTable
    from dtiscore.inputs.standings import is_headed_as_a_ranking

    found = project()
    if found is None or found.project.edition is None:
        return None
    if not all(isinstance(one, NamedTable) for one in tables) or any(map(is_headed_as_a_ranking, tables)):
        return None
    return found.weighting(found.project.edition)
