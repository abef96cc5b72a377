"""What identifies the rows of a table that take part: the unit, the period and the group of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from dtiscore.errors import Problem
from dtiscore.methodology.base import in_any_language

UnitOfPeriod = tuple[str | None, str]
"""A period, and the code of a unit in it."""


class Identified(Protocol):
    """What a table is checked with: the rows that take part, in the order of the file, and what identifies them."""

    @property
    def rows(self) -> Sequence[int]:
        """Row numbers in the raw table."""

    @property
    def codes(self) -> Sequence[str]: ...

    @property
    def names(self) -> Sequence[Mapping[str, str]]: ...

    @property
    def periods(self) -> Sequence[str | None]: ...

    @property
    def groups(self) -> Sequence[str | None]: ...

    @property
    def ranked(self) -> Sequence[bool]: ...

    @property
    def coded(self) -> AbstractSet[UnitOfPeriod]:
        """The units of the scheme, by period, that a code identifies, and not a name alone; none where no other list has such names."""

    @property
    def problems(self) -> Sequence[Problem]: ...

    def shown(self, row: int) -> str:
        """The name by which messages call a row's unit."""


@dataclass(eq=False)
class Identity:
    """The rows that take part, in the order of the file, and what identifies them."""

    rows: list[int] = field(default_factory=list)
    """Row numbers in the raw table."""
    codes: list[str] = field(default_factory=list)
    names: list[Mapping[str, str]] = field(default_factory=list)
    periods: list[str | None] = field(default_factory=list)
    groups: list[str | None] = field(default_factory=list)
    ranked: list[bool] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    coded: set[UnitOfPeriod] = field(default_factory=set)
    """The units of the scheme, by period, that a code identifies, and not a name alone; none where no other list has such names."""

    def shown(self, row: int) -> str:
        """The name by which messages call a row's unit."""
        return in_any_language(self.names[row])
