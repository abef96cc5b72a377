"""Columns that part a score by what explains it, as the World Happiness Report has them: no indicators beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.outcome import values_of
from dtiscore.tables.coincidence import finest_place
from dtiscore.tables.heading_parts import in_words
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn

_EXPLAINED = re.compile(r"explained by\b.+")
_LEFT = re.compile(r"(?:.+[\s+(])?residuals?\)?")
_BEYOND = 1.001
"""How many times half a step is more than what rounding leaves, and no error of floating point."""


def explained(columns: Sequence[RawColumn]) -> list[RawColumn]:
    """The columns that say how much of a score something explains, and what is left of it; none where nothing says so."""
    parts = [column for column in columns if _EXPLAINED.fullmatch(fold(in_words(column.header)))]
    left = [column for column in columns if _LEFT.fullmatch(fold(in_words(column.header)))]
    return [*parts, *left] if len(parts) > 1 else []


def whole_of(
    parts: Sequence[RawColumn], columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions
) -> list[str]:
    """The headings of the columns that these parts add up to, to what rounding leaves."""
    if not parts:
        return []
    added = [values_of(part, rows, options) for part in parts]
    total = np.sum(added, axis=0)
    if np.isnan(total).all():
        return []
    rounded, found = sum(map(finest_place, added)), []
    for column in columns:
        figures = values_of(column, rows, options)
        apart = np.abs(figures - total)
        if not np.isnan(apart).all() and np.nanmax(apart) <= _BEYOND / 2 * (rounded + finest_place(figures)):
            found.append(column.header)
    return found
