"""Names of what is meant to become less, such as poverty and deaths: a first guess of the direction, to be confirmed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np

from dtiscore.methodology.base import Values, fold

_BURDENS = re.compile(
    r"\b(?:poverty|mortality|deaths?|unemploy(?:ed|ment)|underemployment|inflation|homicides?|murders?|suicides?|violence|violent crimes?"
    r"|crimes?|criminality|corruption|bribery|terrorism|accidents?|fatalit(?:y|ies)|injur(?:y|ies)|stunting|stunted|wasting|undernourish(?:ed|ment)"
    r"|undernutrition|malnutrition|malnourished|underweight|overweight|obesity|hunger|food insecurity|illitera(?:cy|te)|drop-?outs?|drop-?out rate"
    r"|out[- ]of[- ]school|emissions?|pollution|pm ?2[.,]?5|deforestation|gini|inequality|incarceration|displaced|slums?"
    r"|child (?:labou?r|marriages?)|(?:adolescent|teenage) (?:births?|pregnanc(?:y|ies)|fertility|birth rate)|(?:prevalence|incidence) of"
    r"|smoking|tobacco use|unmet need|vulnerable employment|neet|not in (?:education|school|employment)|waiting times?|delays?|overdue|complaints?|water loss(?:es)?)\b"
    r"|\b(?:(?:cận )?nghèo|thất nghiệp|thiếu việc làm|tử vong|tội phạm|phạm pháp|tai nạn|trễ hạn|quá hạn|chậm (?:tiến độ|hạn|giải quyết)|tồn đọng"
    r"|suy dinh dưỡng|mù chữ|bỏ học|ô nhiễm|phát thải|tham nhũng|lạm phát|khiếu nại|tố cáo|tảo hôn|thất thoát|vi phạm|bạo lực|nghiện|nhiễm mã độc"
    r"|thời gian (?:chờ|giải quyết|xử lý)(?: \w+){0,4})\b"
    r"|\b(?:chômage|pauvreté|mortalité|analphabétisme|illettrisme|criminalité|homicides?|décès|décrochage|abandon scolaire|émissions?)\b"
    r"|\b(?:paro|desempleo|desocupación|pobreza|mortalidad|inflación|analfabetismo|homicidios?|criminalidad|delitos?|desnutrición|deserción"
    r"|abandono escolar|rezago educativo|emisiones)\b"
)
"""In English, Vietnamese, French and Spanish, folded."""
_CONTRARY = re.compile(
    r"\b(?:reduc\w+|declin\w+|decreas\w+|improve\w*|fight\w*|combat\w*|control\w*|prevent\w*|prevention|protect\w*|free(?:dom)? (?:from|of)|absence of"
    r"|lack of|no|not(?! in (?:education|school|employment))|non|without|anti|perceptions? index|cover(?:age|ed)|treat(?:ed|ment)|regist(?:ered|ration)|report(?:ed|ing)|resolv\w+|solved"
    r"|detect\w*|insur\w+|benefits?|support\w*|spending|expenditures?|budget|programmes?|programs?|polic(?:y|ies)|laws?|legislation|strateg(?:y|ies)|mechanisms?"
    r"|aware\w*|knowledge|access|scores?|points|normali[sz]ed|averted|avoided|response|services?|vaccination|immuni[sz]ation|contraception|contraceptive"
    r"|explained by|above|escap\w+|exit\w*|below the emission)\b"
    r"|\b(?:giảm|thoát|xo[áa]|xóa|phòng|chống|kiểm soát|khắc phục|ngăn|hỗ trợ|bảo hiểm|trợ cấp|không|chưa|được (?:xử lý|giải quyết)|đã (?:xử lý|giải quyết)"
    r"|xử lý (?:ô nhiễm|vi phạm)|giải quyết (?:khiếu nại|tố cáo|đơn)|khám phá|điều tra|tuyên truyền|phát hiện|hài lòng|điểm|cai|đúng hạn|trước hạn|chính sách)\b"
    r"|\b(?:lutte|réduction|baisse|contrôle|prévention|assurance|prestations?|reducción|combate|control|lucha|prevención|seguro|cobertura)\b"
)
"""What makes of a burden something that is done against it, a score, or a count of services."""

_FEWEST_SCORES = 3
_HIGHEST_SCORE = 10


def is_meant_to_fall(name: str) -> bool:
    """Whether the name of an indicator is that of a burden, and of nothing that is done against it."""
    form = fold(name).replace("_", " ")
    return _BURDENS.search(form) is not None and _CONTRARY.search(form) is None


def are_scores(columns: Iterable[Values]) -> bool:
    """Whether a table has scores, of which those of a burden rise as it falls.

    So do the score of homicide in an index of freedom, and figures that were normalised. All its columns lie from 0 to
    10 or 1, or most have the same ends, or the same mean and deviation.
    """
    filled = [figures for each in columns if len(figures := each[~np.isnan(each)])]
    if len(filled) < _FEWEST_SCORES:
        return False
    ends = Counter((f"{np.min(each):.4g}", f"{np.max(each):.4g}") for each in filled)
    spreads = Counter((f"{np.mean(each):.1f}", f"{np.std(each):.1f}") for each in filled)
    alike = max(*ends.values(), *spreads.values())
    is_within = all(np.min(each) >= 0 and np.max(each) <= _HIGHEST_SCORE for each in filled)
    return is_within or (alike >= _FEWEST_SCORES and 2 * alike > len(filled))
