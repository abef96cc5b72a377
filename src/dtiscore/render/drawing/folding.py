"""Folding text to a width in terminal cells, so that letters with marks and wide letters stay aligned."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells


def width_of(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return cell_len(text)


def fold(text: str, width: int, later: int | None = None) -> list[str]:
    """The text in lines of at most ``width`` cells: broken between words, inside a word only where it must be.

    ``later`` is the width of all lines but the first, where it is another one. Nothing is left out; an empty text is
    one empty line.
    """
    lines: list[str] = []
    line, room, rest = "", max(width, 1), max(width if later is None else later, 1)
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width_of(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
            room = rest
        *full, line = chop_cells(word, min(room, rest)) or [""]
        lines += full
        room = rest if full else room
    return [*lines, line]


def narrowest(text: str, lines: int) -> int:
    """The least width at which the text folds into at most this many lines without breaking a word."""
    words = text.split(" ")
    width = max(width_of(word) for word in words)
    while len(fold(text, width)) > lines:
        width += 1
    return width


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with spaces to a width, at its left side when it is to stand on the right."""
    space = " " * (width - width_of(text))
    return space + text if right else text + space


def beginning(text: str, width: int) -> str:
    """As much of a text as has room."""
    end = len(text)
    while end and width_of(text[:end]) > width:
        end -= 1
    return text[:end].rstrip()
