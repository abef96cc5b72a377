"""Which headings tell that figures of merged units have a mean, and which that they have a sum."""

from __future__ import annotations

import pytest

from dtiscore.tables.share_headings import is_count, is_share

SHARES = ("Tỷ lệ hộ nghèo (%)", "literacy_rate", "GDP per capita", "Doctors per 1,000 people", "Chỉ số PCI", "Average wage", "%", "Tổng số / Tỷ lệ", "PAPI score", "Population density", "Mật độ dân số", "Mật độ dân số (người/km2)", "Population growth", "Deaths per 10000", "Households per km2", "Số bác sĩ trên 10.000 dân", "Số máy/100 dân", "Life expectancy", "Tuổi thọ", "Điểm số", "Điểm", "Năng suất lao động", "Hệ số Gini", "Số bác sĩ/vạn dân", "Số bác sĩ trên 1 vạn dân", "Students' scores", "Density")  # fmt: skip
COUNTS = ("population", "Dân số (người)", "Number of firms", "no. of schools", "total_firms", "Số lượng doanh nghiệp", "Diện tích (km2)", "Area (km2)", "Số doanh nghiệp", "Số hộ nghèo", "Số dân", "Tổng số", "Households", "Deaths", "Enterprises", "Employees", "Revenue", "Number of deaths (persons)")  # fmt: skip
NEITHER = ("dti", "generate", "separate", "operating_hours", "shareholders", "Tổng số điểm", "total points", "accountability", "discount", "foundation_points", "địa điểm", "Tỷ lệ / Giá", "Số thứ tự", "số liệu", "Temperature", "person", "areal", "super", "Kinh tế số", "Chính quyền số", "Số hóa hồ sơ", "Số giờ chờ", "Sản lượng/năm (tấn)", "Growth poles", "Employees satisfaction", "Area type", "Mã số thuế")  # fmt: skip


@pytest.mark.parametrize("heading", [*SHARES, *COUNTS, *NEITHER])
def test_headings(heading: str) -> None:
    assert (is_share(heading), is_count(heading)) == (heading in SHARES, heading in COUNTS)
