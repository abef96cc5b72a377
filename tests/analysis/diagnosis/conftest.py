"""Small indices to audit: the mean of fractions, flat or with a group inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from tests.made import HEAD

import dtiscore

FLAT: dict[str, Any] = {
    **HEAD,
    "missing": "reweight",
}


def fraction(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "rule": {"kind": "fraction"}, **more}


def mean_of(code: str, *children: Mapping[str, Any], weights: Any = "equal", **more: Any) -> dict[str, Any]:
    return {"code": code, "aggregate": "arithmetic", "weights": weights, "children": list(children), **more}


def scored(index: Mapping[str, Any], columns: Mapping[str, Sequence[float | None]]) -> dtiscore.Scorecard:
    """Units u01, u02 ... under an index."""
    count = len(next(iter(columns.values())))
    table = pd.DataFrame({"unit": [f"u{at + 1:02}" for at in range(count)], **columns})
    return dtiscore.score(table, {**FLAT, "index": index})
