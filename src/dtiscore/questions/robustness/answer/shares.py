"""Shares of the index: how much of it each part has, where weights multiply on the way from the index down to it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Values
from dtiscore.methodology.method_names import method_name
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.said import said


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
        children = subject.counted(methodology.nodes[code])
        if deep == 0 or not children:
            found[code] = share
            return
        total = math.fsum(children.values())
        for child, weight in children.items():
            walk(child, share * weight / total, deep - 1)

    walk(methodology.index.code, 1.0, math.inf if level is None else level)
    return found


def require_shares(subject: Subject, level: int | None) -> None:
    """Make sure that parts have shares of the index: that weights multiply on the way down to them.

    They do through arithmetic means, sums and points. The weights of the main parts are their shares under any
    aggregation that looks at weights.

    Raises:
        UsageFault: another aggregation or a further rule stands between, or there is no such level.
    """
    methodology = subject.card.methodology
    depths = [subject.level(code) for children in subject.weighted.values() for code in children]
    deepest = max(depths, default=0)
    if level is not None and level > deepest >= 1:
        known = ", ".join(str(one) for one in range(1, deepest + 1))
        raise UsageFault(
            said("no part stands at level {level}", level=level),
            said("the levels are {levels}", levels=known),
        )
    if level == 1:
        return
    for node in subject.counting(methodology.index):
        above = level is None or subject.level(node.code) < level
        if not above or not subject.is_computed(node) or node.aggregate is None:
            continue
        if not node.aggregate.linear or node.then:
            reason = said("a further rule changes its score")
            if not node.aggregate.linear:
                reason = said(
                    "it is aggregated by {aggregation}", aggregation=method_name(node.aggregate.kind)
                )
            message = said(
                'below "{node}" no part has a share of the index of its own: {reason}',
                node=node.spoken_name,
                reason=reason,
            )
            raise UsageFault(message, said("draw over siblings, or over the main parts: --draw-over level:1"))


def weights_of(subject: Subject, shares: Mapping[str, Values]) -> dict[str, Values]:
    """The weights, in the file's own numbers, under which parts have these shares of the index in every replicate.

    Args:
        subject: what is studied.
        shares: by part, one for each replicate; the parts are those of one level, or the innermost.

    The children of a node that has no share at all keep the weights that they are given.
    """
    methodology = subject.card.methodology
    weights: dict[str, Values] = {}

    def share(code: str) -> Values:
        """The share of a node, which is that of the parts below it; on the way the weights of its children."""
        if code in shares:
            return shares[code]
        children = subject.counted(methodology.nodes[code])
        below = {child: share(child) for child in children}
        whole: Values = np.zeros_like(next(iter(shares.values())))
        for own in below.values():
            whole = whole + own
        total = math.fsum(children.values())
        for child, given in children.items() if len(children) > 1 else ():
            part = np.divide(below[child], whole, out=np.full_like(whole, given / total), where=whole > 0)
            weights[child] = part * total
        return whole

    share(methodology.index.code)
    return weights
