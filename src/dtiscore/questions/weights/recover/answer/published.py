"""What is published of a node: between what each unit's score lies, and the order of the units."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from dtiscore.analysis.expected_table import ExpectedTable, rows_meant
from dtiscore.scoring.scorecard import Partition, Scorecard
from dtiscore.tables.published_ranks import RankRange


class Place(NamedTuple):
    """Where a unit stands by the scores that are found."""

    due: RankRange
    """The ranks that it may have by them, as these were rounded."""
    is_elsewhere: bool
    """Whether none of them is the published one, also among those alone that have one there."""


@dataclass
class Published:
    """What is published of one node, by rows of the scorecard."""

    half: float
    """Half a unit of the last decimal."""
    scores: dict[int, float] = field(default_factory=dict)
    """In the published form."""
    ranks: dict[int, RankRange] = field(default_factory=dict)
    """Each from the first to the last that it may be, which mostly are one."""
    order: list[Sequence[Sequence[int]]] = field(default_factory=list)
    """For each period and group the rows of each rank, or of each range that no other one overlaps, the lowest score first."""
    rises: bool = False
    """Whether the lowest score has the first rank."""

    def least(self, row: int, factor: float = 1.0) -> float:
        """The lowest score that rounds to the published one, times ``factor``: 1 / maximum gives a share."""
        score = self.scores.get(row)
        return -math.inf if score is None else (score - self.half) * factor

    def most(self, row: int, factor: float = 1.0) -> float:
        """The highest one."""
        score = self.scores.get(row)
        return math.inf if score is None else (score + self.half) * factor

    def place(self, row: int, scores: Mapping[int, float]) -> Place | None:
        """Where a row stands by these scores; ``None`` where it has no rank here, or no score."""
        others = next((of for of in self.order if any(row in place for place in of)), ())
        among = [other for place in others for other in place if other in scores]
        if row not in among:
            return None
        own, ranks = self.ranks[row], [self.ranks[other] for other in among]
        ahead = np.array([scores[other] for other in among]) - scores[row]
        ahead = -ahead if self.rises else ahead
        within = 2 * self.half if self.scores else 0.0
        unknown = sum(map(len, others)) - len(among)  # each of which may stand anywhere
        due = RankRange(1 + int(np.sum(ahead > within)), int(np.sum(ahead >= -within)) + unknown)
        first, last = 1 + sum(of.last < own.first for of in ranks), sum(of.first <= own.last for of in ranks)
        return Place(due, is_elsewhere=not any(due.meets(one) for one in (own, RankRange(first, last))))


def published(card: Scorecard, expected: ExpectedTable, code: str, decimals: int | None = None) -> Published:
    """What a table of results says of a node.

    Args:
        card: the table under the draft.
        expected: the table of results.
        code: the node.
        decimals: to how many its scores were rounded; as many as the table writes unless given.
    """
    written = expected.decimals.get(code, 0)
    found = Published(0.5 * 10.0 ** -(written if decimals is None else decimals))
    for entry, rows in rows_meant(card, expected):
        for row in rows:
            score, rank = entry.scores.get(code), entry.ranks.get(code)
            among = entry.ranges.get(code) if rank is None else RankRange(rank, rank)
            if score is not None:
                found.scores[row] = score
            if among is not None:
                found.ranks[row] = among
    found.rises = card.methodology.ranking(code).order == "ascending"
    of_partition: dict[Partition, dict[RankRange, list[int]]] = {}
    for row, among in found.ranks.items():
        key = (card.dataset.periods[row], card.dataset.groups[row])
        of_partition.setdefault(key, {}).setdefault(among, []).append(row)
    for places in of_partition.values():
        apart = sorted(_apart(places), reverse=not found.rises)
        found.order.append([places[among] for among in apart])
    return found


def _apart(places: Collection[RankRange]) -> list[RankRange]:
    """The ranks, and the ranges of ranks that have none in common with any other."""
    return [
        one
        for one in places
        if one.first == one.last or not any(one.meets(other) for other in places if other != one)
    ]
