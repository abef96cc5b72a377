"""Pairwise majorities: by how much of the weight one unit outranks another, for blocks of units at a time.

A child on which both units have a score votes with its weight for the higher of the two, and with nothing where they
tie. Children that either unit lacks do not vote on this pair, and the others share the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dtiscore.methodology.aggregations.base import Weights, weight_table
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import FIFTEEN_DIGITS, ties_joined

_BLOCK = 1 << 15
"""How many pairs are held at a time: they fit in the cache of a processor, and memory stays linear in the units."""

TIED = 1e-12
"""A majority below this share of the votes is a tie: 0.1 + 0.4 against 0.2 + 0.3 is one half each."""


def majorities(scores: Sequence[Values], weights: Weights, among: Mask) -> Iterator[tuple[slice, Values]]:
    """For each block of units: which units, and by how much each outranks each unit of ``among``.

    A majority is a share of the votes from -1 (outranked on every child) to 1 (outranks on every child): twice the
    entry of the Handbook's outranking matrix less 1. It is exactly opposite for the two units of a pair, 0 for a tie,
    for a unit with itself, and where two units have no child in common.
    """
    table = weight_table(scores, weights)
    votes = np.max(table, axis=1)  # a child's weight, whichever units lack it
    places = [_places(score) for score in scores]
    rows = max(1, _BLOCK // max(1, int(among.sum())))
    for start in range(0, len(scores[0]), rows):
        block = slice(start, start + rows)
        yield block, _majorities(places, table > 0, votes, block, among)


def _places(scores: Values) -> NDArray[np.signedinteger]:
    """Small whole numbers in the order of the scores, equal ones for equal scores: quicker to compare than they."""
    order = np.argsort(scores)
    rising = scores[order]
    gaps = np.diff(rising)
    further = gaps > 0.0
    if (further & (gaps <= FIFTEEN_DIGITS * np.fmax.reduce(np.abs(rising), initial=0.0))).any():
        further = np.diff(ties_joined(scores)[order]) > 0.0
    small = len(scores) <= np.iinfo(np.int16).max
    places: NDArray[np.signedinteger] = np.zeros(len(scores), dtype=np.int16 if small else np.int32)
    places[order[1:]] = np.cumsum(further)
    return places


def _majorities(
    places: Sequence[NDArray[np.signedinteger]], there: Mask, votes: Values, block: slice, among: Mask
) -> Values:
    everywhere = bool(there.all())
    net: Values = np.zeros((len(places[0][block]), int(among.sum())))
    cast: Values = np.zeros((1, 1))
    vote = np.empty_like(net)
    for place, present, weight in zip(places, there, votes.tolist(), strict=True):
        higher = np.sign(place[block, np.newaxis] - place[among])
        np.multiply(higher, weight, out=vote)
        if everywhere:
            cast = cast + weight
        else:
            both = present[block, np.newaxis] & present[among]
            vote = np.where(both, vote, 0.0)
            cast = cast + np.where(both, weight, 0.0)
        net += vote
    share = net / np.where(cast > 0, cast, 1.0)
    result: Values = np.where(np.abs(share) <= TIED, 0.0, share)
    return result
