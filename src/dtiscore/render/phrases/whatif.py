"""The phrases of changes made in thought and of past periods re-scored, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_WHATIF: Mapping[str, tuple[str, str]] = {
    "what if": ("What if", "Giả định"),
    "what is changed": ("What is changed:", "Những gì thay đổi:"),
    "cell changed": (
        "{unit}, {column}: {was} → {now} ({place})",
        "{unit}, {column}: {was} → {now} ({place})",
    ),
    "edition changed": ("{node}, {key}: {was} → {now}", "{node}, {key}: {was} → {now}"),
    "other edition": ("the edition: {before} → {after}", "phiên bản: {before} → {after}"),
    "more changes": (
        "and {n} more; dtiscore weights diff tells them all",
        "và {n} thay đổi khác; dtiscore weights diff liệt kê tất cả",
    ),
    "nothing there": ("nothing", "không có"),
    "whatif moves": (
        "{scores} of {n} units get another score, {ranks} another rank.",
        "{scores} trong {n} đơn vị có điểm khác, {ranks} đơn vị có hạng khác.",
    ),
    "whatif other units": (
        "{scores} of {n} units get another score, and other units are ranked than before, so places are not compared.",
        "{scores} trong {n} đơn vị có điểm khác; các đơn vị được xếp hạng không còn như trước nên không so sánh thứ hạng.",
    ),
    "whatif nothing moves": (
        "No score and no rank changes.",
        "Điểm và hạng của mọi đơn vị không đổi.",
    ),
    "whatif fixed": (
        (
            "{n} of {of} units (fixed) the change cannot reach: the table supplies their {node}. Their score stays, "
            "and the ranks of all stand beside it."
        ),
        (
            "{n} trong {of} đơn vị (cố định) mà thay đổi không chạm tới được: bảng cho sẵn {node} của họ. Điểm của họ giữ "
            "nguyên và hạng của mọi đơn vị được xếp cạnh điểm đó."
        ),
    ),
    "weights read as-given": (
        "Weights are read as given: no other one gives way, and what is below a node keeps its shares of it.",
        "Trọng số hiểu đúng như đã cho: không trọng số nào khác phải nhường, phần bên dưới một mục giữ tỷ lệ trong mục đó.",
    ),
    "weights read siblings": (
        (
            "Weights are read among siblings: each stands as given, and its siblings alone share what is left of their "
            "total, in their old proportions (--rescale)."
        ),
        (
            "Trọng số hiểu trong nhóm cùng cấp: mỗi trọng số giữ như đã cho, chỉ các mục cùng nhóm chia nhau phần còn lại "
            "của tổng theo tỷ lệ cũ (--rescale)."
        ),
    ),
    "weights read relative": (
        (
            "Weights are read beside one another: siblings are brought to their old total together, so that the others "
            "shrink in proportion (--relative)."
        ),
        (
            "Trọng số hiểu tương đối: các mục cùng nhóm cùng được đưa về tổng cũ, nên các mục khác giảm theo tỷ lệ "
            "(--relative)."
        ),
    ),
    "weights read of-index": (
        (
            "Weights are read as shares of the whole index: everything else, at every level, shares what is left, in the "
            "old proportions (--of-index)."
        ),
        (
            "Trọng số hiểu là tỷ lệ trong toàn chỉ số: mọi mục khác, ở mọi cấp, chia nhau phần còn lại theo tỷ lệ cũ "
            "(--of-index)."
        ),
    ),
    "weights relative below": (
        "The weights below {nodes} are relative and need no total: the others shrink in proportion.",
        "Trọng số bên dưới {nodes} là tương đối, không cần tổng: các mục khác giảm theo tỷ lệ.",
    ),
    "points stay shares": (
        "Points in the table and in rules stay shares of the maximum that they were given for.",
        "Điểm trong bảng và trong quy tắc vẫn là tỷ lệ của điểm tối đa mà chúng được cho.",
    ),
    "counts for nothing": (
        "{column} of {unit} counts for nothing here: the table itself brings the score of {node}, of which it is a part.",
        "{column} của {unit} không được tính: bảng đã cho sẵn điểm của {node}, là phần bao gồm nó.",
    ),
    "whatif aid": (
        (
            "How to read: # is the rank after the change, ± the places gained (▲) or lost (▼) by it, change the new score "
            "less the old one."
        ),
        (
            "Cách đọc: # là hạng sau thay đổi, ± là số bậc tăng (▲) hoặc giảm (▼) do thay đổi đó, thay đổi là điểm mới trừ "
            "điểm cũ."
        ),
    ),
    "whatif aid mark": ("* marks units whose figures were changed.", "* là đơn vị có số liệu được đổi."),
    "parts of unit": ("{unit}, part by part", "{unit}, theo từng phần"),
    "part": ("part", "phần"),
    "rank as is": ("rank as it is", "hạng hiện tại"),
    "score as is": ("score as it is", "điểm hiện tại"),
    "rank changed": ("rank then", "hạng giả định"),
    "score changed": ("score then", "điểm giả định"),
    "other units then": (
        "The two editions do not rank the same units in {periods}, so places gained or lost are not told there.",
        "Hai phiên bản không xếp hạng cùng các đơn vị trong {periods} nên không nêu số bậc tăng giảm ở đó.",
    ),
    "backcast title": (
        "{index} under {edition}: {first} to {last}",
        "{index} theo {edition}: {first} đến {last}",
    ),
    "backcast one": ("{index} under {edition}: {first}", "{index} theo {edition}: {first}"),
    "backcast parts": ("on {parts} as {maker} makes them", "trên {parts} do {maker} tính"),
    "backcast made": (
        (
            "These are the weights of {edition} on parts that {makers} defines and computes: not what the edition itself "
            "would have measured."
        ),
        (
            "Đây là trọng số của {edition} áp trên các phần do {makers} định nghĩa và tính: không phải kết quả mà chính "
            "phiên bản đó sẽ đo được."
        ),
    ),
    "not re-scored": (
        "{period} cannot be re-scored under {edition}: {reason}.",
        "Không tính lại được {period} theo {edition}: {reason}.",
    ),
    "not scored then": (
        "{period} has no ranking under {edition} beside it: {reason}.",
        "{period} không có bảng xếp hạng theo {edition} để đối chiếu: {reason}.",
    ),
    "backcast fixed": (
        (
            "{period}: today's edition cannot reach {n} of {of} units, because the table supplies their {node}. They are not "
            "re-scored, and the ranks of the others stand beside the scores that they have."
        ),
        (
            "{period}: phiên bản hiện nay không chạm tới {n} trong {of} đơn vị, vì bảng cho sẵn {node} của họ. Họ không được "
            "tính lại, và hạng của các đơn vị khác được xếp cạnh điểm sẵn có đó."
        ),
    ),
    "edition of the time": ("the edition of the time", "phiên bản khi đó"),
    "other faults": ("{reason}, and {n} more", "{reason}, và {n} lỗi khác"),
    "scored then": (
        "In force at the time: {editions}.",
        "Phiên bản có hiệu lực khi đó: {editions}.",
    ),
    "same edition then": (
        "In {periods} this edition was in force already, so nothing differs.",
        "{periods}: phiên bản này đã có hiệu lực nên không có gì khác.",
    ),
    "column then": ("{period} then", "{period} khi đó"),
    "column score": ("{period} score", "{period} điểm"),
    "backcast aid then": (
        (
            "How to read: under each period the rank by today's edition, then the rank by the edition in force at the time, "
            "and ± the places gained (▲) or lost (▼) by today's. - means that no rank is known."
        ),
        (
            "Cách đọc: ở mỗi kỳ là hạng theo phiên bản hiện nay, rồi hạng theo phiên bản khi đó, ± là số bậc tăng (▲) hoặc "
            "giảm (▼) do phiên bản hiện nay. - là không biết hạng."
        ),
    ),
    "backcast aid": (
        "How to read: under each period the rank by today's edition. - means that no rank is known.",
        "Cách đọc: ở mỗi kỳ là hạng theo phiên bản hiện nay. - là không biết hạng.",
    ),
}
"""Each phrase in English and in Vietnamese, with the same fields in braces."""
