"""Which column has the units, where no heading says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set as AbstractSet

from dtiscore.errors import Place
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import said
from dtiscore.tables.all_rows import few_names
from dtiscore.tables.columns_of_units import name_unit_column
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import (
    INDICATOR_HEADINGS,
    NAME_HEADINGS,
    RESPONSE_HEADINGS,
    SERIAL_HEADINGS,
)
from dtiscore.tables.parted_rows import column_that_names_rows, parted_by, rows_of_the_same, stand_once
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.texts.heading_rows import heading_problems
from dtiscore.tables.texts.unheaded import are_codes
from dtiscore.units.matching import UnitMatcher
from dtiscore.units.scheme import UnitScheme

_ENOUGH = 0.5
"""The share of cells from which a column counts as one of the units of a scheme."""

_NAMES = frozenset(map(fold, NAME_HEADINGS))
_OF_A_LANGUAGE = re.compile(r"^[a-z]{2}[\s_-]|[\s_-]\(?[a-z]{2}\)?$")
_TIME = re.compile(
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ t,]+[0-9]{1,2}:[0-9]{2}.*)?|[0-9]{1,2}:[0-9]{2}.*"
)
"""A day or a time of day, folded: ``2024-03-01T09:00:00.000+07:00``, ``3/1/2024 9:15:00``."""


def examine_column_of_units(
    table: RawTable, known: Headings, figures: Iterable[RawColumn], scheme: UnitScheme | None
) -> Observation | None:
    """The column of units, where no heading says so, or not rightly; ``figures`` are the columns of numbers."""
    if not table.rows or (known.shown is not None and scheme is not None):
        return None
    if known.shown is not None:
        taken = {column.header for column in figures}
        return _other_column(table, known, taken) or _names_of_codes(table, known, taken)
    headings = [column.header for column in table.columns]
    if len(headings) < 2 or heading_problems(headings, table.source, 1):
        return None  # not parted yet, or no headings: there is no name to declare
    taken = {column.header for column in figures}
    merits = [*_merits(table, taken, scheme)]
    reason = said("no heading says which column has the units; in this one every row differs")
    if not merits and scheme is None:
        of_words = [column for column in table.columns if column.header not in taken and _has_words(column)]
        found = _of_several_rows(table, known.period, of_words)
        merits = [] if found is None else [(0.0, found, False)]
        reason = said(
            "no heading says which column has the units; each of this one has a row for each period or indicator"
        )
    if not merits:
        if scheme is not None:
            return None
        reason = said("no column says which unit a row is about")
        return Observation(
            "units", reason, place=Place(table.source, table.header_line), remedy=name_unit_column(table)
        )
    share, column, by_name = max(
        merits,
        key=lambda merit: (
            merit[0],
            not _is_of_an_answer(merit[1]),
            _says_names(merit[1]),
            _has_words(merit[1]),
        ),
    )
    if scheme is not None:
        reason = said(
            "{share} % of its cells are units of {scheme}",
            share=f"{share * 100:.0f}",
            scheme=scheme.id,
        )
    option = "name_column" if by_name else "unit_column"
    declares = {option: column.header}
    if scheme is None and (names := _names_beside(table, column, taken)) is not None:
        declares["name_column"] = names.header
    row = next(at for at, cell in enumerate(column.cells) if cell.strip())
    return Observation("units", reason, declares, table.place(column, row), column.cells[row])


def _merits(
    table: RawTable, taken: AbstractSet[str], scheme: UnitScheme | None
) -> Iterator[tuple[float, RawColumn, bool]]:
    """The columns that may have the units: the share of cells that are units of the scheme, and whether by their names."""
    for column in table.columns:
        cells = [cell for cell in column.cells if cell.strip()]
        if column.header in taken or fold(column.header) in SERIAL_HEADINGS or not cells:
            continue
        matches = [] if scheme is None else list(map(UnitMatcher(scheme).match, cells))
        share = sum(match is not None for match in matches) / len(cells)
        distinct = len(set(map(fold, cells))) == len(cells)
        by_name = sum(match is not None and match.how != "code" for match in matches) > len(cells) / 2
        if share >= _ENOUGH or (scheme is None and distinct):
            yield share, column, by_name


def _other_column(table: RawTable, known: Headings, taken: AbstractSet[str]) -> Observation | None:
    """Another column, in which each row differs, where rows say the same in the one that is known by its heading."""
    key = known.key
    if key is None:
        return None
    column = column_that_names_rows(table, key, known.period, {key.header, *taken})
    if column is None or _has_indicators_in_rows(table, key, known.period):
        return None
    reason = rows_of_the_same(key, column)
    declares = {"unit_column": column.header}
    if (names := _names_beside(table, column, {key.header, *taken})) is not None:
        declares["name_column"] = names.header
    elif known.unit is None:  # units would be shown by the names that rows share
        declares = {"name_column": column.header}
    return Observation("units", reason, declares, table.place(column, 0), column.cells[0])


def _has_indicators_in_rows(table: RawTable, key: RawColumn, period: RawColumn | None) -> bool:
    """Whether rows of one unit are those of its indicators, which what tells all rows apart would make units."""
    identity = [key] if period is None else [key, period]
    parted = parted_by(table, identity, has_period=period is not None)
    return parted is not None and any(fold(header) in INDICATOR_HEADINGS for header in parted.columns)


def _names_of_codes(table: RawTable, known: Headings, taken: AbstractSet[str]) -> Observation | None:
    """The column of names beside one of codes, where no heading says so, or one that has those of groups of them."""
    if known.unit is None or (column := _names_beside(table, known.unit, taken)) is None:
        return None
    reason = said(
        "no heading says which column has the names of the units; this one has one for each of their codes"
    )
    if known.name is not None:
        told = few_names(known.name, names=_texts_in(known.name), units=_texts_in(known.unit))
        if (few := next(told, None)) is None:
            return None
        reason, _ = few
    return Observation(
        "units", reason, {"name_column": column.header}, table.place(column, 0), column.cells[0]
    )


def _names_beside(table: RawTable, unit: RawColumn, taken: AbstractSet[str]) -> RawColumn | None:
    """The column next to one of codes that has other words for each code."""
    if not are_codes(unit.cells):
        return None
    at, codes = table.columns.index(unit), [*map(fold, unit.cells)]
    for column in (*table.columns[at + 1 : at + 2], *table.columns[max(at - 1, 0) : at]):
        names = [*map(fold, column.cells)]
        is_of_words = column.header not in taken and all(any(map(str.isalpha, name)) for name in names)
        pairs = {*zip(codes, names, strict=True)}
        if is_of_words and len(pairs) == len({*codes}) == len({*names}) and not _is_of_an_answer(column):
            return column
    return None


def _of_several_rows(
    table: RawTable, period: RawColumn | None, columns: Iterable[RawColumn]
) -> RawColumn | None:
    """The first column of which each text has a row for most periods, or for each indicator under a heading that says so."""
    for column in columns:
        if fold(column.header) in INDICATOR_HEADINGS:
            continue
        identity = [column] if period is None else [column, period]
        if period is not None and stand_once(table, identity, ()):
            if 2 * table.rows >= _texts_in(column) * _texts_in(period):
                return column
            continue
        parted = parted_by(table, identity, has_period=period is not None)
        if parted is not None and (
            not parted.columns or any(fold(header) in INDICATOR_HEADINGS for header in parted.columns)
        ):
            return column
    return None


def _texts_in(column: RawColumn) -> int:
    return len(set(map(fold, column.cells)))


def _says_names(column: RawColumn) -> bool:
    """Whether a heading is one of names but for the language of them: ``Country_EN``, ``FR_country``."""
    return _OF_A_LANGUAGE.sub("", fold(column.header)) in _NAMES


def _has_words(column: RawColumn) -> bool:
    """Whether a column has names rather than codes of digits."""
    return any(map(str.isalpha, "".join(column.cells)))


def _is_of_an_answer(column: RawColumn) -> bool:
    """Whether a column says when, whence or by whom a questionnaire was answered, which tells rows apart and names none."""
    if fold(column.header) in RESPONSE_HEADINGS:
        return True
    return all(_TIME.fullmatch(text) or "@" in text for cell in column.cells if (text := fold(cell)))
