"""The scores of one node or view, and where each comes from."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask


class Origin(IntEnum):
    """Where a score comes from."""

    MISSING = 0
    COMPUTED = 1
    SUPPLIED = 2
    """Brought by the table for the node as a whole."""
    PARTIAL = 3
    """Computed from those children that have a score."""
    ZEROED = 4
    """Missing, and counted as 0 by the edition's missing rule."""


MADE_FROM_CHILDREN = (Origin.COMPUTED, Origin.PARTIAL)
"""The origins of the score of a node with children that was aggregated from theirs."""


class NodeScores(NamedTuple):
    """The scores of one node or view, one per row."""

    score: Values
    """In the node's own points or scale; NaN where there is none."""
    published: Values
    """In the form in which the edition publishes, not rounded."""
    origin: NDArray[np.uint8]
    lowest: float
    """None lies lower; NaN where there is no score at all."""
    highest: float
    complete: bool
    """Whether every row has a score, and a finite one."""
    terms: Values | None = None
    """The sizes of the largest terms that entered the scores of a node's own rule, in the node's points or scale, where
    any is larger than the score itself; rules after the score are left out."""

    @property
    def missing(self) -> Mask:
        """The rows without a score."""
        return np.isnan(self.score)

    def lacks(self, row: int) -> bool:
        """Whether one row has no score."""
        return bool(self.score[row] != self.score[row])
