"""Weights by what each indicator tells beyond those before it: the DP2 distance."""

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
    as_shares,
    complete_units,
    left_out,
)
from dtiscore.questions.weights.derive.answer.correlations import correlations
from dtiscore.said import said

_ROUNDS = 100
_SAME = 1e-9
"""What 1 - R² may differ by from noise alone."""


def dp2(scores: Mapping[str, Values]) -> Derivation:
    """Weights of Pena's distance DP2: each child counts for what it tells beyond those that entered before it.

    The distance of a unit is the sum of (score - lowest) / sd x (1 - R²), R² of the regression of the child on those
    before it; children enter by their correlation with the distance, the highest first, and this is repeated until
    the order stays. It begins with all weights alike. The weights of the scores are in proportion to (1 - R²) / sd.

    Source: J. B. Pena Trapero (1977), Problemas de la medición del bienestar y conceptos afines; P. Zarzosa (1996),
    Aproximación a la medición del bienestar social. CONAPO (2021), Índice de marginación por entidad federativa y
    municipio 2020, is made so.

    Args:
        scores: the score of each unit for every child, by code; units with a gap take no part.

    Raises:
        UsageFault: there are too few units, a child does not vary, or the order never stays.
    """
    columns, gaps = complete_units(scores)
    codes = sorted(columns)  # the order of the file has no say in which of two equals enters first
    columns = {code: columns[code] for code in codes}
    matrix = correlations(columns)
    new, order, rounds = _settled(matrix, range(len(codes)))
    sizes = [
        float(part) / standard_deviation(values, "sample")
        for part, values in zip(new, columns.values(), strict=True)
    ]
    parameters: dict[str, float | str] = {
        "units": float(len(next(iter(columns.values())))),
        "rounds": float(rounds),
        "order": ", ".join(codes[i] for i in order),
    }
    shares = as_shares(codes, sizes)
    remarks = left_out(gaps, scores)
    other, reverse, _ = _settled(matrix, range(len(codes))[::-1])
    if np.abs(new - other).max() > _SAME:
        first, second = next(
            (codes[one], codes[two]) for one, two in zip(order, reverse, strict=True) if one != two
        )
        message = said(
            "{first} and {second} go with the distance alike: that {first} enters first is by its code, and what each weighs depends on it",
            first=first,
            second=second,
        )
        fix = said("take another method, or more children")
        remarks = [*remarks, Remark("order-by-chance", message, fix, second)]
    return Derivation("dp2", {code: shares[code] for code in scores}, parameters, remarks)


def _settled(matrix: Values, priority: Sequence[int]) -> tuple[Values, list[int], int]:
    """1 - R² of each child, the order in which they enter and after how many rounds; of equals by their priority.

    Raises:
        UsageFault: the order never stays.
    """
    new, order, rounds = np.ones(len(matrix)), list[int](), 0
    while True:
        # Of standardised children with the distance, in proportion to their correlations.
        covariances = np.round(np.abs(matrix @ new), 12).tolist()
        entering = sorted(range(len(matrix)), key=lambda i: (-covariances[i], priority[i]))
        if entering == order:
            return new, order, rounds
        if rounds == _ROUNDS:
            raise UsageFault(
                said("the order in which children enter the distance never stays"),
                said("take another method"),
            )
        order, rounds = entering, rounds + 1
        new = _new_parts(matrix, order)


def _new_parts(matrix: Values, order: list[int]) -> Values:
    """1 - R² of each child on those before it in the order."""
    result = np.ones(len(matrix))
    for place, child in enumerate(order):
        before = order[:place]
        if before:
            own = matrix[before, child]
            told = np.linalg.lstsq(matrix[np.ix_(before, before)], own, rcond=1e-10)[0]
            explained = math.fsum((told * own).tolist())
            result[child] = min(1.0, max(0.0, 1.0 - explained))
    return result
