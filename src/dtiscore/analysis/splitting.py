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

from dtiscore.analysis.node_parts import innermost, node_parts, shapley
from dtiscore.dataset.table import Dataset
from dtiscore.errors import UsageFault
from dtiscore.scoring.fitting import depends_on_others
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.scoring.selection import again

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


def split(
    before: Scorecard,
    after: Scorecard,
    crossed: tuple[Scorecard, Scorecard] | None = None,
    *,
    same_data: bool = False,
    one_frame: bool = False,
) -> dict[str, Split]:
    """Split the change of the index of every unit that has one in both.

    Args:
        before: the earlier table under its edition, of one period.
        after: the later one.
        crossed: where both data and editions differ, the later table under the earlier edition and the earlier table
            under the later edition, in this order.
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
        crossed: tuple[Scorecard, Scorecard] | None,
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
        late, early = crossed if crossed is not None else (after, before)
        self.tables = {(0, 0): before, (1, 1): after, (1, 0): late, (0, 1): early}
        """The scorecard of the figures of one side under the edition of one side."""
        self.units = tuple(set(card.dataset.units) for card in (before, after))
        self.cards: dict[Corner, Scorecard] = {
            (data, method, data): card for (data, method), card in self.tables.items()
        }
        self.at: dict[Corner, dict[str, int]] = {}

    def same(self, corner: Corner) -> Corner:
        """The corner with what changes nothing set to one side, so that equal corners are one."""
        data, method, composition = corner
        if self.same_data:
            data = method
        if self.same_method:
            method = data
        if self.one_frame or self.units[0] == self.units[1] or not depends_on_others(self.methods[method]):
            composition = data
        return data, method, composition

    def card(self, corner: Corner) -> Scorecard:
        key = self.same(corner)
        if key not in self.cards:
            data, method, composition = key
            self.cards[key] = again(self.tables[data, method], dataset=self.table(data, method, composition))
        return self.cards[key]

    def table(self, data: int, method: int, composition: int) -> Dataset:
        """The units of one side, with the figures of the other where it has them, as those of one period."""
        own, other = self.tables[data, method].dataset, self.tables[composition, method].dataset
        shared = [row for row, unit in enumerate(own.units) if unit in self.units[composition]]
        alone = [row for row, unit in enumerate(other.units) if unit not in self.units[data]]
        period = own.periods[0] if len(own) else None
        return own.take(shared).joined(replace(other.take(alone), periods=(period,) * len(alone)))

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
