"""Advice that can be pasted: a text as one word of a command line, and options with their values."""

from __future__ import annotations

import re
import shlex

_PLAIN = re.compile(r"(?!=)(?=.*\w)[\w./:=,@+-]+")
"""A word that means itself to every shell; signs alone are quoted all the same, so that they can be made out."""
_MEANT = frozenset('$`!\\"')
"""The signs that mean something to a shell even between double quotes."""


def as_word(text: str) -> str:
    """A text as one word of a command line: bare where it can be, else quoted as a person would."""
    if _PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if _MEANT & set(text) else f'"{text}"'


def with_value(option: str, value: str) -> str:
    """An option with its value, as a shell takes it."""
    return f"{option} {as_word(value)}"
