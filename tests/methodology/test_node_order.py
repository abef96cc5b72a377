"""Which end is rank 1 in each node: its own order, the nearest above it, or that of the index."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.made import HEAD, indicator

import dtiscore
from dtiscore.methodology.parsing import methodology_from

EDITION = {
    **HEAD,
    "publish": {"as": "score", "decimals": 0},
    "rank": {"on": "full", "ties": "max", "order": "ascending"},
    "index": {
        "code": "M",
        "aggregate": {"kind": "formula", "formula": "loss - gain"},
        "children": [
            indicator("loss"),
            {
                "code": "gain",
                "aggregate": "sum",
                "order": "descending",
                "children": [indicator("a"), indicator("b", order="ascending")],
            },
        ],
    },
    "views": [
        {"code": "up", "of": ["a", "b"], "aggregate": "sum", "order": "descending"},
        {"code": "plain", "of": ["a", "b"], "aggregate": "sum"},
    ],
}
DATA = pd.DataFrame({"unit": ["x", "y", "z"], "loss": [9, 8, 9], "a": [1, 2, 3], "b": [3, 5, 4]})


@pytest.mark.parametrize(
    ("code", "order", "ranks"),
    [
        ("M", "ascending", [3, 1, 2]),  # 9 - 4, 8 - 7, 9 - 7
        ("loss", "ascending", [3, 1, 3]),
        ("gain", "descending", [3, 2, 2]),  # 4, 7, 7
        ("a", "descending", [3, 2, 1]),  # as the node above it
        ("b", "ascending", [1, 3, 2]),
        ("up", "descending", [3, 2, 2]),
        ("plain", "ascending", [1, 3, 3]),
    ],
)
def test_own_order_or_the_nearest_above(code: str, order: str, ranks: list[int]) -> None:
    ranking = methodology_from(EDITION).ranking(code)
    assert (ranking.order, ranking.on, ranking.ties) == (order, "full", "max")
    assert dtiscore.score(DATA, EDITION).ranks[code].tolist() == ranks


def test_the_best_is_at_the_end_that_is_rank_1() -> None:
    found = dtiscore.explain(DATA, EDITION, "y")
    assert {node.code: node.best for node in found.nodes} == {
        "M": 1, "loss": 8, "gain": 7, "a": 3, "b": 3, "up": 7, "plain": 4,
    }  # fmt: skip


def test_no_weight_is_told_below_a_formula() -> None:
    shares = {node.code: node.share for node in dtiscore.explain(DATA, EDITION, "y").nodes}
    assert (shares["loss"], shares["gain"], shares["a"], shares["b"]) == (None, None, 0.5, 0.5)
