"""What a YAML scalar without quotes means, where YAML 1.1 and 1.2 agree on it; where they do not, it is refused.

The types are those of the core schema of YAML 1.2.2 (section 10.3.2): null, true and false, decimal whole numbers
and decimal fractions; the rest is text. What the types of YAML 1.1 (yaml.org/type) or PyYAML read otherwise, and what
would lose its look as a number (``01``), must be written in quotes. One exception: a day (``2022-05-20``), which
YAML 1.1 makes a date object, is text here, because decisions are dated and nobody quotes a date.
"""

from __future__ import annotations

import re
from datetime import date

from dtiscore.methodology.documents.scalars import (
    Scalar,
    ScalarRefused,
    decimal_number,
    readable_text,
    whole_number,
)
from dtiscore.said import Said, said

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"(?:[-+]?(?:0|[1-9][0-9]*))?\.[0-9]+(?:[eE][-+][0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)

_WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
_SIGNS = frozenset({"=", "<<"})
_NUMBER_START = frozenset("0123456789+-.")

_AMBIGUOUS: tuple[tuple[re.Pattern[str], Said, Said], ...] = (
    (
        re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+"),
        said("some programs read this as a hexadecimal, octal or binary number and others as text"),
        said("write it in quotes, or as a decimal number"),
    ),
    (
        re.compile(r"[-+]?(?=[0-9._]*_)(?:\._*)?[0-9][0-9._]*(?:[eE][-+]?[0-9_]+)?"),
        said("some programs drop the underscores of this number and others read text"),
        said("write it in quotes, or the number without underscores"),
    ),
    (
        re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?"),
        said("as a number this would lose its leading zero, and some programs would read it in base eight"),
        said("write it in quotes, or the number without the leading zero"),
    ),
    (
        re.compile(r"[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?"),
        said("some programs read this as a number in base sixty, as hours and minutes, and others as text"),
        said("write it in quotes"),
    ),
    (
        re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+"),
        said("some programs read this power of ten as a number and others as text"),
        said("write the number out, such as 1000, or with both point and sign, such as 1.0e+3, or in quotes"),
    ),
    (
        re.compile(r"[-+]\.[0-9]+(?:[eE][-+]?[0-9]+)?"),
        said("some programs read a signed number only with a digit before the point, and text otherwise"),
        said("write a zero before the point, such as -0.5; if it is text, write it in quotes"),
    ),
    (
        re.compile(r"[-+]?[0-9]+\."),
        said("as a number this would lose its final point"),
        said("write it in quotes, or the number without the point"),
    ),
    (
        re.compile(r"[-+]?[0-9][0-9.]*(?:,[0-9]+)+(?:\.[0-9]+)?"),
        said("a number with a comma is text in YAML"),
        said(
            "write the number with a decimal point and no grouping, such as 0.5; if it is text, write it in quotes"
        ),
    ),
    (
        re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[^\n]*)?"),
        said("some programs read this as a date or time and others as text"),
        said("write it in quotes; only a day of the calendar such as 2022-05-20 may stand without"),
    ),
)


def plain_scalar(written: str) -> Scalar:
    """The value of a YAML scalar that stands without quotes.

    Raises:
        ScalarRefused: with the code ``yaml-ambiguous-scalar`` where YAML programs disagree or the look would be lost,
            or as :func:`whole_number`, :func:`decimal_number` and :func:`readable_text` refuse.
    """
    if written in _CONSTANTS:
        return _CONSTANTS[written]
    if written.lower() in _WORDS or written in _SIGNS:
        message = said("some programs read this as true, false or another special value, and others as text")
        if written.lower() in _WORDS:
            raise ScalarRefused(
                "yaml-ambiguous-scalar", message, said("write it in quotes, or true or false")
            )
        raise ScalarRefused("yaml-ambiguous-scalar", message, said("write it in quotes"))
    if written[0] in _NUMBER_START:
        return _number_like(written)
    return readable_text(written)


def _number_like(written: str) -> Scalar:
    """The value of a plain scalar that starts as a number does."""
    if _WHOLE.fullmatch(written):
        return whole_number(written)
    if _DECIMAL.fullmatch(written):
        return decimal_number(written)
    if _NOT_FINITE.fullmatch(written):
        return decimal_number(written.replace(".", ""))
    if _DAY.fullmatch(written) and _is_day(written):
        return written
    for pattern, message, fix in _AMBIGUOUS:
        if pattern.fullmatch(written):
            raise ScalarRefused("yaml-ambiguous-scalar", message, fix)
    return readable_text(written)


def _is_day(written: str) -> bool:
    """Whether the calendar has this day."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
