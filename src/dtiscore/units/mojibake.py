"""Names written in UTF-8 and read in another encoding: recognised for messages, never used to match."""

from __future__ import annotations

import re

# What a spreadsheet takes a UTF-8 file without a mark for: Western Windows, Vietnamese Windows.
_WRONG_ENCODINGS = ("cp1252", "cp1258")

# What a program shows for a byte that an encoding leaves open.
_OPEN = re.compile("[\x80-\x9f]")
# The second byte of "à" shows as a no-break space, which programs turn into a common space or strip.
_LOST_NO_BREAK_SPACE = re.compile("([ÃĂ])(?: (?=(.?))|$)")


def looks_like_mojibake(text: str) -> str | None:
    """What a garbled text such as ``HÃ Ná»™i`` was before: ``Hà Nội``; ``None`` when it is not garbled.

    A genuine name is never taken for a garbled one: its bytes in either encoding are not valid UTF-8.
    """
    if text.isascii():
        return None
    for candidate in dict.fromkeys((text, _LOST_NO_BREAK_SPACE.sub(_restored, text))):
        for encoding in _WRONG_ENCODINGS:
            reading = _as_utf8(candidate, encoding)
            if reading is not None:
                return reading
    return None


def _restored(found: re.Match[str]) -> str:
    """Both bytes of ``à`` again, with the space after the word where the two had become one."""
    word_ends = (found[2] or "").isupper()
    return f"{found[1]}\u00a0 " if word_ends else f"{found[1]}\u00a0"


def _as_utf8(text: str, encoding: str) -> str | None:
    try:
        if not _OPEN.search(text):
            return text.encode(encoding).decode("utf-8")
        return b"".join(_byte(character, encoding) for character in text).decode("utf-8")
    except UnicodeError:
        return None


def _byte(character: str, encoding: str) -> bytes:
    """The byte behind a character; bytes that an encoding leaves open are shown as control characters."""
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1")
    return character.encode(encoding)
