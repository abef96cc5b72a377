"""Which nodes another edition makes otherwise, and which units that cannot reach: the table supplies their score there."""

from __future__ import annotations

from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.equality import same_points
from dtiscore.scoring.fixed_units import FixedRows, fixed_rows
from dtiscore.scoring.scorecard import Scorecard


def fixed_under(card: Scorecard, other: Methodology) -> FixedRows:
    """The rows of a scorecard whose score is supplied at or above a node that its edition makes otherwise than another."""
    return fixed_rows(card, changed_nodes(other, card.methodology))


def changed_nodes(before: Methodology, after: Methodology) -> list[str]:
    """The nodes of an edition that another one makes of other things or in another way.

    Names, notes and what is published are not looked at, nor the points of a node by themselves: its share of the node
    above it is. What only one of the two has makes the node above it another one: where the table brings its score,
    that is a figure like any other.
    """
    otherwise = before.prepare != after.prepare or before.derived != after.derived
    return [
        code
        for code, node in after.nodes.items()
        if (otherwise and node.is_indicator)
        or (code in before.nodes and not _made_alike(before, before.nodes[code], after, node))
        or (code not in before.nodes and node is after.index)
    ]


def _made_alike(before: Methodology, one: Node, after: Methodology, other: Node) -> bool:
    def made(edition: Methodology, node: Node) -> tuple[object, ...]:
        children = [child.code for child in node.children]
        return (
            node.rule, node.aggregate, node.then, node.round, node.inputs, children, edition.missing_rule(node),
        )  # fmt: skip

    shares, others = one.child_shares, other.child_shares
    same = shares.keys() == others.keys() and all(same_points(shares[c], others[c]) for c in shares)
    # Of a node that counts for nothing it does not matter what it is made of.
    same = same or not other.is_scored
    return same and made(before, one) == made(after, other)
