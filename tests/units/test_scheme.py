"""The model of a unit scheme: what a file may say, and that all its contradictions are told at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from dtiscore.units.scheme import UnitScheme

Maker = Callable[..., UnitScheme]


def unit(code: str, name: str, **keys: Any) -> dict[str, Any]:
    return {"code": code, "name": name, **keys}


def faults(make: Maker, *units: dict[str, Any], **keys: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        make(*units, **keys)
    return str(caught.value)


def test_a_scheme_gives_its_units_by_code_and_label(scheme_of: Maker) -> None:
    scheme = scheme_of(unit("01", "Hà Nội"), {"code": "02", "name": {"vi": "Huế", "en": "Hue"}})
    assert scheme.by_code["02"].label() == "Huế"
    assert scheme.by_code["02"].label("en") == "Hue"
    assert scheme.by_code["01"].label("en") == "Hà Nội"
    assert scheme.by_code["01"].ranked


def test_a_scheme_cannot_be_changed(scheme_of: Maker) -> None:
    scheme = scheme_of(unit("01", "Hà Nội"))
    with pytest.raises(ValidationError, match="frozen"):
        scheme.id = "other"


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"code": 1, "name": "A"}, "valid string"),
        ({"code": "1"}, "name"),
        ({"code": "1", "name": "A", "nickname": "B"}, "nickname"),
        ({"code": "1", "name": "A", "aliases": ["\u200b"]}, "no visible character"),
        ({"code": "1", "name": "A", "ranked": "yes"}, "valid boolean"),
    ],
)
def test_a_unit_is_read_strictly(scheme_of: Maker, broken: dict[str, Any], words: str) -> None:
    assert words in faults(scheme_of, broken)


def test_a_scheme_needs_a_unit_and_a_source(scheme_of: Maker) -> None:
    assert "units" in faults(scheme_of)
    assert "source" in faults(scheme_of, unit("1", "A"), source="")


@pytest.mark.parametrize("day", ["2025-7-1", "20250701", "1/7/2025", "2025-02-30"])
def test_dates_are_days_of_the_calendar(scheme_of: Maker, day: str) -> None:
    assert "year-month-day" in faults(scheme_of, unit("1", "A"), valid_from=day)


def test_all_contradictions_are_told_at_once(scheme_of: Maker) -> None:
    told = faults(
        scheme_of,
        unit("01", "Hà Nội"),
        unit("01", "Huế", aliases=["HÀ NỘI"]),
        unit("3", "Sơn La", successor="09"),
        code_width=2,
        valid_from="2025-07-01",
        valid_until="2025-06-30",
    )
    assert 'the code "01" stands for both Hà Nội and Huế' in told
    assert 'the code "3" of Sơn La does not have 2 digits' in told
    assert "Sơn La (3) has a successor, but the scheme has none" in told
    assert "valid_until (2025-06-30) is before valid_from (2025-07-01)" in told


def test_every_shared_spelling_is_told(scheme_of: Maker) -> None:
    told = faults(
        scheme_of,
        unit("1", "Hòa Bình", aliases=["HB"]),
        unit("2", "Tỉnh Hoà  Bình"),
        unit("3", "Hải Bình", aliases=["hb"]),
        prefixes=["Tỉnh"],
    )
    assert '"hoà bình" stands for both Hòa Bình (1) and Tỉnh Hoà  Bình (2)' in told
    assert '"hb" stands for both Hòa Bình (1) and Hải Bình (3)' in told


def test_a_name_must_not_be_the_code_of_another_unit(scheme_of: Maker) -> None:
    told = faults(scheme_of, unit("GR", "Greenland"), unit("EL", "Greece", aliases=["gr"]))
    assert '"gr" stands for both Greenland (GR) and Greece (EL)' in told


def test_a_unit_may_be_called_by_its_own_code(scheme_of: Maker) -> None:
    assert scheme_of(unit("GR", "Greece", aliases=["GR"])).by_spelling["gr"].unit.code == "GR"


def test_codes_that_differ_in_case_only_are_one_code(scheme_of: Maker) -> None:
    assert 'the code "at" stands for both' in faults(scheme_of, unit("AT", "Austria"), unit("at", "Attica"))


def test_a_spelling_cannot_also_be_no_unit(scheme_of: Maker) -> None:
    told = faults(scheme_of, unit("1", "Tổng"), not_units=["TỔNG"])
    assert '"tổng" is both a spelling of Tổng (1) and listed under not_units' in told


def test_with_a_succeeding_scheme_every_unit_says_what_became_of_it(scheme_of: Maker) -> None:
    assert "B (2) needs a successor" in faults(
        scheme_of, unit("1", "A", successor="9"), unit("2", "B"), successor="later"
    )
    scheme_of(unit("1", "A", successor="9"), unit("2", "B", successor_note="divided"), successor="later")
    assert "names itself" in faults(scheme_of, unit("1", "A", successor="1"), successor="test")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("tỉnh hà giang", "hà giang"),
        ("tp. huế", "huế"),
        ("tp.huế", "huế"),
        ("tp huế", "huế"),
        ("ubnd tỉnh huế", "huế"),
        ("tphuế", "tphuế"),
        ("tỉnhhuế", "tỉnhhuế"),
        ("tỉnh", "tỉnh"),
        ("huế tỉnh", "huế tỉnh"),
    ],
)
def test_the_longest_prefix_goes(scheme_of: Maker, text: str, rest: str) -> None:
    scheme = scheme_of(unit("1", "A"), prefixes=["TP", "TP.", "Tỉnh", "UBND tỉnh"])
    assert scheme.without_prefix(text) == rest


def test_totals_and_notes_are_no_units(scheme_of: Maker) -> None:
    scheme = scheme_of(unit("1", "A"), not_units=["Cả nước", "Nguồn:"])
    assert scheme.is_not_a_unit("CẢ  NƯỚC")
    assert scheme.is_not_a_unit("Nguồn: Bộ Thông tin và Truyền thông")
    assert not scheme.is_not_a_unit("Cả nước và A")
    assert not scheme.is_not_a_unit("Nguồn")
