"""Bertelsmann Transformation Index, editions 2018 to 2024 (Bertelsmann Stiftung, bti-project.org)."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore
from dtiscore.inputs.weighting import load_methodology


def country(unit: str, **criteria: float | None) -> dict[str, object]:
    """A country whose criteria are all 8 and whose level of difficulty is 1, but for some."""
    return {
        "unit_id": unit,
        "year": "2024",
        **dict.fromkeys([f"Q{n}" for n in range(1, 18)], 8),
        "Q13": 1,
        **criteria,
    }


def test_status_and_governance_from_their_criteria() -> None:
    rows = [
        country("X", Q1=10, Q2=9, Q4=7, Q5=6, Q6=1, Q7=2, Q8=3, Q9=4, Q10=5, Q11=6, Q12=7),
        country("Y", Q13=10),
        country("Z", Q13=5.5),
    ]
    card = dtiscore.score(pd.DataFrame(rows), "bti-2024")
    assert card.nodes["democracy"].score.tolist() == [8, 8, 8]
    assert card.nodes["economy"].score.tolist() == [4, 8, 8]
    assert card.nodes["STATUS"].score.tolist() == [6, 8, 8]
    # Hard conditions earn up to a quarter more, and 12.5 becomes 10: 8 x 0.8, 8 x 1.25 x 0.8, 8 x 1.125 x 0.8.
    assert card.nodes["governance"].score.tolist() == pytest.approx([6.4, 8, 7.2])
    assert card.ranks["STATUS"].tolist() == [3, 1, 1]
    assert card.ranks["governance"].tolist() == [3, 1, 2]


def test_governance_is_not_part_of_the_status_index() -> None:
    card = dtiscore.score(pd.DataFrame([country("X", Q15=None)]), "bti-2024")
    edition = load_methodology("bti-2024")
    assert not edition.nodes["governance"].is_scored
    assert card.nodes["STATUS"].score.tolist() == [8]
    assert card.nodes["governance"].score[0] == pytest.approx(6.4)  # a criterion that is missing is skipped


def test_a_question_that_does_not_apply_is_skipped() -> None:
    row = country("X") | {"Q5": None, "Q5_1": 2, "Q5_2": 4, "Q5_3": None, "Q5_4": 9}
    card = dtiscore.score(pd.DataFrame([row]), "bti-2024")
    assert card.nodes["Q5"].score.tolist() == [5]


def test_every_score_of_four_editions_and_both_rankings(published_index: PublishedIndex) -> None:
    data, results = published_index("bti_2018_2024")
    named = results.rename(
        columns={"governance_score": "governance", "governance_performance": "performance"}
    )
    _, verification = dtiscore.check(data, "bti-2024", named)  # at the nine decimals that the table prints
    assert verification.differences == []
    assert verification.scores == 540 * (17 + 5)
    assert verification.ranks == 540 * 2
