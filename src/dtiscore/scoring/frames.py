"""Frames: over which rows something is fitted, and for which rows it then holds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dtiscore.errors import UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.preparation.base import BasePeriod, FrameKind, PreparationStep
from dtiscore.said import said
from dtiscore.tables.table import Dataset, Rows


class Frame(NamedTuple):
    """One frame of a table."""

    key: str | None
    """The period that is fitted, or ``None`` for all rows together."""
    fitted_on: Rows
    """The rows that are fitted on; aggregates that are not ranked, such as the EU, do not take part."""
    rows: Rows
    """The rows for which the fit holds."""

    def is_whole(self, rows: int) -> bool:
        """Whether the fit holds for every row of a table of so many."""
        return len(self.rows) == rows


def frames_of(methodology: Methodology, dataset: Dataset, step: PreparationStep | None = None) -> list[Frame]:
    """The frames of a table under an edition, or of one of its steps, in the order of their periods.

    A table without the base period of its edition has a frame with no row to fit on: :func:`require_base` refuses to
    fit it, and a saved reference serves it.
    """
    kind = frame_of(methodology, step)
    if isinstance(kind, str):
        frames = dataset.frames(kind)
        return [Frame(key, _taking_part(dataset, rows), rows) for key, rows in frames.items()]
    every = np.arange(len(dataset), dtype=np.intp)
    base = np.array([row for row in every.tolist() if dataset.periods[row] == kind.base], dtype=np.intp)
    return [Frame(kind.base, _taking_part(dataset, base), every)]


def frame_of(methodology: Methodology, step: PreparationStep | None = None) -> FrameKind:
    """What an edition, or one of its steps, is fitted on."""
    return methodology.frame if step is None else step.own_frame or methodology.frame


def reaches_over_periods(methodology: Methodology) -> bool:
    """Whether the score of a unit in one period depends on other periods of the table."""
    return methodology.frame != "period" or any(
        step.over_periods or step.own_frame not in (None, "period") for step in methodology.prepare
    )


def periods_needed(methodology: Methodology, period: str) -> set[str] | None:
    """The periods with which one is scored, it included; ``None`` for all that there are.

    What fits on a base period needs no other one, whatever is wrong there.
    """
    kinds = {methodology.frame, *(step.own_frame for step in methodology.prepare)} - {None, "period"}
    bases = {kind.base for kind in kinds if isinstance(kind, BasePeriod)}
    if len(bases) == len(kinds) and not any(step.over_periods for step in methodology.prepare):
        return {period, *bases}
    return {period, *methodology.periods} if methodology.periods else None


def require_base(methodology: Methodology, dataset: Dataset) -> None:
    """Make sure that a table has rows of the base period, if its edition or a step of it is fitted on one.

    Raises:
        UsageFault: the edition, or a step of it, fits on a base period that the table does not have.
    """
    for kind in (methodology.frame, *(step.own_frame for step in methodology.prepare)):
        if not isinstance(kind, BasePeriod) or kind.base in dataset.periods:
            continue
        raise UsageFault(
            said(
                "{edition} is fitted on {base}, of which {source} has no row",
                edition=methodology.id,
                base=kind.base,
                source=dataset.raw.source,
            ),
            said(
                "add the rows of that period; dtiscore score takes a saved reference in their place: --reference FILE"
            ),
        )


def _taking_part(dataset: Dataset, rows: Rows) -> Rows:
    ranked = rows[dataset.ranked[rows]]
    return ranked if len(ranked) else rows
