"""Tables of delimited files and of standard input, wide or long."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from dtiscore.dataset.headings import resolve
from dtiscore.dataset.layout import to_wide
from dtiscore.dataset.options import ReadingOptions
from dtiscore.dataset.raw import RawTable
from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.sources.delimited import read_delimited
from dtiscore.sources.files import read_bytes

MAX_BYTES = 256 * 2**20
"""The largest table read into memory unless the user allows more."""

INDICATOR_HEADINGS = ("indicator", "chỉ số", "mã chỉ số", "indicator_code")
VALUE_HEADINGS = ("value", "giá trị")


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How a file holds its table; what is not declared must settle itself or is refused."""

    delimiter: str | None = None
    encoding: str | None = None
    skip_rows: int = 0
    header_rows: int = 1
    layout: Literal["wide", "long"] | None = None
    """One column per indicator, or one row per value; told by the headings unless given."""
    max_bytes: int = MAX_BYTES


def read_table(
    source: str | os.PathLike[str], options: FileOptions | None = None
) -> tuple[RawTable, list[Problem]]:
    """The table of a file, or of standard input for ``-``, and every problem of its form.

    Raises:
        SourceFault: the file cannot be read or decoded.
        InvalidData: it holds no table at all.
    """
    options = options or FileOptions()
    name = os.fspath(source)
    data = read_bytes(name, max_bytes=options.max_bytes)
    return read_delimited(
        data,
        source="<stdin>" if name == "-" else name,
        delimiter=options.delimiter,
        encoding=options.encoding,
        skip_rows=options.skip_rows,
        header_rows=options.header_rows,
    )


def widened(
    table: RawTable,
    methodology: Methodology,
    layout: Literal["wide", "long"] | None,
    options: ReadingOptions | None = None,
) -> tuple[RawTable, list[Problem]]:
    """The table with one column per indicator, whichever way it came.

    Unless declared, a table is long when it has a column for the indicator and one for the value, and none of those
    that the edition reads. Of its other columns those go along that identify a row; the rest, such as a source per
    value, may differ from record to record and is warned of.

    Raises:
        InvalidData: a table declared as long lacks a column for the indicator or the value, or none names the unit.
    """
    headings = {fold(column.header): column.header for column in table.columns}
    indicator = next((headings[name] for name in INDICATOR_HEADINGS if name in headings), None)
    value = next((headings[name] for name in VALUE_HEADINGS if name in headings), None)
    wide_already = any(fold(header) in headings for header in methodology.raw_headers)
    if layout == "wide" or (layout is None and (indicator is None or value is None or wide_already)):
        return table, []
    if indicator is None or value is None:
        place = Place(table.source, table.header_line)
        fix = f"head them {INDICATOR_HEADINGS[0]} and {VALUE_HEADINGS[0]}"
        problem = Problem(
            "missing-column", "a long table needs a column for the indicator and one for the value", place
        )
        raise InvalidData(f"{table.source}: not a long table", fix=fix, problems=[problem])
    headers, found = resolve(table, methodology, options or ReadingOptions())
    unit = headers.unit or headers.name
    if unit is None:
        raise _no_unit(table)
    kept = [
        column for column in (headers.name, *headers.group, *headers.labels.values()) if column is not None
    ]
    keep = dict.fromkeys(column.header for column in kept if column is not unit)
    period = headers.period.header if headers.period is not None else None
    repeats = headers.repeats.header if headers.repeats is not None else None
    wide, problems = to_wide(
        table,
        unit=unit.header,
        indicator=indicator,
        value=value,
        keep=[header for header in keep if header not in (period, repeats)],
        period=period,
        group=repeats,
    )
    left_out = [
        problem
        for problem in found
        if problem.code == "unused-column" and problem.place.header not in (indicator, value)
    ]
    return wide, [*left_out, *problems]


def _no_unit(table: RawTable) -> InvalidData:
    message = "no column says which unit a record is about"
    fix = f"name it with --unit-column; the file has {', '.join(column.header for column in table.columns[:12])}"
    place = Place(table.source, table.header_line)
    problem = Problem("missing-column", message, place, fix=fix)
    return InvalidData(f"{table.source}: {message}", fix=fix, problems=[problem])
