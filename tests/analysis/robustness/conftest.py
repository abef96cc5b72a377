"""A small index whose ranks under any weights can be found by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD

import dtiscore

TWO: dict[str, Any] = {
    **HEAD,
    "id": "two",
    "title": "Two",
    "publish": {"as": "score", "decimals": 4},
    "index": {
        "code": "I",
        "aggregate": "arithmetic",
        "weights": "equal",
        "children": [
            {"code": "x", "rule": {"kind": "fraction"}},
            {"code": "y", "rule": {"kind": "fraction"}},
        ],
    },
}
"""The mean of two fractions."""


def scored(
    columns: Mapping[str, Sequence[float]], index: Mapping[str, Any] | None = None
) -> dtiscore.Scorecard:
    """Units A, B, C ... scored under the mean of two fractions, or another index."""
    units = list("ABCDEFGHIJ")[: len(next(iter(columns.values())))]
    edition = TWO if index is None else {**TWO, "index": index}
    return dtiscore.score(pd.DataFrame({"unit": units, **columns}), edition)


@pytest.fixture
def three() -> dtiscore.Scorecard:
    """With weight w for x: A = 0.9 w, B = 0.5, C = 0.2 + 0.5 (1 - w) = 0.7 - 0.5 w."""
    return scored({"x": [0.9, 0.5, 0.2], "y": [0.0, 0.5, 0.7]})
