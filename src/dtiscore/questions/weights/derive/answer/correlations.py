"""Correlations of scores, and what they ask of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import Values
from dtiscore.methodology.components import correlated
from dtiscore.said import said


def correlations(columns: Mapping[str, Sequence[float]]) -> Values:
    """The matrix of Pearson correlations, in the order of the columns.

    Raises:
        UsageFault: there are fewer than three units, or one of the columns is the same for all.
    """
    require_variation(columns)
    return correlated(columns.values())


def require_variation(columns: Mapping[str, Sequence[float]]) -> None:
    """Make sure that statistics of the columns mean something.

    Raises:
        UsageFault: there are fewer than three units, or one of the columns is the same for all.
    """
    units = len(next(iter(columns.values()), ()))
    if units < 3:
        message = said(
            "weights from data need at least 3 units with a score for every child, and here are {units}",
            units=units,
        )
        raise UsageFault(message, said("fill the gaps, or take a method that asks people"))
    for code, values in columns.items():
        if min(values) == max(values):
            message = said(
                'every unit has the same score for "{code}", which correlates with nothing', code=code
            )
            raise UsageFault(message, said("give it weight 0 first, so that it is collected and not scored"))
