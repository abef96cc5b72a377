"""What may be declared about a table, and the table read under these declarations."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Union, cast

from dtiscore.dataset.numbers import NumberStyle
from dtiscore.dataset.options import ReadingOptions
from dtiscore.dataset.raw import RawTable
from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.sources.tables import MAX_BYTES, FileOptions, read_table, table_of_frame

if TYPE_CHECKING:
    import pandas as pd

Data = Union[str, os.PathLike[str], "pd.DataFrame"]
"""A table: the path of a CSV file, ``-`` for standard input, or a DataFrame."""
Weighting = str | os.PathLike[str] | Mapping[str, Any] | Methodology
"""A methodology: the id of a built-in edition, the path of a weighting file, plain data, or the object itself."""


class Reading(TypedDict, total=False):
    """What may be declared about a table; whatever is not must settle itself or is refused."""

    delimiter: str | None
    encoding: str | None
    skip_rows: int
    """Lines above the headings."""
    header_rows: int
    """Rows of headings, joined into one."""
    layout: Literal["wide", "long"] | None
    max_bytes: int
    decimal: str | None
    """The decimal mark, ``.`` or ``,``."""
    grouping: str | None
    """The sign that groups thousands."""
    missing: Sequence[str]
    """Texts that mean "no value", beside the empty cell."""
    percent: Sequence[str]
    """Headings of columns whose bare numbers are percentages."""
    unit_column: str | None
    name_column: str | None
    period_column: str | None
    group_column: str | None
    period: str | None
    """The period of a table without a column for it, or the one to keep of a panel."""
    by: Sequence[str]
    """Headings of columns by whose values units are ranked apart."""
    ignore_units: Sequence[str]
    """Names of rows that are no units and are left out."""
    allow_missing_units: bool
    strict: bool
    """Whether warnings count as errors."""


def raw_table(data: Data, reading: Reading) -> tuple[RawTable, list[Problem], ReadingOptions]:
    """The table as text, the problems of its form, and how its cells are to be read."""
    options = _reading_options(reading)
    if isinstance(data, str | os.PathLike):
        table, problems = read_table(data, _file_options(reading))
        return table, problems, options
    table, styles = table_of_frame(data)
    return table, [], replace(options, styles=styles)


def _file_options(reading: Reading) -> FileOptions:
    return FileOptions(
        delimiter=reading.get("delimiter"),
        encoding=reading.get("encoding"),
        skip_rows=reading.get("skip_rows", 0),
        header_rows=reading.get("header_rows", 1),
        layout=reading.get("layout"),
        max_bytes=reading.get("max_bytes", MAX_BYTES),
    )


def _reading_options(reading: Reading) -> ReadingOptions:
    return ReadingOptions(
        style=_style(reading.get("decimal"), reading.get("grouping")),
        missing=frozenset(reading.get("missing", ())),
        percent=frozenset(reading.get("percent", ())),
        unit=reading.get("unit_column"),
        name=reading.get("name_column"),
        period=reading.get("period_column"),
        group=reading.get("group_column"),
        at_period=reading.get("period"),
        by=tuple(reading.get("by", ())),
        ignored_units=frozenset(reading.get("ignore_units", ())),
        allow_missing_units=reading.get("allow_missing_units", False),
    )


def _style(decimal: str | None, grouping: str | None) -> NumberStyle | None:
    if decimal is None and not grouping:
        return None
    if decimal is None:
        decimal = "." if grouping == "," else ","
        if grouping not in (",", "."):
            raise UsageFault(
                "the grouping of thousands is declared, the decimal mark is not", "declare --decimal too"
            )
    try:
        return NumberStyle(cast("Any", decimal), cast("Any", grouping or ""))
    except ValueError as error:
        raise UsageFault(
            f"not a number style: {error}", "--decimal takes . or , and --grouping another sign"
        ) from error


def declared(reading: Reading) -> dict[str, Any]:
    """The declarations that were made, for provenance."""
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in reading.items() if value
    }
