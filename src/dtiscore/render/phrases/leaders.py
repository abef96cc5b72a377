"""The phrases of the profile of the leaders and of league tables, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_LEADERS: Mapping[str, tuple[str, str]] = {
    # the profile of the leaders
    "profile title": (
        "{index} · leaders: {leaders}, others: {others}",
        "{index} · dẫn đầu: {leaders}, còn lại: {others}",
    ),
    "profile leaders": ("Leaders: {units}.", "Nhóm dẫn đầu: {units}."),
    "profile more": (
        "{n} units stand among the first {top}, because units of the same value share a rank.",
        "Có {n} đơn vị ở hạng {top} trở lên, vì các đơn vị bằng điểm cùng nhận một hạng.",
    ),
    "profile fewer": (
        "Among the first {top} there is {units}: no more are ranked up to there.",
        "Chỉ có {units} ở hạng {top} trở lên.",
    ),
    "profile split": (
        "The last leader and the next unit have the same value; the order of unit codes decided between them.",
        "Đơn vị dẫn đầu cuối cùng và đơn vị kế tiếp bằng điểm; thứ tự mã đơn vị quyết định.",
    ),
    "profile without score": (
        "Without a score in the index, and in neither group: {units}.",
        "Không có điểm chỉ số nên không thuộc nhóm nào: {units}.",
    ),
    "profile unranked": (
        "Scored for comparison only, and in neither group: {units}.",
        "Chỉ tính điểm để so sánh nên không thuộc nhóm nào: {units}.",
    ),
    "profile nobody": (
        "Here nobody is left to hold the leaders against.",
        "Ở đây không còn đơn vị nào để so với nhóm dẫn đầu.",
    ),
    "indicator": ("indicator", "chỉ số"),
    "leaders' mean": ("leaders' mean", "bình quân dẫn đầu"),
    "others' mean": ("others' mean", "bình quân còn lại"),
    "leaders' value": ("leaders' mean value", "giá trị b.quân dẫn đầu"),
    "others' value": ("others' mean value", "giá trị b.quân còn lại"),
    "leaders at full": ("leaders at full marks", "dẫn đầu đạt tối đa"),
    "others at full": ("others at full marks", "còn lại đạt tối đa"),
    "leaders' least": ("all leaders reach", "dẫn đầu đều đạt"),
    "others at least": ("others who reach it", "còn lại cũng đạt"),
    "how far apart": ("how far apart", "mức tách biệt"),
    "fully": ("fully", "tách hẳn"),
    "of all": ("{n}/{all}", "{n}/{all}"),
    "separates most": (
        "What separates the leaders most: {nodes}.",
        "Tách nhóm dẫn đầu khỏi phần còn lại rõ nhất: {nodes}.",
    ),
    "separates by": ("{node} ({effect})", "{node} ({effect})"),
    "common full": (
        "All leaders have full marks: {nodes}.",
        "Mọi đơn vị dẫn đầu đều đạt điểm tối đa: {nodes}.",
    ),
    "nobody at full": (
        "No unit has full marks in any of these.",
        "Không đơn vị nào đạt điểm tối đa ở các mục này.",
    ),
    "common floor": (
        "What all leaders have in common: at least {floor} in {node}, which {n} of the {all} others reach.",
        "Điểm chung của nhóm dẫn đầu: đều đạt từ {floor} ở {node}, {n}/{all} đơn vị còn lại cũng đạt mức này.",
    ),
    "common floor below": (
        "What all leaders have in common: at most {floor} in {node}, which {n} of the {all} others keep to.",
        "Điểm chung của nhóm dẫn đầu: đều không quá {floor} ở {node}, {n}/{all} đơn vị còn lại cũng vậy.",
    ),
    "lack a score": (
        "Not every leader has a score, so nothing is said of all of them: {nodes}.",
        "Có đơn vị dẫn đầu thiếu điểm nên không kết luận cho cả nhóm: {nodes}.",
    ),
    "profile aid": (
        (
            "How to read: the last column is the distance between the two means, counted in typical distances between "
            "units of one group (Hedges' g). From 0.8 on it is large; with - before it the leaders are behind; = means "
            "that all units are alike."
        ),
        (
            "Cách đọc: cột cuối là khoảng cách giữa hai số bình quân, tính theo độ lệch thường gặp giữa các đơn vị cùng "
            "nhóm (Hedges' g). Từ 0.8 trở lên là lớn; có dấu - là nhóm dẫn đầu thấp hơn; = là mọi đơn vị như nhau."
        ),
    ),
    "profile aid fully": (
        "fully: neither group has any spread, and they differ.",
        "tách hẳn: trong mỗi nhóm mọi đơn vị như nhau, và hai nhóm khác nhau.",
    ),
    # league tables
    "league by value": ("Ordered by {column}, {end}.", "Xếp theo {column}, {end}."),
    "league by score": (
        "Ordered by the score, {end}: the table has no single figure for this.",
        "Xếp theo điểm, {end}: bảng không có một số liệu riêng cho mục này.",
    ),
    "league by score, no end": (
        "Ordered by the score, {end}: neither the highest nor the lowest figure is the best here.",
        "Xếp theo điểm, {end}: ở đây số liệu cao nhất hay thấp nhất đều không phải là tốt nhất.",
    ),
    "divided": ("{above} / {below}", "{above} / {below}"),
    "divided per": ("{above} / {below} × {per}", "{above} / {below} × {per}"),
    "unit per": ("{unit} per {per} {per_unit}", "{unit} trên {per} {per_unit}"),
    "unit per one": ("{unit} per {per_unit}", "{unit} trên {per_unit}"),
    "times the mean": ("times the mean", "so với bình quân (lần)"),
    "from mean": ("from the mean", "chênh bình quân"),
    "behind the first": ("behind the first", "kém đơn vị đầu"),
    "without value": ("Without a value: {units}.", "Không có số liệu: {units}."),
    "mean of units": ("Mean of {units}: {value}.", "Bình quân {units}: {value}."),
    "league reading": ("{unit}: {value}, {place}, {times}.", "{unit}: {value}, {place}, {times}."),
    "league reading unranked": (
        "{unit}: {value}, not ranked, {times}.",
        "{unit}: {value}, không xếp hạng, {times}.",
    ),
    "league reading none": ("{unit}: no value.", "{unit}: không có số liệu."),
    "place of": ("{place} of {n}", "hạng {place}/{n}"),
    "joint place of": ("joint {place} of {n}", "đồng hạng {place}/{n}"),
    "times mean": ("{times} times the mean", "gấp {times} lần bình quân"),
    "twice the mean": ("twice the mean", "gấp đôi bình quân"),
    "about the mean": ("about the mean", "xấp xỉ bình quân"),
    "part of the mean": ("{percent}% of the mean", "bằng {percent}% bình quân"),
    "above the mean": ("{gap} above the mean", "cao hơn bình quân {gap}"),
    "below the mean": ("{gap} below the mean", "thấp hơn bình quân {gap}"),
    "league aid": (
        (
            "How to read: the mean is the plain one of the ranked units, each counting the same whatever its size. "
            "--unit tells one unit in a sentence."
        ),
        (
            "Cách đọc: bình quân cộng đơn giản của các đơn vị được xếp hạng, không kể lớn nhỏ. --unit cho biết một đơn vị "
            "bằng một câu."
        ),
    ),
}
