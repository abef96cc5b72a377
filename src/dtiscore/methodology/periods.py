"""Periods as texts: their order in time, and when two spellings are one period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from dtiscore.methodology.base import fold

Item = TypeVar("Item")

_AS_DECIMAL = re.compile(r"^([0-9]+)\.0+$")
"""A year as programs write it that took it for a measurement."""
_TWO_YEARS = re.compile("([0-9]{4}) ?[-/\u2010-\u2015] ?([0-9]{4}|[0-9]{2})")
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_YEAR = re.compile("(?:1[5-9]|2[01])[0-9]{2}")
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])?|(?P<quarter>[1-4]))"
    r"|(?P<first>0?[1-9]|1[0-2])(?P<behind>(?:19|20)[0-9]{2})"
)
"""A year with its month, day or quarter as one number: ``202112``, ``20211231``, ``20214``, ``122021``."""
_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_NAMED = {name[:length]: str(at) for at, name in enumerate(_MONTHS, 1) for length in (3, len(name))}
_NAMED["sept"] = "9"
_COUNTED = _NAMED | {"first": "1", "second": "2", "third": "3", "fourth": "4"}
"""The numbers of months by their English names, and of quarters by the words that count them."""
_PARTS = frozenset({"q", "quarter", "quý", "t", "tháng", "h"})
"""Beside such a word one number is a quarter, a month or a half of a year, and two digits behind it are the year."""

_IN_A_YEAR = {
    "q": 4, "quarter": 4, "quý": 4, "h": 2, "half": 2, "tháng": 12, "m": 12, **dict.fromkeys(_NAMED, 12),
}  # fmt: skip
"""How many of what such a word is beside make a year; ``t`` is a month, or a term of which nobody knows how many there are."""

_ROMAN = {
    numeral: str(at)
    for at, numeral in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1
    )
}
"""The numbers of quarters, months and waves as ``Quý IV`` and ``Wave II`` write them."""

_MONTH_OF = "tháng"
"""What stands between a day and its month."""
_ENDS_OF_A_YEAR = {"đầu": "1", "cuối": "2"}
"""The order of what stands at the beginning and the end of a year: ``6 tháng đầu năm 2022``, ``nửa cuối năm 2022``."""

TimeKey = tuple[tuple[int, int, str], ...]
_END, _NUMBER, _WORD = range(3)
"""What a part of such a key is, in the order in which parts sort."""


@lru_cache(maxsize=2**14)
def in_time(period: str | None) -> TimeKey:
    """The key by which periods sort: numbers in them count as numbers, so that ``Tháng 9`` precedes ``Tháng 10``.

    The year counts first, wherever it stands, then the month, then the day: ``Quý I/2023``, ``11/2022``, ``31/12/2022`` (the
    day first, unless the second number can be no month), ``5 tháng 4 năm 2022``, ``Feb 2022``, ``Q4-22``. Texts of equal
    parts (``2022-1`` and ``2022-01``) keep a fixed order too; no period at all comes first.
    """
    return () if period is None else _key(period)


def _key(period: str, *, month_first: bool = False) -> TimeKey:
    tokens = _tokens(period)
    parts = _year_first(tokens, month_first=month_first) or [_COUNTED.get(token, token) for token in tokens]
    # Of two numbers without leading zeros the one with fewer digits is less; int() would refuse very long ones.
    keys = (
        (_NUMBER, len(part.lstrip("0")), part.lstrip("0")) if _is_number(part) else (_WORD, 0, part)
        for part in parts
    )
    return (*keys, (_END, 0, period))


def in_order(periods: Iterable[str | None]) -> list[str]:
    """Each period once, in the order of time."""
    return sorted({period for period in periods if period is not None}, key=in_time)


def as_told_or_in_time(items: Iterable[Item], period: Callable[[Item], str | None]) -> list[Item]:
    """Items in the order in time of their periods, and as they are given where nothing says for sure what that is."""
    items = [*items]
    if is_order_doubtful(map(period, items)):
        return items
    return sorted(items, key=lambda item: in_time(period(item)))


def times_of(periods: Iterable[str | None]) -> dict[str | None, float] | None:
    """Where periods lie in time, so that gaps between them count; ``None`` where they have an order at most.

    Years and numbers are what they are. Other periods count from the first of them, in years where they differ by the year
    alone (2015/16, FY2021, dates of one day and month), otherwise in halves of a year, quarters or months if all are such.
    """
    spelled = {period: _AS_DECIMAL.sub(r"\1", fold(period or "")) for period in periods}
    texts = [*spelled.values()]
    if all(_is_number(text) and not _COMPACT.fullmatch(text) for text in texts):
        found, first = [*map(float, texts)], 0.0
    else:
        counted = None if is_order_doubtful(spelled) else years_of(texts) or _parts_of_years(texts)
        found = [*map(float, counted or ())]
        first = min(found, default=0.0)
    if len({*found}) < len({*map(comparable, texts)}):
        return None
    return {period: at - first for period, at in zip(spelled, found, strict=True)}


def years_of(periods: Sequence[str]) -> list[int] | None:
    """The years of periods that differ in nothing else; ``None`` of others."""
    spans = [_first_of_two_years(period) for period in periods]
    if all(spans):  # otherwise 2001-02 is a month
        return [int(year) for year in spans if year is not None]
    parts = [_year_first(_tokens(period)) or ["0", period] for period in periods]
    alike = len({(*rest,) for _, *rest in parts}) == 1
    return [int(year) for year, *_ in parts] if alike else None


def _parts_of_years(periods: Sequence[str]) -> list[int] | None:
    """The halves, quarters or months up to each period, where all are of one of these kinds."""
    found = [_part_of_year(period) for period in periods]
    kinds = {in_a_year for *_, in_a_year in found}
    if 12 in kinds:
        kinds.discard(None)  # 2022-4 is a month beside 2022-5
    (in_a_year, *others) = kinds
    if others or in_a_year is None or not all(1 <= part <= in_a_year for _, part, _ in found):
        return None
    return [year * in_a_year + part for year, part, _ in found]


def _part_of_year(period: str) -> tuple[int, int, int | None]:
    """The year, the number of the part of it, and how many such parts make a year if that is said; 0 where there is no such part."""
    tokens = _tokens(period)
    year, *parts = [int(part) for part in _year_first(tokens) or ("0",) if _is_number(part)]
    part = parts[0] if len(parts) == 1 else 0
    compact = _COMPACT.fullmatch(period)
    if compact is not None and compact["quarter"]:
        return year, part, 4
    words = {token for token in tokens if not _is_number(token)}
    told = [_IN_A_YEAR[word] for word in words if word in _IN_A_YEAR]
    is_month = words <= {"t"} and (part > 4 or all(len(token) > 1 for token in {*tokens} - words))
    return year, part, told[0] if told else 12 if is_month else None


def is_order_doubtful(periods: Iterable[str | None]) -> bool:
    """Whether some two periods may follow each other the other way round."""
    periods = [*periods]
    return any(doubt(periods) for doubt in (in_no_known_order, in_order_of_days, in_order_of_two_numbers))


def in_no_known_order(periods: Iterable[str | None]) -> tuple[str, str] | None:
    """The first two that follow each other though no number says so; ``None`` where time orders all.

    So do ``after`` and ``before``, ``Février 2022`` and ``Janvier 2022``, ``2022-06`` and ``Q1 2022``, ``2022`` and ``2022-06``.
    """
    in_one_spelling = {comparable(period): period for period in periods if period is not None}
    for earlier, later in pairwise(in_order(in_one_spelling.values())):
        parts = zip(in_time(earlier), in_time(later), strict=False)
        one, other = next(both for both in parts if both[0] != both[1])
        if not one[0] == other[0] == _NUMBER:
            return earlier, later
    return None


def in_order_of_days(periods: Iterable[str | None]) -> tuple[str, str] | None:
    """The first two dates that would follow each other the other way round if the month stood before the day.

    ``None`` too where some date proves that the day stands first, and none the opposite.
    """
    order = in_order(periods)
    dates = [date for period in order if (date := _day_and_month(_before_the_year(period))) is not None]
    if any(day > 12 for day, _ in dates) and all(month <= 12 for _, month in dates):
        return None
    for earlier, later in pairwise(order):
        if _key(earlier, month_first=True) > _key(later, month_first=True):
            return earlier, later
    return None


def in_order_of_two_numbers(periods: Iterable[str | None]) -> tuple[str, str] | None:
    """The first two that would follow each other the other way round if of two numbers alone the second were the year."""
    for earlier, later in pairwise(in_order(periods)):
        one, other = _tokens(earlier), _tokens(later)
        if (
            _are_two_numbers(one)
            and _are_two_numbers(other)
            and [*map(int, one[::-1])] > [*map(int, other[::-1])]
        ):
            return earlier, later
    return None


def _are_two_numbers(tokens: Sequence[str]) -> bool:
    return len(tokens) == 2 and all(_is_number(token) and len(token) <= 2 for token in tokens)


def _tokens(period: str) -> list[str]:
    tokens: list[str] = []
    for token in _TOKENS.findall(fold(period)):
        compact = _COMPACT.fullmatch(token)
        tokens += (
            [_ROMAN.get(token, token)] if compact is None else [part for part in compact.groups() if part]
        )
    return tokens


def _before_the_year(period: str) -> Sequence[str]:
    found = _around_the_year(_tokens(period))
    return () if found is None else found[0]


def _around_the_year(tokens: Sequence[str]) -> tuple[list[str], str, list[str]] | None:
    """What stands before the year, the year, and what stands behind it; ``None`` where there is no one year."""
    parts = list(tokens)
    years = [at for at, part in enumerate(parts) if _YEAR.fullmatch(part)]
    if len(years) == 2 and int(parts[years[1]]) - int(parts[years[0]]) == 1:  # HK1 2020-2021
        del parts[years.pop()]
    if not years and _ends_in_a_short_year(parts):
        parts[-1] = ("20" if parts[-1] < "70" else "19") + parts[-1]
        years = [len(parts) - 1]
    if len(years) != 1:
        return None
    (at,) = years
    return parts[:at], parts[at], parts[at + 1 :]


def _year_first(tokens: Sequence[str], *, month_first: bool = False) -> list[str] | None:
    """The parts of a period with its year, its month and its day in this order; ``None`` where it has no one year.

    ``month_first``: where two numbers stand before the year, the first of them is the month if it can be.
    """
    around = _around_the_year(tokens)
    if around is None:
        return None
    before, year, after = around
    named = [part for part in tokens if part in _COUNTED]
    if named:
        # The month first, which a first half may be of; a first half is neither a first quarter nor January.
        months = sorted(named, key=lambda part: part not in _NAMED)
        words = {*filter(str.isalpha, tokens)} - {*named, "of", "the"}
        counted = () if months[-1] in _NAMED else sorted(words)
        return [year, *map(_COUNTED.__getitem__, months), *filter(_is_number, (*before, *after)), *counted]
    if _MONTH_OF in before[1:] and any(map(_is_number, before[(at := before.index(_MONTH_OF)) :])):
        # 5 tháng 4 năm 2022, ngày 5 tháng 4 năm 2022
        return [year, *filter(_is_number, before[at:]), *before[:at]]
    if ends := [_ENDS_OF_A_YEAR[part] for part in tokens if part in _ENDS_OF_A_YEAR]:
        return [year, *ends, *(part for part in (*before, *after) if part not in {*_ENDS_OF_A_YEAR, "năm"})]
    date = _day_and_month(before)
    if date is not None and date[1] <= 12 and not (month_first and date[0] <= 12):
        before.reverse()  # the day stands before the month
    return [year, *before, *after]


def _day_and_month(before: Sequence[str]) -> tuple[int, int] | None:
    """The two numbers before a year, as they are read: first the day, then the month."""
    if len(before) != 2 or not all(_is_number(part) and len(part) <= 2 for part in before):
        return None
    return int(before[0]), int(before[1])


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal()


def _ends_in_a_short_year(parts: Sequence[str]) -> bool:
    """Whether two digits at the end are a year, as in Feb-22, Q4-22, T1/22, 31/12/22, Q4FY21."""
    is_part = len(parts) == 3 and (not _PARTS.isdisjoint(parts) or all(map(_is_number, parts)))
    has_month = not _COUNTED.keys().isdisjoint(parts)
    return (has_month or is_part or parts[-2:-1] == ["fy"]) and len(parts[-1]) == 2 and _is_number(parts[-1])


@lru_cache(maxsize=2**10)
def comparable(period: str) -> str:
    """The form in which two spellings of a period are equal: case and spaces apart, and 2022.0 is 2022.

    So are those of two years that follow each other: 2020/21, 2020-21 and 2020–2021; and those whose year, month and day are
    the same in whatever order: 1/2022, 01/2022 and 2022-01, Q1/2022 and 2022-Q1.
    """
    plain = _AS_DECIMAL.sub(r"\1", fold(period))
    first = _first_of_two_years(plain)
    if first is not None:
        return f"{first}-{plain[-2:]}"
    parts = _year_first(_tokens(plain))
    if parts is None or len(parts) == 1:
        return plain
    return "-".join(part.lstrip("0") if _is_number(part) else part for part in parts)


def _first_of_two_years(period: str) -> str | None:
    """The first of two years that follow each other, where a period is these."""
    years = _TWO_YEARS.fullmatch(period)
    return years[1] if years is not None and str(int(years[1]) + 1).endswith(years[2]) else None
