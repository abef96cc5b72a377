"""The headings by which columns are known: in any table, and the indicators of an edition."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.tables.raw import RawColumn

UNIT_HEADINGS = ("unit", "unit_id", "unit_code", "code", "mã", "ma", "mã tỉnh", "mã đơn vị", "iso3")
AREA_HEADINGS = ("country code", "country_code", "ref_area", "geo", "location")
"""Codes of countries, as SDMX and the World Bank head them. Beside the name of a university they tell where it stands."""
_COUNTRIES = (
    "country", "country name", "country_name", "country/territory", "country / territory", "country or territory", "country/area",
    "country or area", "quốc gia", "quốc gia/vùng lãnh thổ",
)  # fmt: skip
OF_COUNTRIES = frozenset((*_COUNTRIES, "economy", "pays", "país", "pais", "staat", "paese", "kraj", "страна", "国家", "الدولة", "negara", "ülke"))  # fmt: skip
"""Headings below which countries stand, and none is the whole of the others; folded."""
_OF_COUNTRIES = {fold(name): AREA_HEADINGS[:3] for name in _COUNTRIES}
"""By the heading of their names: those of their codes. A country has a ``geo`` or ``location`` that is its continent."""
_NAMES = (
    "name",
    "name_vi",
    "name_en",
    "unit_name",
    "entity", "entityname", "economy name",
    "tên", "ten", "tên đơn vị", "đơn vị", "ten don vi", "don vi", "đơn vị hành chính", "đơn vị được đánh giá",
)  # fmt: skip
_BODIES = (
    "institution", "institution name", "institution_name", "university", "university name", "university_name", "college", "college name",
    "school name", "school_name", "hospital name", "hospital_name", "company", "company name", "company_name", "team", "team name",
    "organisation", "organization", "organisation name", "organization name", "tên trường", "tên bệnh viện", "tên doanh nghiệp", "tên công ty",
    "université", "établissement", "universidad", "universidade", "università", "universität", "hochschule", "вуз", "院校名称", "学校名称", "大学名",
)  # fmt: skip
"""Of what lies in a place, which is beside it then where it is. Words that may as well head a number, such as ``school``, are none."""
_PLACES = (
    "xã", "tên xã", "xã/phường", "xã, phường", "phường/xã", "phường, xã", "xã, phường, thị trấn", "phường", "tên phường",
    "commune", "gemeinde", "municipality", "municipio", "município", "comune", "gmina", "town", "city",
    "huyện", "tên huyện", "quận", "quận/huyện", "quận, huyện", "huyện, thị xã, thành phố", "district", "county", "kreis", "landkreis", "powiat",
    "địa phương", "dia phuong", "tên địa phương",
    "province", "département", "departement", "department name", "provincia", "província",
    "tỉnh", "tinh", "tên tỉnh", "tỉnh thành", "tỉnh, thành", "tỉnh/thành", "tỉnh/tp", "tỉnh, tp", "tỉnh/thành phố",
    "tỉnh / thành phố", "tỉnh, thành phố", "tỉnh/ thành phố", "tỉnh - thành phố", "tỉnh, thành phố trực thuộc trung ương",
    "tên tỉnh, thành phố", "tên tỉnh, thành", "tên tỉnh/thành phố", "tỉnh, tp trực thuộc trung ương",
    "sở", "tên sở", "sở, ngành", "sở/ngành", "sở ngành", "sở, ban, ngành", "sở ban ngành", "ministry", "bộ", "bộ, ngành",
    "bộ/ngành", "cơ quan", "tên cơ quan", "cơ quan, đơn vị", "cơ quan/đơn vị", "co quan",
    "bundesland", "estado", "województwo",
    *_COUNTRIES,
)  # fmt: skip
"""Of several places the smallest stands first."""
_OF_A_KIND = (*_BODIES, *_PLACES)
NAME_HEADINGS = (*_NAMES, *_OF_A_KIND)
"""In the order in which the first that is there is taken: names without a kind, then names of a kind of unit."""
OF_UNITS = frozenset(map(fold, (*UNIT_HEADINGS, *AREA_HEADINGS, *NAME_HEADINGS)))
"""Headings of columns that say of which unit a row is, folded."""

PERIOD_HEADINGS = (
    "year", "period", "time_period", "timeperiod", "time period", "năm", "nam", "kỳ",
    "jahr", "année", "annee", "año", "ano", "anno", "jaar", "rok", "yıl", "tahun", "год", "рік", "年", "年份", "年度", "연도", "ปี",
)  # fmt: skip
GROUP_HEADINGS = ("group", "nhóm")
"""Headings that read as if they parted the ranking: only an edition or the user says so, and a reader is told."""
SERIAL_HEADINGS = (
    "stt", "tt", "số tt", "số thứ tự", "no.", "#", "s.no.", "s. no.", "s.no", "s. no", "sl. no.", "sl.no.", "sl no", "sr. no.", "sr.no.", "sr no",
    "№", "№ п/п", "序号", "번호", "lp.", "l.p.", "ลำดับ", "ลำดับที่",
)  # fmt: skip
"""The number of a line in a printed table: it says nothing about the unit, and every such table has it."""
OWN_OUTPUT = ("rank", "move", "band", "edition", "previous_rank", "origin")
"""Columns that our own tables add; a later run passes over them."""
RANK_HEADINGS = (
    "rank", "ranking", "pos", "pos.", "position", "overall rank", "overall ranking", "rank overall", "thứ hạng", "xếp hạng", "hạng",
    "xếp hạng chung", "thứ hạng chung", "hạng chung", "xếp hạng tổng thể", "rang", "platz", "classement", "rango", "puesto", "posición", "posicion",
    "posição", "posicao", "colocação", "colocacao", "posizione", "peringkat", "miejsce", "pořadí", "sıralama", "место", "місце",
    "順位", "排名", "순위", "الترتيب",
)  # fmt: skip
"""Places in published tables, which often name their year."""
INDICATOR_HEADINGS = (
    "indicator", "chỉ số", "mã chỉ số", "indicator_code", "tên chỉ số", "chỉ tiêu", "tên chỉ tiêu", "chỉ số thành phần",
    "chỉ số chính", "tiêu chí", "tên tiêu chí", "nội dung", "measure", "series name", "indicator name", "series", "seriesname", "indicatorname",
    "indikator", "indicateur", "indicador", "indicatore", "wskaźnik", "ukazatel", "gösterge", "показатель", "показник", "指标", "指標", "지표",
    "ตัวชี้วัด",
)  # fmt: skip
VALUE_HEADINGS = (
    "value", "obs_value", "estimate", "datavalue", "data value", "factvaluenumeric", "giá trị", "kết quả", "kết quả đánh giá", "số liệu", "điểm", "điểm số", "điểm đạt", "điểm đạt được", "đạt được",
    "wert", "valeur", "valor", "valore", "waarde", "wartość", "hodnota", "değer", "nilai", "значение", "значення", "数值", "値", "값", "ค่า",
)  # fmt: skip


OF_NOTES = re.compile(
    r"(?:value|figure|data|obs|observation)?[\s_.]?(?:foot ?notes?|flags?|flag[\s_.]codes?|remarks?|comments?|notes?)"
    r"|fußnoten?|bemerkung(?:en)?|observa(?:ções|ciones)|ghi chú|chú thích|(?:tài liệu )?(?:minh|kiểm) chứng|evidence|примечани[ея]|备注|ملاحظات|keterangan"
    r"|(?:data[\s_])?source|data[\s_]sources|nguồn(?: (?:số liệu|dữ liệu))?|quellen?|fuentes?|fontes?|источник(?:и)?|数据来源|المصدر|sumber"
)
"""``Value Footnotes``, ``Flag Codes``, ``Source``: what is said of figures, if only by the number of a note."""

DIMENSION_HEADINGS = (
    "unit_mult", "unit multiplier", "powercode", "powercode code", "power code", "scale", "unit_measure", "unit measure", "unit of measure",
    "units", "unit", "đơn vị tính", "đvt", "đơn vị đo", "einheit", "unité", "unité de mesure", "unidad", "unidad de medida", "unità",
    "unità di misura", "sex", "gender", "giới tính", "geschlecht", "sexe", "sexo", "sesso", "age", "age group", "nhóm tuổi", "dim1", "dim2",
    "price_base", "price base", "adjustment", "s_adj",
)  # fmt: skip
"""What records of a long table are measured in, and of whom: of one indicator they say the same, or their values do not compare."""

RESPONSE_HEADINGS = (
    "_id", "_uuid", "_index", "_parent_index", "_submission_id", "_submission__id", "_submission_uuid", "_submission__uuid",
    "_submission_time", "instanceid", "meta/instanceid", "formhub/uuid", "deviceid", "subscriberid", "simserial", "responseid", "response id",
    "lastpage", "startlanguage", "submitdate", "startdate", "enddate", "datestamp", "recordeddate", "interviewtime", "ipaddr",
    "ipaddress", "ip address", "refurl", "duration (in seconds)", "locationlatitude", "locationlongitude", "timestamp", "dấu thời gian",
    "email", "e-mail", "email address", "địa chỉ email", "username",
)  # fmt: skip
"""What programs for questionnaires (KoboToolbox, ODK, LimeSurvey, Qualtrics, Google Forms) add to each answer: who sent it, when and whence."""


PART_OF_YEAR_HEADINGS = (
    "quý", "tháng", "học kỳ", "tuần", "quarter", "qtr", "month", "half", "half-year", "semester", "week", "mois", "trimestre", "mes", "mês",
    "monat", "quartal", "mese", "bulan", "ay", "месяц", "квартал", "月", "季度",
)  # fmt: skip
"""Which part of a year a row is about, where the year stands in another column."""


def unit_headings(headings: Container[str]) -> Sequence[str]:
    """The headings that codes of the units may have among these, which are folded.

    Where observations stand under ``OBS_VALUE``, as in SDMX, ``unit`` is the unit in which they are measured; so it is
    beside the ``freq`` and ``geo`` of Eurostat, and in tables of FAOSTAT, in which an ``Element`` is measured of each ``Area``.
    """
    if all(heading in headings for heading in ("area", "element", "value")):
        return (*UNIT_HEADINGS[1:], "area")
    is_measured = "obs_value" in headings or ("freq" in headings and "geo" in headings)
    return UNIT_HEADINGS[1:] if is_measured else UNIT_HEADINGS


def name_headings(unit: str | None) -> Sequence[str]:
    """The headings that names of the units may have beside the column that is declared to tell units apart.

    Where that is headed as names of universities or places are, it names them itself: a province beside it is where they are.
    """
    return _NAMES if unit is not None and fold(unit) in map(fold, _OF_A_KIND) else NAME_HEADINGS


def area_headings(name: RawColumn | None) -> Sequence[str]:
    """The headings that codes of the units may have where none of :data:`UNIT_HEADINGS` is there, by the column of names."""
    return AREA_HEADINGS if name is None else _OF_COUNTRIES.get(fold(name.header), ())


def accepted_headings(methodology: Methodology) -> dict[str, tuple[str, ...]]:
    """The headings under which each raw column may stand: that of the edition first, then aliases and names.

    Headings that are read alike, as ``Water`` and ``water`` are, stand here once.
    """
    names = indicator_names(methodology)
    aliases = {header: column.aliases for header, column in methodology.columns_by_header.items()}
    found: dict[str, tuple[str, ...]] = {}
    for header in methodology.raw_headers:
        unlike: dict[str, str] = {}
        for name in (header, *aliases.get(header, ()), *names.get(header, ())):
            unlike.setdefault(fold(name), name)
        found[header] = tuple(unlike.values())
    return found


def indicator_names(methodology: Methodology) -> dict[str, tuple[str, ...]]:
    """The names by which each raw column may be headed: its own, and those of the one indicator that reads it alone.

    A name that two columns share names neither.
    """
    readers: dict[str, list[str]] = {
        header: list(column.name.values())
        for header, column in methodology.columns_by_header.items()
        if column.name is not None
    }
    for node in methodology.nodes.values():
        if len(node.inputs) == 1 and node.name is not None:
            readers.setdefault(node.inputs[0], []).extend(node.name.values())
    owners: dict[str, set[str]] = {}
    for header, names in readers.items():
        for name in names:
            owners.setdefault(fold(name), set()).add(header)
    return {
        header: tuple(name for name in names if len(owners[fold(name)]) == 1)
        for header, names in readers.items()
    }
