"""What is known of a piece of a delimited text that is read piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class PieceOfFile:
    """Lines that are the headings of a file and some of its lines below, and what only all its pieces tell together."""

    head: int
    """How many lines the headings take up."""
    distance: int = 0
    """How far below them in the file the others stand."""
    begins: bool = False
    """Whether the rows are the first of the file."""
    rows: int = 0
    """How many records are below the headings, sound or not."""
    last: int = 0
    """The line of the last record."""
    blank_lines: list[int] = field(default_factory=list)
