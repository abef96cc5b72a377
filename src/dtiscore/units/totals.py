"""Words among the rows of tables that name no unit: totals, averages, groups of units, notes; for tables without a scheme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dtiscore.units.spelling import normal_form, without_accents

MAXIMA = frozenset(
    map(
        normal_form,
        (
            "Điểm tối đa", "Thang điểm", "Điểm chuẩn", "Tối đa", "Số điểm tối đa", "Mức tối đa", "Mức điểm tối đa", "Tổng điểm tối đa",
            "Maximum score", "Maximum points", "Maximum", "Max", "Max points", "Max score", "Full marks",
        ),
    )
)  # fmt: skip
"""Names of rows that have the most that there is of each column."""
TOTALS = MAXIMA | frozenset(
    map(
        normal_form,
        (
            "Cả nước", "Toàn quốc", "Toàn tỉnh", "Toàn thành phố", "Cả tỉnh", "Cả vùng", "Toàn vùng", "TB vùng", "BQ vùng", "Toàn ngành",
            "Whole country", "All countries", "All regions", "All provinces", "All states", "All districts", "All units", "National",
            "Global", "Overall", "Rest of the world",
            "Tổng", "Tổng số", "Tổng cộng", "Tổng điểm", "Cộng", "Total", "Sum", "Grand total",
            "Trung bình", "Trung bình cộng", "Trung bình cả nước", "Trung bình chung", "Điểm trung bình",
            "Bình quân", "Bình quân cả nước", "Average", "National average", "Avg", "Mean", "Median", "Trung vị",
            "Cao nhất", "Thấp nhất", "Lớn nhất", "Nhỏ nhất", "Maximum", "Minimum", "Max", "Min",
            "TB cả nước", "TB chung", "BQ chung", "Điểm TB", "Chung", "Cộng dồn", "Subtotal", "Sub-total",
            "World", "Thế giới", "All India", "Standard deviation", "Stdev", "Std", "Độ lệch chuẩn",
            "EU", "EU27", "EU-27", "EU27_2020", "EU28", "EU-28", "European Union", "Euro area", "EA19", "EA20", "OECD",
            "Trọng số", "Weight", "Weights",
            "Insgesamt", "Gesamt", "Gesamtsumme", "Summe", "Durchschnitt", "Bundesdurchschnitt", "Mittelwert",
            "Ensemble", "France entière", "France métropolitaine", "France hors Mayotte", "Total général", "Moyenne", "Moyenne nationale", "Médiane",
            "Nacional", "Total nacional", "Total general", "Promedio", "Promedio nacional", "Media nacional", "Mediana",
            "República Mexicana", "Estados Unidos Mexicanos", "Total geral", "Média nacional", "Soma",
            "Totale", "Media nazionale", "Somma", "Totaal", "Gemiddelde", "Ogółem", "Razem", "Średnia", "Celkem", "Průměr",
            "Toplam", "Ortalama", "Jumlah", "Rata-rata", "Nasional", "Итого", "Всего", "Среднее", "Всього", "Разом",
            "World average", "Global average", "Mundo", "Promedio mundial", "Média mundial", "Monde", "Welt", "Dunia",
            "Moy", "Média", "Zwischensumme", "Jumla", "Yhteensä", "Koko maa", "Hela riket", "Medel", "Bund", "Bundesgebiet", "Σ", "Ø", "総計",
            "Std. Dev", "Std dev", "StdDev", "Count", "Target", "Benchmark", "Ziel", "Mục tiêu", "Kế hoạch",
            "Chỉ tiêu giao", "Chỉ tiêu kế hoạch", "Kế hoạch giao", "Hệ số", "Tỷ trọng", "Tỉ trọng", "Weighting", "Đơn vị tính", "ĐVT",
            "Unit of measure", "Direction", "Directions", "Polarity", "Chiều tác động",
            "Khác", "Các tỉnh khác", "Other", "Others", "Sonstige", "Autres", "Otros", "Outros", "Unknown", "Không xác định", "Không rõ",
            "WLD", "EUU",
            "合计", "总计", "平均", "全国", "合計", "總計", "総数", "全國", "합계", "전국", "평균", "รวม", "ทั้งประเทศ",
            "全国平均", "全国合计", "全国总计", "平均值", "总体平均", "全省", "全省平均", "全市平均", "最大值", "最小值", "中位数", "标准差", "全国計",
            "全國平均", "平均値", "전국평균", "전국 평균", "전체", "รวมทั้งประเทศ", "เฉลี่ย", "ค่าเฉลี่ย", "ค่าเฉลี่ยประเทศ", "المجموع", "الإجمالي",
            "إجمالي", "المتوسط", "المتوسط العام", "Всего по России", "В среднем по России", "Среднее значение", "Среднее по РФ",
            "Lower bound", "Upper bound", "Lower limit", "Upper limit", "Lower goalpost", "Upper goalpost", "Goalposts", "Goalpost",
            "Min value", "Max value", "Minimum value", "Maximum value", "Lowest value", "Highest value", "Natural zero", "Aspirational target",
            "Targets", "Best performance", "Worst performance", "Chỉ tiêu", "Tối đa", "Tối thiểu", "Cận dưới", "Cận trên", "Ngưỡng dưới",
            "Ngưỡng trên", "Ngưỡng", "Ngưỡng đạt", "Mức tối đa", "Mức tối thiểu", "Out of", "Goal", "Goals", "All", "National target", "Max. score", "TB toàn tỉnh", "TB khối", "BQ cả nước", "Giá trị lớn nhất", "Giá trị nhỏ nhất", "Giá trị tối đa", "Giá trị tối thiểu", "Giá trị mục tiêu",
            "T/B", "Chỉ tiêu được giao", "Cùng kỳ", "Cùng kỳ năm trước", "So với cùng kỳ", "So cùng kỳ", "So với cùng kỳ năm trước", "Năm trước", "Kế hoạch năm",
            "KH năm", "Ước thực hiện", "Lũy kế", "Luỹ kế", "Chênh lệch", "Chung toàn tỉnh", "Chung cả tỉnh", "Chung cả nước", "Chung toàn quốc", "Chung các tỉnh", "Tăng/giảm", "Tăng, giảm", "Tỷ lệ đạt", "Tỷ lệ hoàn thành",
            "Đạt so với kế hoạch", "Đạt so với KH", "So với kế hoạch", "Đạt kế hoạch",
            "Previous year", "Last year", "Difference", "Cumulative",
        ),
    )
)  # fmt: skip
"""Whole texts, in normal form. A table is in the language of the office that made it."""

GROUPS_OF_COUNTRIES = frozenset(
    map(
        normal_form,
        (
            "Africa", "Americas", "Asia", "Europe", "Oceania", "North America", "Northern America", "South America",
            "Central America", "Caribbean", "Latin America and Caribbean", "Northern Africa", "Eastern Africa",
            "Middle Africa", "Southern Africa", "Western Africa", "Sub-Saharan Africa", "Africa Eastern and Southern",
            "Africa Western and Central", "Northern Africa and Western Asia", "Central Asia", "Eastern Asia",
            "South-Eastern Asia", "Southern Asia", "South Asia", "Western Asia", "Central and Southern Asia",
            "Eastern and South-Eastern Asia", "East Asia and Pacific", "Northern Europe", "Eastern Europe",
            "Southern Europe", "Western Europe", "Europe and Central Asia", "Europe and Northern America",
            "Central Europe and Baltics", "Australia/New Zealand", "Australia and New Zealand", "Arab World", "Arab States",
            "Middle East and North Africa", "Middle East, North Africa, Afghanistan and Pakistan",
            "Caribbean small states", "Pacific island small states", "Other small states", "Small states",
            "Small island developing states", "Land-locked developing countries", "Developing countries",
            "Least developed countries", "Least developed countries: UN classification", "Less developed regions",
            "Less developed regions, excluding least developed countries", "Less developed regions, excluding China",
            "More developed regions", "Heavily indebted poor countries", "Fragile and conflict affected situations",
            "High-income countries", "Upper-middle-income countries", "Middle-income countries",
            "Lower-middle-income countries", "Low-income countries", "Low and middle income", "IBRD only", "IDA only",
            "IDA blend", "IDA total", "IDA and IBRD total", "Pre-demographic dividend", "Early-demographic dividend",
            "Late-demographic dividend", "Post-demographic dividend", "High income", "Middle income", "Low income",
            "Upper middle income", "Lower middle income", "Very high human development",
            "High human development", "Medium human development", "Low human development",
            "East and South Asia", "Eastern Europe and Central Asia", "Eastern Europe and Former Soviet Union", "East Asia",
            "Southeast Asia", "Southeastern Asia", "Asia Pacific", "Asia and Pacific", "Asia-Pacific", "Western Europe and European Union",
            "Latin America", "Middle East", "Middle East and Northern Africa", "North America and ANZ",
            "Advanced economies", "Emerging market and developing economies", "Emerging and developing economies",
            "Emerging markets", "Developing economies", "Least developed economies", "High-income economies",
            "Upper-middle-income economies", "Middle-income economies", "Lower-middle-income economies", "Low-income economies",
            "LMICs", "LDCs", "LLDCs", "SIDS", "G7", "G20", "BRICS", "ASEAN", "APEC", "African Union", "United Nations",
            "Organisation for Economic Co-operation and Development", "Organization for Economic Co-operation and Development",
        ),
    )
)  # fmt: skip
"""Whole texts, in normal form, with ``and`` for ``&`` and no ``the``: what stands among countries in tables of the World Bank
(World Development Indicators), the UN (World Population Prospects), the UNDP (Human Development Report) and of indices that follow
them (Sustainable Development Report, World Happiness Report, Corruption Perceptions Index)."""

REGIONS_OF_VIETNAM = frozenset(
    map(
        normal_form,
        (
            "Trung du và miền núi phía Bắc", "Đồng bằng sông Hồng", "Bắc Trung Bộ và Duyên hải miền Trung", "Bắc Trung Bộ",
            "Duyên hải Nam Trung Bộ", "Duyên hải Nam Trung Bộ và Tây Nguyên", "Tây Nguyên", "Đông Nam Bộ",
            "Đồng bằng sông Cửu Long", "Miền Bắc", "Miền Trung", "Miền Nam", "Northern midlands and mountain areas", "Red River Delta",
            "North Central and Central coastal areas", "Central Highlands", "Mekong River Delta",
        ),
    )
)  # fmt: skip
"""Whole texts, in normal form: what stands among provinces in tables of the statistical office, as the built-in lists of
provinces have it. ``South East`` is not among them: it is a unit of tables of England."""

BEGINNINGS = tuple(
    normal_form(text) + behind
    for behind in " -"
    for text in (
        "Tổng cộng", "Tổng số", "Tổng điểm", "Trung bình", "Bình quân", "Điểm trung bình", "Toàn quốc", "Cả nước",
        "Cộng toàn", "Cộng cả", "Cộng các", "TB toàn", "TB các", "BQ toàn", "BQ các",
        *(f"{of} {group}" for of in ("Cộng", "TB", "BQ") for group in ("khối", "nhóm", "cụm")), "Tổng khối", "Tổng nhóm",
        "Độ lệch chuẩn", "Điểm tối đa", "Trọng số", "Grand total", "Total", "Subtotal", "Sub-total", "Average of",
        "Mean of", "European Union", "Euro area", "OECD", "Insgesamt", "Durchschnitt", "Jumlah", "Rata-rata",
        "Итого", "Всего", "В среднем", "إجمالي", "اجمالي", "متوسط",
    )
)  # fmt: skip
"""First words of totals that go on with what they are about: a group, a region."""

BEGINNINGS_OF_GROUPS = tuple(normal_form(text) + behind for behind in " -" for text in ("Vùng", "Khu vực"))
"""First words of names of regions."""

_OF_A_NUMBER = re.compile(
    r"(?:(?:khối|nhóm|cụm)(?: thi đua)?(?: số)? [ivx]{1,5}|(?:(?:nhóm|cụm)(?: thi đua)?|khối thi đua)(?: số)? [0-9]{1,2}) ?(?:$|[:(])"
)
"""A group of offices or districts by its number: ``Khối I``, ``Cụm thi đua số 2: …``. In ``Khối 5`` people live."""
_NUMBERED = ("khối ", "nhóm ", "cụm ")
"""What it begins with."""

ENDINGS_OF_GROUPS = (" федеральный округ",)
"""Last words of names of regions, as those between Russia and its subjects have them."""

ENDINGS = (
    *(between + word for between in " -" for word in ("average", "avg", "mean", "median", "total")),
    *ENDINGS_OF_GROUPS,
)
"""Last words of totals that begin with what they are about: ``ASEAN average``."""

_PLAIN = frozenset(map(without_accents, TOTALS))
_PLAIN_REGIONS = frozenset(map(without_accents, REGIONS_OF_VIETNAM))
_IN_ANOTHER_LANGUAGE = re.compile(r" ?[-/] ?")
"""Behind it stands the same name in another language: ``Đông Nam Bộ - South East``."""
_OF_A_YEAR = re.compile(
    r"(?<=\w)(?: (?:đến|den|tới|toi))?(?: (?:năm|nam|giai đoạn|giai doan|for|in|by))? (?:19|20)[0-9]{2}(?: ?[-–] ?(?:(?:19|20)[0-9]{2}|[0-9]{2}))?$"
)
"""The years of which a total or a target is: ``Mục tiêu năm 2025``, ``Mục tiêu giai đoạn 2021-2025``."""
_AROUND = re.compile(r"(?<![ :.*])[ :.*]+$| ?\([^()]*\)$")
"""Punctuation and what stands in brackets behind a word: ``Trung bình (63 tỉnh):``."""

_BETWEEN_SIGNS = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
"""``全 国``, as wide as the longest name."""

_KEY_OF_SERIES = re.compile(r"\A[a-z](?:,[a-z0-9_]+)*,(?=[a-z0-9_]+$)")
"""What stands before the code of a country in tables of Eurostat: ``A,PC_IND,IND_TOTAL,EU27_2020`` begins with a frequency."""
_BEGINS_A_KEY = re.compile(r"[a-z],")

NOTES = tuple(
    map(
        normal_form,
        (
            "Nguồn:", "Ghi chú:", "Chú thích:", "Nơi nhận:", "Source:", "Source :", "Sources:", "Note:", "Note :", "Notes:", "Fonte:",
            "Fontes:", "Nota:", "Notas:", "Quelle:", "Quellen:", "Anmerkung:", "Hinweis:", "Fuente:", "* ", "(*)",
            "Số liệu năm", "Số liệu tính đến", "Prepared by", "Data as of", "Compiled by",
        ),
    )
)  # fmt: skip
"""Beginnings of texts, in normal form."""

BEGUN = 4
"""So many characters, at the beginning and at the end, tell most names from words for totals."""
_BEGUN = frozenset(
    word[:BEGUN]
    for word in (
        *TOTALS,
        *GROUPS_OF_COUNTRIES,
        *REGIONS_OF_VIETNAM,
        *_PLAIN,
        *_PLAIN_REGIONS,
        *BEGINNINGS,
        *BEGINNINGS_OF_GROUPS,
        *_NUMBERED,
        *NOTES,
    )
)

BEHIND = (")", "*", ":", ".")
"""What may stand behind the last word."""
_ENDED = frozenset(word[-BEGUN:] for word in ENDINGS)


@lru_cache(maxsize=2**16)
def may_begin_a_total(beginning: str) -> bool:
    """Whether a text that begins with these characters may read like a total; blank ones tell nothing."""
    normal = _BETWEEN_SIGNS.sub("", normal_form(beginning))
    return _BEGINS_A_KEY.match(normal) is not None or any(
        normal.startswith(word) or word.startswith(normal) for word in _BEGUN
    )


def may_end_a_total(ending: str) -> bool:
    """Whether a text that ends in these :data:`BEGUN` characters may end as a total does."""
    return ending.casefold() in _ENDED


def reads_like_a_total(text: str) -> bool:
    """Whether a text in a column of units is a word for a total, an average, a group of countries or provinces, or a note.

    A whole word is known without its accents too; a beginning is not, because ``Tổng công ty`` is no ``Tổng cộng``.
    """
    ends = may_end_a_total(text.rstrip()[-BEGUN:]) or text.rstrip().endswith(BEHIND)
    if not ends and not may_begin_a_total(unicodedata.normalize("NFC", text)[:BEGUN]):
        return False
    normal = _KEY_OF_SERIES.sub("", normal_form(text))
    word = _bare(normal)
    return (
        word in TOTALS
        or (ends and word.endswith(ENDINGS))
        or (word.isascii() and word in _PLAIN)
        or normal.startswith(BEGINNINGS)
        or reads_like_a_note(text)
        or reads_like_a_group(text)
    )


def reads_like_a_note(text: str) -> bool:
    """Whether a text begins as the notes below a table do."""
    return normal_form(text).startswith(NOTES)


def reads_like_a_group(text: str) -> bool:
    """Whether a text is the name of a group of countries, or of a region of provinces."""
    normal = _KEY_OF_SERIES.sub("", normal_form(text))
    word = _bare(normal)
    return (
        word.replace(" & ", " and ").replace(" the ", " ") in GROUPS_OF_COUNTRIES
        or is_region_of_vietnam(word)
        or word in _PLAIN_REGIONS
        or normal.startswith(BEGINNINGS_OF_GROUPS)
        or _OF_A_NUMBER.match(normal) is not None
        or word.endswith(ENDINGS_OF_GROUPS)
    )


def _bare(normal: str) -> str:
    """A text in normal form without what stands around it, and without the blanks by which Chinese tables align names."""
    return _BETWEEN_SIGNS.sub("", _OF_A_YEAR.sub("", _AROUND.sub("", _AROUND.sub("", normal))))


def is_region_of_vietnam(text: str) -> bool:
    """Whether a text is the name of a region of provinces, alone or before its name in another language."""
    return _IN_ANOTHER_LANGUAGE.split(normal_form(text), 1)[0] in REGIONS_OF_VIETNAM


def groups_alone(names: Iterable[str]) -> list[str]:
    """The groups among several names where none but a total stands beside them: then they are the units of the table.

    A table of continents has no other units; its ``World`` is a total all the same.
    """
    told: dict[str, None] = {}
    for name in filter(None, map(str.strip, names)):
        if name not in told and not reads_like_a_total(name):
            return []  # which the first rows of most tables tell
        told[name] = None
    groups = list(filter(reads_like_a_group, told))
    return groups if len(groups) > 1 else []
