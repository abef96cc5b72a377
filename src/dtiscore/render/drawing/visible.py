"""Text from data made safe to look at: characters that act or hide are shown as escapes such as ``\\x1b``."""

from __future__ import annotations

import unicodedata

_ACTING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories whose characters steer a terminal, turn the writing direction, or take no place at all."""

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols that print as nothing, by which two names can look alike and differ."""

_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def is_acting(character: str) -> bool:
    """Whether a character would act on the reader's screen or hide from it, rather than be seen."""
    return unicodedata.category(character) in _ACTING or character in _BLANK


def escape(character: str) -> str:
    """The escape by which a character is shown: ``\\x1b``, ``\\u202e``, ``\\U000e0041``."""
    if character in _SHORT:
        return _SHORT[character]
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible(text: str) -> str:
    """The text in NFC, on one line, with every character that acts or hides replaced by its escape."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(escape(character) if is_acting(character) else character for character in composed)
