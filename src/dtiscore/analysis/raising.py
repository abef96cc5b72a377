"""What rank follows for each unit if one part of it alone were as good as the mean, as the best unit, or full."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from dtiscore.errors import InvalidData
from dtiscore.methodology import Values
from dtiscore.methodology.aggregations import OverUnits
from dtiscore.questions.improve.answer.competitors import Competitors
from dtiscore.scoring.evaluate import Origin, evaluate
from dtiscore.scoring.node_scores import Known
from dtiscore.scoring.scorecard import Scorecard

MOST_CELLS = 10_000
"""Up to so many units by parts are raised; each takes a place in a ranking to be found."""

Ranks = dict[int, float]
"""A rank by row, of the rows that stand below what is reached; the others are there already."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One part of every unit raised, all else as it is."""

    to_mean: Ranks
    to_best: Ranks
    to_full: Ranks | None
    """``None`` of a part without full marks."""
    rows: frozenset[int]
    """The units of which it can be raised: they have a score in it and a rank, and what is above it is computed."""


def raised(card: Scorecard) -> dict[str, Raised]:
    """By the code of a part what raising it does; without the parts that no unit can raise alone."""
    edition = card.methodology
    codes = [code for code in edition.nodes if code != edition.index.code]
    ranked = np.flatnonzero(card.ranks[edition.index.code] > 0)
    if len(codes) * len(ranked) > MOST_CELLS or not len(ranked):
        return {}
    beside = {row: Competitors.of(card, row) for row in ranked.tolist()}
    found = {}
    for code in codes:
        one = _raised(card, code, beside)
        if one is not None and one.rows:
            found[code] = one
    return found


def _raised(card: Scorecard, code: str, beside: dict[int, Competitors]) -> Raised | None:
    edition, own = card.methodology, card.nodes[code].score
    above = [node.code for node in edition.above(code)]
    if any(isinstance(edition.recipes[one].aggregation, OverUnits) for one in above):
        return None
    can = ~np.isnan(own)
    for one in above:
        can &= card.nodes[one].origin != Origin.SUPPLIED
    rows = [row for row in beside if can[row]]
    if not rows:
        return None
    down = edition.ranking(code).low_is_good
    scores = own[rows]
    best, full = float(np.min(scores) if down else np.max(scores)), edition.nodes[code].maximum
    to = {
        "mean": float(np.mean(scores)),
        "best": best,
        "full": None if full is None or down or full < best else float(full),
    }
    ranks: dict[str, Ranks | None] = {}
    for name, target in to.items():
        if target is None:
            ranks[name] = None
            continue
        heights = _heights(card, code, target, above)
        if heights is None:
            return None
        below = [row for row in rows if (own[row] > target if down else own[row] < target)]
        ranks[name] = {row: beside[row].rank(float(heights[row])) for row in below}
    return Raised(ranks["mean"] or {}, ranks["best"] or {}, ranks["full"], frozenset(rows))


def _heights(card: Scorecard, code: str, target: float, above: Container[str]) -> Values | None:
    """The published index of every row with one score in place of its own, turned so that higher is better."""
    edition, prepared = card.methodology, card.prepared
    if prepared is None:
        return None
    known = Known({**card.nodes, code: card.nodes[code].all_at(target)}, above, card.partial)
    try:
        found = evaluate(edition, prepared.dataset, card.reference, prepared.kept, known=known)
    except InvalidData:
        return None
    index = found.nodes[edition.index.code].published
    return -index if edition.rank.low_is_good else index
