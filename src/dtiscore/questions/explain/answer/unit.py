"""Where one unit stands and why: every node, its neighbours and peers, strengths, weaknesses and missing parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dtiscore.analysis.answer import Answer, unit_of
from dtiscore.errors import UsageFault
from dtiscore.methodology import Node
from dtiscore.methodology.periods import comparable, in_time
from dtiscore.questions.explain.answer.contributions import Contributions
from dtiscore.questions.explain.answer.missing_parts import Lack, lacks
from dtiscore.questions.explain.answer.nodes import NodeExplanation, describe
from dtiscore.questions.explain.answer.peers import Peers, peers_of
from dtiscore.questions.explain.answer.standing import Neighbour, Rivals
from dtiscore.said import joined, said
from dtiscore.scoring.evaluate import Origin
from dtiscore.scoring.fixed_units import fixed_rows
from dtiscore.scoring.scorecard import Scorecard

_MISSING, _SUPPLIED = int(Origin.MISSING), int(Origin.SUPPLIED)
EXTREMES = 5
"""How many strengths and weaknesses are named."""


@dataclass(frozen=True, repr=False)
class Explanation(Answer):
    """Everything there is to say of one unit in one period and group."""

    card: Scorecard
    row: int
    nodes: Sequence[NodeExplanation]
    """The index first, then every node with a score or above one with a score, parents before children, and the views
    at the end."""
    above: Neighbour | None
    below: Neighbour | None
    peers: Peers | None = None
    lacks: Sequence[Lack] = field(default_factory=list)
    """The nodes of which the unit lacks parts, from the index down."""

    @property
    def in_short(self) -> str:
        return unit_of(self.card, self.row)

    @property
    def index(self) -> NodeExplanation:
        """The index itself."""
        return self.nodes[0]

    def node(self, code: str) -> NodeExplanation:
        """The explanation of one node."""
        return next(node for node in self.nodes if node.code == code)

    @cached_property
    def parts(self) -> list[NodeExplanation]:
        """The innermost nodes with a score: what the index is made of here, unless it is supplied itself."""
        codes = set(parts_of(self.card, self.row))
        return [node for node in self.nodes if node.code in codes]

    @property
    def has_points(self) -> bool:
        """Whether the index is a sum of points, which can be lost; of another one weights and contributions are told."""
        return bool(self.card.methodology.index.maximum)

    @property
    def is_supplied(self) -> bool:
        """Whether the table supplies the index of the unit, so that nothing below it counts."""
        row = np.array([self.row], dtype=np.intp)
        return bool(fixed_rows(self.card, [self.card.methodology.index.code], row))

    @property
    def largest_loss(self) -> NodeExplanation | None:
        """The part on which most points are lost, if points are known and the index is made of them."""
        losses = [] if self.is_supplied or not self.has_points else self.losses
        return max(losses, key=lambda node: node.lost or 0.0, default=None)

    @cached_property
    def losses(self) -> list[NodeExplanation]:
        """The parts on which points can be lost; of those whose mean alone has points, the mean."""
        found = {node.code: node for node in map(self._with_points, self.parts)}
        return [node for node in found.values() if node.lost is not None]

    def _with_points(self, node: NodeExplanation) -> NodeExplanation:
        """A part, or the nearest node above it that has points."""
        edition, code = self.card.methodology, node.code
        while edition.maximum(code) is None and code in edition.parents:
            code = edition.parents[code].code
        return node if code == node.code else self.node(code)

    @property
    def best_placed(self) -> list[NodeExplanation]:
        """The parts by the rank of the unit in them, the best first; what all units have alike places none of them."""
        return self._last_placed if self._is_worst_first else self._first_placed

    @property
    def worst_placed(self) -> list[NodeExplanation]:
        """The parts by the rank of the unit in them, the worst first."""
        return self._first_placed if self._is_worst_first else self._last_placed

    @property
    def best_and_worst_placed(self) -> tuple[NodeExplanation, NodeExplanation] | None:
        """The part in which the unit is placed best and the one in which it is placed worst; ``None`` where no two differ."""
        if not self._placed:
            return None
        first, last = min(self._first_placed, key=_place), max(self._first_placed, key=_place)
        if _place(first) == _place(last):
            return None
        return (last, first) if self._is_worst_first else (first, last)

    def strengths(self, most: int = EXTREMES) -> list[NodeExplanation]:
        """The parts in which the unit and all that equal it are in the best third of the units there, or none is better."""
        return (self._among_last() if self._is_worst_first else self._among_first())[:most]

    def weaknesses(self, most: int = EXTREMES) -> list[NodeExplanation]:
        """The parts in which the unit and all that equal it are in the worst third of the units there, or none is worse."""
        return (self._among_first() if self._is_worst_first else self._among_last())[:most]

    @property
    def _is_worst_first(self) -> bool:
        return self.card.methodology.rank.first == "worst"

    @property
    def _placed(self) -> list[NodeExplanation]:
        return [node for node in self.parts if node.rank is not None and node.of > node.equal + 1]

    @property
    def _first_placed(self) -> list[NodeExplanation]:
        """The first first; behind all those in which no unit is worse: among few units that is a low number, too."""
        return sorted(
            self._placed,
            key=lambda node: (node.better > 0 and not node.worse, node.better, node.equal, -node.worse),
        )

    @property
    def _last_placed(self) -> list[NodeExplanation]:
        """The last first; before all those in which no unit is worse: among fewer units that is a lower number."""
        return sorted(self._placed, key=lambda node: (node.worse > 0, -node.better))

    def _among_first(self) -> list[NodeExplanation]:
        return [
            node for node in self._first_placed if not node.better or 3 * (node.of - node.worse) <= node.of
        ]

    def _among_last(self) -> list[NodeExplanation]:
        return [
            node for node in self._last_placed if not node.worse or 3 * (node.of - node.better) <= node.of
        ]


def _place(node: NodeExplanation) -> float:
    """Where a unit stands between the first (0) and the last one (1); equal ones stand at the first of their places, as ranks do."""
    return node.better / (node.of - 1)


def parts_of(card: Scorecard, row: int) -> list[str]:
    """The codes of the parts of the index that one row has scores in: the innermost ones, in the order of the file.

    Where the table supplies the score of a part, nothing below it counts. Parts of an index that is supplied itself are
    what is known beside it; they need not add up to it.
    """

    def innermost(node: Node) -> list[str]:
        return [code for child in node.children if child.is_scored for code in part(child)]

    def part(node: Node) -> list[str]:
        origin = int(card.nodes[node.code].origin[row])
        below = [] if origin == _SUPPLIED else innermost(node)
        return below or ([] if origin == _MISSING else [node.code])

    return innermost(card.methodology.index)


def explain(
    card: Scorecard,
    unit: str,
    period: str | None = None,
    *,
    group: str | None = None,
    peers: str | None = None,
) -> Explanation:
    """Explain one unit of a scorecard.

    Args:
        card: the scorecard.
        unit: the unit's code.
        period: which period of a panel; the last one unless given.
        group: in which group, where the unit stands in several.
        peers: by what its peers are chosen: the heading of a column, ``profile`` (unless given) or ``rank``.

    Raises:
        UsageFault: the scorecard has no such unit, or not in that period or group; or it stands in several groups and
            none is named.
    """
    return next(explain_rows(card, [row_for(card, unit, period, group)], peers))


def row_for(card: Scorecard, unit: str, period: str | None = None, group: str | None = None) -> int:
    """The one row of a unit in one period, of a panel the last one unless given, and in one group.

    Raises:
        UsageFault: there is none, or there are several because no group is named.
    """
    rows = rows_for(card, unit, period, group)
    if len(rows) > 1:
        names = ", ".join(str(card.dataset.groups[row]) for row in rows)
        raise UsageFault(
            said('"{unit}" stands in the groups {names}', unit=unit, names=names),
            said("say which one is meant (--group)"),
        )
    return rows[0]


def rows_for(
    card: Scorecard, unit: str, period: str | None = None, group: str | None = None, *, every: bool = False
) -> list[int]:
    """The rows of a unit in one period: of a panel the last one, unless a period is given or all are wanted.

    Raises:
        UsageFault: the scorecard has no such unit, or not in that period or group.
    """
    data = card.dataset
    rows = [
        row
        for row in card.rows_of(unit)
        if (period is None or data.periods[row] == period)
        and (group is None or comparable(data.groups[row] or "") == comparable(group))
    ]
    if not rows:
        message = said('the table has no unit "{unit}"', unit=unit)
        asked = [one for one in (period, group) if one is not None]
        message = joined("{first} in {second}", [message, *asked])
        places = data.periods if group is None else data.groups
        there = (places[row] for row in card.rows_of(unit))
        known = ", ".join(dict.fromkeys(filter(None, there)))
        raise UsageFault(
            message,
            said("it stands in {places}", places=known) if known else None,
        )
    rows = sorted(rows, key=lambda row: (in_time(data.periods[row]), data.groups[row] or ""))
    return rows if every else [row for row in rows if data.periods[row] == data.periods[rows[-1]]]


def explain_rows(card: Scorecard, rows: Iterable[int], peers: str | None = None) -> Iterator[Explanation]:
    """Explain some rows of a scorecard, one after the other; ``peers`` as for :func:`explain`."""
    rivals = [Rivals(card, together) for together in card.partitions.values()]
    of_row = {row: each for each in rivals for row in each.rows.tolist()}
    for row in rows:
        yield _explained(card, row, of_row[row], peers)


def _explained(card: Scorecard, row: int, rivals: Rivals, peers: str | None) -> Explanation:
    """One row explained, given those that are ranked together with it."""
    above, below = rivals.standings(card.methodology.index.code).neighbours(row)
    beside = peers_of(card, row, rivals.rows, parts_of(card, row), peers)
    ahead = None if above is None else above.row
    contributions, together = Contributions(card, row), [] if beside is None else beside.rows
    described = [
        describe(contributions, code, rivals.standings(code), ahead, together)
        for code in (*card.methodology.nodes, *card.methodology.view)
    ]
    shown = _with_those_above(card, [node.code for node in described if node.origin != Origin.MISSING])
    nodes = [described[0], *(node for node in described[1:] if node.code in shown)]
    return Explanation(card, row, nodes, above, below, beside, lacks(card, row))


def _with_those_above(card: Scorecard, codes: Sequence[str]) -> set[str]:
    """The codes and those of the nodes above them, which say to what they belong even where these have no score."""
    shown: set[str] = set()
    for code in codes:
        at: str | None = code
        while at is not None and at not in shown:
            shown.add(at)
            parent = card.methodology.parents.get(at)
            at = None if parent is None else parent.code
    return shown
