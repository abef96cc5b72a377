"""What the site itself says, in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What the site itself says in a language."""

    code: str
    folder: str
    """Below those of the site and of the pages."""
    name: str
    readme: str
    about: str
    schemes: Mapping[str, str]
    sections: Sequence[str]
    words: Mapping[str, str]


ENGLISH = Language(
    "en",
    "",
    "English",
    "README.md",
    "Composite indices from a table and a weighting file: scores, ranks, and the reasons for them",
    {"default": "Dark", "slate": "Light"},
    ("Start", "Tables", "Questions", "Weighting files", "Editions", "Pipelines", "Reference"),
    {
        "commands": "Commands",
        "editions": "Editions",
        "api": "Functions and classes",
        "gallery": "Pictures",
        "made": "Every command with its options, its example, and what that prints: made by running it.",
        "example": "Example",
        "prints": "What it prints",
        "command": "command | what it does",
        "cut": "… {count} more lines",
        "of editions": "Every built-in edition: its tree, its sources, and which published figures it reproduces; made by "
        "`dtiscore weights show`.",
        "edition": "edition | index | indicators | reproduced",
        "of api": "The public names of `import dtiscore`, from their docstrings. [Examples of each](python.md).",
        "changes": "Changes",
        "pages": "All pages",
        "search": "Search",
        "functions": "Functions",
        "classes": "Classes",
        "reading": "Reading: what may be declared about a table",
        "keyword": "keyword | what it says",
        "glossary": "Glossary",
    },
)
VIETNAMESE = Language(
    "vi",
    "vi",
    "Tiếng Việt",
    "README.vi.md",
    "Chỉ số tổng hợp từ bảng số liệu và tệp trọng số: điểm, thứ hạng và lý do",
    {"default": "Nền tối", "slate": "Nền sáng"},
    ("Bắt đầu", "Bảng", "Câu hỏi", "Tệp trọng số", "Phiên bản", "Chuỗi xử lý", "Tra cứu"),
    {
        "commands": "Các lệnh",
        "editions": "Các phiên bản",
        "api": "Hàm và lớp",
        "gallery": "Bộ hình mẫu",
        "made": "Mọi lệnh cùng các tùy chọn, ví dụ và những gì ví dụ in ra: lập bằng cách chạy lệnh.",
        "example": "Ví dụ",
        "prints": "Kết quả in ra",
        "command": "lệnh | để làm gì",
        "cut": "… còn {count} dòng",
        "of editions": "Mọi phiên bản có sẵn: cây chỉ số, nguồn, và những kết quả đã công bố mà phiên bản cho ra đúng; lập bằng "
        "`dtiscore weights show`.",
        "edition": "phiên bản | chỉ số | số chỉ số thành phần | cho ra đúng",
        "of api": "Các tên công khai của `import dtiscore`, lấy từ docstring (tiếng Anh). [Ví dụ của từng tên](python.md).",
        "to api": "Hàm và lớp (tiếng Anh)",
        "changes": "Các thay đổi",
        "pages": "Mọi trang",
        "search": "Tìm kiếm",
        "reading": "Reading: những gì khai báo được về một bảng",
        "keyword": "từ khóa | cho biết",
        "glossary": "Bảng thuật ngữ",
        "aliases": "Các tiêu đề của tệp, mỗi tiêu đề kèm cột của phiên bản mà nó thay cho.",
        "group_column": "Cột chia bảng thành các nhóm xếp hạng riêng.",
    },
)
LANGUAGES = (ENGLISH, VIETNAMESE)
