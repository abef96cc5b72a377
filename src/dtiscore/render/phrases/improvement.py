"""The phrases of plans to improve, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_IMPROVEMENT: Mapping[str, tuple[str, str]] = {
    "to rank": ("to rank {rank}", "lên hạng {rank}"),
    "to score": ("to {score}", "lên {score}"),
    "up to mean": ("to the mean", "lên mức trung bình"),
    "mean moving": (
        "The mean of all {n} is {mean} and moves with the unit.",
        "Trung bình của cả {n} là {mean} và thay đổi theo đơn vị này.",
    ),
    "mean held": (
        "The mean of all {n} is {mean}, and is held there.",
        "Trung bình của cả {n} là {mean}, được giữ nguyên.",
    ),
    "mean then": ("The mean is then {mean}.", "Khi đó trung bình là {mean}."),
    "wanted value": (
        "Wanted: {index} of {value}, {gap} more than now.",
        "Cần đạt: {index} = {value}, hơn hiện nay {gap}.",
    ),
    "others still": (
        "The other units are taken to stay as they are.",
        "Giả định các đơn vị khác giữ nguyên.",
    ),
    "others moving": (
        "{n} other units are taken to move on as they last did; unchanged, this unit would be at rank {rank}.",
        "Giả định {n} đơn vị khác tiếp tục thay đổi như kỳ trước; nếu không đổi, đơn vị này ở hạng {rank}.",
    ),
    "there already": (
        "Nothing needs to change: the target is reached already.",
        "Không cần thay đổi gì: đã đạt mục tiêu.",
    ),
    "out of reach": (
        "Out of reach: with everything as far as it goes, {index} is {value}, rank {rank}.",
        "Không đạt được: nâng mọi chỉ số tới mức cao nhất có thể thì {index} = {value}, hạng {rank}.",
    ),
    "no room at all": (
        "No value can be moved: all are at full marks, fixed or missing.",
        "Không giá trị nào thay đổi được: đều đã tối đa, bị cố định hoặc thiếu.",
    ),
    "no plan shown": (
        "No plan was found, although the target lies within reach of all changes together.",
        "Chưa tìm được phương án, dù mọi thay đổi cộng lại thì đạt mục tiêu.",
    ),
    "plan with one": ("With one change: effort {effort}", "Với một thay đổi: nỗ lực {effort}"),
    "plan with": ("With {n} changes: effort {effort}", "Với {n} thay đổi: nỗ lực {effort}"),
    "plan cheapest": ("{plan}, the least of all", "{plan}, ít nhất"),
    "plan cheapest found": ("{plan}, the least found", "{plan}, ít nhất tìm được"),
    "plan outcome": (
        "Confirmed by scoring the whole table anew: {index} = {value}, rank {rank}.",
        "Đã kiểm tra bằng cách tính lại toàn bảng: {index} = {value}, hạng {rank}.",
    ),
    "plan proved": (
        "With that many changes nothing takes less effort, of all values with as many decimals.",
        "Với số thay đổi ấy, không phương án nào tốn ít nỗ lực hơn trong mọi giá trị viết với số chữ số thập phân ấy.",
    ),
    "plan searched": (
        "Found by a search: a plan of slightly less effort may exist.",
        "Tìm được bằng dò tìm: có thể có phương án tốn ít nỗ lực hơn đôi chút.",
    ),
    "plan aid": (
        (
            "How to read: each line raises (or lowers) one value of the table from what it is to what it must become, and says "
            "what this alone adds to the index."
        ),
        (
            "Cách đọc: mỗi dòng là một giá trị trong bảng, từ mức hiện nay đến mức cần đạt, và riêng nó thêm bao nhiêu vào "
            "chỉ số."
        ),
    ),
    "effort points": (
        "Effort: 1 for each point won in an indicator{costs}.",
        "Nỗ lực: 1 cho mỗi điểm tăng ở một chỉ số{costs}.",
    ),
    "effort scale": (
        (
            "Effort: 1 for each hundredth of its scale won in an indicator, or of the distance from its lowest to its highest "
            "unit where the scale has no ends{costs}."
        ),
        (
            "Nỗ lực: 1 cho mỗi phần trăm thang điểm tăng ở một chỉ số, hoặc mỗi phần trăm khoảng cách từ đơn vị thấp nhất đến "
            "đơn vị cao nhất nếu thang điểm không có hai đầu{costs}."
        ),
    ),
    "other costs": (", unless the bounds say otherwise", ", trừ khi tệp giới hạn quy định khác"),
    "not with one": (
        "One change alone cannot reach the target.",
        "Chỉ một thay đổi thì không đạt mục tiêu.",
    ),
    "with none of": (
        "With {n} changes or fewer the target cannot be reached.",
        "Với {n} thay đổi trở xuống thì không đạt mục tiêu.",
    ),
    "try it": ("Try it:", "Chạy thử:"),
    "rooms": ("What each indicator can bring", "Mỗi chỉ số có thể đem lại"),
    "room aid": (
        (
            "How to read: one unit more is what the index gains when the value rises by 1 (− when it must fall), or what the "
            "next step needs and brings; full marks is how far the value can go, what that alone adds, and the rank it gives."
        ),
        (
            "Cách đọc: thêm một đơn vị là phần chỉ số tăng khi giá trị tăng 1 (− nếu phải giảm), hoặc bậc kế tiếp cần gì và "
            "đem lại bao nhiêu; tối đa là mức giá trị có thể đạt, riêng nó thêm bao nhiêu, và hạng khi đó."
        ),
    ),
    "value now": ("now", "hiện nay"),
    "value then": ("to", "cần đạt"),
    "one unit more": ("one unit more", "thêm một đơn vị"),
    "next step": ("{value}: {gain}", "{value}: {gain}"),
    "full marks": ("full marks", "tối đa"),
    "adds to index": ("adds", "thêm"),
    "rank then": ("rank then", "hạng khi đó"),
    "effort": ("effort", "nỗ lực"),
    "fixed": ("fixed", "cố định"),
    "no room": ("no room", "hết mức"),
    "cells without value": (
        "No value, so no plan touches it: {nodes}.",
        "Chưa có giá trị nên không phương án nào tính đến: {nodes}.",
    ),
}
"""Each phrase in English and in Vietnamese, with the same fields in braces."""
