"""Whether words can be Vietnamese, by the spelling of their syllables: to weigh readings of bytes, never to match."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dtiscore.units.legacy_fonts import FONTS, Font, as_typed

_FEWEST_WORDS = 2
"""One word of another language may read as a Vietnamese one by chance."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_INITIAL = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_NUCLEUS = (
    "iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi"
    "|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_FINAL = "ch|ng|nh|[ckmnpt]"
_SYLLABLE = re.compile(f"(?:{_INITIAL})?(?:{_NUCLEUS})(?:{_FINAL})?")
_LONGEST = 24
"""A syllable has up to eight letters, each written in up to three characters."""
_WORD = re.compile(r"[^\W\d_]+(?:[^\w\s,;|\"'().:/&-][^\W\d_]*)*")


def is_syllable(word: str) -> bool:
    """Whether a word is spelt as a Vietnamese syllable is: one vowel group, at most one tone."""
    return len(word) <= _LONGEST and _is_syllable(word)


@lru_cache(maxsize=2**13)
def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).casefold())
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(plain) is not None


def words_beyond_ascii(text: str) -> list[str]:
    """The words of a text that have a letter or a sign beyond ASCII, by which readings of bytes differ."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def share_of_syllables(text: str) -> float:
    """The share, from 0 to 1, of the words beyond ASCII that can be Vietnamese; 0 where there is none."""
    words = words_beyond_ascii(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def font_typed_for(text: str) -> Font | None:
    """The font of the 1990s for which a text was surely typed: read so, each of its words is Vietnamese, and else few are."""
    words = words_beyond_ascii(text)
    if len(words) < _FEWEST_WORDS or 2 * sum(map(is_syllable, words)) >= len(words):
        return None
    for font in FONTS:
        if all(is_syllable(as_typed(word, font)) for word in words):
            return font
    return None
