"""How places in a ranking become shades: the better the darker, whichever direction is the better one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dtiscore.methodology.equality import equal
from dtiscore.questions.score.shown.drawing import Shade
from dtiscore.scoring.scorecard import Partition, Scorecard


def shades(
    card: Scorecard, partition: Partition, code: str, rows: Sequence[int], shade: Shade
) -> list[float | None]:
    """For each row from 0, the worst of its ranking, to 1, the best; ``None`` where there is nothing to tell."""
    every = card.partitions[partition]
    if shade == "score":
        values = card.nodes[code].score
        ascending = card.methodology.ranking(code).order == "ascending"
        worst, best = _ends(values[every].tolist())
        worst, best = (best, worst) if ascending else (worst, best)
        return [_between(float(values[row]), worst, best) for row in rows]
    ranks = card.ranks[code]
    first, last = _ends(ranks[every].tolist())
    places = [_between(float(ranks[row]), last, first) for row in rows]
    return places if shade == "rank" else [None if one is None else _third(one) for one in places]


def _ends(values: Sequence[float]) -> tuple[float, float]:
    there = [value for value in values if not math.isnan(value)]
    return min(there, default=0.0), max(there, default=0.0)


def _between(value: float, worst: float, best: float) -> float | None:
    if math.isnan(value):
        return None
    return 1.0 if equal(worst, best) else (value - worst) / (best - worst)


def _third(place: float) -> float:
    return 0.0 if place < 1 / 3 else 0.5 if place < 2 / 3 else 1.0
