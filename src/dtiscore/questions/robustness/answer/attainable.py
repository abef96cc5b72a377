"""The best and the worst rank that a unit can reach, under any weights or any near their own, by mixed linear programmes.

Under arithmetic means or sums at every node the index is a weighted mean of the indicators, and weights that are free at
every node make any weights of the indicators that sum to 1; under geometric means the same holds of logarithms. For a
unit A the programme finds the weights under which the fewest other units stand above A (the most, for the worst rank).
It is not enough that some weights put A above each other unit in turn: one set of weights has to do it at once, which
is why each other unit has a variable of 0 or 1. The shares of the index that the parts have may be held within a part
of their own, such as 25 %; they sum to 1 in any case.

Scores within a millionth of the greatest distance count as equal, and equal units share the best rank. The search is
cut off after a number of branches that is the same on every machine; ``bound`` is then what is proved, and ``rank`` what
was reached. Where many units are asked for each has its share of these branches, as few of them need more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Node, Values
from dtiscore.methodology.method_names import method_name
from dtiscore.progress import tell
from dtiscore.questions.robustness.answer.chunks import THREADS
from dtiscore.questions.robustness.answer.reach import Reach, ShareBounds, Way, reach
from dtiscore.questions.robustness.answer.shares import shares_of_index
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import joined, said

BRANCHES = 20_000
"""After how many branches the searches for the best ranks of all units together stop, and so do those for the worst ones: each
after its share of them,"""
FEWEST_BRANCHES = 1000
"""which is no smaller than this."""


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
        branches: after how many branches all searches one way stop together, see :data:`FEWEST_BRANCHES`.

    Raises:
        UsageFault: scipy is not installed, or the index is no weighted mean of its indicators.
    """
    parts, own = _parts(subject, free)
    limits = (
        ShareBounds.unlimited(len(own))
        if within is None
        else ShareBounds(own * (1 - within), np.minimum(own * (1 + within), 1.0))
    )
    asked = range(len(parts)) if asked is None else asked
    each = max(branches // max(len(asked), 1), min(branches, FEWEST_BRANCHES))

    def of(search: tuple[int, Way]) -> Reach:
        unit, way = search
        return reach(np.delete(parts, unit, axis=0) - parts[unit], limits, way, each)

    found: list[AttainableRanks] = []
    ways: tuple[Way, Way] = ("best", "worst")
    tell(said("finding attainable ranks"), 0, len(asked))
    with ThreadPoolExecutor(THREADS) as threads:
        reached = threads.map(of, product(asked, ways))
        for best, worst in zip(reached, reached, strict=True):  # one after the other
            found.append(AttainableRanks(best, worst))
            tell(said("finding attainable ranks"), len(found), len(asked))
    return found


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
