"""Aggregations as a weighting file names them, combined over a handful of units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import pytest
from pydantic import TypeAdapter

from dtiscore.methodology.aggregations import Aggregation, AnyAggregation, OverUnits

AGGREGATIONS: TypeAdapter[Aggregation] = TypeAdapter(AnyAggregation)
MISSING = math.nan


class Combine(Protocol):
    """Scores of a node, one per unit, from those of its children: a row of units per child, NaN where missing."""

    def __call__(
        self,
        kind: str | dict[str, Any],
        scores: Sequence[Sequence[float]],
        weights: Sequence[float] | None = None,
        *,
        among: Sequence[bool] | None = None,
    ) -> list[float]: ...


@pytest.fixture(scope="session")
def combine() -> Combine:
    """Combines as scoring does: a missing child gives way to the neutral score, with weight 0."""

    def combined(
        kind: str | dict[str, Any],
        scores: Sequence[Sequence[float]],
        weights: Sequence[float] | None = None,
        *,
        among: Sequence[bool] | None = None,
    ) -> list[float]:
        method = AGGREGATIONS.validate_python(kind)
        columns = [np.array(score, dtype=np.float64) for score in scores]
        shares = list(weights) if weights is not None else [1.0] * len(columns)
        thinned = [np.where(np.isnan(x), 0.0, w) for x, w in zip(columns, shares, strict=True)]
        filled = [np.where(np.isnan(column), method.neutral, column) for column in columns]
        total = sum(thinned, np.zeros(len(columns[0])))
        if among is not None:
            assert isinstance(method, OverUnits)
            return list(method.compare(filled, thinned, total, np.array(among)).tolist())
        return list(method.combine(filled, thinned, total).tolist())

    return combined


class Undefined(Protocol):
    """For each unit whether an aggregation has no value for it."""

    def __call__(self, kind: str | dict[str, Any], *scores: Sequence[float]) -> list[bool]: ...


@pytest.fixture(scope="session")
def undefined() -> Undefined:
    """Asks an aggregation for the units without a value."""

    def asked(kind: str | dict[str, Any], *scores: Sequence[float]) -> list[bool]:
        return list(AGGREGATIONS.validate_python(kind).undefined([np.array(x) for x in scores]).tolist())

    return asked
