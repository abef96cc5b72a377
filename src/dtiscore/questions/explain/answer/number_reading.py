"""How the text of one cell was read as the number that it became: its marks, and what per cent means in it."""

from __future__ import annotations

from collections.abc import Mapping

from dtiscore.methodology.base import fold
from dtiscore.tables.number_cells import numeral
from dtiscore.tables.number_faults import NumberFault
from dtiscore.tables.written import Written


def number_reading(text: str, written: Written) -> Mapping[str, str]:
    """What made a number of a text: ``decimal``, ``grouping``, ``percent`` and ``flag``, each where it plays a part.

    ``percent`` is ``part`` where 45% (or a bare 45, declared to be per cent) is 0.45, and ``unit`` where it is 45. ``stands``
    is the text itself where the edition says for which number it stands.
    """
    if fold(text) in written.texts:
        return {"stands": text.strip()}
    (plain,) = written.plain([text])
    try:
        body = numeral(plain).body
    except NumberFault:  # it was no text that was read, but a value of a type
        return {}
    told = {}
    if (mark := written.mark_in(plain)) in body:
        told["decimal"] = mark
    if written.style.grouping and written.style.grouping in body:
        told["grouping"] = written.style.grouping
    if written.is_part(plain) or "%" in plain:
        told["percent"] = "part" if written.is_part(plain) else "unit"
    if flag := text.strip().removeprefix(plain.strip()).strip():
        told["flag"] = flag
    return told
