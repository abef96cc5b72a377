"""Flags behind numbers, as statistical offices write them: ``12.3 b`` is 12.3, after a break in its series.

Only what was declared is taken for a flag, and only behind a number or a text that means "no value".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from typing import NamedTuple

from dtiscore.errors import UsageFault
from dtiscore.said import joined, said
from dtiscore.shell_words import with_value
from dtiscore.tables.number_cells import numeral
from dtiscore.tables.number_faults import (
    MAXIMUM_LENGTH,
    MISSING_MARKERS,
    NumberFault,
    changes_the_number,
    how_often,
    not_a_number,
)

_BLANKS = "[ \u00a0\u202f]*"
_OF_NUMBERS = frozenset("0123456789.,'\u2019+-% \t\u00a0\u202f\u2009")
"""What a number may hold itself: a flag of such signs could not be told from it."""
_LIKELY = re.compile(r"\([A-Za-z]\)|\[[A-Za-z]\]|[*†‡§#]")
_LIKELY_BEHIND = re.compile(
    r"(?P<body>.*?[^ \u00a0\u202f])(?P<flags>(?:[ \u00a0\u202f]*(?:\([A-Za-z]\)|\[[A-Za-z]\]|[*†‡§#]))+|[ \u00a0\u202f]+[a-finp-suvxzA-FINP-SUVXZ]{1,2}"
    r"|(?:(?<=[.,][0-9])|(?<=[.,][0-9]{2})|(?<=[.,][0-9]{3}))[a-finp-suvxz]{1,2})"
)
"""One or two of the letters that offices use, small ones where they touch decimals, and not those of common units and
multiples; a letter in brackets, a star. What else stands behind a number may belong to it (``5 km``, ``1O``)."""


_RAISED_BEHIND = re.compile(r"(?P<body>.*?[0-9%])[ \u00a0\u202f]*(?P<mark>[¹²³⁰⁴-⁹]+)")
_UNIT_BEHIND = re.compile(
    r"(?P<body>.*?[0-9])[ \u00a0\u202f]+(?P<unit>°?[^\W\d_](?:/?[^\W_]){0,11}|[‰‱€$£¥₫])"
)
"""A word, a unit of measure (``m²``, ``km2``, ``µg/m³``, ``°C``) or the sign of a currency behind a number, apart from it."""
_POWER = re.compile("[eE][0-9]")


class Flagged(NamedTuple):
    """A cell that seems to have flags behind what it holds."""

    body: str
    flags: tuple[str, ...]


def require_flags(flags: Iterable[str]) -> None:
    """Raise ``UsageFault`` for a flag that could be a part of a number; ``km2`` could not, and ``e5`` could."""
    for flag in flags:
        signs = flag[:1] + re.sub("[0-9]", "", flag[1:])
        if not flag or not _OF_NUMBERS.isdisjoint(signs) or _POWER.match(flag):
            raise UsageFault(
                said('"{flag}" cannot be a flag, as numbers have such signs themselves', flag=flag),
                said("name the letters or the sign that stand behind numbers, without blanks"),
            )


def unflagged(cells: Sequence[str], flags: AbstractSet[str], missing: AbstractSet[str]) -> Sequence[str]:
    """The cells without the ``flags``, one or several, behind numbers and behind the texts ``missing``."""
    one = "|".join(re.escape(flag) for flag in sorted(flags, key=len, reverse=True))
    flagged = re.compile(rf"(.*?[^ ])(?:{_BLANKS}(?:{one}))+ *", re.DOTALL)

    def body(cell: str) -> str:
        found = flagged.fullmatch(cell) if len(cell) <= MAXIMUM_LENGTH else None
        return found[1] if found and (found[1].strip() in missing or _is_numeral(found[1])) else cell

    # A cell stored as a number matches no flag, and stays one.
    return [body(cell) for cell in cells]


def likely_flags(cell: str) -> Flagged | None:
    """A cell by what it holds and what seems to be its flags; ``None`` where nothing seems to be one."""
    found = _LIKELY_BEHIND.fullmatch(cell.strip(" ")) if len(cell) <= MAXIMUM_LENGTH else None
    if found is None or _changes_the_number(cell):
        return None
    if found["body"].casefold() not in MISSING_MARKERS and not _is_numeral(found["body"]):
        return None
    flags = found["flags"].strip(" \u00a0\u202f")
    # Letters side by side are a flag each: bp is a break, and provisional.
    return Flagged(found["body"], tuple(_LIKELY.findall(flags) or flags))


def raised_mark(cell: str) -> Flagged | None:
    """A cell by its number and raised digits behind it, which may be the mark of a footnote; ``None`` where there are none."""
    found = _RAISED_BEHIND.fullmatch(cell.strip(" ")) if len(cell) <= MAXIMUM_LENGTH else None
    if found is None or _changes_the_number(cell) or not _is_numeral(found["body"]):
        return None
    return Flagged(found["body"], (found["mark"],))


def unit_behind(cell: str) -> Flagged | None:
    """A cell by its number and what may be the unit of it; ``None`` where there is none, or it makes another number of it."""
    found = _UNIT_BEHIND.fullmatch(cell.strip(" "))
    if found is None or _changes_the_number(cell) or not _is_numeral(found["body"]):
        return None
    return Flagged(found["body"], (found["unit"],))


def with_its_unit(cell: str, fault: NumberFault) -> NumberFault:
    """The fault of a number with more in its cell, which may be a unit of measure that all numbers of the column have."""
    found = unit_behind(cell)
    if found is None or fault.code not in ("not-a-number", "invisible-character", "foreign-digits"):
        return fault
    option = with_value("--flag", found.flags[0])
    way_out = said("if every number of the column has it, declare {option}", option=option)
    plain = not_a_number(cell)
    return NumberFault(plain.code, plain.message, joined("{first}; {second}", [plain.fix, way_out]))


def undeclared_flag(counts: Mapping[str, int]) -> NumberFault:
    """The fault of a number with what seems to be a flag behind it; ``counts`` has those of its column."""
    return NumberFault(
        "undeclared-flag",
        said(
            "has behind the number what may be a flag, which nothing declares (this column has {flags})",
            flags=how_often(counts),
        ),
        said(
            "declare {options} if such signs mark numbers and change none, or leave only the number in the cell",
            options=" ".join(with_value("--flag", flag) for flag in counts),
        ),
    )


def _changes_the_number(cell: str) -> bool:
    # A minus is a part of the number before a flag, and no word beside it.
    return changes_the_number(cell.strip(" ").removeprefix("-"))


def _is_numeral(text: str) -> bool:
    try:
        numeral(text)
    except NumberFault:
        return False
    return True
