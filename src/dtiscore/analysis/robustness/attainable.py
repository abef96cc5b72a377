"""The best and the worst rank that a unit can reach under any weights at all, by mixed linear programmes.

Under arithmetic means or sums at every node the index is a weighted mean of the indicators, and weights that are free at
every node make any weights of the indicators that sum to 1; under geometric means the same holds of logarithms. For a
unit A the programme finds the weights under which the fewest other units stand above A (the most, for the worst rank).
It is not enough that some weights put A above each other unit in turn: one set of weights has to do it at once, which
is why each other unit has a variable of 0 or 1.

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
from dtiscore.analysis.robustness.subject import Subject
from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values

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
    subject: Subject, free: Free = "all", *, asked: Sequence[int] | None = None, branches: int = BRANCHES
) -> list[AttainableRanks]:
    """The best and the worst rank of every unit, or of those that are asked for.

    Args:
        subject: what is studied.
        free: which weights may be anything; the others are as the edition gives them.
        asked: the places of units in the ranking; each takes two programmes, which among hundreds of units are slow.
        branches: after how many branches a search stops.

    Raises:
        UsageFault: scipy is not installed, or the index is no weighted mean of its indicators.
    """
    parts = _parts(subject, free)
    found = []
    for unit in range(len(parts)) if asked is None else asked:
        others = np.delete(parts, unit, axis=0) - parts[unit]
        best = _reach(others, "best", branches)
        found.append(AttainableRanks(best, _reach(others, "worst", branches)))
    return found


def _reach(others: Values, way: Literal["best", "worst"], branches: int) -> Reach:
    """The fewest or the most units that can stand above one; ``others`` are their scores less its own, units by parts."""
    widest = float(np.abs(others).max())
    if widest == 0.0:
        return Reach(1, 1)
    lead = others / widest
    always = lead.min(axis=1) > EQUAL
    open_ = ~always & (lead.max(axis=1) > EQUAL)
    certain = int(always.sum())
    if not open_.any():
        return Reach(1 + certain, 1 + certain)
    weights, bound = _solved(lead[open_], way, branches)
    reached = certain + int((_weighted(lead[open_], weights) > EQUAL * 1.5).sum())
    proved = certain + bound
    return Reach(1 + reached, 1 + (min(proved, reached) if way == "best" else max(proved, reached)))


def _weighted(lead: Values, weights: Values) -> Values:
    """How far other units are ahead under some weights, added up part by part."""
    ahead = np.zeros(len(lead))
    for column, weight in zip(lead.T, weights.tolist(), strict=True):
        ahead = ahead + column * weight
    return ahead


def _solved(lead: Values, way: Literal["best", "worst"], branches: int) -> tuple[Values, int]:
    """The weights that put the fewest (most) units above, and how many at least (at most) there must be."""
    milp, constraint, bounds = mixed_programmes("the best and worst attainable ranks")
    units, parts = lead.shape
    if way == "best":
        # lead · w <= EQUAL + z (max lead - EQUAL): a unit with z = 0 does not stand above.
        slack = lead.max(axis=1) - EQUAL
        rows = np.hstack([lead, -np.diag(slack)]) * _SCALE
        orders = constraint(rows, -np.inf, EQUAL * _SCALE)
        sign = 1.0
    else:
        # lead · w >= min lead + z (2 EQUAL - min lead): a unit with z = 1 does stand above.
        low = lead.min(axis=1)
        rows = np.hstack([lead, -np.diag(2 * EQUAL - low)]) * _SCALE
        orders = constraint(rows, low * _SCALE, np.inf)
        sign = -1.0
    whole = constraint(np.hstack([np.ones(parts), np.zeros(units)])[np.newaxis, :], 1.0, 1.0)
    result = milp(
        np.hstack([np.zeros(parts), np.full(units, sign)]),
        constraints=[orders, whole],
        integrality=np.hstack([np.zeros(parts), np.ones(units)]),
        bounds=bounds(0.0, 1.0),
        options={"node_limit": branches},
    )
    nothing = np.full(parts, 1.0 / parts)
    raw = nothing if result.x is None else np.maximum(result.x[:parts], 0.0)
    weights: Values = raw / raw.sum()
    proved = result.mip_dual_bound
    if proved is None or not math.isfinite(proved):
        return weights, 0 if way == "best" else units
    return weights, math.ceil(proved - 1e-6) if way == "best" else math.floor(-proved + 1e-6)


def _parts(subject: Subject, free: Free) -> Values:
    """The scores of the parts whose weights are free on one common scale, units by parts, larger being better.

    Raises:
        UsageFault: the index is not linear in these weights, or a part has no score.
    """
    edition = subject.card.methodology
    nodes = [edition.index] if free == "main" else list(_computed(subject, edition.index))
    kind = _one_kind(subject, nodes)
    codes = list(subject.weighted.get(edition.index.code, ())) if free == "main" else subject.leaves
    columns = []
    for code in codes:
        score = subject.score(code)
        if np.isnan(score).any():
            unit = subject.units[int(np.flatnonzero(np.isnan(score))[0])]
            message = f'"{unit}" has no score for "{code}", whose weight the others share'
            raise UsageFault(
                message, "attainable ranks need a score in every cell: leave the unit or indicator out"
            )
        maximum = edition.nodes[code].maximum
        columns.append(score / maximum if kind == "points" and maximum else score)
    if len(columns) < 2:
        raise UsageFault(
            f"{edition.id} has no two parts to weight", "give a table with scores below the index"
        )
    table: Values = np.array(columns).T
    if kind == "geometric":
        if (table <= 0).any():
            message = "some part scores 0, of which no weight makes a geometric mean"
            raise UsageFault(message, "let scores begin above 0")
        table = np.log(table)
    return table if edition.rank.order == "descending" else -table


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
    what = f'"{bent[0]}" changes its score by a further rule' if bent else f"it uses {', '.join(kinds)}"
    message = f"{subject.card.methodology.id} is not one weighted mean of its parts: {what}"
    fix = "attainable ranks need arithmetic means, geometric means, or points throughout; attainable-main asks it of the main parts only"
    raise UsageFault(message, fix)


def _computed(subject: Subject, node: Node) -> Iterator[Node]:
    """The nodes that are aggregated."""
    if subject.is_computed(node):
        yield node
        for child in node.children:
            if child.is_scored:
                yield from _computed(subject, child)
