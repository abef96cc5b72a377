"""Headings that end in a period which is no plain year: ``2019/20``, ``GDP 2022-Q1``, ``31/12/2022``, ``X2020``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set as AbstractSet
from typing import NamedTuple

from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import BETWEEN, YEAR, parts_of, year_alone

_Y = YEAR.pattern
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
    "|januar|jänner|februar|märz|juni|juli|oktober|dezember|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    "|januari|februari|maart|maret|mei|agustus|augustus|desember"
    "|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]"
    "|styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień"
    "|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)"
)
"""Months in English, French, Spanish, Portuguese, German, Italian, Dutch, Indonesian, Russian, Polish and Turkish; folded."""
_OF_A_YEAR = "(?:q|quý|quarter|t|tháng|h|s|m|w)"
"""What stands before the number of a quarter, a month, a half or a week; folded."""
_WHICH = "(?:[0-9]{1,2}|i{1,3}v?|iv)"
_QUARTER = (
    rf"(?:{_WHICH}(?:[.º°ªoe]|er|ère|-?[йя])? ?(?:quartal|quarter|trimestre|квартал|kwartał|kwartal|triwulan|çeyrek|semestre|halbjahr|полугодие)"
    rf"|(?:quartal|quarter|trimestre|triwulan|semestre|quý|tháng|month|bulan) {_WHICH})"
)
"""A quarter or a half of a year, and a month where a word counts it."""
_PERIOD = (
    rf"{_Y} ?[-/\u2010-\u2015] ?(?:{_Y}|[0-9]{{2}})(?![0-9/.-])"  # two years, or a year and a month
    rf"|{_Y}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?:[ t]00:00(?::00)?)?|{_Y}[-/.][0-9](?![0-9/.-])"
    rf"|(?:[0-9]{{1,2}}[-/.])?(?:0?[1-9]|1[0-2])[-/.]{_Y}|(?:0?[1-9]|1[0-2])[-/.][0-9]{{1,2}}[-/.]{_Y}"
    rf"|{_Y}(?:0[1-9]|1[0-2])"
    rf"|{_Y}[ _/.-]?{_OF_A_YEAR}[ _]?{_WHICH}"
    rf"|{_OF_A_YEAR}[ _]?{_WHICH}[ _/.-]+(?:năm )?{_Y}"
    rf"|{_MONTH}[ _/.'-]*(?:{_Y}|[0-9]{{2}})|{_Y}[ _/-]?{_MONTH}"
    rf"|{_QUARTER}[ /,-]+(?:de |del |năm )?{_Y}|{_MONTH} (?:de |del )?{_Y}|{_Y} ?年 ?(?:第?[一二三四1-4]季度|1?[0-9] ?月)"
    rf"|[xy]{_Y}(?:\.\.yr{_Y}\.)?|{_Y}\.0+|{_Y} ?[年년]度?"
)
"""``X2020`` is what R makes of the heading 2020, and ``2020.0`` what a program makes that took it for a number."""
_MARK = "(?:(?:fy|năm học|niên vụ|fiscal year|school year|kỳ) ?)?"
_ALONE = re.compile(rf"{_MARK}(?:{_PERIOD})(?:\s*(?:г\.?|года?|\([a-z0-9]\)|\*+))?")
_WITHOUT_YEAR = re.compile(rf"{_MONTH}\.?|{_QUARTER}|1?[0-9]月|第?[一二三四]季度|q(?P<quarter>[1-9][0-9]?)")
"""A month or a quarter of a year that nothing names."""
_FEWEST_OF_A_YEAR = 3
"""Months or quarters beside each other below which one of their names is as often another word."""
_BEHIND = re.compile(
    rf"(?P<name>.*[^\s_,:(\[–-])(?:[\s_,:–-]+(?P<plain>{_MARK}(?:{_PERIOD}))|\s*[(\[](?P<bracketed>{_MARK}(?:{_PERIOD}))[)\]])"
)


_OF_A_DECREE = re.compile(
    r".*(?:số|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|luật|\b(?:nđ|nq|qđ|tt|ct|no\.?))"
)
"""A name behind which a number and a year are those of a decision: ``Nghị định 9/2023``."""


class OfPeriods(NamedTuple):
    """The columns of a table whose headings differ in a period alone."""

    periods: Sequence[str]
    """The periods that one figure or more has, as the headings write them, in their order."""
    columns: Mapping[str, str]
    """The period of each column that has one, by its heading."""


def is_period(text: str) -> bool:
    """Whether a text, folded, is a period that names its year, and nothing else: ``2022``, ``2022-q1``, ``jan-22``."""
    return YEAR.fullmatch(text) is not None or _ALONE.fullmatch(text) is not None


def of_periods(headings: Sequence[str]) -> OfPeriods | None:
    """The periods that stand beside each other for one figure, plain years among them; ``None`` where there are none.

    Headings in plain years alone are not looked for: :func:`~dtiscore.tables.heading_parts.sides_in` knows them.
    """
    found = {heading: apart for heading in headings if (apart := _apart(heading)) is not None}
    named: dict[str, set[str]] = {}
    for name, period in found.values():
        named.setdefault(name, set()).add(fold(period))
    several = {name for name, periods in named.items() if _are_several(periods)}
    if not several:
        return None
    beside = dict.fromkeys(period for name, period in found.values() if name in several)
    return OfPeriods([*beside], {heading: period for heading, (_, period) in found.items()})


def _are_several(periods: AbstractSet[str]) -> bool:
    """Whether texts are more than one period; without a year, some months or all four quarters, as questions are not."""
    found = [apart for period in periods if (apart := _WITHOUT_YEAR.fullmatch(period))]
    if len(found) < len(periods):
        return len(periods) - len(found) > 1
    quarters = {each["quarter"] for each in found if each["quarter"]}
    return len(found) >= _FEWEST_OF_A_YEAR and quarters in (set(), set("1234"))


def _apart(heading: str) -> tuple[str, str] | None:
    """The name in a heading, folded, and the period behind it as it is written; ``None`` where none is."""
    *above, lowest = parts_of(heading) or [""]
    folded = fold(lowest)
    if _ALONE.fullmatch(folded) or _WITHOUT_YEAR.fullmatch(folded) or year_alone(lowest):
        return fold(BETWEEN.join(above)), lowest
    behind = _BEHIND.fullmatch(folded)
    if behind is None or _OF_A_DECREE.fullmatch(behind["name"]):
        return None
    period = behind["plain"] or behind["bracketed"]
    # As it is written, where folding has changed the length of nothing.
    at = " ".join(lowest.split()).casefold().rfind(period)
    written = " ".join(lowest.split())[at : at + len(period)] if at >= 0 else period
    return fold(BETWEEN.join([*above, behind["name"]])), written
