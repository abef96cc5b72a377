"""Đà Nẵng's case, told with commands alone from the tables that stand here, every figure from what they write.

The case: the province led Vietnam's Digital Transformation Index of 63 provinces in 2020 to 2023, was second in 2024,
and was the 17th when the same figures were ranked on the 34 provinces of July 2025, together with Quảng Nam. Rank
changes of that year were printed across the two lists.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT, Run

EDITION = ("-w", "dti-province-2022")
TABLES = {
    2020: "tests/published/dti-province-2020-published.csv",
    2021: "tests/published/dti-province-2021-published.csv",
    2022: "examples/dti-province/2022.csv",
    2023: "examples/dti-province/2023.csv",
    2024: "examples/dti-province/2024-published.csv",
}
PUBLISHED = ("-w", "dti-province", "--published", "dti")
ON_63 = (*PUBLISHED, "--units", "vn-province-63")
ON_34 = (*ON_63, "--restate", "mean", "--on", "vn-province-34")
DA_NANG, HUE, HA_NOI, HAI_PHONG, KHANH_HOA = "48", "46", "01", "31", "56"

Rows = dict[str, dict[str, str]]
Told = Callable[..., str]


@pytest.fixture
def told(run: Run) -> Told:
    """What a command writes to standard output, run in this process at the root of the repository."""

    def of(*arguments: str) -> str:
        result = run(*arguments, cwd=ROOT)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return of


def rows(text: str) -> Rows:
    """The rows of a CSV by their unit."""
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


def in_years(*years: int) -> list[str]:
    return [f"{year}={TABLES[year]}" for year in years]


@pytest.mark.parametrize(("year", "score"), [(2022, 0.8002), (2023, 0.8340)])
def test_first_of_63_by_its_own_score(told: Told, year: int, score: float) -> None:
    table = rows(told("score", TABLES[year], *EDITION, "-f", "csv"))
    assert len(table) == 63
    assert (table[DA_NANG]["rank"], float(table[DA_NANG]["DTI.score"])) == ("1", score)
    payload = json.loads(told("explain", TABLES[year], *EDITION, "--unit", "TP. Đà Nẵng", "-f", "json"))
    assert payload["above"] is None
    assert payload["below"]["unit"] == "79"  # Hồ Chí Minh


def test_second_of_63_in_2024(told: Told) -> None:
    table = rows(told("compare", *in_years(2023, 2024), *ON_63, "-f", "csv"))
    assert len(table) == 63
    da_nang = table[DA_NANG]
    assert (da_nang["rank_before"], da_nang["rank"], da_nang["move"]) == ("1", "2", "-1")
    assert (float(da_nang["score_before"]), float(da_nang["score"])) == (0.8340, 0.8335)
    assert table["79"]["rank"] == "1"


def test_seventeenth_of_34_in_2024(told: Told) -> None:
    table = rows(told("compare", *in_years(2023, 2024), *ON_34, "-f", "csv"))
    assert len(table) == 34
    da_nang = table[DA_NANG]
    assert (da_nang["rank_before"], da_nang["rank"]) == ("4", "17")
    alone = rows(told("score", TABLES[2023], *EDITION, "-f", "csv"))
    # With Quảng Nam (49) since July 2025: the plain mean of the two, of which the first was the leader.
    mean = (float(alone[DA_NANG]["DTI.score"]) + float(alone["49"]["DTI.score"])) / 2
    assert float(da_nang["score_before"]) == pytest.approx(mean, abs=1e-12)


@pytest.mark.parametrize(("last", "periods"), [(2022, 3), (2023, 4)])
def test_years_running_from_2020(told: Told, last: int, periods: int) -> None:
    years = [year for year in TABLES if year <= last]
    payload: dict[str, Any] = json.loads(told("trend", *in_years(*years), *ON_63, "-f", "json"))
    leads = [lead for lead in payload["leads"] if lead["periods"] > 1]
    assert leads == [{"unit": DA_NANG, "first": "2020", "last": str(last), "periods": periods}]
    # 2020 and 2021 are known in part: their published ranks count, and nobody is ranked among the rows at hand.
    assert [table["is_whole"] for table in payload["tables"]] == [year > 2021 for year in years]
    da_nang = next(row for row in payload["rows"] if row["unit"] == DA_NANG)
    scores = [da_nang[f"score:{year}"] for year in years]
    assert scores == [0.4874, 0.6419, 0.8002, 0.8340][:periods]


def test_the_lead_ends_in_2024(told: Told) -> None:
    table = rows(told("trend", *in_years(*TABLES), *ON_63, "-f", "csv"))
    assert [table[DA_NANG][f"rank:{year}"] for year in TABLES] == ["1", "1", "1", "1", "2"]
    assert table[DA_NANG]["longest_lead"] == "4"


def test_moves_of_2024_that_were_printed_across_two_lists(told: Told) -> None:
    """Printed: Huế up one to 2nd, Hải Phòng up five to 3rd, both from their ranks of 2023 among 63 provinces."""
    before = {unit: row["rank_before"] for unit, row in rows(told("compare", *in_years(2023, 2024), *ON_63, "-f", "csv")).items()}  # fmt: skip
    restated = rows(told("compare", *in_years(2023, 2024), *ON_34, "-f", "csv"))
    printed = {unit: int(before[unit]) - int(restated[unit]["rank"]) for unit in (HUE, HAI_PHONG)}
    assert printed == {HUE: 1, HAI_PHONG: 5}
    like_with_like = {
        unit: (restated[unit]["rank_before"], restated[unit]["rank"], restated[unit]["move"])
        for unit in (HUE, HAI_PHONG, HA_NOI)
    }
    assert like_with_like == {HUE: ("1", "2", "-1"), HAI_PHONG: ("9", "3", "6"), HA_NOI: ("5", "1", "4")}


def test_what_moved_it_adds_up(told: Told) -> None:
    row = rows(told("compare", *in_years(2022, 2023), *EDITION, "--unit", DA_NANG, "-f", "csv"))[DA_NANG]
    # From the two tables: 461.06 and 433.205 points of the foundation, then three activities of 200, 150, 150 points.
    assert float(row["data:I"]) == pytest.approx((461.06 - 433.205) / 1000, abs=1e-5)
    assert float(row["data:7"]) == pytest.approx(0.2 * (0.8790 - 0.8575))
    assert float(row["data:8"]) == pytest.approx(0.15 * (0.7262 - 0.7836))
    assert float(row["data:9"]) == pytest.approx(0.15 * (0.5881 - 0.5197))
    assert sum(float(row[f"data:{code}"]) for code in ("I", "7", "8", "9")) == pytest.approx(
        float(row["data"])
    )
    assert (float(row["method"]), float(row["composition"])) == (0, 0)


def test_a_plan_for_khanh_hoa_to_the_top_20_holds_when_its_values_are_put_back(told: Told) -> None:
    asked = ("--unit", "Khánh Hòa", "--to-rank", "20", "-f", "csv")
    changes = list(csv.DictReader(io.StringIO(told("improve", TABLES[2022], *EDITION, *asked))))
    plans = {change["plan"] for change in changes}
    assert plans
    for plan in plans:
        values = [
            part for change in changes if change["plan"] == plan for part in ("--value", change["whatif"])
        ]
        table = rows(told("whatif", TABLES[2022], *EDITION, *values, "-f", "csv"))
        khanh_hoa = table[KHANH_HOA]
        assert khanh_hoa["rank_before"] == "41"
        assert int(khanh_hoa["rank"]) <= 20
        assert [unit for unit, row in table.items() if row["figures_changed"] == "True"] == [KHANH_HOA]
