"""Headings of shares, rates, means and scores: figures that have a mean, and no sum, over the units that were merged."""

from __future__ import annotations

import re

from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import parts_of

_WORDS = re.compile(
    r"[%‰]|(?<!\w)(?:per cent|percent(?:age)?|pct|rate|share|ratio|score|index|average|avg|mean|median|per capita|per head"
    r"|per 1[., ]?000|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tỉ suất|phần trăm|bình quân|trung bình|chỉ số)(?!\w)"
)


def is_share(heading: str) -> bool:
    """Whether the lowest part of a heading says so: ``Tỷ lệ hộ nghèo (%)``, ``literacy_rate``, ``GDP per capita``."""
    lowest = (parts_of(heading) or [heading])[-1]
    return _WORDS.search(fold(lowest).replace("_", " ")) is not None
