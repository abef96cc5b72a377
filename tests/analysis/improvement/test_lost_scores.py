"""A value is not improved by moving it to where its node has no score, whatever the others are then counted for."""

from __future__ import annotations

import json
import warnings

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


@pytest.mark.parametrize("aggregate", ["arithmetic", "minimum"])
def test_a_plan_may_pass_where_a_node_has_no_score(aggregate: str) -> None:
    """From 40 up to 75 nothing has a score: values are brought beyond where that is called for, and never there."""
    gap = LEAVES | {"formula": "if_at_least(x, 40, if_at_least(x, 75, x, none), x)"}
    index = group("I", aggregate, *(indicator(code, rule=gap) for code in "xyz"), missing="no-score")
    edition = methodology_from(HEAD | {"index": index})
    table = pd.DataFrame(
        {
            "unit": ["a", "b", "c", "d"],
            "x": ["21", "99", "27", "39"],
            "y": ["89", "39", "22", "90"],
            "z": ["90", "95", "77", "11"],
        }
    )
    values = []
    for unit in table["unit"]:
        for target in (60, 75, 90):
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                rows = dtiscore.improve(table, edition, unit, to_score=target).to_frame().to_dict("records")
            values += [float(row["value"]) for row in rows]
    assert max(values) >= 75
    assert not any(40 <= value < 75 for value in values)
