"""Vietnam Provincial Competitiveness Index, editions of 2006, 2009 and 2013 (VCCI and USAID, pcivietnam.vn)."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore
from dtiscore.inputs.weighting import load_methodology

EDITIONS = {"vietnam-pci-2006": ["2006", "2007", "2008"], "vietnam-pci-2009": ["2009", "2010", "2012"]}


@pytest.mark.parametrize(
    ("edition", "heaviest", "lightest"),
    [("vietnam-pci-2006", ("labor", 15), ("entry", 5)), ("vietnam-pci-2009", ("labor", 20), ("legal", 5))],
)
def test_the_score_is_out_of_a_hundred(
    edition: str, heaviest: tuple[str, int], lightest: tuple[str, int]
) -> None:
    codes = [node.code for node in load_methodology(edition).index.children]
    rows = [{"unit_id": "best", **dict.fromkeys(codes, 10)}, {"unit_id": "half", **dict.fromkeys(codes, 5)}]
    for code, _ in (heaviest, lightest):
        rows.append({"unit_id": code, **dict.fromkeys(codes, 0), code: 10})
    frame = pd.DataFrame(rows).assign(year=EDITIONS[edition][0])
    card = dtiscore.score(frame, edition)
    assert card.index.score.tolist() == pytest.approx([100, 50, heaviest[1], lightest[1]])


@pytest.mark.parametrize(("edition", "rows"), [("vietnam-pci-2006", 3 * 64), ("vietnam-pci-2009", 3 * 63)])
def test_every_score_and_the_order_of_three_years(
    edition: str, rows: int, published_index: PublishedIndex
) -> None:
    data, results = [
        table[table["year"].isin(EDITIONS[edition])].reset_index(drop=True)
        for table in published_index("vietnam_pci_2006_2012")
    ]
    # Scores are published with about six digits after the point.
    card, verification = dtiscore.check(
        data, edition, results[["unit_id", "year", "score"]], tolerance=0.00001
    )
    assert verification.differences == []
    assert verification.scores == rows
    implied = pd.to_numeric(results["score"]).groupby(results["year"]).rank(ascending=False, method="min")
    assert card.ranks["PCI"].tolist() == implied.tolist()


def test_the_ten_sub_indices_of_2013_from_their_indicators(published_index: PublishedIndex) -> None:
    """Sub-indices within 2e-6, scores within 1e-5 of 63 provinces; labour training is read as published."""
    data, results = [
        table[table["year"] == "2013"].reset_index(drop=True)
        for table in published_index("vietnam_pci_2013_2016")
    ]
    data = data.assign(labor=results["labor"])
    named = results.drop(columns="tier").rename(columns={"score": "PCI"})
    _, parts = dtiscore.check(data, "vietnam-pci-2013", named.drop(columns=["PCI", "rank"]), tolerance=2e-6)
    assert (parts.scores, parts.differences) == (630, [])
    card, found = dtiscore.check(
        data, "vietnam-pci-2013", named[["unit_id", "year", "PCI", "rank"]], tolerance=0.00001
    )
    assert (found.scores, found.ranks, found.differences) == (63, 63, [])
    names = {
        "excellent": "Rất tốt",
        "high": "Tốt",
        "mid-high": "Khá",
        "average": "Trung bình",
        "mid-low": "Tương đối thấp",
        "low": "Thấp",
    }
    assert [names[str(band)] for band in card.bands] == results["tier"].tolist()
