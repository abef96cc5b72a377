"""INFORM Risk 2023 (European Commission, JRC, version 0.6.5; Commission reuse policy, CC BY 4.0)."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore

AFGHANISTAN = {
    "iso3": "AFG", "earthquake": 9.7, "flood": 7.2, "tsunami": 0.0, "cyclone": 0.0, "drought": 8.9, "epidemic": 7.0,
    "projected_conflict": 10.0, "current_conflict": 10, "development": 8.5, "inequality": 8.7, "dependency": 5.6,
    "uprooted": 10.0, "health_conditions": 2.0, "children_u5": 4.4, "recent_shocks": 10.0, "food_security": 7.2,
    "drr": 6.3, "governance": 8.2, "communication": 6.3, "physical": 6.5, "health_care": 8.0,
}  # fmt: skip
PRINTED = {
    "INFORM": 8.1, "hazard": 8.9, "natural": 6.8, "human": 10.0, "vulnerability": 8.5, "socio_economic": 7.8,
    "vulnerable_groups": 9.0, "other_groups": 7.1, "coping": 7.1, "institutional": 7.3, "infrastructure": 6.9,
}  # fmt: skip


def scored(**changes: float | None) -> dict[str, float]:
    """The score of every level for Afghanistan with some of its components changed."""
    card = dtiscore.score(pd.DataFrame([AFGHANISTAN | changes]), "inform-risk-2023")
    return {code: float(scores.score[0]) for code, scores in card.nodes.items()}


def test_every_level_of_one_country_as_it_is_printed() -> None:
    found = scored()
    assert {code: found[code] for code in PRINTED} == PRINTED


def test_a_current_conflict_overrides_the_projected_one() -> None:
    assert scored(current_conflict=9)["human"] == 9
    assert scored(current_conflict=0, projected_conflict=3.2)["human"] == 2.2  # 0.7 x 3.2 = 2.24


def test_a_missing_component_is_skipped() -> None:
    # (2 x 8.5 + 5.6) / 3 = 7.53; the mean of governance alone; and the mean of two of three, 6.4.
    assert scored(inequality=None)["socio_economic"] == 7.5
    assert scored(drr=None)["institutional"] == 8.2
    assert scored(health_care=None)["infrastructure"] == 6.4


def test_the_reversed_mean_by_hand() -> None:
    # 0 and 10 lie at 10 and 1 on the reversed scale: their geometric mean is sqrt(10) = 3.1623.
    zeros = dict.fromkeys(["flood", "tsunami", "cyclone", "drought", "epidemic"])
    natural = scored(earthquake=10, **(zeros | {"flood": 0}))["natural"]
    assert natural == round((10 - 10**0.5) / 9 * 10, 1) == 7.6


def test_halves_go_up_at_every_level() -> None:
    assert scored(drr=6.3, governance=8.2)["institutional"] == 7.3  # 7.25


@pytest.mark.parametrize(
    ("score", "label"), [(6.5, "Very High"), (6.4, "High"), (3.4, "Low"), (1.9, "Very Low")]
)
def test_the_classes_begin_at_their_limits(score: float, label: str) -> None:
    row = {"iso3": "X", "hazard": score, "vulnerability": score, "coping": score}
    assert dtiscore.score(pd.DataFrame([row]), "inform-risk-2023").bands == [label]


def test_every_level_rank_and_class_that_was_published(published_index: PublishedIndex) -> None:
    data, results = published_index("inform_risk_2023")
    _, verification = dtiscore.check(data, "inform-risk-2023", results)
    assert verification.differences == []
    assert (verification.scores, verification.ranks, verification.bands) == (191 * 11, 191, 191)
    assert verification.largest == 0.0
