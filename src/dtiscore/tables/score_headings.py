"""Headings of the scores of an index, in the languages of offices."""

from __future__ import annotations

import re

SCORE_HEADINGS = ("score", "overall", "tổng điểm", "điểm", "index", "total", "value")
"""What a column of the scores of the index may be called in a table that says nothing else: of several the first of these."""

_OF_INDEX = re.compile(
    r"(?:(?:overall|total|final|global|composite|aggregate)[\s_.])?(?:score|points|rating)|(?:overall|global|composite)[\s_.]index"
    r"|tổng (?:số )?điểm(?: (?:đạt(?: được)?|chung|cuối cùng|chính thức|tổng hợp|xếp hạng|đánh giá|thẩm định))?"
    r"|điểm (?:tổng(?: (?:hợp|cộng|kết|thể|số))?|chung|cuối cùng)"
    r"|(?:puntaje|puntuación|pontuação|nota) (?:total|global|geral|final)|(?:score|note) global[e]?|punteggio totale"
    r"|gesamtpunktzahl|gesamtwertung|(?:total skor|skor total)|(?:итоговый|общий) балл|综合得分|总分|総合得点|총점"
)


def is_index_score(form: str) -> bool:
    """Whether a heading, folded, is that of what came of all indicators: ``Overall score``, ``Tổng điểm đạt được``."""
    return _OF_INDEX.fullmatch(form) is not None
