"""The published scores of a large table as its batches are scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from dtiscore.engines.problems import Problems
from dtiscore.engines.score_rows import GrowingTable, ScoreRows
from dtiscore.errors import InvalidData
from dtiscore.files.spill import Spill
from dtiscore.methodology import Methodology, Values
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.equality import EXACT, Tolerance
from dtiscore.said import counted
from dtiscore.scoring.evaluate import evaluate
from dtiscore.scoring.precision import Precision
from dtiscore.scoring.reference import Reference
from dtiscore.scoring.scales_apart import sizes_of
from dtiscore.tables.table import Dataset, Rows


class Scores:
    """The published scores of the index and of the nodes that are shown, one per row, NaN where there is none."""

    def __init__(self, source: str, codes: Sequence[str], compared: Sequence[str]) -> None:
        """``codes`` are all nodes that are wanted, ``compared`` those by which rows are ranked or put into bands."""
        self._codes = tuple(codes)
        self._rows = ScoreRows(len(self._codes))
        self._terms: dict[str, GrowingTable] = {}
        """The largest terms of the scores that are compared, NaN for a score that is its own; none while all are."""
        self._most = dict.fromkeys(compared, 0.0)
        self._precision: Precision | None = None
        self.sizes: dict[str, float] = {}
        """The size of the largest score of each node that has any."""
        self.disagreements = 0
        """How many scores that the table brings differ from what their parts give."""
        self.undefined = Problems(source)
        """The scores that are undefined."""
        self._lacking = Problems(source)
        """The scores that are missing where the edition forbids it."""
        self._of_nodes = False
        """Whether those of a node are undefined, not of views alone: then nobody asks which are missing."""

    def __getitem__(self, code: str) -> Values:
        """The scores of one of the nodes."""
        return self._rows.column(self._codes.index(code))

    @property
    def on_disk(self) -> Spill | None:
        """The disk on which they stand, a column for each of the nodes, where memory does not hold them."""
        return self._rows.disk

    def tolerance(self, code: str) -> Tolerance:
        """Within which distance the scores of one of the nodes that are compared are equal, as in memory."""
        scores, table = self[code], self._terms.get(code)
        if self._precision is None:
            return EXACT
        kept = None if table is None else table.values[:, 0]

        def terms(rows: Rows) -> Values:
            own = np.abs(scores[rows])
            return own if kept is None else np.fmax(own, kept[rows])

        return self._precision.by_terms(code, self._most[code], terms)

    @property
    def codes(self) -> Sequence[str]:
        """The nodes."""
        return self._codes

    def in_order(self, order: Rows, size: int) -> Iterator[Mapping[str, Values]]:
        """The scores of the rows of these numbers, in this order, so many at a time: by node."""
        for columns in self._rows.in_order(order, size):
            yield dict(zip(self._codes, columns, strict=True))

    def expect(self, rows: int) -> None:
        """Make room for so many rows, which spares moving what is there."""
        self._rows.expect(rows)

    def refuse_undefined(self) -> None:
        """Stop where scores are undefined or missing.

        Raises:
            InvalidData: some are.
        """
        if not self._of_nodes:
            self.undefined.merge(self._lacking)
        count = counted(self.undefined.errors, "{n} score is undefined", "{n} scores are undefined")
        self.undefined.refuse_undefined(count)

    def close(self) -> None:
        """Let go of the disk."""
        self._rows.close()

    def add(
        self, methodology: Methodology, dataset: Dataset, reference: Reference, kept: Mask | None
    ) -> None:
        """Score a batch of prepared rows; ``kept`` are those that screening kept, all unless given.

        Raises:
            SourceFault: the disk is full.
        """
        try:
            evaluation = evaluate(methodology, dataset, reference, kept)
        except InvalidData as error:
            lacking = [problem for problem in error.problems if problem.code == "missing-score"]
            undefined = [problem for problem in error.problems if problem.code != "missing-score"]
            self._lacking.add(lacking)
            self.undefined.add(undefined)
            of_views = {problem.indicator for problem in undefined} <= methodology.view.keys()
            self._of_nodes = self._of_nodes or not of_views
            return
        for code, size in sizes_of(evaluation.nodes).items():
            self.sizes[code] = max(size, self.sizes.get(code, 0.0))
        self.disagreements += len(evaluation.disagreements)
        before = len(self._rows)
        self._rows.extend([evaluation.nodes[code].published for code in self._codes])
        self._precision = self._precision or Precision(methodology, reference, {})
        precision = self._precision.of_others(evaluation.nodes)
        for code in self._most:
            self._add_terms(code, precision, before, len(dataset))

    def _add_terms(self, code: str, precision: Precision, before: int, rows: int) -> None:
        """Keep what is known of how exact the scores of some rows are, where ``before`` many rows stand before them."""
        self._most[code] = max(self._most[code], float(precision.tolerance(code).most))
        terms = precision.cancelling(code)
        if terms is not None and code not in self._terms:
            self._terms[code] = GrowingTable(1)
            self._terms[code].extend([np.full(before, np.nan)])
        if code in self._terms:
            self._terms[code].extend([np.full(rows, np.nan) if terms is None else terms])
