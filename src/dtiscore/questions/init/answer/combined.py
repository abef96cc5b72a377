"""Columns that are weighted sums, means or products of other columns, whatever they are called: told by their figures alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set as AbstractSet
from itertools import combinations
from math import comb, isclose, log, sqrt

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.questions.init.answer.nonnegative import nonnegative_weights
from dtiscore.tables.coincidence import LARGEST, MOST_DECIMALS

_MOST_ROWS = 1000
"""So many units tell, and a longer table would take its time."""
_MOST_COLUMNS = 200
_BEYOND_FITTED = 10
"""So many more units than weights must be complete, or a fit of these says nothing."""
_RAREST = log(1e-10)
"""The logarithm of how often chance may make a sum, beyond which it is none."""
_RARE = log(1e-4)
"""The same of figures that lie between others, which are no sum to the last digit, and of what a table says to be a total."""
_BORNE_OUT = log(1e-2)
"""The same of a sum whose maxima add up too: these have chosen the parts."""
_EVENLY = sqrt(12)
"""How many standard deviations figures range over that lie evenly."""
_NEARLY = 0.01
"""How close to 1 the weights of a mean come that are fitted to rounded figures."""
_MOST_SEARCHED = 60
"""Columns up to which sums of neighbours are looked for anywhere, and products of any two."""
_MOST_TRIED = 100
"""Units up to which they are looked for so, and that tell of a product."""
_LARGEST_POWER = 12
"""Of ten, between the units of measure of a product and its factors."""
_POWER = 0.01
"""How close to a whole power of ten the factor of a product comes, in powers of ten."""
_SINGLE = 2.0**-24
"""How far from a figure, in parts of it, float32 may be."""
_EXACT = 1e-9
"""How close to a figure, in parts of the largest of its column, float64 comes that was added up otherwise."""


def made_of_others(figures: Mapping[str, Values], maxima: Mapping[str, float]) -> list[str]:
    """The headings of the columns that the others make up: each is their sum by weights of 0 and more, or the product of two.

    ``figures`` are those of the columns by their headings, in order, NaN where there is none; ``maxima`` what the table says
    that a column is out of, as far as it does. All is to what rounding leaves.

    A total, a mean of pillars or a weighted index counts its parts a second time, and so does a risk that is exposure times
    vulnerability. A difference is none, nor is a ratio: of ``a = b + c`` and ``a = b c`` only ``a`` is told. Where units are
    few for as many weights, equal ones of columns that stand side by side are looked for alone.
    """
    figures = {header: values[:_MOST_ROWS] for header, values in figures.items()}
    figures = {header: values for header, values in figures.items() if _varies(values)}
    if not 2 < len(figures) <= _MOST_COLUMNS:
        return []
    matrix = np.column_stack([*figures.values()])
    reach = _reach(matrix)
    highest = np.array([maxima.get(header, np.nan) for header in figures])
    left = [*range(len(figures))]
    fitted = _depend_on_others(matrix, reach)
    are_few = len(complete(matrix)) < matrix.shape[1] + _BEYOND_FITTED
    for at in range(len(figures)):
        others = [other for other in left if other != at]
        if _is_sum_side_by_side(matrix, reach, highest, at, left, anywhere=are_few) or (
            at in fitted and _weights_in_all(matrix, reach, at, others) is not None
        ):
            left = others
    # Of few units an index of pillars is told by those, which are fewer than what they are made of.
    pillars = [at for at in range(len(figures)) if at not in left]
    if len(complete(matrix[:, pillars])) >= len(pillars) + _BEYOND_FITTED:
        left = [at for at in left if _weights_in_all(matrix, reach, at, pillars) is None]
    products = _products_of_two(matrix, reach)
    return [header for at, header in enumerate(figures) if at not in left or at in products]


def is_mean_of(whole: Values, parts: Sequence[Values]) -> bool:
    """Whether a column is a mean of others by some weights, to what rounding leaves, so that all stand on one scale."""
    matrix = complete(np.column_stack([whole, *parts])[:_MOST_ROWS])
    if len(matrix) < len(parts) + _BEYOND_FITTED:
        return False
    in_all = _weights_in_all(matrix, _reach(matrix), 0, range(1, len(parts) + 1))
    return in_all is not None and abs(in_all - 1.0) < _NEARLY


def is_geometric_mean_of(whole: Values, parts: Sequence[Values]) -> bool:
    """Whether a column is a geometric mean of others by some weights, to what rounding leaves, and no arithmetic one is as near."""
    matrix = complete(np.column_stack([whole, *parts])[:_MOST_ROWS])
    if len(matrix) < len(parts) + _BEYOND_FITTED or np.any(matrix <= 0):
        return False
    own, made_of = matrix[:, 0], matrix[:, 1:]
    weights = np.linalg.lstsq(np.log(made_of), np.log(own), rcond=None)[0]
    if np.min(weights) < -_NEARLY or abs(float(np.sum(weights)) - 1.0) > _NEARLY:
        return False
    reach = _reach(matrix)
    within = reach[0] + own * (reach[1:] / made_of @ np.abs(weights))
    if np.any(np.abs(own - np.exp(np.log(made_of) @ weights)) > within):
        return False
    shares = np.linalg.lstsq(made_of, own, rcond=None)[0]
    apart = float(np.max(np.abs(own - made_of @ shares)))
    return bool(apart > 1.5 * (reach[0] + float(reach[1:] @ np.abs(shares))))


def lies_between(whole: Values, parts: Sequence[Values]) -> bool:
    """Whether a column is nowhere beyond the lowest and the highest of others, as a mean of any kind is, and by no chance.

    An index between goalposts is 0 and 100 where its parts are not: it lies beyond them at its ends.
    """
    matrix = complete(np.column_stack([whole, *parts])[:_MOST_ROWS])
    if not len(matrix):
        return False
    within = float(np.sum(np.sort(_reach(matrix))[-2:]))
    own, lowest, highest = matrix[:, 0], np.min(matrix[:, 1:], axis=1), np.max(matrix[:, 1:], axis=1)
    # As often as figures of one unit lie between the parts of any other, so they would without any bearing.
    inside = (own[:, None] >= lowest - within) & (own[:, None] <= highest + within)
    return bool(np.all(np.diagonal(inside))) and len(own) * log(float(np.mean(inside))) < _RARE


def signs_of_sum(whole: Values, parts: Sequence[Values]) -> Values | None:
    """By which signs at least two others make up a column, 0 for what is no part of it; ``None`` where it is no such sum.

    All is to what rounding leaves. An empty cell of a part adds nothing.
    """
    matrix = complete(np.column_stack([whole, *map(np.nan_to_num, parts)])[:_MOST_ROWS])
    if len(matrix) <= len(parts):
        return None
    reach, own = _reach(matrix), matrix[:, 0]
    # What says the same in another unit of measure is another form of the sum, and no part of it.
    is_form = [_say_the_same(own, matrix[:, at], reach[[0, at]]) for at in range(1, matrix.shape[1])]
    made_of = np.where(is_form, 0.0, matrix[:, 1:])
    signs: Values = np.round(np.linalg.lstsq(made_of, own, rcond=None)[0])
    taken = signs != 0
    if np.sum(taken) < 2 or np.max(np.abs(signs)) > 1:
        return None
    within = reach[0] + float(np.sum(reach[1:][taken]))
    apart = max(float(np.max(np.abs(own - made_of @ signs))), float(reach[0]))
    is_sum = apart <= 1.5 * within and _is_no_chance(own, made_of[:, taken], apart, 0, 3 ** len(parts), _RARE)
    return signs if is_sum else None


def is_form_of(one: Values, other: Values) -> bool:
    """Whether a column says the same as another one, as per cent of the most do, to what rounding leaves."""
    matrix = complete(np.column_stack([one, other])[:_MOST_ROWS])
    return len(matrix) > 1 and _say_the_same(matrix[:, 0], matrix[:, 1], _reach(matrix))


def _varies(values: Values) -> bool:
    filled = values[~np.isnan(values)]
    return len(np.unique(filled)) > 1 and float(np.max(np.abs(filled))) < LARGEST


def _reach(matrix: Values) -> Values:
    """Half a unit of the last decimal of each column, and no less than what float64 keeps of it, or float32 of what it has kept."""
    figures = np.where(np.isnan(matrix), 0.0, matrix)
    largest = np.max(np.abs(figures), axis=0)
    exact = largest * _EXACT
    reach: Values = exact
    for decimals in reversed(range(MOST_DECIMALS)):
        rounded = np.all(np.isclose(figures, np.round(figures, decimals), rtol=_EXACT, atol=0.0), axis=0)
        reach = np.where(rounded, np.maximum(0.5 / 10**decimals, exact), reach)
    # Statistical programs keep figures so, of which nine digits are written and seven are known.
    with np.errstate(over="ignore"):
        of_single = np.all(np.abs(figures - figures.astype(np.float32)) <= reach, axis=0)
    return np.where(of_single, np.maximum(largest * _SINGLE, reach), reach)


def complete(matrix: Values) -> Values:
    """The units of which nothing is missing."""
    units: Values = matrix[~np.isnan(matrix).any(axis=1)]
    return units


def _depend_on_others(matrix: Values, reach: Values) -> AbstractSet[int]:
    """The columns that any weights of the others may make up, so that it is worth asking which."""
    filled = complete(matrix)
    if len(filled) < matrix.shape[1] + _BEYOND_FITTED:
        return set()
    # In units of what rounding leaves of each column, a sum leaves a direction in which the figures hardly differ.
    _, sizes, directions = np.linalg.svd(filled / reach, full_matrices=False)
    flat = directions[sizes <= 2 * sqrt(filled.size)]
    return {int(at) for at in np.flatnonzero(np.any(np.abs(flat) > _EXACT, axis=0))}


def _weights_in_all(matrix: Values, reach: Values, at: int, others: Sequence[int]) -> float | None:
    """What the weights of 0 and more sum to by which a column is a sum of at least two others; ``None`` where it is none."""
    filled = matrix[~np.isnan(matrix[:, [at, *others]]).any(axis=1)]
    own = filled[:, at]
    if not len(own):
        return None
    # What says the same in another unit of measure is another form of the sum, and no part of it.
    parts = [part for part in others if not _say_the_same(own, filled[:, part], reach[[at, part]])]
    if not parts or len(own) < len(parts):
        return None
    # Columns of one size: else what is missing of a small one is lost in what float64 keeps of a large one.
    spread = np.maximum(np.std(filled[:, parts], axis=0), reach[parts])
    weights = nonnegative_weights(filled[:, parts] / spread, own) / spread
    if np.sum(spread * weights > reach[at]) < 2:
        return None
    taken = int(np.sum(weights > 0))
    made_of, within = filled[:, parts], reach[at] + float(reach[parts] @ weights)
    apart = max(float(np.max(np.abs(own - made_of @ weights))), reach[at])
    is_sum = apart <= 1.5 * within and _is_no_chance(
        own, made_of[:, weights > 0], apart, taken, comb(len(parts), taken)
    )
    return float(np.sum(weights)) if is_sum else None


def _is_sum_side_by_side(
    matrix: Values, reach: Values, highest: Values, at: int, left: Sequence[int], *, anywhere: bool
) -> bool:
    """Whether a column is the sum or the mean of all others, or of those that stand next before or behind it.

    ``anywhere``: or of others that stand side by side somewhere else, as parts do behind all pillars. What a column is out
    of, in ``highest``, bears it out where it is made of what the parts are out of alike.
    """
    place = left.index(at)
    before, behind = left[:place][::-1], left[place + 1 :]
    runs = [before, behind, [*before, *behind]]
    if anywhere and len(left) <= _MOST_SEARCHED and len(matrix) <= _MOST_TRIED:
        in_order = [*before[::-1], *behind]
        runs += [in_order[first:] for first in range(1, len(in_order) - 1)]
    choices = 2 * sum(map(len, runs))
    own = matrix[:, at]
    for parts in runs:
        others = matrix[:, parts]
        sums, within = np.cumsum(others, axis=1), np.cumsum(reach[parts])
        counts = np.arange(1, len(parts) + 1)
        for divisors in (np.ones_like(counts), counts):
            distances = np.nan_to_num(np.abs(own[:, None] - sums / divisors))
            apart = np.maximum(np.max(distances, axis=0), reach[at])
            for count in counts[(apart <= 1.5 * (reach[at] + within / divisors)) & (counts > 1)].tolist():
                filled = ~np.isnan(own) & ~np.isnan(sums[:, count - 1])
                whole = np.sum(highest[parts[:count]]) / divisors[count - 1]
                figures = own[filled], others[filled, :count]
                if isclose(highest[at], whole):
                    is_sum = _is_no_chance(*figures, float(apart[count - 1]) / _EVENLY, 0, 1, _BORNE_OUT)
                else:
                    is_sum = _is_no_chance(*figures, float(apart[count - 1]), 0, choices)
                if is_sum:
                    return True
    return False


def _products_of_two(matrix: Values, reach: Values) -> AbstractSet[int]:
    """The columns that are two others multiplied, in whatever power of ten: ``risk = exposure x vulnerability / 100``."""
    columns = [at for at in range(matrix.shape[1]) if np.nanmin(matrix[:, at]) >= 0]
    filled = matrix[~np.isnan(matrix[:, columns]).any(axis=1)][:_MOST_TRIED]
    if not len(filled) or not 2 < len(columns) <= _MOST_SEARCHED:
        return set()
    pairs = np.array([*combinations(columns, 2)])
    pairs = pairs[np.sum(filled[:, pairs[:, 0]] * filled[:, pairs[:, 1]], axis=0) > 0]
    first, second = filled[:, pairs[:, 0]], filled[:, pairs[:, 1]]
    products, rounded = first * second, first * reach[pairs[:, 1]] + second * reach[pairs[:, 0]]
    found = set()
    for at in columns:
        own = filled[:, [at]]
        if not own.any():
            continue
        power = np.log10(np.sum(own)) - np.log10(np.sum(products, axis=0))
        factors = 10.0 ** np.clip(np.round(power), -_LARGEST_POWER, _LARGEST_POWER)
        distances = np.abs(own - factors * products)
        is_near = np.all(distances <= 1.5 * (reach[at] + factors * rounded), axis=0) & (
            np.abs(power - np.round(power)) < _POWER
        )
        for pair in np.flatnonzero(is_near & (pairs != at).all(axis=1)).tolist():
            apart = max(float(np.max(distances[:, pair])), float(reach[at]))
            if _is_no_chance(own[:, 0], filled[:, pairs[pair]], apart, 0, len(pairs) * len(columns)):
                found.add(at)
    return found


def _is_no_chance(
    own: Values, parts: Values, apart: float, fitted: int, choices: int, rarest: float = _RAREST
) -> bool:
    """Whether it is no chance among so many choices that figures are nowhere further ``apart`` from what parts make.

    Of columns that are much alike one alone tells the figures nearly: only what it leaves of them counts.
    """
    if len(own) <= max(fitted, 1):
        return False
    aside, own = parts - np.mean(parts, axis=0), own - np.mean(own)
    factors = own @ aside / np.maximum(np.sum(aside**2, axis=0), np.finfo(np.float64).tiny)
    spread = float(np.min(np.std(own[:, None] - aside * factors, axis=0)))
    return 2 * apart < spread and (len(own) - fitted) * log(2 * apart / spread) + log(choices) < rarest


def _say_the_same(own: Values, other: Values, reach: Values) -> bool:
    """Whether one column follows from the other one alone, as degrees do from degrees, to what rounding leaves of both."""
    aside = other - np.mean(other)
    factor = float(own @ aside) / max(float(aside @ aside), np.finfo(np.float64).tiny)
    apart = np.max(np.abs(own - np.mean(own) - factor * aside))
    return bool(apart <= reach[0] + abs(factor) * reach[1])
