"""A value is not improved by moving it to where its node has no score, whatever the others are then counted for."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from tests.made import HEAD, group, indicator

import dtiscore
from dtiscore.methodology.parsing import methodology_from

LEAVES = {"kind": "formula", "formula": "if_at_least(x, 20, x, none)", "outcome": "score"}
TABLE = pd.DataFrame({"unit": ["a", "b", "c"], "x": ["60", "30", "80"], "y": ["50", "95", "70"]})


@pytest.mark.parametrize("aggregate", ["arithmetic", "maximum", "minimum", "geometric"])
@pytest.mark.parametrize("order", ["descending", "ascending"])
def test_no_plan_takes_a_score_away(aggregate: str, order: str) -> None:
    """Without x unit b would have 95 of y alone; with it under an arithmetic mean 62.5."""
    index = group("I", aggregate, indicator("x", rule=LEAVES), indicator("y"), missing="reweight")
    edition = methodology_from(HEAD | {"index": index, "rank": {"on": "full", "order": order}})
    for unit in TABLE["unit"]:
        found = dtiscore.improve(TABLE, edition, unit, to_rank=1)
        rows = found.to_frame().to_dict("records")
        json.dumps(rows, allow_nan=False, default=str)
        assert all(
            float(row["now"]) < 20 or float(row["value"]) >= 20 for row in rows if row["column"] == "x"
        )
