"""A table in memory as a table of text, in which none of its numbers loses a bit or is read otherwise.

A DataFrame of pandas is read as pandas has it; whatever else shows itself as Arrow (polars, DuckDB, pyarrow …) as Parquet is.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from dtiscore.errors import InvalidData, Place, Problem, UsageFault
from dtiscore.said import Said, said
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.heading_parts import BETWEEN
from dtiscore.tables.numbers import NumberStyle
from dtiscore.tables.options import TableOptions
from dtiscore.tables.parquet import nested_column, table_of_arrow, unnamed_column
from dtiscore.tables.raw import FRAME, NumberCell, RawColumn, RawTable
from dtiscore.tables.texts.heading_rows import heading_problems
from dtiscore.tables.typed_values import text_of

if TYPE_CHECKING:
    import pandas as pd


class ArrowStream(Protocol):
    """What shows itself as Arrow, column by column (the Arrow PyCapsule interface)."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


def table_of_frame(
    data: object, options: TableOptions | None = None
) -> tuple[RawTable, dict[str, NumberStyle], list[Problem]]:
    """A table in memory as a table of text, the number style of its columns of numbers, and what is wrong with its form.

    Missing values become empty cells; numbers become their shortest exact text, whole ones without decimals, so that
    a year that pandas made a float is still 2022. A number among texts settles nothing for them. An index becomes a
    column, unless it is one of numbers without a name; the levels of a heading are joined by `` / ``, as the rows of a
    heading in a file are.

    Args:
        data: a DataFrame of pandas, or an object with Arrow's ``__arrow_c_stream__``, such as a DataFrame of polars.
        options: what is declared about it, of which only whether it lies on its side counts here.

    Raises:
        UsageFault: it is neither, or pyarrow, which reads the latter, is not installed.
        InvalidData: the index and a column share a heading.
    """
    table, styles, problems = _as_it_lies(data)
    if options is None or options.layout != "turned":
        return table, styles, problems
    from dtiscore.tables.turning import turned

    # A number says for itself that it is one: in a row beside each other they are of many columns, and of no style.
    columns = [
        column._replace(cells=[NumberCell(cell) if cell else cell for cell in column.cells])
        if column.header in styles
        else column
        for column in table.columns
    ]
    table, of_turning = turned(table._replace(columns=tuple(columns)), options.indicator_column, options.side)
    return table, {}, [*problems, *of_turning]


def _as_it_lies(data: object) -> tuple[RawTable, dict[str, NumberStyle], list[Problem]]:
    import pandas as pd

    if not isinstance(data, pd.DataFrame):
        table, problems = _of_arrow(data)
        return table, {}, problems
    frame = _with_index(data)
    lines = range(1, len(frame) + 1)
    headings = [*map(_heading, frame.columns)]
    columns: dict[str, RawColumn] = {}
    styles: dict[str, NumberStyle] = {}
    problems = heading_problems(headings, FRAME, 0)
    if not len(frame):
        problems.append(_no_rows())
    for i, heading in enumerate(headings):
        series = frame.iloc[:, i]
        if not heading:
            problems.append(unnamed_column(Place(FRAME, 0, i + 1)))
        if not heading or heading in columns:
            continue
        values = [
            None if absent else value
            for value, absent in zip(series.tolist(), series.isna().tolist(), strict=True)
        ]
        if series.dtype == object and any(isinstance(value, bytes) for value in values):
            # pandas reads the texts of SAS so where nobody names their encoding: their units were called b'...'.
            problems.append(nested_column(said("bytes"), "bytes", Place(FRAME, 0, i + 1, heading)))
            continue
        if pd.api.types.is_numeric_dtype(series.dtype):
            # The style of the whole column: to mark each of a million cells as a number takes longer than to read it.
            styles[heading] = NumberStyle(".")
            cells = ["" if value is None else str(value).removesuffix(".0") for value in values]
        else:
            cells = [*map(text_of, values)]
        columns[heading] = RawColumn(heading, i + 1, cells, lines)
    table = RawTable(FRAME, tuple(columns.values()), len(frame), header_line=0)
    return table, styles, problems


def _of_arrow(data: object) -> tuple[RawTable, list[Problem]]:
    kind = type(data).__name__
    if hasattr(data, "__arrow_c_stream__"):
        try:
            import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
        except ImportError as error:
            message = said("{kind} is read with pyarrow, which is not installed", kind=kind)
            raise UsageFault(message, said("install it: pip install 'dtiscore[parquet]'")) from error
        with suppress(TypeError, ValueError):  # a single column, or values of types that Arrow has not
            return table_of_arrow(pa.table(data), FRAME)
    message = said("a table is a path, - or a DataFrame, not {kind}", kind=kind)
    for method in ("toPandas", "collect"):  # of Spark, and of a query of polars that has not run yet
        if callable(getattr(data, method, None)):
            raise UsageFault(message, said("bring it into memory first: data.{method}()", method=method))
    raise UsageFault(message, said("make it a DataFrame with one row per unit: pandas.DataFrame(data)"))


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    if frame.index.name is None and pd.api.types.is_numeric_dtype(frame.index.dtype):
        return frame
    try:
        return frame.reset_index()
    except ValueError as error:
        names = ", ".join(str(name) for name in frame.index.names)
        message = said(
            "the index of the DataFrame ({names}) bears the name of one of its columns", names=names
        )
        fix = said("rename one of them, or leave the index out: frame.reset_index(drop=True)")
        raise _invalid("duplicate-heading", message, fix) from error


def _heading(name: Any) -> str:
    # As a cell is: a year that pandas made a float heads its column as 2022, and what is missing is no part called "nan".
    levels = name if isinstance(name, tuple) else (name,)
    parts = ("" if _is_missing(level) else as_heading(text_of(level)) for level in levels)
    return BETWEEN.join(dict.fromkeys(filter(None, parts)))


def _is_missing(value: Any) -> bool:
    import pandas as pd

    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def _no_rows() -> Problem:
    return Problem(
        "no-rows", said("the DataFrame has no rows"), Place(FRAME, 0), fix=said("give it one row per unit")
    )


def _invalid(code: str, message: Said, fix: Said) -> InvalidData:
    return InvalidData(message, fix, [Problem(code, message, Place(FRAME, 0), fix=fix)])
