"""Workbooks for tests: XLSX and ODS containers put together from the XML of their sheets, and by a library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Mapping
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip container."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_entries(rows: str, *, after: str = "", before: str = "", settings: str = "") -> dict[str, str]:
    """The parts of an XLSX workbook of one sheet, S, from the XML of its rows."""
    override = '<Override PartName="/xl/{}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{override.format('workbook', 'sheet.main')}{override.format('worksheets/s', 'worksheet')}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
            f'<sheet name="S" sheetId="1" r:id="r1"/></sheets>{settings}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/s.xml"/></Relationships>'
        ),
        "xl/worksheets/s.xml": (
            f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
    }


def xlsx_of(rows: str, *, after: str = "", before: str = "", settings: str = "") -> bytes:
    """An XLSX workbook of one sheet, S, from the XML of its rows."""
    return zipped(xlsx_entries(rows, after=after, before=before, settings=settings))


def xlsx_row(number: int, *cells: Any, attributes: str = "") -> str:
    """The XML of a row: texts, numbers, and cells that are XML already, in columns A, B, C …"""
    made = []
    for column, cell in zip("ABCDEFGH", cells, strict=False):
        place = f'r="{column}{number}"'
        if isinstance(cell, str) and cell.startswith("<c"):
            made.append(cell.replace("<c", f"<c {place}", 1))
        elif isinstance(cell, str):
            made.append(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{cell}</t></is></c>')
        else:
            made.append(f"<c {place}><v>{cell!r}</v></c>")
    return f'<row r="{number}" {attributes}>{"".join(made)}</row>'


def written(sheets: Mapping[str, Any], change: Callable[[Any], None] | None = None) -> bytes:
    """An XLSX workbook as openpyxl writes it, with a last change to the whole."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods_of(
    sheets: Mapping[str, str],
    *,
    manifest: str = "",
    mimetype: str = SPREADSHEET,
    styles: str = "",
    hidden: Collection[str] = (),
) -> bytes:
    """An ODS workbook from the XML of the rows of its sheets, of which some are hidden."""
    styles += (
        '<style:style style:name="shown" style:family="table"/>'
        '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    spaces = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{"hidden" if name in hidden else "shown"}">{rows}</table:table>'
        for name, rows in sheets.items()
    )
    return zipped(
        {
            "mimetype": mimetype,
            "META-INF/manifest.xml": (
                f'<m:manifest xmlns:m="{_OASIS}:manifest:1.0">'
                f'<m:file-entry m:full-path="/" m:media-type="{mimetype}"/>{manifest}</m:manifest>'
            ),
            "content.xml": (
                f'<office:document-content {spaces} xmlns:calcext="{_CALCEXT}">'
                f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
                f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
            ),
        }
    )


def ods_row(*cells: Any, attributes: str = "") -> str:
    """The XML of a row: texts, numbers, and cells that are XML already."""
    made = []
    for cell in cells:
        if isinstance(cell, str) and cell.startswith("<"):
            made.append(cell)
        elif isinstance(cell, str):
            made.append(
                f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            )
        else:
            made.append(
                f'<table:table-cell office:value-type="float" office:value="{cell!r}"><text:p>?</text:p></table:table-cell>'
            )
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"
