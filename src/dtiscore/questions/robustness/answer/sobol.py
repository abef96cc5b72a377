"""Sobol indices: how much of the variance of an outcome each uncertain assumption accounts for, alone and in all.

The estimators are those of Saltelli et al. (2010), Variance based sensitivity analysis of model output, as COINr uses
them: Si = mean(yB (yABi - yA)) / V and STi = mean((yA - yABi)^2) / (2 V), with V the variance over A and B together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dtiscore.methodology import Values

LOW, HIGH = 0.05, 0.95

_AT_A_TIME = 1 << 19
"""How many outcomes are drawn again at a time."""


@dataclass(frozen=True, slots=True)
class SobolIndex:
    """The share of the variance that one assumption accounts for; nothing where the outcome never changes."""

    factor: str
    first: float
    """By itself."""
    first_low: float
    first_high: float
    total: float
    """Together with all its interactions with others."""
    total_low: float
    total_high: float


def first_order(y_a: Values, y_b: Values, y_ab: Values, variance: float) -> float:
    """What an assumption accounts for by itself; the three arrays have one outcome for each run."""
    return float(np.mean(y_b * (y_ab - y_a))) / variance


def total_order(y_a: Values, y_ab: Values, variance: float) -> float:
    """What an assumption accounts for with all its interactions."""
    return float(np.mean((y_a - y_ab) ** 2)) / (2.0 * variance)


def sobol_indices(
    factors: Sequence[str],
    y_a: Values,
    y_b: Values,
    y_ab: Sequence[Values],
    *,
    repeats: int = 500,
    seed: int = 0,
) -> list[SobolIndex]:
    """The indices of all assumptions with bootstrap intervals (5 to 95 %), the variance held as it is.

    Args:
        factors: the names of the assumptions.
        y_a: the outcome under the first sample.
        y_b: the outcome under the second.
        y_ab: for each assumption, the outcome under the first with that assumption taken from the second.
        repeats: how many bootstrap samples.
        seed: of the bootstrap, PCG64.
    """
    variance = float(np.var(np.concatenate([y_a, y_b]), ddof=1))
    if variance == 0.0:
        return [SobolIndex(factor, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) for factor in factors]
    found = []
    for position, (factor, mixed) in enumerate(zip(factors, y_ab, strict=True)):
        sequence = np.random.SeedSequence(seed, spawn_key=(position,))
        generator = np.random.Generator(np.random.PCG64(sequence))
        runs = len(y_a)
        of_first, of_total = y_b * (mixed - y_a), (y_a - mixed) ** 2
        firsts, totals = np.empty(repeats), np.empty(repeats)
        size = max(1, _AT_A_TIME // runs)
        for start in range(0, repeats, size):
            some = slice(start, min(start + size, repeats))
            at = generator.integers(runs, size=(some.stop - start, runs))
            firsts[some] = of_first[at].mean(axis=1) / variance
            totals[some] = of_total[at].mean(axis=1) / (2.0 * variance)
        first_low, first_high = np.quantile(firsts, [LOW, HIGH]).tolist()
        total_low, total_high = np.quantile(totals, [LOW, HIGH]).tolist()
        first, total = first_order(y_a, y_b, mixed, variance), total_order(y_a, mixed, variance)
        found.append(SobolIndex(factor, first, first_low, first_high, total, total_low, total_high))
    return found
