"""Every shipped edition reproduces the figures that were published under it; each test cites its table."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import dtiscore
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.table import ranks_of

PUBLISHED = Path(__file__).resolve().parents[1] / "published"


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a published table, as text."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def ranks(card: dtiscore.Scorecard, code: str) -> dict[str, int | float | None]:
    """The rank of every unit in a node."""
    return dict(zip(card.dataset.units, ranks_of(card, code, range(len(card.dataset))), strict=True))


def published(card: dtiscore.Scorecard, code: str) -> dict[str, float]:
    """The published value of every unit in a node."""
    return dict(zip(card.dataset.units, card.published(code).tolist(), strict=True))


class TestProvince2022:
    """922/QĐ-BTTTT; figures of dti.gov.vn, tabulated in examples/dti-province (its README names the pages)."""

    def test_the_five_leaders_from_their_eight_main_indices(self, examples: Path) -> None:
        folder = examples / "dti-province"
        card, verification = dtiscore.check(
            folder / "2022-leaders.csv",
            "dti-province-2022",
            folder / "published-2022-leaders.csv",
            tolerance=0.0001,  # the main indices are rounded to four decimals
            allow_missing_units=True,
        )
        assert verification.agrees
        assert (verification.scores, verification.ranks) == (5, 5)
        assert card.nodes["I"].origin.tolist() == [Origin.COMPUTED] * 5
        assert published(card, "DTI") == {
            "48": 0.8002,
            "79": 0.7164,  # 0.7163 published: the one that needs the tolerance
            "22": 0.7024,
            "46": 0.6975,
            "92": 0.6924,
        }

    @pytest.mark.parametrize("year", ["2022", "2023"])
    def test_all_63_provinces_and_ranks(self, year: str, examples: Path) -> None:
        folder = examples / "dti-province"
        card, verification = dtiscore.check(
            folder / f"{year}.csv", "dti-province-2022", folder / f"published-{year}.csv"
        )
        assert verification.differences == []
        assert (verification.scores, verification.ranks, verification.tolerance) == (63, 63, None)
        assert card.nodes["I"].origin.tolist() == [Origin.SUPPLIED] * 63

    def test_equal_values_share_the_better_rank(self, examples: Path) -> None:
        # The ministry's list of 2022 gives Yên Bái and Thanh Hóa, 0.6350 both, rank 15, and the next one 17.
        card = dtiscore.score(examples / "dti-province" / "2022.csv", "dti-province-2022")
        found = ranks(card, "DTI")
        assert (found["15"], found["38"]) == (15, 15)
        assert sorted(rank for rank in found.values() if rank is not None)[13:17] == [14, 15, 15, 17]

    @pytest.mark.parametrize("year", ["2022", "2023"])
    def test_the_pillars_that_provinces_announced(self, year: str, examples: Path) -> None:
        # tests/published/dti-province-pillars.csv: each row names the page.
        card = dtiscore.score(examples / "dti-province" / f"{year}.csv", "dti-province-2022")
        announced = [row for row in rows_of(PUBLISHED / "dti-province-pillars.csv") if row["year"] == year]
        differences = {
            (row["province"], row["pillar"]): (ranks(card, row["pillar"])[row["code"]], int(row["rank"]))
            for row in announced
            if ranks(card, row["pillar"])[row["code"]] != int(row["rank"])
        }
        # The one known difference: here 43, published 44; 0.0005 above the next, more than rounding explains.
        assert differences == ({("Khánh Hòa", "CQS"): (43, 44)} if year == "2022" else {})
        assert len(announced) == {"2022": 15, "2023": 12}[year]
        for row in announced:
            if row["value"]:
                assert published(card, row["pillar"])[row["code"]] == pytest.approx(
                    float(row["value"]), abs=0.00011
                )

    def test_the_pillars_do_not_add_up_to_the_index(self, examples: Path) -> None:
        card = dtiscore.score(examples / "dti-province" / "2022.csv", "dti-province-2022")
        pillars = [published(card, code)["48"] for code in ("CQS", "KTS", "XHS")]
        by_hand = [(433.205 + 171.5) / 700, (433.205 + 117.54) / 650, (433.205 + 77.955) / 650]
        assert pillars == [round(value, 4) for value in by_hand] == [0.8639, 0.8473, 0.7864]
        assert sum(pillars) > 2


def test_2020_from_its_three_pillars() -> None:
    # 1726/QĐ-BTTTT; tests/published/dti-province-2020*.csv. The ranks are those among 63, not among these nine.
    card = dtiscore.score(PUBLISHED / "dti-province-2020.csv", "dti-province-2020", allow_missing_units=True)
    expected = {
        row["code"]: float(row["DTI"]) for row in rows_of(PUBLISHED / "dti-province-2020-published.csv")
    }
    assert published(card, "DTI") == expected
    assert len(expected) == 9


def test_public_services_of_three_years(examples: Path) -> None:
    # 766/QĐ-TTg; dichvucong.gov.vn, tabulated in examples/public-services.
    folder = examples / "public-services"
    card, verification = dtiscore.check(
        folder / "766.csv", "public-services-766", folder / "published-766.csv"
    )
    assert verification.differences == []
    assert (verification.scores, verification.ranks) == (102, 102)
    assert list(card.partitions) == [("2022", None), ("2023", None), ("2024", None)]


@pytest.fixture(scope="module")
def restated(examples: Path) -> Mapping[str, float]:
    """DTI 2024 of the 63 provinces on the 34 units, by code."""
    table = dtiscore.restate(
        examples / "dti-province" / "2024-published.csv", "vn-province-34", columns=["dti"]
    )
    frame = table.to_frame()
    return dict(zip(frame["code"], frame["dti"], strict=True))


class TestMergedProvinces2024:
    """DTI 2024 on the 34 units of 1 July 2025; tests/published/dti-province34-2024.csv."""

    def test_the_values_that_were_published(self, restated: Mapping[str, float]) -> None:
        known = [row for row in rows_of(PUBLISHED / "dti-province34-2024.csv") if row["dti"]]
        assert len(known) == 5
        for row in known:
            # 63 values rounded to four decimals before the mean, and the mean once more after it.
            assert restated[row["code"]] == pytest.approx(float(row["dti"]), abs=0.0001), row["province"]

    def test_the_twelve_ranks_that_were_published(self, restated: Mapping[str, float]) -> None:
        known = {row["code"]: int(row["rank"]) for row in rows_of(PUBLISHED / "dti-province34-2024.csv")}
        assert len(restated) == 34
        assert len(known) == 12
        found = {
            code: 1 + sum(other > value for other in restated.values()) for code, value in restated.items()
        }
        assert {code: found[code] for code in known} == known


def test_the_human_development_index_of_193_countries(examples: Path) -> None:
    # UNDP, Human Development Report 2023/24; examples/hdi/published.csv: 193 scores and ranks, 192 groups.
    folder = examples / "hdi"
    card, verification = dtiscore.check(folder / "2022.csv", "hdi-2022", folder / "published.csv")
    assert verification.differences == []
    assert verification.scores == 195  # that Monaco and North Korea have none is compared as well
    assert (verification.ranks, verification.bands) == (193, 192)
    assert sorted(unit for unit, rank in ranks(card, "HDI").items() if rank is None) == ["MCO", "PRK"]


@pytest.fixture(scope="module")
def desi(shared_data: Path) -> dtiscore.Scorecard:
    """The DESI of 27 states and the EU in six years."""
    return dtiscore.score(shared_data / "indices" / "desi_2022" / "input_completed.csv", "desi-2022")


class TestDigitalEconomyAndSociety:
    """DESI 2022 (European Commission), back-cast to 2017, from the Commission's completed table."""

    def test_every_score_at_every_level_in_six_years(
        self, desi: dtiscore.Scorecard, shared_data: Path
    ) -> None:
        expected = pd.read_csv(shared_data / "indices" / "desi_2022" / "published.csv", dtype={"year": str})
        at = {key: row for row, key in enumerate(zip(desi.dataset.units, desi.dataset.periods, strict=True))}
        order = [at[key] for key in zip(expected["unit_id"], expected["year"], strict=True)]
        assert sorted(order) == list(range(168))  # 27 states and the EU, six years
        levels = [code for code in desi.methodology.nodes if desi.methodology.depths[code] < 3]
        assert len(levels) == 1 + 4 + 10
        for code in levels:
            wanted = expected["score" if code == "DESI" else code].to_numpy()
            assert np.abs(desi.nodes[code].score[order] - wanted).max() < 1e-9, code

    def test_the_27_ranks_of_2022(self, desi: dtiscore.Scorecard, shared_data: Path) -> None:
        wanted = {
            row["unit_id"]: float(row["rank"])
            for row in rows_of(shared_data / "indices" / "desi_2022" / "published.csv")
            if row["rank"]
        }
        rows = [row for row, period in enumerate(desi.dataset.periods) if period == "2022"]
        units = [desi.dataset.units[row] for row in rows]
        found = dict(zip(units, ranks_of(desi, "DESI", rows), strict=True))
        assert found.pop("EU") is None  # an aggregate is scored and not ranked
        assert found == wanted
        assert len(wanted) == 27

    def test_values_below_a_goalpost_are_not_clipped(self, desi: dtiscore.Scorecard) -> None:
        scores = desi.nodes["3a1"].score
        below = {
            (desi.dataset.units[row], desi.dataset.periods[row])
            for row in np.flatnonzero(scores < 0).tolist()
        }
        assert below  # Bulgaria and Romania lay below 20 % of small firms in the first years
        assert {unit for unit, _ in below} == {"BG", "RO"}


class TestTownsend:
    """UK Townsend deprivation scores 2011 (UK Data Service): 404 local authorities."""

    @pytest.fixture
    def folder(self, shared_data: Path) -> Path:
        return shared_data / "indices" / "townsend_2011"

    def test_every_score_and_quintile(self, folder: Path) -> None:
        card = dtiscore.score(folder / "input.csv", "townsend-2011")
        expected = {row["unit_id"]: row for row in rows_of(folder / "published.csv")}
        assert set(card.dataset.units) == set(expected)
        assert len(expected) == 404
        for unit, score, band in zip(card.dataset.units, card.index.score.tolist(), card.bands, strict=True):
            assert score == pytest.approx(float(expected[unit]["score"]), abs=1e-8), unit
            assert band == expected[unit]["quintile"], unit

    def test_scores_and_quintiles_by_check(self, folder: Path) -> None:
        _, verification = dtiscore.check(
            folder / "input.csv", "townsend-2011", folder / "published.csv", tolerance=1e-8
        )
        assert verification.differences == []
        assert (verification.scores, verification.bands) == (404, 404)
