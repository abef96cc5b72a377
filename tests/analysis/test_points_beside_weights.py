"""Points that are added up below an index of weights, and a mean that is counted in points: losses and effort by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD

import dtiscore
from dtiscore import Assumptions
from dtiscore.errors import UsageFault

TABLE = pd.DataFrame({"unit": list("XYZ"), "a": [10, 5, 1], "b": [10, 5, 2], "c": [10, 5, 3]})
RULE = {"kind": "goalposts", "low": 0, "high": 10}


def edition(index: dict[str, Any], scale: float = 100) -> dict[str, Any]:
    return {
        **HEAD,
        "id": "mixed",
        "title": "Mixed",
        "publish": {"as": "score", "decimals": 4},
        "scale": scale,
        "index": {"code": "I", **index},
    }


def below_weights(points_of_a: float = 30, points_of_b: float = 70) -> dict[str, Any]:
    """0.6 of a sum of points and 0.4 of a share of 100."""
    group = {
        "code": "G",
        "weight": 60,
        "aggregate": "points",
        "children": [
            {"code": "a", "points": points_of_a, "rule": RULE},
            {"code": "b", "points": points_of_b, "rule": RULE},
        ],
    }
    last = {"code": "c", "weight": 40, "rule": RULE}
    return edition({"aggregate": "arithmetic", "weights": "relative", "children": [group, last]})


def mean_in_points() -> dict[str, Any]:
    """60 points for the mean of two shares and 40 for a third."""
    group = {
        "code": "G",
        "points": 60,
        "out_of": 1,
        "aggregate": "arithmetic",
        "weights": "relative",
        "children": [{"code": "a", "weight": 2, "rule": RULE}, {"code": "b", "weight": 1, "rule": RULE}],
    }
    last = {"code": "c", "points": 40, "rule": RULE}
    return edition({"aggregate": "points", "points": 100, "children": [group, last]}, scale=1)


def test_what_is_lost_of_points_below_weights() -> None:
    found = dtiscore.explain(TABLE, below_weights(), "Y")
    lost = {node.code: node.lost for node in found.nodes}
    assert lost == {"I": 50, "G": 50, "a": 15, "b": 35, "c": 50}
    assert [node.top for node in found.nodes] == [100, 100, 30, 70, 100]


def test_an_index_of_groups_with_other_points_than_the_scale_has_no_full_marks() -> None:
    found = dtiscore.explain(TABLE, below_weights(20, 40), "Y")
    assert [node.top for node in found.nodes] == [None, 60, 20, 40, 100]


def test_full_marks_of_leaders_are_those_of_their_points() -> None:
    found = dtiscore.profile(TABLE, below_weights(), top=1)
    full = found.to_frame().set_index("code")["leaders_at_full"]
    assert full[["a", "b", "c"]].tolist() == [1, 1, 1]


def test_effort_is_a_hundredth_of_the_points_below_weights() -> None:
    """b from 2 to 4 wins 14 of 70 points: 20 hundredths."""
    found = dtiscore.improve(TABLE, below_weights(), "Z", to_score=30)
    (change,) = found.plans[0].changes
    assert list(change.lever.nodes) == ["b"]
    assert change.effort == pytest.approx(20)


def test_effort_of_a_part_of_a_mean_in_points_is_in_these_points() -> None:
    """a from 1 to 3.25 wins 0.225 of 2/3 of 60 points: the 9 points that the index gains."""
    found = dtiscore.improve(TABLE, mean_in_points(), "Z", to_score=25)
    for plan in found.plans:
        assert plan.effort == pytest.approx(plan.outcome.published - 20, abs=1e-9)


def test_the_largest_loss_is_that_of_the_mean_with_points() -> None:
    found = dtiscore.explain(TABLE, mean_in_points(), "Y")
    assert found.largest_loss is not None
    assert (found.largest_loss.code, found.largest_loss.lost) == ("G", 30)
    assert [node.code for node in found.losses] == ["G", "c"]


def test_a_rule_with_scores_of_its_own_cannot_take_the_place_of_points_below_weights() -> None:
    choices = Assumptions(None, normalisations=("own", "min-max:1,100"))
    with pytest.raises(UsageFault, match="gives scores of its own, and the indicators of mixed have points"):
        dtiscore.robustness(TABLE, below_weights(), choices, draws_count=5).to_frame()
