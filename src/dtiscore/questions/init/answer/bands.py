"""Columns of words into whose groups the ranking of a table is cut: ``Rất tốt``, ``Tốt``, ``Khá``, from the first unit on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dtiscore.methodology.base import Values, fold
from dtiscore.questions.init.answer.outcome import by_period
from dtiscore.tables.raw import RawColumn

_FEWEST_ALIKE = 5
"""How many units must bear the word of one before them, from which it is no chance that those of each word stand together."""


def are_bands(column: RawColumn, rows: Sequence[int], standing: Values, period: RawColumn | None) -> bool:
    """Whether in each period the units of each word stand next to each other in the ranking: what came of it, and no answer."""
    words = np.array([fold(column.cells[row]) for row in rows])
    ranked = [at[~np.isnan(standing[at]) & (words[at] != "")] for at in by_period(rows, period)]
    ranked = [at[np.argsort(-standing[at], kind="stable")] for at in ranked]
    changes = [int(np.sum(words[at][1:] != words[at][:-1])) for at in ranked]
    distinct = [len({*words[at].tolist()}) for at in ranked]
    if sum(map(len, ranked)) - sum(distinct) < _FEWEST_ALIKE:
        return False
    return all(count == max(known - 1, 0) for count, known in zip(changes, distinct, strict=True))
