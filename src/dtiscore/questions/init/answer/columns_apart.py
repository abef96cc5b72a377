"""Columns of a table that are no indicators: the outcome of others, notes, codes, numbers of rows, what a questionnaire adds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dtiscore.methodology.base import fold
from dtiscore.tables.heading_parts import YEAR, bare, in_words, name_and_side, parts_of, year_alone
from dtiscore.tables.known_headings import AREA_HEADINGS, OF_COUNTRIES, OF_NOTES, RESPONSE_HEADINGS
from dtiscore.tables.published_ranks import plain_ranks, range_of
from dtiscore.tables.rank_headings import form_of_any_year, has_ranks
from dtiscore.tables.raw import RawColumn

TOTALS = frozenset(
    map(
        fold,
        (
            "tổng", "tổng điểm", "tổng cộng", "tổng số", "cộng", "điểm tổng", "tổng số điểm", "tổng điểm đạt được", "tổng điểm đạt", "tổng điểm đánh giá",
            "tổng điểm thẩm định", "tổng điểm chung", "tổng điểm cuối cùng", "điểm tổng hợp", "điểm tổng cộng", "trung bình", "trung bình cộng", "trung bình chung", "điểm tb", "điểm trung bình", "điểm bình quân", "total", "overall", "sum", "score",
            "insgesamt", "gesamt", "summe", "total général", "total general", "suma", "total geral", "soma", "totale", "somma",
            "totaal", "ogółem", "razem", "celkem", "toplam", "jumlah", "итого", "всего", "разом", "всього", "合计", "总计", "合計", "總計", "합계",
            "puntaje total", "puntaje global", "puntuación total", "puntuación global", "pontuação total", "pontuação geral", "nota final",
            "nota geral", "score global", "note globale", "gesamtpunktzahl", "gesamtwertung", "punteggio totale", "total skor", "skor total",
            "общий балл", "итоговый балл", "综合得分", "总分", "総合得点", "총점",
        ),
    )
)  # fmt: skip
"""Headings of columns that others make up."""
_OF_PLACES = frozenset(
    map(
        fold,
        (
            "nhóm xếp hạng", "xếp hạng", "hạng", "thứ hạng", "xếp loại", "rank", "ranking",
            "percentile", "percentile rank", "percentiles", "quartile", "quintile", "decile", "bách phân vị", "tứ phân vị", "z-score", "zscore",
        ),
    )
)  # fmt: skip
"""Headings of columns that say where a unit stands among the others."""
_OF_TABLES = frozenset(
    map(
        fold,
        (
            "ghi chú", "note", "notes", "remarks", "obs_flag", "obs_status", "conf_status", "area code", "item code", "element code", "year code", "time code",
            "điểm tối đa", "thang điểm", "maximum score", "maximum points", "max score", "max_score", "max points", "max_points",
        ),
    )
)  # fmt: skip
"""Headings of columns that say how a row is read: notes, flags, codes, what its points are out of."""
_CODES = frozenset(
    map(
        fold,
        (
            "id", "código", "codigo", "código ibge", "ags", "ars", "insee", "fips", "geoid", "uf", "objectid", "fid",
            "lat", "latitude", "lon", "lng", "longitude", "vĩ độ", "kinh độ", "shape_area", "shape_leng", "shape_length",
        ),
    )
)  # fmt: skip
"""Headings of codes beside the names of units, and of where they lie on a map."""
_OF_CODES = re.compile(r"(?:.*[\s_.])?(?:c[oó]d|kod|cve)\w*(?:[\s_.].*)?")
"""``Codmun7``, ``cod_mun``, ``kode wilayah``."""
_HEADED_CODE = re.compile(r"(?:.*[\s_.])?(?:codes?|c[oó]digos?|kode)")
"""``Region_Code``: whole numbers below it are codes, whatever their lengths."""
_SHORTEST_CODE = 3
_OF_GROUPS = re.compile(
    r"(?:.*[\s_.])?(?:sub-?)?(?:r[eé]gi(?:on|ón|ão|ao|one)s?|continente?|kontinent)(?:[\s_.].*)?"
    r"|vùng(?: \w+)*|miền|khu vực|wilayah|provinsi|bundesland|estado|income group"
)
"""``Region``, ``Vùng kinh tế``: which units belong together."""
_WHERE = OF_COUNTRIES.union(AREA_HEADINGS)
"""Of countries beside the units that lie in them."""
_OF_BANDS = re.compile(
    r"(?:.+[\s_.])?(?:(?:quart|quint|quant|dec|vigint|percent)iles?|d[ée]ciles?|dezile?|quintile?|quartile?|perzentile?|quintis?|decis|(?:tứ|ngũ|thập|bách) phân vị)"
    r"(?:[\s_.]group)?|(?:.+[\s_.])?(?:class|cluster|tier|band)|nhóm|cụm"
)
"""``Income Decile``, ``Severity class``: to which of several groups a unit belongs, where whole numbers or ranks stand below."""
_HIGHEST_BAND = 100
_BEGINS_WITH_ZERO = re.compile(r"0[0-9]+")
_OVERALL = re.compile(r"(?:overall|total|final|composite)(?:[\s_.].*)?[\s_.](?:score|index|rating|points)")
"""``Overall score``, ``Overall LPI score``: what came of the other columns, as its place among them does."""
_OF_ANSWERS = frozenset(map(fold, RESPONSE_HEADINGS))
_OF_ANSWERED_FORMS = re.compile(r"_.*_(?:latitude|longitude|altitude|precision)|grouptime[0-9]+")
"""``_GPS_precision`` of KoboToolbox, ``groupTime12`` of LimeSurvey."""
_OF_CERTAINTY = re.compile(
    r"(?:.*[\s_.])?(?:std?|standard)[\s_.]*err(?:or)?s?\.?(?:[\s_.]of[\s_.].*)?|(?:.*[\s_.])?(?:std?|standard)[\s_.]*dev(?:iation)?s?\.?(?:[\s_.]of[\s_.].*)?|sai số(?: chuẩn)?|độ lệch chuẩn"
    r"|(?:.*[\s_.])?(?:(?:lower|upper|low|high)[\s_.-]?whisker|whisker[\s_.-]?(?:lower|upper|low|high))"
    r"|(?:.*[\s_.])?(?:lower|upper)[\s_.]?(?:bound|limit|ci|confidence[\s_.](?:bound|limit|interval))|[lu]cl|cận (?:dưới|trên)"
    r"|(?:.*[\s_.])?(?:[0-9]{2} ?%?[\s_.]?)?[cu]i[\s_.,-]*(?:lower|upper|low|high|lb|ub)(?: bound| limit)?"
    r"|(?:.*[\s_.])?(?:lower|upper|low|high)[\s_.,-]*(?:[0-9]{2} ?%[\s_.]?)?[cu]i(?:[\s_.].*)?|(?:.*[\s_.])?[lu](?:ci|cb)(?:[\s_.]?95)?"
    r"|(?:[0-9]{2} ?%[\s_.]?)?(?:confidence|credible) interval(?:[\s_.,-].*)?|[0-9]{2} ?%[\s_.]?[cu]i|[cu]i[\s_.]?[0-9]{2} ?%?"
    r"|khoảng tin cậy.*|margin of error|moe|p-?values?|s\.?e\.?|n[\s_.]?obs\.?|sample size|cỡ mẫu|(?:num|n|no\.?|number)[\s_]?(?:of[\s_])?(?:src|sources|surveys|respondents|observations|obs)"
)
"""``Standard error``, ``95% CI lower``, ``upperwhisker``, ``Sample size``: how certain another column is."""
_OF_COVERAGE = re.compile(
    r"(?:(?:num|n|no\.?|number|count|share|percent|pct|%)[\s_]?(?:of[\s_])?)?(?:indicators?|variables?|data ?points?|values?|data)[\s_](?:available|used|missing|reported|present|imputed)(?:[\s_](?:count|percent|pct|%))?"
    r"|(?:num|n|no\.?|number|count|share|percent|pct|%)[\s_]?(?:of[\s_])?(?:(?:missing|available|imputed)(?:[\s_](?:indicators|variables|data ?points|values|data))?|indicators|variables|data ?points)"
    r"|missing|imputed|(?:data[\s_])?completeness(?:[\s_](?:percent|pct|%))?|missing[\s_](?:values|data|indicators|variables)(?:[\s_](?:count|percent|pct|%))?|(?:indicator[\s_]coverage|coverage)[\s_](?:percent|pct|%)|indicator[\s_]coverage"
    r"|số (?:chỉ số|chỉ tiêu|tiêu chí) (?:có|thiếu|khuyết)(?: dữ liệu| số liệu)?|tỷ lệ (?:thiếu|khuyết)(?: dữ liệu| số liệu)?"
)
"""``Indicators_Available``, ``Coverage_Percent``, ``Missing values``: how much was known of a unit, and nothing that it does."""
_ENDS = frozenset({"lower", "upper"})
"""Between what a figure lies, where nothing stands above that makes it that of something: lower secondary schools."""
_OF_CHANGE = re.compile(
    r"±|\+ ?/ ?-|(?:change|difference|diff|tăng[\s/,]*giảm|thay đổi|biến động|chênh lệch)(?:[\s_]*\(?(?:[\s_]*(?:so với|from|since|vs\.?|năm|cùng kỳ|last|previous).*)?\)?)?"
    r"|so với (?:cùng kỳ|năm|kỳ).*|(?:change|changes|difference) in (?:(?:overall|total|index|rank and) )?(?:score|index|points|position|rank)s?(?:[\s,(].*)?"
    r"|(?:(?:overall|total)[\s_])?(?:score|index|points)[\s_](?:evolution|changes?|difference|variation)"
)
"""``Tăng/giảm``, ``Change since 2022``, folded: beside the places of a ranking they are how these moved, and name nothing else."""
_OF_SIZE = re.compile(
    r"(?:(?:total|resident|mid-?year|estimated)[\s_])*(?:population|pop)(?:,?[\s_](?:size|total|tot|count|estimate|(?:in[\s_])?(?:thousands?|millions?|1,?000s?)))?"
    r"|(?:(?:total|land|surface)[\s_])?area(?:[\s_](?:in[\s_])?(?:km2|sq\.?[\s_]?km|ha))?"
    r"|(?:no\.?|number|total)[\s_]of[\s_]people"
    r"|(?:(?:no\.?|number|n[uú]mero|nombre|total|totale)[\s_](?:of|de|di|d')[\s_]?)?(?:inhabitants|residents|habitants|habitantes|residenti|abitanti|moradores)"
    r"|(?:quy mô )?dân số(?: trung bình)?(?:,? (?:nghìn |triệu )?người)?|số dân|diện tích(?: (?:tự nhiên|đất))?(?:[\s,-]+(?:km2|km²|ha))?"
    r"|einwohner(?:zahl)?|bevölkerung|fläche|superficie|población(?: total)?|população(?: total)?|popolazione(?: residente)?"
    r"|ludność|powierzchnia|население|численность населения|площадь|人口|总人口|面积|面積|인구|면적|nüfus|jumlah penduduk|luas wilayah"
)
"""``Population``, ``Diện tích``, folded, without years and units of measure: how large a unit is, and nothing that it does."""
_IN_A_YEAR = re.compile(r"(?: in|,)$")
"""``Population in 2019``, ``Population, 2019``, once the year is taken off."""
_LONGEST_FIGURE = 7
"""Digits beyond which numbers below the heading ``seed`` are drawn at random, and no tonnes."""
_FEWEST_NUMBERED = 5


def is_total(heading: str) -> bool:
    """Whether a heading calls its column a total, or the overall score."""
    form = bare(in_words(heading))
    return form in TOTALS or _OVERALL.fullmatch(form) is not None


def is_size(heading: str) -> bool:
    """Whether a heading says that its column has how many people or how much land a unit has."""
    return _OF_SIZE.fullmatch(_IN_A_YEAR.sub("", bare(form_of_any_year(heading)))) is not None


def is_no_criterion(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column is the outcome of others or a note, as its heading says, or has codes, years or numbers of the units."""
    heading = (parts_of(column.header) or [""])[-1]
    words = in_words(heading)
    forms = {fold(heading), bare(heading), fold(words), bare(words), form_of_any_year(column.header)}
    return (
        _numbers(column, rows)
        or _are_codes(column, rows)
        or _are_years(column, rows)
        or _are_bands(column, rows)
        or not forms.isdisjoint(TOTALS | _OF_PLACES | _OF_TABLES | _CODES | _OF_ANSWERS)
        or any(
            known.fullmatch(form)
            for known in (_OVERALL, OF_NOTES, _OF_ANSWERED_FORMS, _OF_CERTAINTY, _OF_COVERAGE)
            for form in forms
        )
        or _OF_CERTAINTY.fullmatch(" ".join(re.split(r"[\s()\[\]]+", fold(words)))) is not None
        or fold(column.header) in _ENDS
        or _OF_CHANGE.fullmatch(fold(column.header)) is not None
        or _is_of_chance(column, rows)
        or has_ranks(column)
    )


def outcomes_of_years(columns: Sequence[RawColumn], rows: Sequence[int]) -> list[str]:
    """The headings of columns of ranks, and of those that are headed as one of them but for the year: ``WR2025``, ``WR2024``.

    So are those of years alone among more columns of figures of a table that has ranks: what it ranks by, in each year.
    """
    names = {column.header: name_and_side(column.header)[0] for column in columns}
    ranked = {names[column.header] for column in columns if has_ranks(column) or _numbers(column, rows)} - {
        ""
    }
    ranks = {header for header, name in names.items() if name in ranked}
    ranks |= {column.header for column in columns if has_ranks(column)}
    years = [header for header in names if year_alone(header)]
    figures = [column for column in columns if column.header not in ranks and _are_figures(column, rows)]
    are_few = bool(ranks) and 2 * len(years) < len(figures)
    return [header for header in names if header in ranks or (are_few and header in years)]


def _are_figures(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether most cells have digits, and hardly a letter."""
    cells = [column.cells[row] for row in rows]
    return 2 * sum(
        any(map(str.isdecimal, cell)) and sum(map(str.isalpha, cell)) <= 1 for cell in cells
    ) > len(cells)


def says_which_belong_together(heading: str) -> bool:
    """Whether a heading says that its words are names of groups of units, as regions and the countries of universities are."""
    form = bare(in_words(heading))
    return _OF_GROUPS.fullmatch(form) is not None or form in _WHERE


def _are_codes(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column has codes as offices give them: of digits alone, some of which begin with 0, or of one length."""
    cells = [cell for row in rows if (cell := column.cells[row].strip())]
    if not all(map(str.isdecimal, cells)):
        return False
    heading, lengths = bare(in_words(parts_of(column.header)[-1])), {*map(len, cells)}
    return (
        any(map(_BEGINS_WITH_ZERO.fullmatch, cells))
        or _HEADED_CODE.fullmatch(heading) is not None
        or (_OF_CODES.fullmatch(heading) is not None and len(lengths) == 1 and min(lengths) >= _SHORTEST_CODE)
    )


def _are_bands(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column has the numbers of bands or classes, as its heading says: the score of a poorest quintile is none."""
    heading = form_of_any_year(column.header)
    return _OF_BANDS.fullmatch(heading) is not None and all(
        (cell.isdecimal() and int(cell) <= _HIGHEST_BAND) or range_of(cell) is not None
        for row in rows
        if (cell := column.cells[row].strip())
    )


def _is_of_chance(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column has the numbers from which LimeSurvey begins to draw the order of its questions."""
    return fold(column.header) == "seed" and any(
        len(column.cells[row].strip()) > _LONGEST_FIGURE and column.cells[row].strip().isdecimal()
        for row in rows
    )


def _are_years(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column has years alone, under whatever heading: those of the figures beside them."""
    cells = [cell for row in rows if (cell := column.cells[row].strip())]
    return bool(cells) and all(map(YEAR.fullmatch, cells))


def names_codes(column: RawColumn, others: Sequence[RawColumn], rows: Sequence[int]) -> bool:
    """Whether a column says in words what another one says in codes: of which province or region a unit is."""
    words = {column.cells[row].strip() for row in rows}
    if len(words) == len(rows) or not all(any(map(str.isalpha, word)) for word in words):
        return False
    return any(
        _are_codes(other, rows)
        and len({(column.cells[row].strip(), other.cells[row].strip()) for row in rows})
        == len({other.cells[row].strip() for row in rows})
        == len(words)
        for other in others
        if other is not column
    )


def _numbers(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column counts the rows from 0 or 1: a running number under any heading, or the rank by which they are sorted.

    Units that share a rank have that of the first of them.
    """
    if len(rows) < _FEWEST_NUMBERED:
        return False
    # A total below them has none, and a title among them.
    filled = [cell for row in rows if (cell := column.cells[row]).strip()]
    if len(filled) < _FEWEST_NUMBERED or plain_ranks(filled[:1])[0].strip() not in ("0", "1"):
        return False
    numbers = [cell.strip() for cell in plain_ranks(filled)]
    first = numbers[0]
    if first not in ("0", "1") or 2 * len({*numbers}) <= len(numbers):
        return False
    counted = enumerate(zip(numbers, [first, *numbers], strict=False), int(first))
    return all(cell in (str(at), before) for at, (cell, before) in counted)
