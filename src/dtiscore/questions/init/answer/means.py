"""Which mean of its parts an index is, by whatever weights, but for a few units whose scores are misprints."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.questions.init.answer.combined import complete, is_geometric_mean_of, is_mean_of, lies_between

_MOST_MISPRINTS = 20
"""One of so many units may have a score that is none of its parts."""
_MOST_DROPPED = 10
_FEWEST_PARTS = 3
"""Parts of which a mean is an index: of two it may be that of men and women."""
_LEAST_WEIGHT = 0.01


class Mean(NamedTuple):
    """What mean an index is of its parts."""

    kind: Literal["arithmetic", "geometric", "other"]
    """As a weighting file has it; one of some other kind lies between the lowest and the highest part of each unit."""
    scores: Values
    """The index, NaN where it is a misprint."""


def mean_of(index: Values, parts: Sequence[Values], periods: Sequence[NDArray[np.intp]]) -> Mean | None:
    """Which mean of its parts an index is, all of which stand on one scale; ``None`` where it is none."""
    if is_so(is_mean_of, index, parts, periods):
        return Mean("arithmetic", index)
    if is_so(is_geometric_mean_of, index, parts, periods):
        return Mean("geometric", index)
    if (sound := _without_misprints(is_mean_of, index, parts, np.asarray)) is not None:
        return Mean("arithmetic", sound)
    if (sound := _without_misprints(is_geometric_mean_of, index, parts, _logarithms)) is not None:
        return Mean("geometric", sound)
    return Mean("other", index) if is_so(lies_between, index, parts, periods) else None


def geometric_mean_among(figures: Mapping[str, Values], ranked: Container[str]) -> list[str]:
    """The heading of the column that is a geometric mean of the others, if one is: of two it is so only with ranks beside it."""
    others = {header: [figures[other] for other in figures if other != header] for header in figures}
    means = [header for header in figures if header in ranked and len(others[header]) > 1]
    if len(figures) > _FEWEST_PARTS:
        means += _that_weighs_against_all(figures)
    return [header for header in means if is_geometric_mean_of(figures[header], others[header])][:1]


def _that_weighs_against_all(figures: Mapping[str, Values]) -> list[str]:
    """The heading of the only column that could be a geometric mean of the others, if there is one.

    Of the sum of logarithms that differs least from 0 it is the one whose sign is not that of any other, all of which count.
    """
    logarithms = complete(_logarithms(np.column_stack([*figures.values()])))
    if len(logarithms) <= len(figures):
        return []
    least = np.linalg.svd(logarithms, full_matrices=False)[2][-1]
    return [
        header
        for at, (header, own) in enumerate(zip(figures, least.tolist(), strict=True))
        if np.all(-np.sign(own) * np.delete(least, at) > _LEAST_WEIGHT * abs(own))
    ]


def mean_of_all_among(
    sums: Sequence[str],
    figures: Mapping[str, Values],
    parts: Sequence[Values],
    periods: Sequence[NDArray[np.intp]],
) -> list[str]:
    """The heading of the one column of ``sums`` that is a mean of all parts, each of which counts for something; none where several are."""
    found = [
        header
        for header in sums
        if len(parts) >= _FEWEST_PARTS
        and is_so(is_mean_of, figures[header], parts, periods)
        and _counts_each(figures[header], parts)
    ]
    return found if len(found) == 1 else []


def _counts_each(whole: Values, parts: Sequence[Values]) -> bool:
    matrix = complete(np.column_stack([whole, *parts]))
    return bool(np.min(np.linalg.lstsq(matrix[:, 1:], matrix[:, 0], rcond=None)[0]) > _LEAST_WEIGHT)


def is_so(
    told: Callable[[Values, Sequence[Values]], bool],
    whole: Values,
    parts: Sequence[Values],
    periods: Sequence[NDArray[np.intp]],
) -> bool:
    """Whether something is so of a column and its parts, in all periods together or in each for itself."""
    if told(whole, parts):
        return True
    return len(periods) > 1 and all(told(whole[at], [part[at] for part in parts]) for at in periods)


def _without_misprints(
    told: Callable[[Values, Sequence[Values]], bool],
    whole: Values,
    parts: Sequence[Values],
    linear: Callable[[Values], Values],
) -> Values | None:
    """A column without the few figures that are furthest from what the parts make up, if it is so of the others alone.

    ``linear`` is the form in which it is a sum of them.
    """
    matrix = linear(np.column_stack([whole, *parts]))
    known: Mask = np.asarray(~np.isnan(matrix).any(axis=1))
    for _ in range(min(int(known.sum()) // _MOST_MISPRINTS, _MOST_DROPPED)):
        own, made_of = matrix[known, 0], matrix[known, 1:]
        apart = np.abs(own - made_of @ np.linalg.lstsq(made_of, own, rcond=None)[0])
        known[np.flatnonzero(known)[np.argmax(apart)]] = False
        sound = np.where(known, whole, np.nan)
        if told(sound, parts):
            return sound
    return None


def _logarithms(figures: Values) -> Values:
    """The logarithms of positive figures, NaN for others."""
    result: Values = np.log(np.where(figures > 0, figures, np.nan))
    return result
