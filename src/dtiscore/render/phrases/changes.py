"""The phrases of comparisons, trends and appraisals, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_CHANGES: Mapping[str, tuple[str, str]] = {
    "compare fixed": (
        (
            "{n} of {of} units (fixed) the other edition cannot reach: a table supplies their {node}. Their change is not "
            "split, and why ranks moved is not told."
        ),
        (
            "{n} trong {of} đơn vị (cố định) mà phiên bản kia không chạm tới được: bảng cho sẵn {node} của họ. Thay đổi của "
            "họ không được tách, và không nói vì sao thứ hạng thay đổi."
        ),
    ),
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
    "other list before": (
        (
            "{of} units were ranked in the period before and {n} now, not the same: places gained or lost are not told; "
            "--common-units counts them among the units of both."
        ),
        (
            "Kỳ trước xếp hạng {of} đơn vị, nay {n}, không cùng danh sách nên không nêu số bậc; --common-units tính trong "
            "các đơn vị chung."
        ),
    ),
    "list before unknown": (
        (
            "Among which units the earlier ranks are is not known ({n} are ranked now): places gained or lost are not told; "
            "--common-units counts them among the units of both."
        ),
        (
            "Không biết hạng kỳ trước tính trong những đơn vị nào (nay {n}) nên không nêu số bậc; --common-units tính trong "
            "các đơn vị chung."
        ),
    ),
    "as ranked before": (
        "± subtracts ranks although not the same units were ranked in the period before ({of} then, {n} now).",
        "± lấy hiệu hạng dù kỳ trước xếp hạng danh sách khác (kỳ trước {of}, nay {n} đơn vị).",
    ),
    "common list before": (
        "± counts places among the units that were ranked in the period before as well ({of} then, {n} now).",
        "± tính trong các đơn vị có hạng ở cả kỳ trước (kỳ trước {of}, nay {n}).",
    ),
    "lists subtracted": (
        "± subtracts ranks although not the same units are ranked: a place may be gained or lost by who is on the list.",
        "± lấy hiệu hạng dù hai danh sách đơn vị khác nhau: bậc có thể tăng hoặc giảm do đơn vị thêm hoặc bớt.",
    ),
    "lists differ": (
        "Not all rank the same units, so places on two lists are no rise or fall; --common-units ranks anew the units of all.",
        "Các bảng không xếp hạng cùng các đơn vị nên không so sánh bậc; --common-units xếp hạng lại các đơn vị chung.",
    ),
    "lists unknown": (
        (
            "Among which units the ranks of {tables} are is not known, so places are not compared; --common-units ranks anew "
            "the units of all."
        ),
        (
            "Không biết hạng của {tables} tính trong những đơn vị nào nên không so sánh bậc; --common-units xếp hạng lại các "
            "đơn vị chung."
        ),
    ),
    "among common": (
        "Ranks are among the {units} that every table ranks; scores are as they were.",
        "Hạng tính trong {units} có hạng ở mọi bảng; điểm giữ nguyên.",
    ),
    "two editions": (
        "Scored under two editions: {first} before, {second} now.",
        "Tính theo hai phiên bản: trước {first}, nay {second}.",
    ),
    "edition not in force": (
        "{edition} does not govern {period}: it is applied in thought.",
        "{edition} không áp dụng cho {period}: chỉ tính giả định.",
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
        "What moved scores and ranks cannot be told: {reason}.",
        "Không nêu được điều gì làm điểm và thứ hạng thay đổi: {reason}.",
    ),
    "compare aid scores": (
        "How to read: change is the score now less the score before.",
        "Cách đọc: thay đổi là điểm nay trừ điểm trước.",
    ),
    "compare aid scores split": (
        (
            "How to read: change is the score now less the score before. The columns after it say how much of it came from "
            "each part; before rounding they add up to it exactly. --unit tells one unit in full."
        ),
        (
            "Cách đọc: thay đổi là điểm nay trừ điểm trước. Các cột sau đó cho biết mỗi phần góp bao nhiêu; trước khi làm "
            "tròn, tổng của chúng đúng bằng thay đổi. --unit cho biết đầy đủ về một đơn vị."
        ),
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
