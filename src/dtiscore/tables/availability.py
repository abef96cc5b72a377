"""Which scores can be computed from the cells that are there, and which missing cells an edition does not forgive.

The same walk serves a table that has other faults as well, so that all of them are reported in one run: a faulty
cell counts as present here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from dtiscore.methodology import Methodology
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.node import MissingRule, Node
from dtiscore.said import Said, said, with_or

COPIED_FIRST = said("a built-in edition is copied first: dtiscore weights convert EDITION -o FILE.yaml")
"""How to come to a weighting file that may be changed."""

Present = Mapping[str, Mask]
"""For each node code: in which rows the node's own cells, or a supplied score, are present; absent if no column."""


def other_missing_rule(methodology: Methodology, node: Node) -> Said:
    """What may be done about a value that an edition does not forgive, other than to find it: where its rule stands."""
    at = methodology.node_of_missing_rule(node)
    kinds = ["no-score", "zero"] if at is not None and at.is_indicator else ["no-score", "zero", "reweight"]
    return said(
        "write missing: {kinds} {where} in the weighting file ({first})",
        kinds=with_or(kinds, commas=True),
        where=said("for the whole edition") if at is None else said('at "{code}"', code=at.code),
        first=COPIED_FIRST,
    )


def enough(rule: MissingRule, there: list[Mask], weights: tuple[float, ...]) -> Mask:
    """The rows in which the children that are there suffice for an aggregate; children of weight 0 do not count."""
    counted = [(mask, weight) for mask, weight in zip(there, weights, strict=True) if weight != 0]
    if not counted:
        return np.zeros(len(there[0]), dtype=np.bool_)
    if rule.kind == "reweight":
        heaviness = [weight if rule.count == "weight" else 1.0 for _, weight in counted]
        have = sum(
            (mask * weight for (mask, _), weight in zip(counted, heaviness, strict=True)), np.float64(0)
        )
        share = np.asarray(have / sum(heaviness))
        result: Mask = (share > 0) & (share >= rule.min_share - 1e-12)
        return result
    complete = np.ones(len(there[0]), dtype=np.bool_)
    for mask, _ in counted:
        complete &= mask
    return complete


def unforgiven(
    methodology: Methodology, has: Present, supplied: Present, named_already: Present | None = None
) -> list[tuple[Node, Mask]]:
    """The nodes without a score that the edition does not forgive, each with its rows, in the order of the file.

    A node is named where its lack arises: an indicator, or an aggregate none of whose children is named. What lies
    below a node whose score the table supplies is not needed, nor is what is collected without being scored; what is
    at or below a node in its rows of ``named_already`` is not named again.
    """
    if all(mask.all() for mask in has.values()):
        return []
    found: list[tuple[Node, Mask]] = []
    rows = len(has[methodology.index.code])

    def descend(node: Node, needed: Mask) -> Mask:
        """Name what is lacking at or below a node; returns the rows of which something was named."""
        named = np.zeros(rows, dtype=np.bool_)
        if named_already is not None and node.code in named_already:
            named = needed & named_already[node.code]
            needed = needed & ~named
        below = needed & ~supplied.get(node.code, np.zeros(rows, dtype=np.bool_))
        for child in node.children:
            if child.is_needed and below.any():
                named = named | descend(child, below)
        lacking = needed & ~has[node.code] & ~named
        if lacking.any() and methodology.missing_rule(node).kind == "error":
            found.append((node, lacking))
            named = named | lacking
        return named

    descend(methodology.index, np.ones(rows, dtype=np.bool_))
    return found


class Availability:
    """The availability of every node over the rows of one table.

    Args:
        methodology: the edition.
        own: for each node whose columns the table has: in which rows its own cells are present.
        brought: the same for scores that the table brings.
        rows: how many rows there are.
    """

    def __init__(self, methodology: Methodology, own: Present, brought: Present, rows: int) -> None:
        self.methodology = methodology
        self.own = own
        self.brought = brought
        self.rows = rows
        self.has: dict[str, Mask] = {}
        self.supplied: dict[str, Mask] = {}
        self.nowhere: Mask = np.zeros(rows, dtype=np.bool_)
        self._survey(methodology.index)

    def _survey(self, node: Node) -> Mask:
        rule = self.methodology.missing_rule(node)
        own, brought = self.own.get(node.code, self.nowhere), self.brought.get(node.code, self.nowhere)
        there = own if brought is self.nowhere else own | brought
        computed = self.nowhere
        if node.children:
            computed = enough(rule, [self._survey(child) for child in node.children], node.child_weights)
        self.supplied[node.code] = there if computed is self.nowhere else there & ~computed
        self.has[node.code] = np.ones(self.rows, dtype=np.bool_) if rule.kind == "zero" else computed | there
        return self.has[node.code]

    def has_cells(self, node: Node) -> bool:
        """Whether the table has cells for a node itself, empty ones included: then what it lacks is a value."""
        return node.code in self.own or node.code in self.brought

    def missing_columns(self) -> list[Node]:
        """The indicators whose column the table lacks although some unit needs it, in the order of the file."""
        return self._without_column(self.methodology.index, np.ones(self.rows, dtype=np.bool_))

    def _without_column(self, node: Node, needed: Mask) -> list[Node]:
        still = needed & ~self.supplied[node.code] & ~self.blank.get(node.code, self.nowhere)
        if not still.any():
            return []
        if node.is_indicator:
            return [node] if self._wants_column(node) else []
        return [
            found
            for child in node.children
            if child.is_needed
            for found in self._without_column(child, still)
        ]

    def _wants_column(self, node: Node) -> bool:
        return node.is_needed and not node.optional and not self.has_cells(node)

    def wanting_below(self, node: Node) -> list[Node]:
        """The indicators at or below a node that need a column which the table lacks."""
        return [below for below in node.walk() if below.is_indicator and self._wants_column(below)]

    @cached_property
    def blank(self) -> dict[str, Mask]:
        """By code of an aggregate: the rows in which its own cell is the one to fill in.

        There the table has no score of it, though it has a column for it, and lacks columns to compute it from.
        """
        blank: dict[str, Mask] = {}
        self._note_blank(self.methodology.index, np.ones(self.rows, dtype=np.bool_), blank)
        return blank

    def _note_blank(self, node: Node, needed: Mask, blank: dict[str, Mask]) -> Mask:
        """Note the rows of a node and of those below; returns the rows that want a column and have no such cell."""
        still = needed & ~self.supplied[node.code]
        if not still.any():
            return self.nowhere
        if node.is_indicator:
            return still if self._wants_column(node) else self.nowhere
        wanting = self.nowhere
        for child in node.children:
            if child.is_needed:
                wanting = wanting | self._note_blank(child, still, blank)
        if not self.has_cells(node):
            return wanting
        there = self.own.get(node.code, self.nowhere) | self.brought.get(node.code, self.nowhere)
        for below in node.walk():
            if below.code in blank:
                blank[below.code] = blank[below.code] & ~(wanting & ~there)
        blank[node.code] = wanting & ~there
        return wanting & there

    def missing_cells(self) -> list[tuple[Node, Mask]]:
        """The nodes with rows that lack a value the edition does not forgive; what is ``blank`` or an absent column is not repeated."""
        found = unforgiven(self.methodology, self.has, self.supplied, self.blank)
        return [(node, rows) for node, rows in found if self.has_cells(node) or not node.is_indicator]
