"""Points of groups that stand before those of what is in them, as a total and what it is out of tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dtiscore.methodology.base import Values

Points = tuple[float, Values]
"""What a column is out of, and what the units have of it."""


def groups_in_total(columns: Mapping[str, Points], total: Points) -> list[str]:
    """The headings of columns that are sums of those behind them, if without them all add up to the total; none otherwise.

    Figures and what they are out of add up to the last digit. Of few units in whole points one such sum may be chance, but not
    that what is left is the total as well. A group may have groups in it: they are told from the last column to the first.
    """
    found: list[str] = []
    alone: list[Points] = []
    for heading in reversed([*columns]):
        own = columns[heading]
        parts = next((count for count in range(2, len(alone) + 1) if _add_up(alone[-count:], own)), 0)
        if parts:
            found.append(heading)
            del alone[-parts:]
        alone.append(own)
    left = [points for heading, points in columns.items() if heading not in found]
    return found[::-1] if _add_up(left, total) else []


def _add_up(parts: Sequence[Points], whole: Points) -> bool:
    """Whether points are the sum of others in every unit and in what they are out of; an empty cell adds nothing."""
    most, values = (
        np.sum([part[0] for part in parts]),
        np.sum([np.nan_to_num(part[1]) for part in parts], axis=0),
    )
    return bool(
        np.isclose(most, whole[0]) and np.allclose(values, np.nan_to_num(whole[1]), rtol=0, atol=1e-9)
    )
