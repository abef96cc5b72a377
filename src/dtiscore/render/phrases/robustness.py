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
    "drawn dirichlet": (
        "around their own (Dirichlet, concentration {concentration})",
        "quanh trọng số gốc (Dirichlet, độ tập trung {concentration})",
    ),
    "drawn uniform": (
        "up or down by at most {share}% of their own and brought back to their sum",
        "tăng giảm tối đa {share}% trọng số gốc rồi đưa về tổng cũ",
    ),
    "drawn simplex": ("any as likely as any other", "mọi bộ trọng số khả năng như nhau"),
    "drawn below one": (
        "The weights of the {n} parts are drawn {how}; they are shares of the index.",
        "Trọng số của {n} phần được rút {how}; đó là tỷ trọng trong chỉ số.",
    ),
    "drawn over siblings": (
        (
            "Weights are drawn {how}, below each of {n} nodes by itself: the share of the index that a part has is a product "
            "of draws. --draw-over leaves or level:N draws shares of the index."
        ),
        (
            "Trọng số được rút {how}, riêng dưới từng nút trong {n} nút: tỷ trọng của một phần trong chỉ số là tích của các "
            "lần rút. --draw-over leaves hoặc level:N rút tỷ trọng trong chỉ số."
        ),
    ),
    "drawn over leaves": (
        "The shares of the index of its {n} innermost parts are drawn {how}, all at once.",
        "Tỷ trọng trong chỉ số của {n} phần trong cùng được rút {how}, tất cả cùng lúc.",
    ),
    "drawn over level": (
        (
            "The shares of the index of its {n} parts at level {level} are drawn {how}, all at once; below them weights stay "
            "as they are."
        ),
        (
            "Tỷ trọng trong chỉ số của {n} phần ở cấp {level} được rút {how}, tất cả cùng lúc; bên dưới trọng số giữ nguyên."
        ),
    ),
}
