"""Small indices whose cheapest improvements can be found by hand or by trying everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

import pandas as pd
import pytest
from tests.made import HEAD

import dtiscore

Json = dict[str, Any]
Made = Callable[..., dtiscore.Scorecard]


def edition(children: Sequence[Json], **changes: Any) -> Json:
    """An index over some indicators: points unless told, ranked in full precision, ties sharing the best rank."""
    index = {"code": "I", "aggregate": "points", "children": list(children)} | changes.pop("index", {})
    return {
        **HEAD,
        "publish": {"as": "score", "decimals": 4},
        "index": index,
    } | changes


@pytest.fixture
def made() -> Made:
    """Units A, B, C ... with some columns, scored under an edition made of some indicators."""

    def make(
        columns: Mapping[str, Sequence[object]], children: Sequence[Json], **changes: Any
    ) -> dtiscore.Scorecard:
        size = len(next(iter(columns.values())))
        units = [*ascii_uppercase, *(f"U{number}" for number in range(size))][:size]
        return dtiscore.score(pd.DataFrame({"unit": units, **columns}), edition(children, **changes))

    return make


def fraction(code: str, points: float, of: float = 1.0) -> Json:
    """An indicator that is a part of a whole."""
    return {"code": code, "points": points, "rule": {"kind": "fraction", "of": of}}
