"""The phrases of what else a study of robustness varies and is asked, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_ROBUSTNESS: Mapping[str, tuple[str, str]] = {
    "factor imputation": ("way of filling missing values", "cách bù giá trị thiếu"),
    "factor treatment": ("way of treating outliers", "cách xử lý giá trị ngoại lai"),
    "factor cell": ("measurement error of {node} in {unit}", "sai số đo của {node} tại {unit}"),
    "rank spread": ("standard deviation", "độ lệch chuẩn"),
    "part level": ("level", "cấp"),
    "what moves": ("what moves", "đại lượng"),
    "moves rank": ("rank", "thứ hạng"),
    "moves score": ("score", "điểm"),
    "robust aid pairs of one": (
        (
            "How to read: in how many of these rankings {unit} stands above each other unit, whose own rank comes first; "
            "ties count half."
        ),
        (
            "Cách đọc: {unit} đứng trên từng đơn vị khác (hạng của đơn vị đó ở cột đầu) ở bao nhiêu phần trăm số bảng thử; "
            "bằng nhau tính một nửa."
        ),
    ),
    "robust aid influence of one": (
        (
            "How to read: which share of the ups and downs of the rank and of the score of {unit} each choice explains, by "
            "itself and together with the others, with the range in which 9 of 10 estimates lie. With few draws some fall "
            "below 0% or go above 100%; --draws-count makes them firmer."
        ),
        (
            "Cách đọc: mỗi lựa chọn giải thích bao nhiêu phần biến động thứ hạng và điểm của {unit}, riêng nó và cùng các "
            "yếu tố khác, kèm khoảng chứa 9/10 ước lượng. Ít lượt thì có số dưới 0% hoặc trên 100%; --draws-count làm chúng "
            "chắc hơn."
        ),
    ),
    "robust fixed": (
        (
            "{n} of {of} units (fixed) cannot be reached by any of this, because the table supplies their {node}: they keep "
            "their score in every ranking and have no range, no share and no part in what is said of firm ranks."
        ),
        (
            "{n} trong {of} đơn vị (cố định) mà các thay đổi này không chạm tới được, vì bảng cho sẵn {node} của họ: điểm của "
            "họ giữ nguyên trong mọi bảng thử, không có khoảng hạng, tỷ lệ hay kết luận về độ vững."
        ),
    ),
    "robust any shares": (
        "The {n} parts may have any shares of the index that sum to 1.",
        "{n} phần có thể có tỷ trọng bất kỳ trong chỉ số, cộng lại bằng 1.",
    ),
    "robust shares within": (
        "Each of the {n} parts may have a share of the index within ±{share}% of its own; the shares sum to 1.",
        "Mỗi phần trong {n} phần có tỷ trọng trong chỉ số lệch tối đa ±{share}% so với của chính nó, cộng lại bằng 1.",
    ),
}
