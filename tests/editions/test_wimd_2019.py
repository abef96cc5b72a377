"""Welsh Index of Multiple Deprivation 2019 (Welsh Government; figures as in humaniverse/IMD, imd2019_wales_lsoa11)."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

import dtiscore
from dtiscore.scoring.table import ranks_of

WITHIN = 5.1e-7
"""The published scores were copied at six decimals."""
DOMAINS = ("income", "employment", "health", "education", "access", "housing", "environment", "crime")


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "indices" / "wimd_2019"


@pytest.fixture(scope="module")
def card(folder: Path) -> dtiscore.Scorecard:
    return dtiscore.score(folder / "input.csv", "wimd-2019")


@pytest.fixture(scope="module")
def published(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "published.csv").open(encoding="utf-8", newline="") as lines:
        return {row["unit_id"]: row for row in csv.DictReader(lines)}


def test_the_1909_scores_of_the_index_and_its_eight_domains(
    card: dtiscore.Scorecard, published: dict[str, dict[str, str]]
) -> None:
    assert set(card.dataset.units) == set(published)
    assert len(published) == 1909
    for code, heading in [("WIMD", "score"), *((domain, f"{domain}_score") for domain in DOMAINS)]:
        wanted = [float(published[unit][heading]) for unit in card.dataset.units]
        assert card.nodes[code].score.tolist() == pytest.approx(wanted, abs=WITHIN, rel=0), code


def test_every_rank(card: dtiscore.Scorecard, published: dict[str, dict[str, str]]) -> None:
    wanted = [int(published[unit]["rank"]) for unit in card.dataset.units]
    assert ranks_of(card, "WIMD", range(1909)) == wanted
    assert sorted(wanted) == list(range(1, 1910))


def test_every_decile_nine_of_them_one_larger(
    card: dtiscore.Scorecard, published: dict[str, dict[str, str]]
) -> None:
    assert card.bands == [published[unit]["decile"] for unit in card.dataset.units]
    assert [card.bands.count(str(decile)) for decile in range(1, 11)] == [191] * 9 + [190]


def test_scores_ranks_and_deciles_by_check(folder: Path) -> None:
    _, verification = dtiscore.check(
        folder / "input.csv", "wimd-2019", folder / "published.csv", tolerance=WITHIN
    )
    assert verification.differences == []
    assert (verification.ranks, verification.bands) == (1909, 1909)


def test_the_curve_by_hand(card: dtiscore.Scorecard) -> None:
    row = card.dataset.units.index("W01000001")  # its rank in income is 898
    share = (1909 + 1 - 898) / 1909
    expected = -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))
    assert card.nodes["income"].score[row] == pytest.approx(expected, rel=1e-12)
    best = card.nodes["income"].score.max()
    assert best == pytest.approx(100, rel=1e-12)  # rank 1 is a share of 1


def test_two_areas_of_the_same_rank_in_a_domain_share_the_better_one(
    card: dtiscore.Scorecard, published: dict[str, dict[str, str]]
) -> None:
    pair = [card.dataset.units.index(unit) for unit in ("W01000477", "W01000694")]  # rank 1600 in employment
    share = (1909 + 1 - 1600) / 1909
    expected = -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))
    assert card.nodes["employment"].score[pair].tolist() == pytest.approx([expected] * 2, rel=1e-12)
    assert published["W01000477"]["employment_score"] == f"{expected:.6f}" == "4.018021"
