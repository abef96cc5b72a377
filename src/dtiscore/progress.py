"""How far long work is: told by whoever does it, heard by a terminal if one is there, by nobody otherwise.

Work tells of itself from any depth, and so needs no parameter for it on the way down. It must do so from the thread in
which it was asked for.
"""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """Who shows how far work is."""

    def told(self, doing: str, done: int, every: int | None, *, outer: bool) -> None:
        """See :func:`tell`."""

    def hide(self) -> None:
        """See :func:`hide`."""

    def erasing(self) -> str:
        """See :func:`erasing`."""


_listener: Listener | None = None


def listen(listener: Listener | None) -> None:
    """Tell one listener from now on, or nobody; who has listened before hides what it shows."""
    global _listener  # noqa: PLW0603 - a process has one terminal
    hide()
    _listener = listener


def is_heard() -> bool:
    """Whether anybody listens."""
    return _listener is not None


def tell(doing: str, done: int = 0, every: int | None = None, *, outer: bool = False) -> None:
    """Say what is being done, how much of it is done, and of how much if that is known.

    ``outer``: it consists of other work, which tells of itself meanwhile: the third of ten outputs.
    """
    if _listener is not None:
        _listener.told(doing, done, every, outer=outer)


def hide() -> None:
    """Take away what is shown until something is told again: other text is about to be written to the terminal."""
    if _listener is not None:
        _listener.hide()


def erasing() -> str:
    """What takes away what is shown when it is written to the terminal, for who can wait for nothing."""
    return "" if _listener is None else _listener.erasing()
