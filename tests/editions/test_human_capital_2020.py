"""Human Capital Index 2020 (World Bank, September 2020; CC BY 4.0)."""

from __future__ import annotations

from math import exp

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore

COLUMNS = ["unit_id", "group", "survival5", "expected_school", "test_scores", "not_stunted", "adult_survival"]


def test_a_country_of_full_education_and_health_scores_one() -> None:
    rows = [
        ("X", "all", 1, 14, 625, "", 1),
        ("Y", "all", 0.95, 14, 625, 0.8, 0.9),
        ("Z", "all", 1, 7, 625, 1, 1),
    ]
    card = dtiscore.score(pd.DataFrame(rows, columns=COLUMNS), "human-capital-2020")
    health = (0.65 * (0.9 - 1) + 0.35 * (0.8 - 1)) / 2
    assert card.nodes["health"].score.tolist() == pytest.approx([0, health, 0])
    assert card.nodes["HCI"].score.tolist() == pytest.approx([1, 0.95 * exp(health), exp(0.08 * -7)])


def test_where_stunting_is_not_known_adult_survival_stands_for_health() -> None:
    rows = [("X", "all", 1, 14, 625, "", 0.8)]
    card = dtiscore.score(pd.DataFrame(rows, columns=COLUMNS), "human-capital-2020")
    assert card.nodes["HCI"].score[0] == pytest.approx(exp(-0.65 * 0.2))


def test_a_country_stands_once_in_each_group_and_is_ranked_there() -> None:
    rows = [
        ("X", "male", 1, 10, 500, "", 1),
        ("X", "female", 1, 12, 500, "", 1),
        ("Y", "female", 1, 14, 500, "", 1),
    ]
    card = dtiscore.score(pd.DataFrame(rows, columns=COLUMNS), "human-capital-2020")
    assert list(card.partitions) == [(None, "female"), (None, "male")]
    assert card.ranks["HCI"].tolist() == [1, 2, 1]


def test_480_published_scores(published_index: PublishedIndex) -> None:
    data, results = published_index("human_capital_2020")
    card, verification = dtiscore.check(
        data,
        "human-capital-2020",
        results[["unit_id", "group", "score"]],
        tolerance=0.00051,  # the returns 0.08, 0.65 and 0.35 are known to these digits only
    )
    assert verification.differences == []
    assert verification.scores == 174 + 2 * 153
    printed = pd.to_numeric(results["score"]).round(2)
    assert int((pd.Series(card.published("HCI")) == printed).sum()) == 475


def test_480_published_years_of_school(published_index: PublishedIndex) -> None:
    data, results = published_index("human_capital_2020")
    _, verification = dtiscore.check(
        data, "human-capital-2020", results[["unit_id", "group", "lays"]], tolerance=1e-6
    )
    assert verification.differences == []
    assert verification.scores == 480
