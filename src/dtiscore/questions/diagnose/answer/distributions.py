"""How the values of an indicator are spread over the units: extremes, middle, spread, shape, outliers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.arithmetic import kurtosis, mean, present, quantile, skewness, standard_deviation
from dtiscore.methodology.equality import greatest_equal, least_equal, relative_tolerance
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.questions.diagnose.answer.thresholds import Thresholds
from dtiscore.scoring.prepared import Mark


@dataclass(frozen=True, slots=True)
class Distribution:
    """One column of numbers; figures that too few or equal values do not define are ``None``."""

    known: int
    distinct: int
    zeros: int
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    median: float | None = None
    sd: float | None = None
    """Of the sample: with divisor n - 1."""
    skewness: float | None = None
    """Adjusted for the size of the sample (type 2 of Joanes and Gill, 1998; G1), of 3 or more values that vary."""
    kurtosis: float | None = None
    """Excess kurtosis, adjusted likewise (G2), of 4 or more values that vary."""
    lower_fence: float | None = None
    """The first quartile less so many interquartile ranges; quartiles by linear interpolation (R type 7)."""
    upper_fence: float | None = None


@dataclass(frozen=True, slots=True)
class IndicatorAudit:
    """One indicator, or one node that the table supplies."""

    code: str
    basis: Literal["values", "scores"]
    """Whether the figures are of the column as it was read, or of scores where no single column of numbers is read."""
    available: int
    """The units for which the table has data, of ``units``."""
    units: int
    imputed: int
    treated: int
    spread: Distribution
    beyond: Sequence[int]
    """The units beyond the fences, by their place in the audit."""
    is_skewed: bool
    """Whether skewness and kurtosis both say that outliers are at work."""
    after: Distribution
    """The scores, after treatment and normalisation."""

    @property
    def availability(self) -> float:
        """The share of units with data."""
        return self.available / self.units

    @property
    def is_constant(self) -> bool:
        """Whether all scores are one and the same."""
        return self.after.distinct == 1


def distribution(values: Values, fence: float = 1.5) -> Distribution:
    """The distribution of the values that are there.

    Args:
        values: one per unit, NaN where there is none.
        fence: how many interquartile ranges beyond the quartiles the fences stand.
    """
    there = sorted(present(values))
    distinct, zeros = len(set(there)), there.count(0.0)
    if not there:
        return Distribution(0, 0, 0)
    first, third = quantile(there, 1, 4), quantile(there, 3, 4)
    varies = distinct > 1
    return Distribution(
        known=len(there),
        distinct=distinct,
        zeros=zeros,
        minimum=there[0],
        maximum=there[-1],
        mean=mean(there) if varies else there[0],
        median=quantile(there, 1, 2),
        sd=standard_deviation(there, "sample") if len(there) > 1 else None,
        skewness=skewness(np.array(there)) if varies and len(there) > 2 else None,
        kurtosis=kurtosis(np.array(there)) if varies and len(there) > 3 else None,
        lower_fence=first - fence * (third - first),
        upper_fence=third + fence * (third - first),
    )


def has_outliers(spread: Distribution, thresholds: Thresholds) -> bool:
    """Whether skewness and kurtosis both reach their limits: one alone does not tell of outliers."""
    if spread.skewness is None or spread.kurtosis is None:
        return False
    return abs(spread.skewness) >= thresholds.skewness and spread.kurtosis >= thresholds.kurtosis


def indicator_audits(subject: Audited, thresholds: Thresholds) -> list[IndicatorAudit]:
    """The audit of every leaf, in the order of the file."""
    found = []
    for code in subject.leaves:
        values, scores = subject.values(code), subject.score(code)
        shown = scores if values is None else values
        spread = distribution(shown, thresholds.fence)
        beyond: list[int] = []
        if spread.lower_fence is not None and spread.upper_fence is not None:
            beyond = _beyond(shown, spread.lower_fence, spread.upper_fence)
        found.append(
            IndicatorAudit(
                code=code,
                basis="scores" if values is None else "values",
                available=int(subject.available(code).sum()),
                units=len(subject.rows),
                imputed=subject.marked(code, Mark.IMPUTED),
                treated=subject.marked(code, Mark.TREATED),
                spread=spread,
                beyond=beyond,
                is_skewed=has_outliers(spread, thresholds),
                after=distribution(scores, thresholds.fence),
            )
        )
    return found


def _beyond(values: Values, low: float, high: float) -> list[int]:
    """The places of values beyond two fences; one that equals a fence stands at it."""
    # No term of a fence, a quartile or a multiple of what lies between them, is larger than the larger fence.
    distances = relative_tolerance(roundings=4) * np.fmax(np.abs(values), max(abs(low), abs(high)))
    is_beyond = (greatest_equal(values, distances) < low) | (least_equal(values, distances) > high)
    result: list[int] = np.flatnonzero(is_beyond).tolist()
    return result


@dataclass(frozen=True, slots=True)
class UnitAudit:
    """How much of what the indicators ask the table has for one unit."""

    unit: str
    row: int
    available: int
    of: int
    lacking: Sequence[str]
    """The codes of the indicators without data."""
    zeros: int
    """In how many of the indicators that are numbers the unit has 0."""
    by_group: Mapping[str, float]
    """The share of indicators with data below each node above indicators, by its code."""

    @property
    def availability(self) -> float:
        """The share of indicators with data."""
        return self.available / self.of if self.of else 0.0


def unit_audits(subject: Audited) -> list[UnitAudit]:
    """The availability of every unit, in the order of the ranking."""
    there = {code: subject.available(code).tolist() for code in subject.leaves}
    columns = [values for code in subject.leaves if (values := subject.values(code)) is not None]
    zeros = np.sum([column == 0 for column in columns], axis=0) if columns else np.zeros(len(subject.rows))
    groups = {
        code: below
        for code in subject.groups
        if (below := [leaf for leaf in subject.leaves if code in subject.ancestors(leaf)])
    }
    found = []
    for at, (unit, row) in enumerate(zip(subject.units, subject.rows.tolist(), strict=True)):
        lacking = [code for code, known in there.items() if not known[at]]
        by_group = {
            code: sum(there[leaf][at] for leaf in below) / len(below) for code, below in groups.items()
        }
        found.append(
            UnitAudit(unit, row, len(there) - len(lacking), len(there), lacking, int(zeros[at]), by_group)
        )
    return found
