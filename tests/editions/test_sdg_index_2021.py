"""SDG Index 2021 (Sustainable Development Report 2021, sdgindex.org), from its 17 goals."""

from __future__ import annotations

from tests.editions.conftest import PublishedIndex

import dtiscore


def test_165_scores_and_ranks_with_goals_that_are_the_mean_of_a_region(
    published_index: PublishedIndex,
) -> None:
    _, results = published_index("sdg_index_2021")
    ranked = results[results["rank"] != ""]
    goals = ranked[["unit_id", "region", *(f"goal{n}" for n in range(1, 18))]]
    assert (goals == "").any(axis=1).sum() > 30  # countries without a coast, for one
    named = ranked[["unit_id", "score", "rank"]].rename(columns={"score": "SDG"})
    _, found = dtiscore.check(goals, "sdg-index-2021", named, tolerance=1e-9)
    assert found.differences == []
    assert (found.scores, found.ranks) == (165, 165)
