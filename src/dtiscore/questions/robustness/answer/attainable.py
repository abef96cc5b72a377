"""The best and the worst rank that a unit can reach, under any weights or any near their own, by mixed linear programmes.

Under arithmetic means or sums at every node the index is a weighted mean of the indicators, and weights that are free at
every node make any weights of the indicators that sum to 1; under geometric means the same holds of logarithms. For a
unit A the programme finds the weights under which the fewest other units stand above A (the most, for the worst rank).
It is not enough that some weights put A above each other unit in turn: one set of weights has to do it at once, which
is why each other unit has a variable of 0 or 1. The shares of the index that the parts have may be held within a part
of their own, such as 25 %; they sum to 1 in any case.

Scores within a millionth of the greatest distance count as equal, and equal units share the best rank. The search is
cut off after a number of branches that is the same on every machine; ``bound`` is then what is proved, and ``rank`` what
was reached.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dtiscore.analysis.mixed_programmes import mixed_programmes
from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.method_names import method_name
from dtiscore.progress import tell
from dtiscore.questions.robustness.answer.shares import shares_of_index
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import joined, said

EQUAL = 1e-6
"""The distance within which scores count as equal, in units of the greatest distance in any indicator."""

_SCALE = 1000.0
"""The programme counts distances in thousandths of the greatest, so that EQUAL lies well above its own tolerance."""

BRANCHES = 20_000
"""After how many branches a search stops."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one unit can rise or fall."""

    rank: int
    """A rank that some weights give."""
    bound: int
    """No weights give a better (or worse) rank than this; equal to ``rank`` where the search was completed."""


@dataclass(frozen=True, slots=True)
class AttainableRanks:
    """The best and the worst rank of one unit over all weights."""

    best: Reach
    worst: Reach


Free = Literal["all", "main"]
"""Which weights are free: those at every node, or only those of the main parts, the children of the index."""


def attainable_ranks(
    subject: Subject,
    free: Free = "all",
    *,
    asked: Sequence[int] | None = None,
    within: float | None = None,
    branches: int = BRANCHES,
) -> list[AttainableRanks]:
    """The best and the worst rank of every unit, or of those that are asked for.

    Args:
        subject: what is studied.
        free: which weights may differ; the others are as the edition gives them.
        asked: the places of units in the ranking; each takes two programmes, which among hundreds of units are slow.
        within: by which part of itself the share of the index that each part has may differ, 0.25 for ±25 %; any
            shares unless given. They sum to 1.
        branches: after how many branches a search stops.

    Raises:
        UsageFault: scipy is not installed, or the index is no weighted mean of its indicators.
    """
    parts, own = _parts(subject, free)
    limits = (
        ShareBounds.unlimited(len(own))
        if within is None
        else ShareBounds(own * (1 - within), np.minimum(own * (1 + within), 1.0))
    )
    found: list[AttainableRanks] = []
    asked = range(len(parts)) if asked is None else asked
    for unit in asked:
        tell(said("finding attainable ranks"), len(found), len(asked))
        others = np.delete(parts, unit, axis=0) - parts[unit]
        best = _reach(others, limits, "best", branches)
        found.append(AttainableRanks(best, _reach(others, limits, "worst", branches)))
    return found


@dataclass(frozen=True)
class ShareBounds:
    """Between which bounds the share of each part lies; together they are 1."""

    low: Values
    high: Values

    @classmethod
    def unlimited(cls, parts: int) -> ShareBounds:
        """Any shares at all."""
        return cls(np.zeros(parts), np.ones(parts))

    def most(self, lead: Values) -> Values:
        """For each row of numbers by part the greatest mean that these shares can give it.

        What is free goes to the part with the greatest number as far as its bound admits, then to the next one.
        """
        order = np.argsort(-lead, axis=1, kind="stable")
        rising = np.take_along_axis(lead, order, axis=1)
        room = (self.high - self.low)[order]
        free = 1.0 - float(self.low.sum())
        taken = np.minimum(room, np.maximum(free - (np.cumsum(room, axis=1) - room), 0.0))
        return np.asarray((self.low[order] * rising).sum(axis=1) + (taken * rising).sum(axis=1))

    def least(self, lead: Values) -> Values:
        """The smallest mean that these shares can give each row."""
        return -self.most(-lead)

    def kept(self, shares: Values) -> Values:
        """Shares of a programme, which keeps its bounds but for its own tolerance, within them and of 1."""
        inside = np.clip(shares, self.low, self.high)
        rest = 1.0 - float(inside.sum())
        room = self.high - inside if rest > 0 else inside - self.low
        total = float(room.sum())
        return inside if total <= 0.0 else np.asarray(inside + rest * room / total)


def _reach(others: Values, limits: ShareBounds, way: Literal["best", "worst"], branches: int) -> Reach:
    """The fewest or the most units that can stand above one; ``others`` are their scores less its own, units by parts."""
    widest = float(np.abs(others).max())
    if widest == 0.0:
        return Reach(1, 1)
    lead = others / widest
    always = limits.least(lead) > EQUAL
    open_ = ~always & (limits.most(lead) > EQUAL)
    certain = int(always.sum())
    if not open_.any():
        return Reach(1 + certain, 1 + certain)
    weights, bound = _solved(lead[open_], limits, way, branches)
    reached = certain + int((_weighted(lead[open_], weights) > EQUAL * 1.5).sum())
    proved = certain + bound
    return Reach(1 + reached, 1 + (min(proved, reached) if way == "best" else max(proved, reached)))


def _weighted(lead: Values, weights: Values) -> Values:
    """How far other units are ahead under some weights, added up part by part."""
    ahead = np.zeros(len(lead))
    for column, weight in zip(lead.T, weights.tolist(), strict=True):
        ahead = ahead + column * weight
    return ahead


def _solved(
    lead: Values, limits: ShareBounds, way: Literal["best", "worst"], branches: int
) -> tuple[Values, int]:
    """The weights that put the fewest (most) units above, and how many at least (at most) there must be."""
    milp, constraint, bounds = mixed_programmes(said("the best and worst attainable ranks"))
    units, parts = lead.shape
    if way == "best":
        # lead · w <= EQUAL + z (most lead - EQUAL): a unit with z = 0 does not stand above.
        slack = limits.most(lead) - EQUAL
        rows = np.hstack([lead, -np.diag(slack)]) * _SCALE
        orders = constraint(rows, -np.inf, EQUAL * _SCALE)
        sign = 1.0
    else:
        # lead · w >= least lead + z (2 EQUAL - least lead): a unit with z = 1 does stand above.
        low = limits.least(lead)
        rows = np.hstack([lead, -np.diag(2 * EQUAL - low)]) * _SCALE
        orders = constraint(rows, low * _SCALE, np.inf)
        sign = -1.0
    whole = constraint(np.hstack([np.ones(parts), np.zeros(units)])[np.newaxis, :], 1.0, 1.0)
    result = milp(
        np.hstack([np.zeros(parts), np.full(units, sign)]),
        constraints=[orders, whole],
        integrality=np.hstack([np.zeros(parts), np.ones(units)]),
        bounds=bounds(np.hstack([limits.low, np.zeros(units)]), np.hstack([limits.high, np.ones(units)])),
        options={"node_limit": branches},
    )
    middle = limits.low + (limits.high - limits.low) / parts
    weights = limits.kept(middle if result.x is None else result.x[:parts])
    proved = result.mip_dual_bound
    if proved is None or not math.isfinite(proved):
        return weights, 0 if way == "best" else units
    return weights, math.ceil(proved - 1e-6) if way == "best" else math.floor(-proved + 1e-6)


def _parts(subject: Subject, free: Free) -> tuple[Values, Values]:
    """The scores of the parts whose weights are free on one common scale, units by parts, larger being better.

    Where the table supplies a score above a part, that score counts whatever the parts weigh, and stands for each of
    them. With the scores comes the share of the index that each part has in the edition.

    Raises:
        UsageFault: the index is not linear in these weights, or a part has no score.
    """
    edition = subject.card.methodology
    nodes = [edition.index] if free == "main" else list(_computed(subject, edition.index))
    kind = _one_kind(subject, nodes)
    shares = shares_of_index(subject, 1 if free == "main" else None)
    columns = []
    for code in shares:
        score = _scaled(subject, code, as_share=kind == "points")
        if np.isnan(score).any():
            unit = subject.units[int(np.flatnonzero(np.isnan(score))[0])]
            message = said(
                '"{unit}" has no score for "{code}", whose weight the others share', unit=unit, code=code
            )
            raise UsageFault(
                message, said("attainable ranks need a score in every cell: leave the unit or indicator out")
            )
        columns.append(score)
    if len(columns) < 2:
        raise UsageFault(
            said("{edition} has no two parts to weight", edition=edition.id),
            said("give a table with scores below the index"),
        )
    table: Values = np.array(columns).T
    if kind == "geometric":
        if (table <= 0).any():
            message = said("some part scores 0, of which no weight makes a geometric mean")
            raise UsageFault(message, said("let scores begin above 0"))
        table = np.log(table)
    return (table if edition.rank.order == "descending" else -table), np.array(list(shares.values()))


def _scaled(subject: Subject, code: str, *, as_share: bool) -> Values:
    """The score of a part, or the one that is supplied above it, as a share of its maximum points where it has some."""
    edition = subject.card.methodology
    above, known = subject.card.supplied_above[code][subject.rows], list(edition.nodes)
    found = np.full(len(subject.rows), np.nan)
    for place in np.unique(above).tolist():
        source = code if place < 0 else known[place]
        maximum = edition.nodes[source].maximum if as_share else None
        score = subject.score(source) / maximum if maximum else subject.score(source)
        found = np.where(above == place, score, found)
    return found


def _one_kind(subject: Subject, nodes: Sequence[Node]) -> str:
    """The aggregation that all the nodes have in common.

    Raises:
        UsageFault: they have none, or not one that is linear in the weights.
    """
    kinds = sorted({node.aggregate.kind for node in nodes if node.aggregate is not None})
    bent = [node.code for node in nodes if node.then or node.round is not None]
    rescaled = any(getattr(node.aggregate, "rescale", None) is not None for node in nodes)
    if not bent and not rescaled and kinds in (["arithmetic"], ["points"], ["geometric"]):
        return kinds[0]
    reason = said("it uses {aggregations}", aggregations=joined("{first}, {second}", map(method_name, kinds)))
    if bent:
        reason = said('"{node}" changes its score by a further rule', node=bent[0])
    message = said(
        "{edition} is not one weighted mean of its parts: {reason}",
        edition=subject.card.methodology.id,
        reason=reason,
    )
    fix = said(
        "attainable ranks need arithmetic means, geometric means, or points throughout; attainable-main asks it of the main parts only"
    )
    raise UsageFault(message, fix)


def _computed(subject: Subject, node: Node) -> Iterator[Node]:
    """The nodes that are aggregated."""
    if subject.is_computed(node):
        yield node
        for child in node.children:
            if child.is_scored:
                yield from _computed(subject, child)
