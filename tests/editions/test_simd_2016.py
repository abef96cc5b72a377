"""Scottish Index of Multiple Deprivation 2016 (Scottish Government; figures as in TheDataLabScotland/openSIMD)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from tests.editions.conftest import PublishedIndex
from tests.made import HEAD

import dtiscore
from dtiscore.methodology.parsing import methodology_from


def test_every_rank_of_6976_data_zones_and_seven_domains(published_index: PublishedIndex) -> None:
    _, results = published_index("simd_2016")
    domains = [heading for heading in results.columns if heading.endswith("_rank")]
    named = results.rename(columns={heading: heading.replace("_rank", ".rank") for heading in domains})
    _, found = dtiscore.check(results[["unit_id", *domains]], "simd-2016", named)
    assert found.differences == []
    assert found.ranks == 8 * 6976


def test_the_access_domain_from_its_nine_journey_times(
    published_index: PublishedIndex, shared_data: Path
) -> None:
    """Normal scores with the official factor weights, two exponentials of ranks.

    Travel times are published rounded, so that 96.4 % of the ranks are the published ones and none is further off than
    4 places of 6,976.
    """
    data, results = published_index("simd_2016")
    weights = pd.read_csv(shared_data / "indices" / "simd_2016" / "weights.csv").set_index("indicator")
    curve = {"kind": "formula", "formula": "-23 * log(1 - x * (1 - exp(-100 / 23)))"}
    rules = {"normal": {"kind": "normal-score"}, "steep": [{"kind": "rank-share"}, curve]}

    def journeys(code: str, weight: int) -> dict[str, Any]:
        parts = weights[weights["part"] == code]["official_weight"]
        children = [
            {"code": name, "weight": float(part), "rule": "normal", "missing": "zero"}
            for name, part in parts.items()
        ]
        return {
            "code": code,
            "weight": weight,
            "aggregate": "sum",
            "weights": "relative",
            "then": ["steep"],
            "children": children,
        }

    index = {
        "code": "access",
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [journeys("drive", 2), journeys("public_transport", 1)],
    }
    edition = methodology_from(
        HEAD | {"rank": {"on": "full", "ties": "average"}, "rules": rules, "index": index}
    )
    card = dtiscore.score(data, edition)
    off = (card.ranks["access"] - results["access_rank"].to_numpy(dtype=float)).__abs__()
    assert (off == 0).mean() > 0.96
    assert off.max() <= 4
