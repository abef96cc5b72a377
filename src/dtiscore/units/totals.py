"""Words at the foot of tables that name no unit anywhere: totals, averages, notes; for tables without a scheme."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dtiscore.units.spelling import normal_form, without_accents

TOTALS = frozenset(
    map(
        normal_form,
        (
            "Cả nước", "Toàn quốc", "Toàn tỉnh", "Toàn thành phố", "Whole country",
            "Tổng", "Tổng số", "Tổng cộng", "Tổng điểm", "Cộng", "Total", "Sum", "Grand total",
            "Trung bình", "Trung bình cộng", "Trung bình cả nước", "Trung bình chung", "Điểm trung bình",
            "Bình quân", "Bình quân cả nước", "Average", "Mean", "Median", "Trung vị",
            "Cao nhất", "Thấp nhất", "Lớn nhất", "Nhỏ nhất", "Maximum", "Minimum", "Max", "Min",
            "TB cả nước", "TB chung", "BQ chung", "Điểm TB", "Chung", "Cộng dồn", "Subtotal", "Sub-total",
            "World", "Thế giới", "Standard deviation", "Stdev", "Std", "Độ lệch chuẩn",
            "EU", "EU27", "EU-27", "EU27_2020", "EU28", "EU-28", "European Union", "Euro area", "EA19", "EA20", "OECD",
            "High income", "Middle income", "Low income", "Upper middle income", "Lower middle income",
            "Điểm tối đa", "Điểm chuẩn", "Thang điểm", "Trọng số", "Maximum score", "Weight", "Weights",
        ),
    )
)  # fmt: skip
"""Whole texts, in normal form."""

BEGINNINGS = tuple(
    normal_form(text) + behind
    for behind in " -"
    for text in (
        "Tổng cộng", "Tổng số", "Tổng điểm", "Trung bình", "Bình quân", "Điểm trung bình", "Toàn quốc", "Cả nước",
        "Độ lệch chuẩn", "Điểm tối đa", "Trọng số", "Grand total", "Subtotal", "Sub-total", "Average of", "Total of",
        "Mean of", "Vùng", "Khu vực", "European Union", "Euro area", "OECD",
    )
)  # fmt: skip
"""First words of totals that go on with what they are about: a group, a region."""

_PLAIN = frozenset(map(without_accents, TOTALS))
_AROUND = re.compile(r"[ :.*]+$| ?\([^()]*\)$")
"""Punctuation and what stands in brackets behind a word: ``Trung bình (63 tỉnh):``."""

NOTES = tuple(
    map(normal_form, ("Nguồn:", "Ghi chú:", "Chú thích:", "Source:", "Note:", "Notes:", "* ", "(*)"))
)
"""Beginnings of texts, in normal form."""

BEGUN = 4
"""So many characters tell most names from words for totals."""
_BEGUN = frozenset(word[:BEGUN] for word in (*TOTALS, *_PLAIN, *BEGINNINGS, *NOTES))


@lru_cache(maxsize=2**16)
def may_begin_a_total(beginning: str) -> bool:
    """Whether a text that begins with these characters may read like a total; blank ones tell nothing."""
    normal = normal_form(beginning)
    return any(normal.startswith(word) or word.startswith(normal) for word in _BEGUN)


def reads_like_a_total(text: str) -> bool:
    """Whether a text in a column of units is a word for a total, an average or a note rather than a name.

    A whole word is known without its accents too; a beginning is not, because ``Tổng công ty`` is no ``Tổng cộng``.
    """
    if not may_begin_a_total(unicodedata.normalize("NFC", text)[:BEGUN]):
        return False
    normal = normal_form(text)
    word = _AROUND.sub("", _AROUND.sub("", normal))
    return (
        word in TOTALS
        or (word.isascii() and word in _PLAIN)
        or normal.startswith(BEGINNINGS)
        or normal.startswith(NOTES)
    )
