"""Reused codes are derived from the schemes, and a table that could stand on two of them is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dtiscore.errors import InvalidData
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.vintage import require_vintage, reused_codes

# Mã số đơn vị hành chính before and after 1 July 2025.
REUSED = {
    "15": ("Yên Bái", "Lào Cai"),
    "24": ("Bắc Giang", "Bắc Ninh"),
    "44": ("Quảng Bình", "Quảng Trị"),
    "52": ("Bình Định", "Gia Lai"),
    "80": ("Long An", "Tây Ninh"),
    "82": ("Tiền Giang", "Đồng Tháp"),
    "91": ("Kiên Giang", "An Giang"),
}


def test_seven_codes_mean_another_unit_after_the_merger(vn63: UnitScheme, vn34: UnitScheme) -> None:
    assert reused_codes(vn63, vn34) == tuple(REUSED)
    assert {code: (vn63.by_code[code].label(), vn34.by_code[code].label()) for code in REUSED} == REUSED


def test_a_new_name_for_the_unit_of_a_code_is_no_reuse(scheme_of: Callable[..., UnitScheme]) -> None:
    old = scheme_of(
        {"code": "1", "name": "Old name", "successor": "1"},
        {"code": "2", "name": "B", "successor": "3"},
        {"code": "3", "name": "C", "successor": "3"},
        id="old",
        successor="new",
    )
    new = scheme_of(
        {"code": "1", "name": "New name"},
        {"code": "2", "name": "Another"},
        {"code": "3", "name": "B"},
        id="new",
    )
    # 2 became part of 3, and its code was given to a unit that did not exist; 3 is now called what 2 was.
    assert reused_codes(old, new) == ("2", "3")


def test_one_unit_of_the_older_scheme_settles_it(vn63: UnitScheme, vn34: UnitScheme) -> None:
    both = [vn63, vn34]
    assert require_vintage(["01", "15", "02"], [], both) is vn63
    assert require_vintage([], ["Hà Nội", "Bình Dương"], both) is vn63


def test_a_reused_code_with_its_name_settles_it(vn63: UnitScheme, vn34: UnitScheme) -> None:
    both = [vn63, vn34]
    assert require_vintage(["01", "15"], ["Hà Nội", "Lào Cai"], both) is vn34
    assert require_vintage(["01", "15"], ["Hà Nội", "Yên Bái"], both) is vn63
    assert require_vintage(["01", ""], ["Hà Nội", "Yên Bái"], both) is vn63


def test_rows_that_no_scheme_knows_say_nothing(vn63: UnitScheme, vn34: UnitScheme) -> None:
    assert require_vintage([], ["Cả nước", "Bình Dương", "???", ""], [vn63, vn34]) is vn63


def test_codes_that_exist_in_both_are_refused_with_their_two_meanings(
    vn63: UnitScheme, vn34: UnitScheme
) -> None:
    codes = [unit.code for unit in vn34.units]
    with pytest.raises(InvalidData) as caught:
        require_vintage(codes, [], [vn63, vn34])
    problems = caught.value.problems
    assert {problem.code for problem in problems} == {"ambiguous-vintage"}
    assert [problem.unit for problem in problems] == list(REUSED)
    assert problems[0].message == "the code is Yên Bái in vn-province-63 and Lào Cai in vn-province-34"
    assert caught.value.fix == (
        "say which scheme is meant, vn-province-63 or vn-province-34, or add the names of the units"
    )


def test_a_table_without_a_reused_code_is_refused_too(vn63: UnitScheme, vn34: UnitScheme) -> None:
    for codes, names, lacking in ((["01", "79"], [], "names"), ([], ["Hà Nội", "Hồ Chí Minh"], "codes")):
        with pytest.raises(InvalidData) as caught:
            require_vintage(codes, names, [vn63, vn34])
        (problem,) = caught.value.problems
        assert problem.code == "ambiguous-vintage"
        assert problem.fix is not None
        assert problem.fix.endswith(f"or add the {lacking} of the units")


def test_with_codes_and_names_there_is_nothing_to_add(vn63: UnitScheme, vn34: UnitScheme) -> None:
    with pytest.raises(InvalidData) as caught:
        require_vintage(["01", "79"], ["Hà Nội", "TP.HCM"], [vn63, vn34])
    assert caught.value.fix == "say which scheme is meant, vn-province-63 or vn-province-34"


def test_units_of_two_schemes_in_one_table_are_refused_one_by_one(vn63: UnitScheme, vn34: UnitScheme) -> None:
    with pytest.raises(InvalidData) as caught:
        require_vintage(["01", "15", "74"], ["Hà Nội", "Lào Cai", "Bình Dương"], [vn63, vn34])
    assert [(problem.code, problem.message) for problem in caught.value.problems] == [
        ("mixed-vintage", '"15" "Lào Cai" exists only in vn-province-34'),
        ("mixed-vintage", '"74" "Bình Dương" exists only in vn-province-63'),
    ]


@pytest.mark.parametrize("names", [[], ["", " "], ["Austria"]])
def test_a_table_without_any_known_unit_is_refused(
    vn63: UnitScheme, vn34: UnitScheme, names: list[str]
) -> None:
    with pytest.raises(InvalidData) as caught:
        require_vintage([], names, [vn63, vn34])
    assert [problem.code for problem in caught.value.problems] == ["unknown-unit"]


def test_codes_and_names_belong_to_the_same_rows(vn63: UnitScheme) -> None:
    with pytest.raises(ValueError, match="2 codes and 1 names"):
        require_vintage(["01", "02"], ["Hà Nội"], [vn63])
