"""The most that can be scored in a node, where something bounds it."""

from __future__ import annotations

from dtiscore.methodology.equality import same_points
from dtiscore.methodology.node import Node
from dtiscore.methodology.preparation.base import BasePeriod
from dtiscore.scoring.scorecard import Scorecard


def full_marks(card: Scorecard, code: str) -> float | None:
    """The highest possible score of a node or view, in its own points or scale.

    It is the maximum points of a node that has some, or the scale where every rule below maps onto it and no further;
    ``None`` where nothing bounds the score, or nothing can be scored. What is collected and not scored does not matter.
    """
    edition = card.methodology
    maximum = edition.maximum(code)
    if maximum is not None or edition.index.maximum:
        return maximum or None
    node = edition.nodes.get(code)
    may_exceed = isinstance(edition.frame, BasePeriod)
    return (
        edition.scale
        if node is not None and _keeps_to_scale(node, edition.scale, may_exceed=may_exceed)
        else None
    )


def _keeps_to_scale(node: Node, scale: float, *, may_exceed: bool) -> bool:
    """Whether no score is above the scale; ``may_exceed``: a unit may be better than all that rules are fitted on."""
    if node.maximum is not None:  # points that are added up below an index of weights
        return same_points(node.maximum, scale)
    if node.then:
        return False
    if node.is_indicator:
        rule = node.rule
        if rule is None or (may_exceed and rule.capped_by_frame):
            return False
        return rule.output == "share" and rule.capped
    if node.aggregate is not None and not node.aggregate.keeps_scale:
        return False
    return all(
        _keeps_to_scale(child, scale, may_exceed=may_exceed) for child in node.children if child.is_scored
    )
