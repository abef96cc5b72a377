"""The Welsh Index of Multiple Deprivation 2019: shares of ranks, transformed exponentially, as they were published."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made import HEAD

import dtiscore

WEIGHTS = {
    "income": 22, "employment": 22, "health": 15, "education": 14,
    "access": 10, "housing": 7, "environment": 5, "crime": 5,
}  # fmt: skip


def edition(**rank_share: Any) -> dict[str, Any]:
    curve = "-23 * log(1 - x * (1 - exp(-100 / 23)))"
    domains = [
        {
            "code": domain,
            "weight": weight,
            "aggregate": "arithmetic",
            "weights": "equal",
            # The data are ranks already, 1 the most deprived: ranked again they are the same, and become shares.
            "children": [
                {
                    "code": f"{domain}_share",
                    "column": f"{domain}_rank",
                    "rule": {"kind": "rank-share", "direction": "down", **rank_share},
                }
            ],
            "then": [{"kind": "formula", "formula": curve}],
        }
        for domain, weight in WEIGHTS.items()
    ]
    return {
        **HEAD,
        "publish": {"as": "score", "decimals": 6},
        "layout": {"unit": "unit_id", "name": "unit_name"},
        "index": {"code": "WIMD", "aggregate": "arithmetic", "weights": 100, "children": domains},
    }


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "indices" / "wimd_2019"


@pytest.fixture(scope="module")
def published(folder: Path) -> list[dict[str, str]]:
    with (folder / "published.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_all_areas_domains_scores_and_ranks(folder: Path, published: list[dict[str, str]]) -> None:
    # Welsh Government, WIMD 2019: scores are copied at six decimals.
    card = dtiscore.score(folder / "input.csv", edition(anchor="best", ties="min"))
    assert list(card.dataset.units) == [row["unit_id"] for row in published]
    assert len(published) == 1909
    for code, column in [("WIMD", "score"), *((domain, f"{domain}_score") for domain in WEIGHTS)]:
        expected = np.array([float(row[column]) for row in published])
        np.testing.assert_allclose(card.nodes[code].score, expected, rtol=0, atol=6e-7)
    assert card.ranks["WIMD"].tolist() == [float(row["rank"]) for row in published]


def test_the_other_end_of_the_scale_gives_other_scores(folder: Path, published: list[dict[str, str]]) -> None:
    card = dtiscore.score(folder / "input.csv", edition(anchor="worst", ties="min"))
    expected = np.array([float(row["score"]) for row in published])
    assert np.abs(card.nodes["WIMD"].score - expected).max() > 0.5
