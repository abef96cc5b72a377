"""What a form of a result is asked for, and what it is told of where it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

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
