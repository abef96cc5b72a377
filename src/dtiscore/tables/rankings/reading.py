"""Rankings that dtiscore wrote: known by their marks and headings in each form, and read exactly as they were written."""

from __future__ import annotations

import csv
import hashlib
import io
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from dtiscore.csv_text import fields_of
from dtiscore.errors import InvalidData, Problem
from dtiscore.said import Said, said
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.options import TableOptions
from dtiscore.tables.rankings.form import (
    COUNTS,
    PARQUET_KEY,
    PUBLISHED,
    RANK,
    RANKING_SCHEMA,
    RANKINGS_SCHEMA,
    TEXTS,
    score_headings,
)
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.typed_values import text_of

if TYPE_CHECKING:
    from dtiscore.tables.rankings.in_json import Columns

HEAD = 2**16
"""Bytes within which the headings of a text must end, that it is looked at further."""
_MARK = BOM_UTF8.decode()
_STYLES = ((",", "."), ("\t", "."), (";", ","))
"""What parts cells, and what comes before decimals, in the texts that we write; the last for a spreadsheet."""

_SCHEMAS = {schema.split("/")[1]: schema for schema in (RANKING_SCHEMA, RANKINGS_SCHEMA)}
"""The marks of rankings, by the names of the sheets on which they stand in workbooks."""


def ranking_of(data: bytes, source: str, kind: str, max_bytes: int) -> tuple[RawTable, list[Problem]] | None:
    """The ranking in a file that dtiscore wrote, and every problem of its form; ``None`` for any other file.

    Workbooks, Parquet and JSON bear the mark of a ranking. CSV, TSV and JSON Lines have no place for one: they are ours
    if they have its headings and are, to the byte, what our writer makes of what they say, as no file is that a
    spreadsheet has saved again. A marked file with other headings was changed, and is read like any other.

    Raises:
        SourceFault: the file is JSON, and no ranking of ours; or it is damaged.
    """
    if kind == "workbook":
        return _in_workbook(data, source, max_bytes)
    if kind == "parquet":
        return _in_parquet(data, source, max_bytes)
    is_json = _begins_as_json(data)
    columns = _in_json(data, source) if is_json else _in_delimited(data)
    if columns is None:
        return None
    first = 0 if is_json else 1
    return _table(columns, source, first, hashlib.sha256(data).hexdigest()), []


def read_whole(head: bytes) -> Said | None:
    """What a text that begins so is, if it is read whole: what is a ranking of ours, only the whole text can tell.

    Args:
        head: the first :data:`HEAD` bytes.
    """
    if _begins_as_json(head) and b'"' in head[:64]:
        return said("is JSON")
    return None if _headings(head) is None else said("is headed as a ranking that dtiscore wrote")


def _begins_as_json(data: bytes) -> bool:
    return data[:64].removeprefix(BOM_UTF8).lstrip()[:1] == b"{"


def _headings(head: bytes) -> tuple[list[str], str, str] | None:
    """The headings of a ranking with what parts them, if the text begins with such."""
    first_line = head[:HEAD].partition(b"\n")[0].decode("utf-8", "replace")
    for delimiter, decimal in _STYLES:
        headings = fields_of([first_line.removeprefix(_MARK)], delimiter)
        if headings and score_headings(headings) is not None:
            return headings, delimiter, decimal
    return None


def _table(columns: Columns, source: str, header_line: int, sha256: str) -> RawTable:
    rows = len(next(iter(columns.values())))
    lines = range(header_line + 1, header_line + 1 + rows)
    raw = [
        RawColumn(as_heading(heading), at, [text_of(value) for value in values], lines)
        for at, (heading, values) in enumerate(columns.items(), 1)
    ]
    return RawTable(source, tuple(raw), rows, header_line, sha256, is_ranking=True)


def _in_delimited(data: bytes) -> Columns | None:
    found = _headings(data)
    return None if found is None else _as_given(data, *found)


def _as_given(data: bytes, headings: Sequence[str], delimiter: str, decimal: str) -> Columns | None:
    """What our writer was given, if it made this text of it."""
    from dtiscore.tables.texts.writing import to_csv, to_excel_csv

    try:
        text = data.decode()
        is_for_excel = text.startswith(_MARK)
        lines = io.StringIO(text.removeprefix(_MARK), newline="")
        _, *rows = csv.reader(lines, delimiter=delimiter, strict=True)
        cells = zip(*rows, strict=True) if rows else [()] * len(headings)
        columns = {
            heading: [_value(cell, heading, delimiter, decimal) for cell in column]
            for heading, column in zip(headings, cells, strict=True)
        }
    except (csv.Error, ValueError, InvalidOperation):  # no UTF-8, an uneven row, a number that is none
        return None
    written = to_excel_csv(columns) if is_for_excel else to_csv(columns, delimiter=delimiter)
    return columns if written == text else None


def _value(cell: str, heading: str, delimiter: str, decimal: str) -> str | int | float | Decimal | None:
    if heading in TEXTS:
        from dtiscore.spreadsheet_formulas import undefused

        return undefused(cell, delimiter=delimiter)
    if not cell:
        return None
    number = cell.replace(decimal, ".")
    if heading.endswith(PUBLISHED):
        return Decimal(number)
    is_rank = heading in COUNTS or heading.endswith(RANK)
    return int(cell) if is_rank and decimal not in cell else float(number)


def _in_json(data: bytes, source: str) -> Columns | None:
    from dtiscore.tables.rankings.in_json import ranking_in_json  # models that few tables need

    return ranking_in_json(data.removeprefix(BOM_UTF8), source)


def _in_workbook(data: bytes, source: str, max_bytes: int) -> tuple[RawTable, list[Problem]] | None:
    from dtiscore.tables.rankings.sheet_names import names_in_all_languages
    from dtiscore.tables.workbooks.reader import Workbook

    book = Workbook(data, source=source, max_bytes=max_bytes)
    sheets = book.sheets_with_content

    def sheet_of(name: str) -> str | None:
        return next((sheet for sheet in names_in_all_languages(name) if sheet in sheets), None)

    kind = next((kind for kind in _SCHEMAS if sheet_of(kind) is not None), None)
    beside = sheet_of("about")
    if kind is None or beside is None:
        return None
    try:
        about, _ = book.table(TableOptions(sheet=beside))
        # The headings stand below what people call the columns.
        ranking = book.table(TableOptions(sheet=sheet_of(kind), skip_rows=1))
    except InvalidData:  # the sheets were changed
        return None
    keys, values = about.column("about"), about.column("value")
    stated = {} if keys is None or values is None else dict(zip(keys.cells, values.cells, strict=True))
    return _marked(*ranking) if stated.get("schema") == _SCHEMAS[kind] else None


def _in_parquet(data: bytes, source: str, max_bytes: int) -> tuple[RawTable, list[Problem]] | None:
    from dtiscore.tables.parquet import read_parquet

    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
        from pyarrow import parquet
    except ImportError:
        return None
    try:
        metadata = parquet.read_metadata(io.BytesIO(data)).metadata
    except (pa.ArrowException, OSError):  # it is damaged, and its reader says how
        return None
    if not is_marked(metadata):
        return None
    return _marked(*read_parquet(data, source=source, max_bytes=max_bytes))


def is_marked(metadata: Mapping[bytes, bytes] | None) -> bool:
    """Whether a Parquet file of this metadata bears the mark of a ranking."""
    import json

    stated = (metadata or {}).get(PARQUET_KEY.encode())
    try:
        return stated is not None and json.loads(stated).get("schema") in _SCHEMAS.values()
    except ValueError:
        return False


def _marked(table: RawTable, problems: list[Problem]) -> tuple[RawTable, list[Problem]] | None:
    """A table whose file bears the mark, if it still has the headings of a ranking."""
    if score_headings([column.header for column in table.columns]) is None:
        return None
    return table._replace(is_ranking=True), problems
