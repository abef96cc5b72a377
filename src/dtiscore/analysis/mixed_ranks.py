"""The rank of a unit in the tables between two: its own figures, the others', edition and units as before or after."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from dtiscore.analysis.corners import Corner, Corners
from dtiscore.analysis.standings import PUBLISHED_TIES, Standings
from dtiscore.errors import InvalidData
from dtiscore.methodology import Values
from dtiscore.methodology.publication import TieRule
from dtiscore.scoring.ranking import Ranks, keys, rank, ranks_alone
from dtiscore.scoring.scorecard import Scorecard

Party = Literal["own", "others", "edition", "units"]
"""What may move the rank of a unit: its own figures, those of the others, the edition, and which units there are."""

MOST_RANKED = 20_000_000
"""How many ranks are made at most for the tables of many units, in each of which one unit stands for itself."""

MOST_SCORED = 500_000
"""How many rows are scored at most for the same, where a score depends on other units and each table is scored anew."""


@dataclass(frozen=True)
class Ranked:
    """The units of one table that are ranked against each other."""

    units: Sequence[str]
    compared: Values
    """Larger is better, NaN is not ranked; see :func:`dtiscore.scoring.ranking.rank`."""
    score: Values
    """In the published form."""

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Where each unit stands."""
        return {unit: row for row, unit in enumerate(self.units)}

    def take(self, rows: Sequence[int]) -> Ranked:
        """Some of the units."""
        return Ranked([self.units[row] for row in rows], self.compared[rows], self.score[rows])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of some units; NaN where there is no rank or score."""

    ranks: Ranks
    scores: Values
    fault: str | None = None
    """Why the table of some unit could not be scored."""


@dataclass(frozen=True)
class MixedRanks:
    """Ranks in the tables between two."""

    parties: Sequence[Party]
    """What is not the same in both."""
    known: Collection[Party]
    """The parties of which it can be told what they did, if only that it is nothing."""
    sides: Mapping[tuple[int, int], Ranked]
    """The figures before (0) or after (1) under the edition before or after."""
    ties: tuple[TieRule, TieRule]
    """The tie rule before and after."""
    corners: Corners | None = None
    """Where a score may depend on other units: the tables to score anew."""

    def too_many(self, units: int) -> bool:
        """Whether the tables of so many units would take too long together."""
        most = MOST_RANKED if all(map(self._by_row, (0, 1))) else MOST_SCORED
        rows = max(len(side.units) for side in self.sides.values())
        return units * rows << len(self.parties) > 2 * most

    def outcome(self, moved: Collection[Party], units: Sequence[str]) -> Outcome:
        """The rank and the score of each of some units once these parties have changed."""
        edition, listed = (int(party in moved) for party in ("edition", "units"))
        own, others = (
            int(party in moved) if "own" in self.parties else edition for party in ("own", "others")
        )
        table = self._table(Corner(others, edition, listed))
        rows = [table.row[unit] for unit in units]
        if own == others:
            ranks = rank(table.compared, self.ties[edition], table.units)
            return Outcome(ranks[rows], table.score[rows])
        if not self._by_row(edition):
            return self._scored_anew(Corner(others, edition, listed), units, own)
        side = self.sides[own, edition]
        figures = side.take([side.row[unit] for unit in units])
        ranks = ranks_alone(table.compared, rows, figures.compared, self.ties[edition], table.units)
        return Outcome(ranks, figures.score)

    def _by_row(self, edition: int) -> bool:
        return self.corners is None or self.corners.by_row(edition)

    def _table(self, corner: Corner) -> Ranked:
        """The table of a corner, in which the unit itself is one of the others."""
        data, edition, listed = corner
        if self.corners is not None and not self._by_row(edition):
            return ranked(self.corners.card(corner))
        figures, units = self.sides[data, edition], self.sides[listed, edition]
        from_ = [(figures if unit in figures.row else units) for unit in units.units]
        return Ranked(
            units.units,
            np.array([side.compared[side.row[unit]] for side, unit in zip(from_, units.units, strict=True)]),
            np.array([side.score[side.row[unit]] for side, unit in zip(from_, units.units, strict=True)]),
        )

    def _scored_anew(self, corner: Corner, units: Sequence[str], own: int) -> Outcome:
        assert self.corners is not None
        places, scores = np.full(len(units), np.nan), np.full(len(units), np.nan)
        first_fault = None
        for at, unit in enumerate(units):
            try:
                table = ranked(self.corners.with_own(corner, unit, own))
            except InvalidData as fault:
                first_fault = first_fault or fault.in_one_line
            else:
                places[at] = rank(table.compared, self.ties[corner.method], table.units)[table.row[unit]]
                scores[at] = table.score[table.row[unit]]
        return Outcome(places, scores, first_fault)


def ranked(card: Scorecard) -> Ranked:
    """The table of a scorecard of one period and group."""
    edition, data = card.methodology, card.dataset
    compared = keys(card.index.published, edition.rank, edition.publish)
    return Ranked(data.units, np.where(data.ranked, compared, np.nan), card.index.published)


def between_scorecards(corners: Corners) -> MixedRanks:
    """The ranks in the tables between two scorecards."""
    parties: list[Party] = [] if corners.same_data else ["own", "others"]
    parties += [] if corners.same_method else ["edition"]
    parties += [] if corners.same_units else ["units"]
    sides = {side: ranked(card) for side, card in corners.tables.items()}
    first, last = (method.rank.ties for method in corners.methods)
    return MixedRanks(parties, ("own", "others", "edition", "units"), sides, (first, last), corners)


def between_standings(before: Standings, after: Standings) -> MixedRanks | None:
    """The ranks in the tables between two of which the scores are known and nothing else.

    ``None`` where a unit is lacking, or the score of one that has a rank.
    """
    for table in (before, after):
        if not table.is_whole or any(
            one.score is None and one.rank is not None for one in table.units.values()
        ):
            return None
    parties: list[Party] = ["own", "others"]
    parties += [] if before.units.keys() == after.units.keys() else ["units"]
    sides = {}
    for data, table in enumerate((before, after)):
        score = np.array([np.nan if one.score is None else one.score for one in table.units.values()])
        sides[data, 0] = Ranked([*table.units], score if table.higher_is_better else -score, score)
    return MixedRanks(parties, ("own", "others", "units"), sides, (PUBLISHED_TIES, PUBLISHED_TIES))
