"""How exactly the figures of groups of units are known: from the terms that entered the scores of their units."""

from __future__ import annotations

import numpy as np

from dtiscore.methodology import Values
from dtiscore.scoring.precision import Precision
from dtiscore.tables.table import Rows


class PrecisionOfGroups(Precision):
    """That of a summary, whose nodes bear the largest terms of their figures.

    A figure is made of the scores of units, which may cancel, and not of the figures of the parts of its node.
    """

    def terms(self, code: str, rows: Rows | slice) -> Values:
        scores = self.nodes[code]
        own: Values = np.abs(scores.score[rows])
        return own if scores.terms is None else np.fmax(own, scores.terms[rows])

    def _is_largest_itself(self, code: str) -> bool:
        return self.nodes[code].terms is None
