"""The index of 2024 on 63 provinces, restated, is the one that the ministry published on 34."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from dtiscore.units.restating import Restated, restate
from dtiscore.units.scheme import UnitScheme

# Published on 34 units, 21 October 2025: dantri.com.vn (values), vtcnews.vn (ranks).
PUBLISHED_VALUES = {"Hà Nội": 0.8241, "Huế": 0.7951, "Hải Phòng": 0.7857, "Hồ Chí Minh": 0.7770}
PUBLISHED_RANKS = {
    "Hà Nội": 1, "Huế": 2, "Hải Phòng": 3, "Hồ Chí Minh": 4, "Thanh Hóa": 5, "Điện Biên": 6, "Hà Tĩnh": 7,
    "Đà Nẵng": 17, "Hưng Yên": 32, "Quảng Trị": 33, "Cao Bằng": 34,
}  # fmt: skip


@pytest.fixture(scope="module")
def restated(vn63: UnitScheme, vn34: UnitScheme, examples: Path) -> Restated:
    with (examples / "dti-province" / "2024-published.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 63
    columns = {"dti": np.array([float(row["dti"]) for row in rows])}
    return restate(columns, [row["code"] for row in rows], vn63, vn34, "mean")


@pytest.fixture(scope="module")
def by_name(restated: Restated, vn34: UnitScheme) -> dict[str, float]:
    labels = [vn34.by_code[code].label() for code in restated.units]
    return dict(zip(labels, restated.columns["dti"].tolist(), strict=True))


def test_the_published_values_are_reproduced(by_name: dict[str, float]) -> None:
    for name, published in PUBLISHED_VALUES.items():
        # Each of the 63 values was rounded to 4 decimals before, the published mean once more: half a unit each.
        assert abs(by_name[name] - published) <= 0.0001, name


def test_merged_units_have_the_plain_mean_of_their_predecessors(by_name: dict[str, float]) -> None:
    assert by_name["Bắc Ninh"] == 0.74735
    # Second of 63, Đà Nẵng is 17th of 34 because Quảng Nam counts as much as it does.
    assert by_name["Đà Nẵng"] == 0.7069


def test_the_eleven_published_ranks_are_reproduced(by_name: dict[str, float]) -> None:
    assert len(set(by_name.values())) == 34
    ranked = sorted(by_name, key=lambda name: -by_name[name])
    assert {name: ranked.index(name) + 1 for name in PUBLISHED_RANKS} == PUBLISHED_RANKS


def test_all_34_units_and_columns_agree_with_the_derived_table(
    vn63: UnitScheme, vn34: UnitScheme, shared_data: Path
) -> None:
    names = ["dti", "ha_tang_so", "hoat_dong_chinh_quyen_so", "hoat_dong_kinh_te_so", "hoat_dong_xa_hoi_so"]
    with (shared_data / "dti" / "results-province-2024.csv").open(encoding="utf-8-sig", newline="") as lines:
        before = list(csv.DictReader(lines))
    with (shared_data / "dti" / "results-province34-2024-derived.csv").open(
        encoding="utf-8-sig", newline=""
    ) as lines:
        after = {row["code_2025"]: row for row in csv.DictReader(lines)}
    columns = {name: np.array([float(row[name]) for row in before]) for name in names}
    restated = restate(columns, [row["code"] for row in before], vn63, vn34, "mean")
    assert set(restated.units) == set(after)
    for name in names:
        for code, value in zip(restated.units, restated.columns[name], strict=True):
            # The table was rounded to 4 decimals from the same means.
            assert abs(value - float(after[code][f"{name}_derived"])) <= 0.00005 + 1e-12, (code, name)
    for code, parts in restated.members.items():
        assert sorted(after[code]["predecessor_codes_63"].split("|")) == list(parts)
