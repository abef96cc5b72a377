"""The phrases that say why ranks moved, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

OF_RANK_SPLITS: Mapping[str, tuple[str, str]] = {
    "by own figures": ("its own figures", "số liệu của đơn vị"),
    "by others' figures": ("the others' figures", "số liệu của các đơn vị khác"),
    "by own score": ("its own score", "điểm của đơn vị"),
    "by others' scores": ("the others' scores", "điểm của các đơn vị khác"),
    "places own": ("places: its own", "số bậc: tự mình"),
    "places others": ("places: others", "số bậc: đơn vị khác"),
    "places edition": ("places: edition", "số bậc: phiên bản"),
    "places units": ("places: list of units", "số bậc: danh sách đơn vị"),
    "places": ("places", "số bậc"),
    "rank by this alone": ("rank by this alone", "hạng nếu chỉ có điều này"),
    "rank moved": (
        "{unit}: rank {before} to {now} ({move})",
        "{unit}: từ hạng {before} sang hạng {now} ({move})",
    ),
    "rank stayed": ("{unit}: rank {now}, as before", "{unit}: hạng {now}, như trước"),
    "rank own more": (
        "{gain} more of its own would have meant rank {rank}",
        "Nếu chỉ riêng đơn vị này tăng {gain} thì đã ở hạng {rank}",
    ),
    "rank own less": (
        "{gain} less of its own would have meant rank {rank}",
        "Nếu chỉ riêng đơn vị này giảm {gain} thì đã ở hạng {rank}",
    ),
    "rank own more in vain": (
        "{gain} more of its own would have left it at rank {rank}",
        "Nếu chỉ riêng đơn vị này tăng {gain} thì vẫn ở hạng {rank}",
    ),
    "rank own less in vain": (
        "{gain} less of its own would have left it at rank {rank}",
        "Nếu chỉ riêng đơn vị này giảm {gain} thì vẫn ở hạng {rank}",
    ),
    "rank own same": (
        "Its own figures alone would have left its score as it was",
        "Số liệu của riêng đơn vị này không làm điểm thay đổi",
    ),
    "rank others took back": (
        "the others' progress took back {number} of the {own} that this was worth",
        "các đơn vị khác tiến lên đã lấy lại {number} trong {own} có được nhờ đó",
    ),
    "rank others took back all": (
        "the others' progress took back the {own} that this was worth",
        "các đơn vị khác tiến lên đã lấy lại hết {own} có được nhờ đó",
    ),
    "rank others cost more": (
        "the others' progress cost it {n}, more than the {own} that this was worth",
        "các đơn vị khác tiến lên đã làm mất {n}, nhiều hơn {own} có được nhờ đó",
    ),
    "rank others cost": (
        "the others' progress cost it {n}",
        "các đơn vị khác tiến lên đã làm mất {n}",
    ),
    "rank others returned": (
        "the others fell back, which returned {number} of the {own} that this cost",
        "các đơn vị khác tụt lại nên được trả lại {number} trong {own} bị mất vì đó",
    ),
    "rank others returned all": (
        "the others fell back, which returned the {own} that this cost",
        "các đơn vị khác tụt lại nên được trả lại hết {own} bị mất vì đó",
    ),
    "rank others gained more": (
        "the others fell back, which gained it {n}, more than the {own} that this cost",
        "các đơn vị khác tụt lại nên được thêm {n}, nhiều hơn {own} bị mất vì đó",
    ),
    "rank others gained": (
        "the others fell back, which gained it {n}",
        "các đơn vị khác tụt lại nên được thêm {n}",
    ),
    "rank others nothing": (
        "what the others did moved it by no place",
        "các đơn vị khác không làm hạng thay đổi",
    ),
    "rank by cause gained": ("{cause} gained it {n}", "{cause}: được thêm {n}"),
    "rank by cause cost": ("{cause} cost it {n}", "{cause}: mất {n}"),
    "ranks split by scores": (
        "Why ranks moved is told by the scores alone: a change of method is in a unit's own part as in the others'.",
        "Lý do đổi hạng chỉ tính từ điểm số: thay đổi về phương pháp nằm trong phần của đơn vị và của các đơn vị khác.",
    ),
    "ranks not split too many": (
        "Why the ranks of so many units moved takes too long to tell: choose some with --unit or --top.",
        "Có quá nhiều đơn vị để nêu lý do đổi hạng: hãy chọn bằng --unit hoặc --top.",
    ),
    "ranks not split published": (
        "Some published ranks do not follow from the published scores: why these moved is not told.",
        "Một số hạng đã công bố không suy ra được từ điểm đã công bố nên không nêu lý do đổi hạng.",
    ),
    "ranks not split because": (
        "Why some ranks moved cannot be told: {reason}.",
        "Không nêu được lý do đổi hạng của một số đơn vị: {reason}.",
    ),
    "compare aid places": (
        (
            "Places: what a unit's own figures and the others' did to its rank, averaged over which of them changed first; "
            "they add up to ±."
        ),
        (
            "Số bậc: số liệu của đơn vị và của các đơn vị khác làm đổi bao nhiêu bậc, lấy bình quân theo thứ tự thay đổi; tổng "
            "của chúng đúng bằng ±."
        ),
    ),
}
"""Each phrase in English and in Vietnamese, with the same fields in braces."""
