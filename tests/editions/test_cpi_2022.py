"""Corruption Perceptions Index 2022 (Transparency International, transparency.org/en/cpi/2022)."""

from __future__ import annotations

from collections import Counter

from tests.editions.conftest import PublishedIndex

import dtiscore


def test_the_number_of_sources_of_180_countries_and_scores_as_far_as_printed_sources_tell(
    published_index: PublishedIndex,
) -> None:
    data, results = published_index("cpi_2022")
    named = results.rename(columns={"score": "CPI"}).drop(columns=["rank"])
    _, found = dtiscore.check(data, "cpi-2022", named)
    assert found.scores == 2 * 180
    # The index is made of sources with decimals, which are printed as whole numbers.
    assert Counter(each.code for each in found.differences) == {"CPI": 14}
    assert all(abs(float(each.expected) - float(each.computed)) <= 1 for each in found.differences)  # type: ignore[arg-type]  # scores
