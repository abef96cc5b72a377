"""The shipped schemes against lists written by hand: the 63 and the 34 provinces, the 27 member states."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from dtiscore.units.matching import UnitMatcher
from dtiscore.units.restating import predecessors
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.spelling import normal_form

# Nghị quyết 202/2025/QH15: the 23 units that were made of 52.
MERGERS = {
    "Tuyên Quang": {"Tuyên Quang", "Hà Giang"},
    "Lào Cai": {"Lào Cai", "Yên Bái"},
    "Thái Nguyên": {"Thái Nguyên", "Bắc Kạn"},
    "Phú Thọ": {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình"},
    "Bắc Ninh": {"Bắc Ninh", "Bắc Giang"},
    "Hưng Yên": {"Hưng Yên", "Thái Bình"},
    "Hải Phòng": {"Hải Phòng", "Hải Dương"},
    "Ninh Bình": {"Ninh Bình", "Hà Nam", "Nam Định"},
    "Quảng Trị": {"Quảng Trị", "Quảng Bình"},
    "Đà Nẵng": {"Đà Nẵng", "Quảng Nam"},
    "Quảng Ngãi": {"Quảng Ngãi", "Kon Tum"},
    "Gia Lai": {"Gia Lai", "Bình Định"},
    "Khánh Hòa": {"Khánh Hòa", "Ninh Thuận"},
    "Lâm Đồng": {"Lâm Đồng", "Đắk Nông", "Bình Thuận"},
    "Đắk Lắk": {"Đắk Lắk", "Phú Yên"},
    "Hồ Chí Minh": {"Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu"},
    "Đồng Nai": {"Đồng Nai", "Bình Phước"},
    "Tây Ninh": {"Tây Ninh", "Long An"},
    "Cần Thơ": {"Cần Thơ", "Sóc Trăng", "Hậu Giang"},
    "Vĩnh Long": {"Vĩnh Long", "Bến Tre", "Trà Vinh"},
    "Đồng Tháp": {"Đồng Tháp", "Tiền Giang"},
    "Cà Mau": {"Cà Mau", "Bạc Liêu"},
    "An Giang": {"An Giang", "Kiên Giang"},
}
UNCHANGED = {
    "Hà Nội", "Huế", "Cao Bằng", "Điện Biên", "Hà Tĩnh", "Lai Châu", "Lạng Sơn", "Nghệ An", "Quảng Ninh",
    "Sơn La", "Thanh Hóa",
}  # fmt: skip

# Spellings met in published tables, by the code they had until 30 June 2025.
SPELLINGS = {
    "01": ["TP. Hà Nội", "Thành phố Hà Nội", "Hanoi", "Ha Noi"],
    "06": ["Bắc Cạn", "Bac Kan"],
    "17": ["Hoà Bình"],
    "31": ["TP. Hải Phòng", "Thành phố Hải Phòng", "Hai Phong", "Haiphong"],
    "38": ["Thanh Hoá"],
    "46": ["Thừa Thiên - Huế", "TP. Huế", "Thừa Thiên-Huế", "Huế", "Thua Thien-Hue", "Thua Thien Hue"],
    "48": ["TP. Đà Nẵng", "TP Đà Nẵng", "Thành phố Đà Nẵng", "Danang", "Da Nang"],
    "56": ["Khánh Hoà", "KHÁNH HOÀ"],
    "66": ["Đắc Lắc", "Đăk Lăk", "Daklak"],
    "67": ["Đắc Nông", "Đăk Nông"],
    "77": [
        "Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu", "BÀ RỊA – VŨNG TẦU", "BR-VT", "BRVT",
        "Ba Ria – Vung Tau", "Ba Ria - Vung Tau",
    ],
    "79": [
        "TP. Hồ Chí Minh", "TP.HCM", "TP. HCM", "TP HCM", "TPHCM", "Thành phố Hồ Chí Minh", "Tp Hồ Chí Minh",
        "Ho Chi Minh City", "HCM City", "UBND TP. Hồ Chí Minh", "Ủy ban nhân dân Thành phố Hồ Chí Minh",
        "Uỷ ban nhân dân thành phố Hồ Chí Minh",
    ],
    "92": ["TP. Cần Thơ", "Thành phố Cần Thơ", "Can Tho"],
    "10": ["UBND tỉnh Lào Cai", "Tỉnh Lào Cai", "tỉnh LÀO CAI"],
}  # fmt: skip

MEMBER_STATES = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"


def test_there_are_63_and_34_provinces_with_codes_in_order(vn63: UnitScheme, vn34: UnitScheme) -> None:
    for scheme, count in ((vn63, 63), (vn34, 34)):
        codes = [unit.code for unit in scheme.units]
        assert len(codes) == count
        assert codes == sorted(codes)
        assert all(unit.ranked for unit in scheme.units)
    assert vn63.successor == vn34.id
    assert (vn63.valid_until, vn34.valid_from) == ("2025-06-30", "2025-07-01")


def test_every_province_became_the_one_that_the_resolution_names(vn63: UnitScheme, vn34: UnitScheme) -> None:
    made_of = {
        vn34.by_code[code].label(): {vn63.by_code[part].label() for part in parts}
        for code, parts in predecessors(vn63, vn34).items()
    }
    unchanged = {name: {"Thừa Thiên Huế" if name == "Huế" else name} for name in UNCHANGED}
    assert made_of == MERGERS | unchanged


def test_11_units_are_unchanged_and_23_are_made_of_52(vn63: UnitScheme, vn34: UnitScheme) -> None:
    sizes = Counter(len(parts) for parts in predecessors(vn63, vn34).values())
    assert sizes[1] == 11
    assert sizes.total() - sizes[1] == 23
    assert sum(size * count for size, count in sizes.items() if size > 1) == 52


@pytest.mark.parametrize(
    ("code", "spelling"), [(code, text) for code in SPELLINGS for text in SPELLINGS[code]]
)
def test_spellings_of_published_tables_match(
    vn63: UnitScheme, vn34: UnitScheme, code: str, spelling: str
) -> None:
    found = UnitMatcher(vn63).match(spelling)
    assert found is not None
    assert found.unit.code == code
    assert not found.warns
    # A unit that keeps its name keeps its spellings.
    name = found.unit.label()
    if name in MERGERS or name in UNCHANGED or code == "46":
        later = UnitMatcher(vn34).match(spelling)
        assert later is not None
        assert later.unit.label() == ("Huế" if code == "46" else name)


def test_all_spellings_of_the_published_list_match(vn63: UnitScheme, shared_data: Path) -> None:
    table = shared_data / "dti" / "provinces.csv"
    matcher = UnitMatcher(vn63)
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["scheme"].startswith("63")]
    assert len(rows) == 63
    for row in rows:
        texts = [
            row["name_vi"],
            row["name_en"],
            row["full_name_vi"],
            *filter(None, row["variants"].split("|")),
        ]
        for text in texts:
            found = matcher.match(text)
            assert found is not None, text
            assert found.unit.code == row["code"]
        assert vn63.by_code[row["code"]].successor == row["successor_code_2025"]


def test_the_union_has_27_ranked_members_and_an_aggregate_that_is_not(eu27: UnitScheme) -> None:
    assert [unit.code for unit in eu27.units if unit.ranked] == MEMBER_STATES.split()
    assert [unit.code for unit in eu27.units if not unit.ranked] == ["EU"]
    matcher = UnitMatcher(eu27)
    for code, text in (
        ("EL", "Greece"),
        ("EL", "GR"),
        ("CZ", "Czech Republic"),
        ("SE", "Thuỵ Điển"),
        ("EU", "EU27"),
    ):
        found = matcher.match(text)
        assert found is not None
        assert found.unit.code == code


def test_no_alias_repeats_what_the_normal_form_and_the_prefixes_explain(
    vn63: UnitScheme, vn34: UnitScheme, eu27: UnitScheme
) -> None:
    for scheme in (vn63, vn34, eu27):
        for unit in scheme.units:
            forms = [
                scheme.without_prefix(normal_form(text)) for text in (*unit.name.values(), *unit.aliases)
            ]
            aliases = forms[len(unit.name) :]
            assert all(forms.count(alias) == 1 for alias in aliases), unit.code


@pytest.mark.parametrize(
    "text", ["Cả nước", "TRUNG BÌNH", "Tổng", "Total", "Nguồn: dti.gov.vn", "Đông Nam Bộ"]
)
def test_totals_regions_and_notes_are_no_province(vn63: UnitScheme, vn34: UnitScheme, text: str) -> None:
    assert vn63.is_not_a_unit(text)
    assert vn34.is_not_a_unit(text)
    assert UnitMatcher(vn63).match(text) is None


def test_both_vietnamese_schemes_know_the_same_prefixes_and_totals(
    vn63: UnitScheme, vn34: UnitScheme
) -> None:
    assert vn63.prefixes == vn34.prefixes
    assert vn63.not_units == vn34.not_units
