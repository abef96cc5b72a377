"""A command that a reader can copy from a page as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dtiscore.render.drawing.folding import width_of
from dtiscore.render.drawing.screen import StyledLine

if TYPE_CHECKING:
    from dtiscore.render.drawing.screen import Screen
    from dtiscore.render.page import Grids

_GOES_ON = " \\"
"""The end of a line of a command that goes on in the next."""


@dataclass(frozen=True)
class CommandLine:
    """A command for a shell: folded between options only, so that what is copied can be run."""

    parts: Sequence[str]
    """Its name, then its options."""
    listed: Sequence[str] = ()
    """Further options, each of which has a line of its own."""
    indent: str = ""

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        width = None if screen.width is None else screen.width - len(self.indent)
        return (StyledLine(f"{self.indent}{line}") for line in self._folded(width))

    def markdown(self, language: str | None) -> Iterator[str]:
        yield "\n".join(["```sh", *self._folded(None), "```"])

    def _folded(self, width: int | None) -> list[str]:
        """Its lines, none wider than it must be."""
        lines = [self.parts[0]]
        for option in self.parts[1:]:
            joined = f"{lines[-1]} {option}"
            fits = width is None or width_of(joined + _GOES_ON) <= width
            lines[-1:] = [joined] if fits else [lines[-1], f"  {option}"]
        lines += [f"  {option}" for option in self.listed]
        return [line + _GOES_ON for line in lines[:-1]] + lines[-1:]
