"""CalEnviroScreen 2.0, census tracts of California, 2014 (OEHHA, oehha.ca.gov/calenviroscreen)."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.editions.conftest import PublishedIndex

import dtiscore


@pytest.mark.slow
def test_the_scores_of_8035_tracts_and_their_twentieths(published_index: PublishedIndex) -> None:
    data, results = published_index("calenviroscreen_2")
    first = results["range"].str.extract(r"^(\d+)")[0]  # "16-20%" is the fourth twentieth
    named = results.rename(columns={"score": "CES"}).drop(columns=["range"])
    named["band"] = [str((int(at) + 4) // 5) if isinstance(at, str) else "" for at in first]
    _, found = dtiscore.check(data, "calenviroscreen-2014", named, tolerance=1.1e-3)
    assert (found.scores, found.bands) == (24_043, 7973)
    # The publisher made its scores of percentiles with more digits: two tracts change places on a border.
    assert Counter(each.what for each in found.differences) == {"band": 2}
    _, parts = dtiscore.check(
        data, "calenviroscreen-2014", named.drop(columns=["CES", "band"]), tolerance=1e-4
    )
    assert parts.differences == []
