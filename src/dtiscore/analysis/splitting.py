"""The change of every unit's index split into data, method and composition, fair to each whatever the order.

Between two tables up to three things change: the figures (data), the edition (method), and which units take part
(composition; it matters where an edition compares units with each other). What each of them does is taken in every
order in which they may change and averaged (Shapley value), so that the three add up to the whole change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import isnan

from dtiscore.analysis.mixed_tables import AFTER, MixedTables, Mixture
from dtiscore.analysis.node_parts import innermost, node_parts
from dtiscore.analysis.shapley import shapley

Parts = dict[str, dict[str, Fraction]]
"""For each unit an amount by node."""


@dataclass(frozen=True)
class Split:
    """The change of one unit's published index, in exact fractions: data + method + composition = change."""

    change: Fraction
    data: Fraction
    method: Fraction
    composition: Fraction
    nodes: Mapping[str, Fraction]
    """What the data of each node did; the parts of a node's children add up to the node's own, that of the index is
    ``data``."""
    innermost: Mapping[str, Fraction]
    """The same without what is told by nodes further down: these parts add up to ``data``."""


def split(mixed_tables: MixedTables) -> dict[str, Split]:
    """Split the change of the index of every unit that has one before and after.

    Raises:
        InvalidData: the mixed tables between the two cannot be scored.
    """
    after, units = mixed_tables.card(AFTER), mixed_tables.units[0]
    shared = [unit for unit in after.dataset.units if unit in units]
    at = [Mixture(subset & 1, subset >> 1 & 1, subset >> 2) for subset in range(8)]
    values = {unit: [_published(mixed_tables, mixture, unit) for mixture in at] for unit in shared}
    known = [unit for unit in shared if not any(map(isnan, values[unit]))]
    nodes, inner = _nodes(mixed_tables, known)
    found = {}
    for unit in known:
        data, method, composition = shapley(values[unit], 3)
        change = data + method + composition
        found[unit] = Split(change, data, method, composition, nodes[unit], inner[unit])
    return found


def _published(mixed_tables: MixedTables, mixture: Mixture, unit: str) -> float:
    return float(mixed_tables.card(mixture).index.published[mixed_tables.row(mixture, unit)])


def _nodes(mixed_tables: MixedTables, units: list[str]) -> tuple[Parts, Parts]:
    """For each unit what the data of each node did, averaged over the orders; and the same of innermost nodes."""
    weights = {0: Fraction(1, 3), 1: Fraction(1, 6), 2: Fraction(1, 3)}
    weight_of: dict[tuple[Mixture, Mixture], Fraction] = {}
    for method, composition in product((0, 1), repeat=2):
        start, end = (mixed_tables.same(Mixture(data, method, composition)) for data in (0, 1))
        if start != end:
            weight_of[start, end] = weight_of.get((start, end), Fraction(0)) + weights[method + composition]
    found: Parts = {unit: {} for unit in units}
    inner: Parts = {unit: {} for unit in units}
    for (start, end), weight in weight_of.items():
        rows = [(mixed_tables.row(start, unit), mixed_tables.row(end, unit)) for unit in units]
        steps = node_parts(mixed_tables.card(start), mixed_tables.card(end), rows)
        index = mixed_tables.methods[end.method].index
        innermost_of: dict[tuple[str, ...], list[str]] = {}  # most units have a part in the same nodes
        for unit, parts in zip(units, steps, strict=True):
            codes = tuple(parts)
            if codes not in innermost_of:
                innermost_of[codes] = innermost(index, parts)
            weighted = parts if weight == 1 else {code: weight * part for code, part in parts.items()}
            _add(found[unit], weighted)
            _add(inner[unit], {code: weighted[code] for code in innermost_of[codes]})
    return found, inner


def _add(sums: dict[str, Fraction], amounts: Mapping[str, Fraction]) -> None:
    for code, amount in amounts.items():
        sums[code] = sums[code] + amount if code in sums else amount
