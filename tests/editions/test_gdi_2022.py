"""Gender Development Index 2022 (UNDP, Human Development Report 2023/24, CC BY 3.0 IGO)."""

from __future__ import annotations

from tests.editions.conftest import PublishedIndex

import dtiscore


def test_182_values_and_groups_and_the_indices_of_women_and_men(published_index: PublishedIndex) -> None:
    data, results = published_index("gdi_2022")
    named = results.rename(columns={"score": "GDI", "group": "band"})
    _, found = dtiscore.check(data, "gdi-2022", named.drop(columns=["hdi_f", "hdi_m"]))
    assert found.differences == []
    assert (found.scores, found.bands) == (195, 182)  # 13 countries have no value, there and here
    _, parts = dtiscore.check(data, "gdi-2022", named.drop(columns=["GDI", "band"]), tolerance=6e-10)
    assert parts.differences == []
    assert parts.scores == 2 * 182
