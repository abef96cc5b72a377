"""Texts for a stream that lacks their letters, as consoles of Windows do: the nearest that can be read, never a fault."""

from __future__ import annotations

import codecs
import sys
import unicodedata

_OF_THE_LETTER = frozenset("\u0302\u0306\u031b")
"""Marks that make another letter of a base, as in ô, ă and ơ; all others tell its tone, and may stand behind it."""

_INSTEAD = {
    "đ": "d",
    "Đ": "D",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "−": "-",
    "–": "-",
    "·": "-",
    "×": "x",
    "°": "o",
}
"""What is read for signs that no decomposition brings nearer to ASCII."""


def make_legible() -> None:
    """Let standard output and error write what their encoding lacks in the nearest letters that it has."""
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", None) or "utf-8"
        if not encoding.lower().startswith("utf") and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_handler(encoding))


def _handler(encoding: str) -> str:
    """The name of what replaces letters that an encoding lacks; an error does not tell by which codec it was met."""
    name = f"dtiscore-legible-{encoding}"

    def replace(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        lacking = error.object[error.start : error.end]
        return "".join(nearest(letter, encoding) for letter in lacking), error.end

    codecs.register_error(name, replace)
    return name


def nearest(letter: str, encoding: str) -> str:
    """A letter as an encoding can have it: its tone as a letter of its own, else without marks, else its number.

    Vietnamese Windows (cp1258) has ``ô`` and the tone of ``ỗ`` apart, Western Windows neither.
    """
    parts = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize(
        "NFC", parts[0] + "".join(mark for mark in parts[1:] if mark in _OF_THE_LETTER)
    )
    tones = "".join(mark for mark in parts[1:] if mark not in _OF_THE_LETTER)
    plain = unicodedata.normalize("NFKD", letter)
    without = "".join(part for part in plain if not unicodedata.combining(part))
    for text in (base + tones, _INSTEAD.get(letter, without)):
        if text and _is_in(text, encoding):
            return text
    return letter.encode("ascii", "backslashreplace").decode()


def _is_in(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
