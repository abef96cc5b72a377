"""What a form of a result is asked for, and what it is told of where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from dtiscore.render.drawing.screen import Screen
from dtiscore.render.page import Shown


class Setting(NamedTuple):
    """What a form may want to know of where it goes."""

    language: str | None
    screen: Screen
    date: Callable[[], datetime | None]
    """The date that a file is to bear, ``None`` for none.

    Raises:
        UsageFault: one is asked for that is no date.
    """
    excel: bool = False
    """Whether CSV is written for a spreadsheet of a language with a decimal comma."""
    origins: Mapping[str, str] = MappingProxyType({})
    """By the names of options that nobody typed: ``environment`` or ``project``."""

    def payload(self, shown: Shown) -> Mapping[str, Any]:
        """The envelope of an answer, whose provenance says which of its options nobody typed."""
        told: Mapping[str, Any] = shown.payload(self.language)
        return _with_origins(told, self.origins) if self.origins else told


def _with_origins(value: Any, origins: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_origins(one, origins) for one in value]
    if not isinstance(value, Mapping):
        return value
    found = {key: _with_origins(one, origins) for key, one in value.items()}
    options = value.get("options")
    if "methodology" in value and isinstance(options, Mapping):  # a provenance
        supplied = {name: origins[name] for name in options if name in origins}
        found |= {"supplied": supplied} if supplied else {}
    return found


class Form(Protocol):
    """A form of a result: the module of that name."""

    def draw(self, shown: Shown, setting: Setting) -> str | bytes:
        """An answer in this form.

        Raises:
            UsageFault: a library that writes it is not installed, or it cannot hold the answer.
        """


class BinaryForm(Form, Protocol):
    """A form that no terminal can show, and that a library of its own writes."""

    def require_library(self) -> object:
        """Ask whether the library is installed.

        Raises:
            UsageFault: it is not.
        """
