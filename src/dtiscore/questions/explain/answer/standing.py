"""Which units stand next to one, in the index or in any node, and how far they are away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Rows


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The unit next to another one in the ranking."""

    unit: str
    row: int
    gap: float
    """The difference of the scores, in the node's own points or scale; never negative."""


def neighbours(
    card: Scorecard, row: int, rivals: Rows, code: str | None = None
) -> tuple[Neighbour | None, Neighbour | None]:
    """The nearest units of a better and of a worse value than the unit's own; ties are neither.

    Of several equally near units the first by code is taken.

    Args:
        card: the scorecard.
        row: the row of the unit.
        rivals: the rows that are ranked together with it.
        code: the node in which they are compared; the index unless given.
    """
    code = card.methodology.index.code if code is None else code
    scores = card.nodes[code]
    compared = card.compared(code)
    ranked = rivals[card.dataset.ranked[rivals] & ~np.isnan(compared[rivals])]
    above, below = ranked[compared[ranked] > compared[row]], ranked[compared[ranked] < compared[row]]

    def neighbour(side: Rows, nearest: float) -> Neighbour:
        equals = side[compared[side] == nearest].tolist()
        at = min(equals, key=lambda at: card.dataset.units[at])
        gap = abs(float(scores.score[at]) - float(scores.score[row]))
        return Neighbour(card.dataset.units[at], at, gap)

    return (
        neighbour(above, float(compared[above].min())) if len(above) else None,
        neighbour(below, float(compared[below].max())) if len(below) else None,
    )


def company(card: Scorecard, row: int, rivals: Rows, code: str) -> tuple[int, int]:
    """How many ranked units do better in a node than one, and how many others do just as well."""
    compared = card.compared(code)
    others = compared[rivals[card.dataset.ranked[rivals] & (rivals != row)]]
    return int((others > compared[row]).sum()), int((others == compared[row]).sum())
