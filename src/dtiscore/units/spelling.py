"""The normal form in which spellings of a unit are compared: exact after documented steps, never fuzzy.

The steps, in order:

1. characters that print as nothing or steer how a text is shown go (callers refuse them, see :func:`invisible_characters`);
2. Unicode NFC and case folding;
3. ``Ð`` (U+00D0), ``ð`` and ``Ɖ`` (U+0189) become ``đ`` (callers warn: see :func:`confusable_letters`);
4. every dash becomes ``-`` without spaces around it, every run of white space becomes one space;
5. the older placement of a tone mark (``hòa``) becomes the newer (``hoà``), see :data:`NEWER_TONE_PLACEMENT`.
"""

from __future__ import annotations

import re
import unicodedata

from dtiscore.said import Said, joined, said
from dtiscore.visible import acting, has_none_unseen, is_acting

NEWER_TONE_PLACEMENT = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
"""Both spellings are correct Vietnamese, and Unicode normalisation does not join them."""

# Only at the end of a syllable are there two placements: "hoàng" has one, so "hòang" stays a misspelling.
# After q the u belongs to the consonant, and the tone of "quý" can stand nowhere else.
_OLDER_PLACEMENT = re.compile(r"(?<!q)(?:" + "|".join(NEWER_TONE_PLACEMENT) + r")(?!\w)")

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_CONFUSABLE_LETTERS = "\u00d0\u00f0\u0189"
_UNIFIED = str.maketrans({**dict.fromkeys(_DASHES, "-"), "\u00f0": "\u0111", "\u0256": "\u0111"})
_SPACED_DASH = re.compile(" ?- ?")
_WHITE_SPACE_CONTROLS = "\t\n\v\f\r"


def normal_form(text: str) -> str:
    """The form in which two spellings of the same name are equal; ``""`` when nothing visible is left."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", without_invisible(text)).casefold())
    single_spaced = " ".join(folded.translate(_UNIFIED).split())
    return with_newer_tones(_SPACED_DASH.sub("-", single_spaced))


def with_newer_tones(folded: str) -> str:
    """A text in NFC and lower case with its tone marks where the newer spelling places them."""
    if folded.isascii():  # no tone marks, and units by the hundred thousand have such codes
        return folded
    return _OLDER_PLACEMENT.sub(lambda found: NEWER_TONE_PLACEMENT[found[0]], folded)


def without_accents(normal: str) -> str:
    """A normal form in base letters only, for suggestions: distinct names may become equal here."""
    letters = unicodedata.normalize("NFD", normal)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("đ", "d")


_FOOTNOTE = re.compile(
    r"(?: ?(?<![*\u2020\u2021\u00a7])[*\u2020\u2021\u00a7]+"
    r"| ?(?<![\u00b9\u00b2\u00b3\u2070-\u2079\u1d43-\u1d5b])[\u00b9\u00b2\u00b3\u2070-\u2079\u1d43-\u1d5b]+"
    r"| ?[(\[](?:\d\d?|[a-z])[)\]]| \d\d?/?)$"
)
"""Stars and daggers, raised digits and letters, ones in brackets, a number behind a space."""


def without_footnote(normal: str) -> str:
    """A normal form without what may be the mark of a footnote at its end, or the number of one of several."""
    return _FOOTNOTE.sub("", normal)


def invisible_characters(text: str) -> tuple[str, ...]:
    """The characters of a text that print as nothing or steer how it is shown; tabs and line ends are white space."""
    return tuple(text[at] for at in acting(text) if text[at] not in _WHITE_SPACE_CONTROLS)


def without_invisible(text: str) -> str:
    """The text without its :func:`invisible_characters`, and without those that belong to its spelling."""
    if has_none_unseen(text):
        return text
    return "".join(character for character in text if not _is_invisible(character))


_STACKED = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2,}"
"""Marks of the alphabets that have letters with marks; those of Thai or Hebrew may stand together."""


def stacked_marks(text: str) -> tuple[str, ...]:
    """Combining marks of which two or more follow a letter that takes none of them up in Unicode NFC."""
    if text.isascii() or not re.search(_STACKED, text):
        return ()
    return tuple("".join(re.findall(_STACKED, unicodedata.normalize("NFC", text))))


def confusable_letters(text: str) -> tuple[str, ...]:
    """The letters of a text that look like ``Đ`` or ``đ`` and are other letters to a computer."""
    return tuple(character for character in text if character in _CONFUSABLE_LETTERS)


_LOST = re.compile(r"\?\w|\w\?[ \w-]")
_LIKE_LATIN = str.maketrans(
    "АВЕКМНОРСТХУЅІЈаеорсхуѕіј" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTXYSIJaeopcxysij" + "ABEZHIKMNOPTYXo",
)
"""Cyrillic and Greek letters by the Latin ones that they cannot be told from."""


def letters_of_another_alphabet(text: str) -> tuple[str, ...]:
    """The letters and digits of a text that look like plain Latin ones and are others.

    Full-width and other forms of Latin letters; Cyrillic and Greek letters where the text has real Latin ones beside them.
    """
    if text.isascii():
        return ()
    is_plain = unicodedata.is_normalized("NFKC", text)
    forms = () if is_plain else tuple(character for character in text if _is_form_of_latin(character))
    found = tuple(character for character in text if ord(character) in _LIKE_LATIN)
    if not found:
        return forms
    latin = any(unicodedata.name(character, "").startswith("LATIN ") for character in text)
    return forms + (found if latin else ())


def _is_form_of_latin(character: str) -> bool:
    plain = unicodedata.normalize("NFKC", character)
    return len(plain) == 1 and plain != character and plain.isascii() and plain.isalnum()


def lost_letters(text: str) -> bool:
    """Whether question marks stand where letters stood, as in ``T?rkiye``: an encoding that lacks them leaves these.

    So does U+FFFD, which a program writes for bytes that are no letter in the encoding that it reads.
    """
    return "\ufffd" in text or ("?" in text and _LOST.search(text) is not None)


def as_latin(text: str) -> str:
    """The text with Latin letters in place of Cyrillic and Greek ones that look the same."""
    return text if text.isascii() else text.translate(_LIKE_LATIN)


def in_plain_letters(text: str) -> str:
    """The text as an eye reads it: without what cannot be seen, in the plain letters that full-width, mathematical
    and other scripts' look-alikes stand for, and without a ``#`` before it."""
    return as_latin(unicodedata.normalize("NFKC", without_invisible(text))).strip().lstrip("#").strip()


def describe_characters(characters: tuple[str, ...]) -> Said:
    """Characters that cannot be seen or told apart, by number and name: ``U+200B ZERO WIDTH SPACE``."""
    return joined("{first}, {second}", map(_described, dict.fromkeys(characters)))


def _described(character: str) -> str:
    number, name = f"U+{ord(character):04X}", unicodedata.name(character, "")
    return f"{number} {name}" if name else said("{number} CONTROL CHARACTER", number=number)


def _is_invisible(character: str) -> bool:
    return is_acting(character) and character not in _WHITE_SPACE_CONTROLS
