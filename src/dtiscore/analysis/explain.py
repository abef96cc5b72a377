"""Where a unit stands and why: contributions and lost points of every node, beside the mean, the best and the rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dtiscore.dataset.periods import in_time
from dtiscore.dataset.table import Rows
from dtiscore.errors import UsageFault
from dtiscore.methodology.arithmetic import mean, present
from dtiscore.methodology.node import Node
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.preparation import Mark
from dtiscore.scoring.ranking import keys
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.table import ranks_of


@dataclass(frozen=True, slots=True)
class NodeExplanation:
    """One node of one unit. Scores are in the node's own points or scale, in full precision."""

    code: str
    depth: int
    """0 for the index."""
    is_indicator: bool
    raw: str | None
    """The indicator's cell as it stands in the file."""
    place: str | None
    """Where that cell stands: file:line:column."""
    mark: Mark
    """What preparation did to the cells that the node reads, the weightiest of all."""
    prepared: float | None
    """The indicator's value after preparation, where it reads a single column of numbers."""
    published: float | None
    """The value in the published form, not rounded."""
    score: float | None
    top: float | None
    """The most that the node can score; ``None`` where that is not bounded."""
    lost: float | None
    """How far the score stays below ``top``."""
    contribution: float | None
    """What the node adds to its parent's score; ``None`` where the parent is no weighted sum."""
    share: float | None
    """The node's weight in its parent, as a share of the weights there; ``None`` where no weights count (a formula)."""
    mean: float | None
    """The mean score over the ranked units of the same period and group."""
    median: float | None
    best: float | None
    rank: int | float | None
    of: int
    """How many units are ranked in this node."""
    origin: Origin
    in_index: bool
    """Whether the node is part of the tree and scored, not a view nor merely collected."""

    @property
    def to_mean(self) -> float | None:
        """How far the unit is above the mean; negative when below."""
        return None if self.score is None or self.mean is None else self.score - self.mean

    @property
    def to_best(self) -> float | None:
        """How far the unit is below the best one."""
        return None if self.score is None or self.best is None else self.best - self.score

    def as_row(self) -> dict[str, Any]:
        """The node as a flat row."""
        return {
            "code": self.code,
            "depth": self.depth,
            "raw": self.raw,
            "place": self.place,
            "mark": self.mark.name.lower(),
            "prepared": self.prepared,
            "published": self.published,
            "score": self.score,
            "top": self.top,
            "lost": self.lost,
            "contribution": self.contribution,
            "share": self.share,
            "mean": self.mean,
            "median": self.median,
            "best": self.best,
            "to_mean": self.to_mean,
            "to_best": self.to_best,
            "rank": self.rank,
            "of": self.of,
            "origin": self.origin.name.lower(),
            "in_index": self.in_index,
        }


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The unit next to another one in the ranking."""

    unit: str
    row: int
    gap: float
    """The difference of the index scores, in the index's own points or scale; never negative."""


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say of one unit in one period."""

    card: Scorecard
    row: int
    nodes: Sequence[NodeExplanation]
    """The index first, then every node with a score, parents before children, and the views at the end."""
    above: Neighbour | None
    below: Neighbour | None

    @property
    def index(self) -> NodeExplanation:
        """The index itself."""
        return self.nodes[0]

    def node(self, code: str) -> NodeExplanation:
        """The explanation of one node."""
        return next(node for node in self.nodes if node.code == code)

    @property
    def parts(self) -> list[NodeExplanation]:
        """The scored nodes that no other scored node of the explanation lies below: what the index is made of here."""
        edition = self.card.methodology
        inner = {
            edition.parents[node.code].code
            for node in self.nodes
            if node.in_index and node.code in edition.parents and node.origin != Origin.MISSING
        }
        supplied = {node.code for node in self.nodes if node.origin == Origin.SUPPLIED}
        return [
            node
            for node in self.nodes
            if node.in_index and (node.code not in inner - supplied) and not self._below(node.code, supplied)
        ]

    def _below(self, code: str, above: set[str]) -> bool:
        at = self.card.methodology.parents.get(code)
        while at is not None:
            if at.code in above:
                return True
            at = self.card.methodology.parents.get(at.code)
        return False

    @property
    def largest_loss(self) -> NodeExplanation | None:
        """The part on which most points are lost, if points are known."""
        lost = [node for node in self.parts if node.lost is not None and self.card.methodology.index.maximum]
        return max(lost, key=lambda node: node.lost or 0.0, default=None)


def explain(card: Scorecard, unit: str, period: str | None = None) -> Explanation:
    """Explain one unit of a scorecard.

    Args:
        card: the scorecard.
        unit: the unit's code.
        period: which period of a panel; the last one unless given.

    Raises:
        UsageFault: the scorecard has no such unit, or not in that period.
    """
    rows = [row for row in card.rows_of(unit) if period is None or card.dataset.periods[row] == period]
    if not rows:
        when = f" in {period}" if period is not None else ""
        raise UsageFault(
            f'the table has no unit "{unit}"{when}', "dtiscore units match shows how a name is read"
        )
    row = max(rows, key=lambda at: in_time(card.dataset.periods[at]))
    peers = next(peers for peers in card.partitions.values() if row in peers)
    described = [_describe(card, node.code, row, peers) for node in card.methodology.index.walk()]
    described += [_describe(card, code, row, peers) for code in card.methodology.view]
    nodes = [described[0], *(node for node in described[1:] if node.origin != Origin.MISSING)]
    above, below = _neighbours(card, row, peers)
    return Explanation(card, row, nodes, above, below)


def _describe(card: Scorecard, code: str, row: int, peers: Rows) -> NodeExplanation:
    edition, scores = card.methodology, card.nodes[code]
    node = edition.nodes.get(code)
    ranked = peers[card.dataset.ranked[peers]]
    known = sorted(present(scores.score[ranked]))
    score = _number(scores.score[row])
    top = edition.maximum(code) if edition.index.maximum else _bounded_scale(node, edition.scale)
    raw_header = node.inputs[0] if node is not None and len(node.inputs) == 1 else None
    raw = card.dataset.raw_text(row, raw_header) if raw_header else None
    best = (known[-1] if edition.ranking(code).order == "descending" else known[0]) if known else None
    return NodeExplanation(
        code=code,
        depth=edition.depths.get(code, 1),
        is_indicator=node is not None and node.is_indicator,
        raw=raw,
        place=str(card.dataset.place(row, raw_header)) if raw is not None else None,
        mark=_mark(card, node, row),
        prepared=_prepared(card, raw_header, row),
        published=_number(scores.published[row]),
        score=score,
        top=top,
        lost=None if top is None or score is None else top - score,
        contribution=_contribution(card, node, row),
        share=_share(card, node),
        mean=mean(known) if known else None,
        median=float(np.median(known)) if known else None,
        best=best,
        rank=ranks_of(card, code, [row])[0],
        of=int((~np.isnan(card.ranks[code][peers])).sum()),
        origin=Origin(int(scores.origin[row])),
        in_index=node is not None and _counts(card, node),
    )


def _mark(card: Scorecard, node: Node | None, row: int) -> Mark:
    """What preparation did to the cells that a node reads."""
    if card.prepared is None or node is None:
        return Mark.AS_READ
    return card.prepared.mark(row, node.inputs)


def _prepared(card: Scorecard, header: str | None, row: int) -> float | None:
    """The number under a heading as rules read it."""
    numbers = (card.dataset if card.prepared is None else card.prepared.dataset).numbers
    return _number(numbers[header][row]) if header is not None and header in numbers else None


def _number(value: float) -> float | None:
    return None if value != value else float(value)


def _bounded_scale(node: Node | None, scale: float) -> float | None:
    """The scale as the most that can be scored, where every rule below the node maps onto it and no further."""
    if node is None:
        return None
    for indicator in node.indicators():
        rule = indicator.rule
        if rule is None or rule.output != "share" or not rule.capped:
            return None
    return (
        scale
        if all(inner.aggregate is None or inner.aggregate.keeps_scale for inner in node.walk())
        else None
    )


def _counts(card: Scorecard, node: Node) -> bool:
    at: Node | None = node
    while at is not None:
        if not at.is_scored:
            return False
        at = card.methodology.parents.get(at.code)
    return True


def _share(card: Scorecard, node: Node | None) -> float | None:
    parent = card.methodology.parents.get(node.code) if node is not None else None
    if node is None or parent is None or (parent.aggregate is not None and not parent.aggregate.weighted):
        return None
    weights = dict(zip((child.code for child in parent.children), parent.child_weights, strict=True))
    total = sum(weights.values())
    return weights[node.code] / total if total else None


def _contribution(card: Scorecard, node: Node | None, row: int) -> float | None:
    """What a node adds to its parent: its points, or weight x score over the sum of weights."""
    score = _number(card.nodes[node.code].score[row]) if node is not None else None
    if node is None or score is None:
        return None
    parent = card.methodology.parents.get(node.code)
    if parent is None or parent.aggregate is None:
        return score
    if card.nodes[parent.code].origin[row] != Origin.COMPUTED:
        return None
    weight = dict(zip((child.code for child in parent.children), parent.child_weights, strict=True))[
        node.code
    ]
    total = parent.weights if isinstance(parent.weights, float) else sum(parent.child_weights)
    shares = {"points": float(weight > 0), "sum": weight, "arithmetic": weight / total if total else 0.0}
    share = shares.get(parent.aggregate.kind)
    return None if share is None else share * score


def _neighbours(card: Scorecard, row: int, peers: Rows) -> tuple[Neighbour | None, Neighbour | None]:
    """The nearest units of a better and of a worse value than the unit's own; ties are neither."""
    edition, index = card.methodology, card.index
    compared = keys(index.published, edition.rank, edition.publish)
    ranked = [i for i in peers.tolist() if card.dataset.ranked[i] and compared[i] == compared[i]]
    by_code = sorted(ranked, key=lambda i: card.dataset.units[i])

    def neighbour(i: int) -> Neighbour:
        gap = abs(float(index.score[i]) - float(index.score[row]))
        return Neighbour(card.dataset.units[i], i, gap)

    above = min((i for i in by_code if compared[i] > compared[row]), key=lambda i: compared[i], default=None)
    below = max((i for i in by_code if compared[i] < compared[row]), key=lambda i: compared[i], default=None)
    return (None if above is None else neighbour(above), None if below is None else neighbour(below))
