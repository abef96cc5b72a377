"""Vietnamese typed for the fonts of the 1990s, TCVN3 (ABC) and VNI: what the bytes meant, for a reader to judge.

In such a file the bytes are those of Western letters, and a font shows Vietnamese ones in their place. TCVN3 gives
each small letter a byte and shows capitals by fonts of capitals alone; VNI writes a letter and then a byte for its
marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Font = Literal["TCVN3", "VNI"]
FONTS: tuple[Font, ...] = ("TCVN3", "VNI")

_TCVN3_BYTES = (
    "A1 A2 A3 A4 A5 A6 A7 A8 A9 AA AB AC AD AE B5 B6 B7 B8 B9 BB BC BD BE C6 C7 C8 C9 CA CB CC CE CF D0 D1 D2 D3 D4 D5 "
    "D6 D7 D8 DC DD DE DF E1 E2 E3 E4 E5 E6 E7 E8 E9 EA EB EC ED EE EF F1 F2 F3 F4 F5 F6 F7 F8 F9 FA FB FC FD FE"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
TCVN3 = dict(zip(bytes.fromhex(_TCVN3_BYTES), _TCVN3_LETTERS, strict=True))
"""The letter that a TCVN3 font shows for a byte."""

_VNI_SINGLE = {
    0xF1: "đ", 0xD1: "Đ", 0xF4: "ơ", 0xD4: "Ơ", 0xF6: "ư", 0xD6: "Ư",
    0xEC: "ì", 0xED: "í", 0xE6: "ỉ", 0xF3: "ĩ", 0xF2: "ị", 0xEE: "ỵ",
}  # fmt: skip
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    0xF8: _GRAVE, 0xF9: _ACUTE, 0xFB: _HOOK, 0xF5: _TILDE, 0xEF: _DOT,
    0xE2: _CIRCUMFLEX, 0xE0: _CIRCUMFLEX + _GRAVE, 0xE1: _CIRCUMFLEX + _ACUTE, 0xE5: _CIRCUMFLEX + _HOOK,
    0xE3: _CIRCUMFLEX + _TILDE, 0xE4: _CIRCUMFLEX + _DOT,
    0xEA: _BREVE, 0xE8: _BREVE + _GRAVE, 0xE9: _BREVE + _ACUTE, 0xFA: _BREVE + _HOOK, 0xFC: _BREVE + _TILDE,
    0xEB: _BREVE + _DOT,
}  # fmt: skip
_CAPITAL = 0x20
"""The byte of a mark above a capital is that of the mark above a small letter, less this."""

_VNI_PAIR = re.compile(
    "([aeouyAEOUY\u00f4\u00f6\u00d4\u00d6])(["
    + "".join(chr(byte - shift) for byte in _VNI_MARKS for shift in (0, _CAPITAL))
    + "])"
)


def as_typed(text: str, font: Font) -> str:
    """What a reader saw in that font, of a text whose letters are the bytes as Western ones (Latin-1)."""
    if font == "TCVN3":
        return text.translate(TCVN3)
    paired = _VNI_PAIR.sub(_with_marks, text)
    return unicodedata.normalize("NFC", paired.translate(_VNI_SINGLE))


def _with_marks(found: re.Match[str]) -> str:
    code = ord(found[2])
    base = _VNI_SINGLE.get(ord(found[1]), found[1])
    return base + (_VNI_MARKS.get(code) or _VNI_MARKS[code + _CAPITAL])
