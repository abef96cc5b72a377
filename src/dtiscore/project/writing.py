"""A project file as it is written: how each table is read, and which weighting file scores it."""

from __future__ import annotations

import json
from collections.abc import Mapping


def table_text(name: str, file: str, reading: Mapping[str, object], *, in_pyproject: bool = False) -> str:
    """The lines of a table of a project: its file, from the folder of the project, and what is declared about it."""
    within = "tool.dtiscore." if in_pyproject else ""
    told = {"file": file, **reading}
    return "\n".join([f"[{within}tables.{name}]", *map(key_text, told, told.values()), ""])


def key_text(key: str, value: object) -> str:
    """A key and its value as TOML has them."""
    return f"{key} = {_value(value)}"


def _value(value: object) -> str:
    """Texts, numbers, truth values and lists of them are the same in TOML as in JSON."""
    return json.dumps(value, ensure_ascii=False)
