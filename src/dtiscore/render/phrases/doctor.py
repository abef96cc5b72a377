"""The phrases of the doctor, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_DOCTOR: Mapping[str, tuple[str, str]] = {
    "doctor sound": (
        "{source} can be read as it stands; there is nothing to declare.",
        "Đọc được {source} như hiện có; không cần khai báo gì.",
    ),
    "doctor found one": ("1 thing was noticed about {source}.", "Có 1 điều cần lưu ý ở {source}."),
    "doctor found": ("{n} things were noticed about {source}.", "Có {n} điều cần lưu ý ở {source}."),
    "doctor nothing": (
        "{source} has faults, and nothing that could be declared would help; dtiscore validate lists them.",
        "{source} có lỗi, và không có khai báo nào giúp được; lệnh dtiscore validate liệt kê các lỗi.",
    ),
    "doctor try": ("To try it:", "Để thử:"),
    "doctor try one of": ("One of these is right:", "Một trong các lệnh sau là đúng:"),
    "doctor no table": ("no table can be read", "không đọc được bảng nào"),
    "doctor no errors": ("no error is left", "không còn lỗi"),
    "doctor before": ("As it stands: {errors}.", "Như hiện có: {errors}."),
    "doctor after": ("With this: {errors}.", "Khi khai báo như vậy: {errors}."),
    "doctor aid": (
        "How to read: each point says what to declare or do, why, and where that shows. Nothing was changed; you decide.",
        "Cách đọc: mỗi mục nêu cần khai báo hoặc làm gì, vì sao, và thấy ở đâu. Chưa có gì bị thay đổi; bạn quyết định.",
    ),
    "doctor topic file": ("kind of file", "loại tệp"),
    "doctor topic encoding": ("encoding", "bảng mã"),
    "doctor topic font": ("old Vietnamese font", "phông tiếng Việt cũ"),
    "doctor topic sheet": ("sheet", "trang tính"),
    "doctor topic delimiter": ("delimiter", "dấu phân cách"),
    "doctor topic headings": ("headings", "dòng tiêu đề"),
    "doctor topic numbers": ("numbers", "cách viết số"),
    "doctor topic missing": ("missing values", "giá trị thiếu"),
    "doctor topic units": ("units", "đơn vị"),
}
"""Each phrase in both languages."""
