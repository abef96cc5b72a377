"""How much each node weighs in its parent and in the whole index."""

from __future__ import annotations

from dtiscore.methodology import Methodology


def effective_weights(methodology: Methodology) -> dict[str, float]:
    """The weight of every node in the index, as a share of 1: the product of its shares on the way to the root.

    Under a geometric mean these are exponents rather than shares of the score; 0 is collected and not scored. What
    stands below an aggregation that looks at no weights, such as a formula, is left out.
    """
    weights = {methodology.index.code: 1.0}
    for node in methodology.index.walk():
        if node.code not in weights or (node.aggregate is not None and not node.aggregate.weighted):
            continue
        total = sum(node.child_weights)
        for child, weight in zip(node.children, node.child_weights, strict=True):
            weights[child.code] = weights[node.code] * weight / total if total else 0.0
    return weights
