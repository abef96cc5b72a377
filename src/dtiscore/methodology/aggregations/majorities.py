"""Pairwise majorities: by how much of the weight one unit outranks another, for blocks of units at a time.

A child on which both units have a score votes with its weight for the higher of the two, and with nothing where they
tie. Children that either unit lacks do not vote on this pair, and the others share the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dtiscore.methodology.aggregations.base import Weights, weight_table
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import Values

_BLOCK = 250_000
"""How many pairs are held at a time: memory stays linear in the units, however many there are."""

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
    rows = max(1, _BLOCK // max(1, int(among.sum())))
    for start in range(0, len(scores[0]), rows):
        block = slice(start, start + rows)
        yield block, _majorities(scores, table > 0, votes, block, among)


def _majorities(scores: Sequence[Values], there: Mask, votes: Values, block: slice, among: Mask) -> Values:
    shape = (len(scores[0][block]), int(among.sum()))
    net, cast = np.zeros(shape), np.zeros(shape)
    for score, present, weight in zip(scores, there, votes.tolist(), strict=True):
        both = present[block, np.newaxis] & present[among]
        higher = np.sign(score[block, np.newaxis] - score[among])
        net += np.where(both, higher * weight, 0.0)
        cast += np.where(both, weight, 0.0)
    share = net / np.where(cast > 0, cast, 1.0)
    result: Values = np.where(np.abs(share) <= TIED, 0.0, share)
    return result
