"""Units of which no other is there to be compared with have no score, whatever compares them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.errors import InvalidData
from dtiscore.methodology.aggregations import AGGREGATIONS

COMPARING = [name for name, aggregation in AGGREGATIONS.items() if aggregation.over_units]
NEEDED = {"order-m": {"m": 2}}
"""The parameters without which an aggregation is none, by its name."""


def edition(name: str) -> dict[str, Any]:
    order = "ascending" if AGGREGATIONS[name].low_is_good else "descending"
    compared = {"kind": name, **NEEDED.get(name, {})}
    return {
        **HEAD,
        "rank": {"on": "published", "order": order},
        "frame": {"base": "2020"},
        "missing": "no-score",
        "index": group("I", compared, indicator("a"), indicator("b"), weights="equal"),
    }


@pytest.mark.parametrize("name", COMPARING)
def test_a_base_year_without_a_whole_unit_is_told(name: str) -> None:
    table = pd.DataFrame(
        {"unit": ["U", "V"] * 2, "year": [2020, 2020, 2021, 2021], "a": [None, 5, 1, 2], "b": [3, None, 3, 4]}
    )
    with pytest.raises(InvalidData) as caught:
        dtiscore.score(table, edition(name), period="2021")
    assert {problem.code for problem in caught.value.problems} == {"undefined-aggregate"}
    assert "no unit that it is to be compared with" in str(caught.value)
