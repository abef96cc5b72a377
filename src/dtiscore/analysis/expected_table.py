"""A published or committed table as far as it says something about nodes of an edition, and of which scored rows it says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.methodology.base import fold
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.published_ranks import RankRange
from dtiscore.tables.table import Dataset

EXACT = 13
"""From this many decimals on, a table holds full precision and scores must be equal in 15 digits."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One row of the expected table."""

    unit: str
    period: str | None
    line: int
    """Where it stands in its file."""
    scores: Mapping[str, float | None]
    """By node code, in the published form; ``None`` where the table says that there is no score."""
    ranks: Mapping[str, int | float]
    ranges: Mapping[str, RankRange] = field(default_factory=dict)
    """By node code, where the table says between which ranks the unit has its own."""
    band: str | None = None
    group: str | None = None
    names: Sequence[str] = ()
    """What else the table calls the unit."""


@dataclass(frozen=True)
class ExpectedTable:
    """A published or committed table, as far as it says something about nodes of the edition."""

    source: str
    rows: Sequence[Expected] = ()
    decimals: Mapping[str, int] = field(default_factory=dict)
    """For each node the most decimals with which the table writes its scores."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """For each node where the heading of its scores stands."""
    passed_over: Sequence[Problem] = ()
    """A warning for each column that could have held something to compare, and has a heading that nobody knows."""


def rows_meant(card: Scorecard, expected: ExpectedTable) -> Iterator[tuple[Expected, list[int]]]:
    """Each row of an expected table with the row of the scorecard that it is about, if there is one.

    Raises:
        UsageFault: a unit was scored in several groups, and the expected table does not say which one it means.
    """
    units = _Units(card.dataset)
    one_period = len(set(card.dataset.periods)) == 1
    if None in card.dataset.periods:  # what was scored may be of the only year that is expected
        one_period = len({entry.period for entry in expected.rows}) == 1
    for entry in expected.rows:
        rows = units.rows_of(entry)
        meant = [row for row in rows if _is_of(card, row, entry, one_period=one_period)]
        if len(meant) > 1:
            message = said(
                "{source}: {unit} (line {line}) was scored in {n} groups",
                source=expected.source,
                unit=entry.unit,
                line=entry.line,
                n=len(meant),
            )
            raise UsageFault(
                message, said("add the column of the group, so that it is known which one is meant")
            )
        yield entry, meant


def _is_of(card: Scorecard, row: int, entry: Expected, *, one_period: bool) -> bool:
    """Whether a row of the unit is the one of the entry's period and group, as far as both tables tell them."""
    period, group = card.dataset.periods[row], card.dataset.groups[row]
    same_period = entry.period == period or (None in (entry.period, period) and one_period)
    return same_period and (entry.group is None or group is None or fold(entry.group) == fold(group))


class _Units:
    """The rows of each unit of a table that was scored.

    Without a scheme one table may have codes where the other one has names: a unit of no known code is the one that alone
    bears its name.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._rows: dict[str, list[int]] = {}
        for row, unit in enumerate(dataset.units):
            self._rows.setdefault(unit, []).append(row)

    def rows_of(self, entry: Expected) -> Sequence[int]:
        """The rows of the unit that is meant, in all periods and groups."""
        if entry.unit in self._rows or self._dataset.scheme is not None:
            return self._rows.get(entry.unit, ())
        codes = {code for text in (entry.unit, *entry.names) for code in self._by_text.get(fold(text), ())}
        return self._rows[codes.pop()] if len(codes) == 1 else ()

    @cached_property
    def _by_text(self) -> Mapping[str, set[str]]:
        """The codes of the units by what they are called, folded."""
        found: dict[str, set[str]] = {}
        for code, names in zip(self._dataset.units, self._dataset.names, strict=True):
            for text in (code, *names.values()):
                found.setdefault(fold(text), set()).add(code)
        return found
