"""Many periods of one index: ranks and scores of every unit, runs in the lead, growth, and whether units draw together.

The standard deviation over units falling from period to period is called sigma-convergence (Barro and Sala-i-Martin,
1992, Journal of Political Economy 100).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

import numpy as np

from dtiscore.analysis.answer import Answer, so_many
from dtiscore.analysis.lists import on_one_basis, on_one_list, require_some_in_common, with_common_ranks
from dtiscore.analysis.standings import Restatement, Standing, Standings, names_in
from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology.periods import as_told_or_in_time, comparable, times_of
from dtiscore.said import Composed, said
from dtiscore.tables.period_of_row import unknown_period
from dtiscore.units.scheme import UnitScheme


@dataclass(frozen=True, slots=True)
class Run:
    """Periods in a row in which a unit was first: as far apart as the nearest two of all are, so that none lacks between."""

    first: str
    last: str
    length: int


@dataclass(frozen=True)
class UnitTrend:
    """One unit over the periods."""

    unit: str
    name: Mapping[str, str]
    standings: Sequence[Standing | None]
    """One per period; ``None`` where the table of the period lacks the unit."""
    leads: Sequence[Run]
    """The runs in the lead, in order."""
    growth: float | None
    """The score in the last period with one less that in the first; ``None`` with fewer than two."""
    yearly: float | None
    """``growth`` for each year, or other step of time, between the two."""
    relative: float | None
    """``growth`` as a share of the first score."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far units are apart in one period; all ``None`` where it is known that some have no score."""

    units: int | None
    """How many have a score."""
    mean: float | None = None
    sd: float | None = None
    """Of the population: divided by the number of units."""
    range: float | None = None
    """Between the highest and the lowest score."""


@dataclass(frozen=True, repr=False)
class Trend(Answer):
    """Standings of several periods on one basis."""

    tables: Sequence[Standings]
    """In order of time."""
    units: Sequence[UnitTrend]
    """In the order of the last ranks, then of their codes."""
    spreads: Sequence[Spread]
    """One per period."""
    name: Composed | None = None
    """The name of the node that is followed, where it is another one than the index."""
    editions: Mapping[str, str] = field(default_factory=dict)
    """By period: the id of the edition under which its table is scored."""
    warnings: Sequence[Problem] = ()
    """Reservations about the tables."""

    @property
    def in_short(self) -> str:
        return f"{self.tables[-1].index}: {self.tables[0].label} to {self.tables[-1].label}, {so_many(len(self.units), 'unit')}"

    @property
    def on_one_list(self) -> bool:
        """Whether every period ranks the same units; otherwise ranks, and how far units are apart, are not comparable."""
        return on_one_list(self.tables)

    @property
    def drafts(self) -> dict[str, bool]:
        """By table: whether the edition under which it was scored is a draft."""
        return {table.label: table.is_draft for table in self.tables}

    @property
    def lacks_periods(self) -> bool:
        """Whether some two tables in a row lie further apart than the nearest two."""
        return len(set(_steps(_times([table.label for table in self.tables])))) > 1

    def of(self, unit: str) -> UnitTrend:
        """The trend of one unit, by its code."""
        return next(trend for trend in self.units if trend.unit == unit)


def trend(
    tables: Sequence[Standings],
    *,
    restated: Restatement | None = None,
    on: UnitScheme | None = None,
    common_units: bool = False,
) -> Trend:
    """Follow units over several periods; with ``common_units`` those that every period has, ranked among themselves.

    Raises:
        UsageFault: there are fewer than two tables, a period is unknown or comes twice, the tables stand on different
            unit schemes and nothing says how to restate, or they have no unit in common.
    """
    if len(tables) < 2:
        raise UsageFault(
            said("a trend needs at least two periods"), said("give more tables, as 2022=A.csv 2023=B.csv")
        )
    for table in tables:
        if table.period is None:
            raise unknown_period(table.source, "2023")
    based = on_one_basis(tables, restated, on)
    ordered = as_told_or_in_time(
        with_common_ranks(based) if common_units else based, lambda table: table.period
    )
    periods = [table.label for table in ordered]
    names = [*map(comparable, periods)]
    twice = next((period for period in periods if names.count(comparable(period)) > 1), None)
    if twice is not None:
        raise UsageFault(
            said("there are two tables of {twice}", twice=twice), said("give one table for each period")
        )
    require_some_in_common(ordered)
    called = names_in(ordered)
    codes = sorted(called, key=lambda code: (*_places(ordered, code), code))
    times = _times(periods)
    return Trend(
        ordered,
        [_unit(code, called[code], ordered, times) for code in codes],
        [_spread(table) for table in ordered],
    )


def _places(tables: Sequence[Standings], code: str) -> list[float]:
    """The ranks of a unit, the last first; unknown ones count as last."""
    found = [table.units.get(code) for table in reversed(tables)]
    return [inf if one is None or one.rank is None else one.rank for one in found]


def _unit(
    code: str, name: Mapping[str, str], tables: Sequence[Standings], times: Sequence[float]
) -> UnitTrend:
    standings = [table.units.get(code) for table in tables]
    scored = [
        (at, one.score) for at, one in enumerate(standings) if one is not None and one.score is not None
    ]
    growth = yearly = relative = None
    if len(scored) > 1:
        (begin, first), (end, last) = scored[0], scored[-1]
        growth = round(last - first, 12)
        yearly = growth / (times[end] - times[begin])
        relative = growth / first if first > 0 else None
    ranks = [None if one is None else one.rank for one in standings]
    return UnitTrend(
        code,
        name,
        standings,
        _leads(ranks, [table.label for table in tables], times),
        growth,
        yearly,
        relative,
    )


def _leads(ranks: Sequence[float | None], periods: Sequence[str], times: Sequence[float]) -> list[Run]:
    """The runs of first ranks; a lacking table, or one without a rank of the unit, ends one."""
    steps = _steps(times)
    runs: list[Run] = []
    for at, place in enumerate(ranks):
        if place != 1:
            continue
        if at > 0 and ranks[at - 1] == 1 and steps[at - 1] == min(steps):
            runs[-1] = Run(runs[-1].first, periods[at], runs[-1].length + 1)
        else:
            runs.append(Run(periods[at], periods[at], 1))
    return runs


def _times(periods: Sequence[str]) -> list[float]:
    """Where periods lie in time; one step from each to the next where they do not tell."""
    told = times_of(periods) or {period: float(at) for at, period in enumerate(periods)}
    return [told[period] for period in periods]


def _steps(times: Sequence[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]


def _spread(table: Standings) -> Spread:
    scores = [one.score for one in table.units.values() if one.score is not None]
    lacks = not table.is_whole or (table.scheme is not None and len(scores) < len(table.units))
    if lacks or not scores:
        return Spread(None)
    values = np.array(sorted(scores))
    return Spread(len(scores), float(values.mean()), float(values.std()), float(values[-1] - values[0]))
