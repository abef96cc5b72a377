"""Tables from wherever they are: a delimited file, standard input, a pandas DataFrame."""

from __future__ import annotations

import os
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dtiscore.dataset.layout import to_wide
from dtiscore.dataset.numbers import NumberStyle
from dtiscore.dataset.raw import RawColumn, RawTable
from dtiscore.errors import InvalidData, Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.sources.delimited import read_delimited
from dtiscore.sources.files import read_bytes

if TYPE_CHECKING:
    import pandas as pd

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
    table: RawTable, methodology: Methodology, layout: Literal["wide", "long"] | None
) -> tuple[RawTable, list[Problem]]:
    """The table with one column per indicator, whichever way it came.

    Unless declared, a table is long when it has a column for the indicator and one for the value, and none of those
    that the edition reads.
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
    keep = [column.header for column in table.columns if column.header not in (indicator, value)]
    return to_wide(table, unit=keep[0] if keep else "", indicator=indicator, value=value, keep=keep[1:])


def table_of_frame(frame: pd.DataFrame) -> tuple[RawTable, dict[str, NumberStyle]]:
    """A DataFrame as a table of text, and the number style of its numeric columns.

    Missing values become empty cells; numbers become their shortest exact text, so that none of their bits is lost.
    A named index becomes a column.
    """
    import pandas as pd

    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    lines = list(range(1, len(frame) + 1))
    columns: list[RawColumn] = []
    styles: dict[str, NumberStyle] = {}
    for i, name in enumerate(frame.columns):
        series = frame.iloc[:, i]
        header = str(name)
        numeric = pd.api.types.is_numeric_dtype(series.dtype)
        if numeric:
            styles[header] = NumberStyle(".")
        missing = series.isna().tolist()
        cells = [
            "" if absent else _cell_text(value)
            for value, absent in zip(series.tolist(), missing, strict=True)
        ]
        columns.append(RawColumn(header, i + 1, cells, lines))
    doubled = {column.header for column in columns if sum(c.header == column.header for c in columns) > 1}
    if doubled:
        raise InvalidData(f"the DataFrame has two columns named {min(doubled)}", "rename one of them")
    return RawTable("<DataFrame>", tuple(columns), len(frame), header_line=0), styles


def _cell_text(value: Hashable | Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(float(value)) if isinstance(value, float) else str(value)
