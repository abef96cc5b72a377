"""Down to which node the score of each unit is computed: where a table supplies a score, nothing below it counts.

Whatever asks "what if" of a scorecard (other weights, other values, another edition) asks here first which units that can
reach at all. A score that stays the same because the table supplies it is no firm one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.said import Said, joined, said, some_of, with_and, with_or
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
    nowhere = len(names)
    at = np.full(len(asked), nowhere, dtype=np.intp)
    for code in codes:
        own = above[code][asked]
        at = np.minimum(at, np.where(own < 0, nowhere, own))
    places = zip(asked.tolist(), at.tolist(), strict=True)
    return {row: names[place] for row, place in places if place != nowhere}


def require_reached(
    card: Scorecard, fixed: FixedRows, of: int, change: Said, *, allowed: bool, otherwise: Said | None = None
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
    named = with_or(card.methodology.node_or_view(code).spoken_name for code in nodes[:MOST_NAMED])
    add = said("add their figures below {nodes} to the table", nodes=with_and(nodes[:MOST_NAMED]))
    if len(fixed) == of:
        message = said(
            "{change} can reach none of the {n} units: the table supplies their {nodes}",
            change=change,
            n=of,
            nodes=named,
        )
        raise UsageFault(message, said("{add}, without which nothing here can change", add=add))
    units = some_of([card.named(row) for row in fixed], MOST_NAMED, are_units=True)
    message = said(
        "{change} cannot reach {n} of {all} units ({units}): the table supplies their {nodes}",
        change=change,
        n=len(fixed),
        all=of,
        units=units,
        nodes=named,
    )
    mark = said("{option} marks these units and goes on", option=ALLOW_FIXED)
    ways = [add, *([otherwise] if otherwise else []), mark]
    raise UsageFault(message, joined("{first}; or {second}", ways))
