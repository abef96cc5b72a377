"""Words at the foot of tables that name no unit anywhere: totals, averages, notes; for tables without a scheme."""

from __future__ import annotations

from dtiscore.units.spelling import normal_form

TOTALS = frozenset(
    map(
        normal_form,
        (
            "Cả nước", "Toàn quốc", "Toàn tỉnh", "Toàn thành phố", "Whole country",
            "Tổng", "Tổng số", "Tổng cộng", "Tổng điểm", "Cộng", "Total", "Sum", "Grand total",
            "Trung bình", "Trung bình cộng", "Trung bình cả nước", "Trung bình chung", "Điểm trung bình",
            "Bình quân", "Bình quân cả nước", "Average", "Mean", "Median", "Trung vị",
            "Cao nhất", "Thấp nhất", "Lớn nhất", "Nhỏ nhất", "Maximum", "Minimum",
        ),
    )
)  # fmt: skip
"""Whole texts, in normal form."""

NOTES = tuple(map(normal_form, ("Nguồn:", "Ghi chú:", "Chú thích:", "Source:", "Note:", "Notes:")))
"""Beginnings of texts, in normal form."""


def reads_like_a_total(text: str) -> bool:
    """Whether a text in a column of units is a word for a total, an average or a note rather than a name."""
    normal = normal_form(text)
    return normal in TOTALS or normal.startswith(NOTES)
