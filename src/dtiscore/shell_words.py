"""Advice that can be pasted: a text as one word of a command line, and options with their values."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dtiscore.visible import with_escapes

_PLAIN = re.compile(r"(?!=)(?=.*\w)[\w./:=,@+-]+")
"""A word that means itself to every shell; signs alone are quoted all the same, so that they can be made out."""
_MEANT = frozenset('$`!\\"')
"""The signs that mean something to a shell even between double quotes."""


def as_word(text: str) -> str:
    """A text as one word of a command line: bare where it can be, else quoted as a person would.

    What cannot be shown is written as bash and zsh have it, ``$'\\u202e'``.
    """
    shown = with_escapes(text, _escape)
    if shown != text:
        return "$'" + with_escapes(re.sub(r"[\\']", r"\\\g<0>", text), _escape) + "'"
    if _PLAIN.fullmatch(text):
        return text
    if not _MEANT & set(text):
        return f'"{text}"'
    import shlex  # hardly a word needs it

    return shlex.quote(text)


def as_line(words: Iterable[str]) -> str:
    """Words as one command line."""
    return " ".join(map(as_word, words))


def as_given(source: str) -> str:
    """What messages call a file, as one word that gives it to a command: standard input is ``-`` there."""
    return "-" if source == "<stdin>" else as_word(source)


def with_period(period: str, source: str) -> str:
    """What messages call a table, as one word that gives it with its period."""
    return f"{period}=-" if source == "<stdin>" else as_word(f"{period}={source}")


def _escape(character: str) -> str:
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is no text
        return f"\\x{number - 0xDC00:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def with_value(option: str, value: str) -> str:
    """An option with its value, as a shell takes it."""
    return f"{option} {as_word(value)}"
