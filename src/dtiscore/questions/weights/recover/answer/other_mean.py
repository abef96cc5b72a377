"""Whether another mean than that of the draft explains the published scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dtiscore.analysis.reweighting import plain_nodes
from dtiscore.errors import InvalidData, InvalidMethodology
from dtiscore.methodology import Methodology
from dtiscore.methodology.parsing import methodology_from
from dtiscore.questions.weights.recover.answer.recovery import OtherMean, Recovery

_OTHERS = {"arithmetic": "geometric", "geometric": "arithmetic"}
_MANY = 0.5
"""The share of the units left unexplained from which on it is rather the rule that is wrong than some of them."""
_FEWER = 0.25
"""The share of these that are left where another rule is right."""


def with_other_mean(recovery: Recovery, under: Callable[[Methodology], Recovery]) -> Recovery:
    """The same with what is told of another mean, where no weights of this one explain most scores, and those of that do.

    ``under`` recovers the weights under another draft.
    """
    edition = recovery.methodology
    aggregate = edition.nodes[recovery.node].aggregate
    kind = None if aggregate is None else _OTHERS.get(aggregate.kind)
    before, published = len(recovery.unexplained), max(recovery.scores, recovery.ranks)
    if recovery.what != "weights" or kind is None or before < max(1, _MANY * published):
        return recovery
    plain = edition.model_dump(mode="json", by_alias=True, exclude_unset=True)
    plain_nodes(plain["index"])[recovery.node]["aggregate"] = kind
    try:
        found = under(methodology_from(plain, edition.id))
    except (
        InvalidData,
        InvalidMethodology,
    ):  # a part of 0 has no logarithm, and not all that is declared goes with every mean
        return recovery
    left = len(found.unexplained)
    return replace(recovery, other_mean=OtherMean(kind, left)) if left <= _FEWER * before else recovery
