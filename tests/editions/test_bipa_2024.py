"""Blavatnik Index of Public Administration 2024 (Blavatnik School of Government, index.bsg.ox.ac.uk, CC BY 4.0)."""

from __future__ import annotations

from tests.editions.conftest import PublishedIndex

import dtiscore


def test_every_level_of_120_countries_and_their_ranks(published_index: PublishedIndex) -> None:
    data, results = published_index("bipa_2024")
    _, found = dtiscore.check(data, "bipa-2024", results.rename(columns={"score": "bipa_index"}))
    # R's means are of 80-bit floats: twice that shows.
    apart = [(each.code, each.unit, each.expected, each.computed) for each in found.differences]
    assert apart == [("strled_int", "LKA", 0.33, 0.34), ("dat_capability", "SLV", 0.08, 0.07)]
    assert (found.scores, found.ranks) == (6098, 120)
