"""The words of the screens, in English and Vietnamese, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dtiscore.render.drawing.figures import full
from dtiscore.render.phrases.changes import OF_CHANGES
from dtiscore.render.phrases.diagnosis import OF_DIAGNOSIS
from dtiscore.render.phrases.doctor import OF_DOCTOR
from dtiscore.render.phrases.explaining import OF_EXPLAINING
from dtiscore.render.phrases.forms import OF_FORMS
from dtiscore.render.phrases.improvement import OF_IMPROVEMENT
from dtiscore.render.phrases.leaders import OF_LEADERS
from dtiscore.render.phrases.rank_split import OF_RANK_SPLITS
from dtiscore.render.phrases.robustness import OF_ROBUSTNESS
from dtiscore.render.phrases.whatif import OF_WHATIF


class Phrase(NamedTuple):
    """One phrase in both languages, with the same fields in braces."""

    en: str
    vi: str


class Noun(NamedTuple):
    """A countable thing. Vietnamese has one form for any number."""

    one: str
    many: str
    vi: str


NOUNS: Mapping[str, Noun] = {
    "unit": Noun("unit", "units", "đơn vị"),
    "row": Noun("row", "rows", "dòng"),
    "column": Noun("column", "columns", "cột"),
    "error": Noun("error", "errors", "lỗi"),
    "warning": Noun("warning", "warnings", "cảnh báo"),
    "score": Noun("score", "scores", "điểm"),
    "rank": Noun("rank", "ranks", "thứ hạng"),
    "band": Noun("band", "bands", "nhóm"),
    "difference": Noun("difference", "differences", "sai khác"),
    "decimal": Noun("decimal", "decimals", "chữ số thập phân"),
    "edition": Noun("edition", "editions", "phiên bản"),
    "scheme": Noun("unit scheme", "unit schemes", "danh mục đơn vị"),
    "place": Noun("place", "places", "bậc"),
    "point": Noun("point", "points", "điểm"),
}

PHRASES: Mapping[str, Phrase] = {
    # headings
    "Unit": Phrase("Unit", "Đơn vị"),
    "Band": Phrase("Band", "Nhóm"),
    "unit": Phrase("unit", "đơn vị"),
    "change": Phrase("change", "thay đổi"),
    "value": Phrase("value", "giá trị"),
    "of max": Phrase("of max", "tối đa"),
    "points": Phrase("points", "điểm"),
    "score": Phrase("score", "điểm"),
    "lost": Phrase("lost", "mất"),
    "weight": Phrase("weight", "trọng số"),
    "in all": Phrase("of index", "trong chỉ số"),
    "adds": Phrase("adds", "đóng góp"),
    "mean": Phrase("mean", "bình quân"),
    "best": Phrase("best", "tốt nhất"),
    "rank": Phrase("rank", "hạng"),
    "where": Phrase("where", "vị trí"),
    "heading": Phrase("column", "cột"),
    "key": Phrase("key", "khóa"),
    "cell": Phrase("cell", "ô"),
    "warning": Phrase("warning", "cảnh báo"),
    "problem": Phrase("problem", "vấn đề"),
    "what": Phrase("what is wrong", "sai ở đâu"),
    "fix": Phrase("what to do", "cách sửa"),
    "kind": Phrase("kind", "loại"),
    "node": Phrase("node", "nút"),
    "period": Phrase("period", "kỳ"),
    "expected": Phrase("expected", "đối chiếu"),
    "computed": Phrase("computed", "tính được"),
    "difference": Phrase("difference", "chênh lệch"),
    "line": Phrase("line", "dòng"),
    "id": Phrase("id", "mã"),
    "title": Phrase("title", "tên"),
    "authority": Phrase("authority", "căn cứ"),
    "periods": Phrase("periods", "các kỳ"),
    "units": Phrase("units", "đơn vị"),
    "verified": Phrase("verified against published figures", "đã đối chiếu với số liệu công bố"),
    "verified how": Phrase("verified", "đã đối chiếu"),
    "code": Phrase("code", "mã"),
    "name": Phrase("name", "tên"),
    "text": Phrase("text", "cách viết"),
    "note": Phrase("note", "ghi chú"),
    "aliases": Phrase("also written", "cách viết khác"),
    "successor": Phrase("successor", "đơn vị kế thừa"),
    "source": Phrase("source", "nguồn"),
    "valid": Phrase("in force", "hiệu lực"),
    "rule": Phrase("rule", "quy tắc"),
    "form": Phrase("published", "công bố"),
    "ranks": Phrase("ranks", "xếp hạng"),
    "missing": Phrase("if missing", "khi thiếu"),
    "frame": Phrase("fitted over", "chuẩn hóa"),
    "scale": Phrase("scale", "thang điểm"),
    "bands": Phrase("bands", "phân nhóm"),
    "shown": Phrase("also shown", "hiện kèm"),
    "supersedes": Phrase("supersedes", "thay thế"),
    "licence": Phrase("licence", "giấy phép"),
    "views": Phrase(
        "Views (beside the tree, not part of it)", "Góc nhìn (bên cạnh cây chỉ số, không cộng vào)"
    ),
    # the ranked table
    "new": Phrase("new", "mới"),
    "no score": Phrase("no score", "không có điểm"),
    "not ranked": Phrase("not ranked", "không xếp hạng"),
    "of units": Phrase("{ranked} of {units} ranked", "{ranked}/{units} được xếp hạng"),
    "more": Phrase("{dots} {n} more (--top {all})", "{dots} còn {n} (--top {all})"),
    "more units": Phrase("{dots} {n} more not asked for", "{dots} {n} đơn vị khác không được hỏi"),
    "dropped": Phrase(
        "Not shown at this width: {names}. A wider screen or -f csv has them.",
        "Không đủ chỗ để hiện: {names}. Dùng màn hình rộng hơn hoặc -f csv.",
    ),
    "others": Phrase("{n} more", "{n} mục khác"),
    "mean is": Phrase("Mean {value}.", "Bình quân {value}."),
    "on published": Phrase("Ranks on {decimals} as published", "Xếp hạng theo {decimals} như công bố"),
    "on full": Phrase("Ranks on full precision", "Xếp hạng theo giá trị chưa làm tròn"),
    "lowest first": Phrase("the lowest value first", "giá trị thấp nhất đứng đầu"),
    "ties min": Phrase("ties share the best rank", "bằng nhau thì cùng nhận hạng cao nhất"),
    "ties max": Phrase("ties share the worst rank", "bằng nhau thì cùng nhận hạng thấp nhất"),
    "ties dense": Phrase(
        "ties share a rank and the next rank follows on", "bằng nhau thì cùng hạng, hạng kế tiếp không bỏ số"
    ),
    "ties average": Phrase("ties share the mean of their ranks", "bằng nhau thì nhận trung bình các hạng"),
    "ties ordinal": Phrase("ties stand in the order of unit codes", "bằng nhau thì xếp theo mã đơn vị"),
    "overlap": Phrase(
        "{views} share {nodes}: they do not add up to {index}.",
        "{views} có chung {nodes}: không cộng lại thành {index}.",
    ),
    "and": Phrase("{first} and {last}", "{first} và {last}"),
    "without scores": Phrase(
        "Without a score, for want of data: {nodes}.", "Không có điểm vì thiếu số liệu: {nodes}."
    ),
    "index supplied": Phrase(
        "Ranked, not computed: {index} itself stands in the data ({n} of {all}).",
        "Chỉ xếp hạng, không tính điểm: {index} có sẵn trong dữ liệu ({n}/{all}).",
    ),
    "origin supplied": Phrase("Supplied by the data: {nodes}.", "Lấy thẳng từ dữ liệu: {nodes}."),
    "origin partial": Phrase(
        "Computed without some parts, whose weight the others share: {nodes}.",
        "Tính khi thiếu một số phần, phần còn lại chia trọng số: {nodes}.",
    ),
    "origin zeroed": Phrase("Missing and counted as 0: {nodes}.", "Thiếu và tính bằng 0: {nodes}."),
    "cells imputed": Phrase(
        "Imputed, for want of data: {n} of {all} values.", "Điền thay cho số liệu thiếu: {n}/{all} giá trị."
    ),
    "cells treated": Phrase(
        "Treated, because of outliers: {n} of {all} values.", "Xử lý vì giá trị ngoại lai: {n}/{all} giá trị."
    ),
    "units screened out": Phrase(
        "Screened out, without a score: {units}.", "Bị loại khi sàng lọc, không có điểm: {units}."
    ),
    "screened out": Phrase("screened out", "bị loại khi sàng lọc"),
    "node in units": Phrase("{node} ({n} of {all})", "{node} ({n}/{all})"),
    "disagree one": Phrase(
        "One score in the data differs from what its parts give: {first}.",
        "Một điểm trong dữ liệu khác với điểm tính từ các phần: {first}.",
    ),
    "disagree": Phrase(
        "{n} scores in the data differ from what their parts give; the first: {first}.",
        "{n} điểm trong dữ liệu khác với điểm tính từ các phần; trường hợp đầu: {first}.",
    ),
    "disagreement": Phrase(
        "{unit}, {node}: {supplied} in the data, {computed} computed (used)",
        "{unit}, {node}: dữ liệu ghi {supplied}, tính được {computed} (được dùng)",
    ),
    "unranked": Phrase("Not ranked: {aggregates}.", "Không xếp hạng: {aggregates}."),
    "scored only": Phrase("{n} scored for comparison only", "{n} chỉ tính điểm để so sánh"),
    "without score": Phrase("{n} without a score", "{n} không có điểm"),
    # one unit explained
    "rank of": Phrase("rank {rank} of {n}", "hạng {rank}/{n}"),
    "shared with": Phrase("shared with {units}", "cùng hạng với {units}"),
    "points of": Phrase("{points} of {all} points", "{points}/{all} điểm"),
    "points lost": Phrase("{points} lost", "mất {points}"),
    "rank among": Phrase("rank of {n}", "hạng /{n}"),
    "supplied": Phrase("supplied", "lấy từ dữ liệu"),
    "partial": Phrase("some parts missing", "thiếu một số phần"),
    "imputed": Phrase("imputed", "điền thay"),
    "treated": Phrase("treated", "đã xử lý"),
    "zeroed": Phrase("missing, counted as 0", "thiếu, tính bằng 0"),
    "not scored": Phrase("collected, not scored", "thu thập, không tính điểm"),
    "largest loss": Phrase(
        "Largest loss: {node}, {lost} of {all} points", "Mất nhiều nhất: {node}, {lost}/{all} điểm"
    ),
    "no unit better": Phrase("no unit does better", "không đơn vị nào cao hơn"),
    "nothing lost": Phrase("No points are lost.", "Không mất điểm nào."),
    "best loses": Phrase("the best unit reaches {best}, {gap} more", "đơn vị cao nhất đạt {best}, hơn {gap}"),
    "furthest": Phrase(
        "Furthest from the best: {node}, {gap} from {best}.",
        "Xa mức tốt nhất hơn cả: {node}, cách {best} là {gap}.",
    ),
    "best everywhere": Phrase("Best in every part.", "Tốt nhất ở mọi phần."),
    "next above": Phrase("Next above: {unit}, {gap} ahead.", "Ngay trên: {unit}, hơn {gap}."),
    "next below": Phrase("Next below: {unit}, {gap} behind.", "Ngay dưới: {unit}, kém {gap}."),
    "none above": Phrase("No unit stands above.", "Không đơn vị nào đứng trên."),
    "none below": Phrase("No unit stands below.", "Không đơn vị nào đứng dưới."),
    "in points": Phrase("{n} points", "{n} điểm"),
    # problems of a table
    "found in": Phrase("{counts} in {source} ({size})", "{counts} trong {source} ({size})"),
    "no problem": Phrase("No problem in {source} ({size})", "Không có vấn đề nào trong {source} ({size})"),
    "read": Phrase("{rows}, {columns} read", "đã đọc {rows}, {columns}"),
    "nothing scored": Phrase("nothing was scored", "chưa tính điểm"),
    "more alike": Phrase("{dots} {n} more {kind}", "{dots} còn {n} {kind}"),
    "at lines": Phrase("lines {lines}", "dòng {lines}"),
    "more besides": Phrase("{dots} {n} more of other kinds", "{dots} còn {n} thuộc loại khác"),
    "all of them": Phrase(
        "Every one: dtiscore validate (or weights check) with -f csv.",
        "Xem tất cả: dtiscore validate (hoặc weights check) với -f csv.",
    ),
    "by kind": Phrase("By kind: {kinds}.", "Theo loại: {kinds}."),
    # held against published figures
    "agrees": Phrase(
        "Agrees: {counts} as expected, {how}.", "Khớp: {counts} đúng như bảng đối chiếu, {how}."
    ),
    "differs": Phrase(
        "Differs: {n} of {counts} compared, {how}.", "Không khớp: {n} trên {counts} đã so, {how}."
    ),
    "compared nothing": Phrase(
        "Nothing was compared: the expected table holds no score, rank or band of these units.",
        "Chưa so được gì: bảng đối chiếu không có điểm, thứ hạng hay nhóm của các đơn vị này.",
    ),
    "at decimals": Phrase(
        "scores rounded as the expected table writes them", "điểm làm tròn theo cách ghi của bảng đối chiếu"
    ),
    "within": Phrase("scores within {tolerance}", "điểm lệch không quá {tolerance}"),
    "largest": Phrase(
        "Largest distance of an unrounded score: {value}.",
        "Khoảng cách lớn nhất của điểm chưa làm tròn: {value}.",
    ),
    "a score": Phrase("score", "điểm"),
    "a rank": Phrase("rank", "hạng"),
    "a band": Phrase("band", "nhóm"),
    "a unit": Phrase("unit", "đơn vị"),
    "value of": Phrase("value", "giá trị"),
    "is absent": Phrase("absent", "không có"),
    "is there": Phrase("there", "có"),
    # what an edition says
    "signed": Phrase("signed {date}", "ký {date}"),
    "in force from": Phrase("in force {date}", "hiệu lực {date}"),
    "any unit": Phrase("any distinct codes", "mã bất kỳ, không trùng nhau"),
    "any period": Phrase("any", "bất kỳ"),
    "as fraction": Phrase("fraction of the maximum points", "tỷ lệ trên điểm tối đa"),
    "as score": Phrase("the score itself", "chính điểm số"),
    "with decimals": Phrase("{form}, {decimals}, {rounding}", "{form}, {decimals}, {rounding}"),
    "half-up": Phrase("halves rounded up (half-up)", "nửa làm tròn lên (half-up)"),
    "half-even": Phrase(
        "halves rounded to the even digit (half-even)", "nửa làm tròn về số chẵn (half-even)"
    ),
    "on the published": Phrase("on the published value", "theo giá trị công bố"),
    "on the full": Phrase("on full precision", "theo giá trị chưa làm tròn"),
    "highest first": Phrase("the highest value first", "giá trị cao nhất đứng đầu"),
    "missing error": Phrase("error: the table is refused", "error: từ chối bảng số liệu"),
    "missing no-score": Phrase("no-score: the unit gets no score", "no-score: đơn vị không có điểm"),
    "missing zero": Phrase("zero: counted as 0", "zero: tính bằng 0"),
    "missing reweight": Phrase(
        "reweight: the parts that are there share the weight, from {share} of the {count} on",
        "reweight: các phần còn lại chia trọng số, khi có từ {share} {count} trở lên",
    ),
    "count children": Phrase("parts", "số phần"),
    "count weight": Phrase("weight", "trọng số"),
    "frame period": Phrase("the units of each period", "các đơn vị của từng kỳ"),
    "frame all": Phrase("all units and periods together", "mọi đơn vị và mọi kỳ"),
    "frame base": Phrase(
        "the units of {period}, for all periods", "các đơn vị của kỳ {period}, dùng cho mọi kỳ"
    ),
    "full share": Phrase("a full share scores {n}", "tỷ lệ trọn vẹn được {n}"),
    "from": Phrase("{band} from {value}", "{band} từ {value}"),
    "lowest": Phrase("{band} below", "{band} phần còn lại"),
    "quantiles": Phrase("{n} groups of equal size", "{n} nhóm bằng nhau"),
    "n-tiles highest": Phrase(
        "{n} groups of equal size by rank from the highest, the first ones larger by one",
        "{n} nhóm bằng nhau theo hạng từ cao nhất, các nhóm đầu nhiều hơn một",
    ),
    "n-tiles lowest": Phrase(
        "{n} groups of equal size by rank from the lowest, the first ones larger by one",
        "{n} nhóm bằng nhau theo hạng từ thấp nhất, các nhóm đầu nhiều hơn một",
    ),
    "of": Phrase("of {columns}", "của {columns}"),
    "to": Phrase("{low} to {high}", "{low} đến {high}"),
    "or supplied": Phrase("or supplied: {rule}", "hoặc lấy thẳng: {rule}"),
    "optional": Phrase("optional", "có thể thiếu"),
    "weights sum": Phrase("weights sum to {total}", "trọng số cộng thành {total}"),
    "weights relative": Phrase("relative weights", "trọng số tương đối"),
    "weights equal": Phrase("equal weights", "trọng số bằng nhau"),
    "weights by": Phrase("weights by {method}", "trọng số theo {method}"),
    "made from": Phrase("{what} from {data}", "{what} từ {data}"),
    "weight before": Phrase("before", "trước"),
    "weight derived": Phrase("derived", "tính được"),
    "marked out of": Phrase("marked out of {out_of}", "chấm trên {out_of}"),
    "rounded": Phrase("rounded to {decimals}", "làm tròn {decimals}"),
    "missing here": Phrase("missing: {kind}", "thiếu: {kind}"),
    "then": Phrase("then {rule}", "rồi {rule}"),
    "Prepared": Phrase("Prepared, in this order", "Xử lý trước, theo thứ tự"),
    "derive": Phrase("derive {column} = {formula}", "lập {column} = {formula}"),
    "Defaults": Phrase("Where nothing else is said", "Khi không ghi khác"),
    "Verified": Phrase("Verified", "Đã đối chiếu"),
    "Not public": Phrase("Not public", "Chưa công khai"),
    "Notes": Phrase("Notes", "Ghi chú"),
    "until": Phrase("until {date}", "đến {date}"),
    "since": Phrase("since {date}", "từ {date}"),
    "between": Phrase("{first} to {last}", "{first} đến {last}"),
    "from then": Phrase("followed by {scheme}", "được thay bằng {scheme}"),
    # two editions side by side, and a panel under several
    "say the same": Phrase("{before} and {after} say the same.", "{before} và {after} giống nhau."),
    "from one to other": Phrase("{before} → {after}: {counts}", "{before} → {after}: {counts}"),
    "aspect structure": Phrase("Structure", "Cấu trúc"),
    "aspect weights": Phrase("Weights and points", "Trọng số và điểm tối đa"),
    "aspect rules": Phrase("Rules and aggregation", "Quy tắc và cách tổng hợp"),
    "aspect missing": Phrase("Missing values", "Khi thiếu số liệu"),
    "aspect preparation": Phrase("Data and preparation", "Dữ liệu và xử lý trước"),
    "aspect publication": Phrase("Publication and ranking", "Công bố và xếp hạng"),
    "aspect about": Phrase("About the edition (moves no score)", "Thông tin về phiên bản (không đổi điểm)"),
    "change added": Phrase("added", "thêm"),
    "change removed": Phrase("removed", "bỏ"),
    "change moved": Phrase("moved", "chuyển"),
    "change reordered": Phrase("reordered", "đổi thứ tự"),
    "change changed": Phrase("changed", "đổi"),
    "before": Phrase("before", "trước"),
    "after": Phrase("after", "sau"),
    "below": Phrase("below {node}", "dưới {node}"),
    "of weight": Phrase("weight {n}", "trọng số {n}"),
    "is a view": Phrase("{node} (view)", "{node} (góc nhìn)"),
    "whole edition": Phrase("the edition", "phiên bản"),
    "editions apart": Phrase(
        "Each period is scored under the edition that governs it ({editions}); scores of different editions do not "
        "compare.",
        "Mỗi kỳ được tính theo phiên bản có hiệu lực ({editions}); điểm của các phiên bản khác nhau không so sánh được.",
    ),
    "aggregate unit": Phrase("aggregate, not ranked", "gộp, không xếp hạng"),
    # how robust ranks are
    "robust title": Phrase("{index} · how firm the ranks are", "{index} · thứ hạng vững đến đâu"),
    "robust drawn": Phrase(
        "{n} alternative rankings, in which these differ at random: {what} (seed {seed}).",
        "{n} bảng xếp hạng thử, trong đó thay đổi ngẫu nhiên: {what} (hạt giống {seed}).",
    ),
    "robust replayed": Phrase(
        "{n} alternative rankings, played again from a table of draws: {what}.",
        "{n} bảng xếp hạng thử, lặp lại từ bảng đã lưu: {what}.",
    ),
    "factor weight": Phrase("weights", "trọng số"),
    "factor normalisation": Phrase("normalisation rule", "quy tắc chuẩn hóa"),
    "factor aggregation": Phrase("kind of mean", "cách lấy bình quân"),
    "factor winsorise": Phrase("number of outliers drawn in", "số giá trị ngoại lai được kéo vào"),
    "factor excluded": Phrase("one indicator left out", "bỏ một chỉ số thành phần"),
    "factor error": Phrase("measurement error of {node}", "sai số đo của {node}"),
    "rank range": Phrase("9 in 10 ranks", "9/10 thứ hạng"),
    "mean rank": Phrase("mean rank", "hạng bình quân"),
    "median rank": Phrase("middle rank", "hạng giữa"),
    "best rank": Phrase("best rank", "hạng cao nhất"),
    "worst rank": Phrase("worst rank", "hạng thấp nhất"),
    "in the first": Phrase("in first {n}", "trong {n} hạng đầu"),
    "places moved": Phrase("places moved", "số bậc đổi"),
    "alike": Phrase("not told apart", "khó phân biệt"),
    "robust aid ranks": Phrase(
        "How to read: in 9 of 10 of these rankings the unit's rank lies in the range. Neighbours that share a letter "
        "cannot be told apart: neither stands above the other in more than 95 % of the rankings.",
        "Cách đọc: trong 9/10 bảng xếp hạng thử, hạng của đơn vị nằm trong khoảng này. Các đơn vị liền kề chung chữ cái "
        "thì khó phân biệt: không đơn vị nào đứng trên đơn vị kia ở hơn 95 % số bảng.",
    ),
    "stands above": Phrase("stands above", "đứng trên"),
    "how often": Phrase("how often", "tần suất"),
    "verdict": Phrase("verdict", "kết luận"),
    "verdict open": Phrase("open", "chưa rõ"),
    "verdict firm": Phrase("firm", "chắc chắn"),
    "verdict reversed": Phrase("reversed", "đảo ngược"),
    "robust aid pairs": Phrase(
        "How to read: in how many of these rankings a unit stands above the one that follows it, ties counting half. "
        "--unit UNIT shows one unit beside every other, -f csv every pair.",
        "Cách đọc: đơn vị đứng trên đơn vị kế tiếp ở bao nhiêu phần trăm số bảng thử, bằng nhau tính một nửa. "
        "--unit UNIT so một đơn vị với mọi đơn vị khác, -f csv có mọi cặp.",
    ),
    "left out": Phrase("left out", "bỏ ra"),
    "mean places": Phrase("places moved on average", "số bậc đổi bình quân"),
    "most places": Phrase("most places", "đổi nhiều nhất"),
    "unit moved most": Phrase("by", "đơn vị"),
    "robust aid removal": Phrase(
        "How to read: by how many places ranks move when this part is left out and its neighbours share its weight.",
        "Cách đọc: thứ hạng đổi bao nhiêu bậc khi bỏ phần này và các phần cùng nhóm chia trọng số của nó.",
    ),
    "what varies": Phrase("what varies", "yếu tố thay đổi"),
    "by itself": Phrase("by itself", "riêng nó"),
    "with others": Phrase("with the others", "cùng các yếu tố khác"),
    "robust aid influence": Phrase(
        "How to read: which share of the ups and downs of ranks each choice explains, by itself and together with the "
        "others, with the range in which 9 of 10 estimates lie. With few draws some fall below 0% or go above 100%; "
        "--draws-count makes them firmer.",
        "Cách đọc: mỗi lựa chọn giải thích bao nhiêu phần biến động thứ hạng, riêng nó và cùng các yếu tố khác, kèm "
        "khoảng chứa 9/10 ước lượng. Ít lượt thì có số dưới 0% hoặc trên 100%; --draws-count làm chúng chắc hơn.",
    ),
    "robust aid attainable": Phrase(
        "How to read: the best and the worst rank that such shares can give the unit.",
        "Cách đọc: hạng cao nhất và thấp nhất mà các tỷ trọng như vậy có thể đem lại.",
    ),
    "robust aid attainable-main": Phrase(
        "How to read: the best and the worst rank that such shares of the main parts can give the unit.",
        "Cách đọc: hạng cao nhất và thấp nhất mà các tỷ trọng như vậy của các phần chính có thể đem lại.",
    ),
    "at least": Phrase("{rank} (at best {bound})", "{rank} (cao nhất {bound})"),
    "at most": Phrase("{rank} (at worst {bound})", "{rank} (thấp nhất {bound})"),
    **{key: Phrase(*texts) for key, texts in OF_CHANGES.items()},
    **{key: Phrase(*texts) for key, texts in OF_RANK_SPLITS.items()},
    **{key: Phrase(*texts) for key, texts in OF_DIAGNOSIS.items()},
    **{key: Phrase(*texts) for key, texts in OF_DOCTOR.items()},
    **{key: Phrase(*texts) for key, texts in OF_EXPLAINING.items()},
    **{key: Phrase(*texts) for key, texts in OF_FORMS.items()},
    **{key: Phrase(*texts) for key, texts in OF_IMPROVEMENT.items()},
    **{key: Phrase(*texts) for key, texts in OF_LEADERS.items()},
    **{key: Phrase(*texts) for key, texts in OF_ROBUSTNESS.items()},
    **{key: Phrase(*texts) for key, texts in OF_WHATIF.items()},
}


def say(language: str | None, phrase: str, **parts: object) -> str:
    """A phrase in Vietnamese if that is the language, else in English; the parts are taken as they are."""
    text = PHRASES[phrase].vi if language == "vi" else PHRASES[phrase].en
    return text.format(**parts) if parts else text


def counted(language: str | None, number: float, noun: str) -> str:
    """A number with its noun: 1 unit, 63 units, 21.5 places, 63 đơn vị."""
    words = NOUNS[noun]
    return f"{full(number)} {words.vi if language == 'vi' else words.one if number == 1 else words.many}"


def listed(language: str | None, names: Sequence[str]) -> str:
    """Names in a row: A, B and C."""
    *first, last = names
    return say(language, "and", first=in_a_row(first, names), last=last) if first else last


def in_a_row(names: Sequence[str], all_names: Sequence[str] | None = None) -> str:
    """Names with commas between them, or semicolons where some name (of all that belong together) has a comma."""
    has_comma = any("," in name for name in all_names or names)
    return ("; " if has_comma else ", ").join(names)


def sentence(text: str) -> str:
    """A text that ends with a full stop, unless it ends with a sign already."""
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."
