"""DTI of ministries and of the nation, as far as decisions 1726, 922 and 405 are public; see tests/published/README.md."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.conftest import ROOT

import dtiscore

PUBLISHED = ROOT / "tests" / "published"


def test_ministries_are_ranked_in_two_groups() -> None:
    table = pd.read_csv(PUBLISHED / "dti-ministry.csv", dtype=str, keep_default_na=False)
    cards = dtiscore.score_editions(table.drop(columns=["rank", "source"]), "dti-ministry")
    assert [card.methodology.id for card in cards] == ["dti-ministry-2020", "dti-ministry-2022"]
    found = {
        (period, group, card.dataset.units[row]): (
            f"{card.published('DTI')[row]:.4f}",
            card.ranks["DTI"][row],
        )
        for card in cards
        for (period, group), rows in card.partitions.items()
        for row in rows
    }
    assert len(found) == len(table) == 13
    for row in table.to_dict("records"):
        value, rank = found[row["year"], row["group"], row["unit"]]
        assert value == row["dti"]
        assert row["rank"] in ("", f"{rank:.0f}")


def test_the_nation_grows_as_was_published() -> None:
    # "tăng trưởng 3% so với năm 2022" (vietbao.vn 528158), "+8,6%" since 2023 (vietnamnet.vn 2454930).
    cards = dtiscore.score_editions(PUBLISHED / "dti-national.csv", "dti-national")
    value = {
        year: card.index.published[row] for card in cards for row, year in enumerate(card.dataset.periods)
    }
    assert value == {"2022": 0.71, "2023": 0.7326, "2024": 0.7955}
    assert value["2023"] / value["2022"] == pytest.approx(1.03, abs=0.005)
    assert value["2024"] / value["2023"] == pytest.approx(1.086, abs=0.0005)


def test_the_pillars_of_405_count_for_400_and_twice_300() -> None:
    frame = pd.DataFrame(
        {"unit": ["VN"], "year": ["2024"], "chinh_phu_so": [1.0], "kinh_te_so": [0.5], "xa_hoi_so": [0.0]}
    )
    card = dtiscore.score(frame, "dti-national-2025")
    assert card.index.score.tolist() == [400 + 300 / 2]
