"""One thing that was noticed about a file: what may be declared or done, and the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dtiscore.errors import Place

Topic = Literal["file", "encoding", "font", "sheet", "delimiter", "headings", "numbers", "missing", "units"]

OPTIONS: Mapping[str, str] = {
    "encoding": "--encoding",
    "sheet": "--sheet",
    "delimiter": "--delimiter",
    "skip_rows": "--skip-rows",
    "header_rows": "--header-rows",
    "unit_column": "--unit-column",
    "name_column": "--name-column",
    "decimal": "--decimal",
    "grouping": "--grouping",
    "missing": "--missing",
    "percent": "--percent",
    "ignore_units": "--ignore-unit",
}
"""The option of the command line for each declaration that may be suggested."""

Declarations = Mapping[str, Any]
"""Declarations about a table by their names in Python; a repeated one has a list."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was noticed, and what may be declared because of it."""

    topic: Topic
    reason: str
    """The evidence in a sentence."""
    declares: Declarations = field(default_factory=dict)
    """What may be declared; nothing where only a person can tell or mend it."""
    place: Place | None = None
    sample: str | None = None
    """What stands there, or how it would read."""
    remedy: str | None = None
    """What to do where no declaration helps."""
    choices: tuple[Declarations, ...] = ()
    """Declarations of which one is right, and the file does not tell which."""


def arguments(declares: Declarations) -> list[str]:
    """Declarations as words of a command line."""
    words: list[str] = []
    for name, option in OPTIONS.items():
        if name in declares:
            value = declares[name]
            values: Sequence[Any] = value if isinstance(value, list) else [value]
            for each in values:
                words += [option, "tab" if each == "\t" else str(each)]
    return words
