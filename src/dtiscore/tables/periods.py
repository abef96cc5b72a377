"""Periods as texts: their order in time, and when two spellings are one period."""

from __future__ import annotations

import re
from functools import lru_cache

from dtiscore.methodology.base import fold

_AS_DECIMAL = re.compile(r"^([0-9]+)\.0+$")
"""A year as programs write it that took it for a measurement."""
_TWO_YEARS = re.compile("([0-9]{4}) ?[-/\u2010-\u2015] ?([0-9]{4}|[0-9]{2})")
_DIGITS = re.compile("([0-9]+)")


def in_time(period: str | None) -> tuple[tuple[int, int, str], ...]:
    """The key by which periods sort: numbers in them count as numbers, so that ``Tháng 9`` precedes ``Tháng 10``.

    Texts of equal numbers (``2022-1`` and ``2022-01``) keep a fixed order too; no period at all comes first.
    """
    if period is None:
        return ()
    parts = [part for part in _DIGITS.split(period) if part]
    # Of two numbers without leading zeros the one with fewer digits is less; int() would refuse very long ones.
    keys = (
        (1, len(part.lstrip("0")), part.lstrip("0")) if _DIGITS.match(part) else (2, 0, part)
        for part in parts
    )
    return (*keys, (0, 0, period))


@lru_cache(maxsize=2**10)
def comparable(period: str) -> str:
    """The form in which two spellings of a period are equal: case and spaces apart, and 2022.0 is 2022.

    So are those of two years that follow each other: 2020/21, 2020-21 and 2020–2021.
    """
    plain = _AS_DECIMAL.sub(r"\1", fold(period))
    years = _TWO_YEARS.fullmatch(plain)
    if years is not None and str(int(years[1]) + 1).endswith(years[2]):
        return f"{years[1]}-{years[2][-2:]}"
    return plain
