"""Weights that give each indicator the importance it is meant to have, measured by its correlation with the index."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology.arithmetic import standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.questions.weights.derive.answer.base import (
    Derivation,
    Remark,
    Shares,
    as_shares,
    complete_units,
    left_out,
)
from dtiscore.questions.weights.derive.answer.correlations import correlations
from dtiscore.said import said

_MISSED = 0.005
"""How far the share of a child may be off its target before that is said."""


def target_importance(scores: Mapping[str, Values], targets: Shares) -> Derivation:
    """Weights of an arithmetic mean under which each child's share of the correlations with the mean meets a target.

    A nominal weight says little of importance: correlated children carry each other. Where the targets can be met
    exactly, the weights solve a linear system (the covariances of the children with the mean, over their standard
    deviations, are in proportion to the targets). Where that would make a weight negative, the nearest shares that
    weights of 0 and above reach are sought, and how near they are is told.

    Source: W. Becker, M. Saisana, P. Paruolo, I. Vandecasteele (2017), Weights and importance in composite indicators:
    closing the gap, Ecological Indicators 80.

    Args:
        scores: the score of each unit for every child, by code; units with a gap take no part.
        targets: the share of the correlations that each child is to have, in proportion to each other.

    Raises:
        UsageFault: there are too few units, a child does not vary, a target is 0, the children undo each other, or scipy is
            needed and not installed.
    """
    columns, gaps = complete_units(scores)
    matrix = correlations(columns)
    spreads = np.array([standard_deviation(values, "sample") for values in columns.values()])
    wanted = _proportions(targets, list(columns))
    weights = _exact(matrix, spreads, wanted)
    if weights is None:
        weights = _nearest(matrix, spreads, wanted)
    reached = importance(matrix, spreads, weights)
    gap = float(np.max(np.abs(reached - wanted)))
    parameters = {
        "units": float(len(next(iter(columns.values())))),
        "largest_gap": round(gap, 6),
        **{f"target {code}": round(float(share), 6) for code, share in zip(columns, wanted, strict=True)},
    }
    remarks = left_out(gaps, scores)
    if gap > _MISSED:
        remarks.append(_missed(list(columns), reached, wanted))
    return Derivation("target-importance", as_shares(list(columns), weights.tolist()), parameters, remarks)


def importance(matrix: Values, spreads: Values, weights: Values) -> Values:
    """Each child's share of the correlations with the weighted mean: one number per child, with sum 1.

    Args:
        matrix: the correlations of the children.
        spreads: their standard deviations.
        weights: their weights in the mean.
    """
    # The mean's own standard deviation divides all correlations alike.
    parts = matrix @ (spreads * weights)
    result: Values = parts / math.fsum(parts.tolist())
    return result


def _proportions(targets: Shares, codes: Sequence[str]) -> Values:
    for code in codes:
        if targets[code] <= 0:
            raise UsageFault(
                said('"{code}" has no target', code=code),
                said("give it a weight above 0 in the weighting file"),
            )
    whole = math.fsum(targets[code] for code in codes)
    return np.array([targets[code] / whole for code in codes])


def _exact(matrix: Values, spreads: Values, wanted: Values) -> Values | None:
    """The weights that meet the targets, unless they are not determined or one of them is negative."""
    if np.linalg.matrix_rank(matrix, tol=1e-9) < len(matrix):
        return None
    weights: Values = np.linalg.solve(matrix, wanted) / spreads
    weights = weights / math.fsum(weights.tolist())
    return weights if np.all(weights >= 0) and np.all(np.isfinite(weights)) else None


def _nearest(matrix: Values, spreads: Values, wanted: Values) -> Values:
    """Weights of 0 and above whose shares come nearest to the targets, by least squares."""
    try:
        from scipy.optimize import minimize  # type: ignore[import-untyped]  # scipy ships no types
    except ImportError as error:
        message = said(
            "these targets are met only by negative weights; the nearest others need scipy, which is not installed"
        )
        raise UsageFault(message, said("install it: pip install 'dtiscore[stats]'")) from error

    # In terms of weight x standard deviation, with the whole of the correlations held at 1, both the distance and the limits
    # are convex: where the solver comes to rest there is nothing nearer.
    whole = matrix.sum(axis=0)
    if whole.max() < 1e-9:
        raise UsageFault(
            said("the children run against each other so that their mean goes with none of them"),
            said("check the directions of their rules, or put them into different nodes"),
        )
    # Begun at what is wanted: of children that are one and the same any weights would do, and these share it out.
    start = wanted
    if whole @ start <= 0:
        start = np.where(whole == whole.max(), 1.0, 0.0)
    start = start / (whole @ start)
    solved = minimize(
        lambda parts: float(np.sum((matrix @ parts - wanted) ** 2)),
        start,
        jac=lambda parts: 2.0 * (matrix @ (matrix @ parts - wanted)),
        method="SLSQP",
        bounds=[(0.0, None)] * len(wanted),
        constraints=[{"type": "eq", "fun": lambda parts: float(whole @ parts) - 1.0, "jac": lambda _: whole}],
        options={"maxiter": 1000, "ftol": 1e-15},
    )
    weights = np.maximum(np.asarray(solved.x, dtype=np.float64), 0.0) / spreads
    result: Values = weights / weights.sum()
    return result


def _missed(codes: Sequence[str], reached: Values, wanted: Values) -> Remark:
    code, at = max(
        zip(codes, range(len(codes)), strict=True), key=lambda pair: abs(reached[pair[1]] - wanted[pair[1]])
    )
    message = said(
        'no weights of 0 and above meet the targets: "{code}" has {reached:.3f} of the correlations instead of {wanted:.3f}',
        code=code,
        reached=reached[at],
        wanted=wanted[at],
    )
    fix = said("it runs with or against the others too much: change its target, or put it into another node")
    return Remark("targets-not-met", message, fix, code)
