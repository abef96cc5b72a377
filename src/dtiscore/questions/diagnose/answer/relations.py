"""The correlations of an index: of the parts of a node with each other, with the node, with the index."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import numpy as np

from dtiscore.methodology import Values
from dtiscore.questions.diagnose.answer.association import Association, Column, Method, Undefined
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.questions.diagnose.answer.significance import p_value
from dtiscore.questions.diagnose.answer.thresholds import Thresholds

Kind = Literal["siblings", "parent", "index", "across"]
"""Two parts of one node; a part and its node; a part and the index; two indicators of different nodes."""

Flag = Literal["negative", "weak", "collinear", "dominating"]
"""Runs against the other (a node or the index: by more than chance would have it); has little to do with it; repeats it;
is, alone of all parts, nearly the same as its node."""

_NOISE = 1e-9
"""By how much a product of columns may differ from their correlation, at the very most."""

_BY_CHANCE = 0.05
"""How often unrelated scores come as far from 0 as what is taken for more than chance."""

_MOST_SIGNS = 2000
"""Units up to which it takes less to count the pairs of units of all columns at once than those of two columns in order."""
_SIGNS = 2**13
"""Pairs of units that are counted at a time."""


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
    for kind, first, second in _pairs(subject, method, thresholds.collinear):
        together = _associated(subject, first, second, method)
        p = p_value(together)
        flag = _flag(kind, together, p, thresholds)
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
                    p,
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


def _pairs(subject: Audited, method: Method, collinear: float) -> Iterator[tuple[Kind, str, str]]:
    """All pairs within nodes, and those across nodes that may be ``collinear``."""
    siblings: set[tuple[str, str]] = set()
    for code, children in subject.groups.items():
        for first, second in combinations(children, 2):
            siblings.add((first, second))
            yield "siblings", first, second
        for child in children:
            yield "parent", child, code
            if code != subject.index.code:
                yield "index", child, subject.index.code
    for first, second in _perhaps_above(collinear, subject, subject.leaves, method):
        if (first, second) not in siblings and first not in subject.ancestors(second):
            yield "across", first, second


def _perhaps_above(
    limit: float, subject: Audited, codes: Sequence[str], method: Method
) -> Iterator[tuple[str, str]]:
    """The pairs whose correlation may be above a limit: all but those that a product of their columns tells are not."""
    columns = [subject.column(code) for code in codes]
    if method == "kendall" and len(subject.rows) > _MOST_SIGNS:
        yield from combinations(codes, 2)
        return
    products = _concordances(columns) if method == "kendall" else _products(columns, method)
    for at, (first, product) in enumerate(zip(codes, products, strict=True)):
        for other in np.flatnonzero(~(product <= limit - _NOISE)).tolist():
            yield first, codes[at + 1 + other]


def _products(columns: Sequence[Column], method: Method) -> Iterator[Values]:
    """The correlations of each column with those after it; NaN where gaps say which units count."""
    vectors = np.array([_vector(column, method) for column in columns])
    for at, vector in enumerate(vectors):
        with np.errstate(invalid="ignore"):
            yield vectors[at + 1 :] @ vector


def _concordances(columns: Sequence[Column]) -> Iterator[Values]:
    """The same by Kendall: concordant less discordant pairs of units, counted for all columns at once."""
    whole = [column.is_whole for column in columns]
    places = np.array(
        [column.places for column, known in zip(columns, whole, strict=True) if known], np.float32
    )
    counts = np.zeros((len(places), len(places)))
    earlier, later = np.triu_indices(places.shape[-1], 1)
    for start in range(0, len(earlier), _SIGNS):
        pairs = slice(start, start + _SIGNS)
        signs = np.sign(places[:, later[pairs]] - places[:, earlier[pairs]])
        counts += signs @ signs.T  # whole numbers, which float32 holds
    told = np.sqrt(np.diagonal(counts))  # of each column the pairs that it tells apart
    found = np.full((len(columns), len(columns)), np.nan)
    found[np.ix_(whole, whole)] = counts / np.maximum(np.outer(told, told), 1.0)
    for at, row in enumerate(found):
        yield row[at + 1 :]


def _vector(column: Column, method: Method) -> Values:
    """A column of which the product with another is their correlation; 0 without any, NaN where gaps say which units count."""
    if not column.is_whole:
        return np.full(len(column.values), np.nan)
    if not column.varies:
        return np.zeros(len(column.values))
    column = column.ranked if method == "spearman" else column
    result: Values = column.scaled / math.sqrt(column.square)
    return result


def _associated(subject: Audited, first: str, second: str, method: Method) -> Association:
    if not subject.has_score(first) or not subject.has_score(second):
        return Association(None, 0, "no-score")
    return subject.column(first).association(subject.column(second), method)


def _flag(kind: Kind, together: Association, p: float | None, thresholds: Thresholds) -> Flag | None:
    value = together.value
    if value is None:
        return None
    # A part may differ from its neighbours; one that runs against its own node, however little, is counted backwards.
    beyond_chance = value < 0 and p is not None and p < _BY_CHANCE
    if value <= thresholds.negative if kind in {"siblings", "across"} else beyond_chance:
        return "negative"
    if value < thresholds.weak:
        return "weak"
    if value > thresholds.collinear and kind != "index":
        return "dominating" if kind == "parent" else "collinear"
    return None
