"""Freedom in the World, editions 2013 and 2017 to 2025 (Freedom House, freedomhouse.org)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore
from dtiscore.inputs.weighting import load_methodology

ITEMS = [
    header for header in load_methodology("freedom-world-2025").raw_headers if not header.startswith("add")
]


def scored(*rows: Mapping[str, object]) -> dtiscore.Scorecard:
    frame = pd.DataFrame([{"unit_id": str(at), "year": "2025", **row} for at, row in enumerate(rows)])
    return dtiscore.score(frame, "freedom-world-2025")


def test_sums_with_one_item_subtracted_and_one_added() -> None:
    assert len(ITEMS) == 25
    twos = dict.fromkeys(ITEMS, 2)
    card = scored(dict.fromkeys(ITEMS, 4), twos, twos | {"addq": 3}, twos | {"adda": 1})
    assert card.nodes["PR"].score.tolist() == [40, 20, 17, 21]
    assert card.nodes["CL"].score.tolist() == [60, 30, 30, 30]
    assert card.index.score.tolist() == [100, 50, 47, 51]
    assert [card.nodes[code].score[1] for code in "ABCDEFG"] == [6, 8, 6, 8, 6, 8, 8]


def test_political_rights_can_be_negative() -> None:
    card = scored(dict.fromkeys(ITEMS, 0) | {"addq": 3})
    assert (card.nodes["PR"].score[0], card.nodes["pr_rating"].score[0], card.index.score[0]) == (-3, 7, -3)


def test_ratings_by_cut_offs() -> None:
    rights = [36, 35, 30, 29, 24, 23, 18, 17, 12, 11, 6, 5]
    liberties = [53, 52, 44, 43, 35, 34, 26, 25, 17, 16, 8, 7]
    card = scored(*({"PR": pr, "CL": cl} for pr, cl in zip(rights, liberties, strict=True)))
    expected = [1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7]
    assert card.nodes["pr_rating"].score.tolist() == expected
    assert card.nodes["cl_rating"].score.tolist() == expected


@pytest.mark.parametrize(
    ("pr", "cl", "mean", "status"),
    [(30, 35, 2.5, "F"), (24, 35, 3, "PF"), (12, 17, 5, "PF"), (12, 16, 5.5, "NF"), (36, 0, 4, "PF")],
)
def test_the_status_follows_the_mean_of_the_ratings(pr: int, cl: int, mean: float, status: str) -> None:
    card = scored({"PR": pr, "CL": cl})
    assert card.nodes["rating"].score[0] == mean
    assert card.bands == [status]


@pytest.mark.slow
def test_every_figure_of_ten_editions(published_index: PublishedIndex) -> None:
    data, results = published_index("freedom_world_2013_2025")
    named = results.rename(columns={"pr_score": "PR", "cl_score": "CL", "status": "band"})
    card, verification = dtiscore.check(data, "freedom-world-2025", named)
    assert verification.differences == []
    # The total, seven subtotals, two scores and two ratings; and the status.
    assert (verification.scores, verification.bands) == (2094 * 12, 2094)
    assert verification.largest == 0.0
    by_total = pd.cut(pd.Series(card.index.score), [-10, 34, 69, 100], labels=["NF", "PF", "F"])
    assert float((by_total.astype(str) == results["status"]).mean()) == pytest.approx(0.978, abs=0.0005)
