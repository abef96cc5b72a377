"""The lock of a project: what its outputs were made from, a fact a line, so that git shows what has moved.

It is TOML like the project file, sorted, and names no folder beyond that of the project, no machine and no time. A table is
known by the hash of its bytes and by that of what was read, so that one that was saved anew with the same figures is the
same. Beside the latter stands a short hash of each column and of each row: they say which cells moved where the old figures
are nowhere to be found.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import Model
from dtiscore.methodology.writing.quotes import in_quotes
from dtiscore.said import said
from dtiscore.tables.contents import Contents, RowKey, digest_of

NAME = "dtiscore.lock"

FORMAT = 1
"""The form of the file; one of another form is made anew."""

MOST_ROWS = 2000
"""Rows beyond which a lock has no hash for each: columns alone then say where a table moved."""

_HEAD = """\
# Made by dtiscore run: what the outputs were made from. dtiscore check holds the project against it.
# Do not edit it; after a merge that touched it, run dtiscore run again.
"""


class LockedContents(Model):
    """What was read of a table."""

    content: str
    """The hash of all of it."""
    columns: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, str] = Field(default_factory=dict)
    """By :func:`row_name`; none of a table of very many rows."""


class LockedTable(Model):
    """A table that outputs were made from."""

    bytes: str
    under: dict[str, LockedContents] = Field(default_factory=dict)
    """What was read of it, by the id of the edition under which it was, with the period and the group where those alone were."""


class LockedEdition(Model):
    """An edition that outputs were made under."""

    sha256: str
    file: str | None = None
    """The weighting file; none of a built-in edition."""
    bytes: str | None = None
    parts: dict[str, str] = Field(default_factory=dict)
    """Of a file: a hash of each node by its code, and of all else."""


class LockedOutput(Model):
    """A file that was made."""

    command: str
    file: str
    bytes: str
    content: str
    """The hash of what it says: but for the version of dtiscore that wrote it, and from which bytes."""
    inputs: str
    """The hash of all that it was made from, and of the versions that made it: where it is the same, nothing has to be made."""
    tables: tuple[str, ...] = ()
    weights: str | None = None
    options: dict[str, Any] = Field(default_factory=dict)


class Lock(Model):
    """All that outputs were made from."""

    format: int = FORMAT
    software: dict[str, str] = Field(default_factory=dict)
    """The versions of dtiscore, of Python and of what can move a digit."""
    files: dict[str, str] = Field(default_factory=dict)
    """The project file and other files that were read: the hash of the bytes of each."""
    tables: dict[str, LockedTable] = Field(default_factory=dict)
    editions: dict[str, LockedEdition] = Field(default_factory=dict)
    """By their weighting files, built-in ones by their ids."""
    outputs: dict[str, LockedOutput] = Field(default_factory=dict)
    """By their names in the project."""


def row_name(key: RowKey) -> str:
    """What a row is called in a lock: its unit, and its period and group where it has them."""
    return " / ".join(part for part in key if part is not None)


def locked_contents(contents: Contents) -> LockedContents:
    """The hashes of what was read of a table."""
    found = digest_of(contents)
    rows = found.rows if len(found.rows) <= MOST_ROWS else {}
    named = {row_name(key): value for key, value in rows.items()}
    return LockedContents(content=found.all, columns=dict(found.columns), rows=named)


def lock_text(lock: Lock) -> str:
    """The lock as its file says it."""
    return _HEAD + "\n".join(_lines(lock.model_dump(exclude_none=True, exclude_defaults=False), ())) + "\n"


def read_lock(text: str, source: str) -> Lock:
    """The lock in a text.

    Raises:
        UsageFault: it is no lock, such as one with the marks of a merge, or one of a later form.
    """
    fix = said("make it anew: dtiscore run")
    lines = enumerate(text.splitlines(), 1)
    merged = next((at for at, line in lines if line.startswith("<<<<<<< ")), None)
    if merged is not None:
        message = said(
            "{source} has the marks of a merge that is not finished, on line {line}",
            source=source,
            line=merged,
        )
        raise UsageFault(message, fix)
    try:
        data = tomllib.loads(text)
        if data.get("format", FORMAT) != FORMAT:
            raise UsageFault(said("{source} was made by another version of dtiscore", source=source), fix)
        return Lock.model_validate(_with_tuples(data))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise UsageFault(said("{source} is no lock of dtiscore", source=source), fix) from error


def _with_tuples(data: Any) -> Any:
    """Data of TOML for frozen models, which hold tuples where a file has lists."""
    if isinstance(data, dict):
        return {key: _with_tuples(value) for key, value in data.items()}
    return tuple(map(_with_tuples, data)) if isinstance(data, list) else data


_BARE = re.compile(r"[A-Za-z0-9_-]+")


def _lines(data: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    """A table: its values, a line each, then the tables in it; all by the alphabet."""
    for key, value in sorted(data.items()):
        if not isinstance(value, Mapping):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in sorted(data.items()):
        if not isinstance(value, Mapping) or not value:
            continue
        path = (*above, key)
        if any(not isinstance(one, Mapping) for one in value.values()):
            yield from ("", f"[{'.'.join(map(_key, path))}]")
        yield from _lines(value, path)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else in_quotes(key)


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return in_quotes(value) if isinstance(value, str) else json.dumps(value)
