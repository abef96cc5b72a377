"""What each node adds to its parent and to the index, with the weights in force where missing parts gave theirs away."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

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


def contribution(card: Scorecard, node: Node, row: int) -> Contribution:
    """How a node counts in its parent and in the index, for one row.

    The contributions of the children of a weighted sum add up to its score before it is rounded, also where only some
    of them have a score.
    """
    score = float(card.nodes[node.code].score[row])
    if score != score:
        return Contribution(share=_share(card, node))
    factor = _factor(card, node, row)
    return Contribution(
        share=_share(card, node),
        effective=_effective(card, node, row),
        factor=factor,
        to_parent=None if factor is None else factor * score,
        to_index=to_index(card, node, row),
    )


def to_index(card: Scorecard, node: Node, row: int) -> float | None:
    """What a node adds to the index, for one row; ``None`` where that is no weighted sum, or it has no score."""
    score = float(card.nodes[node.code].score[row])
    whole = None if score != score else _factor_in_index(card, node, row)
    return None if whole is None else whole * score


def _there(card: Scorecard, parent: Node, row: int) -> dict[str, float]:
    """The weights of the children that count and have a score."""
    scores = card.nodes
    return {
        code: weight
        for code, weight in parent.weight_by_child.items()
        if weight != 0 and not scores[code].lacks(row)
    }


def _share(card: Scorecard, node: Node) -> float | None:
    parent = card.methodology.parents.get(node.code)
    return None if parent is None else parent.child_shares.get(node.code)


def _effective(card: Scorecard, node: Node, row: int) -> float | None:
    """The share of a node in the weights that are in force for a row."""
    parent = card.methodology.parents.get(node.code)
    if parent is None or parent.aggregate is None or not parent.aggregate.weighted:
        return None
    if card.nodes[parent.code].origin[row] not in MADE_FROM_CHILDREN:
        return None
    there = _there(card, parent, row)
    total = fsum(there.values())
    return there.get(node.code, 0.0) / total if total else None


def _factor(card: Scorecard, node: Node, row: int) -> float | None:
    """By how much the node's score counts in its parent's; ``None`` where the parent is not the sum of its parts."""
    parent = card.methodology.parents.get(node.code)
    if parent is None:
        return 1.0
    if parent.aggregate is None or not parent.aggregate.linear or parent.then:
        return None
    if card.nodes[parent.code].origin[row] not in MADE_FROM_CHILDREN:
        return None
    there, weights = _there(card, parent, row), parent.weight_by_child
    weight, full = there.get(node.code, 0.0), fsum(weights.values())
    complete = len(there) == sum(value != 0 for value in weights.values())
    if parent.aggregate.kind == "arithmetic":
        declared = parent.weights if isinstance(parent.weights, float) else full
        total = declared if complete else fsum(there.values())
        return weight / total * parent.worth if total else 0.0
    counted = float(weight > 0) if parent.aggregate.kind == "points" else weight * parent.worth
    return counted if complete else counted * full / fsum(there.values())


def _factor_in_index(card: Scorecard, node: Node, row: int) -> float | None:
    factor, at = 1.0, node
    while at.code != card.methodology.index.code:
        own = _factor(card, at, row)
        if own is None:
            return None
        factor *= own
        at = card.methodology.parents[at.code]
    return factor
