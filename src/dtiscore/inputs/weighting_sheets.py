"""A weighting file as a workbook: its sheets as the rows of the flat form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from dtiscore.errors import InvalidData, InvalidMethodology, Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.documents.document import GREATEST_BYTES, Document
from dtiscore.methodology.flat.document import read_flat_rows
from dtiscore.methodology.flat.rows import ABOUT, NODES, SETTING
from dtiscore.methodology.flat.table import FlatRow
from dtiscore.methodology.parsing import parse_methodology
from dtiscore.said import said, with_and

if TYPE_CHECKING:
    from dtiscore.tables.workbooks.reader import StoredSheet

MOST_BYTES = 32 * GREATEST_BYTES
"""Of a workbook, unpacked: its markup takes up many times what its cells hold."""


def document_of_workbook(data: bytes, source: str) -> Document:
    """The document that the same rows in a flat text would be, with the cell of every value.

    Nodes and views stand on the sheet ``nodes``, or on the only one with content beside ``about``, which holds the
    settings; they may stand above the nodes as well. Other sheets beside one called ``nodes`` are not read.

    Raises:
        InvalidMethodology: there are no rows, or which sheet holds the nodes is not certain.
        SourceFault: the file is damaged, protected, or no workbook.
        UsageFault: the library that reads workbooks is not installed.
    """
    from dtiscore.tables.workbooks.reader import Workbook

    try:
        book = Workbook(data, source=source, max_bytes=MOST_BYTES)
        names = book.sheets_with_content
        nodes = _sheet_of_nodes(names, source)
        sheets = [book.stored(name) for name in (nodes, *_about(names))]
    except InvalidData as error:
        raise InvalidMethodology(error.message, fix=error.fix, problems=error.problems) from error
    first, *others = sheets
    rows = [*_rows(first), *(row for other in others for row in _settings(other))]
    problems = [problem for sheet in sheets for problem in sheet.problems]
    return read_flat_rows(rows, source, said("workbook"), problems)


def methodology_of_workbook(data: bytes, source: str) -> Methodology:
    """The methodology of a weighting file that is a workbook; raises as :func:`document_of_workbook`.

    Raises:
        InvalidMethodology: it breaks rules.
    """
    return parse_methodology(document_of_workbook(data, source))


def _about(names: Sequence[str]) -> list[str]:
    return [name for name in names if name.strip().casefold() == ABOUT]


def _sheet_of_nodes(names: Sequence[str], source: str) -> str:
    """The sheet that holds the nodes.

    Raises:
        InvalidMethodology: it is not certain which one does.
    """
    called = [name for name in names if name.strip().casefold() == NODES]
    candidates = called or [name for name in names if name not in _about(names)]
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        message = said("which sheet holds the nodes is not certain: {sheets}", sheets=with_and(candidates))
        fix = said("call it {nodes}, and the one of the settings {about}", nodes=NODES, about=ABOUT)
        code: Literal["ambiguous-sheet", "document-empty"] = "ambiguous-sheet"
    else:
        message = said("no sheet holds nodes")
        fix = said("write the headings (code, parent, name …) and a row for each node")
        code = "document-empty"
    problem = Problem(code, message, Place(source), fix=fix)
    raise InvalidMethodology(
        said("{source}: no weighting file can be read: {reason}", source=source, reason=message),
        problems=[problem],
    )


def _rows(sheet: StoredSheet) -> Iterator[FlatRow]:
    """The rows as they stand, so that columns are called as in the sheet."""
    from dtiscore.tables.raw import NumberCell

    before = ("",) * (sheet.records.first_column - 1)
    for line, cells in zip(sheet.records.lines, sheet.records.cells, strict=True):
        kept = tuple(cell.strip() for cell in cells)
        numbers = frozenset(at for at, cell in enumerate(cells, len(before)) if isinstance(cell, NumberCell))
        yield FlatRow(line, (*before, *kept), sheet.title, numbers)


def _settings(sheet: StoredSheet) -> Iterator[FlatRow]:
    """The rows of a sheet of settings, below its headings if it has such."""
    for at, row in enumerate(_rows(sheet)):
        if at or row.cell(0).startswith(SETTING):
            yield row
