"""Columns that say the figures of another column once more, normalised: no indicators beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from dtiscore.methodology.base import Values, fold
from dtiscore.questions.init.answer.outcome import values_of
from dtiscore.tables.heading_parts import in_words
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn

_HOW = "z[ _-]?scores?|(?:normali[sz]ed|standardi[sz]ed|(?:re)?scaled|chuẩn h(?:óa|oá))(?: (?:score|value|index)s?)?"
_BEHIND = re.compile(
    rf"[\s_.,:(\[–-]+(?:{_HOW}|scores?|index|(?:điểm|giá trị|chỉ số)(?: chuẩn h(?:óa|oá))?)[)\]]?"
)
_BEFORE = re.compile(rf"(?:{_HOW})(?: of)?[\s_.,:–-]+")
_FEWEST = 3
"""Different figures below which two columns have one order by chance."""


def normalised_beside(
    columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions
) -> list[str]:
    """The headings of columns that are those of another one and how it was normalised, and put the units in its order."""
    forms = [(fold(in_words(column.header)), column) for column in columns]
    return [
        column.header
        for form, column in forms
        if any(
            other is not column
            and _says_how(form, stem)
            and _are_in_one_order(*(values_of(each, rows, options) for each in (other, column)))
            for stem, other in forms
        )
    ]


def _says_how(form: str, stem: str) -> bool:
    """Whether a heading is another one with how its figures were normalised behind or before it."""
    return (form.startswith(stem) and _BEHIND.fullmatch(form[len(stem) :]) is not None) or (
        form.endswith(stem) and _BEFORE.fullmatch(form[: -len(stem)]) is not None
    )


def _are_in_one_order(values: Values, others: Values) -> bool:
    """Whether one column rises wherever another one does, or falls wherever it does, but for what rounding made equal."""
    known = ~np.isnan(values) & ~np.isnan(others)
    values, others = values[known], others[known]
    if len(np.unique(values)) < _FEWEST or len(np.unique(others)) < _FEWEST:
        return False
    order = np.argsort(values, kind="stable")
    steps = np.diff(others[order])[np.diff(values[order]) > 0]
    return bool(np.all(steps >= 0) or np.all(steps <= 0))
