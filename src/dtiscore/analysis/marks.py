"""What a table gives in points under two editions: 433 of 500 points are not 433 of 600."""

from __future__ import annotations

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.equality import same_points
from dtiscore.methodology.rules.points import Identity
from dtiscore.said import said, typed
from dtiscore.scoring.scorecard import Scorecard


def require_same_marks(card: Scorecard, edition: Methodology, other: Methodology) -> None:
    """Make sure that the points in a table are out of the same maximum under its edition and another one.

    Args:
        card: the table, scored under one of the two.
        edition: the edition for which the table was made.
        other: the other one.

    Raises:
        UsageFault: for some node they are not, so that one of the two editions would read them as another share.
    """
    for code in (*edition.nodes, *edition.view):
        if code not in other.nodes and code not in other.view:
            continue
        own, new = edition.own_maximum(code), other.own_maximum(code)
        if own and new and not same_points(own, new) and _is_in_points(card, code):
            message = said(
                'the table gives "{code}" in points, out of {own:.12g} by {edition} and out of {new:.12g} by {other}',
                code=code,
                own=own,
                edition=edition.id,
                new=new,
                other=other.id,
            )
            fix = said(
                "write out_of: {typed} beside the points of {code} in the weighting file of {other}: they stay shares of {own:.12g}",
                typed=typed(own),
                own=own,
                code=code,
                other=other.id,
            )
            raise UsageFault(message, fix)


def _is_in_points(card: Scorecard, code: str) -> bool:
    """Whether some cell of a table is a score of a node in its own points."""
    data, edition = card.dataset, card.methodology
    brought = data.supplied.get(code)
    if brought is not None and edition.publish.form == "score" and not np.isnan(brought).all():
        return True
    node = edition.nodes.get(code)
    inputs = None if node is None or not isinstance(node.rule, Identity) else data.inputs(node)
    return inputs is not None and not all(np.isnan(values).all() for values in inputs)
