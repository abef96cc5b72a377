"""What a user declares about a table, over and above what its edition says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dtiscore.dataset.numbers import NumberStyle


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read one table; the defaults declare nothing, so that everything must settle itself or be refused."""

    style: NumberStyle | None = None
    """The number style of the whole file."""
    styles: Mapping[str, NumberStyle] = field(default_factory=dict)
    """The number style of single columns, by heading in the file."""
    missing: frozenset[str] = frozenset()
    """Texts that mean "no value", beside the empty cell."""
    percent: frozenset[str] = frozenset()
    """Headings of columns whose bare numbers are percentages."""
    multiline: frozenset[str] = frozenset()
    """Headings of columns in which a line break within a cell is meant, and stands for a blank."""
    unit: str | None = None
    name: str | None = None
    period: str | None = None
    group: str | None = None
    """Headings that identify a row, where they are not recognised."""
    at_period: str | None = None
    """The period of a table that has no column for it, or the one period to keep of a panel."""
    by: tuple[str, ...] = ()
    """Headings of columns by whose values units are ranked apart."""
    ignored_units: frozenset[str] = frozenset()
    """Names of rows that are no units (totals, averages) and are left out."""
    allow_missing_units: bool = False
    """Whether a table may lack units of its scheme."""
