"""The scores of one node or view, and where each comes from."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
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

    def repeated(self, row: int, times: int) -> NodeScores:
        """The score of one row, as that of so many rows."""
        score, origin = float(self.score[row]), self.origin[row]
        return NodeScores(
            np.full(times, score),
            np.full(times, self.published[row]),
            np.full(times, origin),
            score,
            score,
            complete=score == score,
            terms=None if self.terms is None else np.full(times, self.terms[row]),
        )

    def all_at(self, score: float) -> NodeScores:
        """One score in place of that of every row, as if the table brought it; the published form stays as it is."""
        origin = np.full(len(self.origin), np.uint8(Origin.SUPPLIED))
        scores = np.full(len(self.score), score)
        return self._replace(
            score=scores, origin=origin, lowest=score, highest=score, complete=True, terms=None
        )


class Known(NamedTuple):
    """Scores that stand, while others are made anew."""

    scores: Mapping[str, NodeScores]
    """Those of nodes and views as they are, by code."""
    anew: Container[str]
    """The nodes and views of which they do not stand: with each all nodes above it."""
    partial: Collection[str]
    """Those of which some score may lack a part."""
    trials: bool = False
    """Whether rules would be fitted to the rows as well: their shares of points are held at the whole."""


class ScoresSoFar(dict[str, NodeScores]):
    """The scores of nodes and views as they are made; of those that stand each is taken over when it is asked for."""

    def __init__(self, standing: Mapping[str, NodeScores]) -> None:
        super().__init__()
        self._standing = standing

    def __missing__(self, code: str) -> NodeScores:
        scores = self[code] = self._standing[code]
        return scores


class RepeatedScores(Mapping[str, NodeScores]):
    """The scores of one row as those of many; made when asked for: of many nodes few are."""

    def __init__(self, nodes: Mapping[str, NodeScores], row: int, times: int) -> None:
        self._nodes, self._row, self._times = nodes, row, times
        self._made: dict[str, NodeScores] = {}

    def __getitem__(self, code: str) -> NodeScores:
        made = self._made.get(code)
        if made is None:
            made = self._made[code] = self._nodes[code].repeated(self._row, self._times)
        return made

    def __contains__(self, code: object) -> bool:
        return code in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)
