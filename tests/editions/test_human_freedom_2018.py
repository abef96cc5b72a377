"""Human Freedom Index 2018, data of 2015 and 2016 (Cato and Fraser Institutes; copy in the R package openintro)."""

from __future__ import annotations

from collections import Counter

from tests.editions.conftest import PublishedIndex

import dtiscore


def test_28_nodes_of_two_years_and_three_rankings_by_two_rules(published_index: PublishedIndex) -> None:
    data, results = published_index("human_freedom_2015_2016")
    named = results.rename(columns={"score": "HF", "rank": "HF.rank", "quartile": "band"})
    named = named.rename(columns={f"{part}_{figure}": f"{part}{ending}" for part in ("pf", "ef") for figure, ending in (("score", ""), ("rank", ".rank"))})  # fmt: skip
    whole = ["HF.rank", "pf.rank", "ef.rank", "band"]
    named[whole] = named[whole].apply(lambda column: column.str.removesuffix(".0"))
    _, found = dtiscore.check(data, "human-freedom-2018", named, tolerance=2e-6)
    assert (found.scores, found.ranks, found.bands) == (9663, 3 * 321, 321)
    # Two countries that share a score stand on both sides of the border of a quartile.
    assert Counter(each.what for each in found.differences) == {"band": 2}
