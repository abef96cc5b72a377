"""Down to which node the score of each unit is computed: where a table supplies a score, nothing below it counts.

Whatever asks "what if" of a scorecard (other weights, other values, another edition) asks here first which units that can
reach at all. A score that stays the same because the table supplies it is no firm one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.table import Rows

FixedRows = Mapping[int, str]
"""Rows that a change cannot reach, each with the code of the node at which the table supplies its score."""

ALLOW_FIXED = "--allow-fixed-units"

MOST_NAMED = 3
"""How many of the units that cannot be reached a message names."""


def fixed_rows(card: Scorecard, codes: Iterable[str], rows: Rows | None = None) -> FixedRows:
    """The rows that a change of what makes some nodes cannot reach, in at least one of these nodes.

    Args:
        card: the scorecard.
        codes: the nodes of which the weights of the children, the aggregation, the rule or the value change.
        rows: the rows that are asked about; all unless given.
    """
    asked = np.arange(len(card.dataset), dtype=np.intp) if rows is None else rows
    above, names = card.supplied_above, list(card.methodology.nodes)
    at = np.full(len(asked), -1, dtype=np.intp)
    for code in codes:
        own = above[code][asked]
        at = np.where((own >= 0) & ((at < 0) | (own < at)), own, at)
    return {row: names[place] for row, place in zip(asked.tolist(), at.tolist(), strict=True) if place >= 0}


def require_reached(
    card: Scorecard, fixed: FixedRows, of: int, change: str, *, allowed: bool, otherwise: str | None = None
) -> None:
    """Make sure that a change reaches every unit, or that somebody said to go on without those that it cannot reach.

    Args:
        card: the scorecard.
        fixed: the rows that it cannot reach.
        of: how many rows there are.
        change: what cannot reach them, for the message: ``other weights``.
        allowed: whether fixed units are to be marked rather than refused.
        otherwise: another way out.

    Raises:
        UsageFault: it does not reach all units and that is not allowed, or it reaches none at all.
    """
    if not fixed or (allowed and len(fixed) < of):
        return
    nodes = list(dict.fromkeys(fixed.values()))
    named = " or ".join(card.methodology.label(code, None) for code in nodes[:MOST_NAMED])
    add = f"add their figures below {' and '.join(nodes[:MOST_NAMED])} to the table"
    if len(fixed) == of:
        message = f"{change} can reach none of the {of} units: the table supplies their {named}"
        raise UsageFault(message, f"{add}, without which nothing here can change")
    names = ", ".join(card.name(row) for row in list(fixed)[:MOST_NAMED])
    more = f" and {len(fixed) - MOST_NAMED} more" if len(fixed) > MOST_NAMED else ""
    message = (
        f"{change} cannot reach {len(fixed)} of {of} units ({names}{more}): the table supplies their {named}"
    )
    ways = [add, *([otherwise] if otherwise else []), f"{ALLOW_FIXED} marks these units and goes on"]
    raise UsageFault(message, "; or ".join(ways))
