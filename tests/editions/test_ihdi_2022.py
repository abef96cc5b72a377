"""Inequality-adjusted HDI 2022 (UNDP, Human Development Report 2023/24, technical note 2; CC BY 3.0 IGO)."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore

COUNTRIES = pd.DataFrame(
    [
        ("AFG", 62.879, 10.70538475, 2.514790058, 1335.205733, 24.582642, 48.81007, 29.2251),
        ("ALB", 76.833, 14.48746967, 10.12114431, 15293.32651, 6.3571758, 12.33344, 19.73435),
        ("DZA", 77.129, 15.48787975, 6.987443608, 10978.40571, 11.433661, 33.28262, 16.80919),
    ],
    columns=["iso3", "le", "eys", "mys", "gnipc", "ineq_le", "ineq_edu", "ineq_inc"],
)


def test_three_countries_as_they_are_printed() -> None:
    card = dtiscore.score(COUNTRIES, "ihdi-2022")
    assert card.published("IHDI").tolist() == [0.300, 0.687, 0.588]
    assert card.published("HDI").tolist() == [0.462, 0.789, 0.745]
    assert card.nodes["coef_ineq"].score == pytest.approx([34.20593733, 12.80832193, 20.50849033], abs=1e-8)
    assert card.nodes["loss"].score == pytest.approx([35.06493506, 12.92775665, 21.0738255], abs=1e-8)
    # Afghanistan: the loss is that of the two printed values, not of those in full.
    assert card.nodes["loss"].score[0] == pytest.approx(100 * (1 - 0.300 / 0.462))


def test_each_dimension_is_discounted_by_its_own_inequality() -> None:
    card = dtiscore.score(COUNTRIES, "ihdi-2022")
    health = (62.879 - 20) / (85 - 20) * (1 - 0.24582642)
    education = (10.70538475 / 18 + 2.514790058 / 15) / 2 * (1 - 0.4881007)
    income = math.log(1335.205733 / 100) / math.log(75000 / 100) * (1 - 0.292251)
    adjusted = [
        card.nodes[code].score[0] for code in ("adjusted_health", "adjusted_education", "adjusted_income")
    ]
    assert adjusted == pytest.approx([health, education, income], rel=1e-12)
    assert card.nodes["IHDI"].score[0] == round((health * education * income) ** (1 / 3), 3)


def test_without_a_measure_of_inequality_there_is_an_hdi_and_no_ihdi() -> None:
    card = dtiscore.score(COUNTRIES.assign(ineq_inc=[math.nan, 19.73435, 16.80919]), "ihdi-2022")
    assert card.published("HDI")[0] == 0.462
    assert [card.nodes[code].missing.tolist() for code in ("IHDI", "coef_ineq", "loss")] == [
        [True, False, False]
    ] * 3


def test_every_score_that_was_published(published_index: PublishedIndex) -> None:
    data, results = published_index("ihdi_2022")
    _, exact = dtiscore.check(data, "ihdi-2022", results[["unit_id", "score", "hdi"]])
    assert exact.differences == []
    assert exact.scores == 195 + 193  # of 195 countries 30 have no IHDI, which is compared as well
    # The coefficient and the loss are published with eight decimals or so, the last of which is not certain.
    _, close = dtiscore.check(data, "ihdi-2022", results[["unit_id", "coef_ineq", "loss"]], tolerance=1e-8)
    assert close.differences == []
    assert close.scores == 165 + 165
