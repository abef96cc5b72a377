"""Headings that tell what becomes of a figure when units are merged: shares, rates and scores have a mean, counts a sum."""

from __future__ import annotations

import re

from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import in_words, parts_of

_SHARES = re.compile(
    r"[%‰]|/(?:km|m2|m²|ha|person|capita|người|dân|hộ|vạn|nghìn|[0-9])|^(?:điểm|points?)$|^mức độ|\bratings?$"
    r"|(?<!\w)(?:per|percent(?:age)?|pct|rate|share|ratio|scores?|index|average|avg|mean|median|density|growth(?! poles?)"
    r"|productivity|expectancy|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|tỉ suất|phần trăm|bình quân|trung bình"
    r"|chỉ số|điểm số|hệ số|mật độ|tốc độ|tăng trưởng|năng suất|tuổi thọ"
    r"|trên (?:1[0., ]*0|(?:1 |một )?(?:vạn|nghìn)) (?:người |hộ )?dân)(?!\w)"
)
_COUNTS = re.compile(
    r"(?<!\w)(?:population|inhabitants|people|number of|no\. of|total|count|dân số|số dân|số người|số lượng|tổng số"
    r"|diện tích|doanh thu)(?!\w)"
    # At the beginning it counts; elsewhere, as in kinh tế số, it is digital.
    r"|^số (?!(?:hóa|hoá|điểm|thứ tự|hiệu|liệu|giờ|ngày|tháng|năm|phút)(?!\w))"
    r"|(?<!\w)(?:persons|households|families|deaths|births|enterprises|firms|companies|businesses|employees|workers"
    r"|schools|hospitals|students|pupils|teachers|revenues?|area)(?= *(?:[(\[]|$))"
)
_POINTS = re.compile(r"(?<!\w)(?:points?|marks?|điểm)(?!\w)")
"""What scores are counted in: the points of a merged unit are a mean."""


def is_count(heading: str) -> bool:
    """Whether the lowest part of a heading says so, and names no share: ``Dân số (người)``, ``Number of firms``."""
    lowest = _lowest_part(heading)
    return _COUNTS.search(lowest) is not None and not (_SHARES.search(lowest) or _POINTS.search(lowest))


def is_share(heading: str) -> bool:
    """Whether the lowest part of a heading says so: ``Tỷ lệ hộ nghèo (%)``, ``literacy_rate``, ``GDP per capita``."""
    return _SHARES.search(_lowest_part(heading)) is not None


def _lowest_part(heading: str) -> str:
    return fold(in_words((parts_of(heading) or [heading])[-1])).replace("_", " ")
