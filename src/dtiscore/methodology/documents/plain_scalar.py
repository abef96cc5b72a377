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
from dtiscore.said import said

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
    from dtiscore.methodology.documents.ambiguous_scalars import AMBIGUOUS  # few files hold what may be one

    for pattern, message, fix in AMBIGUOUS:
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
