"""E-Government Development Index 2010 to 2018 (UN DESA, publicadministration.un.org/egovkb)."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore


@pytest.mark.parametrize(
    ("edition", "years", "within", "countries"),
    [
        ("egdi-2010", ["2010"], 8e-6, 192),
        ("egdi-2016", ["2014", "2016"], 2.4e-5, 386),
        ("egdi-2018", ["2018"], 3.4e-5, 193),
    ],
)
def test_every_score_and_rank(
    edition: str, years: list[str], within: float, countries: int, published_index: PublishedIndex
) -> None:
    data, results = (table[table["year"].isin(years)] for table in published_index("egdi"))
    _, found = dtiscore.check(data, edition, results.rename(columns={"score": "EGDI"}), tolerance=within)
    assert found.differences == []
    assert (found.scores, found.ranks) == (countries, countries)


def test_a_country_without_a_component_scores_0_in_2010() -> None:
    # Monaco had no index of human capital: published 0, where Cambodia has 0.28784.
    rows = [("MCO", 0.1365, None, 0.69614), ("KHM", 0.17461, 0.70386, 0.0103)]
    table = pd.DataFrame(rows, columns=["unit_id", "osi", "hci", "tii"]).assign(year="2010")
    card = dtiscore.score(table, "egdi-2010")
    assert card.index.score.tolist() == [0, pytest.approx(0.34 * 0.17461 + 0.33 * (0.70386 + 0.0103))]
