"""Weights from what indicators have in common: the first principal component, and rotated factors."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology.arithmetic import standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.methodology.components import eigenvectors, varimax
from dtiscore.questions.weights.derive.answer.base import (
    Derivation,
    Remark,
    as_shares,
    complete_units,
    left_out,
)
from dtiscore.questions.weights.derive.answer.correlations import correlations
from dtiscore.said import Said, said

Variant = Literal["squared-loadings", "loadings-over-sd"]
"""How loadings on the first component become weights."""

_ALIKE = 1e-9
"""How near two eigenvalues are the same but for their last bits."""


def pca(scores: Mapping[str, Values], variant: Variant = "squared-loadings") -> Derivation:
    """Weights from the first principal component of the correlation matrix.

    ``squared-loadings``: the share of each child in the component, loading^2 / sum of loading^2. ``loadings-over-sd``:
    loading / standard deviation, so that the weighted sum of the scores themselves is the component; the Logistics
    Performance Index is weighted in this way.

    Args:
        scores: the score of each unit for every child, by code; units with a gap take no part.
        variant: how loadings become weights.

    Raises:
        UsageFault: there are too few units, a child does not vary or would weigh less than 0, or no component explains
            more than all others.
    """
    columns, gaps = complete_units(scores)
    values, vectors = eigenvectors(correlations(columns))
    _require_gap(values, 1, said("take equal weights, or a method that asks people"))
    loadings = (vectors[:, 0] * math.sqrt(values[0])).tolist()
    remarks = left_out(gaps, scores)
    against = [code for code, loading in zip(columns, loadings, strict=True) if loading < 0]
    if variant == "squared-loadings":
        sizes = [loading * loading for loading in loadings]
        remarks += [_against(code) for code in against]
    else:
        if against:
            message = said(
                '"{node}" runs against the others, and its weight would be negative', node=against[0]
            )
            raise UsageFault(
                message, said("check the direction of its rule, or derive with squared-loadings")
            )
        spreads = [standard_deviation(column, "sample") for column in columns.values()]
        sizes = [loading / spread for loading, spread in zip(loadings, spreads, strict=True)]
    parameters: dict[str, float | str] = {
        "variant": variant,
        "units": float(_units(columns)),
        "explained": round(values[0] / len(columns), 6),
    }
    return Derivation("pca", as_shares(list(columns), sizes), parameters, remarks)


def factor(scores: Mapping[str, Values], factors: int | None = None) -> Derivation:
    """Weights from factors: principal components with an eigenvalue above 1, turned by varimax.

    Each child belongs to the factor on which it loads highest; its squared loading there, over the variance which that
    factor explains, counts with the factor's share of the variance that all factors explain. Weights are scaled to sum
    to 1.

    Source: OECD/JRC Handbook (2008), step 6, weights based on principal components or factor analysis.

    Args:
        scores: the score of each unit for every child, by code; units with a gap take no part.
        factors: how many factors to keep; those with an eigenvalue above 1 unless given.

    Raises:
        UsageFault: there are too few units or more factors than children, a child does not vary, or the last factor kept
            explains no more than the first one left out.
    """
    columns, gaps = complete_units(scores)
    values, vectors = eigenvectors(correlations(columns))
    kept = factors if factors is not None else max(1, sum(value > 1 + 1e-9 for value in values))
    if not 1 <= kept <= len(columns):
        raise UsageFault(
            said("{n} children have 1 to {n} factors, not {kept}", n=len(columns), kept=kept),
            said("ask for fewer"),
        )
    _require_gap(values, kept, said("keep another number of factors, or take equal weights"))
    spreads = np.array([math.sqrt(max(0.0, value)) for value in values[:kept]])
    loadings = varimax(vectors[:, :kept] * spreads)
    # Squared loading / variance of the factor x variance of the factor / variance of all: the factor's own cancels.
    sizes = np.max(loadings**2, axis=1).tolist()
    parameters = {
        "factors": float(kept),
        "units": float(_units(columns)),
        "explained": round(math.fsum(values[:kept]) / len(columns), 6),
        "smallest_eigenvalue_kept": round(values[kept - 1], 6),
    }
    return Derivation("factor", as_shares(list(columns), sizes), parameters, left_out(gaps, scores))


def _require_gap(values: Sequence[float], kept: int, fix: Said) -> None:
    """Refuse to cut between components that explain alike: which of them is kept would be chance.

    Raises:
        UsageFault: the last one kept and the first one left out have the same eigenvalue.
    """
    if kept < len(values) and values[kept - 1] - values[kept] <= _ALIKE:
        message = said(
            "component {first} and component {second} explain the same ({value:.6g}), and weights by one of them would be chance",
            first=kept,
            second=kept + 1,
            value=values[kept],
        )
        raise UsageFault(message, fix)


def _units(columns: Mapping[str, Sequence[float]]) -> int:
    return len(next(iter(columns.values())))


def _against(code: str) -> Remark:
    message = said('"{code}" runs against the others, and is weighted as if it ran with them', code=code)
    fix = said(
        "check the direction of its rule; if that is right, it measures something else than the others"
    )
    return Remark("runs-against", message, fix, code)
