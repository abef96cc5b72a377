"""Ranks in a population, kept as small whole numbers, and how often each unit stands above each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import EXACT, Tolerance, own_tolerance
from dtiscore.questions.robustness.answer.subject import Subject
from dtiscore.scoring.ranking import DoubledRanks, doubled_ranks, keys, undoubled


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

    @cached_property
    def above(self) -> Values:
        """Units by units: in which share of the replicates the first stands above the second, a tie counting half."""
        units, count = self.standing.shape
        known = self.standing > 0
        everywhere = bool(known.all())
        ahead = np.empty((units, units))
        compared = np.full((units, units), float(count))
        for unit, own in enumerate(self.standing):
            before = self.standing > own
            if not everywhere:
                before &= known[unit]
                compared[unit] = counted(known & known[unit])
            ahead[unit] = counted(before)
        # ahead + equal / 2, where those compared are ahead, behind or equal
        share: Values = (compared + ahead - ahead.T) / (2.0 * count)
        return share


def counted(true: Mask) -> NDArray[np.int64]:
    """How many are true in each row.

    Eight bytes are added up as one whole number, none of which can pass 255 within the 128 numbers taken at a time:
    several times as fast as a sum of bytes that are made whole numbers one by one.
    """
    rows, columns = true.shape
    at_a_time = 8 * 128
    padded = np.zeros((rows, -(-columns // at_a_time) * at_a_time), dtype=np.bool_)
    padded[:, :columns] = true
    words = padded.view(np.uint64).reshape(rows, -1, 128).sum(axis=2)
    found: NDArray[np.int64] = words.view(np.uint8).sum(axis=1, dtype=np.int64)
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


def joined(parts: Sequence[Ranked]) -> Ranked:
    """Populations of the same units, one after the other."""
    doubled = np.concatenate([part.doubled for part in parts], axis=1)
    if all(part.standing is part.doubled for part in parts):
        return Ranked(doubled, doubled)
    return Ranked(doubled, np.concatenate([part.standing for part in parts], axis=1))
