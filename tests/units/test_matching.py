"""Matching is exact: every accepted spelling of a unit means that unit, and nothing near to it does."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from dtiscore.errors import UsageFault
from dtiscore.units.matching import UnitMatcher, code_of, nearest
from dtiscore.units.scheme import UnitScheme

# Accent-stripped, these names are one edit apart.
NEAR_PAIRS = [
    ("Hà Giang", "Hậu Giang"),
    ("Quảng Ninh", "Quảng Bình"),
    ("Thanh Hóa", "Khánh Hòa"),
    ("Ninh Thuận", "Bình Thuận"),
    ("Tiền Giang", "Kiên Giang"),
]
OTHER_PLACEMENT = {"òa": "oà", "óa": "oá", "oà": "òa", "oá": "óa", "ủy": "uỷ", "úy": "uý"}


@pytest.mark.parametrize(
    ("text", "code", "how", "note_code", "warns"),
    [
        ("01", "01", "code", None, False),
        (" 01 ", "01", "code", None, False),
        ("1", "01", "code", "code-variant", True),
        ("Hà Nội", "01", "name", None, False),
        ("Ha Noi", "01", "name", None, False),
        ("HÀ NỘI", "01", "name", "name-variant", False),
        ("Hanoi", "01", "alias", "name-variant", False),
        ("Tỉnh Hà Giang", "02", "name", "name-variant", False),
        ("TP. HCM", "79", "alias", "name-variant", False),
        ("Ðắk Lắk", "66", "name", "confusable-letter", True),
        ("ðiện biên", "11", "name", "confusable-letter", True),
        ("Hà\u200b Nội", "01", "name", "invisible-character", True),
    ],
)
def test_what_matched_and_how_is_told(
    vn63: UnitScheme, text: str, code: str, how: str, note_code: str | None, warns: bool
) -> None:
    found = UnitMatcher(vn63).match(text)
    assert found is not None
    assert (found.unit.code, found.how, found.note_code, found.warns) == (code, how, note_code, warns)
    assert (found.note is None) == (note_code is None)


def test_a_name_in_decomposed_unicode_is_literally_the_name(vn63: UnitScheme) -> None:
    found = UnitMatcher(vn63).match(unicodedata.normalize("NFD", "Điện Biên"))
    assert found is not None
    assert found.note is None


def test_notes_say_what_was_overlooked(vn63: UnitScheme) -> None:
    def note(text: str) -> str | None:
        found = UnitMatcher(vn63).match(text)
        assert found is not None
        return found.note

    assert note("1") == 'the code "1" was read as "01": its leading zero is missing'
    assert note("Ðắk Lắk") == (
        "the name of Đắk Lắk is written with U+00D0 LATIN CAPITAL LETTER ETH in place of Đ (U+0110)"
    )
    assert (
        note("Hà\u200b Nội")
        == "the name of Hà Nội holds characters that cannot be seen: U+200B ZERO WIDTH SPACE"
    )
    assert note("Tỉnh Hà Giang") == '"Tỉnh Hà Giang" was read as Hà Giang'


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Hà", "Giang", "Hà Giag", "Hà Giangg", "HàGiang", "Tỉnh", "TP.", "HÃ Ná»™i", "Cả nước", "0", "00",
        "001", "1.0", "1E2", "０１", "0\u200b1", "01\u200b", "\x0701", "\x1c01", "03", "A1", "Hà Nội, Huế",
    ],
)  # fmt: skip
def test_what_is_not_a_spelling_matches_nothing(vn63: UnitScheme, text: str) -> None:
    assert UnitMatcher(vn63).match(text) is None


def test_a_lost_zero_is_found_again_only_where_codes_have_a_width(
    scheme_of: Callable[..., UnitScheme],
) -> None:
    units = ({"code": "01", "name": "A"}, {"code": "12", "name": "B"})
    assert UnitMatcher(scheme_of(*units)).match("1") is None
    found = UnitMatcher(scheme_of(*units, code_width=2)).match("1")
    assert found is not None
    assert found.unit.code == "01"


def test_the_case_of_a_code_does_not_matter_and_is_told(eu27: UnitScheme) -> None:
    found = UnitMatcher(eu27).match("at")
    assert found is not None
    assert (found.unit.code, found.note, found.warns) == ("AT", 'the code "at" was read as "AT"', True)


def test_a_name_that_holds_the_letter_eth_is_not_warned_about(scheme_of: Callable[..., UnitScheme]) -> None:
    found = UnitMatcher(scheme_of({"code": "1", "name": "Suðurland"})).match("suðurland")
    assert found is not None
    assert found.note_code == "name-variant"


@pytest.mark.parametrize(("one", "other"), NEAR_PAIRS)
def test_names_one_edit_apart_never_match_each_other(vn63: UnitScheme, one: str, other: str) -> None:
    matcher = UnitMatcher(vn63)
    found, near = matcher.match(one), matcher.match(other)
    assert found is not None
    assert near is not None
    assert found.unit.label() == one
    assert near.unit.label() == other


def test_a_name_with_one_letter_dropped_or_doubled_matches_nothing(vn63: UnitScheme) -> None:
    matcher = UnitMatcher(vn63)
    for name in (unit.name["vi"] for unit in vn63.units):
        for i, letter in enumerate(name):
            if letter.isalpha():
                assert matcher.match(name[:i] + name[i + 1 :]) is None, name
                assert matcher.match(name[:i] + letter + name[i:]) is None, name


@given(data=st.data())
def test_every_way_to_write_a_name_means_its_unit(
    vn63: UnitScheme, vn34: UnitScheme, data: st.DataObject
) -> None:
    scheme = data.draw(st.sampled_from([vn63, vn34]))
    unit = data.draw(st.sampled_from(scheme.units))
    text = data.draw(st.sampled_from([*unit.name.values(), *unit.aliases]))
    if data.draw(st.booleans()):
        for older, newer in OTHER_PLACEMENT.items():
            if text.endswith(older) or f"{older} " in text:
                text = text.replace(older, newer, 1)
                break
    text = data.draw(st.sampled_from(["", "Tỉnh ", "Thành phố ", "TP.", "TP. ", "TP ", "UBND tỉnh "])) + text
    text = text.replace("-", data.draw(st.sampled_from(["-", "–", " - ", " —", "\u2011"])))
    text = text.replace(" ", data.draw(st.sampled_from([" ", "  ", "\u00a0", "\t"])))
    text = data.draw(st.sampled_from([text, text.upper(), text.lower(), text.title(), text.swapcase()]))
    text = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), text)
    found = UnitMatcher(scheme).match(data.draw(st.sampled_from(["", " ", "\n"])) + text)
    assert found is not None
    assert found.unit.code == unit.code


@given(st.text(max_size=8))
def test_any_text_is_answered_without_an_error(vn63: UnitScheme, text: str) -> None:
    matcher = UnitMatcher(vn63)
    found = matcher.match(text)
    assert found is None or found.unit in vn63.units
    assert len(matcher.suggest(text, n=2)) <= 2


def test_suggestions_are_the_nearest_names_in_a_fixed_order(vn63: UnitScheme) -> None:
    matcher = UnitMatcher(vn63)
    assert [unit.label() for unit in matcher.suggest("Hà Giag", n=2)] == ["Hà Giang", "Hậu Giang"]
    assert [unit.label() for unit in matcher.suggest("Tỉnh Kien Giangg", n=1)] == ["Kiên Giang"]
    assert [unit.label() for unit in matcher.suggest("đak lak", n=1)] == ["Đắk Lắk"]
    assert len(matcher.suggest("Quảng")) == 3


def test_equally_near_names_stand_in_the_order_of_the_scheme(scheme_of: Callable[..., UnitScheme]) -> None:
    scheme = scheme_of(
        {"code": "2", "name": "abcx"}, {"code": "1", "name": "abcy"}, {"code": "3", "name": "qqq"}
    )
    assert [unit.code for unit in UnitMatcher(scheme).suggest("abcz")] == ["2", "1"]


@pytest.mark.parametrize("text", ["", "TP.", "99", "qqqq", "Hà Giang" * 1000])
def test_nothing_is_suggested_for_what_is_near_to_nothing(vn63: UnitScheme, text: str) -> None:
    assert UnitMatcher(vn63).suggest(text) == []


def test_the_nearest_names_are_found_without_accents_and_capitals() -> None:
    names = ["Hoàn Kiếm", "Hoàng Mai", "Ba Đình", "u2"]
    assert nearest("hoan kiem", names)[0] == "Hoàn Kiếm"
    assert nearest("BA DINH", names) == ["Ba Đình"]
    assert nearest("U2", names) == ["u2"]
    assert nearest("", names) == []


class TestTheUnitThatBearsAName:
    NAMED = (("An Hòa", "1"), ("Đầm Dơi", "2"), ("An Hòa", "1"), ("đầm dơi", "3"))

    @pytest.mark.parametrize(
        ("called", "code"),
        [("An Hoà", "1"), ("AN HÒA", "1"), ("Đầm Dơi", "2"), ("đầm dơi", "3"), ("An Hoa", None)],
    )
    def test_as_it_is_written_or_else_in_another_spelling(self, called: str, code: str | None) -> None:
        assert code_of(called, self.NAMED) == code

    def test_several_are_refused_with_their_codes(self) -> None:
        with pytest.raises(UsageFault) as refused:
            code_of("ĐẦM DƠI", self.NAMED)
        assert refused.value.message == '2 units are called "ĐẦM DƠI"'
        assert refused.value.fix == "say which is meant by its code: 2, 3"
