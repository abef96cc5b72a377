"""Periods as texts: their order in time, and when two spellings are one period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dtiscore.methodology.base import fold

_AS_DECIMAL = re.compile(r"^([0-9]+)\.0+$")
"""A year as programs write it that took it for a measurement."""
_TWO_YEARS = re.compile("([0-9]{4}) ?[-/\u2010-\u2015] ?([0-9]{4}|[0-9]{2})")
_DIGITS = re.compile("([0-9]+)")
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_YEAR = re.compile("(?:1[5-9]|2[01])[0-9]{2}")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_COUNTED = {name[:length]: str(at) for at, name in enumerate(_MONTHS, 1) for length in (3, len(name))}
_COUNTED |= {"sept": "9", "first": "1", "second": "2", "third": "3", "fourth": "4"}
"""What months and quarters are called in English that have no number."""
_PARTS = frozenset({"q", "quarter", "quý", "t", "tháng", "h"})
"""Beside such a word one number is a quarter, a month or a half of a year, and two digits behind it are the year."""

TimeKey = tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=2**14)
def in_time(period: str | None) -> TimeKey:
    """The key by which periods sort: numbers in them count as numbers, so that ``Tháng 9`` precedes ``Tháng 10``.

    Where the year stands last, as in ``Quý I/2023``, ``11/2022``, ``31/12/2022`` (the day first, unless the second number
    can be no month), ``Feb 2022`` and ``Q4-22``, it counts first all the same. Texts of equal numbers (``2022-1`` and
    ``2022-01``) keep a fixed order too; no period at all comes first.
    """
    if period is None:
        return ()
    parts = [part for part in _DIGITS.split(_year_first(period) or period) if part]
    # Of two numbers without leading zeros the one with fewer digits is less; int() would refuse very long ones.
    keys = (
        (1, len(part.lstrip("0")), part.lstrip("0")) if _DIGITS.match(part) else (2, 0, part)
        for part in parts
    )
    return (*keys, (0, 0, period))


def in_order(periods: Iterable[str | None]) -> list[str]:
    """Each period once, in the order of time."""
    return sorted({period for period in periods if period is not None}, key=in_time)


def _year_first(period: str) -> str | None:
    """A period with its year, its month and its day in this order; ``None`` where it stands so, or has no one year."""
    tokens = _TOKENS.findall(fold(period))
    months = [_COUNTED[token] for token in tokens if token in _COUNTED]
    years = [at for at, token in enumerate(tokens) if _YEAR.fullmatch(token)]
    if len(years) == 2 and int(tokens[years[1]]) - int(tokens[years[0]]) == 1:  # HK1 2020-2021
        del tokens[years.pop()]
    if not years and _ends_in_a_short_year(tokens, has_month=bool(months)):
        tokens[-1] = ("20" if tokens[-1] < "70" else "19") + tokens[-1]
        years = [len(tokens) - 1]
    if len(years) != 1 or (years == [0] and not months):
        return None
    (at,) = years
    before, after = tokens[:at], tokens[at + 1 :]
    if months:
        return "-".join([tokens[at], months[0], *filter(str.isdigit, (*before, *after))])
    if (
        len(before) == 2
        and all(token.isdigit() and len(token) <= 2 for token in before)
        and int(before[1]) <= 12
    ):
        before.reverse()  # the day stands before the month
    return "-".join([tokens[at], *before, *after])


def _ends_in_a_short_year(tokens: Sequence[str], *, has_month: bool) -> bool:
    """Whether two digits at the end are a year, as in Feb-22, Q4-22, T1/22."""
    is_part = len(tokens) == 3 and not _PARTS.isdisjoint(tokens)
    return (has_month or is_part) and len(tokens[-1]) == 2 and tokens[-1].isdigit()


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
