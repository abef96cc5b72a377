"""The scale on which the bars of a ranking are drawn, the same whichever units are shown."""

from __future__ import annotations

import numpy as np

from dtiscore.methodology.arithmetic import present
from dtiscore.scoring.scorecard import Scorecard


def bar_top(card: Scorecard) -> float | None:
    """The published value of a full bar: the most that can be scored, or the best score where that is not bounded.

    ``None`` where bars would mislead: some score is negative, or none is above 0.
    """
    edition, values = card.methodology, present(card.index.published)
    if not values or min(values) < 0 or max(values) <= 0:
        return None
    maximum = edition.index.maximum
    if maximum:
        return 1.0 if edition.publish.form == "fraction" else maximum
    shares = all(node.rule is not None and node.rule.output == "share" for node in edition.index.indicators())
    return edition.scale if shares and max(values) <= edition.scale else max(values)


def bar_shares(card: Scorecard, rows: list[int]) -> list[float | None] | None:
    """For each row the share of a full bar, ``None`` for a row without a score; ``None`` for no bars at all."""
    top = bar_top(card)
    if top is None:
        return None
    values = card.index.published[np.array(rows, dtype=np.intp)].tolist() if rows else []
    return [None if value != value else value / top for value in values]
