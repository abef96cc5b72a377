"""Two assessments of the same indicators, such as one's own and the appraised: points lost and gained, by groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dtiscore.analysis.answer import Answer, so_many
from dtiscore.errors import Problem
from dtiscore.said import said


@dataclass(frozen=True, slots=True)
class Assessed:
    """One row of the table, as a rule one indicator."""

    label: str
    """What the row is about."""
    groups: Mapping[str, str]
    """Its group in each grouping, by heading."""
    first: float | None
    second: float | None
    period: str | None = None
    """Of which period the row is, if the table says so."""

    @property
    def change(self) -> Fraction | None:
        """The second assessment less the first, exact on the decimals as they are written."""
        if self.first is None or self.second is None:
            return None
        return Fraction(repr(self.second)) - Fraction(repr(self.first))


@dataclass(frozen=True, slots=True)
class Balance:
    """Points lost and gained in one group of rows."""

    heading: str | None
    """The heading of the grouping; ``None`` for all rows together."""
    group: str | None
    rows: int
    first: float
    """The sum of the first assessment."""
    second: float
    lost: float
    """The sum of what was taken away, not negative."""
    lost_on: int
    gained: float
    gained_on: int

    @property
    def net(self) -> float:
        """What remains: negative where more was lost than gained."""
        return float(Fraction(repr(self.gained)) - Fraction(repr(self.lost)))


@dataclass(frozen=True, repr=False)
class Appraisal(Answer):
    """Two assessments held against each other."""

    source: str
    first: str
    """The headings of the two columns."""
    second: str
    rows: Sequence[Assessed]
    """In the order of the table."""
    total: Balance
    balances: Sequence[Balance]
    """By grouping in the order asked for, groups with the greatest loss first."""
    incomplete: tuple[str, ...]
    """Rows that lack one of the two assessments, and are in no sum; with their periods where there are several."""
    sha256: str | None = None
    """The hash of the table; ``None`` for one that never was a file."""
    warnings: Sequence[Problem] = ()
    """Reservations about the table."""

    @property
    def in_short(self) -> str:
        return f"{self.source}: {self.first} and {self.second}, {so_many(len(self.rows), 'unit')}"

    @property
    def all_lost_in(self) -> list[Balance]:
        """Of each grouping the group in which all that was lost was lost, where there is a single one."""
        return [one for one in self.balances if one.lost_on == self.total.lost_on > 0]


def are_of_several_periods(rows: Sequence[Assessed]) -> bool:
    """Whether a unit may have several of the rows, told apart by their periods."""
    return len({row.period for row in rows}) > 1


def appraise(
    source: str,
    first: str,
    second: str,
    rows: Sequence[Assessed],
    groupings: Sequence[str],
    sha256: str | None = None,
) -> Appraisal:
    """Sum up what a second assessment took away from and added to a first, in all and by each grouping."""
    compared = [row for row in rows if row.change is not None]
    balances: list[Balance] = []
    for heading in groupings:
        groups = dict.fromkeys(row.groups[heading] for row in compared)
        found = [
            _balance(heading, group, (row for row in compared if row.groups[heading] == group))
            for group in groups
        ]
        balances += sorted(
            found, key=lambda one: (-one.lost, one.gained)
        )  # stable: then in the order of the table
    several = are_of_several_periods(rows)
    incomplete = tuple(
        said("{label} ({period})", label=row.label, period=row.period)
        if several and row.period
        else row.label
        for row in rows
        if row.change is None
    )
    total = _balance(None, None, compared)
    return Appraisal(source, first, second, rows, total, balances, incomplete, sha256)


def _balance(heading: str | None, group: str | None, rows: Iterable[Assessed]) -> Balance:
    compared = [row for row in rows if row.change is not None]
    changes = [row.change for row in compared if row.change is not None]
    lost = [-change for change in changes if change < 0]
    gained = [change for change in changes if change > 0]
    return Balance(
        heading,
        group,
        rows=len(changes),
        first=_sum(row.first for row in compared),
        second=_sum(row.second for row in compared),
        lost=float(sum(lost)),
        lost_on=len(lost),
        gained=float(sum(gained)),
        gained_on=len(gained),
    )


def _sum(figures: Iterable[float | None]) -> float:
    """The sum, exact on the decimals as they are written."""
    return float(sum(Fraction(repr(figure)) for figure in figures if figure is not None))
