"""What a column is measured in, as its heading ends in it, which is no level of the index, or all of its cells do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import YEAR, parts_of
from dtiscore.tables.raw import RawColumn

_OF_MEASURE = re.compile(
    r"[(\[].*[)\]]|(?:in )?(?:%|‰|thousands?|millions?|billions?|bn|number|no\.|persons?|people|inhabitants|years?|months?|days?|hours?"
    r"|points?|score|index|ratio|rate|share|per .+|1 ?= ?.+|usd|us\$|eur|euros?|€|vnd|đồng|nghìn|triệu|tỷ|tỉ|người|năm|tháng|ngày|giờ|điểm"
    r"|lượt|hồ sơ|km²?|km2|m²|m2|ha|tons?|tonnes?|kg|mbps|gb|kwh)(?: đồng| người| usd)?(?: per .+| ?/ ?.+)?"
    r"|prozent|promille|anzahl|personen|jahre|(?:je|pro) .+|(?:1 ?000|tsd\.?|mill?\.?|mrd\.?)(?: .+)?|en (?:%|€|euros?)|ans|années|nombre|milliers|pour .+"
    r"|número|personas|años|pessoas|anos|por .+|persen|orang|tahun|rupiah|(?:ribu|juta) .+|процент\w*|единиц\w*|человек|лет|руб\w*\.?|(?:тыс|млн|млрд)\.?(?: .+)?|на .+"
    r"|[万亿]?(?:元|人|吨|户|个|平方公里)|نسمة|سنة|جنيه"
)
"""A heading that says in what a column is measured, folded."""
_FEWEST_ALIKE = 2
_WITH_CURRENCY = re.compile(r"(?:[A-Z]{2,3} ?)?[€$£¥₫] ?[0-9][0-9.,' \u00a0]*")
_WITH_UNIT = re.compile(r"[0-9][0-9.,' \u00a0]*?(?:[ \u00a0]+(?=[^\W\d_]|[°‰‱])|(?=[^\W\d_]{2}))(\D.{0,19})")
_OUT_OF = re.compile(r"[0-9]+(?:[.,][0-9]+)? ?/ ?([0-9]{1,4})")


def measured(columns: Sequence[RawColumn]) -> frozenset[str]:
    """The headings whose lowest part says in what the column is measured, where all lowest parts do and those above differ."""
    deep = {column.header: parts for column in columns if len(parts := parts_of(column.header)) > 1}
    above = {tuple(parts[:-1]) for parts in deep.values()}
    if len(above) < max(len(deep), 2) or not all(
        _OF_MEASURE.fullmatch(fold(parts[-1])) for parts in deep.values()
    ):
        return frozenset()
    groups = {names[:depth] for names in above for depth in range(1, len(names))}
    return frozenset(header for header, parts in deep.items() if tuple(parts[:-1]) not in groups)


def are_measured(cells: Sequence[str]) -> bool:
    """Whether cells are amounts with the sign of one currency or one unit of measure, or points out of one whole: ``70/100``."""
    if len(cells) < _FEWEST_ALIKE:
        return False
    if all(map(_WITH_CURRENCY.fullmatch, cells)):
        return True
    wholes = [found and found[1] for found in map(_OUT_OF.fullmatch, cells)]
    if len({*wholes}) == 1 and wholes[0] is not None and not YEAR.fullmatch(wholes[0]):
        return True
    units = {found and found[1] for found in map(_WITH_UNIT.fullmatch, cells)}
    return len(units) == 1 and None not in units
