"""Columns that part a score by what explains it, as the World Happiness Report has them: no indicators beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.outcome import values_of
from dtiscore.tables.heading_parts import in_words
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn

_EXPLAINED = re.compile(r"explained by\b.+")
_LEFT = re.compile(r"(?:.+[\s+(])?residuals?\)?")
_ROUNDED = 0.01
"""What rounding leaves, at most, of a sum of so many parts."""


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
    total = np.sum([values_of(part, rows, options) for part in parts], axis=0)
    apart = {column.header: np.abs(values_of(column, rows, options) - total) for column in columns}
    return [
        header
        for header, differences in apart.items()
        if not np.isnan(differences).all() and np.nanmax(differences) <= _ROUNDED
    ]
