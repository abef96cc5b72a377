"""The tables between two scorecards: figures, edition and list of units each as before or as after, scored once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dtiscore.analysis.row_exchange import RowExchange, row_exchange
from dtiscore.errors import UsageFault
from dtiscore.said import said
from dtiscore.scoring.fitting import depends_on_others
from dtiscore.scoring.rescored import rescored
from dtiscore.scoring.scorecard import Scorecard, Unseen
from dtiscore.tables.table import Dataset


class Mixture(NamedTuple):
    """Whether data, method and composition are those before (0) or after (1)."""

    data: int
    method: int
    composition: int


AFTER = Mixture(1, 1, 1)


class MixedTables:
    """The scorecards between two of one period each, made when asked for.

    Args:
        before: the earlier table under its edition, of one period.
        after: the later one.
        crossed: where both data and editions differ, the later table under the earlier edition and the earlier table
            under the later edition, in this order.
        same_data: whether both were made from the same table, so that only the edition differs.
        one_frame: whether both were scored against the same reference, which no unit that came or went can change.

    Raises:
        UsageFault: ``crossed`` is needed.
    """

    def __init__(
        self,
        before: Scorecard,
        after: Scorecard,
        crossed: tuple[Scorecard, Scorecard] | None = None,
        *,
        same_data: bool = False,
        one_frame: bool = False,
    ) -> None:
        self.same_data = same_data
        self.same_method = before.methodology == after.methodology
        if crossed is None and not (same_data or self.same_method):
            message = said(
                "{first} and {second} need each other's table to be told apart",
                first=before.methodology.id,
                second=after.methodology.id,
            )
            raise UsageFault(message, said("give tables that both editions can score"))
        self.methods = (before.methodology, after.methodology)
        late, early = crossed if crossed is not None else (after, before)
        self.tables = {(0, 0): before, (1, 1): after, (1, 0): late, (0, 1): early}
        """The scorecard of the figures of one side under the edition of one side."""
        self.units = tuple(set(card.dataset.units) for card in (before, after))
        self._cards: dict[Mixture, Scorecard] = {
            Mixture(data, method, data): card for (data, method), card in self.tables.items()
        }
        self._rows: dict[Mixture, dict[str, int]] = {}
        self._exchanges: dict[tuple[Mixture, int], RowExchange | None] = {}
        self._by_row = [one_frame or not depends_on_others(method) for method in self.methods]
        self.same_units = self.units[0] == self.units[1] and (all(self._by_row) or self._same_frames())

    def by_row(self, method: int) -> bool:
        """Whether a unit has the same score under an edition whatever the figures of the other units are."""
        return self._by_row[method]

    def same(self, mixture: Mixture) -> Mixture:
        """The mixture with what changes no score set to one side, so that mixtures of equal scores are one."""
        data, method, composition = mixture
        if self.same_data:
            data = method
        if self.same_method:
            method = data
        if self.same_units or self.by_row(method):
            composition = data
        return Mixture(data, method, composition)

    def card(self, mixture: Mixture) -> Scorecard:
        """The scorecard of a mixture.

        Raises:
            InvalidData: the mixed table cannot be scored.
        """
        key = self.same(mixture)
        if key not in self._cards:
            self._cards[key] = self._between(key)
        return self._cards[key]

    def row(self, mixture: Mixture, unit: str) -> int:
        """Where a unit stands in the scorecard of a mixture."""
        key = self.same(mixture)
        if key not in self._rows:
            self._rows[key] = {code: row for row, code in enumerate(self.card(key).dataset.units)}
        return self._rows[key][unit]

    def exchange(self, mixture: Mixture, data: int) -> RowExchange | None:
        """What tells of a mixture with the figures of one side for one unit without scoring it anew, if anything does.

        Raises:
            InvalidData: the mixed table cannot be scored.
        """
        key = self.same(mixture)
        if (key, data) not in self._exchanges:
            card, own = self.card(key), self.tables[data, key.method].dataset
            self._exchanges[key, data] = row_exchange(card, _of_period(own, card.dataset.periods[0]))
        return self._exchanges[key, data]

    def with_own(self, mixture: Mixture, unit: str, data: int) -> Scorecard:
        """The scorecard of a mixture, scored anew with the figures of one side for one unit; its row is the last.

        Raises:
            InvalidData: the mixed table cannot be scored.
        """
        card, own = self.card(mixture), self.tables[data, self.same(mixture).method].dataset
        rest = [row for row, code in enumerate(card.dataset.units) if code != unit]
        figures = _of_period(own.take([own.units.index(unit)]), card.dataset.periods[0])
        return rescored(card, dataset=card.dataset.take(rest).joined(figures))

    def _same_frames(self) -> bool:
        """Whether the same units are compared with each other, those included that are not shown."""
        first, last = (self._frames[side].row for side in ((0, 0), (1, 1)))
        return first.keys() == last.keys()

    @cached_property
    def _frames(self) -> Mapping[tuple[int, int], _Frame]:
        """The units of each table that are compared with each other."""
        found = {side: _frame(card) for side, card in self.tables.items()}
        in_groups = any(len(set(frame.table.units)) < len(frame.table) for frame in found.values())
        return {side: frame._replace(in_groups=in_groups) for side, frame in found.items()}

    def _between(self, mixture: Mixture) -> Scorecard:
        """The units of one side, with the figures of the other where it has them."""
        data, method, composition = mixture
        own, listing = self._frames[data, method], self._frames[composition, method]
        shown, beside = (own.with_units_of(listing, are_shown=are_shown) for are_shown in (True, False))
        unseen = beside if own.elsewhere is None else beside.joined(own.elsewhere)
        card = replace(self.tables[data, method], beside=Unseen(unseen) if len(unseen) else None)
        return rescored(card, dataset=shown)


class _Frame(NamedTuple):
    """The units of one period that are compared with each other: those that a scorecard shows, and those of other groups."""

    table: Dataset
    shown: int
    """How many rows are shown, which are the first ones."""
    elsewhere: Dataset | None
    """What else goes along unseen: rows of other periods."""
    in_groups: bool = False
    """Whether a unit may stand in several groups; otherwise one that has moved to another group is the same one."""

    @property
    def row(self) -> dict[tuple[str, str | None], int]:
        """Where each unit stands, in its group if that tells it apart."""
        groups = self.table.groups if self.in_groups else (None,) * len(self.table)
        return {one: row for row, one in enumerate(zip(self.table.units, groups, strict=True))}

    def with_units_of(self, other: _Frame, *, are_shown: bool) -> Dataset:
        """The units that another frame shows, or the rest of its units, with the figures of this one where it has them."""
        here, there = self.row, other.row
        meant = {one: row for one, row in there.items() if (row < other.shown) == are_shown}
        shared = self.table.take([row for one, row in here.items() if one in meant])
        alone = other.table.take([row for one, row in meant.items() if one not in here])
        return shared.joined(_of_period(alone, self.table.periods[0] if len(self.table) else None))


def _frame(card: Scorecard) -> _Frame:
    data = card.dataset
    if card.beside is None:
        return _Frame(data, len(data), None)
    unseen = card.beside.dataset
    is_beside = np.array([period in data.periods for period in unseen.periods], dtype=np.bool_)
    elsewhere = unseen.take(np.flatnonzero(~is_beside))
    return _Frame(
        data.joined(unseen.take(np.flatnonzero(is_beside))), len(data), elsewhere if len(elsewhere) else None
    )


def _of_period(data: Dataset, period: str | None) -> Dataset:
    """The rows of a table as those of another period."""
    return replace(data, periods=(period,) * len(data))
