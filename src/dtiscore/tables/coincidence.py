"""Whether figures agree, and how often chance alone would make them: rounding, spreads and coincidences."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.base import Values
from dtiscore.tables.table import Rows

MOST_DECIMALS = 8
"""Beyond so many decimals a figure counts as exact."""
LARGEST = 1e100
"""A larger figure says nothing, and one closer to nought than its inverse is nought: their squares and ratios are no numbers."""


def within_reach(figures: Values) -> Values:
    """Figures of which squares and ratios are numbers: NaN for those beyond them, 0 for those below."""
    size, within = np.abs(figures), figures.copy()
    within[size > LARGEST] = np.nan
    within[size < 1 / LARGEST] = 0.0
    return within


def spread_within(block: Values) -> Values:
    """The standard deviation of each column in a few rows, of which one may be filled or none."""
    filled = np.isfinite(block)
    count = np.maximum(filled.sum(axis=0), 1)
    values = np.where(filled, block, 0.0)
    deviations = np.where(filled, values - values.sum(axis=0) / count, 0.0)
    spread: Values = np.sqrt((deviations**2).sum(axis=0) / count)
    return np.maximum(spread, np.finfo(np.float64).tiny)


def _running_sums(values: NDArray[Any]) -> Values:
    """In each row the sums of what stands before each place, and of all at the end."""
    sums = np.zeros((len(values), values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums


def rounding_reach(own: Values, step: Values, wide: Values) -> Values:
    """How far rounding may part a sum or a mean from that of the figures shown, which may be rounded themselves."""
    reach: Values = own / 2 + step * wide
    return reach


def log_chance(near: Values, spread: Values, centre: Values) -> Values:
    """The logarithm of how often a normal difference of this centre and spread comes so near to nought."""
    density = -0.5 * (centre / spread) ** 2 - np.log(spread * np.sqrt(2 * np.pi))
    chance: Values = np.minimum(np.log(2 * near) + density, 0.0)
    return chance


def quantile_of_columns(table: Values, share: float) -> Values:
    """The quantile of what is filled in each column, each of which has something; linear between two values.

    As of ``np.nanquantile``, which goes column by column and loads masked arrays: a tenth of what a small table takes.
    """
    ordered = np.sort(table, axis=0)  # NaN last
    place = share * (np.isfinite(table).sum(axis=0) - 1)
    below, columns = np.floor(place).astype(np.intp), np.arange(table.shape[1])
    low, high = ordered[below, columns], ordered[np.ceil(place).astype(np.intp), columns]
    found: Values = low + (high - low) * (place - below)
    return found


def robust_spread(table: Values) -> Values:
    """The standard deviation of each column as its quartiles tell it, so that a total among the rows does not."""
    low, high = quantile_of_columns(table, 0.25), quantile_of_columns(table, 0.75)
    spread: Values = np.where(high > low, (high - low) / 1.349, np.nanstd(table, axis=0))
    return spread


def last_place(values: Values) -> Values:
    """What one step of the last decimal of each value is worth: 0.01 for 0.73, and hardly anything for a third."""
    exact = np.abs(values) * 1e-12
    step = np.maximum(np.abs(values), 1e-300) * 1e-12
    undecided = np.isfinite(values)
    for decimals in range(MOST_DECIMALS + 1):
        short = undecided & (np.abs(values - np.round(values, decimals)) <= exact)
        step[short] = 10.0**-decimals
        undecided &= ~short
        if not undecided.any():
            break
    return step


def finest_place(values: Values) -> float:
    """What one step of the last decimal is worth that any of some values has."""
    return float(np.nanmin(last_place(values)))


class SummedColumns(NamedTuple):
    """Some columns of a table, each of them a row here, and what is added up in them."""

    values: Values
    last_places: Values
    sums: Values
    """Of what stands before each place, and of all at the end."""
    counts: Values
    """The same of how many figures these are."""
    step: Values
    inexact: Values
    """How much less exact differences of these sums are than sums."""

    @classmethod
    def of(cls, table: Values, columns: Rows, step: Values) -> SummedColumns:
        """Columns of a table by their positions."""
        values = within_reach(np.ascontiguousarray(table.T[columns]))
        filled = np.isfinite(values)
        sums, counts = _running_sums(np.where(filled, values, 0.0)), _running_sums(filled)
        inexact = np.finfo(np.float64).eps * values.shape[1] * np.abs(sums).max(axis=1)
        return cls(values, last_place(values), sums, counts, step, inexact)

    def agree(self, rows: Rows, begins: Rows, ends: Rows) -> NDArray[np.intp]:
        """In how many columns each row may be the sum, and in how many the mean, of a block of rows."""
        total = self.sums[:, ends] - self.sums[:, begins]
        count = self.counts[:, ends] - self.counts[:, begins]
        return self.agreeing(self.values[:, rows], self.last_places[:, rows], total, count)

    def agreeing(self, values: Values, own: Values, total: Values, count: Values) -> NDArray[np.intp]:
        """In how many columns each of some values may be the sum, and in how many the mean, of what was added up for it."""
        by_column = (-1, *(1,) * (values.ndim - 1))
        step, inexact = self.step.reshape(by_column), self.inexact.reshape(by_column)
        root = np.sqrt(np.maximum(count, 1))
        # A cell that is not filled agrees with nothing: comparisons with NaN are false.
        by_sum = np.abs(values - total) <= rounding_reach(own, step, root) + inexact
        by_mean = np.abs(values - total / root**2) <= rounding_reach(own, step, 1 / root) + inexact
        return np.array([by_sum.sum(axis=0), by_mean.sum(axis=0)])
