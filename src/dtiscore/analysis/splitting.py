"""The change of every unit's index split into data, method and composition, fair to each whatever the order.

Between two tables up to three things change: the figures (data), the edition (method), and which units take part
(composition; it matters where an edition compares units with each other). What each of them does is taken in every
order in which they may change and averaged (Shapley value), so that the three add up to the whole change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import isnan
from typing import TypeVar

import numpy as np

from dtiscore.analysis.node_parts import innermost, node_parts, shapley
from dtiscore.dataset.table import Dataset
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Values
from dtiscore.scoring import score_dataset
from dtiscore.scoring.scorecard import Scorecard

Key = TypeVar("Key")
Corner = tuple[int, int, int]
"""Whether data, method and composition are those before (0) or after (1)."""

Parts = dict[str, dict[str, Fraction]]
"""For each unit an amount by node."""

_BEFORE: Corner = (0, 0, 0)
_AFTER: Corner = (1, 1, 1)


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


def fits(methodology: Methodology) -> bool:
    """Whether the score of a unit depends on which other units there are."""
    return bool(methodology.prepare) or any(
        (node.rule is not None and node.rule.needs_fit)
        or (node.aggregate is not None and node.aggregate.over_units)
        for node in methodology.index.walk()
    )


def split(
    before: Scorecard,
    after: Scorecard,
    crossed: tuple[Dataset, Dataset] | None = None,
    *,
    same_data: bool = False,
    one_frame: bool = False,
) -> dict[str, Split]:
    """Split the change of the index of every unit that has one in both.

    Args:
        before: the earlier table under its edition, of one period.
        after: the later one.
        crossed: where both data and editions differ, the later table read under the earlier edition and the earlier
            table under the later edition, in this order.
        same_data: whether both were made from the same table, so that only the edition differs.
        one_frame: whether both were scored against the same reference, which no unit that came or went can change.

    Raises:
        InvalidData: the mixed tables between the two cannot be scored. UsageFault: ``crossed`` is needed.
    """
    return _Corners(before, after, crossed, same_data=same_data, one_frame=one_frame).splits()


class _Corners:
    """The scorecards between the two, each made once."""

    def __init__(
        self,
        before: Scorecard,
        after: Scorecard,
        crossed: tuple[Dataset, Dataset] | None,
        *,
        same_data: bool,
        one_frame: bool,
    ) -> None:
        self.same_data = same_data
        self.one_frame = one_frame
        self.same_method = before.methodology == after.methodology
        if crossed is None and not (same_data or self.same_method):
            message = (
                f"{before.methodology.id} and {after.methodology.id} need each other's table to be told apart"
            )
            raise UsageFault(message, "give tables that both editions can score")
        self.methods = (before.methodology, after.methodology)
        late, early = crossed if crossed is not None else (after.dataset, before.dataset)
        self.datasets = {
            (0, 0): before.dataset, (1, 1): after.dataset, (1, 0): late, (0, 1): early,
        }  # fmt: skip
        self.units = tuple(set(card.dataset.units) for card in (before, after))
        self.cards: dict[Corner, Scorecard] = {_BEFORE: before, _AFTER: after}
        self.at: dict[Corner, dict[str, int]] = {}

    def same(self, corner: Corner) -> Corner:
        """The corner with what changes nothing set to one side, so that equal corners are one."""
        data, method, composition = corner
        if self.same_data:
            data = method
        if self.same_method:
            method = data
        if self.one_frame or self.units[0] == self.units[1] or not fits(self.methods[method]):
            composition = data
        return data, method, composition

    def card(self, corner: Corner) -> Scorecard:
        key = self.same(corner)
        if key not in self.cards:
            data, method, composition = key
            self.cards[key] = score_dataset(self.methods[method], self.table(data, method, composition))
        return self.cards[key]

    def table(self, data: int, method: int, composition: int) -> Dataset:
        """The units of one side, with the figures of the other where it has them."""
        own = self.datasets[data, method]
        if data == composition:
            return own
        other = self.datasets[composition, method]
        shared = [row for row, unit in enumerate(own.units) if unit in self.units[composition]]
        alone = [row for row, unit in enumerate(other.units) if unit not in self.units[data]]
        return _joined(own.take(shared), other.take(alone))

    def row(self, corner: Corner, unit: str) -> int:
        key = self.same(corner)
        if key not in self.at:
            self.at[key] = {code: row for row, code in enumerate(self.card(key).dataset.units)}
        return self.at[key][unit]

    def value(self, corner: Corner, unit: str) -> float:
        return float(self.card(corner).index.published[self.row(corner, unit)])

    def splits(self) -> dict[str, Split]:
        corners = [(subset & 1, subset >> 1 & 1, subset >> 2) for subset in range(8)]
        shared = [unit for unit in self.cards[_AFTER].dataset.units if unit in self.units[0]]
        values = {unit: [self.value(corner, unit) for corner in corners] for unit in shared}
        known = [unit for unit in shared if not any(map(isnan, values[unit]))]
        nodes, inner = self.nodes(known)
        found = {}
        for unit in known:
            exact = [Fraction(value) for value in values[unit]]
            data, method, composition = shapley(exact, 3)
            change = exact[-1] - exact[0]
            found[unit] = Split(change, data, method, composition, nodes[unit], inner[unit])
        return found

    def nodes(self, units: list[str]) -> tuple[Parts, Parts]:
        """For each unit what the data of each node did, averaged over the orders; and the same of innermost nodes."""
        weights = {0: Fraction(1, 3), 1: Fraction(1, 6), 2: Fraction(1, 3)}
        found: Parts = {unit: {} for unit in units}
        inner: Parts = {unit: {} for unit in units}
        for method, composition in product((0, 1), repeat=2):
            start, end = (0, method, composition), (1, method, composition)
            if self.same(start) == self.same(end):
                continue
            rows = [(self.row(start, unit), self.row(end, unit)) for unit in units]
            steps = node_parts(self.card(start), self.card(end), rows)
            for unit, parts in zip(units, steps, strict=True):
                last = innermost(self.methods[self.same(end)[1]].index, parts)
                for code, part in parts.items():
                    share = weights[method + composition] * part
                    found[unit][code] = found[unit].get(code, Fraction(0)) + share
                    if code in last:
                        inner[unit][code] = inner[unit].get(code, Fraction(0)) + share
        return found, inner


def _joined(first: Dataset, second: Dataset) -> Dataset:
    """The rows of two tables read under one edition, as those of one period."""
    period = first.periods[0] if len(first) else None
    return replace(
        first,
        units=(*first.units, *second.units),
        names=(*first.names, *second.names),
        periods=(period,) * (len(first) + len(second)),
        groups=(*first.groups, *second.groups),
        ranked=np.concatenate([first.ranked, second.ranked]),
        numbers=_stacked(first.numbers, second.numbers),
        outcomes=_stacked(first.outcomes, second.outcomes),
        supplied=_stacked(first.supplied, second.supplied),
        labels={key: first.labels[key] + second.labels[key] for key in first.labels if key in second.labels},
        row_in_raw=(*first.row_in_raw, *second.row_in_raw),
    )


def _stacked(first: Mapping[Key, Values], second: Mapping[Key, Values]) -> dict[Key, Values]:
    return {key: np.concatenate([first[key], second[key]]) for key in first if key in second}
