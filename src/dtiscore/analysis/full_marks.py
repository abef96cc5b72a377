"""The most that can be scored in a node, where something bounds it."""

from __future__ import annotations

from dtiscore.methodology.node import Node
from dtiscore.scoring.scorecard import Scorecard


def full_marks(card: Scorecard, code: str) -> float | None:
    """The highest possible score of a node or view, in its own points or scale.

    It is the maximum points, or the scale where every rule below maps onto it and no further; ``None`` where nothing
    bounds the score, or nothing can be scored. What is collected and not scored does not matter.
    """
    edition = card.methodology
    if edition.index.maximum:
        return edition.maximum(code) or None
    node = edition.nodes.get(code)
    return edition.scale if node is not None and _keeps_to_scale(node) else None


def _keeps_to_scale(node: Node) -> bool:
    if node.then:
        return False
    if node.is_indicator:
        rule = node.rule
        return rule is not None and rule.output == "share" and rule.capped
    if node.aggregate is not None and not node.aggregate.keeps_scale:
        return False
    return all(_keeps_to_scale(child) for child in node.children if child.is_scored)
