"""The goalposts of an indicator as numbers that published scores limit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.rules.scaling import Goalposts, MinMax
from dtiscore.questions.weights.recover.answer.limits import Limits, of_goalposts
from dtiscore.questions.weights.recover.answer.problem import Asked, Problem
from dtiscore.questions.weights.recover.answer.published import Published
from dtiscore.questions.weights.recover.answer.weights import published_unit
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard

_MOST_DECIMALS = 9


def goalpost_problem(card: Scorecard, node: Node, told: Published) -> Problem:
    """The goalposts of an indicator on fixed goalposts or on the range of the frame; see :func:`recover`.

    The unknown numbers are the goalpost of the score 0 and the way to the other one; where less is better the value is
    turned round, and they are those of its negative.

    Raises:
        UsageFault: the indicator has another rule, a transform, or scores beyond the scale.
    """
    rule = _rule(node)
    inputs = card.dataset.inputs(node)
    assert inputs is not None, "an indicator that was scored has its column"
    turned = -1.0 if rule.direction == "down" else 1.0
    values = inputs[0] * turned
    known = np.abs(values[np.isfinite(values)])
    size = float(known.max(initial=0.0)) or 1.0
    way = float(known.max(initial=0.0) - known.min(initial=size))
    edition = card.methodology
    top = published_unit(edition, node, of_maximum=True) if node.maximum else edition.scale
    limits = [
        limit
        for row in told.scores
        for limit in of_goalposts(
            float(values[row]) / size, row, told.least(row, 1 / top), told.most(row, 1 / top)
        )
    ]
    between = [row for row, score in told.scores.items() if 0.0 < score < top and np.isfinite(values[row])]
    equations = np.array([[1.0, told.scores[row] / top] for row in between]).reshape(len(between), 2)
    low, high = ((1.0, 0.0), (1.0, 1.0)) if turned > 0 else ((1.0, 1.0), (1.0, 0.0))
    stated = (rule.low, rule.high) if isinstance(rule, Goalposts) else None

    def score(row: int, numbers: Values) -> float:
        share = (float(values[row]) / size - float(numbers[0])) / float(numbers[1])
        return float(np.clip(share, 0.0, 1.0)) * top

    def plainer(middle: Values) -> Iterator[Values]:
        for decimals in range(-6, _MOST_DECIMALS + 1):
            first, last = (
                round(float(end) * size, decimals) / size for end in (middle[0], middle[0] + middle[1])
            )
            yield np.array([first, last - first])

    def as_unknown(ends: tuple[float, float]) -> Values:
        first, last = sorted(end * turned / size for end in ends)
        return np.array([first, last - first])

    return Problem(
        what="goalposts",
        limits=Limits.of(limits, None, [True, False], told.half / top * way / size),
        asked=[
            Asked("low", low, size * turned, None if stated is None else stated[0]),
            Asked("high", high, size * turned, None if stated is None else stated[1]),
        ],
        whole=None,
        equations=equations,
        candidates=plainer,
        stated=None if stated is None else as_unknown(stated),
        score=score,
    )


def _rule(node: Node) -> Goalposts | MinMax:
    """The rule of an indicator that maps two values onto the ends of the scale in a straight line."""
    rule = node.rule
    if (
        isinstance(rule, Goalposts | MinMax)
        and rule.transform == "none"
        and rule.range is None
        and not node.then
    ):
        return rule
    raise UsageFault(
        said('"{node}" has no goalposts to recover', node=node.code),
        said("name an indicator with the rule goalposts or min-max, without transform, range and then"),
    )
