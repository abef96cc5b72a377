"""The tables between two scorecards: figures, edition and list of units each as before or as after, scored once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dtiscore.analysis.row_exchange import RowExchange, row_exchange
from dtiscore.errors import UsageFault
from dtiscore.said import said
from dtiscore.scoring.fitting import depends_on_others
from dtiscore.scoring.rescored import rescored
from dtiscore.scoring.scorecard import Scorecard
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
        self.same_units = self.units[0] == self.units[1]
        self._cards: dict[Mixture, Scorecard] = {
            Mixture(data, method, data): card for (data, method), card in self.tables.items()
        }
        self._rows: dict[Mixture, dict[str, int]] = {}
        self._exchanges: dict[tuple[Mixture, int], RowExchange | None] = {}
        self._by_row = [one_frame or not depends_on_others(method) for method in self.methods]

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
            self._cards[key] = rescored(self.tables[key.data, key.method], dataset=self._table(key))
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
        key = self.same(mixture)
        others, own = self.card(key).dataset, self.tables[data, key.method].dataset
        rest = [row for row, code in enumerate(others.units) if code != unit]
        mixed = _joined(others, rest, own, [own.units.index(unit)])
        return rescored(self.tables[key.data, key.method], dataset=mixed)

    def _table(self, mixture: Mixture) -> Dataset:
        """The units of one side, with the figures of the other where it has them."""
        data, method, composition = mixture
        own, other = self.tables[data, method].dataset, self.tables[composition, method].dataset
        shared = [row for row, unit in enumerate(own.units) if unit in self.units[composition]]
        alone = [row for row, unit in enumerate(other.units) if unit not in self.units[data]]
        return _joined(own, shared, other, alone)


def _joined(first: Dataset, rows: Sequence[int], second: Dataset, more: Sequence[int]) -> Dataset:
    """Some rows of two tables as those of one period, that of the first."""
    period = first.periods[0] if len(first) else None
    return first.take(rows).joined(_of_period(second.take(more), period))


def _of_period(data: Dataset, period: str | None) -> Dataset:
    """The rows of a table as those of another period."""
    return replace(data, periods=(period,) * len(data))
