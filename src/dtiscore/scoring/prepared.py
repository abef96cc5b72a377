"""What preparation gives: the table that rules read, what was done to each cell, and what each step learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.preparation import Settings
from dtiscore.tables.table import Dataset

FittedStep = Mapping[str | None, Mapping[str, Settings]]
"""What one step learned: by frame, then by heading."""


class Mark(IntEnum):
    """What preparation did to a cell; of several things the one that weighs most, which has the highest number."""

    AS_READ = 0
    DERIVED = 1
    TREATED = 2
    IMPUTED = 3
    """Filled in, or derived from a cell that was: the value was never there."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A table after preparation, with a mark for each cell that is not as it was read."""

    dataset: Dataset
    """The table that rules read."""
    marks: Mapping[str, NDArray[np.uint8]]
    """By heading; a column without marks is as it was read."""
    kept: Mask
    """The rows that screening kept."""
    steps: Sequence[FittedStep]
    """What each step learned, in the order of the file."""
    carried: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    """By heading, of columns that were filled along periods: for each row the period whose value stands there, if any."""
    untreated: Mapping[str, Values] = field(default_factory=dict)
    """By heading, of columns in which outliers were treated: the values before that, in the units of the table; NaN where
    a value was filled in afterwards."""

    def count(self, mark: Mark, headers: Iterable[str]) -> int:
        """How many cells of some columns carry a mark, in the rows that screening kept."""
        marks = [self.marks[header] for header in headers if header in self.marks]
        return sum(int(np.sum((column == mark) & self.kept)) for column in marks)

    def weightiest(self, headers: Iterable[str]) -> NDArray[np.uint8]:
        """The mark that weighs most of all that the cells of some columns carry, for each row."""
        found = np.zeros(len(self.kept), np.uint8)
        for header in headers:
            if header in self.marks:
                found = np.maximum(found, self.marks[header])
        return found

    def mark(self, row: int, headers: Iterable[str]) -> Mark:
        """What was done to the cells of one row, the weightiest of all."""
        marks = (Mark(int(self.marks[header][row])) for header in headers if header in self.marks)
        return max(marks, default=Mark.AS_READ)
