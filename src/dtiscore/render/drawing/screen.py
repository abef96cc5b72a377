"""What a screen can show, and how styled lines become the text that is sent to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from dtiscore.render.drawing.folding import fold
from dtiscore.said import spoken
from dtiscore.visible import visible

DIM = "dim"
BOLD = "bold"
GOOD = "green"
BAD = "red"
WARNING = "magenta"
BAR = "cyan"
"""The styles in use: attributes and the dark half of the sixteen colours, which terminals adapt to their background.
None of them carries a meaning that words, signs or position do not carry as well."""

_LEAST = 20
"""The width below which a sentence rather leaves the screen than falls into single words."""


class Screen(NamedTuple):
    """Where a text will be read."""

    width: int | None = None
    """Cells in a line; ``None`` for as many as are needed."""
    colour: bool = False
    language: str | None = None
    """The language of names and words; ``None`` for the edition's own names among English words."""
    marks: bool = True
    """Whether it shows bars, arrows and lines; else letters of ASCII stand for them. Names stay as they are."""


class StyledLine(NamedTuple):
    """A line of a screen and its styles, which a screen without colour leaves alone."""

    text: str = ""
    style: str = ""
    parts: Sequence[tuple[int, int, str]] = ()
    """Where a part with a style of its own begins and ends, and that style."""


_ASCII = str.maketrans(
    {
        **dict(zip("▏▎▍▌▋▊▉█", "...#####", strict=True)),
        **dict(zip("▁▂▃▄▅▆▇", ".:-=+*%", strict=True)),
        **dict(zip("┣━┫●", "[=]o", strict=True)),
        **dict(zip("│├└─", "||`-", strict=True)),
        **dict(zip("▲▼−–—·✓×", "+-----vx", strict=True)),
        "±": "+-",
        "→": "->",
        "…": "...",
    }
)
"""What stands for a mark of ours where only ASCII is sure to be shown, as wide as it is inside of tables."""

_HEADING = re.compile(r"(\s|\x1b\[[0-9;]*m) ±")
"""The heading of places gained and lost, with room on its left."""


def _with_marks(text: str, screen: Screen) -> str:
    return text if screen.marks else _HEADING.sub(r"\1+-", text).translate(_ASCII)


def to_text(lines: Iterable[StyledLine], screen: Screen) -> str:
    """The lines as one text that ends with a line feed, with escape sequences for colour only if it has colour.

    The environment has no say, and no line is wrapped or cut: lines are made to fit before they come here. A line in
    which something would act all the same, such as ``::error::`` where a name was folded, shows it, without its styles.
    """
    if not screen.colour:
        return _with_marks("".join(f"{visible(line.text.rstrip())}\n" for line in lines), screen)
    from rich.console import Console
    from rich.text import Span, Text

    file = StringIO()
    console = Console(
        file=file,
        width=screen.width or 80,
        height=25,  # with the width, so that rich asks neither the terminal nor the environment
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    for line in lines:
        text = Text(line.text, line.style, spans=[Span(*part) for part in line.parts])
        text.rstrip()
        shown = visible(text.plain)
        console.print(
            text if shown == text.plain else Text(shown), no_wrap=True, overflow="ignore", crop=False
        )
    return _with_marks(file.getvalue(), screen)


def blocks(*parts: Iterable[StyledLine]) -> Iterator[StyledLine]:
    """Blocks of lines with an empty line between each two; a block without lines leaves no gap."""
    begun = False
    for part in parts:
        lines = list(part)
        if lines and begun:
            yield StyledLine()
        begun = begun or bool(lines)
        yield from lines


def paragraph(
    text: str, screen: Screen, *, style: str = "", indent: str = "", hanging: str = ""
) -> Iterator[StyledLine]:
    """A sentence of ours as lines of the screen's width; ``hanging`` is put before all lines but the first."""
    shown = spoken(text, screen.language)
    if screen.width is None:
        yield StyledLine(indent + shown, style)
        return
    width = max(screen.width - len(indent), _LEAST)
    for number, line in enumerate(fold(shown, width, width - len(hanging))):
        yield StyledLine(indent + (hanging if number else "") + line, style)
