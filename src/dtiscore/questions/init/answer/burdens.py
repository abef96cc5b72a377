"""Names of what is meant to become less, such as poverty and deaths: a first guess of the direction, to be confirmed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from dtiscore.methodology.base import Values, fold
from dtiscore.tables.heading_parts import in_words

_NOT_OF = r"no(?!\.)|not(?! in (?:education|school|employment))|non|without"
"""``No. of deaths`` counts them."""


class _Words(NamedTuple):
    """What says in one language that less is better, and what says beside it that more is; folded."""

    burdens: str
    contrary: str
    """Something that is done against it, a score, or a count of services."""
    lacks: str | None = None
    """What says that units lack something they need, and has words of the contrary itself."""


_LANGUAGES = {
    "en": _Words(
        r"\b(?:poverty|mortality|deaths?|unemp(?:loy(?:ed|ment))?|underemployment|inflation|homicides?|murders?|suicides?|violence|violent crimes?"
        r"|crimes?|criminality|corruption|bribery|terrorism|(?:armed|violent) conflicts?|conflict (?:events?|incidents?|intensity)|attacks?|riots?|small arms|brain drain|negative (?:affects?|emotions?|experiences?|impacts?|effects?|externalit(?:y|ies))|(?:rent|cost|tax|debt|regulatory|administrative|disease) burdens?|overburden|footprints?|ghg|greenhouse gas(?:es)?|co ?2|(?:municipal|hazardous|food|plastic|electronic) waste|waste gen(?:erat\w+)?|accidents?|fatalit(?:y|ies)|casualties|(?:people|persons|civilians|deaths or|number) killed|wounded|(?:traffic|accident|crime|war|fire|flood|mine) victims|injur(?:y|ies)|infections|jobless(?:ness)?|stunting|stunted|wasting|undernourish(?:ed|ment)"
        r"|undernutrition|malnutrition|malnourished|underweight|overweight|obesity|hunger|food insecurity|illitera(?:cy|te)|drop(?:ped)?[- ]?outs?"
        r"|out[- ]of[- ]school|poor (?:households?|families|people|persons|population)|(?:loan |credit )?default rate|(?:security|cyber|data|privacy) (?:incidents?|breach(?:es)?)|(?:disease|covid-?19|dengue|measles|cholera) cases|emissions?|pollution|pm ?2[.,]?5|deforestation|gini|inequality|incarceration|displaced|slums?|overcrowd(?:ed|ing)"
        r"|child (?:labou?r|marriages?)|(?:adolescent|teenage) (?:births?|pregnanc(?:y|ies)|fertility|birth rate)|(?:prevalence|incidence) of"
        r"|smoking|tobacco use|deprivations?|deprived|marginali[sz]ation|slavery|unmet need|vulnerable employment|neet|not in (?:education|school|employment)|(?:wait(?:ing)?|processing|handling|response) times?|(?:number|no\.) of (?:\w+ )?(?:incidents|errors|defects|failures|faults|bugs)|(?:error|defect|failure) rate|delays?|overdue|backlogs?|downtime|outages?|(?:power|service|supply) interruptions?"
        r"|uninsured|under-?served|unserved|homeless(?:ness)?|smokers?|adults who smoke|absenteeism|evictions?|arrears|bankruptc(?:y|ies)"
        r"|(?:budget|fiscal|trade|housing) deficits?|(?:public|government|household|external|national|medical) debts?|severe housing problems|crowding"
        r"|low birth ?-?weight|preterm(?: births?)?|teen births?|(?:excessive|binge|heavy|hazardous) drinking|(?:physical )?inactivity|insufficient sleep"
        r"|overdoses?|opioids?|sexually transmitted|hiv|malaria|tuberculosis|diabetes|asthma|preventable hospital|potential life lost|mental distress"
        r"|(?:poor|fair) (?:or (?:poor|fair) )?(?:\w+ )?health|\w+ (?:prevalence|incidence)|cases per|(?:single|lone)[- ]parents?|disconnected youth|segregation"
        r"|early (?:school )?leavers?|violations?|long commutes?|congestion|(?:carbon|energy|emission) intensity|(?:water|heat) stress|landfill(?:ed)?|droughts?"
        r"|open defecation|noise (?:pollution|exposure)|(?:flood|fire|disaster|seismic|climate) (?:risk|hazard|exposure)s?|(?:time|days|procedures)(?: (?:required|taken|needed))? to \w+|cost (?:to \w+|of living)|complaints?|depletion|(?:water|t ?& ?d|td|transmission|distribution|energy|power|food|crop|harvest|job|forest|tree cover|biodiversity|economic|property)(?: (?:and|or|&) \w+)? loss(?:es)?)\b",
        r"\b(?:reduc\w+|declin\w+|decreas\w+|improve\w*|fight\w*|combat\w*|control\w*|prevent(?!able)\w*|protect\w*|free(?:dom)? (?:from|of)|absence of"
        rf"|lack of|{_NOT_OF}|anti|perceptions? index|cover(?:age|ed)|treat(?:ed|ment)|registration|reporting|completeness|registered with|(?:share|percentage|percent|proportion) of (?:\w+ )+(?:registered|reported)|(?:registered|reported)(?= ?[(,] ?%)|resolv\w+|solved"
        r"|detect\w*|insur\w+|benefits?|support\w*|spending|expenditures?|budget(?! deficit)|programmes?|programs?|polic(?:y|ies)|laws?|legislation|strateg(?:y|ies)|mechanisms?"
        r"|aware\w*|knowledge|access|scores?|points|normali[sz]ed|averted|avoided|captur\w+|remov\w+|saved|savings?|sequest\w+|sinks?|recycl\w+|recover\w+|collect\w+|blocked|thwarted|mitigat\w+|response(?! times?)|services?|vaccination|immuni[sz]ation|contraception|contraceptive"
        r"|explained by|above|escap\w+|exit\w*|below the emission|satisf\w+|clear(?:ed|ance)|tested|testing|screen\w+|surviv\w+|manag\w+|monitor\w+|receiv\w+|therap(?:y|ies)"
        r"|prepared(?:ness)?|(?:find|found|finding|placed in) (?:an? )?(?:jobs?|work|employment)|re-?employed|within|complian\w+|on-time|fixed|corrected|repaired|handled|closed|cured|isolated|with (?:\w+ )?(?:electricity|internet|accounts?)|breast-?feeding|breastfed)\b",
        r"\b(?:no|without|lack(?:s|ing)?(?: of)?|limited|poor|inadequate|insufficient)(?: (?:any|basic|safe|clean|formal|health|improved))*"
        r" (?:access(?: to\b.*)?|internet|broadband|electricity|water|sanitation|toilets?|qualifications?|schooling|education|insurance|cars?|heating|housing)\b|^(?:(?:share|ratio|rate) of )?non-?performing loans?\b",
    ),
    "vi": _Words(
        r"\b(?:(?:cận )?nghèo|thất nghiệp|thiếu việc làm|thiếu đói|tử vong|chết|bị thương|mất tích|(?:ca|số|tỷ lệ|tỷ suất|người) mắc|thiệt hại|thấp còi|nhẹ cân|béo phì|thừa cân|tấn công mạng|mất an toàn|phá rừng|mất rừng|tội phạm|phạm pháp|tai nạn|trễ hạn|quá hạn|chậm (?:tiến độ|hạn|giải quyết)|(?:hồ sơ|đơn thư|văn bản) (?:\w+ ){0,2}?(?:trễ|chậm|muộn|lỗi|tồn(?! tại)|bị trả lại|bị từ chối)|(?:giải quyết|trả) (?:trễ|chậm|muộn)|tồn đọng"
        r"|suy dinh dưỡng|mù chữ|bỏ học|thôi học|ô nhiễm|phát thải|tham nhũng|lạm phát|khiếu nại|tố cáo|tảo hôn|thất thoát|nợ (?:xấu|đọng|quá hạn)|vụ (?:án|cháy|nổ)|cháy nổ|ngộ độc|vi phạm|bạo lực|bất bình đẳng|bội chi|giải thể|phá sản|mất điện|gián đoạn|nghiện|nhiễm mã độc|thiếu hụt"
        r"|thời gian (?:chờ|giải quyết|xử lý|phản hồi|thực hiện thủ tục)(?: \w+){0,4}|^số (?:ngày|giờ|phút) (?:chờ|giải quyết|xử lý)(?: \w+){0,4}|^(?:tỷ lệ |tổng )?(?:số )?(?:vụ |lượt )?(?:lỗi|sự cố|lỗ hổng)|^(?:tỷ lệ )?nợ)\b",
        r"\b(?:giảm|thoát|xo[áa]|xóa|phòng|chống|kiểm soát|khắc phục|ngăn|hỗ trợ|bảo hiểm|trợ cấp|không|chưa|được (?:xử lý|giải quyết|vay|cấp|điều trị|chữa|thu gom|đưa ra xét xử|xét xử|hưởng|giúp|tư vấn)|(?:nghèo|khuyết tật) (?:sử dụng|được sử dụng)|có (?:máy tính|internet|điện thoại|thẻ|tài khoản)|đã (?:xử lý|giải quyết|thu)"
        r"|xử lý (?:ô nhiễm|vi phạm)|giải quyết (?:khiếu nại|tố cáo|đơn)|khám phá|điều tra|tuyên truyền|phát hiện|hài lòng|điểm|cai|đúng hạn|đúng hẹn|trước hạn|diễn tập|giải quyết hồ sơ tồn|điều trị|bồi thường|đền bù|(?<!bị )thu hồi|ứng cứu|ứng phó|trực tuyến|thành lập mới|trồng bù|đúng thời gian|rút ngắn|giải quyết sớm|tuân thủ|niêm yết|công khai|thất nghiệp (?:\w+ ){0,3}việc làm|nợ (?:\w+ ){0,3}thu hồi|(?:đã|được) (?:vá|sửa|khắc phục)|chính sách)\b",
        r"\b(?:thiếu|(?:không|chưa)(?: có| được| tiếp cận))(?: (?!hộ\b|xã\b|người\b)\w+){0,2}? (?:điện|nước sạch|nhà tiêu|nhà vệ sinh|nhà ở|internet|bảo hiểm y tế|trình độ|bằng cấp|việc làm)\b"
        r"|\b(?:hồ sơ|đơn|vụ việc|nước thải|chất thải|rác thải)(?: \w+){0,3}? chưa(?: được| qua)? (?:xử lý|giải quyết|thu gom)\b",
    ),
    "fr": _Words(
        r"\b(?:chômage|pauvreté|mortalité|analphabétisme|illettrisme|criminalité|délinquance|homicides?|décès|décrochage|abandon scolaire|émissions?|inégalités?)\b",
        r"\b(?:lutte|réduction|baisse|contrôle|prévention|assurance|prestations?)\b",
    ),
    "es": _Words(
        r"\b(?:paro|desempleo|desocupación|pobreza|mortalidad|inflación|analfabetismo|homicidios?|criminalidad|delitos?|desnutrición|deserción"
        r"|abandono escolar|rezago educativo|emisiones|defunciones|contaminación|violencia|corrupción|desigualdad|informalidad|analfabeta|hacinamiento|carencias?"
        r"|marginación|privaci(?:ón|ones))\b",
        r"\b(?:reducción|combate|control|lucha|prevención|seguro|cobertura)\b",
    ),
    "pt": _Words(
        r"\b(?:desemprego|desocupação|subutilização|informalidade|mortalidade|óbitos?|homicídios?|criminalidade|inflação|evasão escolar|desnutrição|emissões"
        r"|poluição|desmatamento|acidentes?|roubos?|furtos?|suicídios?|violência|corrupção|desigualdade)\b",
        r"\b(?:redução|queda|controle|prevenção|tratamento|benefícios?)\b",
    ),
    "it": _Words(
        r"\b(?:disoccupazione|povertà|mortalità|criminalità|omicidi|reati|inflazione|emissioni|inquinamento|incidenti|decessi|abbandono scolastico|corruzione)\b",
        r"\b(?:riduzione|lotta|contrasto|controllo|prevenzione|assicurazione)\b",
    ),
    # Words are put together, so that one stands within another.
    "de": _Words(
        r"arbeitslos|erwerbslos|armut|sterblichkeit|todesfäll|todesursache|verkehrstote|straftat|kriminalität|gewalt(?:tat|delikt)|unfäll|unfallrate|suizid|inflation"
        r"|emission|verschmutzung|feinstaub|schulabbr[eu]ch|ohne schulabschluss|analphabet|korruption|ungleichheit|überschuld|wartezeit",
        r"bekämpf|verminder|minderung|reduzier|reduktion|rückgang|senkung|vermeid|präventi|vorbeug|schutz|versicher|arbeitslosengeld|aufklärung|aufgeklärt"
        r"|kontrolle|wahrnehmungsindex|handel|punkte",
    ),
    "id": _Words(
        r"\b(?:pengangguran|kemiskinan|miskin|kematian|kejahatan|kriminalitas|tindak pidana|inflasi|buta (?:huruf|aksara)|putus sekolah|gizi (?:buruk|kurang)"
        r"|kecelakaan|pencemaran|polusi|emisi|korupsi|ketimpangan|kumuh|bunuh diri|pembunuhan)\b",
        r"\b(?:penurunan|pengurangan|pengentasan|penanggulangan|pencegahan|penanganan|penyelesaian|pemberantasan|pengendalian|perlindungan|bantuan|jaminan|persepsi)\b",
    ),
    "pl": _Words(
        r"\b(?:bezroboci|ubóstw|umieralnoś|śmiertelnoś|przestęp|zgon|wypadk|inflacj|emisj|zanieczyszcz)\w*",
        r"\b(?:zwalczani|wykrywalnoś|wykryt|spadek|spadk|redukcj|ochron|ubezpiecz|zapobiega)\w*",
    ),
    "tr": _Words(
        r"\b(?:işsizlik|yoksulluk|ölüm|suç|enflasyon|trafik kaza|emisyon|intihar)\w*",
        r"\b(?:mücadele|azal|önleme|sigorta|kontrol)\w*",
    ),
    "ru": _Words(
        r"\b(?:безработ|бедност|малоимущ|смертност|умерш|преступ|убийств|самоубийств|заболеваемост|выброс|загрязн|инфляц|неграмотност|травматизм|коррупц"
        r"|безробіт|бідніст|злочин|смертніст|викид)\w*|\bдтп\b|\b(?:дорожно-)?транспортны[хе] (?:происшестви|авари)\w*",
        r"\b(?:снижени|сокращени|уменьшени|борьб|противодейств|раскры|профилактик|предупрежд|пособи|страхован|уловлен|улавливан|обезвреж|очист|выявлен"
        r"|контрол|расход|затрат|балл|зниженн|боротьб)\w*",
    ),
    "ar": _Words(
        r"(?<!\w)[وبل]?(?:ال|لل)?(?:بطالة|فقر|فقراء|أمية|وفيات|جرائم|جريمة|تضخم|تلوث|انبعاثات|حوادث|انتحار|فساد|متعطلين|تقزم)(?!\w)|سوء التغذية|التسرب من التعليم",
        r"مكافحة|محاربة|مواجهة|خفض|تقليل|الحد من|محو|انخفاض|تراجع|تأمين|دعم|معالجة",
    ),
    # Of Japanese and Korean too: nothing stands between words, or particles stand behind them.
    "zh": _Words(
        r"失业|失業|贫困|貧困|死亡|犯罪|刑事案件|通货膨胀|通胀|污染|汚染|排放|排出量|火灾|火災|事故|文盲|自杀|自殺|腐败|基尼系数|辍学|发病率|伤亡|실업|빈곤|사망|범죄|자살|사고|오염",
        r"减少|減少|降低|下降|脱贫|扶贫|减贫|治理|防治|处理|控制|消除|保险|保険|救助|达标|减排|整治|预防|予防|破案|查处|反腐|得分|保障|대책|예방|감소|보험",
    ),
}  # fmt: skip
_BURDENS = re.compile("|".join(words.burdens for words in _LANGUAGES.values()))
_CONTRARY = re.compile("|".join(words.contrary for words in _LANGUAGES.values()))
_LACKS = re.compile("|".join(words.lacks for words in _LANGUAGES.values() if words.lacks is not None))

_GOOD = (
    r"(?:the )?(?:best|easiest|strong(?:est)?|excellent|very good|safest|clean(?:est)?|(?:most|completely) (?:free|peaceful|stable|efficient|open)"
    r"|least (?:corrupt|deprived|restrict\w+|difficult)|tốt nhất|rất tốt)"
)
_BAD = (
    r"(?:the )?(?:worst|hardest|weak(?:est)?|(?:very )?(?:bad|poor)|poorest|(?:most|very) (?:corrupt|deprived|restrict\w+|difficult)"
    r"|least (?:free|peaceful|stable|efficient|open)|kém nhất|rất kém)"
)
_ENDS = re.compile(
    r"(?<![0-9])(?P<low>[0-9]+(?:\.[0-9]+)?) ?(?:=|is|:|là) ?(?P<at_low>\w[\w ]*?)"
    r"(?:(?:\s*(?:to|and|đến|[,;–-]))+\s*(?P<high>[0-9]+(?:\.[0-9]+)?) ?(?:=|is|:|là) ?(?P<at_high>\w[\w ]*))?\s*(?:[)\]]|$)"
)
"""``(1=easiest to 185=most difficult)``, ``(1 = best)``."""
_LESS_IS_BETTER = re.compile(
    r"\b(?:lower|less|smaller|fewer)(?: values?| scores?)?(?: (?:is|are|means?)|=| ?=) ?better|\bhigher(?: values?)?(?: (?:is|are|means?)| ?=) ?worse"
    r"|\bcàng (?:thấp|ít|nhỏ) càng tốt"
)
_TAKEN_OFF = re.compile(
    r"\b(?:điểm|bị) (?:bị )?(?:trừ|phạt)\b|\bđiểm giảm trừ\b|\b(?:penalty|demerit|minus|negative) (?:points?|scores?|marks?)\b|^deductions?$"
    r"|\b(?:points?|marks?|scores?) (?:deducted|deductions?|taken off)\b"
)
_SHARE_OF = re.compile(r"(?<!\w)(?:t[ỷỉ] (?:lệ|trọng)|phần trăm|(?:share|percentage|proportion) of)(?!\w)")
_FEWEST_SCORES = 3
_HIGHEST_SCORE = 10


def is_meant_to_fall(name: str) -> bool:
    """Whether the name of an indicator says that less is better, or is that of a burden and of nothing that is done against it."""
    form = _folded(name)
    if _LESS_IS_BETTER.search(form) or _TAKEN_OFF.search(form):
        return True
    if (said_so := _says_at_its_ends(form)) is not None:
        return said_so
    others, lacks = _LACKS.subn(" ", form)
    return (lacks > 0 or _BURDENS.search(others) is not None) and _CONTRARY.search(others) is None


def is_taken_off(name: str) -> bool:
    """Whether the name of an indicator is that of points which are taken off."""
    return _TAKEN_OFF.search(_folded(name)) is not None


def _folded(name: str) -> str:
    return (
        fold(in_words(name)).replace("_", " ").replace("\u0307", "")
    )  # which folding leaves of a Turkish capital


def _says_at_its_ends(form: str) -> bool | None:
    """Whether less is better, as a folded name says of the ends of its scale; ``None`` where it says no such thing."""
    ends = _ENDS.search(form)
    if ends is None:
        return None
    # Of one end alone, 0 and 1 are the lowest.
    is_turned = float(ends["low"]) > (1 if ends["high"] is None else float(ends["high"]))
    low, high = ends["at_low"], ends["at_high"] or ""
    low, high = (high, low) if is_turned else (low, high)
    if re.fullmatch(_GOOD, low.strip()) or re.fullmatch(_BAD, high.strip()):
        return True
    return False if re.fullmatch(_BAD, low.strip()) or re.fullmatch(_GOOD, high.strip()) else None


def _is_called_share(heading: str) -> bool:
    """Whether a heading says that a column has parts of a whole, which is no score: ``Tỷ lệ hồ sơ trễ hạn``."""
    return _SHARE_OF.search(_folded(heading)) is not None


def scores_among(columns: Mapping[str, Values]) -> set[str]:
    """The headings of the columns that hold scores, of which those of a burden rise as it falls.

    So do the score of homicide in an index of freedom, and figures that were normalised. All columns lie from 0 to 10 or
    1; or most have the same ends, or the same mean and deviation, and what lies between them is no other kind of figure.
    """
    filled = {header: known for header, each in columns.items() if len(known := each[~np.isnan(each)])}
    if len(filled) < _FEWEST_SCORES:
        return set()
    ends = {header: (float(np.min(each)), float(np.max(each))) for header, each in filled.items()}
    if all(low >= 0 and high <= _HIGHEST_SCORE for low, high in ends.values()):
        # A share of late files is one; normalised, it goes from end to end.
        return {header for header, each in ends.items() if each == (0.0, 1.0) or not _is_called_share(header)}
    by_ends = {header: tuple(f"{end:.4g}" for end in each) for header, each in ends.items()}
    by_spread = {header: (f"{np.mean(each):.1f}", f"{np.std(each):.1f}") for header, each in filled.items()}
    alike = max(_most_alike(by_ends), _most_alike(by_spread), key=len)
    if len(alike) < _FEWEST_SCORES or 2 * len(alike) <= len(filled):
        return set()
    lowest, highest = min(ends[header][0] for header in alike), max(ends[header][1] for header in alike)
    return {header for header, (low, high) in ends.items() if lowest <= low and high <= highest}


def _most_alike(forms: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The headings of the columns that have the form of most."""
    ((usual, _),) = Counter(forms.values()).most_common(1)
    return [header for header, form in forms.items() if form == usual]
