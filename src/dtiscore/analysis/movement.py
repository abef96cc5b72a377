"""How units moved between two periods: the change of score, and of rank where both periods rank the same units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from dtiscore.analysis.expected_table import ExpectedTable
from dtiscore.analysis.lists import Across, places_among
from dtiscore.analysis.standings import have_no_gaps
from dtiscore.errors import UsageFault
from dtiscore.methodology.periods import comparable, in_order, in_time, is_order_doubtful
from dtiscore.said import said
from dtiscore.scoring.ranking import plain_rank
from dtiscore.scoring.scorecard import Scorecard

Key = tuple[str, str | None]
"""A unit and its group."""

Lists = Literal["same", "other", "common", "as ranked"]
"""Whether two periods rank the same units; if not, whether places are told, and of which units."""


@dataclass(frozen=True, slots=True)
class Move:
    """One unit's move from the previous period."""

    rank: int | float | None
    """The previous rank, on the list of units of that time."""
    up: float | None
    """Places gained; negative when lost. ``None`` without a rank, or where the two periods rank other units."""
    score: float | None
    """The previous score, in the published form."""
    of: int | None
    """Among how many units the previous rank is; ``None`` where that is not known."""
    lists: Lists = "same"


def moves(
    card: Scorecard, previous: Scorecard | None = None, across: Across | None = None
) -> dict[int, Move]:
    """The move of every row that has a previous period.

    Args:
        card: the later scorecard.
        previous: that of an earlier table, which counts by its last period, as the one before the first of this; the
            periods of a panel follow on each other.
        across: what is done where the two rank other units; no places are told unless given.

    Raises:
        UsageFault: the two are of different indices or stand on different unit schemes, so that their ranks cannot
            be compared, or the previous one is not earlier.
    """
    code = card.methodology.index.code
    if previous is not None:
        if previous.methodology.index.code != code:
            raise UsageFault(
                said(
                    "ranks cannot be compared: one table is scored as {index}, the other as {other}",
                    index=code,
                    other=previous.methodology.index.code,
                ),
                said("score both tables under editions of the same index"),
            )
        if previous.methodology.units != card.methodology.units:
            raise UsageFault(
                said(
                    "ranks cannot be compared: one table stands on {units}, the other on {other}",
                    units=card.methodology.units,
                    other=previous.methodology.units,
                ),
                said("restate the earlier table first: dtiscore units restate"),
            )
        return moves_since(card, _last_period(previous), across)
    return _within(card, across)


def _within(card: Scorecard, across: Across | None) -> dict[int, Move]:
    """The move of every row of a panel from the period before in it."""
    found: dict[int, Move] = {}
    for before, now in pairwise(in_order(card.dataset.periods)):
        rows = card.dataset.by_period[now].tolist()
        found |= _moved(card, rows, _of_period(card, before), across)
    return found


@dataclass(frozen=True, slots=True)
class Earlier:
    """The ranks and scores of an index in an earlier period."""

    period: str | None
    standings: Mapping[Key, tuple[int | float | None, float | None]]
    """Rank and score, in the published form, by unit and group."""
    has_all: bool
    """Whether a unit that is not there had no rank at the time, rather than not being shown."""

    def ranks(self, group: str | None) -> dict[str, float]:
        """The rank of every unit of a group that has one."""
        return {
            unit: float(rank)
            for (unit, its_group), (rank, _) in self.standings.items()
            if its_group == group and rank is not None
        }


def moves_since(card: Scorecard, earlier: Earlier, across: Across | None = None) -> dict[int, Move]:
    """The move of every row since the period before, which is an earlier one for the first of the card.

    Of a unit that the earlier one may merely not show nothing is known.

    Raises:
        UsageFault: the period is not earlier.
    """
    present = in_order(card.dataset.periods)
    past, first = earlier.period, present[0] if present else None
    if (
        first is not None
        and past is not None
        and (in_time(past) >= in_time(first) or comparable(past) == comparable(first))
        and not is_order_doubtful((past, first))
    ):
        raise UsageFault(
            said(
                "the last period of the previous table, {past}, is not before {present}",
                past=past,
                present=first,
            ),
            said(
                "give the table of an earlier period; of several in it the one that is meant stands before it, as in 2023=TABLE.csv"
            ),
        )
    if earlier.standings and not any(key in earlier.standings for key in _keys(card)):
        message = said("no unit of the table stands in the previous one")
        raise UsageFault(
            message, said("they are joined by code and group: give a table that writes both alike")
        )
    rows = card.dataset.by_period[first].tolist() if len(card.dataset) else []
    unknown = {} if earlier.has_all else dict.fromkeys(rows, Move(None, None, None, None))
    return unknown | _moved(card, rows, earlier, across) | _within(card, across)


def earlier_ranking(expected: ExpectedTable, index: str) -> Earlier:
    """The last period of a ranking, of whose units it may show some alone."""
    periods = {entry.period for entry in expected.rows if entry.period is not None}
    last = max(periods, key=in_time) if periods else None
    return Earlier(
        last,
        {
            (entry.unit, entry.group): (entry.ranks.get(index), entry.scores.get(index))
            for entry in expected.rows
            if entry.period == last
        },
        has_all=False,
    )


def _last_period(card: Scorecard) -> Earlier:
    periods = {period for period in card.dataset.periods if period is not None}
    return _of_period(card, max(periods, key=in_time) if periods else None)


def _of_period(card: Scorecard, period: str | None) -> Earlier:
    """One period of a table that was scored."""
    index, data = card.index.published, card.dataset
    ranks = card.ranks[card.methodology.index.code]
    standings = {
        (data.units[row], data.groups[row]): (plain_rank(float(ranks[row])), _score(float(index[row])))
        for row in (data.by_period[period].tolist() if len(data) else ())
    }
    return Earlier(period, standings, has_all=True)


def _moved(card: Scorecard, rows: Sequence[int], earlier: Earlier, across: Across | None) -> dict[int, Move]:
    """The moves of rows of one period from the earlier one; each group is a list of its own."""
    data, ranks = card.dataset, card.ranks[card.methodology.index.code]
    result: dict[int, Move] = {}
    for group in dict.fromkeys(data.groups[row] for row in rows):
        of_group = [row for row in rows if data.groups[row] == group]
        now = {data.units[row]: rank for row in of_group if (rank := float(ranks[row])) == rank}
        then = earlier.ranks(group)
        lists, ups = _ups(card, now, then, has_all=earlier.has_all, across=across)
        of = len(then) if earlier.has_all else len(now) if lists == "same" else None
        for row in of_group:
            unit = data.units[row]
            if (unit, group) in earlier.standings:
                was, score = earlier.standings[unit, group]
                result[row] = Move(was, ups.get(unit), score, of, lists)
    return result


def _ups(
    card: Scorecard,
    now: Mapping[str, float],
    then: Mapping[str, float],
    *,
    has_all: bool,
    across: Across | None,
) -> tuple[Lists, Mapping[str, float]]:
    """Whether two lists of ranks are of the same units, and the places gained from one to the next by unit."""
    both = frozenset(now.keys() & then.keys())
    if _are_of_one_list(card, now, then, has_all=has_all):
        return "same", {unit: then[unit] - now[unit] for unit in both}
    if across == "as ranked":
        return "as ranked", {unit: then[unit] - now[unit] for unit in both}
    if across != "common":
        return "other", {}
    ties = card.methodology.rank.ties
    after, before = places_among(both, now, ties), places_among(both, then, ties)
    return "common", {unit: before[unit] - after[unit] for unit in both}


def _are_of_one_list(
    card: Scorecard, now: Mapping[str, float], then: Mapping[str, float], *, has_all: bool
) -> bool:
    if has_all:
        return now.keys() == then.keys()
    scheme = card.dataset.scheme
    if scheme is not None and {unit.code for unit in scheme.units if unit.ranked} <= now.keys():
        return then.keys() <= now.keys()  # the part that is shown of a ranking of the whole scheme
    return now.keys() == then.keys() and have_no_gaps(np.array(list(then.values())))


def _keys(card: Scorecard) -> list[Key]:
    return list(zip(card.dataset.units, card.dataset.groups, strict=True))


def _score(value: float) -> float | None:
    return value if value == value else None
