"""Plain data as TOML: a table for each group, an array of tables for inner nodes, a line for each leaf."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.writing.quotes import in_quotes

WIDTH = 110
"""The longest line in which a group of keys stands in braces."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(data: Mapping[str, Value]) -> str:
    """The whole weighting file; TOML has no null, and no methodology needs one."""
    return "\n".join(_table(data, "")).lstrip("\n") + "\n"


def _table(data: Mapping[str, Value], name: str) -> Iterator[str]:
    """The lines of one table: first what stands in it, then the tables below it."""
    inside = {key: value for key, value in data.items() if _stands_inside(key, value)}
    for key, value in inside.items():
        yield from _entry(key, value)
    for key, value in data.items():
        if key in inside:
            continue
        below = f"{name}.{_key(key)}" if name else _key(key)
        if isinstance(value, dict):
            yield from ("", f"[{below}]")
            yield from _table(value, below)
        for item in value if isinstance(value, list) else ():
            assert isinstance(item, dict)
            yield from ("", f"[[{below}]]")
            yield from _table(item, below)


def _stands_inside(key: str, value: Value) -> bool:
    """Whether a value stands on a line of its table, or as one list of lines, rather than in a table of its own."""
    if isinstance(value, dict):
        return "children" not in value and len(f"{_key(key)} = {_inline(value)}") <= WIDTH
    if isinstance(value, list):
        return not any(isinstance(item, dict) and "children" in item for item in value)
    return True


def _entry(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield f"{_key(key)} = ["
        yield from (f"  {_inline(item)}," for item in value)
        yield "]"
    else:
        yield f"{_key(key)} = {_inline(value)}"


def _inline(value: Value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return in_quotes(value) if isinstance(value, str) else json.dumps(value)  # as in JSON


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else in_quotes(key)
