"""The analytic hierarchy process: weights from comparisons in pairs, and how far these contradict each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from dtiscore.errors import Problem, UsageFault
from dtiscore.questions.weights.derive.answer.base import Derivation, Remark, as_shares
from dtiscore.questions.weights.derive.answer.judgements import Judgements
from dtiscore.said import said

RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""The mean consistency index of random matrices by their size, from 0: T. L. Saaty (1980), The Analytic Hierarchy
Process."""

ACCEPTABLE = 0.1
"""The consistency ratio up to which Saaty accepts judgements."""

_RECIPROCAL = 0.05
"""How far the product of two opposite entries may be off 1: 3 and 0.33 are written for 3 and 1/3, 8 and 0.13 for 1/8."""

_STEPS = 10_000
"""Far more steps than a positive matrix of 15 rows needs."""


def ahp(judgements: Judgements) -> Derivation:
    """Weights from a matrix of comparisons in pairs: how many times as important the row is as the column.

    The weights are the principal eigenvector, found by power iteration; the consistency ratio is (l - n) / (n - 1), l the
    eigenvalue, over what random matrices of this size have. An empty cell is 1 over the opposite one.

    Source: OECD/JRC Handbook (2008), step 6, analytic hierarchy process; T. L. Saaty (1980).

    Raises:
        InvalidData: an entry is not positive or not 1 over its opposite, or a pair is not compared; ``problems`` lists
            every case.
        UsageFault: there are more children than random indices are known for.
    """
    size = len(judgements.codes)
    if size >= len(RANDOM_INDEX):
        message = said(
            "the consistency of comparisons is known for up to {n} children; here are {size}",
            n=len(RANDOM_INDEX) - 1,
            size=size,
        )
        raise UsageFault(message, said("compare groups of them, in a node for each group"))
    judgements.require(_faults(judgements))
    matrix = _completed(judgements.rows)
    weights, eigenvalue = principal_eigenvector(matrix)
    ratio = 0.0
    if size > 2:
        ratio = max(0.0, (eigenvalue - size) / (size - 1)) / RANDOM_INDEX[size]
    parameters = {"eigenvalue": round(eigenvalue, 6), "consistency_ratio": round(ratio, 6)}
    remarks = [_contradiction(judgements.codes, matrix, weights, ratio)] if ratio > ACCEPTABLE else []
    return Derivation("ahp", as_shares(judgements.codes, weights), parameters, remarks)


def principal_eigenvector(matrix: Sequence[Sequence[float]]) -> tuple[list[float], float]:
    """The positive eigenvector of a positive square matrix, with sum 1, and its eigenvalue."""
    vector = [1.0 / len(matrix)] * len(matrix)
    eigenvalue = 0.0
    for _ in range(_STEPS):
        product = [math.fsum(a * x for a, x in zip(row, vector, strict=True)) for row in matrix]
        eigenvalue = math.fsum(product)
        following = [value / eigenvalue for value in product]
        change = max(abs(a - b) for a, b in zip(vector, following, strict=True))
        vector = following
        if change < 1e-15:
            break
    return vector, eigenvalue


def _completed(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    """The matrix with 1 on an empty diagonal and 1 over the opposite entry in other empty cells."""
    size = range(len(rows))
    return [
        [value if (value := rows[i][j]) == value else 1.0 if i == j else 1.0 / rows[j][i] for j in size]
        for i in size
    ]


def _faults(judgements: Judgements) -> Iterator[Problem]:
    codes, rows = judgements.codes, judgements.rows
    for i, code in enumerate(codes):
        if rows[i][i] == rows[i][i] and rows[i][i] != 1:
            message = said('"{code}" compared with itself is 1, not {rows:.12g}', code=code, rows=rows[i][i])
            yield Problem(
                "invalid-comparison", message, judgements.place(i, code), fix=said("write 1"), indicator=code
            )
    for i, j in combinations(range(len(codes)), 2):
        yield from _pair_faults(judgements, i, j)


def _pair_faults(judgements: Judgements, i: int, j: int) -> Iterator[Problem]:
    first, second = judgements.codes[i], judgements.codes[j]
    there, back = judgements.rows[i][j], judgements.rows[j][i]
    for value, at, of in ((there, i, second), (back, j, first)):
        if value <= 0:
            message, fix = (
                said("a comparison is {value:.12g}", value=value),
                said("write a number above 0: 1 for equal, up to 9, or 1/2 to 1/9"),
            )
            yield Problem("invalid-comparison", message, judgements.place(at, of), fix=fix)
    if there != there and back != back:
        message, fix = (
            said('"{first}" and "{second}" are not compared', first=first, second=second),
            said("fill one of the two cells"),
        )
        yield Problem("missing-value", message, judgements.place(i, second), fix=fix)
    elif there > 0 and back > 0 and abs(there * back - 1) > _RECIPROCAL:
        message = said(
            '"{first}" to "{second}" is {there:.6g}, and back it is {back:.6g}, not 1/{there:.6g}',
            first=first,
            second=second,
            there=there,
            back=back,
        )
        yield Problem(
            "not-reciprocal", message, judgements.place(j, first), fix=said("correct one, or leave one empty")
        )


def _contradiction(
    codes: Sequence[str], matrix: Sequence[Sequence[float]], weights: Sequence[float], ratio: float
) -> Remark:
    """The reservation about judgements that contradict each other, naming the one that stands out most."""

    def distance(pair: tuple[int, int]) -> float:
        i, j = pair
        return abs(math.log(matrix[i][j] * weights[j] / weights[i]))

    i, j = max(combinations(range(len(codes)), 2), key=distance)
    implied = weights[i] / weights[j]
    message = said(
        "the comparisons contradict each other: their consistency ratio is {ratio:.3f}, above {acceptable:g}",
        ratio=ratio,
        acceptable=ACCEPTABLE,
    )
    fix = said(
        'ask again; most at odds is "{first}" to "{second}", {given:.3g} where the others imply {implied:.3g}',
        first=codes[i],
        second=codes[j],
        given=matrix[i][j],
        implied=implied,
    )
    return Remark("inconsistent-comparisons", message, fix)
