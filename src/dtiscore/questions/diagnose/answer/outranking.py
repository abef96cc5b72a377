"""Unit against unit: on how much of the weight one is ahead of the other, and whether it is behind in nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import UsageFault
from dtiscore.methodology.aggregations.majorities import TIED
from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.said import said

Matrix = NDArray[np.float64]

MOST_UNITS = 2_000
"""How many units are compared at most: 4 million pairs, for which some 0.2 GB are needed, and as rows of a table 0.5 GB."""


@dataclass(frozen=True, eq=False)
class Outranking:
    """Every audited unit against every other one, in the order of the ranking."""

    shares: Matrix
    """The share of the weight on which the unit of the row is ahead of that of the column, with half of it for ties; NaN for
    a unit against itself, and for two without an indicator in common."""
    dominates: NDArray[np.bool_]
    """Whether the unit of the row is behind that of the column in no indicator that both have, and ahead in one."""

    @property
    def outranks(self) -> NDArray[np.int64]:
        """How many others each unit is ahead of on more than half of the weight."""
        counts: NDArray[np.int64] = np.sum(self.shares > 0.5, axis=1)
        return counts

    @property
    def outranked(self) -> NDArray[np.int64]:
        """How many others are ahead of each unit on more than half of the weight."""
        counts: NDArray[np.int64] = np.sum(self.shares.T > 0.5, axis=1)
        return counts


def outranking(subject: Audited) -> Outranking:
    """The outranking matrix of the indicators by their weight in the index; all the same where no weights are known.

    Source: OECD/JRC Handbook (2008), step 6: Weighting and aggregation, non-compensatory multi-criteria approach.

    Raises:
        UsageFault: there are more than :data:`MOST_UNITS`.
    """
    if len(subject.rows) > MOST_UNITS:
        message = said(
            "outranking compares every unit with every other one, at most {most} units, and here are {units}",
            most=MOST_UNITS,
            units=len(subject.rows),
        )
        raise UsageFault(
            message, said("keep fewer rows, or score a node with aggregate: outranking, which holds no pairs")
        )
    codes = [code for code in subject.apart if subject.effective.get(code)]
    weights = {code: subject.effective[code] for code in codes} or dict.fromkeys(subject.apart, 1.0)
    count = len(subject.rows)
    ahead, whole = np.zeros((count, count)), np.zeros((count, count))
    leads, trails = np.zeros((count, count), dtype=np.bool_), np.zeros((count, count), dtype=np.bool_)
    for code, weight in weights.items():
        values = subject.upward(code)
        there: Mask = ~np.isnan(values)
        both = there[:, np.newaxis] & there
        higher, equal = values[:, np.newaxis] > values, values[:, np.newaxis] == values
        ahead += weight * (np.where(higher, 1.0, 0.0) + np.where(equal, 0.5, 0.0)) * both
        whole += weight * both
        leads |= higher & both
        trails |= higher.T & both
    np.fill_diagonal(whole, 0.0)
    shares = np.divide(ahead, whole, out=np.full((count, count), np.nan), where=whole > 0)
    with np.errstate(invalid="ignore"):
        shares[np.abs(2.0 * shares - 1.0) <= TIED] = 0.5
    return Outranking(shares, leads & ~trails)
