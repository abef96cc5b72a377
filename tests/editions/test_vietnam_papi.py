"""Vietnam PAPI, editions of 2011 and 2016 (CECODES and UNDP, papi.org.vn): one column takes another's place."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore
from dtiscore.inputs.weighting import load_methodology

EARLIER = ["2011", "2012", "2013", "2014", "2015"]
WITHOUT_DATA = {("Bac Giang", "2014"), ("Dong Thap", "2014")}


def test_the_editions_differ_in_one_sub_dimension() -> None:
    earlier, later = (set(load_methodology(f"vietnam-papi-{year}").raw_headers) for year in (2011, 2016))
    assert len(earlier) == len(later) == 22
    assert earlier - later == {"accountability_investment"}
    assert later - earlier == {"accountability_responsive"}


def test_the_score_is_a_sum_of_sums() -> None:
    headers = load_methodology("vietnam-papi-2016").raw_headers
    frame = pd.DataFrame([{"unit_id": "X", "year": "2016", **dict.fromkeys(headers, 1)}])
    card = dtiscore.score(frame, "vietnam-papi-2016")
    assert card.index.score[0] == 22
    assert [card.nodes[node.code].score[0] for node in card.methodology.index.children] == [4, 3, 3, 4, 4, 4]


def of_years(table: pd.DataFrame, years: list[str]) -> pd.DataFrame:
    return table[table["year"].isin(years)].reset_index(drop=True)


@pytest.mark.parametrize(
    ("edition", "years", "without", "scores"),
    [
        # Seven scores a row: the dimensions of the two rows without data are blank, and say nothing.
        ("vietnam-papi-2011", EARLIER, WITHOUT_DATA, 7 * 315 - 2 * 6),
        ("vietnam-papi-2016", ["2016"], set(), 7 * 63),
    ],
)
def test_every_score_dimension_and_order(
    edition: str,
    years: list[str],
    without: set[tuple[str, str]],
    scores: int,
    published_index: PublishedIndex,
) -> None:
    data, results = (of_years(table, years) for table in published_index("vietnam_papi_2011_2016"))
    # Columns are published with six to eight digits.
    card, verification = dtiscore.check(data, edition, results, tolerance=0.000005)
    assert verification.scores == scores
    # The published table says 0 for two provinces that have no data: the one place where it is not followed.
    assert {(one.unit, one.period) for one in verification.differences} == without
    assert all((one.expected, one.computed) == (0, None) for one in verification.differences)
    implied = pd.to_numeric(results["score"]).replace(0, float("nan")).groupby(results["year"])
    expected = implied.rank(ascending=False, method="min")
    assert pd.Series(card.ranks["PAPI"]).equals(expected.rename(None))
