"""CDC/ATSDR Social Vulnerability Index 2018, counties (atsdr.cdc.gov/placeandhealth/svi, public domain)."""

from __future__ import annotations

import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore


@pytest.mark.slow
def test_every_percentile_rank_sum_theme_and_index_of_3142_counties(published_index: PublishedIndex) -> None:
    data, results = published_index("svi_2018")
    named = results.rename(columns={"score": "SVI"}).drop(columns=["sum_themes"])
    _, found = dtiscore.check(data, "svi-2018", named)
    assert found.differences == []
    assert (
        found.scores == 24 * 3142 - 5
    )  # one county lacks its income: no rank, sum and theme of it, and no index
