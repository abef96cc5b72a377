"""The order of names in a list: Vietnamese letters as the alphabet has them, marks of tone after letters."""

from __future__ import annotations

import unicodedata

_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng, as dictionaries order them; no mark comes first."""
_LETTER_MARKS = "\u0306\u0302\u031b"
"""Breve, circumflex and horn, which make letters of their own: a ă â, o ô ơ."""

Key = tuple[tuple[tuple[str, int], ...], tuple[int, ...], str]


def alphabetical(name: str) -> Key:
    """The sort key of a name: đ follows d, ă and â follow a; names that differ in tone only stand together."""
    letters: list[tuple[str, int]] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFD", name.casefold().replace("đ", "d\u0335")):
        if unicodedata.category(character) != "Mn":
            letters.append((character, 0))
            tones.append(0)
        elif letters and character in _TONES:
            tones[-1] = _TONES.index(character) + 1
        elif letters:
            letters[-1] = (letters[-1][0], _LETTER_MARKS.find(character) + 1 or 4)
    return tuple(letters), tuple(tones), name
