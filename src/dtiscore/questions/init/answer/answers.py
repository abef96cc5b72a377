"""Answers in words and signs whose order is known: yes and no, grades of letters, degrees from best to worst."""

from __future__ import annotations

from collections.abc import Collection

from dtiscore.methodology.base import fold

MARKS = frozenset(map(fold, ("x", "✓", "✔", "✔️", "☑", "√")))
"""What a person ticks, who leaves the cell empty for no."""
YES = MARKS | frozenset(
    map(fold, ("1", "true", "yes", "y", "có", "đạt", "đã có", "oui", "sí", "sim", "ja", "да", "是"))
)
NO = frozenset(
    map(fold, ("0", "false", "no", "n", "không", "chưa", "không đạt", "chưa có", "chưa đạt", "không có", "✗", "✘", "✖", "❌", "☒", "×", "non", "não",
               "nein", "нет", "否"))
)  # fmt: skip
_LADDERS = tuple(
    tuple(frozenset(map(fold, step.split("|"))) for step in ladder)
    for ladder in (
        ("yes|y|full|fully|✓|✔", "partial|partially|partly|in part|in progress", "no|n|none|not|not at all|✗|✘"),
        ("có|đạt|đã hoàn thành|hoàn thành", "một phần|đạt một phần|đang thực hiện|đang triển khai", "không|chưa|không đạt|chưa đạt|chưa thực hiện"),
        ("A+", "A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "D-", "E", "F"),
        ("★★★★★", "★★★★|★★★★☆", "★★★|★★★☆☆", "★★|★★☆☆☆", "★|★☆☆☆☆"),
        ("very high", "high", "upper middle|medium high|medium-high", "medium|moderate|middle|average", "lower middle|medium low|medium-low", "low", "very low"),
        ("excellent", "very good", "good", "fair|satisfactory|acceptable|average", "poor|weak|bad", "very poor|very bad"),
        ("xuất sắc", "rất tốt", "tốt|giỏi", "khá", "trung bình|đạt", "yếu|trung bình yếu", "kém|không đạt"),
        ("rất cao", "cao", "trung bình cao|khá", "trung bình", "trung bình thấp", "thấp", "rất thấp"),
    )
)  # fmt: skip
"""From best to worst, in steps of one worth, folded."""
_FEWEST_STEPS = 3
"""Steps of a ladder of which each answer keeps its place, whichever are given: partly is half, where nobody says no."""


def shares_of(answers: Collection[str]) -> dict[str, float] | None:
    """What each answer earns, at even steps from best to worst, by its folded form; ``None`` where no order of them is known."""
    for ladder in _LADDERS:
        places = {answer: at for at, step in enumerate(ladder) for answer in answers if answer in step}
        if len(places) < len(answers):
            continue
        steps = [*range(_FEWEST_STEPS)] if len(ladder) == _FEWEST_STEPS else sorted({*places.values()})
        if len(steps) > 1:
            return {answer: 1 - steps.index(at) / (len(steps) - 1) for answer, at in places.items()}
    return None
