"""The phrases of one unit explained and of one cell's history, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_EXPLAINING: Mapping[str, tuple[str, str]] = {
    "index itself supplied": (
        (
            "The table supplies {node} itself: it was not computed from the parts below, which need not add up to it, and "
            "where its points are lost is not known."
        ),
        (
            "Bảng cho sẵn {node}: giá trị này không được tính từ các phần bên dưới, các phần ấy có thể không cộng lại bằng nó, "
            "và không biết điểm bị mất ở đâu."
        ),
    ),
    # headings
    "median": ("median", "trung vị"),
    "peers": ("peers", "nhóm so sánh"),
    "to mean": ("to mean", "so bình quân"),
    "to median": ("to median", "so trung vị"),
    "to best": ("to best", "so tốt nhất"),
    "to ahead": ("to next above", "so ngay trên"),
    "to peers": ("to peers", "so nhóm"),
    # what follows
    "against all": (
        "Compared with the {n} ranked: {mean} from the mean, {median} from the median, {best} from the best.",
        "So với {n} đơn vị được xếp hạng: {mean} so với bình quân, {median} so với trung vị, {best} so với mức tốt nhất.",
    ),
    "strongest": ("Strongest: {nodes}.", "Mạnh nhất: {nodes}."),
    "no strongest": (
        "Strongest: no part among the first third of its ranking; nearest is {node}.",
        "Mạnh nhất: không phần nào thuộc một phần ba đứng đầu; gần nhất là {node}.",
    ),
    "weakest": ("Weakest: {nodes}.", "Yếu nhất: {nodes}."),
    "no weakest": (
        "Weakest: no part among the last third of its ranking; nearest is {node}.",
        "Yếu nhất: không phần nào thuộc một phần ba đứng cuối; gần nhất là {node}.",
    ),
    "ranked part": ("{node} (rank {rank} of {n})", "{node} (hạng {rank}/{n})"),
    "ranked part shared": (
        "{node} (rank {rank} of {n}, shared with {others})",
        "{node} (hạng {rank}/{n}, cùng {others} đơn vị khác)",
    ),
    "peer": ("{unit} ({rank})", "{unit} ({rank})"),
    "peers of column": (
        "Peers, {column} {group}: rank {rank} of {of}; the others (rank in all): {units}.",
        "Cùng nhóm, {column} {group}: hạng {rank}/{of}; các đơn vị khác (hạng chung): {units}.",
    ),
    "no peers": (
        "Peers, {column} {group}: no other ranked unit.",
        "Cùng nhóm, {column} {group}: không có đơn vị nào khác được xếp hạng.",
    ),
    "peers of profile": (
        "Most alike in all parts (rank in all): {units}; among them rank {rank} of {of}.",
        "Giống nhất ở mọi phần (hạng chung): {units}; trong nhóm này đứng hạng {rank}/{of}.",
    ),
    "peers of rank": (
        "Nearest in rank (rank in all): {units}; among them rank {rank} of {of}.",
        "Gần nhất về thứ hạng (hạng chung): {units}; trong nhóm này đứng hạng {rank}/{of}.",
    ),
    "lack of parts": (
        "No score: {node} has {have} of {of} parts, {needed} needed; without a score: {missing}.",
        "Không có điểm: {node} có {have}/{of} phần, cần {needed}; thiếu điểm: {missing}.",
    ),
    "lack of weight": (
        "No score: {node} has {share} of the weight of its {of} parts, {needed} needed; without a score: {missing}.",
        "Không có điểm: {node} có {share} trọng số của {of} phần, cần {needed}; thiếu điểm: {missing}.",
    ),
    "more lacks": (
        "No score in {n} more nodes; -f json names them.",
        "Còn {n} nút không có điểm; -f json nêu tên.",
    ),
    "all needed": ("all", "đủ"),
    "shared weight": (
        "{node} has {have} of {of} parts, which share the weight of those without a score: {missing}.",
        "{node} có {have}/{of} phần, các phần này chia trọng số của phần thiếu điểm: {missing}.",
    ),
    "part at": ("{node} ({place})", "{node} ({place})"),
    "explain aid points": (
        "How to read: lost is what is missing to the maximum; a part's rank is its own, not that of the index.",
        "Cách đọc: mất là phần còn thiếu so với tối đa; hạng của mỗi phần là hạng riêng của phần đó.",
    ),
    "explain aid weights": (
        "How to read: weight is a part's share in the line above it, adds what it brings to that line.",
        "Cách đọc: trọng số là tỷ lệ trong dòng cấp trên, đóng góp là phần mang lại cho dòng đó.",
    ),
    "explain aid shares": (
        "How to read: weight is a part's share in the line above it.",
        "Cách đọc: trọng số là tỷ lệ trong dòng cấp trên.",
    ),
    "explain aid gaps": (
        "In the columns to ..., + is above and - is below; next above is the unit one place up in the index.",
        "Trong các cột so ..., + là cao hơn, - là thấp hơn; ngay trên là đơn vị hơn một bậc trong chỉ số.",
    ),
    # the history of a cell
    "cell step": ("step", "bước"),
    "cell happened": ("what happened", "điều gì xảy ra"),
    "stage cell": ("in the file", "trong tệp"),
    "stage read": ("read as", "đọc là"),
    "stage derived": ("derived", "lập ra"),
    "stage imputed": ("filled in", "điền thay"),
    "stage treated": ("treated", "xử lý"),
    "stage screened": ("left out", "loại ra"),
    "stage rule": ("rule", "quy tắc"),
    "stage scaled": ("times", "nhân"),
    "stage then": ("then", "rồi"),
    "stage counted": ("counted", "quy đổi"),
    "stage rounded": ("rounded", "làm tròn"),
    "stage zeroed": ("missing", "thiếu"),
    "stage unscored": ("missing", "thiếu"),
    "stage supplied": ("supplied", "lấy thẳng"),
    "stage adds": ("adds", "đóng góp"),
    "stage joins": ("goes into", "đi vào"),
    "stage ends": ("ends", "dừng lại"),
    "ends at supplied": (
        "below {node}, whose score the table brings itself: the cell counts for nothing there",
        "dưới {node}, nơi bảng cho sẵn điểm: ô này không được tính ở đó",
    ),
    "ends at none": (
        "below {node}, which is not made of its parts here: too many of them have no score",
        "dưới {node}, nơi không tính từ các phần vì quá nhiều phần không có điểm",
    ),
    "cell holds": ('{column}: "{text}", at {place}', '{column}: "{text}", tại {place}'),
    "cell empty": ("{column}: empty, at {place}", "{column}: ô trống, tại {place}"),
    "cell not there": ("{column}: no such column in the file", "{column}: tệp không có cột này"),
    "decimal .": ("decimal point", "dấu chấm thập phân"),
    "decimal ,": ("decimal comma", "dấu phẩy thập phân"),
    "grouped by": ('thousands set apart by "{sign}"', 'phân nhóm nghìn bằng "{sign}"'),
    "percent part": ("per cent: 45% is 0.45", "phần trăm: 45% là 0.45"),
    "percent unit": ("measured in per cent", "đơn vị là phần trăm"),
    "plain number": ("a plain number", "số thông thường"),
    "text earns": ("what this text earns", "giá trị của câu trả lời này"),
    "with figures": ("{what}; with {figures}", "{what}; với {figures}"),
    "cell was": ("{what}; before {value}", "{what}; trước đó {value}"),
    "cell no value": ("{what}: no value", "{what}: không có giá trị"),
    "times points": ("the share by {top} maximum points", "tỷ lệ nhân {top} điểm tối đa"),
    "cell counts for": (
        "out of {out_of}, counted for {points} points",
        "trên {out_of}, tính thành {points} điểm",
    ),
    "times scale": ("the share by {top}, the scale", "tỷ lệ nhân {top}, thang điểm"),
    "has no value": ("no value, and counted as 0", "không có giá trị, tính bằng 0"),
    "lacks score": ("no score", "không có điểm"),
    "lacks score above": ("no score, and so none for {node}", "không có điểm, nên {node} cũng không có điểm"),
    "lacks score shared": (
        "no score; the other parts of {node} share its weight, and {node} scores {score}",
        "không có điểm; các phần khác của {node} chia trọng số của nó, {node} đạt {score}",
    ),
    "lacks score done without": (
        "no score; {node} scores {score} without it",
        "không có điểm; {node} vẫn tính được điểm: {score}",
    ),
    "is supplied": ("the table brings this score itself", "bảng số liệu ghi sẵn điểm này"),
    "adds to": ("to {node}, which scores {score}", "vào {node}, có điểm {score}"),
    "adds share to": (
        "to {node}, which scores {score} and where it weighs {weight}",
        "vào {node}, có điểm {score}, với trọng số {weight}",
    ),
    "adds more to": (
        "to {node}, which scores {score} and where it weighs {weight} instead of {was}: parts are missing",
        "vào {node}, có điểm {score}, với trọng số {weight} thay vì {was} vì thiếu một số phần",
    ),
    "joins in": (
        "{node}, which scores {score}; {aggregate} is no sum, so no part of it is this cell's alone",
        "{node}, có điểm {score}; {aggregate} không phải là tổng nên không tách được phần của ô này",
    ),
    "has none": ("none", "không có"),
    "cell aid": (
        "How to read: from the file at the top to the index at the bottom; value is what there was after the step.",
        "Cách đọc: từ tệp ở trên cùng xuống chỉ số ở dưới cùng; giá trị là kết quả sau mỗi bước.",
    ),
}
"""Each phrase in English and in Vietnamese, with the same fields in braces."""
