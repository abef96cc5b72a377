"""In which encoding bytes are that make no Western words: by how common the letters are that they would be."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_FEWEST_WESTERN = 0.5
"""The share of bytes beyond ASCII that stand alone among plain letters, from which a text is a Western one."""
_ENOUGH = 0.6
"""The share of common letters from which a reading is believed; of the wrong alphabet it is hardly a third."""
_FEWEST = 8
"""Bytes and letters below which chance may make anything of them."""
_LONGEST = 40
"""Letters beyond which none is a word."""
_CYRILLIC = "оеаинтсрвлкмдпуяыіїзбг"
_COMMON: Mapping[str, str] = {
    "cp1255": "יוהלראתבשמנדםעחקפטכןצ",
    "cp1251": _CYRILLIC,
    "koi8-r": _CYRILLIC,
    "cp866": _CYRILLIC,
    "cp1253": "αοιετσνηυρπκμλςάίόέήύώ",
    "cp1256": "اليمنورتبةعدسفحكأإقه",
    "cp874": "านรกอเงมยลวดตสทปีั่้คะิื",
}
"""The letters of which most texts in the languages of an alphabet are made, from the most frequent down."""
_FIRST_LEVEL = {
    "cp949": (0xB0, 0xC8),
    "gb18030": (0xB0, 0xD7),
    "big5": (0xA4, 0xC6),
    "cp932": (0x82, 0x97),
}
"""The first bytes of the characters in common use, which stand before the rare ones; of Japanese from the kana on.

Korean syllables, which are common Chinese characters too, stand first: a Chinese text goes beyond them.
"""
_IN_COMMON_USE = 0.9


def is_of_another_script(data: bytes) -> bool:
    """Whether most bytes beyond ASCII stand side by side, as no language of Western Europe writes its letters."""
    runs = [*map(len, _BEYOND_ASCII.findall(data))]
    beside = sum(length for length in runs if length > 1)
    return beside >= _FEWEST and beside > _FEWEST_WESTERN * sum(runs)


def likely_encoding(data: bytes) -> str | None:
    """The encoding in which bytes of another script are letters in common use; ``None`` where they are so in none."""
    shares = {encoding: _share_in_common_use(data, encoding) for encoding in _FIRST_LEVEL}
    # Of alphabets many bytes make no character of two at all.
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] >= _IN_COMMON_USE:
        return best
    shares = {encoding: _share_of_letters(data, encoding) for encoding in _COMMON}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _ENOUGH else None


def _share_of_letters(data: bytes, encoding: str) -> float:
    """The share of signs beyond ASCII that are common letters, in words whose capitals stand before all others or are all."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    words = re.findall(rf"(?<![^\W\d_])[^\W\d_]{{1,{_LONGEST}}}(?![^\W\d_])", text)
    letters = "".join(word for word in words if word[1:].islower() or word.upper() == word).lower()
    signs = sum(not sign.isascii() and not sign.isspace() for sign in text)
    return sum(letter in _COMMON[encoding] for letter in letters) / max(signs, _FEWEST)


def _share_in_common_use(data: bytes, encoding: str) -> float:
    """The share of the characters of two bytes whose first one is that of a character in common use."""
    try:
        characters = [each for each in data.decode(encoding) if each.isalpha() and not each.isascii()]
    except UnicodeDecodeError:
        return 0.0
    low, high = _FIRST_LEVEL[encoding]
    first = [each.encode(encoding)[0] for each in characters]
    return sum(low <= byte <= high for byte in first) / max(len(first), _FEWEST)
