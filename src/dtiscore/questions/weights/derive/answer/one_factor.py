"""Weights by which a weighted sum is the best guess of the one factor that indicators have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology.arithmetic import standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.questions.weights.derive.answer.base import (
    Derivation,
    Remark,
    as_shares,
    complete_units,
    left_out,
)
from dtiscore.questions.weights.derive.answer.correlations import correlations
from dtiscore.said import said

_ROUNDS = 200_000
"""More than the estimate takes to settle unless an indicator is all but the factor itself."""
_SETTLED = 1e-13
_OWN = 1e-4
"""The least variance of its own that an indicator may have."""
_ALIKE = 1.1
"""How many times as much as another one a standardised child may vary: ties make the spreads of normal scores differ."""


def one_factor(scores: Mapping[str, Values]) -> Derivation:
    """Weights of the regression scores of one factor, estimated by maximum likelihood.

    The correlations are those of one factor with loadings l and variances psi of the children's own: l l' + psi. The
    regression score of a unit is in proportion to the sum of l / psi times its standardised scores: the weights are in
    proportion to l / psi, for children that are standardised already, such as normal scores and z-scores. Of others it is
    said that their weighted sum is another one.

    Source: D. N. Lawley, A. E. Maxwell (1971), Factor Analysis as a Statistical Method; estimated as by D. B. Rubin, D. T.
    Thayer (1982), EM algorithms for ML factor analysis, Psychometrika 47; Scottish Index of Multiple Deprivation.

    Args:
        scores: the score of each unit for every child, by code; units with a gap take no part.

    Raises:
        UsageFault: there are fewer than three children or units, a child does not vary, runs against the others, or has
            nothing of its own.
    """
    columns, gaps = complete_units(scores)
    codes = list(columns)
    if len(codes) < 3:
        raise UsageFault(
            said("one factor is what at least 3 children have in common, and here are {n}", n=len(codes)),
            said("take pca or equal weights"),
        )
    matrix = correlations(columns)
    loadings, own, settled = _estimated(matrix)
    for code, loading, rest in zip(codes, loadings.tolist(), own.tolist(), strict=True):
        # Towards 0 the estimate goes ever more slowly: what has not settled by now is on its way there.
        if rest < _OWN or (not settled and rest == own.min()):
            raise UsageFault(
                said('"{node}" would be the factor itself, of which the others tell nothing more', node=code),
                said("leave it out, or take pca"),
            )
        if loading <= 0:
            raise UsageFault(
                said('"{node}" runs against the others, and its weight would be negative', node=code),
                said("check the direction of its rule, or leave it out"),
            )
    sizes = (loadings / own).tolist()
    parameters: dict[str, float | str] = {
        "units": float(len(next(iter(columns.values())))),
        "explained": round(float(np.mean(loadings**2)), 6),
    }
    remarks = [*left_out(gaps, scores), *_not_standardised(columns)]
    return Derivation("one-factor", as_shares(codes, sizes), parameters, remarks)


def _not_standardised(columns: Mapping[str, list[float]]) -> Iterator[Remark]:
    """The reservation that children do not vary alike, so that the weights are not those of their regression score."""
    spreads = {code: standard_deviation(values, "sample") for code, values in columns.items()}
    least, most = min(spreads, key=spreads.__getitem__), max(spreads, key=spreads.__getitem__)
    if spreads[most] > _ALIKE * spreads[least]:
        message = said(
            '"{most}" varies {times:.3g} times as much as "{least}": the weighted sum is no regression score of the factor',
            most=most,
            times=spreads[most] / spreads[least],
            least=least,
        )
        fix = said("standardise the children: rules, or then, with normal-score or z-score")
        yield Remark("not-standardised", message, fix, most)


def _estimated(matrix: Values) -> tuple[Values, Values, bool]:
    """The loadings on one factor and the variances of the children's own, by expectation and maximisation in turn.

    Last whether the estimate settled.
    """
    loadings = np.full(len(matrix), 0.7) * np.where(matrix.sum(axis=0) < 0, -1.0, 1.0)
    own = 1.0 - loadings**2
    for _ in range(_ROUNDS):
        weights = loadings / own / (1.0 + np.sum(loadings**2 / own))
        shared = matrix @ weights
        found = shared / (1.0 - np.sum(weights * loadings) + np.sum(weights * shared))
        settled = np.max(np.abs(found - loadings)) < _SETTLED
        loadings, own = found, np.maximum(1.0 - found * shared, 1e-9)
        if settled:
            return loadings, own, True
    return loadings, own, False
