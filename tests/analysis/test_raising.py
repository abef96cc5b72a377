"""One part raised: the rank that follows is that of the whole table scored with the part as it would be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import dtiscore
from dtiscore.analysis.raising import raised


def test_ranks_of_dti_are_those_of_whatif(examples: Path) -> None:
    card = dtiscore.score(examples / "dti-province" / "2023.csv", "dti-province-2022")
    found, row = raised(card), card.dataset.units.index("56")
    # Khánh Hòa: its digital government 0.7 raised to the mean, to the best, to 1; its shared foundation is above the mean.
    table = pd.read_csv(examples / "dti-province" / "2023.csv", dtype={"code": str, "year": str})
    activity = table["hoat_dong_chinh_quyen_so"]
    for value, ranks in (
        (activity.mean(), found["7"].to_mean),
        (activity.max(), found["7"].to_best),
        (1.0, found["7"].to_full),
    ):
        changed = table.copy()
        changed.loc[changed["code"] == "56", "hoat_dong_chinh_quyen_so"] = value
        after = dtiscore.score(changed, "dti-province-2022")
        assert ranks is not None
        assert ranks[row] == after.ranks["DTI"][after.dataset.units.index("56")]
    assert row not in found["I"].to_mean


def test_a_geometric_mean_is_raised_as_well(examples: Path) -> None:
    card = dtiscore.score(examples / "hdi" / "2022.csv", "hdi-2022")
    found, row = raised(card), card.dataset.units.index("FRA")
    # HDI is the geometric mean of health, education and income: as rich as the richest, France stands before all
    # whose HDI, of three decimals, is less.
    health, education = (float(card.nodes[code].score[row]) for code in ("health", "education"))
    income = float(np.nanmax(card.nodes["income"].score))
    best = round((health * education * income) ** (1 / 3), 3)
    above = [score for score in card.index.published[card.dataset.ranked] if round(score, 3) > best]
    assert found["income"].to_best[row] == len(above) + 1


@pytest.mark.parametrize("kind", ["copeland"])
def test_what_compares_units_with_each_other_is_not_raised(kind: str) -> None:
    edition = {
        "id": "compared",
        "title": "Compared",
        "authority": {"decision": "none", "issuer": "the tests", "source": "this file"},
        "publish": {"as": "score", "decimals": 2},
        "rank": {"on": "published"},
        "index": {
            "code": "T",
            "aggregate": kind,
            "weights": "relative",
            "children": [
                {"code": code, "weight": 1, "column": code, "rule": {"kind": "identity"}} for code in "xy"
            ],
        },
    }
    table = pd.DataFrame({"unit": ["a", "b"], "x": [0.1, 0.2], "y": [0.3, 0.1]})
    assert raised(dtiscore.score(table, edition)) == {}
