"""Tables that lie on their side: each unit has a column, and each indicator a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from dtiscore.errors import Place
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Declarations, Observation
from dtiscore.said import Said, first_few, said
from dtiscore.tables.heading_parts import YEAR, parts_of
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import INDICATOR_HEADINGS, OF_UNITS, accepted_headings
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.rank_headings import is_rank
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.share_headings import is_count, is_share
from dtiscore.tables.turning import OF_INDICATORS, naming_column
from dtiscore.units.matching import UnitMatcher
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import MAXIMA, reads_like_a_total

_BESIDE_INDICATORS = MAXIMA | frozenset(
    map(normal_form, ("Trọng số", "Weight", "Weights", "ĐVT", "Đơn vị tính", "Đơn vị đo", "Unit of measure"))
)
_MOST_POINTS = MAXIMA - frozenset(map(normal_form, ("Tối đa", "Maximum", "Max", "Điểm chuẩn")))
"""Beside units the highest of their other figures may be headed by a bare word, and what admits to a school as a standard."""
_OF_ALL = re.compile(
    r"(?:tổng(?: số)?|cộng) điểm(?: \w+){0,2}|điểm tổng(?: \w+)?|(?:total|overall|final) (?:score|points|marks)"
)
"""What comes of all indicators, folded."""
_OF_FIGURES = re.compile(
    r"\b(?:điểm|tự (?:chấm|đánh giá)|thẩm định|kết quả|giá trị|thực hiện|scores?|points?|marks?|values?|results?|claimed|verified)\b"
)
"""``Điểm tự chấm``, ``Verified score``: what a figure is, and not whose."""
_OF_A_PART = re.compile(r"[0-9A-Z]{1,4}(?:\.[0-9]{1,3})+\.?")
"""``4.22.10``, ``II.3``."""
_FEWEST = 3
"""Columns of a table of which its headings tell what they are."""
_FEWEST_UNITS = 2
"""Columns of figures of which each may be a unit: one is that of the values of a long table."""


def examine_turned(
    table: RawTable,
    headings: Headings,
    methodology: Methodology | None,
    scheme: UnitScheme | None,
    lists: Sequence[UnitScheme],
    are_figures: Callable[[RawColumn], bool],
) -> Observation | None:
    """Say that a table lies on its side, by its headings or by what its first column says.

    ``lists`` are all known lists of units, where neither an edition nor its list is.
    """
    headers = [column.header for column in table.columns]
    remedy: Said | None = None
    choices: tuple[Declarations, ...] = ()
    if scheme is not None:
        reason = _units_in(scheme, headers)
    elif methodology is not None:
        reason = _columns_in_rows(table, headings, methodology, are_figures)
    else:
        reason = _any_units_in(lists, headers, headings)
        named = _indicators_in_rows(table, headings, are_figures) if reason is None else None
        if named is not None and _is_of_one_unit(headers):
            reason = said(
                'under "{header}" each indicator has one row, and no column says of which unit',
                header=named.header,
            )
            remedy = said("add a column of the units, with the rows of the others below")
        elif named is not None and _is_borne_out(table, named):
            reason = said(
                'under "{header}" each indicator has a row: each unit has a column, and not a row',
                header=named.header,
            )
        elif named is not None and fold(named.header) in INDICATOR_HEADINGS:
            reason = said('what stands under "{header}" may be indicators, or units', header=named.header)
            choices = ({"layout": "turned"}, {"unit_column": named.header})
        elif named is None and reason is None and not _are_headed_as_units(headings):
            reason = _under_the_most(table, are_figures)
    if reason is None:
        return None
    return Observation(
        "headings",
        reason,
        {} if remedy is not None or choices else {"layout": "turned"},
        place=Place(table.source, table.header_line),
        sample=" | ".join(headers[:4]),
        remedy=remedy,
        choices=choices,
        bars=remedy is not None,
    )


def examine_sides(sides: Sequence[str]) -> list[Observation]:
    """Say between which columns of each unit somebody must choose, if units have several."""
    reason = said("each unit has several columns: {sides}", sides=first_few(sides))
    return [Observation("headings", reason, choices=tuple({"side": side} for side in sides))] if sides else []


def _units_in(scheme: UnitScheme, texts: Sequence[str]) -> Said | None:
    """Whether most headings name units of a list."""
    if not _are_mostly_of(scheme, texts):
        return None
    return said("its headings are units of {scheme}: each has a column, and not a row", scheme=scheme.id)


def _any_units_in(lists: Sequence[UnitScheme], headers: Sequence[str], headings: Headings) -> Said | None:
    """The same of all lists, unless those who stand below each other are units as well, as in a table of flows."""
    if len(headers) < _FEWEST or not any(_are_mostly_of(scheme, headers) for scheme in lists):
        return None
    below = [] if headings.key is None else headings.key.cells
    if any(below and _are_mostly_of(scheme, below) for scheme in lists):
        return None
    return said("its headings are units: each has a column, and not a row")


def _are_mostly_of(scheme: UnitScheme, texts: Sequence[str]) -> bool:
    matches = map(UnitMatcher(scheme).match, texts)
    return 2 * sum(match is not None and match.how != "code" for match in matches) > len(texts)


def _columns_in_rows(
    table: RawTable, headings: Headings, methodology: Methodology, are_figures: Callable[[RawColumn], bool]
) -> Said | None:
    """Whether columns of the edition stand below each other, once each, with figures of several units beside them."""
    if headings.inputs or len(table.columns) < _FEWEST:
        return None
    naming = naming_column(table)
    known = {fold(name): header for header, names in accepted_headings(methodology).items() for name in names}
    found = [known[name] for cell in naming.cells if (name := fold(cell)) in known]
    if len(set(found)) < max(len(found), 2) or 2 * len(found) <= min(
        table.rows, len(methodology.raw_headers)
    ):
        return None
    if sum(are_figures(column) for column in table.columns if column.field > naming.field) < _FEWEST_UNITS:
        return None
    return said("columns of the edition stand in rows: each unit has a column, and not a row")


def _indicators_in_rows(
    table: RawTable, headings: Headings, are_figures: Callable[[RawColumn], bool]
) -> RawColumn | None:
    """The column of indicators, each of which stands there once, with figures beside it and no units."""
    named = [column for column in table.columns if fold(column.header) in INDICATOR_HEADINGS] or [
        column
        for column in table.columns
        if OF_INDICATORS.search(fold(column.header)) is not None and not are_figures(column)
    ]
    if len(named) != 1:
        return None
    names = [fold(cell) for cell in named[0].cells if cell.strip()]
    # In a long table names stand again and again, and its columns would be read for nothing; in a sheet "Others" may stand twice.
    is_sheet = 2 * len(set(names)) > len(names) and _is_borne_out(table, named[0])
    if len(names) < 2 or (len(set(names)) < len(names) and not is_sheet):
        return None
    figures = [each for each in table.columns if each.field > named[0].field and are_figures(each)]
    if len(figures) < _FEWEST_UNITS:
        return None
    # Ranks stand beside indicators, and the most that there is below them: units are no rows of a table that has been turned.
    if any(is_rank(column.header) for column in table.columns) or not MAXIMA.isdisjoint(
        map(normal_form, named[0].cells)
    ):
        return None
    units = headings.key
    tells_apart = units is not None and len({*map(fold, units.cells)}) == len(units.cells)
    # Beside the most points of each row its number tells a criterion and no unit.
    is_number = units is not None and _has_the_most(table) and _are_numbers_of_rows(units)
    if units is not None and units is not named[0] and tells_apart and not is_number:
        return None
    return named[0]


def _has_the_most(table: RawTable) -> bool:
    return any(normal_form(column.header) in MAXIMA for column in table.columns)


def _are_numbers_of_rows(column: RawColumn) -> bool:
    """Whether most cells number the parts of parts, as a decision does: 1.1, 4.22.10."""
    cells = [cell.strip() for cell in column.cells if cell.strip()]
    return 2 * sum(map(bool, map(_OF_A_PART.fullmatch, cells))) > len(cells)


def _are_headed_as_units(headings: Headings) -> bool:
    return any(
        column is not None and fold(column.header) in OF_UNITS for column in (headings.key, headings.shown)
    )


def _under_the_most(table: RawTable, are_figures: Callable[[RawColumn], bool]) -> Said | None:
    """Whether a column has the most points of each row, and the others are of units: some row has more of them than the most.

    What parts of one unit have earned together would be no more.
    """
    most = [column for column in table.columns if normal_form(column.header) in _MOST_POINTS]
    if len(most) != 1 or len({*most[0].cells}) < _FEWEST:
        return None
    beside = [
        column
        for column in table.columns
        if normal_form(column.header) not in _BESIDE_INDICATORS and not reads_like_a_total(column.header)
    ]
    others = [column for column in beside if are_figures(column)]
    headings = [column.header for column in others]
    if any(map(_is_of_a_figure, headings)):
        return None
    if len(others) < _FEWEST_UNITS or not are_figures(most[0]):
        return None
    figures = np.array([read_number_column(column.cells).values for column in (most[0], *others)])
    if not np.any(np.nansum(figures[1:], axis=0) > figures[0]):
        return None
    return said(
        'under "{header}" stands the most that there is of each row: each unit has a column, and not a row',
        header=most[0].header,
    )


def _is_of_a_figure(heading: str) -> bool:
    """Whether a heading says what a figure is, and not whose."""
    told = is_rank(heading) or is_share(heading) or is_count(heading) or YEAR.search(heading) is not None
    return told or _OF_FIGURES.search(fold(heading)) is not None


def _is_of_one_unit(headers: Sequence[str]) -> bool:
    """Whether the columns beside indicators are years, or points that were claimed and verified: of whom nothing says."""
    lowest = [part for header in headers for part in parts_of(header)[-1:]]
    others = [part for part in lowest if normal_form(part) not in _BESIDE_INDICATORS]
    figures = [part for part in others if _OF_FIGURES.search(fold(part)) is not None]
    # Of several units each has its own, and they are headed alike.
    return any(map(YEAR.search, others)) or 1 < len(figures) == len(set(figures))


def _is_borne_out(table: RawTable, named: RawColumn) -> bool:
    """Whether the corner of a table speaks of the names below it, and not of the headings beside it.

    Then what stands beside indicators is one of these headings, such as the most points, or what comes of them is below.
    """
    beside = {normal_form(column.header) for column in table.columns}
    below = {*map(fold, named.cells)}
    return not beside.isdisjoint(_BESIDE_INDICATORS) or any(
        is_rank(name) or _OF_ALL.fullmatch(name) for name in below if name
    )
