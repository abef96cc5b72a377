"""Whether figures agree, and how often chance alone would make them: rounding, spreads and coincidences."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.base import Values

MOST_DECIMALS = 8
"""Beyond so many decimals a figure counts as exact."""


def spread_within(block: Values) -> Values:
    """The standard deviation of each column in a few rows, of which one may be filled or none."""
    filled = np.isfinite(block)
    count = np.maximum(filled.sum(axis=0), 1)
    values = np.where(filled, block, 0.0)
    deviations = np.where(filled, values - values.sum(axis=0) / count, 0.0)
    spread: Values = np.sqrt((deviations**2).sum(axis=0) / count)
    return np.maximum(spread, np.finfo(np.float64).tiny)


def running_sums(values: NDArray[Any]) -> Values:
    """Sums of the rows before each row, and of all at the end."""
    return np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])


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
    step = np.maximum(np.abs(values), 1e-300) * 1e-12
    for decimals in range(MOST_DECIMALS, -1, -1):
        short = np.abs(values - np.round(values, decimals)) <= np.abs(values) * 1e-12
        step = np.where(short, 10.0**-decimals, step)
    return step
