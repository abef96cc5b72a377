"""The move of every unit's rank split into its own figures, the others', the edition and the list of units.

A rank moves also because others move. For one unit there are up to four causes to its move; its rank when only some of
them have changed is that in a table between the two. What a cause does is averaged over every order in which the
causes may change (Shapley value), so that the parts add up to the move: with two, a cause's part is half of what it
does alone and half of what it does once the other has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import isnan

import numpy as np

from dtiscore.analysis.mixed_ranks import Cause, MixedRanks
from dtiscore.analysis.shapley import shapley
from dtiscore.methodology.equality import equal


@dataclass(frozen=True, slots=True)
class RankSplit:
    """Why the rank of one unit moved; places gained count as positive."""

    parts: Mapping[Cause, Fraction]
    """The places that each cause gained the unit: in sum its move. Without ``edition`` where only scores are known."""
    alone: Mapping[Cause, float]
    """The rank that the unit would have if only this cause had changed."""
    own_scores: tuple[float, float]
    """Its score before, and the one that it would have if its own figures alone had changed, in the published form."""

    @property
    def own_change(self) -> float:
        """By how much its own figures alone would have changed its score, in the published form."""
        was, now = self.own_scores
        return 0.0 if equal(was, now) else round(now - was, 12)

    @property
    def own(self) -> Fraction:
        """The places that its own figures gained it."""
        return self.parts["own"]

    @property
    def others(self) -> Fraction:
        """The places that the figures of the others gained it; negative where they passed it by."""
        return self.parts["others"]


@dataclass(frozen=True)
class RankSplits:
    """The splits of some units, and why others have none."""

    by_unit: Mapping[str, RankSplit] = field(default_factory=dict)
    not_split: str | None = None
    """``too many`` units at once, ``published`` ranks that do not follow from the scores, or a fault in words."""


def rank_splits(mixed: MixedRanks, moves: Mapping[str, tuple[float, float]]) -> RankSplits:
    """Split the moves of some units.

    Args:
        mixed: the ranks in the tables between the two.
        moves: the rank before and after, by the code of the unit.
    """
    units, causes = list(moves), mixed.causes
    if mixed.too_many(units):
        return RankSplits(not_split="too many")
    outcomes = [mixed.outcome(subset, units) for subset in mixed.subsets]
    ranks, scores = (
        np.array([one.ranks for one in outcomes]),
        np.array([one.scores for one in outcomes]),
    )
    splits = {}
    for column, unit in enumerate(units):
        places = ranks[:, column].tolist()
        if (places[0], places[-1]) != moves[unit] or any(map(isnan, places)):
            continue
        gained = shapley([-place for place in places], len(causes))
        single = {cause: 1 << at for at, cause in enumerate(causes)}
        was, now = float(scores[0, column]), float(scores[single.get("own", 0), column])
        splits[unit] = RankSplit(
            parts={cause: Fraction(0) for cause in mixed.known} | dict(zip(causes, gained, strict=True)),
            alone={cause: places[single.get(cause, 0)] for cause in mixed.known},
            own_scores=(was, now),
        )
    if len(splits) == len(moves):
        return RankSplits(splits)
    return RankSplits(splits, next((one.fault for one in outcomes if one.fault is not None), "published"))
