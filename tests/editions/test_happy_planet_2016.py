"""Happy Planet Index 2016 (New Economics Foundation, happyplanetindex.org)."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore


def test_one_country_by_hand() -> None:
    # Round figures on both sides of the constants: 50 x 5 / 10 happy life years, and a footprint that counts as 5.
    row = {
        "unit_id": "X",
        "life_expectancy_ineq_adj": 50,
        "wellbeing_ineq_adj": 5.15805468159834,
        "footprint": 5 - 2.06694441185436,
        "life_expectancy": 62.5,
        "wellbeing": 5.15805468159834,
    }
    card = dtiscore.score(pd.DataFrame([row]), "happy-planet-2016")
    assert card.nodes["happy_life_years"].score[0] == pytest.approx(25)
    assert card.nodes["HPI"].score[0] == pytest.approx(4.51739308160521 * (25 + 0.39513670399586) / 5)
    assert card.nodes["inequality"].score[0] == pytest.approx(1 - 50 / 62.5)


def test_the_unadjusted_figures_are_not_needed() -> None:
    row = {"unit_id": "X", "life_expectancy_ineq_adj": 50, "wellbeing_ineq_adj": 5, "footprint": 2}
    card = dtiscore.score(pd.DataFrame([row]), "happy-planet-2016")
    assert not card.index.missing[0]
    assert card.nodes["inequality"].missing[0]


def test_every_score_and_rank_that_was_published(published_index: PublishedIndex) -> None:
    data, results = published_index("happy_planet_2016")
    card, verification = dtiscore.check(data, "happy-planet-2016", results, tolerance=1e-12)
    assert verification.differences == []
    assert (verification.scores, verification.ranks) == (140, 140)
    # The table brings happy life years and inequality itself; both are what their parts give.
    for code, tolerance in (("happy_life_years", 1e-12), ("inequality", 1e-15)):
        brought = pd.to_numeric(data[code])
        computed = pd.Series(dtiscore.score(data.drop(columns=code), "happy-planet-2016").nodes[code].score)
        assert (computed - brought).abs().max() <= tolerance
    assert card.disagreements == ()
