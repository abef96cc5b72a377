"""Workbooks of Excel 97 to 2003 (.xls): the values of their sheets, and what these tell beside them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dtiscore.errors import SourceFault
from dtiscore.said import said
from dtiscore.tables.kinds import damaged_workbook
from dtiscore.tables.workbooks.archives import no_reader
from dtiscore.tables.workbooks.cell_ranges import Area
from dtiscore.tables.workbooks.sheet_choice import Sheet
from dtiscore.tables.workbooks.sheet_facts import Cell, SheetFacts
from dtiscore.tables.workbooks.sheet_tables import Values
from dtiscore.tables.workbooks.xlsx_styles import shows_percent

if TYPE_CHECKING:
    import xlrd  # type: ignore[import-untyped]  # xlrd ships no types

_EMPTY, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
"""What a cell holds, as the library numbers it."""


@dataclass(frozen=True)
class XlsBook:
    """A workbook that was opened."""

    workbook: xlrd.Book
    source: str

    @property
    def entries(self) -> list[str]:
        """The names of its sheets."""
        return list(self.workbook.sheet_names())

    @property
    def sheets(self) -> list[Sheet]:
        """Its sheets in their order."""
        return [Sheet(sheet.name, hidden=sheet.visibility > 0) for sheet in self.workbook.sheets()]

    def facts(self, sheet: str, *, until_content: bool = False) -> SheetFacts:
        """The facts of one sheet; ``until_content`` stops as soon as a cell holds something.

        The library does not tell which cells have formulas: of all there is the value that was saved.
        """
        found = SheetFacts()
        table = self.workbook.sheet_by_name(sheet)
        for cell, kind, value in _cells(table):
            found.reach(*cell)
            if until_content:
                break
            if kind == _ERROR:
                found.errors[cell] = _error(value)
            elif kind == _NUMBER and self._style(table, cell) in self._percents:
                found.percents.add(cell)
            elif kind == _TEXT and self._is_marked(table, cell):
                found.marked.add(cell)
        found.merges += [
            Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in table.merged_cells
        ]
        rows, columns = sorted(table.rowinfo_map.items()), sorted(table.colinfo_map.items())
        found.hidden_rows += [row + 1 for row, info in rows if info.hidden or info.height == 0]
        found.hidden_columns += [column + 1 for column, info in columns if info.hidden or info.width == 0]
        return found

    def values(self, sheet: str) -> Values:
        """The rows of one sheet from its first cell on."""
        table = self.workbook.sheet_by_name(sheet)
        rows: list[list[object]] = [[] for _ in range(table.nrows)]
        for (row, column), kind, value in _cells(table):
            cells = rows[row - 1]
            cells += [""] * (column - len(cells))
            cells[column - 1] = self._value(kind, value)
        return Values(rows, 1, 1)

    def _value(self, kind: int, value: Any) -> object:
        if kind == _TRUTH:
            return bool(value)
        return self._moment(value) if kind == _DATE else value

    def _moment(self, number: float) -> object:
        """The date, the time of day or both that a number is shown as; the number where it is beyond the calendar."""
        from xlrd.xldate import xldate_as_datetime  # type: ignore[import-untyped]  # xlrd ships no types

        try:
            moment = xldate_as_datetime(number, self.workbook.datemode)
        except (ValueError, OverflowError):
            return number
        if 0 <= number < 1:
            return moment.time()
        return moment.date() if number == int(number) else moment

    @cached_property
    def _percents(self) -> frozenset[int]:
        """The styles that show a number as per cent."""
        formats = self.workbook.format_map
        of_style = ((at, formats.get(style.format_key)) for at, style in enumerate(self.workbook.xf_list))
        return frozenset(
            at for at, shown in of_style if shown is not None and shows_percent(shown.format_str)
        )

    @staticmethod
    def _style(table: xlrd.sheet.Sheet, cell: Cell) -> int:
        return int(table.cell_xf_index(cell[0] - 1, cell[1] - 1))

    def _is_marked(self, table: xlrd.sheet.Sheet, cell: Cell) -> bool:
        """Whether a part of a text is raised, lowered or struck out."""
        runs = table.rich_text_runlist_map.get((cell[0] - 1, cell[1] - 1), ())
        fonts = [self.workbook.font_list[font] for _, font in runs]
        return any(font.escapement or font.struck_out for font in fonts)


def _cells(table: xlrd.sheet.Sheet) -> Iterator[tuple[Cell, int, Any]]:
    """The cells that hold something: row and column from 1, what kind of value, and the value."""
    for row in range(table.nrows):
        for column, (kind, value) in enumerate(zip(table.row_types(row), table.row_values(row), strict=True)):
            if kind not in (_EMPTY, _BLANK) and value != "":
                yield (row + 1, column + 1), kind, value


def _error(code: int) -> str:
    from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]  # xlrd ships no types

    return str(error_text_from_code.get(code, "#N/A"))


def xls_book(data: bytes, source: str) -> XlsBook:
    """Open a workbook.

    Raises:
        SourceFault: it is damaged, protected by a password, or no workbook. UsageFault: the library is not installed.
    """
    try:
        import xlrd
    except ImportError as error:
        raise no_reader(source, "xlrd") from error
    with _library_faults(source):
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    return XlsBook(book, source)


@contextmanager
def _library_faults(source: str) -> Iterator[None]:
    """Whatever the library raises about a file means that the file is protected or damaged."""
    try:
        yield
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        if "encrypted" in str(error):
            raise SourceFault(
                said("{source} is a workbook protected by a password", source=source),
                fix=said("Open it with the password and save a copy without one."),
            ) from error
        raise damaged_workbook(source) from error
