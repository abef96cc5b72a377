"""The published scores of a large table as its batches are scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dtiscore.dataset.table import Dataset
from dtiscore.engines.problems import Problems
from dtiscore.errors import InvalidData
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.scoring.evaluate import evaluate
from dtiscore.scoring.reference import Reference

_ROOM = 1.125
"""How much larger a full array is made: moving one to more room costs little, and touched memory much."""


class Scores:
    """The published scores of the index and of the nodes that are shown, one per row, NaN where there is none."""

    def __init__(self, source: str, codes: Sequence[str]) -> None:
        self._columns = {code: _Growing() for code in codes}
        self.disagreements = 0
        """How many scores that the table brings differ from what their parts give."""
        self.undefined = Problems(source)
        """The scores that are undefined though the edition needs them."""

    def __getitem__(self, code: str) -> Values:
        """The scores of one node."""
        return self._columns[code].values

    def expect(self, rows: int) -> None:
        """Make room for so many rows, which spares moving what is there."""
        for column in self._columns.values():
            column.reserve(rows)

    def add(
        self, methodology: Methodology, dataset: Dataset, reference: Reference, kept: Mask | None
    ) -> None:
        """Score a batch of prepared rows; ``kept`` are those that screening kept, all unless given."""
        try:
            evaluation = evaluate(methodology, dataset, reference, kept)
        except InvalidData as error:
            self.undefined.add(error.problems)
            return
        self.disagreements += len(evaluation.disagreements)
        for code, column in self._columns.items():
            column.extend(evaluation.nodes[code].published)


class _Growing:
    """Numbers of which nobody knows beforehand how many there will be."""

    def __init__(self) -> None:
        self._room = np.empty(0)
        self._used = 0
        self._is_full = False

    def reserve(self, count: int) -> None:
        assert not self._is_full, "who has been given the numbers would lose them"
        if not self._used:
            self._room = np.empty(count)
        elif count > len(self._room):
            self._room.resize(count, refcheck=False)

    def extend(self, values: Values) -> None:
        end = self._used + len(values)
        if end > len(self._room):
            self.reserve(max(end, int(len(self._room) * _ROOM)))
        self._room[self._used : end] = values
        self._used = end

    @property
    def values(self) -> Values:
        """All of them; no more can be added."""
        self._is_full = True
        self._room.resize(self._used, refcheck=False)
        return self._room
