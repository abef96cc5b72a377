"""Rectangles of cells as spreadsheets write them: ``A3:F70``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dtiscore.errors import UsageFault, column_letters
from dtiscore.said import said

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The last row and column that a sheet of today's programs has."""

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def column_number(letters: str) -> int:
    """The number of a column, from 1, by its letters: 27 for ``AA``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def area_of(text: str) -> Area | None:
    """The area that a text such as ``A3:F70`` or ``B2`` names; ``None`` when it names none."""
    corners = [_CORNER.fullmatch(corner.strip()) for corner in text.split(":")]
    if len(corners) > 2 or None in corners:
        return None
    places = [(int(corner[2]), column_number(corner[1])) for corner in corners if corner]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    if max(rows) > LAST_ROW or max(columns) > LAST_COLUMN:
        return None
    return Area(min(rows), min(columns), max(rows), max(columns))


def declared_area(text: str) -> Area:
    """The area of ``--range``; raises :class:`UsageFault` when the text names none."""
    area = area_of(text)
    if area is None or ":" not in text:
        raise UsageFault(
            said('"{text}" is not a range of cells', text=text),
            fix=said("Give its first and its last cell, the row of headings included: --range A3:F70"),
        )
    return area
