"""Workbooks, XLSX, ODS and XLS, to a table of text: one sheet, with the values that are stored and not as they are shown."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dtiscore.errors import Problem, SheetName, SourceFault, UsageFault
from dtiscore.said import said
from dtiscore.tables.kinds import OLD_BINARY, damaged_workbook
from dtiscore.tables.options import TableOptions
from dtiscore.tables.raw import RawTable
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.workbooks.archives import Archive, no_reader
from dtiscore.tables.workbooks.cell_ranges import Area
from dtiscore.tables.workbooks.ods_facts import OdsBook, ods_book
from dtiscore.tables.workbooks.sheet_choice import Sheet, chosen_sheet
from dtiscore.tables.workbooks.sheet_facts import SheetFacts
from dtiscore.tables.workbooks.sheet_problems import sheet_problems
from dtiscore.tables.workbooks.sheet_tables import (
    Values,
    refuse_large,
    sheet_records,
    sheet_table,
    table_area,
)
from dtiscore.tables.workbooks.xls_book import XlsBook, xls_book
from dtiscore.tables.workbooks.xlsx_facts import XlsxBook, xlsx_book

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_SAVE_AS = said("Open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8.")


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """The rows of one sheet with the values that it stores, whatever they are shown as."""

    title: SheetName
    records: Records
    merges: Sequence[Area]
    problems: Sequence[Problem]
    """What may mislead in it, merged cells apart."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet that was read."""

    listed: Sheet
    title: SheetName
    facts: SheetFacts
    values: Values


class Workbook:
    """A workbook that was opened: what it holds is looked over once, and each sheet is read when it is asked for.

    Cells that hold numbers come as such, exactly, however many digits the workbook shows; 0.85 shown as 85% comes as
    85%, because a column measured in per cent means 85 by it. Dates come as text in ISO 8601, truth values as TRUE and FALSE, failed formulas as the error that the program shows.
    """

    def __init__(self, data: bytes, *, source: str, max_bytes: int) -> None:
        """Open the workbook in some bytes, which messages call ``source``.

        Raises:
            SourceFault: it is damaged, protected, of another kind, or unpacks to more than ``max_bytes``.
            UsageFault: the library that reads it is not installed.
        """
        self.source = source
        self._data = data
        self._archive = None if data.startswith(OLD_BINARY) else Archive(data, source, max_bytes=max_bytes)
        self._book = xls_book(data, source) if self._archive is None else _opened(self._archive)

    @property
    def sheets_with_content(self) -> list[str]:
        """The names of the sheets that hold anything, in its order."""
        book = self._book
        return [name for name in book.entries if book.facts(name, until_content=True).filled]

    def table(self, options: TableOptions) -> tuple[RawTable, list[Problem]]:
        """The table of one sheet, and every problem of its form.

        Raises:
            SourceFault: the file is damaged.
            UsageFault: the sheet or the range declared does not exist, or the library is not installed.
            InvalidData: no table can be made of the sheet, or which sheet to read is not certain.
        """
        sheet, problems = self._read(options.sheet)
        area = table_area(sheet.facts, options, sheet.title)
        columns, rows, header_line, found = sheet_table(
            sheet.values, sheet.facts, area, options.header_rows, sheet.title
        )
        problems = sorted([*problems, *found], key=lambda problem: problem.place.line_and_column)
        sha256 = hashlib.sha256(self._data).hexdigest()
        return RawTable(sheet.title, columns, rows, header_line, sha256), problems

    def records(self, name: str) -> tuple[Records, Sheet]:
        """The rows of one sheet as they stand, to look for a table in; raises as :meth:`table`."""
        sheet, _ = self._read(name)
        area = table_area(sheet.facts, TableOptions(), sheet.title)
        return sheet_records(sheet.values, area, sheet.facts), sheet.listed

    def stored(self, name: str | None) -> StoredSheet:
        """The rows of a sheet, or of the only one with content, that is no table; raises as :meth:`table`."""
        sheet, problems = self._read(name)
        area = table_area(sheet.facts, TableOptions(), sheet.title)
        records = sheet_records(sheet.values, area, replace(sheet.facts, percents=set()))
        found = sheet_problems(sheet.facts, area, records, area.bottom + 1, sheet.title)
        return StoredSheet(sheet.title, records, sheet.facts.merges, [*problems, *found])

    def _read(self, declared: str | None) -> tuple[_Sheet, list[Problem]]:
        listed, problems = chosen_sheet(self._book, self._sheets, declared, self.source)
        facts, title = self._book.facts(listed.name), SheetName(f"{self.source}!{listed.name}")
        refuse_large({title: facts})
        return _Sheet(listed, title, facts, self._values(listed.name)), problems

    def _values(self, name: str) -> Values:
        if isinstance(self._book, XlsBook):
            return self._book.values(name)
        with self._library_faults():
            sheet = self._by_library.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            return Values(sheet.to_python(skip_empty_area=True), top + 1, left + 1)

    @cached_property
    def _sheets(self) -> list[Sheet]:
        """The sheets with cells, in the order of the workbook; charts and macros have none."""
        if isinstance(self._book, XlsBook):
            return self._book.sheets
        sheets = [
            Sheet(each.name, hidden="Hidden" in str(each.visible))
            for each in self._by_library.sheets_metadata
            if each.name in self._book.entries
        ]
        if len({sheet.name for sheet in sheets}) < len(sheets):
            raise damaged_workbook(self.source)
        return sheets

    @cached_property
    def _by_library(self) -> CalamineWorkbook:
        assert self._archive is not None, "the library is not asked for old workbooks"
        self._archive.verify()
        if isinstance(self._book, OdsBook):  # the library unfolds all its sheets as soon as it opens one
            refuse_large(
                {SheetName(f"{self.source}!{name}"): facts for name, facts in self._book.sheets.items()}
            )
        with self._library_faults():
            return _library(self.source).from_filelike(io.BytesIO(self._data))

    @contextmanager
    def _library_faults(self) -> Iterator[None]:
        """Whatever the library raises about a file means that the file is damaged."""
        try:
            yield
        except (UsageFault, MemoryError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a failed assertion of compiled code is no Exception
            raise damaged_workbook(self.source) from error


def _opened(archive: Archive) -> XlsxBook | OdsBook:
    """The workbook in a container, by what lies in it."""
    names = set(archive.names)
    if "xl/workbook.xml" in names:
        return xlsx_book(archive)
    if "mimetype" in names and archive.read("mimetype").strip().startswith(_SPREADSHEET):
        return ods_book(archive)
    if "xl/workbook.bin" in names:
        raise SourceFault(
            said(
                "{source} is a workbook in the binary .xlsb format, which is not read", source=archive.source
            ),
            fix=_SAVE_AS,
        )
    if "word/document.xml" in names or "ppt/presentation.xml" in names or "mimetype" in names:
        raise SourceFault(
            said("{source} is an office document, but no workbook", source=archive.source),
            fix=said("Copy its table into a workbook and save that."),
        )
    if any(name.endswith(".iwa") for name in names):
        raise SourceFault(
            said("{source} is a document of Apple Numbers", source=archive.source),
            fix=said("Export it as Excel or as CSV."),
        )
    raise SourceFault(
        said("{source} is a zip archive and no workbook", source=archive.source),
        fix=said("Unpack it and name the table in it."),
    )


def _library(source: str) -> type[CalamineWorkbook]:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise no_reader(source, "python-calamine") from error
    return CalamineWorkbook
