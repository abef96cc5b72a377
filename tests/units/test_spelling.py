"""The normal form of spellings: what it joins, what it keeps apart, and what it reports."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from dtiscore.units.spelling import (
    confusable_letters,
    describe_characters,
    invisible_characters,
    normal_form,
    without_accents,
)

# Older and newer placement of the five tone marks, as in a Vietnamese primer: oa, oe, uy.
TWO_PLACEMENTS = [
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
]  # fmt: skip


@pytest.mark.parametrize(("older", "newer"), TWO_PLACEMENTS)
def test_both_tone_placements_are_one_at_the_end_of_a_syllable(older: str, newer: str) -> None:
    assert normal_form(f"h{older}") == normal_form(f"h{newer}") == f"h{newer}"
    assert normal_form(f"H{older.upper()} x") == normal_form(f"h{newer} x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("Thanh Hóa", "THANH HOÁ"),
        ("Khánh Hòa", "KHÁNH HOÀ"),
        ("Thủy", "Thuỷ"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"),  # en dash
        ("Bà Rịa - Vũng Tàu", "Bà Rịa \u2014 Vũng Tàu"),  # em dash
        ("Bà Rịa - Vũng Tàu", "Bà Rịa\u2011Vũng Tàu"),  # non-breaking hyphen
        ("Hà Nội", " Hà\u00a0\t Nội\r\n"),
        ("Đắk Lắk", "Ðắk Lắk"),  # U+00D0
        ("đắk lắk", "ðắk lắk"),  # U+00F0
        ("Đắk Lắk", "Ɖắk Lắk"),  # U+0189
        ("Hà Nội", "Hà\u200b Nội"),
        ("Hà Nội", "\u202aHà Nội\u202c"),
        ("Hà Nội", "\ufeffHà Nội"),
    ],
)
def test_spellings_of_one_name_have_one_form(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hà Nội", "Ha Noi"),
        ("Hòa", "Hóa"),
        ("hoàng", "hòang"),  # one placement only inside a syllable: the other is a misspelling
        ("thuyền", "thùyên"),
        ("quý", "qúy"),  # the u belongs to q
        ("quỳ", "qùy"),
        ("Hà Nội", "HàNội"),
        ("Tàu", "Tầu"),
        ("Đ", "D"),
        ("１", "1"),  # no compatibility forms: a full-width digit is another character
    ],
)
def test_different_names_keep_different_forms(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_the_steps_are_applied_together() -> None:
    assert normal_form("  THỪA\u00a0THIÊN \u2013 HUẾ ") == "thừa thiên-huế"
    assert normal_form("\u200b \u202c") == ""


def test_accents_go_and_base_letters_stay() -> None:
    assert without_accents(normal_form("Đắk Lắk – Hậu Giang")) == "dak lak-hau giang"


def test_invisible_characters_are_found_and_named() -> None:
    text = "Hà\u200b Nội\u202e\x07"
    assert invisible_characters(text) == ("\u200b", "\u202e", "\x07")
    assert (
        describe_characters(("\u200b", "\x07", "\u200b"))
        == "U+200B ZERO WIDTH SPACE, U+0007 CONTROL CHARACTER"
    )
    assert invisible_characters("Hà\u00a0Nội\t\n") == ()


def test_letters_that_look_like_d_with_stroke_are_found() -> None:
    assert confusable_letters("Ðắk Lắk, ðồng") == ("\u00d0", "\u00f0")
    assert confusable_letters("Đắk Lắk, đồng") == ()


@given(st.text(max_size=30))
def test_the_normal_form_is_stable_under_unicode_forms(text: str) -> None:
    assert normal_form(unicodedata.normalize("NFD", text)) == normal_form(unicodedata.normalize("NFC", text))


@given(st.text(alphabet="hoaqHÒÓỏõọ uyúÚý-–\u200bđÐ", max_size=12))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


def test_a_joiner_of_the_spelling_is_not_invisible_and_joins_no_other_name() -> None:
    lanka = "\u0dc1\u0dca\u200d\u0dbb\u0dd3"
    assert invisible_characters(lanka) == ()
    assert normal_form(lanka) == normal_form(lanka.replace("\u200d", ""))
