"""The phrases of comparisons, trends and appraisals, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_CHANGES: Mapping[str, tuple[str, str]] = {
    "fixed unit": ("{unit} (fixed)", "{unit} (cố định)"),
    "compared units": (
        "{units} in both; ranks are among {before} before and {after} now.",
        "{units} có trong cả hai bảng; hạng trước trong số {before}, nay trong số {after} đơn vị.",
    ),
    "restated by mean": (
        "Restated from {old} to {new}, a merged unit having the mean of its parts: {tables}.",
        "Quy đổi từ {old} sang {new}, đơn vị sáp nhập lấy bình quân các phần: {tables}.",
    ),
    "table not whole": (
        "Not every unit is in the table, so only published ranks are shown: {tables}.",
        "Bảng không đủ mọi đơn vị nên chỉ ghi hạng đã công bố: {tables}.",
    ),
    "two editions": (
        "Scored under two editions: {first} before, {second} now.",
        "Tính theo hai phiên bản: trước {first}, nay {second}.",
    ),
    "units came": ("Only in the later table: {units}.", "Chỉ có trong bảng sau: {units}."),
    "units gone": ("Only in the earlier table: {units}.", "Chỉ có trong bảng trước: {units}."),
    "not split published": (
        "These are published scores: from them alone nobody can tell what moved them.",
        "Đây là điểm đã công bố: chỉ từ đó không biết được điều gì làm chúng thay đổi.",
    ),
    "not split restated": (
        "The scores were restated, so what moved them is not told.",
        "Điểm đã được quy đổi nên không nêu điều gì làm chúng thay đổi.",
    ),
    "not split because": (
        "What moved the scores cannot be told: {reason}.",
        "Không nêu được điều gì làm điểm thay đổi: {reason}.",
    ),
    "compare aid": (
        "How to read: ± is places gained (▲) or lost (▼), change is the score now less the score before.",
        "Cách đọc: ± là số bậc tăng (▲) hoặc giảm (▼), thay đổi là điểm nay trừ điểm trước.",
    ),
    "compare aid split": (
        (
            "How to read: ± is places gained (▲) or lost (▼). The columns after the change say how much of it came from "
            "each part; before rounding they add up to it exactly. --unit tells one unit in full."
        ),
        (
            "Cách đọc: ± là số bậc tăng (▲) hoặc giảm (▼). Các cột sau cột thay đổi cho biết mỗi phần góp bao nhiêu; trước "
            "khi làm tròn, tổng của chúng đúng bằng thay đổi. --unit cho biết đầy đủ về một đơn vị."
        ),
    ),
    "rank before": ("rank before", "hạng trước"),
    "score before": ("score before", "điểm trước"),
    "score now": ("score now", "điểm nay"),
    "moved by": ("moved by", "thay đổi do"),
    "by data": ("its figures", "số liệu"),
    "by data undivided": ("its figures, not told apart", "số liệu, không tách được"),
    "by method": ("another edition", "phiên bản khác"),
    "by composition": ("units that came or went", "đơn vị thêm hoặc bớt"),
    "what moved": ("{unit}: {change}, of which", "{unit}: {change}, trong đó"),
    "last score": ("last score", "điểm cuối"),
    "growth": ("growth", "tăng"),
    "growth per period": ("per period", "mỗi kỳ"),
    "in the lead": (
        "{unit}: first {n} times in a row, {first} to {last}.",
        "{unit}: đứng đầu {n} kỳ liên tiếp, {first} đến {last}.",
    ),
    "typical distance": ("typical distance from mean", "độ lệch chuẩn"),
    "first to last": ("highest less lowest", "cao nhất trừ thấp nhất"),
    "drew together": (
        "The units drew together: the typical distance from the mean fell from {was} in {first} to {now} in {last}.",
        "Các đơn vị xích lại gần nhau: độ lệch chuẩn giảm từ {was} ({first}) xuống {now} ({last}).",
    ),
    "drew apart": (
        "The units did not draw together: the typical distance from the mean was {was} in {first} and {now} in {last}.",
        "Các đơn vị không xích lại gần nhau: độ lệch chuẩn là {was} ({first}) và {now} ({last}).",
    ),
    "trend aid units": (
        (
            "How to read: the rank in each period, among how many in brackets; growth is the last score less the first. "
            "- means that no rank is known."
        ),
        "Cách đọc: hạng của từng kỳ, trong ngoặc là số đơn vị; tăng là điểm cuối trừ điểm đầu. - là không biết hạng.",
    ),
    "trend aid spread": (
        (
            "How to read: the smaller the distance, the closer the units are to each other. It is told only of tables that "
            "hold every unit."
        ),
        "Cách đọc: khoảng cách càng nhỏ, các đơn vị càng gần nhau. Chỉ tính cho bảng có đủ mọi đơn vị.",
    ),
    "lost and gained": (
        "{lost} lost on {lost_on} and {gained} gained on {gained_on} of {rows} rows.",
        "Mất {lost} ở {lost_on} dòng, thêm {gained} ở {gained_on} dòng, trên {rows} dòng.",
    ),
    "not in both": (
        "{n} rows lack one of the two figures and are in no sum; the first: {first}.",
        "{n} dòng thiếu một trong hai số và không được cộng; dòng đầu: {first}.",
    ),
    "rows": ("rows", "số dòng"),
    "lost on": ("on rows", "ở số dòng"),
    "gained": ("gained", "thêm"),
    "gained on": ("on rows", "ở số dòng"),
    "assessed": ("what changed", "mục thay đổi"),
    "all lost in": (
        "All that was lost stands under {heading}: {group}.",
        "Toàn bộ phần mất nằm ở {heading}: {group}.",
    ),
    "appraisal aid": (
        "How to read: lost is what the second column takes away from the first, gained what it adds.",
        "Cách đọc: mất là phần cột sau bớt của cột đầu, thêm là phần cột sau cộng vào.",
    ),
}
"""Each phrase in English and in Vietnamese, with the same fields in braces."""
