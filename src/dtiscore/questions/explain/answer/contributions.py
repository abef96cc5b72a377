"""What each node adds to its parent and to the index, with the weights in force where missing parts gave theirs away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from dtiscore.methodology.node import Node
from dtiscore.scoring.evaluate import MADE_FROM_CHILDREN
from dtiscore.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Contribution:
    """How one node of one unit counts."""

    share: float | None = None
    """The node's weight in its parent as the edition says it, as a share of the weights there."""
    effective: float | None = None
    """The same for this unit: higher where missing parts gave their weight away; ``None`` without a score."""
    factor: float | None = None
    """By how much its score counts in the parent's; ``None`` where the parent is no weighted sum of its parts."""
    to_parent: float | None = None
    """What the node adds to its parent's score, in the parent's points or scale."""
    to_index: float | None = None
    """What the node adds to the index; ``None`` where something on the way up is no weighted sum."""


class _Sums(NamedTuple):
    """The weights of the children of one node."""

    there: Mapping[str, float]
    """Of those that count and have a score."""
    total: float
    """The sum of these."""
    full: float
    """The sum of all."""
    complete: bool
    """Whether all that count have a score."""


class Contributions:
    """How the nodes of one row count."""

    def __init__(self, card: Scorecard, row: int) -> None:
        self.card = card
        self.row = row
        self._sums: dict[str, _Sums | None] = {}

    def of(self, node: Node) -> Contribution:
        """How a node counts in its parent and in the index.

        The contributions of the children of a weighted sum add up to its score before it is rounded, also where only
        some of them have a score.
        """
        parent = self.card.methodology.parents.get(node.code)
        share = None if parent is None else parent.child_shares.get(node.code)
        score = self._score(node)
        if score is None:
            return Contribution(share=share)
        factor = self._factor(node, parent)
        return Contribution(
            share=share,
            effective=self._effective(node, parent),
            factor=factor,
            to_parent=None if factor is None else factor * score,
            to_index=self.to_index(node),
        )

    def to_index(self, node: Node) -> float | None:
        """What a node adds to the index; ``None`` where that is no weighted sum, or it has no score."""
        score = self._score(node)
        whole = None if score is None else self._factor_in_index(node)
        return None if whole is None or score is None else whole * score

    def _score(self, node: Node) -> float | None:
        score = float(self.card.nodes[node.code].score[self.row])
        return None if score != score else score

    def _below(self, parent: Node) -> _Sums | None:
        """The weights below a node, found once for all of its children; ``None`` where its score is not made of them."""
        if parent.code not in self._sums:
            self._sums[parent.code] = self._summed(parent)
        return self._sums[parent.code]

    def _summed(self, parent: Node) -> _Sums | None:
        scores, weights = self.card.nodes, parent.weight_by_child
        if scores[parent.code].origin[self.row] not in MADE_FROM_CHILDREN:
            return None
        counted = {code: weight for code, weight in weights.items() if weight != 0}
        there = {code: weight for code, weight in counted.items() if not scores[code].lacks(self.row)}
        return _Sums(there, fsum(there.values()), fsum(weights.values()), len(there) == len(counted))

    def _effective(self, node: Node, parent: Node | None) -> float | None:
        """The share of a node in the weights that are in force for the row."""
        if parent is None or parent.aggregate is None or not parent.aggregate.weighted:
            return None
        below = self._below(parent)
        return below.there.get(node.code, 0.0) / below.total if below is not None and below.total else None

    def _factor(self, node: Node, parent: Node | None) -> float | None:
        """By how much the node's score counts in its parent's; ``None`` where the parent is not the sum of its parts."""
        if parent is None:
            return 1.0
        if parent.aggregate is None or not parent.aggregate.linear or parent.then:
            return None
        below = self._below(parent)
        if below is None:
            return None
        weight = below.there.get(node.code, 0.0)
        if parent.aggregate.kind == "arithmetic":
            declared = parent.weights if isinstance(parent.weights, float) else below.full
            total = declared if below.complete else below.total
            return weight / total * parent.worth if total else 0.0
        counted = float(weight > 0) if parent.aggregate.kind == "points" else weight * parent.worth
        return counted if below.complete else counted * below.full / below.total

    def _factor_in_index(self, node: Node) -> float | None:
        parents, factor, at = self.card.methodology.parents, 1.0, node
        while (parent := parents.get(at.code)) is not None:
            own = self._factor(at, parent)
            if own is None:
                return None
            factor *= own
            at = parent
        return factor
