"""The weights of a node's children as numbers that published results limit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from dtiscore.analysis.full_marks import full_marks
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Node, Values
from dtiscore.methodology.method_names import method_name
from dtiscore.questions.weights.derive.answer.edition import rounded_shares, weighted_children
from dtiscore.questions.weights.recover.answer.limits import Limit, Limits, Parts, of_order, of_score
from dtiscore.questions.weights.recover.answer.problem import Asked, Problem
from dtiscore.questions.weights.recover.answer.published import Published
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard

MOST_DECIMALS = 6
"""Weights with so many decimals of their sum are looked for; plainer ones first."""


def weight_problem(card: Scorecard, node: Node, told: Published, part_decimals: int | None) -> Problem:
    """The weights of the children that count; see :func:`recover`.

    The unknown numbers are shares of 1, or under a sum, whose weights are free, the weights themselves, each as many times
    as large as its part is larger than the scores.

    Raises:
        UsageFault: scores of the node are not linear in weights.
    """
    kind = _linear_kind(node)
    children = weighted_children(node)
    points = kind == "points"
    whole = _whole(node, kind)
    # The published form of the node in the unit of the sum of its parts.
    unit = 1.0 / (published_unit(card.methodology, node, of_maximum=points) * node.worth)
    parts = _parts(card, node, children, part_decimals)
    put = _logarithm if kind == "geometric" else np.asarray
    lowest, highest = put(parts.lowest), put(parts.highest)
    free_sum = kind == "sum"
    ends = {row: put(np.array([told.least(row, unit), told.most(row, unit)])) for row in told.scores}
    size, worth = _sizes(lowest, highest, list(ends.values()) if free_sum else None)
    times = size / worth
    parts = parts._replace(lowest=lowest / size, highest=highest / size)
    limits: list[Limit] = []
    for row, (least, most) in ends.items():
        limits += of_score(parts, row, float(least / worth), float(most / worth))
    for order in told.order:
        limits += of_order(parts, order)
    exact = [row for row in told.scores if np.isfinite(parts.lowest[row]).all() and not parts.incomplete[row]]
    stated = np.array([node.weight_by_child[child.code] for child in children])
    shares = stated if free_sum else stated / stated.sum()
    shown = whole if whole is not None else 1.0

    def score(row: int, numbers: Values) -> float:
        with np.errstate(invalid="ignore"):  # a part that may be anything leaves the score unknown
            middle = (parts.lowest[row] + parts.highest[row]) / 2 * size
        there = ~np.isnan(middle) if parts.shared[row] else np.ones(len(middle), dtype=np.bool_)
        weights = np.where(there, numbers / times, 0.0)
        total = float((np.where(there, middle, 0.0) * weights).sum())
        total = total if free_sum else total / (float(weights.sum()) or math.nan)
        return (math.exp(total) if kind == "geometric" else total) / unit

    return Problem(
        what="weights",
        limits=Limits.of(limits, None if free_sum else 1.0, [False] * len(children), _half(ends, worth)),
        asked=[
            Asked(
                child.code, np.eye(len(children))[at].tolist(), shown / float(times[at]), float(share) * shown
            )
            for at, (child, share) in enumerate(zip(children, shares, strict=True))
        ],
        whole=whole,
        equations=(parts.lowest[exact] + parts.highest[exact]) / 2,
        candidates=lambda middle: (
            plain * times for plain in _plainer(middle / times, free=free_sum, whole=shown)
        ),
        stated=shares * times,
        score=score,
    )


def published_unit(methodology: Methodology, node: Node, *, of_maximum: bool) -> float:
    """What the maximum of a node is as its scores are published, or a single one of its points; 1 where it has none."""
    maximum = node.maximum or 1.0
    if methodology.publish.form == "fraction":
        return 1.0 if of_maximum else 1.0 / maximum
    return maximum if of_maximum else 1.0


def _linear_kind(node: Node) -> str:
    """The aggregation of a node whose scores are linear in its weights, or are so in logarithms."""
    aggregation = node.aggregate
    kind = "" if aggregation is None else aggregation.kind
    bent = bool(node.then) or getattr(aggregation, "rescale", None) is not None
    if kind in ("arithmetic", "points", "sum", "geometric") and not bent:
        return kind
    message = said(
        'the weights of "{node}" cannot be recovered: it is aggregated by {kind}',
        node=node.code,
        kind=method_name(kind),
    )
    if bent:
        message = said(
            'the weights of "{node}" cannot be recovered: it changes its score by a further rule',
            node=node.code,
        )
    raise UsageFault(
        message,
        said(
            "weights are recovered of arithmetic and geometric means, sums and points; name another node with --node"
        ),
    )


def _half(ends: Mapping[int, Values], worth: float) -> float:
    """Half the least way between the ends of a score, where scores are divided by ``worth``."""
    ways = np.array([most - least for least, most in ends.values()])
    return float(ways[np.isfinite(ways)].min(initial=np.inf)) / 2 / worth


def _whole(node: Node, kind: str) -> float | None:
    """What the weights sum to as they are written; free ones do not."""
    if kind == "sum":
        return None
    if kind == "points":
        return node.maximum
    return node.weights if isinstance(node.weights, float) else 1.0


def _parts(card: Scorecard, node: Node, children: list[Node], decimals: int | None) -> Parts:
    """Between what the scores of the children lie: rounded ones within half a unit, unknown ones within what is possible."""
    points = node.adds_points
    falls_away = card.methodology.missing_rule(node).kind == "reweight"
    is_sum = node.aggregate is not None and node.aggregate.kind == "sum"
    half = 0.0 if decimals is None else 0.5 * 10.0**-decimals
    lowest: list[Values] = []
    highest: list[Values] = []
    unknown = np.zeros(len(card.dataset), dtype=np.bool_)
    for child in children:
        scores = card.nodes[child.code].published
        unit = published_unit(card.methodology, child, of_maximum=points)
        # A sum is made up by a quotient of its weights: what falls away there may be anything, and limits nothing.
        most = None if is_sum and falls_away else 1.0 if points else full_marks(card, child.code)
        lowest.append((scores - half) / unit)
        highest.append((scores + half) / unit)
        gap = np.isnan(scores)
        unknown |= gap
        if is_sum or not falls_away:
            lowest[-1] = np.where(gap, -np.inf if most is None else 0.0, lowest[-1])
            highest[-1] = np.where(gap, np.inf if most is None else most, highest[-1])
    shared = unknown & (falls_away and not is_sum)
    return Parts(np.array(lowest).T, np.array(highest).T, unknown, shared)


def _logarithm(values: Values) -> Values:
    """Logarithms; of 0 and below minus infinity, from which nothing follows."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.maximum(values, 0.0)))


def _sizes(lowest: Values, highest: Values, ends: Sequence[Values] | None) -> tuple[Values, float]:
    """By what the parts and the scores are divided to be near 1, as a solver's tolerance is absolute.

    By the same for all, unless the weights are free, which may then be of any size: ``ends`` are those of the scores.
    """
    if ends is None:
        size = _size(lowest, highest)
        return np.full(lowest.shape[1], size), size
    sizes = [_size(low, high) for low, high in zip(lowest.T, highest.T, strict=True)]
    return np.array(sizes), _size(*ends, np.zeros(1))


def _size(*values: Values) -> float:
    """The size of the largest number there is."""
    known = [float(np.abs(each[np.isfinite(each)]).max(initial=0.0)) for each in values]
    return max(known) or 1.0


def _plainer(middle: Values, *, free: bool, whole: float) -> Iterator[Values]:
    """Equal weights, and those nearest to the middle with ever more decimals."""
    if not free:
        yield np.full(len(middle), 1.0 / len(middle))
    unit = int(whole) if whole == int(whole) else 1
    for decimals in range(MOST_DECIMALS + 1):
        if free:
            yield np.round(middle, decimals)
        else:
            shares = {str(at): share for at, share in enumerate((middle / middle.sum()).tolist())}
            yield np.array(list(rounded_shares(shares, decimals, unit).values()))
    for digits in range(MOST_DECIMALS if free else 0):  # of weights of a figure in small units
        yield np.array([float(f"{weight:.{digits}e}") for weight in middle.tolist()])
