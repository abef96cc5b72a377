"""The ranks of all rows in every node and view of a scorecard, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.methodology import Values
from dtiscore.methodology.equality import tolerance_of_rows
from dtiscore.methodology.publication import TieRule
from dtiscore.scoring.ranking import Ranks, doubled_ranks, keys, undoubled

if TYPE_CHECKING:
    from dtiscore.scoring.scorecard import Scorecard

_TOGETHER = 1 << 17
"""How many ranks are made at a time: those of many nodes of a small table, of one node of a large one."""


class RanksByNode(Mapping[str, Ranks]):
    """The ranks of all rows by node or view, made when asked for: to sort a million rows for every node takes long."""

    def __init__(self, card: Scorecard) -> None:
        self._card = card
        self._made: dict[str, Ranks] = {}

    def __getitem__(self, code: str) -> Ranks:
        if code not in self._made:
            codes = list(self._card.nodes)
            size = max(1, _TOGETHER // max(1, len(self._card.dataset)))
            first = codes.index(code) // size * size if code in self._card.nodes else 0
            self._make(codes[first : first + size])
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._card.nodes)

    def __len__(self) -> int:
        return len(self._card.nodes)

    def _make(self, codes: Sequence[str]) -> None:
        """The ranks of some nodes: together those that are ranked alike, each other one for itself."""
        edition = self._card.methodology
        alike = [code for code in codes if edition.node_or_view(code).rank is None]
        if alike:
            published = np.array([self._card.nodes[code].published for code in alike])
            compared = keys(published, edition.rank, edition.publish)
            turned = [edition.ranking(code).order != edition.rank.order for code in alike]
            compared[turned] = -compared[turned]
            self._rank(alike, compared, edition.rank.ties)
        for code in codes:
            if edition.node_or_view(code).rank is not None:
                self._rank([code], self._card.compared(code)[np.newaxis], edition.ranking(code).ties)

    def _rank(self, codes: Sequence[str], compared: Values, ties: TieRule) -> None:
        """The ranks of nodes by rows of what is compared, larger being better."""
        dataset = self._card.dataset
        compared = np.where(dataset.ranked, compared, np.nan)
        ranks = np.full(compared.shape, np.nan)
        for rows in self._card.partitions.values():
            units = [dataset.units[row] for row in rows.tolist()]
            tolerance = tolerance_of_rows([self._card.tolerance(code) for code in codes], rows)
            ranks[:, rows] = undoubled(doubled_ranks(compared[:, rows], ties, units, tolerance))
        self._made |= dict(zip(codes, ranks, strict=True))
