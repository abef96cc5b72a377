"""One node of one unit: value, score, what is lost and added, and how far the other units are away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from dtiscore.analysis.full_marks import full_marks
from dtiscore.methodology.arithmetic import mean, present
from dtiscore.methodology.node import Node
from dtiscore.methodology.rules.points import Ratio
from dtiscore.questions.explain.answer.contributions import Contribution, Contributions
from dtiscore.questions.explain.answer.standing import Standings
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.prepared import Mark
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.table import ranks_of

_NOT_TOLD = ("is_indicator", "distance")
"""What a written row leaves out."""


@dataclass(frozen=True, slots=True)
class NodeExplanation:
    """One node of one unit. Scores are in the node's own points or scale, in full precision."""

    code: str
    depth: int
    """0 for the index."""
    is_indicator: bool
    raw: str | None
    """The indicator's cell as it stands in the file, where its rule reads a single column."""
    place: str | None
    """Where that cell stands: file:line:column."""
    mark: Mark
    """What preparation did to the cells that the node reads, the weightiest of all."""
    prepared: float | None
    """The indicator's value as its rule reads it: after preparation, of several columns what they make together (the
    ratio, the result of the formula, the share earned by the parts)."""
    published: float | None
    """The value in the published form, not rounded."""
    score: float | None
    top: float | None
    """The most that the node can score; ``None`` where that is not bounded."""
    lost: float | None
    """How far the score stays below ``top``; ``None`` where the lowest score is the best one."""
    contribution: float | None
    """What the node adds to its parent's score; ``None`` where the parent is no weighted sum."""
    to_index: float | None
    """What it adds to the index."""
    share: float | None
    """The node's weight in its parent, as a share of the weights there; ``None`` where no weights count (a formula)."""
    effective: float | None
    """The same with the weights in force for this unit, once missing parts have given theirs away."""
    mean: float | None
    """The mean score over the ranked units of the same period and group."""
    median: float | None
    best: float | None
    above_unit: str | None
    """The unit just above in this very node."""
    above: float | None
    """Its score in the node."""
    ahead: float | None
    """The score, in this node, of the unit that stands just above in the index."""
    peers: float | None
    """The mean score of the unit's peers."""
    rank: int | float | None
    of: int
    """How many units are ranked in this node."""
    better: int
    """How many of them do better; with the tie rule ``min`` the rank less one."""
    equal: int
    """How many others do as well, to the digits that are ranked."""
    origin: Origin
    in_index: bool
    """Whether the node is part of the tree and scored, not a view nor merely collected."""

    distance: float
    """Within which distance the score equals another one."""

    @property
    def worse(self) -> int:
        """How many of them do worse."""
        return self.of - self.better - self.equal - 1

    @property
    def to_mean(self) -> float | None:
        """How far the unit is above the mean; negative when below."""
        return self._less(self.score, self.mean)

    @property
    def to_median(self) -> float | None:
        """How far the unit is above the median; negative when below."""
        return self._less(self.score, self.median)

    @property
    def to_best(self) -> float | None:
        """How far the unit is below the best one."""
        return self._less(self.best, self.score)

    @property
    def to_above(self) -> float | None:
        """How far the unit is below the one just above in this node."""
        return self._less(self.above, self.score)

    @property
    def to_ahead(self) -> float | None:
        """How far it is, in this node, below the unit just above in the index; negative when above."""
        return self._less(self.ahead, self.score)

    def _less(self, one: float | None, other: float | None) -> float | None:
        """One less the other: 0 where they are equal, and ``None`` where one is not there."""
        if one is None or other is None:
            return None
        return 0.0 if abs(one - other) <= self.distance else one - other

    def as_row(self) -> dict[str, Any]:
        """The node as a flat row."""
        row: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        row |= {"mark": self.mark.name.lower(), "origin": self.origin.name.lower()}
        gaps = ("to_mean", "to_median", "to_best", "to_above", "to_ahead")
        row |= {gap: getattr(self, gap) for gap in gaps}
        last = ("rank", "of", "better", "equal", "origin", "in_index")
        return {key: row[key] for key in (*(k for k in row if k not in last), *last) if key not in _NOT_TOLD}


def describe(
    contributions: Contributions, code: str, standings: Standings, ahead: int | None, peers: Sequence[int]
) -> NodeExplanation:
    """Describe one node or view of one unit.

    Args:
        contributions: how the nodes of the unit count.
        code: the node or view.
        standings: how those that are ranked together with it stand in the node.
        ahead: the row of the unit just above in the index.
        peers: the rows of the unit's peers.
    """
    card, row = contributions.card, contributions.row
    edition, scores = card.methodology, card.nodes[code]
    node = edition.nodes.get(code)
    known = standings.scores
    of_peers = present(scores.score[list(peers)])
    score = _number(scores.score[row])
    top = full_marks(card, code)
    header = node.inputs[0] if node is not None and len(node.inputs) == 1 else None
    raw = card.dataset.raw_text(row, header) if header else None
    low_is_good = edition.ranking(code).low_is_good
    best = (known[0] if low_is_good else known[-1]) if known else None
    above = standings.neighbours(row)[0] if score is not None else None
    better, equal = standings.company(row)
    counted = Contribution() if node is None else contributions.of(node)
    return NodeExplanation(
        code=code,
        depth=edition.depths.get(code, 1),
        is_indicator=node is not None and node.is_indicator,
        raw=raw,
        place=card.dataset.place(row, header).within_folder if raw is not None else None,
        mark=_mark(card, node, row),
        prepared=_prepared(card, node, row),
        published=_number(scores.published[row]),
        score=score,
        top=top,
        lost=None if top is None or score is None or low_is_good else top - score,
        contribution=counted.to_parent,
        to_index=counted.to_index,
        share=counted.share,
        effective=counted.effective,
        mean=standings.mean,
        median=standings.median,
        best=best,
        above_unit=None if above is None else above.unit,
        above=None if above is None else _number(scores.score[above.row]),
        ahead=None if ahead is None else _number(scores.score[ahead]),
        peers=mean(of_peers) if of_peers else None,
        rank=ranks_of(card, code, [row])[0],
        of=standings.of,
        better=better,
        equal=equal,
        origin=Origin(int(scores.origin[row])),
        in_index=node is not None and node.code in edition.counted,
        distance=float(card.precision.tolerance(code, published=False).of(np.array([row]))[0]),
    )


def _mark(card: Scorecard, node: Node | None, row: int) -> Mark:
    """What preparation did to the cells that a node reads."""
    if card.prepared is None or node is None:
        return Mark.AS_READ
    return card.prepared.mark(row, node.inputs)


def _prepared(card: Scorecard, node: Node | None, row: int) -> float | None:
    """What the rule of a node reads: the number in its column, or what it makes of several ones."""
    if node is None or node.rule is None:
        return None
    dataset = card.dataset if card.prepared is None else card.prepared.dataset
    if len(node.inputs) == 1:
        numbers = dataset.numbers.get(node.inputs[0])
        return None if numbers is None else _number(numbers[row])
    inputs = dataset.inputs(node)
    if inputs is None or node.rule.needs_fit:
        return None
    cells = [values[[row]] for values in inputs]
    rule = node.rule.model_copy(update={"cap": False}) if isinstance(node.rule, Ratio) else node.rule
    return _number(rule.apply(cells, {})[0])


def _number(value: float) -> float | None:
    return None if value != value else float(value)
