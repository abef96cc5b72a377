"""The single values that a document may hold in whatever syntax: readable text, exact numbers, true, false, null."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeAlias

from dtiscore.said import Said, said

Scalar: TypeAlias = str | int | float | bool | None
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"

GREATEST_WHOLE_NUMBER = 2**53
"""Up to here, and down to its negative, every whole number is exact as a 64-bit float."""

GREATEST_DIGITS = 17
"""Significant decimal digits beyond which a 64-bit float cannot follow the text (IEEE 754-2019, 5.12.2)."""

_HIDDEN_CHARACTERS = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters, with YAML 1.1's extra line end U+0085
    "\u2028\u2029"  # line ends for YAML 1.1 alone: lines would be counted differently
    "\u202a-\u202e\u2066-\u2069"  # direction marks: a line would show something else than it says
    "\ud800-\udfff\ufeff\ufffe\uffff]"  # halves of characters, byte-order marks and non-characters
)
"""Characters that nobody sees and that no name, title or code needs; tab and line ends are not among them."""


def hidden_characters(text: str) -> list[re.Match[str]]:
    """Where a text holds a character that nobody sees."""
    # None of them is printable, and the pattern takes as long to compile as hundreds of lines to read.
    if text.isprintable() or all(map(str.isprintable, text.split("\n"))):
        return []
    return list(re.finditer(_HIDDEN_CHARACTERS, text))


@dataclass(eq=False)
class ScalarRefused(Exception):
    """A single value cannot be taken as it is written."""

    code: str
    message: Said
    fix: Said

    def __str__(self) -> str:
        return f"{self.message}; {self.fix}"


def readable_text(written: str) -> str:
    """The same text.

    Raises:
        ScalarRefused: it holds a hidden character.
    """
    found = hidden_characters(written)
    if found:
        raise ScalarRefused(
            "hidden-character",
            said("the text holds the hidden character U+{number:04X}", number=ord(found[0][0])),
            said("remove it"),
        )
    return written


def whole_number(written: str) -> int:
    """The whole number that decimal digits with an optional sign write.

    Raises:
        ScalarRefused: it lies outside ±2**53, where a 64-bit float would change its last digits.
    """
    # Counting digits first keeps int() away from texts of thousands of digits.
    too_long = len(written.lstrip("+-0")) > len(str(GREATEST_WHOLE_NUMBER))
    if too_long or abs(int(written)) > GREATEST_WHOLE_NUMBER:
        message = said(
            "a whole number beyond ±{limit:,} cannot be kept exactly",
            limit=GREATEST_WHOLE_NUMBER,
        )
        raise ScalarRefused(
            "number-out-of-range", message, said("write a smaller number, or quotes if it is a code")
        )
    return int(written)


_GREATEST = 1e300
"""So far below the greatest 64-bit float, 1.8e308, that sums of such numbers stay finite."""
OUT_OF_RANGE = said("the number is too great or too near to zero to be kept")
WITHIN_RANGE = said("write a number between 1.0e-300 and 1.0e+300")


def is_in_range(number: float) -> bool:
    """Whether a number can be computed with: it is 0, or neither so great that sums are not finite, nor so small that floats of
    its size have fewer digits."""
    return not number or 1 / _GREATEST <= abs(number) <= _GREATEST


def decimal_number(written: str) -> float:
    """The number that a decimal literal (``0.5``, ``1.0e+3``, ``1e3``) writes, as the nearest 64-bit float.

    Raises:
        ScalarRefused: it is infinite, not a number, so great that sums of it might be infinite, or so near to zero that it would
            become zero.
    """
    value = float(written)
    if math.isnan(value) or "inf" in written.lower():
        raise ScalarRefused(
            "number-not-finite",
            said("infinity and not-a-number are not figures that can be scored"),
            said("write a decimal number, or quotes if it is text"),
        )
    mantissa = re.split("[eE]", written)[0]
    if not is_in_range(value) or (value == 0 and mantissa.strip("+-0._")):
        raise ScalarRefused("number-out-of-range", OUT_OF_RANGE, WITHIN_RANGE)
    return value


def keeps_digits(written: str) -> bool:
    """Whether a decimal literal has no more significant digits than a 64-bit float can follow."""
    mantissa = re.split("[eE]", written)[0]
    return len(re.sub(r"[^0-9]", "", mantissa).strip("0")) <= GREATEST_DIGITS
