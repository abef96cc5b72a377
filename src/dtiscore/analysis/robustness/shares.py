"""Shares of the index: how much of it each part has, where weights multiply on the way from the index down to it."""

from __future__ import annotations

import math

from dtiscore.analysis.robustness.subject import Subject


def shares_of_index(subject: Subject, level: int | None = None) -> dict[str, float]:
    """The share of the index that each of its parts has in the edition, in the order of the file; together they are 1.

    Args:
        subject: what is studied.
        level: how far below the index the parts stand, 1 for the main ones; a part that ends above it counts as well.
            The innermost ones, for which nothing below is computed, unless given.

    A part without a score of any unit has no share; the others of its node have it.
    """
    methodology = subject.card.methodology
    found: dict[str, float] = {}

    def walk(code: str, share: float, deep: float) -> None:
        node = methodology.nodes[code]
        children = subject.counted(node)
        if deep == 0 or not children:
            found[code] = share
            return
        total = sum(children.values())
        for child, weight in children.items():
            walk(child, share * weight / total, deep - 1)

    walk(methodology.index.code, 1.0, math.inf if level is None else level)
    return found
