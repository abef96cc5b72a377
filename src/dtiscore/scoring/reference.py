"""Fit: the one pass over all units that collects the statistics which some rules need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dtiscore.dataset.table import Dataset, Rows
from dtiscore.errors import InvalidData, Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.rules import Fitted, ZeroRange


@dataclass(frozen=True)
class Reference:
    """The fitted statistics of an edition over one table.

    With a reference at hand, the score of a unit depends on nothing but the unit's own row.
    """

    methodology: str
    """The hash of the methodology that was fitted."""
    frame: str
    statistics: Mapping[str | None, Mapping[str, Fitted]]
    """By frame (a period, or ``None`` for all rows together), then by the code of the indicator."""

    def of(self, frame: str | None, code: str) -> Fitted:
        """The statistics for one indicator in one frame; empty where the rule needs none.

        A reference of a single frame serves every other one too: a later year scored against this year's.
        """
        if frame not in self.statistics and len(self.statistics) == 1:
            (only,) = self.statistics.values()
            return only.get(code, {})
        return self.statistics.get(frame, {}).get(code, {})

    def require_for(self, methodology: Methodology, dataset: Dataset) -> None:
        """Make sure that a table can be scored with these statistics.

        Raises:
            UsageFault: they were fitted under another methodology, or on several frames of which none is the table's.
        """
        if self.methodology != methodology.hash:
            message = f"the reference was fitted under another methodology than {methodology.id}"
            raise UsageFault(message, "fit it again, on the table that is to be the frame")
        unknown = [str(frame) for frame in dataset.frames(methodology.frame) if frame not in self.statistics]
        if unknown and len(self.statistics) > 1:
            fitted = ", ".join(map(str, self.statistics))
            message = f"the reference was fitted on {fitted}; the table is of {', '.join(unknown)}"
            raise UsageFault(message, "fit the reference on the one period that is to be the frame")


def fit(methodology: Methodology, dataset: Dataset) -> Reference:
    """Fit every rule that needs it, over the units of each frame.

    Aggregates that are not ranked (a national or EU row) do not take part.

    Raises:
        InvalidData: an indicator has one and the same value, or none, for all units of a frame, and the edition
            does not say what then; ``problems`` lists each.
    """
    fitted_nodes = [
        node for node in methodology.index.walk() if node.rule is not None and node.rule.needs_fit
    ]
    statistics: dict[str | None, dict[str, Fitted]] = {}
    problems: list[Problem] = []
    for frame, rows in dataset.frames(methodology.frame).items() if fitted_nodes else ():
        statistics[frame] = {}
        for node in fitted_nodes:
            inputs = dataset.inputs(node)
            if inputs is None or node.rule is None:
                continue
            values = inputs[0][_taking_part(dataset, rows)]
            if np.isnan(values).all():
                continue
            fitted = node.rule.fit(values)
            if isinstance(fitted, ZeroRange):
                message = f'every unit{_in(frame)} has {fitted.value:.15g} for "{node.label(None)}"'
                fix = f"{node.rule.kind} is undefined on it: weight 0, or zero_range in the rule, says what then"
                place = dataset.place(int(rows[0]), node.inputs[0])
                problems.append(Problem("zero-range", message, place, fix=fix, indicator=node.code))
            else:
                statistics[frame][node.code] = fitted
    if problems:
        count = "1 indicator" if len(problems) == 1 else f"{len(problems)} indicators"
        raise InvalidData(f"{dataset.raw.source}: {count} cannot be normalised", problems=problems)
    return Reference(methodology.hash, methodology.frame, statistics)


def _taking_part(dataset: Dataset, rows: Rows) -> Rows:
    ranked = rows[dataset.ranked[rows]]
    return ranked if len(ranked) else rows


def _in(frame: str | None) -> str:
    return f" in {frame}" if frame is not None else ""
