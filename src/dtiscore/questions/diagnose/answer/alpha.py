"""Cronbach's alpha: whether some columns measure one thing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.equality import equal
from dtiscore.methodology.exact_sums import exact_sum
from dtiscore.questions.diagnose.answer.association import LEAST_UNITS, Undefined, centred, covariance


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha of some columns."""

    value: float | None
    """At most 1; below 0 where they run against each other."""
    undefined: Undefined | None = None


class _Sums(NamedTuple):
    """What alpha is made of."""

    columns: int
    """How many columns there are."""
    variances: float
    """The sum of their variances."""
    covariances: float
    """The sum of all covariances, variances included; NaN where a pair has too few units for one."""


def cronbach(columns: Sequence[Values]) -> Alpha:
    """Cronbach's alpha: k / (k - 1) times one less the sum of the variances over the sum of all covariances.

    Covariances are those of the units that have both values (pairwise complete), as COINr takes them; where these are of
    such other units that alpha would be above 1, which it never is, those of the units that have all values. Without gaps
    their sum is the variance of the sum of the columns.

    Source: L. J. Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16.
    """
    return _at_most_1(_alpha(_sums(columns)[0]), columns)


def cronbach_without_each(columns: Sequence[Values]) -> list[Alpha]:
    """What alpha would be without each of the columns."""
    return [
        _at_most_1(_alpha(sums), [*columns[:at], *columns[at + 1 :]])
        for at, sums in enumerate(_sums(columns)[1])
    ]


def _at_most_1(alpha: Alpha, columns: Sequence[Values]) -> Alpha:
    if alpha.value is None or alpha.value <= 1:
        return alpha
    whole = ~np.isnan(columns).any(axis=0)
    if np.count_nonzero(whole) < LEAST_UNITS:
        return Alpha(None, "few-units")
    of_whole = _alpha(_sums_of_whole([column[whole] for column in columns])[0])
    return of_whole if of_whole.value is None else Alpha(min(of_whole.value, 1.0))


def _alpha(sums: _Sums) -> Alpha:
    if sums.columns < 2:
        return Alpha(None, "one-child")
    if math.isnan(sums.covariances):
        return Alpha(None, "few-units")
    if sums.variances == 0 or equal(sums.covariances, 0.0, sums.variances, sums.columns):
        return Alpha(None, "constant")
    return Alpha(sums.columns / (sums.columns - 1) * (1 - sums.variances / sums.covariances))


def _sums(columns: Sequence[Values]) -> tuple[_Sums, list[_Sums]]:
    """Of all columns, and of all but each."""
    units = len(columns[0])
    has_gaps = any(bool(np.isnan(column).any()) for column in columns)
    return _sums_by_pairs(columns) if has_gaps or units < LEAST_UNITS else _sums_of_whole(columns)


def _sums_of_whole(columns: Sequence[Values]) -> tuple[_Sums, list[_Sums]]:
    """Without gaps, by the sum of the columns: no pair need be looked at."""
    moved = [centred(column) for column in columns]
    variances = [_variance(column) for column in moved]
    # Of all but one: those before it and those after it, as nothing is left of small columns in a sum less a large one.
    before, after = _running(moved), _running(moved[::-1])[::-1]
    without = [
        _Sums(
            len(columns) - 1,
            math.fsum(variances[:at] + variances[at + 1 :]),
            _variance(before[at] + after[at + 1]),
        )
        for at in range(len(columns))
    ]
    return _Sums(len(columns), math.fsum(variances), _variance(before[-1])), without


def _running(columns: Sequence[Values]) -> list[Values]:
    """The sums of the first columns: of none, of one, of two and so on."""
    return list(accumulate(columns, initial=np.zeros(len(columns[0]))))


def _variance(moved: Values) -> float:
    return exact_sum(moved * moved) / (len(moved) - 1)


def _sums_by_pairs(columns: Sequence[Values]) -> tuple[_Sums, list[_Sums]]:
    count = len(columns)
    pairs = np.full((count, count), np.nan)
    for at, first in enumerate(columns):
        for other in range(at, count):
            found = covariance(first, columns[other])
            pairs[at, other] = pairs[other, at] = np.nan if found is None else found
    without = [_of_pairs(np.delete(np.delete(pairs, at, axis=0), at, axis=1)) for at in range(count)]
    return _of_pairs(pairs), without


def _of_pairs(pairs: Values) -> _Sums:
    return _Sums(len(pairs), math.fsum(np.diagonal(pairs).tolist()), math.fsum(pairs.ravel().tolist()))
