"""The change of an index between two scorecards of one edition, split over its nodes so that it adds up exactly.

Scores are floating-point numbers, which are fractions: all differences are taken as such, without rounding. Where a
node is a weighted sum, a child's part is its weight times its change. Where it is not, it is the child's Shapley value:
what its change does to the node, averaged over every order in which the children may change (Shorrocks, 2013,
Journal of Economic Inequality 11). So it is where a child came or went, whose weight the others share. A part of a child
is split in the same way over the children below it, if it is there on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import isnan, lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.analysis.shapley import shapley_of_each
from dtiscore.methodology import Node, Values
from dtiscore.methodology.aggregations import OverUnits
from dtiscore.methodology.arithmetic import Mask
from dtiscore.scoring.combining import combine
from dtiscore.scoring.node_scores import MADE_FROM_CHILDREN
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Rows

MOST_CHILDREN = 12
"""Above so many children a node that is no sum is not split: every subset of them would have to be aggregated."""

_MOST_CORNERS = 2**22
"""Above so many subsets of children of units a sum with gaps is not split: of 1,024 units x 12 it takes a second or two and 32 MiB."""

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
    attribution = Attribution(before, after, rows)
    return [attribution.of(at) for at in range(len(rows))]


def innermost(methodology_index: Node, parts: Mapping[str, Fraction]) -> list[str]:
    """The nodes with a part that none below them divides, in the order of the file: their parts add up."""
    return [
        node.code
        for node in methodology_index.walk()
        if node.code in parts and not any(child.code in parts for child in node.children)
    ]


class Corners(NamedTuple):
    """What the scores of a node between two tables tell, where its children have changed one by one."""

    known: Mask
    """The units that have a score with every subset of the children changed, that of none and of all being the node's own."""
    shares: Mapping[int, Sequence[Fraction]]
    """Of each of these of which a score changed: the Shapley value of each child's change."""


class Attribution:
    """The changes of pairs of rows, each divided among the nodes."""

    def __init__(self, before: Scorecard, after: Scorecard, rows: Sequence[tuple[int, int]]) -> None:
        self.edition = after.methodology
        self.cards = (before, after)
        self.rows = [np.array([pair[side] for pair in rows], dtype=np.intp) for side in (0, 1)]
        self.scores = [
            {code: card.nodes[code].score[rows] for code in self.edition.nodes}
            for card, rows in zip(self.cards, self.rows, strict=True)
        ]
        self.corners: dict[str, Corners] = {}
        self.alike: dict[bytes, dict[str, Fraction]] = {}
        """The parts of units of which no score changed, by what divides them: all are 0."""
        self.factors = {
            code: _factors(node)
            for code, node in self.edition.nodes.items()
            if node.aggregate is not None and node.aggregate.linear
        }

    def of(self, at: int) -> dict[str, Fraction]:
        """The part of every node in the change of one pair."""
        if not self.stands[at]:
            return self.divided(at)
        key = self.divides[at].tobytes()
        if key not in self.alike:
            self.alike[key] = self.divided(at)
        return self.alike[key]

    @cached_property
    def wholes(self) -> Mapping[str, Mask]:
        """For each sum the units that have a score in all children that count, on both sides."""
        return {code: self.is_whole(self.counting(self.edition.nodes[code])) for code in self.factors}

    @cached_property
    def stands(self) -> Mask:
        """The units of which no score changed."""
        before, after = self.scores
        stands = np.equal(*(c.index.published[rows] for c, rows in zip(self.cards, self.rows, strict=True)))
        for code, now in after.items():
            was = before[code]
            stands &= (was == now) | (np.isnan(was) & np.isnan(now))
        return stands

    @cached_property
    def divides(self) -> NDArray[np.bool_]:
        """For each unit (row) what decides how it is divided: which nodes are made of their children alone, which have a score."""
        above = [self.is_made(node) for node in self.edition.nodes.values() if node.children]
        return np.column_stack([*above, *(~np.isnan(score) for score in self.scores[0].values())])

    def is_made(self, node: Node) -> Mask:
        """Whether a node's score of each unit is made of those of its children, on both sides."""
        codes = self.counting(node)
        if node.aggregate is None:
            return np.zeros(len(self.stands), dtype=np.bool_)
        summed = self.is_whole(codes) & self.is_sum(node)
        made: Mask = summed if summed.all() else summed | self.at_corners(node, codes).known
        for card, rows in zip(self.cards, self.rows, strict=True):
            made = made & np.isin(card.nodes[node.code].origin[rows], MADE_FROM_CHILDREN)
        return made

    def is_whole(self, codes: Sequence[str]) -> Mask:
        """The units that have a score in all of some nodes, on both sides."""
        whole: Mask = np.ones(len(self.stands), dtype=np.bool_)
        for scores in self.scores:
            for code in codes:
                whole &= ~np.isnan(scores[code])
        return whole

    @staticmethod
    def counting(node: Node) -> list[str]:
        """The children that count in a node's score."""
        return [child.code for child, weight in zip(node.children, node.child_weights, strict=True) if weight]

    @staticmethod
    def is_sum(node: Node) -> bool:
        """Whether a node's score is a weighted sum of those of its children, and nothing is done to it after."""
        return node.aggregate is not None and node.aggregate.linear and not node.then and node.round is None

    def divided(self, at: int) -> dict[str, Fraction]:
        """The same, found for this pair alone."""
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
        # What floating point lost in the sum: a few last bits.
        shares[largest] += part - slope * _total([step for step, _ in steps.values()])
        for child in node.children:
            if child.code not in shares:
                continue
            if child.children:
                self.descend(child, at, shares[child.code], slope * steps[child.code][1], parts)
            else:
                parts[child.code] = shares[child.code]

    def steps(self, node: Node, at: int) -> Steps | None:
        """How the change of a node's score comes from its children; ``None`` where it is not made from them alone."""
        if node.aggregate is None or not all(
            card.nodes[node.code].origin[rows[at]] in MADE_FROM_CHILDREN
            for card, rows in zip(self.cards, self.rows, strict=True)
        ):
            return None
        codes = self.counting(node)
        if self.is_sum(node) and self.wholes[node.code][at]:
            factors = self.factors[node.code]
            steps = {code: (factors[code] * self.change(code, at), factors[code]) for code in codes}
            rest = self.change(node.code, at) - _total([step for step, _ in steps.values()])
            size = 1 + abs(Fraction(float(self.scores[1][node.code][at])))
            return steps if abs(rest) <= _CLOSE * size else None
        shares = self.shapley(node, codes, at)
        if shares is None:
            return None
        there = [tuple(not isnan(side[code].item(at)) for side in self.scores) for code in codes]
        changes = {
            code: self.change(code, at) for code, sides in zip(codes, there, strict=True) if all(sides)
        }
        return {
            code: (share, share / changes[code] if changes.get(code) else Fraction(0))
            for code, share, sides in zip(codes, shares, there, strict=True)
            if any(sides)
        }

    def change(self, code: str, at: int) -> Fraction:
        was, now = (side[code].item(at).as_integer_ratio() for side in self.scores)
        whole = max(was[1], now[1])  # both are powers of 2
        return Fraction(now[0] * (whole // now[1]) - was[0] * (whole // was[1]), whole)

    def shapley(self, node: Node, codes: Sequence[str], at: int) -> Sequence[Fraction] | None:
        """The Shapley value of each child's change, where aggregating the children gives the node's score."""
        found = self.at_corners(node, codes)
        if not found.known[at]:
            return None
        return [Fraction(0)] * len(codes) if self.stands[at] else found.shares[at]

    def at_corners(self, node: Node, codes: Sequence[str]) -> Corners:
        """What every subset of a node's children changed tells; of a sum for those alone of whom a child came or went."""
        if node.code not in self.corners:
            rows = np.flatnonzero(~self.is_whole(codes)) if self.is_sum(node) else np.arange(len(self.stands))
            before, after = (side[node.code][rows] for side in self.scores)
            scores = self.aggregated(node, codes, rows)
            known = np.zeros(len(self.stands), dtype=np.bool_)
            if len(scores):
                known[rows] = (scores[0] == before) & (scores[-1] == after) & ~np.isnan(scores).any(axis=0)
            moved = (known & ~self.stands)[rows]
            shares = shapley_of_each(scores[:, moved], len(codes))
            self.corners[node.code] = Corners(known, dict(zip(rows[moved].tolist(), shares, strict=True)))
        return self.corners[node.code]

    def aggregated(self, node: Node, codes: Sequence[str], rows: Rows) -> NDArray[np.float64]:
        """The node's score of some units with every subset of its children changed; nothing where that tells nothing."""
        aggregation = node.aggregate
        if (
            aggregation is None
            or isinstance(aggregation, OverUnits)
            or tuple(aggregation.names(codes)) != tuple(codes)
            or len(codes) > MOST_CHILDREN
            or (self.is_sum(node) and len(rows) << len(codes) > _MOST_CORNERS)
            or any(rule.needs_fit for rule in node.then)  # whose statistics move with the scores
        ):
            return np.empty((0, len(rows)))
        sides = [[side[code][rows] for code in codes] for side in self.scores]
        corners = np.empty((2 ** len(codes), len(rows)))
        with np.errstate(all="ignore"):  # an undefined corner is NaN, and then the node is not divided
            for subset, corner in enumerate(corners):
                corner[:] = self.score(node, [sides[subset >> i & 1][i] for i in range(len(codes))])
        return corners

    def score(self, node: Node, scores: Sequence[Values]) -> Values:
        """The score of a node from those of the children that count, as scoring computes it."""
        assert node.aggregate is not None
        weights = [weight for weight in node.child_weights if weight]
        declared = node.weights if isinstance(node.weights, float) else None
        available = ~np.logical_and.reduce([np.isnan(child) for child in scores])
        parts = list(zip(scores, weights, strict=True))
        exactly = node.rounds_float64s
        score = combine(node.aggregate, parts, available, declared, (), exactly=exactly).score
        if node.adds_points:
            score = self.edition.in_own(node.code, score)
        top = self.edition.scale if node.own_maximum is None else node.own_maximum
        for rule in node.then:
            result = rule.apply([score], {})
            score = result if rule.output == "score" or top == 1.0 else result * top
        return self.edition.in_points(node.code, score if node.round is None else node.round(score))


def _total(fractions: Sequence[Fraction]) -> Fraction:
    """The sum of fractions, brought onto one denominator once instead of at every step."""
    whole = lcm(*(one.denominator for one in fractions))
    return Fraction(sum(one.numerator * (whole // one.denominator) for one in fractions), whole)


def _factors(node: Node) -> dict[str, Fraction]:
    """By how much a sum or mean changes when a child changes by 1."""
    assert node.aggregate is not None
    weights = {code: Fraction(weight) for code, weight in node.weight_by_child.items()}
    if node.adds_points:
        return dict.fromkeys(weights, Fraction(1))
    total = Fraction(node.weights) if isinstance(node.weights, float) else sum(weights.values())
    whole = Fraction(1) if node.aggregate.kind == "sum" else total
    return {code: weight / whole * Fraction(node.worth) for code, weight in weights.items()}
