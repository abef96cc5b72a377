"""Scottish Index of Multiple Deprivation 2016 (Scottish Government; figures as in TheDataLabScotland/openSIMD)."""

from __future__ import annotations

from tests.editions.conftest import PublishedIndex

import dtiscore


def test_every_rank_of_6976_data_zones_and_seven_domains(published_index: PublishedIndex) -> None:
    _, results = published_index("simd_2016")
    domains = [heading for heading in results.columns if heading.endswith("_rank")]
    named = results.rename(columns={heading: heading.replace("_rank", ".rank") for heading in domains})
    _, found = dtiscore.check(results[["unit_id", *domains]], "simd-2016", named)
    assert found.differences == []
    assert found.ranks == 8 * 6976
