"""Why a text is no unit: each cause has its code, names what stands in the file and says what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dtiscore.suggestions import Suggestions
from dtiscore.units.explaining import Explanation, explain_unknown, match_pair
from dtiscore.units.matching import Match
from dtiscore.units.scheme import UnitScheme


def test_an_unknown_name_gets_suggestions(vn63: UnitScheme, vn34: UnitScheme) -> None:
    code, message, fix = explain_unknown("Hà Giag", vn63, [vn34])
    assert code == "unknown-unit"
    assert message == '"Hà Giag" is not a unit of vn-province-63 (until 2025-06-30)'
    assert fix == "did you mean Hà Giang (02) or Hậu Giang (93) or An Giang (89)?"


def test_units_are_suggested_as_far_as_pairs_may_be_compared(vn63: UnitScheme) -> None:
    suggestions = Suggestions(2 * len(vn63.bare_spellings))
    fixes = [explain_unknown("Ha Nol", vn63, suggestions=suggestions).fix for _ in range(3)]
    assert [fix.startswith("did you mean Hà Nội") for fix in fixes] == [True, True, False]
    assert fixes[2] == "write a code or a name of vn-province-63"


def test_an_unknown_code_gets_none(vn63: UnitScheme) -> None:
    found = explain_unknown("99", vn63)
    assert (found.code, found.fix) == ("unknown-unit", "write a code or a name of vn-province-63")


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_a_blank_unit_is_told_as_blank(vn63: UnitScheme, text: str) -> None:
    assert explain_unknown(text, vn63)[:2] == ("unknown-unit", "the unit is blank")


@pytest.mark.parametrize("text", ["Cả nước", "Trung bình", "Tổng cộng", "Nguồn: dti.gov.vn", "TOTAL"])
def test_totals_and_notes_are_not_units(vn63: UnitScheme, vn34: UnitScheme, text: str) -> None:
    found = explain_unknown(text, vn63, [vn34])
    assert found.code == "not-a-unit"
    assert f'"{text}"' in found.message


def test_a_garbled_name_is_shown_as_it_should_be(vn63: UnitScheme) -> None:
    found = explain_unknown("HÃ Ná»™i", vn63)
    assert found.code == "mojibake"
    assert '"Hà Nội"' in found.message
    assert "UTF-8" in found.fix


def test_a_code_with_an_invisible_character_is_told_so(vn63: UnitScheme) -> None:
    found = explain_unknown("0\u200b1", vn63)
    assert found.code == "unknown-unit"
    assert found.message == 'the code "01" holds characters that cannot be seen: U+200B ZERO WIDTH SPACE'


def test_a_unit_that_was_merged_is_told_with_what_it_became(vn63: UnitScheme, vn34: UnitScheme) -> None:
    found = explain_unknown("TỈNH BÌNH DƯƠNG", vn34, [vn34, vn63])
    assert found.code == "vintage-mismatch"
    assert found.message == (
        '"TỈNH BÌNH DƯƠNG" is a unit of vn-province-63 (until 2025-06-30); '
        "in vn-province-34 (from 2025-07-01) it is part of Hồ Chí Minh (79)"
    )
    assert "restate the table on vn-province-34" in found.fix


def test_a_code_of_the_other_scheme_is_told_with_its_name(vn63: UnitScheme, vn34: UnitScheme) -> None:
    found = explain_unknown("02", vn34, [vn63])
    assert found.code == "vintage-mismatch"
    assert found.message.startswith('the code "02" (Hà Giang) is a unit of vn-province-63')
    assert found.message.endswith("it is part of Tuyên Quang (08)")


def test_a_newer_unit_is_told_with_what_it_was_made_of(scheme_of: Callable[..., UnitScheme]) -> None:
    old = scheme_of(
        {"code": "1", "name": "A", "successor": "9"},
        {"code": "2", "name": "B", "successor": "9"},
        {"code": "3", "name": "C", "successor_note": "divided among its neighbours"},
        id="old",
        successor="new",
    )
    new = scheme_of({"code": "9", "name": "AB"}, id="new")
    found = explain_unknown("AB", old, [new])
    assert found.code == "vintage-mismatch"
    assert found.message == '"AB" is a unit of new, not of old: it was made of A (1), B (2)'
    assert explain_unknown("C", new, [old]).message == (
        '"C" is a unit of old; in new it is divided among its neighbours'
    )


def test_a_unit_of_an_unrelated_scheme_is_told_with_its_scheme(vn63: UnitScheme, eu27: UnitScheme) -> None:
    found = explain_unknown("Austria", vn63, [eu27])
    assert found.code == "vintage-mismatch"
    assert found.message.startswith('"Austria" is a unit of eu-27 (from 2020-02-01), not of vn-province-63')
    assert "eu-27" in found.fix


def test_a_very_long_cell_is_quoted_in_part(vn63: UnitScheme) -> None:
    found = explain_unknown("x" * 5000, vn63)
    assert f'"{"x" * 60}…"' in found.message
    assert len(found.message) < 150


def test_a_pair_that_agrees_is_a_match(vn63: UnitScheme, vn34: UnitScheme) -> None:
    found = match_pair("10", "Lào Cai", vn63, [vn34])
    assert isinstance(found, Match)
    assert (found.unit.code, found.how, found.note) == ("10", "code", None)
    later = match_pair("15", "Lào Cai", vn34, [vn63])
    assert isinstance(later, Match)
    assert later.unit.label() == "Lào Cai"


def test_a_pair_keeps_the_graver_note(vn63: UnitScheme) -> None:
    for pair, note_code in (
        (("1", "Tỉnh Hà Nội"), "code-variant"),
        (("66", "Ðắk Lắk"), "confusable-letter"),
        (("66", "Đắc Lắc"), "name-variant"),
    ):
        found = match_pair(*pair, vn63)
        assert isinstance(found, Match)
        assert found.note_code == note_code


@pytest.mark.parametrize(("code", "name"), [("10", ""), ("", "Lào Cai"), (" ", "Lào Cai")])
def test_either_of_a_pair_may_be_blank(vn63: UnitScheme, code: str, name: str) -> None:
    found = match_pair(code, name, vn63)
    assert isinstance(found, Match)
    assert found.unit.code == "10"


def test_a_reused_code_conflicts_with_its_name_and_names_the_scheme_that_fits(
    vn63: UnitScheme, vn34: UnitScheme
) -> None:
    found = match_pair("15", "Lào Cai", vn63, [vn63, vn34])
    assert isinstance(found, Explanation)
    assert found.code == "code-name-conflict"
    assert found.message == (
        'the code "15" is Yên Bái in vn-province-63 (until 2025-06-30), '
        'but the name beside it is "Lào Cai" (code 10)'
    )
    assert found.fix.startswith("the pair fits vn-province-34")


def test_a_conflict_that_fits_nowhere_says_how_to_correct_it(vn63: UnitScheme, vn34: UnitScheme) -> None:
    found = match_pair("01", "Cà Mau", vn63, [vn34])
    assert isinstance(found, Explanation)
    assert (found.code, found.fix) == ("code-name-conflict", 'write the code "96" or the name "Hà Nội"')


@pytest.mark.parametrize(
    ("code", "name", "expected", "words"),
    [
        ("15", "Yên Bái", "vintage-mismatch", "part of Lào Cai (15)"),
        ("02", "Tuyên Quang", "vintage-mismatch", "Hà Giang"),
        ("99", "Hà Nội", "unknown-unit", '"99"'),
        ("01", "Hà Nộii", "unknown-unit", '"Hà Nộii"'),
        ("", "", "unknown-unit", "blank"),
    ],
)
def test_a_pair_of_which_one_is_unknown_is_explained_by_it(
    vn63: UnitScheme, vn34: UnitScheme, code: str, name: str, expected: str, words: str
) -> None:
    found = match_pair(code, name, vn34, [vn63])
    assert isinstance(found, Explanation)
    assert found.code == expected
    assert words in found.message
