"""What the score of a node or view is made of: an aggregation, its parts and their weights, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from dtiscore.methodology.aggregations import Aggregation
from dtiscore.methodology.node import Node, View

_OF_POWERS = 8
"""For how many additions each term of a mean that goes by logarithms or powers counts: the logarithm of a score from
0.001 to 1,000 is at most about 7, and an error in it is one of the score relative to its size."""


class Recipe(NamedTuple):
    """What the score of a node or view is made of."""

    aggregation: Aggregation
    parts: Sequence[tuple[str, float]]
    """The nodes that are combined, by code, each with its weight; none in a group that is collected, not scored."""
    declared: float | None
    """The total that the weights were declared to sum to."""
    adds_points: bool
    """Whether the result stands in the points that count, and not in the own numbers of the node or view."""

    @property
    def additions(self) -> int:
        """How many additions in a row lead from the parts to the score."""
        if not self.parts or self.aggregation.over_units:
            return 0
        return len(self.parts) - 1 if self.aggregation.linear else _OF_POWERS * len(self.parts)

    @property
    def widening(self) -> float:
        """How many times as large as its part a term can be, also where a part makes up for others that are missing."""
        weights = [weight for _, weight in self.parts if weight > 0]
        if not weights or not self.aggregation.linear:
            return 1.0
        if not self.aggregation.additive:
            return max(1.0, fsum(weights) / (self.declared or fsum(weights)))
        return max(1.0, *weights) * fsum(weights) / min(weights)


def recipe_of_node(node: Node) -> Recipe:
    """What a node with children is made of."""
    assert node.aggregate is not None
    weights = node.weight_by_child
    codes = node.aggregate.names([code for code, weight in weights.items() if weight != 0])
    declared = node.weights if isinstance(node.weights, float) else None
    parts = [(code, weights.get(code, 1.0)) for code in codes]
    return Recipe(node.aggregate, parts, declared, node.adds_points)


def recipe_of_view(view: View, index: Node, nodes: Mapping[str, Node]) -> Recipe:
    """What a view is made of; without an aggregation of its own it is aggregated as the index is."""
    aggregation = view.aggregate or index.aggregate
    assert aggregation is not None
    maxima = [nodes[code].maximum for code in view.of]
    given = view.weight or tuple(1.0 if maximum is None else maximum for maximum in maxima)
    weights = dict(zip(view.of, given, strict=True))
    parts = [(code, weights.get(code, 1.0)) for code in aggregation.names(view.of)]
    return Recipe(aggregation, parts, None, aggregation.additive)
