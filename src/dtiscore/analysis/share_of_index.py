"""Weights as shares of the whole index: what every node then is of its parent, if all others keep their proportions."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Node
from dtiscore.said import joined, said

_NOTHING = 1e-12
"""A share of the index below which there is nothing to share."""


def shares_under(methodology: Methodology, given: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """The shares of children in their parents, for every node above or between those that are given.

    Args:
        methodology: the edition that has been.
        given: the share of the index, 0 to 1, that each of some nodes is to have.

    Raises:
        UsageFault: a share is none, a node has no weight in the index, or there is nobody to take or give the rest.
    """
    known = methodology.effective_weights
    for code, share in given.items():
        if not 0 <= share <= 1:
            fix = said("with --of-index give a share from 0 to 1, as 0.25 for a quarter")
            if methodology.index.maximum:
                fix = said("{fix}, or its points by --points", fix=fix)
            message = said('"{node}" cannot have {share:.12g} of the whole index', node=code, share=share)
            raise UsageFault(message, fix)
        if code not in known:
            message = said(
                '"{code}" stands below an aggregation that looks at no weights, and has no share of the index',
                code=code,
            )
            raise UsageFault(message, said("--relative takes its weight beside those of its siblings"))
    sharing = _Sharing(methodology, given)
    sharing.below(methodology.index, 1.0)
    return sharing.shares


class _Sharing:
    def __init__(self, methodology: Methodology, given: Mapping[str, float]) -> None:
        self.given = given
        self.old = methodology.effective_weights
        self.above: set[str] = set()
        """The nodes above some node that is given a share."""
        for code in given:
            at = methodology.parents.get(code)
            while at is not None:
                self.above.add(at.code)
                at = methodology.parents.get(at.code)
        self.shares: dict[str, dict[str, float]] = {}

    def below(self, node: Node, total: float) -> None:
        """Share out what a node is to have of the index among those below it, as far down as some are given."""
        if node.code not in self.above:
            return
        first = list(self.first_given(node))
        left = total - fsum(self.given[one.code] for one in first)
        others = self.old[node.code] - fsum(self.old[one.code] for one in first)
        if left < -_NOTHING or (left > _NOTHING and others <= _NOTHING):
            named = (said("{code} {share:.12g}", code=one.code, share=self.given[one.code]) for one in first)
            message = said(
                'what is below "{node}" cannot be {total:.12g} of the index ({shares}), because no other can give way',
                node=node.code,
                total=total,
                shares=joined("{first}, {second}", named),
            )
            raise UsageFault(message, said('give "{node}" another share too, or give less', node=node.code))
        self.share(node, max(left, 0.0) / others if others > _NOTHING else 0.0)
        for one in first:
            self.below(one, self.given[one.code])

    def first_given(self, node: Node) -> list[Node]:
        """The given nodes below one, without those below another given one."""
        found = []
        for child in node.children:
            found += [child] if child.code in self.given else self.first_given(child)
        return found

    def share(self, node: Node, factor: float) -> float:
        """Note the shares below a node whose others are multiplied by a factor; what they come to in the index."""
        if node.code not in self.above:
            return self.old[node.code] * factor
        now = {
            child.code: self.given[child.code] if child.code in self.given else self.share(child, factor)
            for child in node.children
        }
        total = fsum(now.values())
        if total > 0:
            self.shares[node.code] = {code: weight / total for code, weight in now.items()}
        return total
