"""The league table of one indicator: every unit by its own figure, with rank, distance to the best and to the mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dtiscore.analysis.answer import Answer, units_of
from dtiscore.analysis.measured import Measure, highest_first, measure_of
from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import mean, present
from dtiscore.methodology.base import fold
from dtiscore.methodology.publication import TieRule
from dtiscore.said import said, some_of
from dtiscore.scoring.ranking import Ranks, plain_rank, rank
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.suggestions import close_to, did_you_mean
from dtiscore.tables.table import Rows

_MANY = 12
"""How many codes a message names."""


@dataclass(frozen=True, slots=True)
class Place:
    """One unit in the league table."""

    row: int
    value: float | None
    """In the units of the indicator, or the published score, in full precision."""
    rank: int | float | None
    """``None`` without a value, and for an aggregate such as the EU, which is not ranked."""
    is_shared: bool
    """Whether another unit has the same rank."""
    to_mean: float | None
    """How far the value is above the mean of the ranked units; negative when below."""
    times_mean: float | None
    """The value as a multiple of that mean; ``None`` where some value is negative or all are 0."""
    to_best: float | None
    """How far the value is from the first one, in the direction of the indicator; negative for an aggregate beyond it.

    Where rank 1 is the worst, the first is the worst.
    """


@dataclass(frozen=True)
class LeagueTable:
    """The units of one period and group."""

    partition: Partition
    of: int
    """How many units are ranked."""
    mean: float | None
    """The plain mean of their values: every unit counts the same."""
    best: float | None
    without: int
    """How many units that could be ranked have no value."""
    places: Sequence[Place]
    """The places asked for, first to last, then what is not ranked, in the order of unit codes."""


@dataclass(frozen=True, repr=False)
class League(Answer):
    """The league tables of one indicator, node or view."""

    card: Scorecard
    code: str
    measure: Measure | None
    """What the units are ordered by; ``None`` for the score."""
    highest_first: bool
    has_no_better_end: bool
    """Whether figures are there, but the rule makes neither the highest nor the lowest the best."""
    unit: str | None
    """The code of the unit that was asked for."""
    tables: Sequence[LeagueTable]

    @property
    def in_short(self) -> str:
        return f"{units_of(self.card)} by {self.code}"

    def rows(self) -> list[dict[str, Any]]:
        """Every place as a flat row."""
        data = self.card.dataset
        return [
            {
                "period": data.periods[place.row],
                "group": data.groups[place.row],
                "rank": place.rank,
                "of": table.of,
                "unit": data.units[place.row],
                "value": place.value,
                "mean": table.mean,
                "times_mean": place.times_mean,
                "to_mean": place.to_mean,
                "to_best": place.to_best,
            }
            for table in self.tables
            for place in table.places
        ]


def league(card: Scorecard, indicator: str, unit: str | None = None, top: int | None = None) -> League:
    """Order all units by one indicator, in the direction in which it counts.

    Units are ranked by the figure that the indicator measures, in full precision and under the tie rule of the edition;
    where the table has none (a node with parts, a supplied score, an answer in words), or no end of the figures is the
    better one, by the score, as the edition ranks it.

    Args:
        card: the scorecard.
        indicator: the code of an indicator, a node or a view.
        unit: the code of a unit to show: alone, or beside the first ones.
        top: how many units of each period and group to show, with those that share the last rank; all unless given.

    Raises:
        UsageFault: there is no such indicator or unit, or no unit has a figure or a score.
    """
    code = _require(card.methodology, indicator)
    if unit is not None and unit not in card.dataset.units:
        raise UsageFault(said('the table has no unit "{unit}"', unit=unit))
    measure = measure_of(card, code)
    first = None if measure is None else highest_first(card, code, measure)
    if measure is None or first is None:
        values, ranks = card.nodes[code].published, card.ranks[code]
        high = card.methodology.ranking(code).order == "descending"
    else:
        values, high = measure.values, first
        ranks = _ranks(card, values, card.methodology.ranking(code).ties, high=high)
    if np.isnan(values).all():
        raise _without_figures(card, code)
    tables = [
        _table(card, partition, rows, values, ranks, high=high) for partition, rows in card.partitions.items()
    ]
    chosen = [_chosen(card, table, unit, top) for table in tables]
    chosen = [table for table in chosen if table.places]  # none of a period that lacks the unit asked for
    used = None if first is None else measure
    return League(card, code, used, high, measure is not None and first is None, unit, chosen)


def _require(edition: Methodology, indicator: str) -> str:
    if indicator in edition.nodes or indicator in edition.view:
        return indicator
    codes = [*edition.nodes, *edition.view]
    called = {
        fold(heading): node.code for node in edition.nodes.values() for header in node.inputs
        for heading in edition.raw_behind(header)
    }  # fmt: skip
    called |= {fold(text): code for code in codes for text in (edition.label(code, None), code)}
    near = list(dict.fromkeys(called[text] for text in close_to(fold(indicator), called, n=3)))
    named = [said("{code} ({name})", code=code, name=edition.node_or_view(code).spoken_name) for code in near]
    raise UsageFault(
        said(
            '{edition} has no indicator with the code "{indicator}"', edition=edition.id, indicator=indicator
        ),
        did_you_mean(named) or said("it has {nodes}", nodes=some_of(codes, _MANY)),
    )


def _without_figures(card: Scorecard, code: str) -> UsageFault:
    """The fault that no unit has a figure, with the indicators of which some unit has one."""
    edition = card.methodology
    others = [one for one, scores in card.nodes.items() if not np.isnan(scores.published).all()]
    message = said(
        'no unit has a value or a score in "{edition}" ({code})',
        edition=edition.node_or_view(code).spoken_name,
        code=code,
    )
    fix = (
        said("choose one that has: {nodes}", nodes=some_of(others, _MANY))
        if others
        else said("the table has no figure of any other either")
    )
    return UsageFault(message, fix)


def _ranks(card: Scorecard, values: Values, ties: TieRule, *, high: bool) -> Ranks:
    """The ranks of figures within each period and group."""
    compared = np.where(card.dataset.ranked, values if high else -values, np.nan)
    ranks = np.full(len(values), np.nan)
    for rows in card.partitions.values():
        codes = [card.dataset.units[row] for row in rows.tolist()]
        ranks[rows] = rank(compared[rows], ties, codes)
    return ranks


def _table(
    card: Scorecard, partition: Partition, rows: Rows, values: Values, ranks: Ranks, *, high: bool
) -> LeagueTable:
    """All places of one period and group, with those of units without a value at the end."""
    ranked = rows[card.dataset.ranked[rows]]
    known = present(values[ranked])
    average = mean(known) if known else None
    best = (max(known) if high else min(known)) if known else None
    multiple = average if average and min(known) >= 0 else None
    found = ranks[rows]
    sharing = Counter(found.tolist())

    def place(row: int) -> Place:
        value, at = float(values[row]), float(ranks[row])
        if value != value:
            return Place(row, None, None, False, None, None, None)
        return Place(
            row=row,
            value=value,
            rank=plain_rank(at),
            is_shared=sharing[at] > 1,
            to_mean=None if average is None else value - average,
            times_mean=None if multiple is None else value / multiple,
            to_best=None if best is None else (best - value if high else value - best),
        )

    order = sorted(
        rows.tolist(), key=lambda row: (np.nan_to_num(ranks[row], nan=np.inf), card.dataset.units[row])
    )
    return LeagueTable(
        partition,
        int((~np.isnan(found)).sum()),
        average,
        best,
        len(ranked) - len(known),
        [place(row) for row in order],
    )


def _chosen(card: Scorecard, table: LeagueTable, unit: str | None, top: int | None) -> LeagueTable:
    """The table with the places asked for; the unit asked for stands in it even without a value."""
    units = card.dataset.units
    places = [
        place
        for place in table.places
        if units[place.row] == unit
        or (place.value is not None and unit is None and top is None)
        or (place.rank is not None and top is not None and place.rank <= top)
    ]
    return LeagueTable(table.partition, table.of, table.mean, table.best, table.without, places)
