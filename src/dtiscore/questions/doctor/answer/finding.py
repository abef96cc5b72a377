"""One thing that was noticed about a file: what may be declared or done, and the evidence for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dtiscore.errors import Place
from dtiscore.said import Said
from dtiscore.tables.declarations import option_of
from dtiscore.tables.options import TableOptions

Topic = Literal["file", "encoding", "font", "sheet", "delimiter", "headings", "numbers", "missing", "units"]

Declarations = Mapping[str, Any]
"""Declarations about a table by their names in Python; a repeated one has a list."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What was noticed, and what may be declared because of it."""

    topic: Topic
    reason: Said
    """The evidence in a sentence."""
    declares: Declarations = field(default_factory=dict)
    """What may be declared; nothing where only a person can tell or mend it."""
    place: Place | None = None
    sample: str | None = None
    """What stands there, or how it would read."""
    remedy: Said | None = None
    """What to do where no declaration helps."""
    choices: tuple[Declarations, ...] = ()
    """Declarations of which one is right, and the file does not tell which."""
    is_open: bool = False
    """Whether what is declared changes what the cells mean, so that a person has to say that it is right."""
    bars: bool = False
    """Whether no ranking of units comes of the table as it lies."""


def agree(choice: Declarations, stated: Mapping[str, Any]) -> bool:
    """Whether a choice says nothing else than what somebody has said, who may have made it by a part of it."""
    both = [(value, stated.get(key)) for key, value in choice.items() if isinstance(value, str)]
    return all(said_so in (None, value) for value, said_so in both)


def arguments(declares: Declarations) -> list[str]:
    """Declarations as words of a command line."""
    words: list[str] = []
    for name in TableOptions.model_fields:
        if name in declares:
            value = declares[name]
            values: Sequence[Any] = value if isinstance(value, list) else [value]
            for each in values:
                words += [option_of(name), "tab" if each == "\t" else str(each)]
    if "period" in declares:
        words += [option_of("period"), str(declares["period"])]
    if declares.get("allow_missing_units"):
        words.append(option_of("allow_missing_units"))
    return words
