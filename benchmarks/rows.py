"""What a benchmark reports: rows of a table, and curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, beside the most that it should be."""

    topic: str
    what: str
    value: float | None
    """``None`` where it could not be measured; ``note`` says why."""
    unit: Literal["s CPU", "s", "times", "ms CPU"]
    most: float | None = None
    note: str = ""

    @property
    def kept(self) -> bool | None:
        """Whether the figure is within its bound; ``None`` where there is nothing to compare."""
        return None if self.value is None or self.most is None else self.value <= self.most


@dataclass(frozen=True, slots=True)
class Curve:
    """How the time grows with one size, all others held."""

    name: str
    title: str
    size: str
    """What is counted along the horizontal axis."""
    points: Sequence[tuple[int, float]]
    """Size and processor seconds."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large things are and how often they are run."""

    runs: int
    units: tuple[int, ...]
    """For the growth with units; the last but one is scored against its bound, the last against plain numpy."""
    indicators: tuple[int, ...]
    replicates: tuple[int, ...]
    """For the growth with replicates; the last two are held against each other."""
    pairs: tuple[int, ...]
    """Units under Copeland's rule."""
    sobol: int


FULL = Sizes(
    5,
    (1_000, 10_000, 100_000, 1_000_000),
    (10, 30, 100, 300, 1_000),
    (1_000, 10_000, 100_000, 1_000_000),
    (1_000, 3_000, 10_000),
    1_000,
)
TOY = Sizes(1, (20, 40, 60), (3, 6), (20, 40), (10, 20), 16)
