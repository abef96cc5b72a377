"""Ranks in a population, and how often each unit stands above each other, part by part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.analysis.robustness.population import BLOCK_BYTES, parts_of
from dtiscore.analysis.robustness.subject import Subject
from dtiscore.methodology import Values
from dtiscore.scoring.ranking import keys, rank


@dataclass(frozen=True)
class Ranked:
    """The ranks of all units in all replicates."""

    ranks: Values
    """Replicates by units, from 1."""
    above: Values
    """Units by units: in which share of the replicates the first stands above the second, a tie counting half."""


def ranked(subject: Subject, scores: Values, *, block_bytes: int = BLOCK_BYTES) -> Ranked:
    """Rank the units within every replicate as the edition ranks: on published decimals or in full, ties alike.

    Args:
        subject: what is studied.
        scores: replicates by units.
        block_bytes: about how large an array may become on the way.
    """
    edition = subject.card.methodology
    compared = keys(scores, edition.rank, edition.publish)
    count, units = scores.shape
    ranks = np.empty((count, units))
    halves = np.zeros((units, units), dtype=np.int64)
    codes = np.array(subject.units)
    earlier = codes[np.newaxis, :] < codes[:, np.newaxis]
    for part in parts_of(count, units, block_bytes):
        own, other = compared[part][:, :, np.newaxis], compared[part][:, np.newaxis, :]
        greater, equal = other > own, other == own
        better, same = greater.sum(axis=2), equal.sum(axis=2)
        halves += 2 * greater.sum(axis=0).T + equal.sum(axis=0)
        match edition.rank.ties:
            case "min":
                ranks[part] = 1 + better
            case "max":
                ranks[part] = better + same
            case "average":
                ranks[part] = better + (1 + same) / 2
            case "ordinal":
                ranks[part] = 1 + better + (equal & earlier).sum(axis=2)
            case "dense":
                ranks[part] = [rank(row, "dense", subject.units) for row in compared[part]]
    ranks[np.isnan(compared)] = np.nan
    return Ranked(ranks, halves / (2.0 * count))
