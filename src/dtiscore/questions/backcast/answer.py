"""Past periods re-scored under today's edition, beside the ranking under the edition that was in force then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from dtiscore.analysis.answer import Answer, so_many
from dtiscore.analysis.lists import among_common, on_one_basis, on_one_list, require_some_in_common
from dtiscore.analysis.standings import Standing, Standings, names_in, require_one_end
from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.periods import as_told_or_in_time, comparable
from dtiscore.said import Said, counted, said, some_of

MOST_COLUMNS = 8
"""How many missing columns a reason names."""


@dataclass(frozen=True, slots=True)
class NotScored:
    """Why a table cannot be scored under an edition."""

    reason: Said
    """One sentence without a full stop."""
    columns: tuple[str, ...] = ()
    """The headings that the table lacks, where that is the reason."""
    others: int = 0
    """How many more faults there are."""
    fix: Said | None = None
    """What can be done about it."""


@dataclass(frozen=True)
class Rescored:
    """One period under both editions."""

    period: str
    source: str
    now: Standings | NotScored
    """Under today's edition."""
    then: Standings | NotScored | None = None
    """Under the edition that was in force; ``None`` where no family of editions is known."""
    edition_then: Methodology | None = None
    made_by: Methodology | None = None
    """The edition that made parts of the index for today's, which the table does not hold; ``None`` for none."""
    made: tuple[str, ...] = ()
    """The codes of these parts."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """The units that today's edition cannot reach, each with the node at which the table supplies their score: they take
    part in the ranking with it, and are not re-scored."""

    @property
    def on_one_list(self) -> bool:
        """Whether both editions rank the same units of the table."""
        sides = [side for side in (self.now, self.then) if isinstance(side, Standings)]
        return len(sides) < 2 or on_one_list(sides)


@dataclass(frozen=True)
class UnitBackcast:
    """One unit over the periods: its standings under today's edition and under the one in force then."""

    unit: str
    name: Mapping[str, str]
    now: Sequence[Standing | None]
    """One per period; ``None`` where the period cannot be re-scored, the unit cannot be reached, or the table lacks it."""
    then: Sequence[Standing | None]
    on_one_list: Sequence[bool]
    """Whether both rank the same units in a period."""

    def up(self, at: int) -> float | None:
        """The places that a unit gains in a period by being scored under today's edition; negative when it loses."""
        was, now = self.then[at], self.now[at]
        if was is None or now is None or was.rank is None or now.rank is None or not self.on_one_list[at]:
            return None
        return was.rank - now.rank


@dataclass(frozen=True, repr=False)
class Backcast(Answer):
    """Several periods re-scored under one edition."""

    edition: Methodology
    """Today's."""
    periods: Sequence[Rescored]
    """In order of time."""
    units: Sequence[UnitBackcast]
    """In the order of the last ranks under today's edition, then of their codes."""
    warnings: Sequence[Problem] = ()

    @property
    def in_short(self) -> str:
        return f"{self.edition.id}: {self.periods[0].period} to {self.periods[-1].period}, {so_many(len(self.units), 'unit')}"

    @property
    def tables(self) -> list[Standings]:
        """All standings that there are."""
        return [side for one in self.periods for side in (one.now, one.then) if isinstance(side, Standings)]

    @property
    def rescored(self) -> list[str]:
        """The periods that could be re-scored under today's edition."""
        return [one.period for one in self.periods if isinstance(one.now, Standings)]

    @property
    def makers(self) -> list[tuple[Methodology, tuple[str, ...]]]:
        """The editions that made parts of the index for today's, each with the codes of these parts."""
        found: dict[tuple[str, tuple[str, ...]], Methodology] = {
            (one.made_by.id, one.made): one.made_by
            for one in self.periods
            if one.made_by is not None and isinstance(one.now, Standings)
        }
        return [(maker, codes) for (_, codes), maker in found.items()]

    def of(self, unit: str) -> UnitBackcast:
        """One unit, by its code."""
        return next(one for one in self.units if one.unit == unit)


def backcast(
    edition: Methodology,
    periods: Sequence[Rescored],
    warnings: Sequence[Problem] = (),
    *,
    common_units: bool = False,
) -> Backcast:
    """Put periods that were scored under two editions side by side; ``common_units`` ranks anew the units of all.

    Raises:
        UsageFault: a period comes twice, the tables stand on different lists of units or count ranks from opposite ends, or they
            have no unit in common.
    """
    ordered = as_told_or_in_time(periods, lambda one: one.period)
    names = [comparable(one.period) for one in ordered]
    twice = next((one.period for one in ordered if names.count(comparable(one.period)) > 1), None)
    if twice is not None:
        raise UsageFault(
            said("there are two tables of {twice}", twice=twice), said("give one table for each period")
        )
    now = [one.now for one in ordered if isinstance(one.now, Standings)]
    if now:
        on_one_basis(now)
        require_some_in_common(now)
        require_one_end(
            side for one in ordered for side in (one.now, one.then) if isinstance(side, Standings)
        )
    if now and common_units:
        ordered = _among_common(ordered)
    known = names_in(side for one in ordered for side in (one.then, one.now) if isinstance(side, Standings))
    units = [
        UnitBackcast(
            code,
            name,
            [None if code in one.fixed else _of(one.now, code) for one in ordered],
            [_of(one.then, code) for one in ordered],
            [one.on_one_list for one in ordered],
        )
        for code, name in known.items()
    ]
    return Backcast(edition, ordered, sorted(units, key=_place), list(dict.fromkeys(warnings)))


def _among_common(periods: Sequence[Rescored]) -> list[Rescored]:
    """The periods with the units that every one of them ranks under each edition, ranked anew among themselves."""
    sides = [side for one in periods for side in (one.now, one.then) if isinstance(side, Standings)]
    anew = iter(among_common(sides))
    return [
        replace(
            one,
            now=next(anew) if isinstance(one.now, Standings) else one.now,
            then=next(anew) if isinstance(one.then, Standings) else one.then,
        )
        for one in periods
    ]


def not_scored(fault: Said, problems: Sequence[Problem], lacking: Sequence[str]) -> NotScored:
    """Why a table was refused, from its faults.

    Args:
        fault: the message of the refusal, for one that has no list of faults.
        problems: the errors of the table.
        lacking: the headings of the columns that it lacks.
    """
    if not problems:
        return NotScored(fault)
    if lacking:
        others = [problem for problem in problems if problem.code != "missing-column"]
        reason = counted(
            len(lacking),
            "the table lacks the column {columns}",
            "the table lacks the columns {columns}",
            columns=some_of(lacking, MOST_COLUMNS),
        )
        return NotScored(reason, tuple(lacking), len(others))
    first = problems[0]
    reason = said("line {line}: {what}", line=first.place.line, what=first.message)
    if first.raw is not None:
        reason = said('{what} ("{raw}")', what=reason, raw=first.raw)
    return NotScored(reason, (), len(problems) - 1, first.fix)


def _of(side: Standings | NotScored | None, unit: str) -> Standing | None:
    return side.units.get(unit) if isinstance(side, Standings) else None


def _place(unit: UnitBackcast) -> tuple[list[float], str]:
    """The ranks of a unit, the last first; unknown ones count as last."""
    ranks = [inf if one is None or one.rank is None else one.rank for one in reversed(unit.now)]
    before = [inf if one is None or one.rank is None else one.rank for one in reversed(unit.then)]
    return [*ranks, *before], unit.unit
