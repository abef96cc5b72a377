"""A change of one cell: what it is, what it alone adds, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtiscore.questions.improve.answer.lever import Lever
from dtiscore.questions.improve.answer.pieces import effort_of
from dtiscore.questions.improve.answer.rescoring import Rescoring


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One cell that a plan changes."""

    lever: Lever
    value: float
    now_text: str
    text: str
    """The new cell as the file writes it."""
    score: tuple[float, float]
    """The score of the first indicator that reads the cell, before and after, in its own points or scale."""
    gain: float
    """What the change alone adds to the index, in the index's points or scale."""
    effort: float


def change_of(rescoring: Rescoring, lever: Lever, x: float) -> PlannedChange:
    """One lever moved by some distance, the others as they are."""
    trials = rescoring.alone([lever], 0, np.array([x]))
    index = rescoring.card.methodology.index.code
    before = float(rescoring.card.nodes[lever.nodes[0]].score[rescoring.row])
    return PlannedChange(
        lever,
        value=lever.value(x),
        now_text=now_text(rescoring, lever),
        text=lever.text(x),
        score=(before, float(trials[lever.nodes[0]][0])),
        gain=float(trials[index][0]) - float(rescoring.card.index.score[rescoring.row]),
        effort=float(effort_of(rescoring, lever, np.array([x]), trials)[0]),
    )


def now_text(rescoring: Rescoring, lever: Lever) -> str:
    """The cell as it stands in the file."""
    data = rescoring.card.dataset
    column = data.raw.column(lever.heading)
    return lever.text(0.0) if column is None else column.cells[data.row_in_raw[rescoring.row]].strip()
