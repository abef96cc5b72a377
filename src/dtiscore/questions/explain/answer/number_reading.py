"""How the text of one cell was read as the number that it became: its marks, and what per cent means in it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from dtiscore.tables.number_cells import NumberStyle, PercentRule, parse_number
from dtiscore.tables.number_faults import NumberFault

_STYLES = (
    *(NumberStyle("."), NumberStyle(",")),
    *(NumberStyle(".", ","), NumberStyle(",", ".")),
    *(NumberStyle(".", " "), NumberStyle(",", " ")),
    *(NumberStyle(".", "'"), NumberStyle(",", "'")),
)
"""From the plainest on: of two styles that read a cell alike the first is told."""

_PERCENT: tuple[PercentRule, ...] = ("sign", "unit", "bare")


def number_reading(text: str, value: float) -> Mapping[str, str]:
    """The marks by which a text is this number: ``decimal``, ``grouping`` and ``percent``, each where it plays a part.

    ``percent`` is ``part`` where 45% (or a bare 45, declared to be per cent) is 0.45, and ``unit`` where it is 45.
    """
    for percent, style in product(_PERCENT, _STYLES):
        try:
            if parse_number(text, style, percent=percent) != value:
                continue
        except NumberFault:
            continue
        return _told(text, style, percent)
    return {}


def _told(text: str, style: NumberStyle, percent: PercentRule) -> Mapping[str, str]:
    told: dict[str, str] = {}
    if style.decimal in text:
        told["decimal"] = style.decimal
    if style.grouping:
        told["grouping"] = style.grouping
    if percent == "bare" or "%" in text:
        told["percent"] = "unit" if percent == "unit" else "part"
    return told
