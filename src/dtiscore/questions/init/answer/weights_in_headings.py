"""Weights that stand in the headings of columns: ``Governance (30%)``, which is no figure in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from dtiscore.methodology.base import Values
from dtiscore.tables.heading_parts import parts_of

_WEIGHT = re.compile(
    r"\s*[(\[](?:(?:weight|trọng số|tỷ trọng|tỉ trọng)\s*[:=]?\s*)?([0-9]{1,2}(?:[.,][0-9]+)?) ?%[)\]]$",
    re.IGNORECASE,
)
_WHOLE = 100.0
_ROUNDED = 0.15
"""How far from the whole weights may be that were rounded."""
_SCALES = (1.0, 10.0, 100.0)


def weights_in_headings(headings: Iterable[str]) -> dict[str, float]:
    """By heading the weight that it ends with, where the weights of all such headings are those of one whole."""
    ends = {heading: _WEIGHT.search((parts_of(heading) or [heading])[-1]) for heading in headings}
    found = {heading: float(end[1].replace(",", ".")) for heading, end in ends.items() if end is not None}
    return found if len(found) > 1 and abs(sum(found.values()) - _WHOLE) <= _ROUNDED else {}


def without_weight(heading: str) -> str:
    """A heading without the weight at its end."""
    return _WEIGHT.sub("", heading) or heading


def scale_of(columns: Iterable[Values]) -> float | None:
    """Out of what scores are that are weighed as they stand: the least of 1, 10 and 100 that holds all; ``None`` of other figures."""
    filled = np.concatenate([each[~np.isnan(each)] for each in columns])
    if not len(filled) or np.min(filled) < 0:
        return None
    return next((scale for scale in _SCALES if np.max(filled) <= scale), None)
