"""The rank of a unit in the tables between two: its own figures, the others', edition and units as before or after."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from dtiscore.analysis.mixed_tables import MixedTables, Mixture
from dtiscore.analysis.row_exchange import RowExchange
from dtiscore.analysis.standings import PUBLISHED_TIES, Standings
from dtiscore.errors import InvalidData
from dtiscore.methodology import Values
from dtiscore.methodology.equality import EXACT, Tolerance, own_tolerance
from dtiscore.methodology.publication import TieRule
from dtiscore.scoring.ranking import Ranks, doubled_ranks, keys, rank, undoubled
from dtiscore.scoring.scorecard import Scorecard

Cause = Literal["own", "others", "edition", "units"]
"""What may move the rank of a unit: its own figures, those of the others, the edition, and which units there are."""

MOST_RANKED = 20_000_000
"""How many ranks are made at most for the tables of many units, in each of which one unit stands for itself."""

MOST_SCORED = 250_000
"""How many rows are scored at most for the same, where a score depends on other units and each table is scored anew."""

_AT_ONCE = 1 << 20
"""How many values are ranked in one go."""


@dataclass(frozen=True)
class RankedTable:
    """The units of one table that are ranked against each other."""

    units: Sequence[str]
    compared: Values
    """Larger is better, NaN is not ranked; see :func:`dtiscore.scoring.ranking.rank`."""
    distance: Values
    """Within which distance each equals another."""
    score: Values
    """In the published form."""

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Where each unit stands."""
        return {unit: row for row, unit in enumerate(self.units)}

    def take(self, units: Sequence[str]) -> RankedTable:
        """Some of the units."""
        rows = [self.row[unit] for unit in units]
        return RankedTable(units, self.compared[rows], self.distance[rows], self.score[rows])

    def ranks(self, ties: TieRule, among: Collection[str] | None) -> Ranks:
        """The rank of each unit; of those ``among`` which places are counted, where these are not all."""
        found = rank(self.compared, ties, self.units, Tolerance.from_distances(self.distance))
        places: Ranks = self._places(found[np.newaxis], ties, among)[0]
        return places

    def ranks_with(self, own: RankedTable, ties: TieRule, among: Collection[str] | None) -> Ranks:
        """The rank that each unit of ``own`` would have if it alone stood in this table with its figures from there."""
        found = np.full(len(own.units), np.nan)
        step = max(1, _AT_ONCE // len(self.units))
        for start in range(0, len(own.units), step):
            part = slice(start, start + step)
            column = np.array([self.row[unit] for unit in own.units[part]], dtype=np.intp)
            row = np.arange(len(column))
            compared, distance = (np.tile(values, (len(row), 1)) for values in (self.compared, self.distance))
            compared[row, column], distance[row, column] = own.compared[part], own.distance[part]
            ranks = undoubled(doubled_ranks(compared, ties, self.units, Tolerance.from_distances(distance)))
            found[part] = self._places(ranks, ties, among)[row, column]
        return found

    def _places(self, ranks: Ranks, ties: TieRule, among: Collection[str] | None) -> Ranks:
        """Ranks, table by table, counted among some units only."""
        if among is None:
            return ranks
        columns = [self.row[unit] for unit in self.units if unit in among]
        codes = [self.units[column] for column in columns]
        found = np.full(ranks.shape, np.nan)
        found[:, columns] = undoubled(doubled_ranks(-ranks[:, columns], ties, codes, EXACT))
        return found


@dataclass(frozen=True, slots=True)
class RanksAndScores:
    """What becomes of some units; NaN where there is no rank or score."""

    ranks: Ranks
    scores: Values
    fault: str | None = None
    """Why the table of some unit could not be scored."""


@dataclass(frozen=True)
class MixedRanks:
    """Ranks in the tables between two."""

    causes: Sequence[Cause]
    """What is not the same in both."""
    known: Collection[Cause]
    """The causes of which it can be told what they did, if only that it is nothing."""
    sides: Mapping[tuple[int, int], RankedTable]
    """The figures before (0) or after (1) under the edition before or after."""
    ties: tuple[TieRule, TieRule]
    """The tie rule before and after."""
    mixed_tables: MixedTables | None = None
    """Where a score may depend on other units: the tables to score anew."""
    among: Collection[str] | None = None
    """The units among which places are counted; all of a table unless given."""

    @cached_property
    def subsets(self) -> list[list[Cause]]:
        """The causes that may have changed together; in the subset ``s`` those of which the bit is set in ``s``."""
        return [
            [cause for at, cause in enumerate(self.causes) if subset >> at & 1]
            for subset in range(2 ** len(self.causes))
        ]

    def too_many(self, units: Sequence[str]) -> bool:
        """Whether the tables in which one of some units each stands for itself would take too long together."""
        rows = max(len(side.units) for side in self.sides.values())
        mixed = [(mixture, own) for mixture, own in map(self._mixture, self.subsets) if own != mixture.data]
        if len(units) * rows * len(mixed) > MOST_RANKED:
            return True
        anew = sum(
            self._tables_scored(mixture, units, own)
            for mixture, own in mixed
            if not self._by_row(mixture.method)
        )
        return anew * rows > MOST_SCORED

    def _tables_scored(self, mixture: Mixture, units: Sequence[str], own: int) -> float:
        """How many tables are scored for some units."""
        exchange = self._exchange(mixture, own)
        return len(units) if exchange is None else exchange.tables_scored(units)

    def outcome(self, moved: Collection[Cause], units: Sequence[str]) -> RanksAndScores:
        """The rank and the score of each of some units once these causes have changed."""
        mixture, own = self._mixture(moved)
        if own == mixture.data:
            table = self._table(mixture)
            rows = [table.row[unit] for unit in units]
            return RanksAndScores(table.ranks(self.ties[mixture.method], self.among)[rows], table.score[rows])
        if not self._by_row(mixture.method):
            return self._scored_anew(mixture, units, own)
        figures = self.sides[own, mixture.method].take(units)
        table = self._table(mixture)
        return RanksAndScores(table.ranks_with(figures, self.ties[mixture.method], self.among), figures.score)

    def _mixture(self, moved: Collection[Cause]) -> tuple[Mixture, int]:
        """The table in which these causes have changed, but for the unit itself, and which side the unit's figures are of."""
        edition, listed = (int(cause in moved) for cause in ("edition", "units"))
        own, others = (
            int(cause in moved) if "own" in self.causes else edition for cause in ("own", "others")
        )
        return Mixture(others, edition, listed), own

    def _by_row(self, edition: int) -> bool:
        return self.mixed_tables is None or self.mixed_tables.by_row(edition)

    def _table(self, mixture: Mixture) -> RankedTable:
        """The table of a mixture, in which the unit itself is one of the others."""
        data, edition, listed = mixture
        if self.mixed_tables is not None and not self._by_row(edition):
            return ranked(self.mixed_tables.card(mixture))
        figures, listing = self.sides[data, edition], self.sides[listed, edition]
        moved = [unit for unit in listing.units if unit in figures.row]
        return _joined(figures.take(moved), listing.take([u for u in listing.units if u not in figures.row]))

    def _scored_anew(self, mixture: Mixture, units: Sequence[str], own: int) -> RanksAndScores:
        places, scores = np.full(len(units), np.nan), np.full(len(units), np.nan)
        exchange = self._exchange(mixture, own)
        at = {unit: place for place, unit in enumerate(units)}
        first_fault = None
        for alike in [[unit] for unit in units] if exchange is None else exchange.alike(units):
            rows = [at[unit] for unit in alike]
            try:
                places[rows], scores[rows] = self._with_own(mixture, alike, own)
            except InvalidData as fault:
                first_fault = first_fault or fault.in_one_line
        return RanksAndScores(places, scores, first_fault)

    def _with_own(self, mixture: Mixture, units: Sequence[str], own: int) -> tuple[Ranks, Values]:
        """The rank and the score of each of some units that are alike, where it alone has its figures of one side.

        Raises:
            InvalidData: that table cannot be scored.
        """
        assert self.mixed_tables is not None
        ties, exchange = self.ties[mixture.method], self._exchange(mixture, own)
        if exchange is not None and units[0] in exchange:
            # What cannot be scored may be a row that is not in the table: it tells then.
            with suppress(InvalidData):
                table, figures = map(ranked, exchange.with_other(units[0]))
                own_figures = figures.take(units)
                return table.ranks_with(own_figures, ties, self.among), own_figures.score
        (unit,) = units
        table = ranked(self.mixed_tables.with_own(mixture, unit, own))
        row = [table.row[unit]]
        return table.ranks(ties, self.among)[row], table.score[row]

    def _exchange(self, mixture: Mixture, own: int) -> RowExchange | None:
        assert self.mixed_tables is not None
        return self.mixed_tables.exchange(mixture, own)


def _joined(first: RankedTable, second: RankedTable) -> RankedTable:
    """The units of two tables as those of one."""
    compared, distance, score = (
        np.concatenate(pair)
        for pair in (
            (first.compared, second.compared),
            (first.distance, second.distance),
            (first.score, second.score),
        )
    )
    return RankedTable([*first.units, *second.units], compared, distance, score)


def ranked(card: Scorecard) -> RankedTable:
    """The table of a scorecard of one period and group."""
    edition, data = card.methodology, card.dataset
    compared = keys(card.index.published, edition.rank, edition.publish)
    distance = card.tolerance(edition.index.code).each(len(data))
    return RankedTable(data.units, np.where(data.ranked, compared, np.nan), distance, card.index.published)


def between_scorecards(mixed_tables: MixedTables) -> MixedRanks:
    """The ranks in the tables between two scorecards."""
    causes: list[Cause] = [] if mixed_tables.same_data else ["own", "others"]
    causes += [] if mixed_tables.same_method else ["edition"]
    causes += [] if mixed_tables.same_units else ["units"]
    sides = {side: ranked(card) for side, card in mixed_tables.tables.items()}
    first, last = (method.rank.ties for method in mixed_tables.methods)
    return MixedRanks(causes, ("own", "others", "edition", "units"), sides, (first, last), mixed_tables)


def between_standings(before: Standings, after: Standings) -> MixedRanks | None:
    """The ranks in the tables between two of which the scores are known and nothing else.

    ``None`` where a unit is lacking, or the score of one that has a rank.
    """
    for table in (before, after):
        if not table.is_whole or any(
            one.score is None and one.rank is not None for one in table.units.values()
        ):
            return None
    causes: list[Cause] = ["own", "others"]
    causes += [] if before.units.keys() == after.units.keys() else ["units"]
    sides = {}
    for data, table in enumerate((before, after)):
        score = np.array([np.nan if one.score is None else one.score for one in table.units.values()])
        compared = score if table.higher_is_better else -score
        sides[data, 0] = RankedTable(
            [*table.units], compared, own_tolerance(compared).each(len(score)), score
        )
    return MixedRanks(causes, ("own", "others", "units"), sides, (PUBLISHED_TIES, PUBLISHED_TIES))
