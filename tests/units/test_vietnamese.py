"""Syllables of Vietnamese, and what was typed for the fonts of the 1990s."""

from __future__ import annotations

import unicodedata

import pytest

from dtiscore.units.legacy_fonts import TCVN3, as_typed
from dtiscore.units.vietnamese import is_syllable, share_of_syllables, words_beyond_ascii


@pytest.mark.parametrize(
    "word",
    [
        "Hà",
        "Nội",
        "NGHỆ",
        "Thừa",
        "Thiên",
        "Huế",
        "Đắk",
        "Quảng",
        "Ngãi",
        "Khuya",
        "nghiêng",
        "ưu",
        "yêu",
        "Quý",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word", ["Néi", "Hµ", "Nôòi", "BãÌng", "Côte", "Réunion", "Ná»™i", "Noäi", "à́", "", "Łódź"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_shares() -> None:
    assert words_beyond_ascii("TP. Hà Nội, 2022; Thừa-Thiên") == ["Hà", "Nội", "Thừa", "Thiên"]
    assert share_of_syllables("Hà Nội") == 1.0
    assert share_of_syllables("Hà Néi") == 0.5
    assert share_of_syllables("Ha Noi 12") == 0.0


def test_every_letter_of_the_alphabet_has_its_byte_in_tcvn3() -> None:
    assert len(TCVN3) == 74
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones} | {"đ"}
    assert {letter for letter in letters if not letter.isascii()} <= set(TCVN3.values())


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"H\xb5 N\xe9i", "Hà Nội"),
        (b"Th\xf5a Thi\xaan Hu\xd5", "Thừa Thiên Huế"),
        (b"\xa7\xb5 N\xbdng", "Đà Nẵng"),
        (b"\xa7\xbek L\xbek", "Đắk Lắk"),
    ],
)
def test_tcvn3(data: bytes, text: str) -> None:
    assert as_typed(data.decode("latin-1"), "TCVN3") == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Haø Noäi", "Hà Nội"),
        ("HAØ NOÄI", "HÀ NỘI"),
        ("Thöøa Thieân Hueá", "Thừa Thiên Huế"),
        ("Ñaø Naüng", "Đà Nẵng"),
        ("Baéc Kaïn", "Bắc Kạn"),
        ("Cô Xöôûng, Myõ, kỳ, lyù", "Cơ Xưởng, Mỹ, kỳ, lý"),
        ("tónh, thò, í, ì, xæ", "tĩnh, thị, í, ì, xỉ"),
    ],
)
def test_vni(typed: str, text: str) -> None:
    assert as_typed(typed, "VNI") == text
