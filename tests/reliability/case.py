"""One bad input: what is in the file, how it is declared, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Fault = tuple[str, str, int | None, int | None]
"""Severity, code, line, column."""


@dataclass(frozen=True)
class Case:
    """One table that must be refused."""

    name: str
    content: str | bytes | Callable[[], str | bytes]
    """The file, or what makes it where it is large."""
    faults: tuple[Fault, ...] = ()
    """Every problem that is reported, errors and warnings."""
    edition: str = "one"
    options: tuple[str, ...] = ()
    exit: int = 1
    said: str = ""
    """Words of the message that must be there."""

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        content = self.content() if callable(self.content) else self.content
        return content if isinstance(content, bytes) else content.encode()


def error(code: str, line: int | None, column: int | None = None) -> Fault:
    """An error at a place."""
    return ("error", code, line, column)


def warning(code: str, line: int | None, column: int | None = None) -> Fault:
    """A warning at a place."""
    return ("warning", code, line, column)
