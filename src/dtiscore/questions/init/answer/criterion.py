"""One column of a table as an indicator to begin with: its rule by what the cells are, and what is to be confirmed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dtiscore.methodology.base import Values, fold
from dtiscore.methodology.rules.points import Boolean
from dtiscore.said import Said, said
from dtiscore.tables.heading_parts import BETWEEN, YEAR, bare, parts_of
from dtiscore.tables.known_headings import RESPONSE_HEADINGS
from dtiscore.tables.number_faults import may_be_below_zero
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.rank_headings import form_of_any_year, is_rank
from dtiscore.tables.raw import RawColumn

_MOST_ANSWERS = 8
"""Answers of a choice, beyond which a column of words is one of notes."""
_MOST_FAULTS = 0.2
"""The share of cells that are no numbers, up to which a column is one of numbers."""
_OF_MARKS = frozenset({"undeclared-missing", "undeclared-flag", "excel-error"})
_OF_NUMBERS = _OF_MARKS | {
    "ambiguous-number",
    "bad-grouping",
    "mixed-percent",
    "foreign-digits",
    "other-minus",
    "other-notation",
}
"""Faults of cells that are numbers all the same: declared, or written otherwise, they are read."""
_IN_BRACKETS = re.compile(r"\([0-9]+\)")
_FEWEST_WITHIN = 0.5
"""The share of figures within a maximum from which they are points of it."""
_POINTS = re.compile(
    rf"(?:tối đa|max\w*|thang điểm)\D{{0,12}}(?!{YEAR.pattern}\b)([0-9]+(?:[.,][0-9]+)?)(?=\s*(?:điểm|đ\b|points?|pts?|[)\];,/]|$))"
    r"|\(([0-9]+) điểm\)",
    re.IGNORECASE,
)
"""A maximum of points, which is no year, nor one of days: ``(tối đa 20 điểm)``, ``max 5``."""
_OF_MEASURE = re.compile(
    r"[(\[].*[)\]]|(?:in )?(?:%|‰|thousands?|millions?|billions?|bn|number|no\.|persons?|people|inhabitants|years?|months?|days?|hours?"
    r"|points?|score|index|ratio|rate|share|per .+|1 ?= ?.+|usd|us\$|eur|euros?|€|vnd|đồng|nghìn|triệu|tỷ|tỉ|người|năm|tháng|ngày|giờ|điểm"
    r"|lượt|hồ sơ|km²?|km2|m²|m2|ha|tons?|tonnes?|kg|mbps|gb|kwh)(?: đồng| người| usd)?(?: per .+| ?/ ?.+)?"
)
"""A heading that says in what a column is measured, folded."""
_PER_CENT = re.compile(r"%|phần trăm|per ?cent", re.IGNORECASE)


def quoted(text: str) -> str:
    """A text as YAML, TOML and JSON write it in quotes."""
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True)
class Criterion:
    """An indicator to begin with."""

    column: str
    """The heading under which the table has it."""
    name: str
    group: str
    """The heading above it; blank where there is none."""
    rule: str
    """The rule as a weighting file writes it, in one line of YAML."""
    confirm: Said
    """What somebody must confirm, and why it was guessed so."""
    points: float | None = None
    unit: str | None = None
    direction_is_guessed: bool = False
    """Whether more was taken to be better of figures that tell nothing of it, and nobody has said so."""
    code: str = ""
    weight: float | None = None
    """Its weight among those beside it, 0 of answers of which nobody has said the worth; ``None`` where points are added up."""

    def turned(self) -> Criterion:
        """The same with less being better."""
        told = said("less is better, as was said; between the lowest and the highest unit")
        rule = "{kind: min-max, direction: down}"
        return replace(self, rule=rule, confirm=told, direction_is_guessed=False)

    def kept(self) -> Criterion:
        """The same with more being better, as it was guessed."""
        return replace(self, confirm=said("more is better, as was said"), direction_is_guessed=False)


def measured(columns: Sequence[RawColumn]) -> frozenset[str]:
    """The headings whose lowest part says in what the column is measured, where all lowest parts do and those above differ."""
    deep = {column.header: parts for column in columns if len(parts := parts_of(column.header)) > 1}
    above = {tuple(parts[:-1]) for parts in deep.values()}
    if len(above) < max(len(deep), 2) or not all(
        _OF_MEASURE.fullmatch(fold(parts[-1])) for parts in deep.values()
    ):
        return frozenset()
    groups = {names[:depth] for names in above for depth in range(1, len(names))}
    return frozenset(header for header, parts in deep.items() if tuple(parts[:-1]) not in groups)


def criterion_of(
    column: RawColumn,
    rows: Sequence[int],
    options: ReadingOptions,
    maximum: float | None,
    *,
    is_measured: bool = False,
) -> Criterion | None:
    """The indicator that a column may be, by its cells in ``rows``; ``None`` for one of notes, or without a cell.

    ``maximum`` is what a row of maxima has for it, or the sheet of a decision; ``is_measured``: its heading ends in a unit of
    measure.
    """
    texts = options.without_flags(column.cells)
    cells = [texts[row].strip() for row in rows]
    filled = [cell for cell in cells if cell and cell not in options.missing]
    if not filled:
        return None
    parts = parts_of(column.header)
    unit = parts.pop().strip("()[]") if is_measured and len(parts) > 1 else None
    *above, own = [part for part in parts if not part.startswith(("(", "["))] or [column.header]
    begun = Criterion(column.header, own, BETWEEN.join(above), "", said("as it stands"), unit=unit)
    read = read_number_column(filled, declared=options.style, percent="sign")
    # A few cells that are no numbers are faults of a column of numbers, for its check to name; so are numbers that cannot be
    # read for certain, however many, as the ranking would lack the column; and what may be declared.
    others = [
        fault
        for fault in read.faults
        if fault.code not in _OF_NUMBERS and not may_be_below_zero(filled[fault.row])
    ]
    # Whole numbers in brackets alone are those of notes.
    marks = [
        fault
        for fault in read.faults
        if fault.code in _OF_MARKS or _IN_BRACKETS.fullmatch(filled[fault.row]) is not None
    ]
    if len(others) > len(filled) * _MOST_FAULTS or len(others) + len(marks) >= len(filled):
        return _of_words(begun, filled)
    return _of_figures(begun, filled, read.values[~np.isnan(read.values)], maximum)


def _of_figures(begun: Criterion, cells: Sequence[str], values: Values, maximum: float | None) -> Criterion:
    """An indicator of numbers, by those that can be read for certain."""
    relative = said(
        "between the lowest and the highest unit: are those the right limits, and is more better?"
    )
    between = replace(begun, rule="{kind: min-max}", confirm=relative, direction_is_guessed=True)
    if not len(values):
        return between
    points = maximum if maximum is not None else _points_in(begun.column)
    signed = all(cell.endswith("%") for cell in cells)
    if signed or (_PER_CENT.search(begun.column) and float(np.max(values)) > 1):
        whole = 1.0 if signed else 100.0
        if float(np.min(values)) < 0 or float(np.max(values)) > whole:  # of growth, 100 % is no whole
            return replace(between, unit="%")
        told = said("per cent: 100 % earns all; is more better?")
        rule = "{kind: fraction, of: 100}"
        return replace(begun, rule=rule, confirm=told, unit="%", direction_is_guessed=True)
    # Where the maximum is stated, a few figures beyond it are faults of the table, which its check names by their cells.
    within = float(np.mean((values >= 0) & (values <= points))) if points is not None else 0.0
    if points is not None and (within == 1 or (maximum is not None and within > _FEWEST_WITHIN)):
        told = said("points as the table has them; is the maximum right?")
        return replace(begun, rule="{kind: identity}", confirm=told, points=points)
    if float(np.min(values)) >= 0 and float(np.max(values)) <= 1 and bool(np.any(values % 1)):
        told = said("shares from 0 to 1: 1 earns all; is more better?")
        return replace(begun, rule="{kind: fraction}", confirm=told, direction_is_guessed=True)
    return between


def _of_words(begun: Criterion, cells: Sequence[str]) -> Criterion | None:
    """An indicator of answers: yes and no, or a few words in the order in which they come."""
    answers = {fold(cell): cell for cell in cells}
    rule = Boolean()
    if answers.keys() <= {fold(text) for text in (*rule.yes, *rule.no)}:
        return replace(begun, rule="{kind: boolean}", confirm=said("yes earns all, no nothing: is that so?"))
    if not 1 < len(answers) <= _MOST_ANSWERS or len(answers) * 2 > len(cells):
        return None
    if _OF_GROUPS.fullmatch(bare(begun.name)) is not None:
        return None
    last = len(answers) - 1
    options = ", ".join(
        f"{{value: {quoted(text)}, score: {(last - at) / last:.4g}}}"
        for at, text in enumerate(answers.values())
    )
    told = said("what is each answer worth? The order is that of the table, and says nothing")
    return replace(begun, rule=f"{{kind: choice, options: [{options}]}}", confirm=told, weight=0.0)


def _points_in(heading: str) -> float | None:
    """The maximum of points that a heading names."""
    found = _POINTS.search(heading)
    return None if found is None else float((found[1] or found[2]).replace(",", "."))


TOTALS = frozenset(
    map(
        fold,
        (
            "tổng", "tổng điểm", "tổng cộng", "tổng số", "cộng", "điểm tổng", "tổng số điểm", "xếp hạng", "hạng", "thứ hạng",
            "xếp loại", "ghi chú", "total", "sum", "rank", "ranking", "score", "note", "notes", "remarks",
            "insgesamt", "gesamt", "summe", "total général", "total general", "suma", "total geral", "soma", "totale", "somma",
            "totaal", "ogółem", "razem", "celkem", "toplam", "jumlah", "итого", "всего", "разом", "всього", "合计", "总计", "合計", "總計", "합계",
            "puntaje total", "puntaje global", "puntuación total", "puntuación global", "pontuação total", "pontuação geral", "nota final",
            "nota geral", "score global", "note globale", "gesamtpunktzahl", "gesamtwertung", "punteggio totale", "total skor", "skor total",
            "общий балл", "итоговый балл", "综合得分", "总分", "総合得点", "총점",
            "obs_flag", "obs_status", "conf_status", "area code", "item code", "element code", "year code", "time code",
        ),
    )
)  # fmt: skip
"""Headings of columns that say what came of the others."""


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
_SHORTEST_CODE = 3
_OF_GROUPS = re.compile(
    r"(?:.*[\s_.])?(?:sub-?)?(?:r[eé]gi(?:on|ón|ão|ao|one)s?|continente?|kontinent)(?:[\s_.].*)?"
    r"|vùng(?: \w+)*|miền|khu vực|wilayah|provinsi|bundesland|estado|income group"
)
"""``Region``, ``Vùng kinh tế``: which units belong together."""
_BEGINS_WITH_ZERO = re.compile(r"0[0-9]+")
_OVERALL = re.compile(r"(?:overall|total|final)(?:[\s_.].*)?[\s_.](?:score|index|rating|points)")
"""``Overall score``, ``Overall LPI score``: what came of the other columns, as its place among them does."""
_OF_NOTES = re.compile(
    r"(?:value|figure|data|obs|observation)?[\s_.]?(?:foot ?notes?|flags?|flag[\s_.]codes?|remarks?|comments?|notes?)"
    r"|fußnoten?|bemerkung(?:en)?|observa(?:ções|ciones)|ghi chú|chú thích"
)
"""``Value Footnotes``, ``Flag Codes``: what is said of figures, if only by the number of a note."""
_OF_ANSWERS = frozenset(map(fold, RESPONSE_HEADINGS))
_OF_ANSWERED_FORMS = re.compile(r"_.*_(?:latitude|longitude|altitude|precision)|grouptime[0-9]+")
"""``_GPS_precision`` of KoboToolbox, ``groupTime12`` of LimeSurvey."""
_OF_CERTAINTY = re.compile(
    r"(?:.*[\s_.])?(?:std|standard)[\s_.]?err(?:or)?s?(?:[\s_.]of[\s_.].*)?|(?:std|standard)[\s_.]?dev(?:iation)?|sai số(?: chuẩn)?|độ lệch chuẩn"
    r"|(?:.*[\s_.])?(?:lower|upper)[\s_.]?(?:bound|limit|whisker|ci|confidence[\s_.](?:bound|limit|interval))|[lu]cl|cận (?:dưới|trên)"
    r"|(?:.*[\s_.])?(?:[0-9]{2} ?%?[\s_.]?)?[cu]i[\s_.,-]*(?:lower|upper|low|high|lb|ub)(?: bound| limit)?"
    r"|(?:[0-9]{2} ?%[\s_.]?)?(?:confidence|credible) interval(?:[\s_.,-].*)?|[0-9]{2} ?%[\s_.]?[cu]i"
    r"|khoảng tin cậy.*|margin of error|moe|p-?values?|sample size|cỡ mẫu|numsrc|number of (?:sources|surveys|respondents|observations)"
)
"""``Standard error``, ``95% CI lower``, ``upperwhisker``, ``Sample size``: how certain another column is."""
_ENDS = frozenset({"lower", "upper"})
"""Between what a figure lies, where nothing stands above that makes it that of something: lower secondary schools."""
_LONGEST_FIGURE = 7
"""Digits beyond which numbers below the heading ``seed`` are drawn at random, and no tonnes."""
_FEWEST_NUMBERED = 5


def is_no_criterion(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column is the outcome of others or a note, as its heading says, or has codes, years or numbers of the units."""
    heading = (parts_of(column.header) or [""])[-1]
    forms = {fold(heading), bare(heading), form_of_any_year(column.header)}
    return (
        _numbers(column, rows)
        or _are_codes(column, rows)
        or _are_years(column, rows)
        or not forms.isdisjoint(TOTALS | _CODES | _OF_ANSWERS)
        or any(
            known.fullmatch(form)
            for known in (_OVERALL, _OF_NOTES, _OF_ANSWERED_FORMS, _OF_CERTAINTY)
            for form in forms
        )
        or fold(column.header) in _ENDS
        or _is_of_chance(column, rows)
        or is_rank(column.header)
    )


def _are_codes(column: RawColumn, rows: Sequence[int]) -> bool:
    """Whether a column has codes as offices give them: of digits alone, some of which begin with 0, or of one length."""
    cells = [cell for row in rows if (cell := column.cells[row].strip())]
    if not all(map(str.isdecimal, cells)):
        return False
    lengths = {*map(len, cells)}
    is_headed = _OF_CODES.fullmatch(bare(parts_of(column.header)[-1])) is not None
    return any(map(_BEGINS_WITH_ZERO.fullmatch, cells)) or (
        is_headed and len(lengths) == 1 and min(lengths) >= _SHORTEST_CODE
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
    """Whether a column counts the rows from 0 or 1: a running number under any heading, or the rank by which they are sorted."""
    if len(rows) < _FEWEST_NUMBERED:
        return False
    cells = (column.cells[row].strip().removesuffix(".") for row in rows)
    first = next(cells)
    return first in ("0", "1") and all(cell == str(at) for at, cell in enumerate(cells, int(first) + 1))
