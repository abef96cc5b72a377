"""The phrases of the statistical audit, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_DIAGNOSIS: Mapping[str, tuple[str, str]] = {
    # the page
    "audit title": ("{index} · statistical audit", "{index} · kiểm định thống kê"),
    "audit scope": (
        "{units}; indicators, or groups given as a whole, with data: {parts}. Correlations: {method}.",
        "{units}; số chỉ số thành phần (hoặc nhóm cho sẵn) có số liệu: {parts}. Tương quan: {method}.",
    ),
    "audit method pearson": ("Pearson", "Pearson"),
    "audit method spearman": ("Spearman (of ranks)", "Spearman (theo thứ hạng)"),
    "audit method kendall": ("Kendall (of pairs of units)", "Kendall (theo cặp đơn vị)"),
    "audit nothing found": (
        "Nothing stands out: the parts go with their groups, matter about as much as they weigh, and separate the units.",
        "Không có gì bất thường: các phần đi cùng nhóm của mình, tác động gần đúng trọng số và phân biệt được các đơn vị.",
    ),
    "audit more items": ("{items}; and {n} more", "{items}; và {n} mục khác"),
    "audit what it means": ("What it means: {meaning}", "Ý nghĩa: {meaning}"),
    "audit aid": (
        (
            "How to read: a correlation is 1 where two things always go together, 0 where they have nothing to do with each "
            "other, -1 where one falls as the other rises. --show has the full tables."
        ),
        (
            "Cách đọc: tương quan bằng 1 khi hai đại lượng luôn cùng tăng giảm, 0 khi không liên quan, -1 khi một bên tăng "
            "thì bên kia giảm. --show cho các bảng đầy đủ."
        ),
    ),
    # findings: what was found, one instance, what it means
    "audit found few-units": ("Few units ({n}): {items}.", "Ít đơn vị ({n}): {items}."),
    "audit item few-units": (
        "{value} where at least {beside} are needed",
        "{value}, trong khi cần ít nhất {beside}",
    ),
    "audit means few-units": (
        "with so few it is chance how figures go together; read the rest with care.",
        "với ít đơn vị như vậy, các mối tương quan có thể do ngẫu nhiên; cần thận trọng khi đọc phần còn lại.",
    ),
    "audit found against": (
        "Runs against its own group ({n}): {items}.",
        "Ngược chiều với nhóm của mình ({n}): {items}.",
    ),
    "audit item in group": ("{name} in {other} ({value})", "{name} trong {other} ({value})"),
    "audit means against": (
        "units that do better here do worse in the group. Check the direction of its rule, and whether it belongs there.",
        "đơn vị làm tốt hơn ở đây lại kém hơn ở cả nhóm. Cần xem lại chiều chấm điểm và liệu nó có thuộc nhóm này.",
    ),
    "audit found against-index": (
        "Runs against the index ({n}): {items}.",
        "Ngược chiều với chỉ số chung ({n}): {items}.",
    ),
    "audit item plain": ("{name} ({value})", "{name} ({value})"),
    "audit means against-index": (
        "better here goes with a worse index. If the direction is right, the index pulls two ways and should say so.",
        "càng tốt ở đây thì chỉ số chung càng kém. Nếu chiều chấm điểm đúng thì cần nói rõ chỉ số kéo về hai phía.",
    ),
    "audit found constant": (
        "The same for every unit ({n}): {items}.",
        "Như nhau ở mọi đơn vị ({n}): {items}.",
    ),
    "audit item name": ("{name}", "{name}"),
    "audit means constant": (
        "it changes no rank. It needs a finer measure, or weight 0.",
        "nó không làm đổi thứ hạng nào. Cần cách đo chi tiết hơn, hoặc trọng số 0.",
    ),
    "audit found scarce": ("Little data ({n}): {items}.", "Thiếu số liệu ({n}): {items}."),
    "audit item of units": ("{name} ({value} of {beside} units)", "{name} ({value}/{beside} đơn vị)"),
    "audit means scarce": (
        "where most is filled in or left out, scores tell more of the method than of the units.",
        "khi phần lớn được điền thay hoặc bỏ qua, điểm số nói về phương pháp nhiều hơn về đơn vị.",
    ),
    "audit found scarce-unit": (
        "Units with little data ({n}): {items}.",
        "Đơn vị thiếu số liệu ({n}): {items}.",
    ),
    "audit item of indicators": (
        "{units} ({value} of {beside} indicators)",
        "{units} ({value}/{beside} chỉ số)",
    ),
    "audit means scarce-unit": (
        "their scores rest on few figures, which should be said beside them.",
        "điểm của các đơn vị này dựa trên ít số liệu, nên ghi rõ bên cạnh điểm.",
    ),
    "audit found ceiling": (
        "Many units share the best score ({n}): {items}.",
        "Nhiều đơn vị cùng đạt điểm cao nhất ({n}): {items}.",
    ),
    "audit means ceiling": (
        "it no longer separates these units. A higher target or a finer measure would.",
        "nó không còn phân biệt được các đơn vị này. Cần mục tiêu cao hơn hoặc cách đo chi tiết hơn.",
    ),
    "audit found matters-less": (
        "Matters much less than it weighs ({n}): {items}.",
        "Tác động nhỏ hơn nhiều so với trọng số ({n}): {items}.",
    ),
    "audit item weight": (
        "{name} in {other} (weighs {beside}, matters {value})",
        "{name} trong {other} (trọng số {beside}, tác động {value})",
    ),
    "audit means matters-less": (
        "its scores differ little, or go with nothing else in the group. Look at how it is measured before its weight.",
        "điểm ít chênh lệch, hoặc không đi cùng các phần khác của nhóm. Nên xem cách đo trước khi xem trọng số.",
    ),
    "audit found matters-more": (
        "Matters much more than it weighs ({n}): {items}.",
        "Tác động lớn hơn nhiều so với trọng số ({n}): {items}.",
    ),
    "audit means matters-more": (
        "it decides more of the group than was meant, since its scores differ most or the others go with it.",
        "nó quyết định nhóm nhiều hơn dự định, vì điểm chênh lệch nhiều nhất hoặc các phần khác đi cùng nó.",
    ),
    "audit found collinear": (
        "Say the same twice ({n}): {items}.",
        "Nói cùng một điều hai lần ({n}): {items}.",
    ),
    "audit item pair": ("{name} with {other} ({value})", "{name} với {other} ({value})"),
    "audit means collinear": (
        "together they count double. Keep one of them, or let them share one weight.",
        "cùng nhau chúng được tính hai lần. Nên giữ một, hoặc để cả hai chung một trọng số.",
    ),
    "audit found weak": (
        "Has little to do with its group ({n}): {items}.",
        "Ít liên quan đến nhóm của mình ({n}): {items}.",
    ),
    "audit means weak": (
        "the score of the group hardly tells of it. It may measure something else, and belong elsewhere.",
        "điểm của nhóm hầu như không phản ánh nó. Có thể nó đo điều khác và thuộc về nơi khác.",
    ),
    "audit found inconsistent": (
        "Groups whose parts do not hang together ({n}): {items}.",
        "Nhóm có các phần không gắn kết ({n}): {items}.",
    ),
    "audit item alpha": (
        "{name} (consistency {value}, wanted {beside})",
        "{name} (độ nhất quán {value}, cần {beside})",
    ),
    "audit means inconsistent": (
        "the parts measure different things, and a good score of the group can hide a poor one. Show the parts beside it.",
        "các phần đo những điều khác nhau, điểm nhóm cao có thể che một phần thấp. Nên trình bày cả các phần.",
    ),
    "audit found opposite": (
        "Parts of a group that pull in opposite directions ({n}): {items}.",
        "Các phần cùng nhóm kéo ngược chiều nhau ({n}): {items}.",
    ),
    "audit means opposite": (
        "who gains on one loses on the other, and in the score of the group the two cancel out.",
        "được ở phần này thì mất ở phần kia, và trong điểm của nhóm hai phần bù trừ nhau.",
    ),
    "audit found dimensions": (
        "Groups that measure more than one thing ({n}): {items}.",
        "Nhóm đo nhiều hơn một điều ({n}): {items}.",
    ),
    "audit item dimensions": (
        "{name} ({value} things, the first is {beside} of it)",
        "{name} ({value} điều, điều thứ nhất chiếm {beside})",
    ),
    "audit means dimensions": (
        "one number hides that units are good at different things. Show the parts of the group beside it.",
        "một con số che việc các đơn vị mạnh ở những mặt khác nhau. Nên trình bày cả các phần của nhóm.",
    ),
    "audit found dominating": (
        "Nearly the same as its group ({n}): {items}.",
        "Gần như trùng với nhóm của mình ({n}): {items}.",
    ),
    "audit means dominating": (
        "the order of units in the group is nearly that of this one part; the others hardly change it.",
        "thứ tự đơn vị của nhóm gần như là của riêng phần này; các phần khác hầu như không làm đổi.",
    ),
    "audit found outliers": (
        "Values far from all others ({n}): {items}.",
        "Giá trị cách xa phần còn lại ({n}): {items}.",
    ),
    "audit item outliers": ("{name} (skewness {value}: {units})", "{name} (độ lệch {value}: {units})"),
    "audit item outliers treated": (
        "{name} (skewness {value}; drawn in before scoring)",
        "{name} (độ lệch {value}; đã xử lý trước khi chấm điểm)",
    ),
    "audit means outliers": (
        "a few units set the scale for all. Check the values; if they are right, an edition can draw them in (treat).",
        "một vài đơn vị quyết định thang đo của tất cả. Cần kiểm tra số liệu; nếu đúng, phiên bản có thể xử lý giá trị ngoại lai.",
    ),
    "audit found floor": (
        "Many units share the worst score ({n}): {items}.",
        "Nhiều đơn vị cùng có điểm thấp nhất ({n}): {items}.",
    ),
    "audit means floor": (
        "at the bottom it does not separate the units.",
        "ở cuối bảng nó không phân biệt được các đơn vị.",
    ),
    "audit found ties": ("The same published index ({n}): {items}.", "Cùng chỉ số công bố ({n}): {items}."),
    "audit item ties": ("{units} (rank {value}, {beside})", "{units} (hạng {value}, {beside})"),
    "audit means ties": (
        "the published decimals do not tell these units apart.",
        "số chữ số thập phân công bố không phân biệt được các đơn vị này.",
    ),
    "audit found absent": ("Not in the table ({n}): {items}.", "Không có trong bảng ({n}): {items}."),
    "audit means absent": (
        "nothing is said of these indicators; what stands above them came with the table or was made without them.",
        "không có nhận định về các chỉ số này; điểm ở cấp trên lấy từ bảng hoặc tính không có chúng.",
    ),
    # why there is no figure
    "audit undefined few-units": ("too few units", "quá ít đơn vị"),
    "audit undefined constant": ("no differences", "không khác nhau"),
    "audit undefined one-child": ("one part only", "chỉ một phần"),
    "audit undefined no-score": ("group without score", "nhóm không có điểm"),
    # headings
    "audit part": ("part", "phần"),
    "audit group of": ("of the group", "thuộc nhóm"),
    "audit group": ("group", "nhóm"),
    "audit parts": ("parts", "số phần"),
    "audit remark": ("remark", "ghi chú"),
    "audit indicator": ("indicator", "chỉ số thành phần"),
    "audit has data": ("has data", "có số liệu"),
    "audit lowest": ("lowest", "thấp nhất"),
    "audit highest": ("highest", "cao nhất"),
    "audit middle": ("median", "trung vị"),
    "audit sd": ("standard deviation", "độ lệch chuẩn"),
    "audit skewness": ("skewness", "độ lệch phân phối"),
    "audit kurtosis": ("kurtosis", "độ nhọn"),
    "audit far off": ("far-off values", "giá trị xa"),
    "audit lacks": ("lacks", "thiếu"),
    "audit with group": ("with its group", "với nhóm"),
    "audit with index": ("with the index", "với chỉ số"),
    "audit closest": ("closest in the group", "gần nhất trong nhóm"),
    "audit correlation": ("correlation", "tương quan"),
    "audit first of pair": ("one", "một bên"),
    "audit second of pair": ("other", "bên kia"),
    "audit consistency": ("consistency", "độ nhất quán"),
    "audit consistency or without": ("consistency, or without it", "độ nhất quán, hoặc khi bỏ nó"),
    "audit first thing": ("first thing measured", "điều đo thứ nhất"),
    "audit second thing": ("second thing", "điều thứ hai"),
    "audit all indicators": ("all indicators together", "mọi chỉ số thành phần"),
    "audit weighs": ("weighs", "trọng số"),
    "audit matters": ("matters", "tác động"),
    "audit times": ("times its weight", "so với trọng số"),
    "audit moves with group": ("moves the group", "chi phối nhóm"),
    "audit along a line": ("along a line", "theo đường thẳng"),
    "audit moves with index": ("moves the index", "chi phối chỉ số"),
    "audit weight in index": ("weight in the index", "trọng số trong chỉ số"),
    "audit different scores": ("different scores", "số điểm khác nhau"),
    "audit share best": ("share the best", "cùng cao nhất"),
    "audit share worst": ("share the worst", "cùng thấp nhất"),
    "audit full marks": ("full marks", "điểm tối đa"),
    "audit published index": ("published index", "chỉ số công bố"),
    "audit units sharing": ("units", "các đơn vị"),
    # remarks
    "audit is negative": ("opposite", "ngược chiều"),
    "audit is weak": ("unrelated", "ít liên quan"),
    "audit is collinear": ("the same twice", "trùng nhau"),
    "audit is dominating": ("nearly the group", "gần như cả nhóm"),
    "audit is skewed": ("outliers", "có ngoại lai"),
    "audit was treated": ("{n} drawn in", "xử lý {n}"),
    "audit was imputed": ("{n} filled in", "điền thay {n}"),
    "audit of scores": ("of the scores", "theo điểm"),
    "audit is constant": ("the same for all", "như nhau"),
    "audit is scarce": ("little data", "thiếu số liệu"),
    "audit is ceiling": ("many at the best", "nhiều đơn vị cao nhất"),
    "audit is floor": ("many at the worst", "nhiều đơn vị thấp nhất"),
    "audit is low": ("do not hang together", "không gắn kết"),
    "audit is several": ("more than one thing", "hơn một điều"),
    "audit is less": ("matters less", "tác động ít hơn"),
    "audit is more": ("matters more", "tác động nhiều hơn"),
    "audit rank not shared": ("ranks differ in full precision", "hạng khác nhau khi tính đủ số lẻ"),
    # sections
    "audit section consistency": (
        "Do the parts of a group belong together?",
        "Các phần của một nhóm có gắn kết không?",
    ),
    "audit section importance": (
        "Do the main parts matter as much as they weigh?",
        "Các phần chính có tác động đúng trọng số không?",
    ),
    "audit section pairs": ("Pairs that stand out", "Các cặp đáng chú ý"),
    "audit section separation": ("Which parts separate the units?", "Phần nào phân biệt được các đơn vị?"),
    "audit no ties": (
        "No two units share a published index.",
        "Không có hai đơn vị nào trùng chỉ số công bố.",
    ),
    "audit no pairs": ("No pair of parts stands out.", "Không có cặp nào đáng chú ý."),
    # how to read each table
    "audit aid indicators": (
        (
            "How to read: values as they stand in the table, before anything is filled in or drawn in. Outliers: skewness "
            "{skewness} or more and kurtosis {kurtosis} or more. Far-off: beyond {fence} times the middle half, on either side."
        ),
        (
            "Cách đọc: giá trị như trong bảng, trước khi điền thay hay xử lý. Ngoại lai: độ lệch từ {skewness} và độ nhọn từ "
            "{kurtosis} trở lên. Giá trị xa: cách nửa giữa quá {fence} lần độ rộng của nó."
        ),
    ),
    "audit aid units": (
        "How to read: for how many of the indicators the table has a figure of the unit.",
        "Cách đọc: bảng có số liệu của đơn vị ở bao nhiêu chỉ số thành phần.",
    ),
    "audit aid correlations": (
        (
            "How to read: 1 means that two scores always go together, 0 that they have nothing to do with each other, below 0 "
            "that one falls as the other rises. With its group, {weak} or more is wanted; above {collinear} two say the same."
        ),
        (
            "Cách đọc: 1 là hai điểm luôn cùng tăng giảm, 0 là không liên quan, dưới 0 là bên tăng bên giảm. Với nhóm nên từ "
            "{weak} trở lên; trên {collinear} là nói cùng một điều."
        ),
    ),
    "audit aid consistency": (
        (
            "How to read: consistency (Cronbach's alpha) of {alpha} or more says that the parts measure one thing; below a "
            "group stands what it would be without the part. First thing: how much of the group it explains, and how each "
            "part goes with it (first principal component)."
        ),
        (
            "Cách đọc: độ nhất quán (Cronbach's alpha) từ {alpha} trở lên nghĩa là các phần đo cùng một điều; ở dòng mỗi phần "
            "là giá trị khi bỏ phần đó. Điều thứ nhất: giải thích bao nhiêu của nhóm, và từng phần đi cùng nó thế nào (thành "
            "phần chính thứ nhất)."
        ),
    ),
    "audit aid importance": (
        (
            "How to read: weighs is what the edition says, matters is the part's share in what moves the score of the group "
            "(correlation ratio). Where they differ {importance} times or more, the weight does not do what it says."
        ),
        (
            "Cách đọc: trọng số là theo quy định, tác động là phần của nó trong những gì làm điểm nhóm thay đổi (tỷ số tương "
            "quan). Nếu chênh nhau từ {importance} lần, trọng số không có tác dụng như quy định."
        ),
    ),
    "audit aid ties": (
        (
            "How to read: where many units share the best or the worst score, the part does not separate them. Full marks: "
            "the most that can be scored."
        ),
        (
            "Cách đọc: khi nhiều đơn vị cùng có điểm cao nhất hoặc thấp nhất, phần đó không phân biệt được họ. Điểm tối đa: "
            "mức cao nhất có thể đạt."
        ),
    ),
}
"""Each phrase in English and in Vietnamese, with the same fields in braces."""
