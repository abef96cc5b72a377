"""Eigenvectors of correlations and rotated factors, in plain arithmetic that gives the same bits everywhere."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from dtiscore.methodology.arithmetic import mean, standard_deviation
from dtiscore.methodology.base import Values
from dtiscore.methodology.exact_sums import exact_sum

_SWEEPS = 100
"""Far more sweeps than Jacobi's method and varimax take to settle."""

_SETTLED = 1e-14
"""The rotation, in radians, below which nothing moves any more."""


def correlated(columns: Iterable[Sequence[float]]) -> Values:
    """The matrix of Pearson correlations of columns that vary."""
    standardised = [_standardised([*column]) for column in columns]
    result = np.eye(len(standardised))
    for i, first in enumerate(standardised):
        for j, second in enumerate(standardised[:i]):
            product = exact_sum(first * second) / (len(first) - 1)
            result[i, j] = result[j, i] = min(1.0, max(-1.0, product))
    return result


def _standardised(column: list[float]) -> Values:
    centre, spread = mean(column), standard_deviation(column, "sample")
    return np.array([(value - centre) / spread for value in column])


def eigenvectors(matrix: Values) -> tuple[list[float], Values]:
    """The eigenvalues of a symmetric matrix from the greatest down, and its eigenvectors as columns.

    Jacobi's rotations; each vector points where its entries sum to more than 0.
    """
    rotated, vectors = matrix.copy(), np.eye(len(matrix))
    for _ in range(_SWEEPS):
        moved = [_rotate(rotated, vectors, p, q) for q in range(1, len(matrix)) for p in range(q)]
        if not any(moved):
            break
    values = rotated.diagonal().tolist()
    order = sorted(range(len(values)), key=lambda i: -values[i])
    turned = [vectors[:, i] * (-1.0 if math.fsum(vectors[:, i].tolist()) < 0 else 1.0) for i in order]
    return [values[i] for i in order], np.array(turned).T


def _rotate(matrix: Values, vectors: Values, p: int, q: int) -> bool:
    """Turn the axes p and q so that their entry becomes 0; whether that moved anything."""
    off = float(matrix[p, q])
    if abs(off) <= _SETTLED * 1e-2:
        return False
    half = float(matrix[q, q] - matrix[p, p]) / (2 * off)
    tangent = math.copysign(1.0, half) / (
        abs(half) + math.hypot(1.0, half)
    )  # the smaller of two angles: it settles
    cosine = 1.0 / math.hypot(1.0, tangent)
    sine = tangent * cosine
    for table in (matrix, matrix.T, vectors):
        first, second = table[:, p].copy(), table[:, q].copy()
        table[:, p] = cosine * first - sine * second
        table[:, q] = sine * first + cosine * second
    return True


def varimax(loadings: Values) -> Values:
    """Loadings turned so that each factor loads high on few indicators: Kaiser's normalised varimax criterion.

    Source: H. F. Kaiser (1958), The varimax criterion for analytic rotation in factor analysis, Psychometrika 23.
    """
    length = np.sqrt(_row_sums(loadings**2))
    turned = loadings / np.where(length > 0, length, 1.0)[:, np.newaxis]
    factors = range(loadings.shape[1])
    for _ in range(_SWEEPS):
        moved = [_turn(turned, a, b) for b in factors for a in range(b)]
        if not any(moved):
            break
    result: Values = turned * length[:, np.newaxis]
    return result


def _turn(loadings: Values, a: int, b: int) -> bool:
    """Turn two factors in their plane towards the criterion; whether that moved anything."""
    x, y = loadings[:, a].copy(), loadings[:, b].copy()
    u, v = x * x - y * y, 2 * x * y
    rows = len(x)
    total_u, total_v = math.fsum(u.tolist()), math.fsum(v.tolist())
    numerator = 2 * math.fsum((u * v).tolist()) - 2 * total_u * total_v / rows
    denominator = math.fsum((u * u - v * v).tolist()) - (total_u**2 - total_v**2) / rows
    angle = math.atan2(numerator, denominator) / 4
    if abs(angle) <= _SETTLED:
        return False
    loadings[:, a] = x * math.cos(angle) + y * math.sin(angle)
    loadings[:, b] = y * math.cos(angle) - x * math.sin(angle)
    return True


def _row_sums(table: Values) -> Values:
    return np.array([math.fsum(row) for row in table.tolist()])
