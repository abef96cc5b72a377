"""Garbled names are recognised, genuine ones never."""

from __future__ import annotations

import pytest

from dtiscore.units.mojibake import looks_like_mojibake
from dtiscore.units.scheme import UnitScheme


@pytest.mark.parametrize(
    ("garbled", "reading"),
    [
        ("HÃ Ná»™i", "Hà Nội"),  # the no-break space of "à" and the space after it became one
        ("HÃ\u00a0 Ná»™i", "Hà Nội"),
        ("HÃ  Ná»™i", "Hà Nội"),
        ("ThÃ nh phá»‘", "Thành phố"),
        ("Äiá»‡n BiÃªn", "Điện Biên"),  # bytes that cp1252 leaves open
        ("KhÃ¡nh HoÃ", "Khánh Hoà"),  # the no-break space was stripped from the end
        ("HĂ  Ná»™i", "Hà Nội"),  # Vietnamese Windows
    ],
)
def test_garbled_names_are_read_again(garbled: str, reading: str) -> None:
    # In cp1252 the second byte of Đ is open: it shows as the control character U+0090.
    assert looks_like_mojibake(garbled.replace("Äi", "Ä\u0090i")) == reading


@pytest.mark.parametrize(
    "text", ["", "Ha Noi", "Hà Nội", "Cote d'Ivoire", "Côte d'Ivoire", "São Tomé", "Ý", "Đà Nẵng"]
)
def test_other_texts_are_not(text: str) -> None:
    assert looks_like_mojibake(text) is None


def test_no_name_of_a_shipped_scheme_is_taken_for_garbled(
    vn63: UnitScheme, vn34: UnitScheme, eu27: UnitScheme
) -> None:
    for scheme in (vn63, vn34, eu27):
        for unit in scheme.units:
            for text in (*unit.name.values(), *unit.aliases):
                assert looks_like_mojibake(text) is None


def test_every_province_garbled_as_western_windows_is_read_again(vn63: UnitScheme) -> None:
    for unit in vn63.units:
        name = unit.name["vi"]
        garbled = "".join(_as_windows_shows(byte) for byte in name.encode("utf-8"))
        assert looks_like_mojibake(garbled) == (None if name.isascii() else name)


def _as_windows_shows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
