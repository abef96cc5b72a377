"""Numbers on a command line as the screens of its language write them; what is a list or a text stays as it is typed.

A point comes before decimals in every language, so that a printed command can be copied. Where the language has a decimal
comma, that does too. Of ``1.234``, which such a screen shows for 1234, nobody knows which of both is meant: it is refused,
as ``1,234`` is in English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from dtiscore.cli.language import spoken_language
from dtiscore.cli.parameters import Command, Parameter, Values, name_of, values_of
from dtiscore.errors import UsageFault
from dtiscore.said import Figure, said, spoken

_MAY_END_WITH_A_NUMBER = re.compile(r"[.,]\d|\d[.,]\s*%?\s*$")
"""A word that holds a decimal or thousands sign beside a digit, other than as the beginning of what a file's name ends with."""


def decimal_sign() -> str:
    """What comes before decimals in the language of the reader."""
    return spoken(Figure("."), spoken_language())


def with_plain_numbers(command: Command, typed: Sequence[str]) -> list[str]:
    """A command line with its numbers as programs write them.

    Raises:
        UsageFault: one of them has two readings.
    """
    if not any(map(_MAY_END_WITH_A_NUMBER.search, typed)):
        return [*typed]
    values = values_of(command)
    of_numbers = {
        option: (name_of(cast("Parameter", parameter)), found)  # typer makes no other kinds
        for parameter in command.params
        if (found := values.get(parameter.name or "", Values())).is_number
        for option in parameter.opts
    }
    words: list[str] = []
    for at, word in enumerate(typed):
        option, equals, value = word.partition("=")
        if at and typed[at - 1] in of_numbers:
            option, equals, value = typed[at - 1], "", word
        if option not in of_numbers or not value:
            words.append(word)
            continue
        called, found = of_numbers[option]
        before, behind, number = value.rpartition("=") if found.number_last else ("", "", value)
        said_first = f"{option}=" if equals else ""
        words.append(f"{said_first}{before}{behind}{_plain(number, called)}")
    return words


def _plain(text: str, option: str) -> str:
    """A number as programs write it; a text that is none as it is."""
    decimal, thousands = decimal_sign(), spoken(Figure(","), spoken_language())
    grouped = rf"[+-]?[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+"
    number = text.strip().removesuffix("%")
    ungrouped = number.replace(thousands, "")
    if re.fullmatch(grouped, number) and number.count(thousands) == 1:
        other = number.replace(thousands, decimal)
        message = said(
            '{option}: "{value}" is {one} or {other}', option=option, value=text, one=ungrouped, other=other
        )
        raise UsageFault(message, said("write {one} or {other}", one=ungrouped, other=other))
    if decimal == "." and re.fullmatch(r"[+-]?\d*,\d+", number):
        message = said('{option}: "{value}" has a comma before its decimals', option=option, value=text)
        raise UsageFault(message, said("write {number}", number=text.replace(",", ".")))
    if re.fullmatch(rf"{grouped}(?:{re.escape(decimal)}\d+)?", number):
        return text.replace(thousands, "").replace(decimal, ".")
    if re.fullmatch(rf"[+-]?\d*{re.escape(decimal)}\d+(?:[eE][+-]?\d+)?", number):
        return text.replace(decimal, ".")
    return text
