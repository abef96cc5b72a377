"""The change of an index between two scorecards of one edition, split over its nodes so that it adds up exactly.

Scores are floating-point numbers, which are fractions: all differences are taken as such, without rounding. Where a
node is a weighted sum, a child's part is its weight times its change. Where it is not, it is the child's Shapley value:
what its change does to the node, averaged over every order in which the children may change (Shorrocks, 2013,
Journal of Economic Inequality 11). A part of a child is split in the same way over the children below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial, isnan

import numpy as np

from dtiscore.methodology import Node, Values
from dtiscore.methodology.aggregations import OverUnits
from dtiscore.scoring.combining import combine
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.scorecard import Scorecard

MOST_CHILDREN = 12
"""Above so many children a node that is no sum is not split: every subset of them would have to be aggregated."""

_CLOSE = Fraction(1, 10**9)
"""How far a sum may be from its terms by floating point; further off, something else was done to the score."""

Steps = Mapping[str, tuple[Fraction, Fraction]]
"""For each child its part of the node's change, and the factor by which its own parts count in the node."""


def node_parts(
    before: Scorecard, after: Scorecard, rows: Sequence[tuple[int, int]]
) -> list[dict[str, Fraction]]:
    """The part of every node in the change of the published index, for pairs of rows that both have a score.

    The parts of the children of a node add up to the node's own, exactly; the index's is the whole change.
    """
    attribution = _Attribution(before, after, rows)
    return [attribution.of(at) for at in range(len(rows))]


def innermost(methodology_index: Node, parts: Mapping[str, Fraction]) -> list[str]:
    """The nodes with a part that none below them divides, in the order of the file: their parts add up."""
    return [
        node.code
        for node in methodology_index.walk()
        if node.code in parts and not any(child.code in parts for child in node.children)
    ]


class _Attribution:
    def __init__(self, before: Scorecard, after: Scorecard, rows: Sequence[tuple[int, int]]) -> None:
        self.edition = after.methodology
        self.cards = (before, after)
        self.rows = [np.array([pair[side] for pair in rows], dtype=np.intp) for side in (0, 1)]
        self.scores = [
            {code: card.nodes[code].score[rows] for code in self.edition.nodes}
            for card, rows in zip(self.cards, self.rows, strict=True)
        ]
        self.corners: dict[str, list[Values] | None] = {}
        self.factors = {
            code: _factors(node)
            for code, node in self.edition.nodes.items()
            if node.aggregate is not None and node.aggregate.linear
        }

    def of(self, at: int) -> dict[str, Fraction]:
        index = self.edition.index
        was, now = (
            Fraction(float(card.index.published[rows[at]]))
            for card, rows in zip(self.cards, self.rows, strict=True)
        )
        is_share = self.edition.publish.form == "fraction" and index.maximum
        slope = 1 / Fraction(index.maximum) if is_share and index.maximum else Fraction(1)
        parts: dict[str, Fraction] = {}
        self.descend(index, at, now - was, slope, parts)
        return parts

    def descend(
        self, node: Node, at: int, part: Fraction, slope: Fraction, parts: dict[str, Fraction]
    ) -> None:
        """Note the part of a node, and divide it among its children."""
        parts[node.code] = part
        steps = self.steps(node, at)
        if not steps:
            return
        shares = {code: slope * step for code, (step, _) in steps.items()}
        largest = max(shares, key=lambda code: abs(shares[code]))
        shares[largest] += part - sum(shares.values())  # what floating point lost in the sum: a few last bits
        for child in node.children:
            if child.code in shares:
                self.descend(child, at, shares[child.code], slope * steps[child.code][1], parts)

    def steps(self, node: Node, at: int) -> Steps | None:
        """How the change of a node's score comes from its children; ``None`` where it is not made from them alone."""
        if node.aggregate is None or not all(
            card.nodes[node.code].origin[rows[at]] == Origin.COMPUTED
            for card, rows in zip(self.cards, self.rows, strict=True)
        ):
            return None
        counting = [child for child, weight in zip(node.children, node.child_weights, strict=True) if weight]
        codes = [child.code for child in counting]
        if any(isnan(float(side[code][at])) for side in self.scores for code in codes):
            return None
        changes = {code: self.change(code, at) for code in codes}
        if node.aggregate.linear and not node.then and node.round is None:
            factors = self.factors[node.code]
            steps = {code: (factors[code] * changes[code], factors[code]) for code in codes}
            rest = self.change(node.code, at) - sum(step for step, _ in steps.values())
            size = 1 + abs(Fraction(float(self.scores[1][node.code][at])))
            return steps if abs(rest) <= _CLOSE * size else None
        shares = self.shapley(node, codes, at)
        return (
            None
            if shares is None
            else {
                code: (share, share / changes[code] if changes[code] else Fraction(0))
                for code, share in zip(codes, shares, strict=True)
            }
        )

    def change(self, code: str, at: int) -> Fraction:
        before, after = self.scores
        return Fraction(float(after[code][at])) - Fraction(float(before[code][at]))

    def shapley(self, node: Node, codes: Sequence[str], at: int) -> list[Fraction] | None:
        """The Shapley value of each child's change, where aggregating the children gives the node's score."""
        if node.code not in self.corners:
            self.corners[node.code] = self.aggregated(node, codes)
        corners = self.corners[node.code]
        if corners is None:
            return None
        values = [float(corner[at]) for corner in corners]
        before, after = (float(side[node.code][at]) for side in self.scores)
        if any(map(isnan, values)) or (values[0], values[-1]) != (before, after):
            return None
        return shapley([Fraction(value) for value in values], len(codes))

    def aggregated(self, node: Node, codes: Sequence[str]) -> list[Values] | None:
        """The node's score with every subset of its children changed; bit i of the position stands for child i."""
        aggregation = node.aggregate
        if (
            aggregation is None
            or isinstance(aggregation, OverUnits)
            or tuple(aggregation.names(codes)) != tuple(codes)
            or len(codes) > MOST_CHILDREN
            or any(rule.needs_fit for rule in node.then)  # whose statistics move with the scores
        ):
            return None
        with np.errstate(all="ignore"):  # an undefined corner is NaN, and then the node is not divided
            return [
                self.score(node, [self.scores[subset >> i & 1][code] for i, code in enumerate(codes)])
                for subset in range(2 ** len(codes))
            ]

    def score(self, node: Node, scores: Sequence[Values]) -> Values:
        """The score of a node from those of the children that count, as scoring computes it."""
        assert node.aggregate is not None
        weights = [weight for weight in node.child_weights if weight]
        declared = node.weights if isinstance(node.weights, float) else None
        everywhere = np.ones(len(scores[0]), dtype=np.bool_)
        parts = list(zip(scores, weights, strict=True))
        exactly = node.rounds_float64s
        score = combine(node.aggregate, parts, everywhere, declared, (), exactly=exactly).score
        if node.adds_points:
            score = self.edition.in_own(node.code, score)
        top = self.edition.scale if node.own_maximum is None else node.own_maximum
        for rule in node.then:
            result = rule.apply([score], {})
            score = result if rule.output == "score" or top == 1.0 else result * top
        return self.edition.in_points(node.code, score if node.round is None else node.round(score))


def shapley(values: Sequence[Fraction], players: int) -> list[Fraction]:
    """What each of several changes does, averaged over all orders in which they may happen.

    ``values[s]`` is the outcome once the changes in ``s`` have happened, bit i standing for change i. The results add
    up to ``values[-1] - values[0]`` exactly.
    """
    orders = factorial(players)
    result = []
    for player in range(players):
        total = Fraction(0)
        for subset in range(len(values)):
            if not subset >> player & 1:
                others = subset.bit_count()
                step = values[subset | 1 << player] - values[subset]
                total += Fraction(factorial(others) * factorial(players - others - 1), orders) * step
        result.append(total)
    return result


def _factors(node: Node) -> dict[str, Fraction]:
    """By how much a sum or mean changes when a child changes by 1."""
    assert node.aggregate is not None
    weights = {code: Fraction(weight) for code, weight in node.weight_by_child.items()}
    if node.adds_points:
        return dict.fromkeys(weights, Fraction(1))
    total = Fraction(node.weights) if isinstance(node.weights, float) else sum(weights.values())
    whole = Fraction(1) if node.aggregate.kind == "sum" else total
    return {code: weight / whole * Fraction(node.worth) for code, weight in weights.items()}
