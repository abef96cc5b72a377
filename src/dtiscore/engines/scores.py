"""The published scores of a large table as its batches are scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dtiscore.dataset.table import Dataset, Rows
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
        self._codes = tuple(codes)
        self._table = _GrowingTable(len(self._codes))
        self.disagreements = 0
        """How many scores that the table brings differ from what their parts give."""
        self.undefined = Problems(source)
        """The scores that are undefined though the edition needs them."""

    def __getitem__(self, code: str) -> Values:
        """The scores of one node."""
        column: Values = self._table.values[:, self._codes.index(code)]
        return column

    def of(self, rows: Rows) -> dict[str, Values]:
        """The scores of some rows, by node."""
        taken = self._table.values.take(rows, axis=0)
        return {code: np.ascontiguousarray(taken[:, at]) for at, code in enumerate(self._codes)}

    def expect(self, rows: int) -> None:
        """Make room for so many rows, which spares moving what is there."""
        self._table.reserve(rows)

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
        self._table.extend([evaluation.nodes[code].published for code in self._codes])


class _GrowingTable:
    """Rows of numbers of which nobody knows beforehand how many there will be.

    The numbers of a row stand together: in the end rows are taken in the order of their ranks, from all over the table.
    """

    def __init__(self, columns: int) -> None:
        self._room = np.empty((0, columns))
        self._used = 0
        self._is_full = False

    def reserve(self, rows: int) -> None:
        assert not self._is_full, "who has been given the numbers would lose them"
        columns = self._room.shape[1]
        if not self._used:
            self._room = np.empty((rows, columns))
        elif rows > len(self._room):
            self._room.resize((rows, columns), refcheck=False)

    def extend(self, columns: Sequence[Values]) -> None:
        end = self._used + len(columns[0])
        if end > len(self._room):
            self.reserve(max(end, int(len(self._room) * _ROOM)))
        for at, values in enumerate(columns):
            self._room[self._used : end, at] = values
        self._used = end

    @property
    def values(self) -> Values:
        """All of them; no more can be added."""
        if not self._is_full:
            self._is_full = True
            self._room.resize((self._used, self._room.shape[1]), refcheck=False)
        return self._room
