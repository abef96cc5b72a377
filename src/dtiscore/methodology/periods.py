"""Periods as texts: their order in time, and when two spellings are one period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dtiscore.methodology.base import fold

_AS_DECIMAL = re.compile(r"^([0-9]+)\.0+$")
"""A year as programs write it that took it for a measurement."""
_TWO_YEARS = re.compile("([0-9]{4}) ?[-/\u2010-\u2015] ?([0-9]{4}|[0-9]{2})")
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
"""The numbers of months by their English names, and of quarters by the words that count them."""
_PARTS = frozenset({"q", "quarter", "quý", "t", "tháng", "h"})
"""Beside such a word one number is a quarter, a month or a half of a year, and two digits behind it are the year."""

_MONTH_OF = "tháng"
"""What stands between a day and its month."""

TimeKey = tuple[tuple[int, int, str], ...]


@lru_cache(maxsize=2**14)
def in_time(period: str | None) -> TimeKey:
    """The key by which periods sort: numbers in them count as numbers, so that ``Tháng 9`` precedes ``Tháng 10``.

    The year counts first, wherever it stands, then the month, then the day: ``Quý I/2023``, ``11/2022``, ``31/12/2022`` (the
    day first, unless the second number can be no month), ``5 tháng 4 năm 2022``, ``Feb 2022``, ``Q4-22``. Texts of equal
    parts (``2022-1`` and ``2022-01``) keep a fixed order too; no period at all comes first.
    """
    if period is None:
        return ()
    tokens = _TOKENS.findall(fold(period))
    parts = _year_first(tokens) or tokens
    # Of two numbers without leading zeros the one with fewer digits is less; int() would refuse very long ones.
    keys = (
        (1, len(part.lstrip("0")), part.lstrip("0")) if _is_number(part) else (2, 0, part) for part in parts
    )
    return (*keys, (0, 0, period))


def is_year(period: str | None) -> bool:
    """Whether a period is a year and nothing else."""
    return period is not None and _YEAR.fullmatch(period) is not None


def in_order(periods: Iterable[str | None]) -> list[str]:
    """Each period once, in the order of time."""
    return sorted({period for period in periods if period is not None}, key=in_time)


def _year_first(tokens: Sequence[str]) -> list[str] | None:
    """The parts of a period with its year, its month and its day in this order; ``None`` where it has no one year."""
    parts = list(tokens)
    months = [_COUNTED[part] for part in parts if part in _COUNTED]
    years = [at for at, part in enumerate(parts) if _YEAR.fullmatch(part)]
    if len(years) == 2 and int(parts[years[1]]) - int(parts[years[0]]) == 1:  # HK1 2020-2021
        del parts[years.pop()]
    if not years and _ends_in_a_short_year(parts, has_month=bool(months)):
        parts[-1] = ("20" if parts[-1] < "70" else "19") + parts[-1]
        years = [len(parts) - 1]
    if len(years) != 1:
        return None
    (at,) = years
    before, after = parts[:at], parts[at + 1 :]
    if months:
        return [parts[at], months[0], *filter(_is_number, (*before, *after))]
    if _MONTH_OF in before[1:]:  # 5 tháng 4 năm 2022, ngày 5 tháng 4 năm 2022
        return [
            parts[at],
            *filter(_is_number, before[before.index(_MONTH_OF) :]),
            *before[: before.index(_MONTH_OF)],
        ]
    if (
        len(before) == 2
        and all(_is_number(part) and len(part) <= 2 for part in before)
        and int(before[1]) <= 12
    ):
        before.reverse()  # the day stands before the month
    return [parts[at], *before, *after]


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal()


def _ends_in_a_short_year(parts: Sequence[str], *, has_month: bool) -> bool:
    """Whether two digits at the end are a year, as in Feb-22, Q4-22, T1/22, 31/12/22."""
    is_part = len(parts) == 3 and (not _PARTS.isdisjoint(parts) or all(map(_is_number, parts)))
    return (has_month or is_part) and len(parts[-1]) == 2 and _is_number(parts[-1])


@lru_cache(maxsize=2**10)
def comparable(period: str) -> str:
    """The form in which two spellings of a period are equal: case and spaces apart, and 2022.0 is 2022.

    So are those of two years that follow each other: 2020/21, 2020-21 and 2020–2021; and those whose year, month and day are
    the same in whatever order: 1/2022, 01/2022 and 2022-01, Q1/2022 and 2022-Q1.
    """
    plain = _AS_DECIMAL.sub(r"\1", fold(period))
    years = _TWO_YEARS.fullmatch(plain)
    if years is not None and str(int(years[1]) + 1).endswith(years[2]):
        return f"{years[1]}-{years[2][-2:]}"
    parts = _year_first(_TOKENS.findall(plain))
    if parts is None or len(parts) == 1:
        return plain
    return "-".join(part.lstrip("0") if _is_number(part) else part for part in parts)
