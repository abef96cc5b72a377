"""Columns that hold points where their edition reads shares, 95.8 out of 100."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.rules.points import Fraction
from dtiscore.said import Said, said, template

_ADVICE = template(
    "the cells are points out of {maximum:.15g}, where {edition} reads shares of them: dtiscore doctor tells how to go on"
)
_NOISE = 1e-9
"""What a sum of points may exceed its maximum by."""


def columns_in_points(methodology: Methodology, highest: Mapping[str, float]) -> dict[str, float]:
    """The columns whose cells are points of their indicator rather than shares of it, each with its maximum.

    They are so where cells go beyond a whole and none beyond the points of its indicator, as long as per cent explain them
    less well: some go beyond 100 %, or two indicators or more, that all have less than 100 points, would hardly earn any.

    Args:
        methodology: the edition.
        highest: the highest number of each column that has any, by the heading that the edition has for it.

    Returns:
        by heading, all columns of shares in the table or none of them.
    """
    wholes: dict[str, float] = {}
    maxima: dict[str, float] = {}
    for node in methodology.index.indicators():
        maximum = methodology.own_maximum(node.code)
        if not isinstance(node.rule, Fraction) or not maximum or len(node.inputs) != 1:
            continue
        header = node.inputs[0]
        if header in highest:
            wholes[header], maxima[header] = node.rule.of, maximum
    beyond = [header for header, whole in wholes.items() if highest[header] > whole]
    if not beyond or any(highest[header] > maxima[header] * (1 + _NOISE) for header in maxima):
        return {}
    per_cent_fits = all(highest[header] <= 100 * wholes[header] for header in beyond)
    of_few_points = len(beyond) > 1 and all(maxima[header] < 100 * wholes[header] for header in beyond)
    return maxima if not per_cent_fits or of_few_points else {}


def points_advice(header: str, maxima: Mapping[str, float], edition: str) -> Said:
    """What may be done about one of some columns of points; it remembers all of them."""
    return said(_ADVICE, maximum=maxima[header], edition=edition, columns=frozenset(maxima))


def columns_of_points(problems: Iterable[Problem]) -> frozenset[str]:
    """The columns of points of a table, by the headings of its edition, as its problems tell."""
    fixes = (problem.fix for problem in problems if problem.fix is not None)
    columns: frozenset[str] = next(
        (fix.parts["columns"] for fix in fixes if fix.template == _ADVICE), frozenset()
    )
    return columns
