"""The correlations of an index: of the parts of a node with each other, with the node, with the index."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from dtiscore.questions.diagnose.answer.association import Association, Method, Undefined, association
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.questions.diagnose.answer.significance import p_value
from dtiscore.questions.diagnose.answer.thresholds import Thresholds

Kind = Literal["siblings", "parent", "index", "across"]
"""Two parts of one node; a part and its node; a part and the index; two indicators of different nodes."""

Flag = Literal["negative", "weak", "collinear", "dominating"]
"""Runs against the other (a node or the index: by more than chance would have it); has little to do with it; repeats it;
is, alone of all parts, nearly the same as its node."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The correlation of two scores."""

    kind: Kind
    first: str
    second: str
    value: float | None
    units: int
    """The units that have both scores."""
    undefined: Undefined | None
    flag: Flag | None
    p: float | None
    """How likely a correlation at least as far from 0 is between columns that have nothing to do with each other."""


def relations(subject: Audited, method: Method, thresholds: Thresholds) -> list[Relation]:
    """The correlations within each node, of every node with its parent and the index, and twins across nodes.

    Scores are taken after normalisation, and turned where the lowest is the best one, so that more is always better. Pairs of indicators of different nodes are
    listed only where one repeats the other.
    """
    found = []
    for kind, first, second in _pairs(subject):
        together = _associated(subject, first, second, method)
        flag = _flag(kind, together, method, thresholds)
        if kind != "across" or flag == "collinear":
            found.append(
                Relation(
                    kind,
                    first,
                    second,
                    together.value,
                    together.units,
                    together.undefined,
                    flag,
                    None if together.value is None else p_value(together.value, together.units, method),
                )
            )
    return [
        replace(one, flag=None) if one.flag == "dominating" and not _alone(one, found) else one
        for one in found
    ]


def _alone(relation: Relation, found: Sequence[Relation]) -> bool:
    """Whether no other part of the node goes with it as closely, and there is another part."""
    others = [
        one for one in found if (one.kind, one.second) == ("parent", relation.second) and one is not relation
    ]
    return bool(others) and all(one.flag != "dominating" for one in others)


def _pairs(subject: Audited) -> Iterator[tuple[Kind, str, str]]:
    siblings: set[tuple[str, str]] = set()
    for code, children in subject.groups.items():
        for first, second in combinations(children, 2):
            siblings.add((first, second))
            yield "siblings", first, second
        for child in children:
            yield "parent", child, code
            if code != subject.index.code:
                yield "index", child, subject.index.code
    for first, second in combinations(subject.leaves, 2):
        related = (first, second) in siblings or first in subject.ancestors(second)
        if not related:
            yield "across", first, second


def _associated(subject: Audited, first: str, second: str, method: Method) -> Association:
    if first not in subject.codes or second not in subject.codes:
        return Association(None, 0, "no-score")
    return association(subject.upward(first), subject.upward(second), method)


def _flag(kind: Kind, together: Association, method: Method, thresholds: Thresholds) -> Flag | None:
    value = together.value
    if value is None:
        return None
    # A part may differ from its neighbours; one that runs against its own node, however little, is counted backwards.
    limit = thresholds.negative if kind in {"siblings", "across"} else -_by_chance(together.units, method)
    if value <= limit:
        return "negative"
    if value < thresholds.weak:
        return "weak"
    if value > thresholds.collinear and kind != "index":
        return "dominating" if kind == "parent" else "collinear"
    return None


def _by_chance(units: int, method: Method) -> float:
    """How far from 0 the correlation of unrelated columns stays in 19 of 20 cases, by its standard error."""
    variance = 1 / (units - 1)
    if method == "kendall":
        variance = 2 * (2 * units + 5) / (9 * units * (units - 1))
    return 1.96 * math.sqrt(variance)
