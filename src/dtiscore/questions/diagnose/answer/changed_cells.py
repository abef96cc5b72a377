"""Every cell that preparation filled in or drew in: what it was, and what the index is made of instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dtiscore.methodology.preparation import PreparationStep
from dtiscore.questions.diagnose.answer.audited import Audited
from dtiscore.scoring.preparation import prepare
from dtiscore.scoring.prepared import Prepared


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One change of one cell by one step."""

    unit: str
    row: int
    column: str
    kind: Literal["imputed", "treated"]
    number: int
    """Which step of the file it was, from 1."""
    step: PreparationStep
    before: float | None
    after: float


def changed_cells(subject: Audited) -> list[ChangedCell]:
    """The cells of audited units, step by step in the order of the file, then by column and rank.

    Preparation is carried out again, one step further each time, with what was fitted when the table was scored. A column
    that a step derives is no change.
    """
    card = subject.card
    done = card.prepared
    if done is None:
        return []
    found: list[ChangedCell] = []
    was = _after(subject, done, 0)
    for at, step in enumerate(card.methodology.prepare):
        now = _after(subject, done, at + 1)
        found += _changes(subject, was, now, at + 1, step)
        was = now
    return found


def _after(subject: Audited, prepared: Prepared, count: int) -> Prepared:
    edition = subject.card.methodology
    first = edition.model_copy(update={"prepare": edition.prepare[:count]})
    return prepare(first, subject.card.dataset, prepared.steps[:count])


def _changes(
    subject: Audited, was: Prepared, now: Prepared, number: int, step: PreparationStep
) -> Iterator[ChangedCell]:
    for header, before in was.dataset.numbers.items():
        after = now.dataset.numbers[header]
        if after is before:
            continue
        for at, row in enumerate(subject.rows.tolist()):
            old, new = float(before[row]), float(after[row])
            if new == old or np.isnan(new):
                continue
            missing = old != old
            yield ChangedCell(
                subject.units[at],
                row,
                header,
                "imputed" if missing else "treated",
                number,
                step,
                None if missing else old,
                new,
            )
