"""Ranks: within each period and group, on published decimals or in full, under every tie rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology import Values
from dtiscore.methodology.equality import EXACT, Tolerance, own_tolerance, ties_joined_in_order
from dtiscore.methodology.publication import Publication, Ranking, TieRule

Ranks = NDArray[np.float64]
"""Ranks from 1; whole numbers except under the tie rule ``average``; NaN for a unit that is not ranked."""

DoubledRanks = NDArray[np.uint16 | np.uint32]
"""Twice the ranks, in whole numbers that take little memory; 0 for a unit that is not ranked."""


def plain_rank(rank: float | None) -> int | float | None:
    """A rank, or a difference of ranks, as it is written: whole where it is; ``None`` for none, also for NaN."""
    if rank is None or rank != rank:
        return None
    return int(rank) if float(rank).is_integer() else float(rank)


def keys(values: Values, ranking: Ranking, publication: Publication) -> Values:
    """What is compared, larger being better: the value in full, or counted in the last published decimal."""
    compared = values if ranking.on == "full" else publication.round.steps(values)
    return compared if ranking.order == "descending" else -compared


def parted(compared: Values, others: Values) -> Values:
    """What is compared with equals parted by another figure: whole numbers, larger being better; NaN where there is none.

    Equals of which one has no other figure come after those that have one.
    """
    second = np.where(np.isnan(others), -np.inf, others)
    order = np.lexsort((second, compared))  # NaN last
    first, then = compared[order], second[order]
    steps = np.cumsum(np.append(True, (first[1:] != first[:-1]) | (then[1:] != then[:-1]))[: len(order)])
    result = np.empty(len(compared))
    result[order] = steps
    return np.where(np.isnan(compared), np.nan, result)


def rank(compared: Values, ties: TieRule, order: Sequence[str], tolerance: Tolerance | None = None) -> Ranks:
    """The ranks of values of which larger is better; NaN values are not ranked.

    Args:
        compared: one value per unit.
        ties: what units of equal value share.
        order: the code of each unit, which decides between equals under ``ordinal``.
        tolerance: within which distance values are equal; as of numbers of which no more is known unless given.
    """
    return undoubled(doubled_ranks(compared[np.newaxis], ties, order, tolerance)[0])


def undoubled(doubled: DoubledRanks) -> Ranks:
    """The ranks of which these are the doubles; NaN for none."""
    return np.where(doubled, doubled / 2.0, np.nan)


def doubled_ranks(
    compared: Values, ties: TieRule, order: Sequence[str], tolerance: Tolerance | None = None
) -> DoubledRanks:
    """Twice the rank within each row, which is a whole number under every tie rule; 0 for what is not ranked.

    The values of each row are sorted, and the first and last of every run of equals counted; see :func:`rank`.

    Args:
        compared: rows by units.
        ties: as for :func:`rank`.
        order: the code of each unit.
        tolerance: as for :func:`rank`; positions are counted through all rows.
    """
    rows, units = compared.shape
    result = np.zeros((rows, units), _whole_numbers(units))
    if not units:
        return result
    if ties == "ordinal":
        by_code = np.array(sorted(range(units), key=order.__getitem__), dtype=np.intp)
        positions = by_code[np.argsort(-compared[:, by_code], axis=1, kind="stable")]
    else:
        positions = np.argsort(-compared, axis=1)
    positions += np.arange(0, rows * units, units)[
        :, np.newaxis
    ]  # counted through all rows, which is quick to look up
    falling = compared.take(positions)
    level = ties_joined_in_order(falling, positions, tolerance or own_tolerance(compared))
    if ties == "ordinal" and level is not falling:
        again = np.empty(rows * units)
        again[positions] = level
        return doubled_ranks(again.reshape(rows, units), ties, order, EXACT)
    result.ravel()[positions] = counted(level, ties)
    if np.isnan(falling[:, -1]).any():
        result[np.isnan(compared)] = 0
    return result


def _whole_numbers(units: int) -> type[np.uint16 | np.uint32]:
    return np.uint16 if 2 * units <= np.iinfo(np.uint16).max else np.uint32


def counted(falling: Values, ties: TieRule) -> DoubledRanks:
    """Twice the ranks of values that fall along each row; what is given for NaN, which comes last, means nothing.

    Under ``ordinal`` equals stand in the order that decides between them.
    """
    units = falling.shape[1]
    numbers = _whole_numbers(units)
    place = np.arange(1, units + 1, dtype=numbers)
    starts = np.ones(falling.shape, dtype=np.bool_)
    np.not_equal(falling[:, 1:], falling[:, :-1], out=starts[:, 1:])
    ends = np.ones(falling.shape, dtype=np.bool_)
    ends[:, :-1] = starts[:, 1:]
    if ties == "ordinal":
        return np.broadcast_to(place + place, falling.shape)
    if ties == "dense":
        dense: DoubledRanks = np.cumsum(starts, axis=1, dtype=numbers)
        return dense + dense
    first = last = place
    if ties in ("min", "average"):
        first = np.maximum.accumulate(np.where(starts, place, numbers(0)), axis=1)
    if ties in ("max", "average"):
        last = np.minimum.accumulate(np.where(ends, place, numbers(units))[:, ::-1], axis=1)[:, ::-1]
    return {"min": first + first, "max": last + last, "average": first + last}[ties]
