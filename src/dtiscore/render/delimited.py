"""Columns as CSV and TSV: RFC 4180 with LF line ends, full precision, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

_STARTS_FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")
"""What begins a formula in some spreadsheet (OWASP ASVS 5.0, 1.2.10; CWE-1236), full-width forms included."""


def to_csv(columns: Mapping[str, Sequence[Any]], *, delimiter: str = ",", sanitise: bool = True) -> str:
    """Columns of plain values as delimited text with a line of headings.

    Numbers stand in full precision, ``None`` is an empty cell.

    Args:
        columns: values by heading, all of one length.
        delimiter: the sign between cells.
        sanitise: whether text that a spreadsheet would take for a formula gets a ``'`` before it; numbers never do.
    """
    file = StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    for record in records(columns):
        writer.writerow([_cell(value, sanitise=sanitise) for value in record])
    return file.getvalue()


def to_tsv(columns: Mapping[str, Sequence[Any]], *, sanitise: bool = True) -> str:
    """Columns as tab-separated text; quoted as in CSV where a cell holds a tab or a line end."""
    return to_csv(columns, delimiter="\t", sanitise=sanitise)


def records(columns: Mapping[str, Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The headings, then every row."""
    yield list(columns)
    yield from zip(*columns.values(), strict=True)


def _cell(value: Any, *, sanitise: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, str) and sanitise and value.startswith(_STARTS_FORMULA):
        return f"'{value}"
    return str(value)
