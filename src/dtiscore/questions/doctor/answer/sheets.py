"""Which sheet of a workbook holds the table, where nobody has said it: the one with the most of one, and none that tells of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from dtiscore.errors import Place, SheetName
from dtiscore.methodology.base import fold
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.questions.doctor.answer.layout import headings_in, recognised_in
from dtiscore.said import said
from dtiscore.tables.known_headings import OF_UNITS, PERIOD_HEADINGS
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.texts.heading_rows import join_headings

if TYPE_CHECKING:
    from dtiscore.tables.workbooks.sheet_choice import Sheet

_MOST_CHOICES = 12
"""The most sheets among which a person is asked to choose."""
_FEWEST_ROWS = 3
"""Of a table of units: what lies on its side has one row for weights."""
_FEWEST_HEADINGS = 3
_HEADED = 8
"""Filled cells of a column among which its heading is looked for."""
_NO_LIST = OF_UNITS.union(map(fold, PERIOD_HEADINGS))
"""Headings of columns that say of whom and when a row is."""
_LONGEST_LIST = 1000
"""Rows of the longest decision or code book."""


def _alike(best: Sheet, sheets: Mapping[Sheet, Records], known: Mapping[str, str]) -> list[Sheet]:
    """The sheets that are as good as the best one for all that shows: those of several years have the same headings."""
    headings = _headings_of(sheets[best], known)
    return [
        sheet
        for sheet, records in sheets.items()
        if sheet is best
        or (headings and sheet.hidden == best.hidden and _headings_of(records, known) == headings)
    ]


def _headings_of(records: Records, known: Mapping[str, str]) -> list[str]:
    found = headings_in(records.cells, known)
    if found is None:
        return []
    row, depth, _ = found
    return [*map(fold, join_headings(records.cells[row : row + depth]))]


def sheet_finding(
    best: Sheet,
    sheets: Mapping[Sheet, Records],
    known: Mapping[str, str],
    title: SheetName,
    *,
    is_listed: bool,
) -> Observation:
    """The sheet to declare, or those among which a person chooses, with a word if it or others are hidden.

    ``is_listed``: as :func:`best_sheet` says.
    """
    from dtiscore.tables.workbooks.sheet_choice import listed

    records, alike = sheets[best], _alike(best, sheets, known)
    size = said(
        "{rows} rows and {columns} columns", rows=len(records.cells), columns=max(map(len, records.cells))
    )
    others = listed([sheet for sheet in sheets if sheet not in alike])
    if best.hidden:
        reason = said(
            "no sheet that is shown holds a table; this one does, {size}, but it is hidden: declare it only if it is the"
            " one that is meant, and not that of another year",
            size=size,
        )
    elif len(alike) > 1:
        reason = said(
            "the same headings stand on several sheets, and which is meant only a person can say: {sheets}",
            sheets=listed(alike),
        )
    elif is_listed:
        reason = said("this sheet holds {size}, and its headings are listed on a larger one", size=size)
    else:
        reason = said("of the sheets that are shown this one holds the most of a table, {size}", size=size)
    if others:
        reason = said("{what}; the others: {others}", what=reason, others=others)
    sample = " | ".join(filter(None, records.cells[0]))
    if len(alike) == 1:
        return Observation("sheet", reason, {"sheet": best.name}, Place(title), sample)
    choices = tuple({"sheet": sheet.name} for sheet in alike[:_MOST_CHOICES])
    return Observation("sheet", reason, place=Place(title), sample=sample, choices=choices)


def best_sheet(sheets: Mapping[Sheet, Records], known: Mapping[str, str]) -> tuple[Sheet, bool]:
    """The sheet that holds the most of a table: a hidden one only where no other holds about as much of one.

    A sheet that lists the headings of another one, as decisions and code books do, is not asked while that is shown; and
    whether a larger one was passed over for that.
    """
    merits = {sheet: _merit(records, known) for sheet, records in sheets.items()}
    largest = best = max(sheets, key=merits.__getitem__)
    recognised, _ = merits[best]
    listing = _listing_others(sheets, known)
    others = [sheet for sheet in sheets if sheet not in listing]
    if any(not sheet.hidden and merits[sheet][0] >= recognised for sheet in others):
        best = max(others, key=merits.__getitem__)
    else:
        others = [*sheets]
    shown = [
        sheet
        for sheet in others
        if not sheet.hidden and _is_table(sheets[sheet]) and 2 * merits[sheet][0] >= recognised
    ]
    if best.hidden and shown:
        best = max(shown, key=merits.__getitem__)
    return best, largest not in others


def _listing_others(sheets: Mapping[Sheet, Records], known: Mapping[str, str]) -> set[Sheet]:
    """The sheets of which a column has more than half of the headings of another one that is shown, below each other.

    One that has the units of that other one for headings besides is the same table turned round, or a longer one.
    """
    headings = {sheet: {*_headings_of(records, known)} - {""} for sheet, records in sheets.items()}
    columns = {sheet: _columns_of(records) for sheet, records in sheets.items()}
    lists = {sheet: [{*cells} for cells in each if _may_list(cells)] for sheet, each in columns.items()}

    def is_listed(other: Sheet, sheet: Sheet) -> bool:
        return any(_are_mostly_in(headings[other], cells) for cells in lists[sheet]) and not any(
            _are_mostly_in({*cells}, headings[sheet]) for cells in columns[other]
        )

    tables = [
        sheet
        for sheet, records in sheets.items()
        if not sheet.hidden and len(records.cells) > _FEWEST_ROWS and len(headings[sheet]) >= _FEWEST_HEADINGS
    ]
    return {sheet for sheet in sheets if any(each is not sheet and is_listed(each, sheet) for each in tables)}


def _columns_of(records: Records) -> list[list[str]]:
    """The filled cells of each column, folded."""
    return [
        [*filter(None, map(fold, cells))]
        for cells in zip_longest(*records.cells[:_LONGEST_LIST], fillvalue="")
    ]


def _may_list(cells: Sequence[str]) -> bool:
    """Whether a column may be a list of headings: it hardly repeats one, and is not headed as units and periods are."""
    return 4 * len({*cells}) >= 3 * len(cells) and _NO_LIST.isdisjoint(cells[:_HEADED])


def _are_mostly_in(texts: set[str], others: set[str]) -> bool:
    return 2 * len(texts & others) > len(texts)


def _is_table(records: Records) -> bool:
    """Whether a sheet holds more than a title or notes: two rows at least that have two cells."""
    return sum(sum(map(bool, map(str.strip, cells))) > 1 for cells in records.cells) > 1


def _merit(records: Records, known: Mapping[str, str]) -> tuple[int, int]:
    """How much of a table a sheet holds: headings that the edition knows, then filled cells."""
    if not records.cells:
        return 0, 0
    recognised = max(recognised_in(row, known) for row in records.cells[:20])
    return recognised, sum(bool(cell.strip()) for row in records.cells for cell in row)
