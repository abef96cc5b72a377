"""The moves of the rows of a large table from period to period, as :mod:`dtiscore.analysis.movement` tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.periods import in_order, in_time
from dtiscore.scoring.ranking import DoubledRanks
from dtiscore.tables.table import Rows

if TYPE_CHECKING:
    import polars as pl

Partition = tuple[str | None, str | None]
"""A period and a group."""


@dataclass(frozen=True, slots=True)
class Moves:
    """By row: twice the rank of its unit in the period before, 0 for none, and the places gained, NaN where none is told."""

    previous: DoubledRanks
    up: Values


def moves(codes: pl.Series, partitions: Mapping[Partition, Rows], ranks: DoubledRanks) -> Moves | None:
    """The moves since the period before within each group; ``None`` where no row has one.

    Args:
        codes: the unit of every row.
        partitions: the rows that are ranked against each other.
        ranks: twice the rank of every row, 0 for none.
    """
    found = None
    for earlier, later in _followed(partitions):
        now, then = _met(codes, earlier, later)
        if not len(now):
            continue
        found = found or Moves(np.zeros_like(ranks), np.full(len(ranks), np.nan))
        found.previous[now] = ranks[then]
        both = (ranks[now] > 0) & (ranks[then] > 0)
        if both.sum() == np.count_nonzero(ranks[later]) == np.count_nonzero(ranks[earlier]):
            gained = (ranks[then].astype(np.float64) - ranks[now]) / 2.0
            found.up[now] = np.where(both, gained, np.nan)
    return found


def _followed(partitions: Mapping[Partition, Rows]) -> Iterator[tuple[Rows, Rows]]:
    """The rows of a group in one period, and in the next one that the table has."""
    periods = in_order(period for period, _ in partitions)
    for before, now in pairwise(periods):
        for (period, group), rows in partitions.items():
            if period == now and (before, group) in partitions:
                yield partitions[before, group], rows


def _met(codes: pl.Series, earlier: Rows, later: Rows) -> tuple[NDArray[Any], NDArray[Any]]:
    """Of the later rows those whose unit stands among the earlier ones, and where it stands there."""
    import polars as pl

    tables = [pl.DataFrame({"code": codes[rows], "row": rows}) for rows in (later, earlier)]
    both = tables[0].join(tables[1].unique("code", keep="last"), on="code", suffix="_then")
    return both["row"].to_numpy(), both["row_then"].to_numpy()


@dataclass(frozen=True, slots=True)
class UnitLists:
    """The units of each period of a table, and their names, as far as two periods do not say the same."""

    by_period: Sequence[tuple[str, pl.DataFrame]]
    """In order of time: the period, or the table for rows of none, and its units as ``code`` and ``name``."""

    @property
    def differ(self) -> bool:
        """Whether some period has other units than the rest."""
        first, *others = [table["code"].sort() for _, table in self.by_period]
        return any(not first.equals(other) for other in others)

    def names(self, most: int) -> list[tuple[str, dict[str, dict[str, str]]]]:
        """The names of the units of each period that has at most so many."""
        return [(label, named(table.rows())) for label, table in self.by_period if table.height <= most]

    def otherwise_named(self) -> Iterator[tuple[tuple[str, str], dict[str, Any], dict[str, Any]]]:
        """Of each two periods that follow on each other, what they are called, and the units that have other names."""
        for (before, earlier), (after, later) in pairwise(self.by_period):
            both = later.join(earlier, on="code", suffix="_before", maintain_order="left")
            other = both.filter(both["name"] != both["name_before"])
            yield (
                (before, after),
                named(other.select("code", "name_before").rows()),
                named(other.select("code", "name").rows()),
            )


def named(rows: Sequence[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Names by code, the same in every language."""
    return {code: {"": name} for code, name in rows}


def unit_lists(
    codes: pl.Series, names: pl.Series, partitions: Mapping[Partition, Rows], source: str
) -> UnitLists:
    """The units of each period; of a unit in several groups of one period the last name counts."""
    import polars as pl

    found = []
    for period in sorted({period for period, _ in partitions}, key=in_time):
        of_period = np.sort(np.concatenate([rows for (one, _), rows in partitions.items() if one == period]))
        table = pl.DataFrame({"code": codes[of_period], "name": names[of_period]})
        found.append((period or source, table.unique("code", keep="last", maintain_order=True)))
    return UnitLists(found)
