"""Workbooks, XLSX, ODS and XLS, to a table of text: one sheet, with the values that are stored and not as they are shown."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dtiscore.errors import Problem, SheetName, SourceFault, UsageFault
from dtiscore.said import said
from dtiscore.tables.kinds import OLD_BINARY
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


def read_workbook(data: bytes, options: TableOptions, *, source: str) -> tuple[RawTable, list[Problem]]:
    """The table of one sheet, and every problem of its form.

    Cells that hold numbers come as such, exactly, however many digits the workbook shows; 0.85 shown as 85% comes as
    85%, because a column measured in per cent means 85 by it. Dates come as text in ISO 8601, truth values as TRUE and FALSE, failed formulas as the error that the program shows.

    Raises:
        SourceFault: the file is damaged, protected, of another kind, or unpacks to more than the options allow.
        UsageFault: the sheet or the range declared does not exist, or the library is not installed.
        InvalidData: no table can be made of the sheet, or which sheet to read is not certain.
    """
    sheet, problems = _read(data, options, source)
    area = table_area(sheet.facts, options, sheet.title)
    columns, rows, header_line, found = sheet_table(
        sheet.values, sheet.facts, area, options.header_rows, sheet.title
    )
    problems = sorted([*problems, *found], key=lambda problem: problem.place.line_and_column)
    return RawTable(sheet.title, columns, rows, header_line, hashlib.sha256(data).hexdigest()), problems


def sheet_as_records(data: bytes, name: str, *, source: str, max_bytes: int) -> tuple[Records, Sheet]:
    """The rows of one sheet as they stand, to look for a table in; raises as :func:`read_workbook`."""
    options = TableOptions(sheet=name, max_bytes=max_bytes)
    sheet, _ = _read(data, options, source)
    area = table_area(sheet.facts, options, sheet.title)
    return sheet_records(sheet.values, area, sheet.facts), sheet.listed


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """The rows of one sheet with the values that it stores, whatever they are shown as."""

    title: SheetName
    records: Records
    merges: Sequence[Area]
    problems: Sequence[Problem]
    """What may mislead in it, merged cells apart."""


def stored_sheet(data: bytes, name: str | None, *, source: str, max_bytes: int) -> StoredSheet:
    """The rows of a sheet, or of the only one with content, that is no table; raises as :func:`read_workbook`."""
    sheet, problems = _read(data, TableOptions(sheet=name, max_bytes=max_bytes), source)
    area = table_area(sheet.facts, TableOptions(), sheet.title)
    records = sheet_records(sheet.values, area, replace(sheet.facts, percents=set()))
    found = sheet_problems(sheet.facts, area, records, area.bottom + 1, sheet.title)
    return StoredSheet(sheet.title, records, sheet.facts.merges, [*problems, *found])


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet that was read."""

    listed: Sheet
    title: SheetName
    facts: SheetFacts
    values: Values


def _read(data: bytes, options: TableOptions, source: str) -> tuple[_Sheet, list[Problem]]:
    if data.startswith(OLD_BINARY):
        return _read_old(xls_book(data, source), options)
    archive = Archive(data, source, max_bytes=options.max_bytes)
    book = _opened(archive)
    archive.verify()
    if isinstance(book, OdsBook):  # the library unfolds all its sheets as soon as it opens one
        refuse_large({SheetName(f"{source}!{name}"): facts for name, facts in book.sheets.items()})
    with _library_faults(archive):
        workbook = _library(source).from_filelike(io.BytesIO(data))
    sheets = _sheets(book, workbook)
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise archive.damaged()
    listed, problems = chosen_sheet(book, sheets, options.sheet, source)
    facts, title = book.facts(listed.name), SheetName(f"{source}!{listed.name}")
    refuse_large({title: facts})
    with _library_faults(archive):
        sheet = workbook.get_sheet_by_name(listed.name)
        top, left = sheet.start or (0, 0)
        values = Values(sheet.to_python(skip_empty_area=True), top + 1, left + 1)
    return _Sheet(listed, title, facts, values), problems


def _read_old(book: XlsBook, options: TableOptions) -> tuple[_Sheet, list[Problem]]:
    """The same of a workbook whose cells and facts one library gives."""
    listed, problems = chosen_sheet(book, book.sheets, options.sheet, book.source)
    facts, title = book.facts(listed.name), SheetName(f"{book.source}!{listed.name}")
    refuse_large({title: facts})
    return _Sheet(listed, title, facts, book.values(listed.name)), problems


def sheets_with_content(data: bytes, *, source: str, max_bytes: int) -> list[str]:
    """The names of the sheets of a workbook that hold anything, in its order; raises as :func:`read_workbook`."""
    is_old = data.startswith(OLD_BINARY)
    book = xls_book(data, source) if is_old else _opened(Archive(data, source, max_bytes=max_bytes))
    return [name for name in book.entries if book.facts(name, until_content=True).filled]


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


@contextmanager
def _library_faults(archive: Archive) -> Iterator[None]:
    """Whatever the library raises about a file means that the file is damaged."""
    try:
        yield
    except (UsageFault, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a failed assertion of compiled code is no Exception
        raise archive.damaged() from error


def _sheets(book: XlsxBook | OdsBook, workbook: CalamineWorkbook) -> list[Sheet]:
    """The sheets with cells, in the order of the workbook; charts and macros have none."""
    return [
        Sheet(each.name, hidden="Hidden" in str(each.visible))
        for each in workbook.sheets_metadata
        if each.name in book.entries
    ]
