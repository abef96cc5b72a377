"""Gender Inequality Index 2022 (UNDP, Human Development Report 2023/24, technical note 4; CC BY 3.0 IGO)."""

from __future__ import annotations

from math import sqrt

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore

COLUMNS = ["iso3", "mmr", "abr", "se_f", "se_m", "pr_f", "pr_m", "lfpr_f", "lfpr_m"]
COUNTRIES = pd.DataFrame(
    [
        ("AFG", 620.4075093, 79.735, 7.042049885, 24.07703972, 27.21518987, 72.78481013, 23.33, 77.09),
        ("ALB", 8.276445584, 14.46, 82.24918524, 86.47663419, 35.71428571, 64.28571429, 56.08, 69.91),
        ("DZA", 77.69478932, 11.564, 42.91045642, 46.81516971, 7.00525394, 92.99474606, 17.57, 65.53),
    ],
    columns=COLUMNS,
)


def test_three_countries_as_they_are_printed() -> None:
    card = dtiscore.score(COUNTRIES, "gii-2022")
    assert card.published("GII").tolist() == [0.665, 0.116, 0.460]
    assert card.ranks["GII"].tolist() == [3, 1, 2]  # low is good


def test_women_men_and_the_reference_by_hand() -> None:
    # Dimensions that have a square root: health sqrt(0.25 x 0.16) = 0.2; power 0.4 and 0.6; work 0.5 and 0.7.
    row = ("X", 40, 6.25, 40, 60, 40, 60, 50, 70)
    card = dtiscore.score(pd.DataFrame([row], columns=COLUMNS), "gii-2022")
    women, men = (0.2 * 0.4 * 0.5) ** (1 / 3), (1 * 0.6 * 0.7) ** (1 / 3)
    assert card.nodes["health"].score[0] == pytest.approx(0.2)
    assert card.nodes["women"].score[0] == pytest.approx(women)
    assert card.nodes["men"].score[0] == pytest.approx(men)
    equal = 2 / (1 / women + 1 / men)
    reference = ((0.2 + 1) / 2 * (0.4 + 0.6) / 2 * (0.5 + 0.7) / 2) ** (1 / 3)
    assert card.nodes["GII"].score[0] == pytest.approx(1 - equal / reference)


def test_mortality_is_held_between_10_and_1000_and_no_seats_count_as_a_tenth_of_a_percent() -> None:
    rows = [("low", 4, 10, 50, 50, 0, 100, 50, 50), ("high", 1222, 10, 50, 50, 0.1, 99.9, 50, 50)]
    card = dtiscore.score(pd.DataFrame(rows, columns=COLUMNS), "gii-2022")
    assert card.nodes["health"].score == pytest.approx([sqrt(1 / 10), sqrt(0.01 / 10)])
    assert card.nodes["power_women"].score == pytest.approx([sqrt(0.001 * 0.5)] * 2)


def test_every_score_and_rank_that_was_published(published_index: PublishedIndex) -> None:
    data, results = published_index("gii_2022")
    card, verification = dtiscore.check(data, "gii-2022", results)
    assert verification.differences == []
    assert (verification.scores, verification.ranks) == (195, 166)  # 29 have no score
    # The rank follows the value in full: by the printed decimals four countries would stand elsewhere.
    printed = pd.Series(card.published("GII"), index=list(card.dataset.units)).rank(method="min").dropna()
    ranks = pd.to_numeric(results.set_index("unit_id")["rank"]).dropna()
    assert int((printed.sort_index() != ranks.sort_index()).sum()) == 4
