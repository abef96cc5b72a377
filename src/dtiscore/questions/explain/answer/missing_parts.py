"""Which parts a unit lacks, where that cost a node its score, and how many parts it would have taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any

import numpy as np

from dtiscore.methodology.node import Node
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Lack:
    """A node of which one unit lacks some parts."""

    code: str
    have: int
    """How many of the parts that count have a score."""
    of: int
    share: float
    """What is there, as a share of the parts or of their weight, whichever the edition counts."""
    needed: float
    """The share that the edition asks for: 1 for all."""
    by_weight: bool
    """Whether weight is counted rather than parts."""
    missing: tuple[str, ...]
    """The codes of the parts without a score."""
    places: Mapping[str, str]
    """Where the empty cells stand (file:line:column), by the code of an indicator among the missing parts."""
    costs: bool
    """Whether the node has no score for it; otherwise the other parts share the weight, or it counts as 0."""

    def as_dict(self) -> dict[str, Any]:
        """The lack as plain data."""
        return {
            "code": self.code,
            "have": self.have,
            "of": self.of,
            "share": self.share,
            "needed": self.needed,
            "counted": "weight" if self.by_weight else "parts",
            "missing": list(self.missing),
            "places": dict(self.places),
            "costs": self.costs,
        }


def lacks(card: Scorecard, row: int) -> list[Lack]:
    """The nodes of which a unit lacks parts, from the index down in the order of the file.

    Nothing is told of what lies below a node whose score the table supplies, nor of a unit that was screened out.
    """
    found: list[Lack] = []

    def descend(node: Node) -> None:
        if not node.children or card.nodes[node.code].origin[row] == Origin.SUPPLIED:
            return
        counted = [child for child, weight in zip(node.children, node.child_weights, strict=True) if weight]
        lack = _lack(card, row, node, counted)
        if lack is not None:
            found.append(lack)
        for child in counted:
            descend(child)

    if not card.screened_out(row):
        descend(card.methodology.index)
    return found


def _lack(card: Scorecard, row: int, node: Node, counted: list[Node]) -> Lack | None:
    gone = [child for child in counted if card.nodes[child.code].lacks(row)]
    forgiving = node.aggregate is not None and node.aggregate.takes_missing
    if not gone or (forgiving and not card.nodes[node.code].lacks(row)):
        return None
    rule = card.methodology.missing_rule(node)
    by_weight = rule.kind == "reweight" and rule.count == "weight"
    heaviness = {child.code: node.weight_by_child[child.code] if by_weight else 1.0 for child in counted}
    absent = fsum(heaviness[child.code] for child in gone)
    places = {child.code: place for child in gone if (place := _empty_cell(card, row, child)) is not None}
    return Lack(
        code=node.code,
        have=len(counted) - len(gone),
        of=len(counted),
        share=1.0 - absent / fsum(heaviness.values()),
        needed=rule.min_share if rule.kind == "reweight" else 1.0,
        by_weight=by_weight,
        missing=tuple(child.code for child in gone),
        places=places,
        costs=card.nodes[node.code].lacks(row),
    )


def _empty_cell(card: Scorecard, row: int, node: Node) -> str | None:
    """Where the first empty cell stands that an indicator would have needed."""
    for header in node.inputs:
        for raw in card.methodology.raw_behind(header):
            values = card.dataset.outcomes.get((node.code, raw), card.dataset.numbers.get(raw))
            if values is not None and np.isnan(values[row]) and raw in card.dataset.headings:
                return card.dataset.place(row, raw).within_folder
    return None
