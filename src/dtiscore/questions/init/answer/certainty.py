"""Columns that say how certain the figures of another column are, as their headings are that one's: no indicators beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.methodology.base import fold
from dtiscore.questions.init.answer.outcome import values_of
from dtiscore.tables.heading_parts import in_words
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn

_BETWEEN = r"[\s_.,:(\[–-]+"
_OF = r"(?:[\s_.]?(?:bounds?|limits?|ci|ui|estimates?|whiskers?))?"
_SHARE = r"(?:[0-9]{2} ?%?[\s_.]?)?(?:[cu]i[\s_.]?)?"
_BOUNDS = [
    (re.compile(rf"{_BETWEEN}{_SHARE}(?:{end}){_OF}[)\]]?"), re.compile(rf"(?:{end}){_OF}(?: of)?{_BETWEEN}"))
    for end in ("low(?:er)?|lo|lb|lci|lcl|cận dưới", "high(?:er)?|upp(?:er)?|hi|ub|uci|ucl|cận trên")
]
"""``LE low`` and ``LE high``, ``lower bound of LE``: what stands behind or before the heading of the figures."""
_SPREAD = re.compile(rf"{_BETWEEN}(?:s\.?e\.?|s\.?d\.?|n|n[\s_.]?obs|obs|moe|se\d\d)[)\]]?")
"""``LE SE``, ``LE (n)``."""


def certainty_beside(columns: Sequence[RawColumn], rows: Sequence[int], options: ReadingOptions) -> set[str]:
    """The headings of columns that are those of another one and how certain it is; between bounds all its figures lie."""
    forms = [(fold(in_words(column.header)), column) for column in columns]
    found: set[str] = set()
    for stem, column in forms:
        found |= {other.header for form, other in forms if _ends(form, stem, _SPREAD)}
        low, high = (
            [other for form, other in forms if _ends(form, stem, behind) or _begins(form, stem, before)]
            for behind, before in _BOUNDS
        )
        if low and high:
            values = values_of(column, rows, options)
            below, above = ([values_of(each, rows, options) for each in side] for side in (low, high))
            if not any((each > values).any() for each in below) and not any(
                (each < values).any() for each in above
            ):
                found |= {each.header for each in (*low, *high)}
    return found


def _ends(form: str, stem: str, behind: re.Pattern[str]) -> bool:
    return form.startswith(stem) and behind.fullmatch(form, len(stem)) is not None


def _begins(form: str, stem: str, before: re.Pattern[str]) -> bool:
    return form.endswith(stem) and before.fullmatch(form, 0, len(form) - len(stem)) is not None
