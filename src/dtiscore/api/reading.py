"""What may be declared about a table, and the table read under these declarations."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Union, cast

from dtiscore.dataset.numbers import NumberStyle
from dtiscore.dataset.options import ReadingOptions
from dtiscore.dataset.rankings import as_written
from dtiscore.dataset.raw import RawTable
from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.scoring.frames import reaches_over_periods
from dtiscore.sources.frames import table_of_frame
from dtiscore.sources.tables import MAX_BYTES, FileOptions, read_table

if TYPE_CHECKING:
    import pandas as pd

Data = Union[str, os.PathLike[str], "pd.DataFrame"]
"""A table: the path of a CSV file, workbook or Parquet file, ``-`` for standard input, or a DataFrame."""
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
    sheet: str | int | None
    """The sheet of a workbook, by its name or by its number from 1."""
    range: str | None
    """The cells of a sheet that hold the table, headings included: ``A3:F70``."""
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
    multiline: Sequence[str]
    """Headings of columns in which a line break within a cell is meant, and stands for a blank."""
    unit_column: str | None
    name_column: str | None
    period_column: str | None
    group_column: str | None
    period: str | int | None
    """The period of a table without a column for it, or the one to keep of a panel. What an edition fits over several
    periods is fitted on all of the table."""
    group: str | None
    """The group to keep of a table that ranks several apart, by its name. It is scored with all others."""
    date: str | None
    """The day, as 2022-06-01, on which the edition of a family is in force that is meant."""
    by: Sequence[str]
    """Headings of columns by whose values units are ranked apart."""
    ignore_units: Sequence[str]
    """Names of rows that are no units and are left out."""
    allow_missing_units: bool
    strict: bool
    """Whether warnings count as errors."""


def raw_table(data: Data, reading: Reading) -> tuple[RawTable, list[Problem], ReadingOptions]:
    """The table as text, the problems of its form, and how its cells are to be read.

    Raises:
        UsageFault: a declaration is not one of :class:`Reading`, or contradicts itself; ``data`` is no table.
        SourceFault: the file cannot be read. InvalidData: it holds no table at all.
    """
    require_known(reading)
    options = reading_options(reading)
    if isinstance(data, str | os.PathLike):
        table, problems = read_table(data, file_options(reading))
        return table, problems, as_written(table, options) if table.is_ranking else options
    table, styles, problems = table_of_frame(data)
    return table, problems, replace(options, styles=styles)


def require_known(reading: Reading) -> None:
    """A misspelt declaration would change nothing, and nobody would notice."""
    for name in reading:
        if name not in Reading.__annotations__:
            near = get_close_matches(name, Reading.__annotations__, n=1)
            known = f"did you mean {near[0]}?" if near else f"known: {', '.join(Reading.__annotations__)}"
            raise UsageFault(f"there is no declaration {name} about a table", known)


def file_options(reading: Reading) -> FileOptions:
    """What is declared about the file that holds a table."""
    return FileOptions(
        delimiter=reading.get("delimiter"),
        encoding=reading.get("encoding"),
        skip_rows=reading.get("skip_rows", 0),
        header_rows=reading.get("header_rows", 1),
        sheet=None if (sheet := reading.get("sheet")) is None else str(sheet),
        cells=reading.get("range"),
        multiline=frozenset(_texts(reading.get("multiline"))),
        layout=reading.get("layout"),
        max_bytes=reading.get("max_bytes", MAX_BYTES),
    )


def reading_options(reading: Reading) -> ReadingOptions:
    """What is declared about the cells of a table."""
    return ReadingOptions(
        style=_style(reading.get("decimal"), reading.get("grouping")),
        missing=frozenset(_texts(reading.get("missing"))),
        percent=frozenset(_texts(reading.get("percent"))),
        multiline=frozenset(_texts(reading.get("multiline"))),
        unit=reading.get("unit_column"),
        name=reading.get("name_column"),
        period=reading.get("period_column"),
        group=reading.get("group_column"),
        at_period=period_of(reading.get("period")),
        by=_texts(reading.get("by")),
        ignored_units=frozenset(_texts(reading.get("ignore_units"))),
        allow_missing_units=reading.get("allow_missing_units", False),
    )


def _texts(declared: Sequence[str] | None) -> tuple[str, ...]:
    """The texts that were declared; a single one may stand alone, and is not taken letter by letter."""
    return (declared,) if isinstance(declared, str) else tuple(declared or ())


def period_of(declared: str | int | None) -> str | None:
    """The period as it stands in a table: a year is often written as a number in Python."""
    if declared is None:
        return None
    period = unicodedata.normalize("NFC", str(declared)).strip()
    if not period:
        raise UsageFault("the period declared is empty", "name one as the table writes it, or declare none")
    return period


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


def require_whole(methodology: Methodology, reading: Reading, *, framed: bool) -> None:
    """Make sure that a table which is read piece by piece is not cut to what was fitted with more of it.

    Args:
        methodology: the edition.
        reading: what is declared about the table.
        framed: whether statistics are given that were fitted elsewhere.

    Raises:
        UsageFault: one group is to be kept, or one period of an edition that fits over several.
    """
    if reading.get("group") is not None:
        raise UsageFault(
            "a table is read piece by piece with all its groups", "choose the group in the result"
        )
    if reading.get("period") is not None and reaches_over_periods(methodology) and not framed:
        message = f"{methodology.id} fits over several periods, of which one alone is read piece by piece"
        raise UsageFault(
            message, "leave --period out and choose the period in the result, or give --reference"
        )


def declared(reading: Reading) -> dict[str, Any]:
    """The declarations that were made, for provenance."""
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in reading.items() if value
    }
