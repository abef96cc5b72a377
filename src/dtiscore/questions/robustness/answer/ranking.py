"""Ranks in a population, kept as small whole numbers, and how often each unit stands above each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import EXACT, Tolerance, own_tolerance
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.scoring.ranking import DoubledRanks, doubled_ranks, keys, undoubled

_BYTE = 255
"""The most that a byte can count."""


@dataclass(frozen=True)
class Ranked:
    """The ranks of all units in all replicates."""

    doubled: DoubledRanks
    """Twice the ranks, which are whole numbers under every tie rule, units by replicates; 0 for none."""
    standing: DoubledRanks
    """The same with equal numbers for units that tie; the very same array where the tie rule gives them."""

    @cached_property
    def ranks(self) -> Values:
        """Replicates by units, from 1; NaN for a unit that has none."""
        return undoubled(self.doubled.T)

    def widened(self, count: int) -> Ranked:
        """Room for the ranks of the same units in so many replicates."""
        doubled = np.empty((len(self.doubled), count), self.doubled.dtype)
        return Ranked(doubled, doubled if self.standing is self.doubled else np.empty_like(doubled))

    def share_above(self, first: int, second: int) -> float:
        """In which share of the replicates a unit stands above another one, a tie counting half."""
        return float(Meetings.of(self.standing[first], self.standing[second : second + 1]).share_above[0])


class Meetings(NamedTuple):
    """How a unit and each of some others stand to each other in some replicates."""

    ahead: NDArray[np.int64]
    """In how many of them the unit stands above the other one."""
    behind: NDArray[np.int64]
    compared: NDArray[np.int64] | int
    """In how many of them both have a rank."""
    replicates: int

    @classmethod
    def of(cls, own: DoubledRanks, others: DoubledRanks, *, are_complete: bool = False) -> Meetings:
        """Of the ranks of a unit and of others, replicates and units by replicates; complete where none is 0."""
        ahead, behind = others > own, others < own
        if are_complete:
            return cls(_counted(ahead), _counted(behind), len(own), len(own))
        both = (others > 0) & (own > 0)
        return cls(_counted(ahead & both), _counted(behind & both), _counted(both), len(own))

    @property
    def share_above(self) -> Values:
        """In which share of the replicates the unit stands above, a tie counting half."""
        # ahead + equal / 2, where those compared are ahead, behind or equal
        share: Values = (self.compared + self.ahead - self.behind) / (2.0 * self.replicates)
        return share


def _counted(true: Mask) -> NDArray[np.int64]:
    """How many are true in each row: counted in bytes as far as these reach, which are added many times as fast as larger numbers."""
    starts = np.arange(0, true.shape[1], _BYTE)
    parts = np.add.reduceat(true.view(np.uint8), starts, axis=1, dtype=np.uint8)
    found: NDArray[np.int64] = parts.sum(axis=1, dtype=np.int64)
    return found


def ranked(subject: Subject, scores: Values) -> Ranked:
    """Rank the units within every replicate as the edition ranks: on published decimals or in full, ties alike.

    Args:
        subject: what is studied.
        scores: units by replicates.
    """
    edition = subject.card.methodology
    compared = np.ascontiguousarray(keys(scores, edition.rank, edition.publish).T)
    tolerance = _tolerance(subject, compared)
    doubled = np.ascontiguousarray(doubled_ranks(compared, edition.rank.ties, subject.units, tolerance).T)
    if edition.rank.ties != "ordinal":
        return Ranked(doubled, doubled)
    return Ranked(doubled, np.ascontiguousarray(doubled_ranks(compared, "min", subject.units, tolerance).T))


def _tolerance(subject: Subject, compared: Values) -> Tolerance:
    """Within which distance units tie in a replicate, replicates by units: by the terms of their nominal scores."""
    if subject.card.methodology.rank.on == "published":
        return EXACT
    own = own_tolerance(compared)
    nominal = subject.card.tolerance(subject.card.methodology.index.code).of(subject.rows)
    units = len(nominal)
    most = max(float(np.max(own.most)), float(nominal.max()))
    return Tolerance(most, lambda at: np.fmax(own.of(at), nominal[at % units]))


def joined(parts: Iterable[tuple[range, Ranked]], count: int) -> Ranked:
    """A population of so many replicates of the ranks of some, each put into its place as soon as it is there."""
    found: Ranked | None = None
    for replicates, part in parts:
        if len(replicates) == count:
            return part
        found = found or part.widened(count)
        found.doubled[:, replicates.start : replicates.stop] = part.doubled
        if found.standing is not found.doubled:
            found.standing[:, replicates.start : replicates.stop] = part.standing
    assert found is not None
    return found
