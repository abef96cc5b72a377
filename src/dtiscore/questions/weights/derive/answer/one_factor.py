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

_ROUNDS = 100
"""Far more than the estimate takes: it is there, or on its way to an indicator that is the factor, after some ten."""
_SETTLED = 1e-12
"""The longest step, of the logarithm of a variance, after which none follows."""
_NOISE = 1e-13
"""What float64 leaves of a misfit: within it one is no larger than another."""
_FLAT = 1e-9
"""The least curvature that a step reckons with."""
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

    Source: D. N. Lawley, A. E. Maxwell (1971), Factor Analysis as a Statistical Method; estimated as by K. G. Jöreskog
    (1967), Some contributions to maximum likelihood factor analysis, Psychometrika 32; Scottish Index of Multiple
    Deprivation.

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
    loadings, own = _estimated(matrix)
    for code, loading, rest in zip(codes, loadings.tolist(), own.tolist(), strict=True):
        if rest < _OWN:
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


def _estimated(matrix: Values) -> tuple[Values, Values]:
    """The loadings on one factor and the variances of the children's own, by Newton's method over the latter's logarithms.

    A variance that falls below :data:`_OWN` ends it: the likelihood grows all the way to 0.
    """
    own = np.full(len(matrix), 0.5)
    for _ in range(_ROUNDS):
        step = _step(matrix, own)
        most = _misfit(matrix, own) * (1.0 + _NOISE)
        while np.max(np.abs(step)) > _SETTLED and _misfit(matrix, own * np.exp(-step)) > most:
            step /= 2.0
        own = own * np.exp(-step)
        if np.max(np.abs(step)) <= _SETTLED or own.min() < _OWN:
            break
    sizes, axes = np.linalg.eigh(_scaled(matrix, own))
    loadings = axes[:, -1] * np.sqrt(own * max(sizes[-1] - 1.0, 0.0))
    towards = np.where(matrix.sum(axis=0) < 0, -1.0, 1.0)
    return loadings if loadings @ towards >= 0 else -loadings, own


def _scaled(matrix: Values, own: Values) -> Values:
    return np.asarray(matrix / np.sqrt(np.outer(own, own)))


def _misfit(matrix: Values, own: Values) -> float:
    """How unlikely the correlations are under these variances and the best loadings, but for what no variance changes."""
    largest = max(float(np.linalg.eigvalsh(_scaled(matrix, own))[-1]), 1.0)
    return float(np.sum(1.0 / own + np.log(own))) - largest + float(np.log(largest))


def _step(matrix: Values, own: Values) -> Values:
    """By how much to lessen the logarithm of each variance."""
    sizes, axes = np.linalg.eigh(_scaled(matrix, own))
    largest, factor, others = sizes[-1], axes[:, -1], axes[:, :-1]
    excess = max(largest - 1.0, 0.0)
    slope = 1.0 - 1.0 / own + excess * factor**2
    turning = others * ((largest + sizes[:-1]) / np.maximum(largest - sizes[:-1], _FLAT)) @ others.T
    curvature = np.diag(1.0 / own) - largest * np.outer(factor**2, factor**2)
    bends, along = np.linalg.eigh(curvature - excess * np.outer(factor, factor) * turning)
    # Downhill also where the misfit bends the other way, and no further than it can be told to look like this.
    step = along @ (along.T @ slope / np.maximum(np.abs(bends), _FLAT))
    return np.asarray(step / max(1.0, float(np.max(np.abs(step)))))
