"""Parquet files and Arrow tables to a table of text: every column by its type, exactly."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dtiscore.errors import InvalidData, Place, Problem, SourceFault, UsageFault
from dtiscore.said import Said, said
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.sizes import size_in_words
from dtiscore.tables.texts.heading_rows import heading_problems
from dtiscore.tables.typed_values import text_of
from dtiscore.tables.workbooks.sheet_facts import MAXIMUM_GRID

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

_ANEW = said("Write it anew, or fetch it again.")


def read_parquet(data: bytes, *, source: str, max_bytes: int) -> tuple[RawTable, list[Problem]]:
    """The table of a Parquet file, and every problem of its form, as :func:`table_of_arrow` tells them.

    Raises:
        SourceFault: the file is damaged, or unpacks to more than ``max_bytes``.
        InvalidData: it has more cells than are read.
        UsageFault: the library is not installed.
    """
    table, problems = table_of_arrow(_read(data, source, max_bytes), source)
    return table._replace(sha256=hashlib.sha256(data).hexdigest()), problems


def table_of_arrow(frame: pa.Table, source: str) -> tuple[RawTable, list[Problem]]:
    """A table of Arrow as text, and every problem of its form; lines are rows, from 1.

    Numbers come exactly (a float32 as the number that it is), nulls as empty cells, dates in ISO 8601. Columns of
    lists, records and bytes are errors and left out.
    """
    shell, problems = columns_of(frame.schema, frame.num_rows, source)
    lines = range(1, frame.num_rows + 1)
    columns = [
        column._replace(
            cells=[text_of(each) for each in values_of(frame.column(column.field - 1))], lines=lines
        )
        for column in shell.columns
    ]
    return shell._replace(columns=tuple(columns), rows=frame.num_rows), problems


def columns_of(schema: pa.Schema, rows: int, source: str) -> tuple[RawTable, list[Problem]]:
    """The columns of a table of so many rows that can be read, without their cells, and every problem of its form."""
    headings = [as_heading(name) for name in schema.names]
    problems = heading_problems(headings, source, 0)
    columns: dict[str, RawColumn] = {}
    for number, (heading, kind) in enumerate(zip(headings, schema.types, strict=True), 1):
        place = Place(source, 0, number, heading)
        if not heading:
            problems.append(unnamed_column(place))
        elif (what := _unreadable(kind)) is not None:
            problems.append(nested_column(what, str(kind), place))
        elif heading not in columns:
            columns[heading] = RawColumn(heading, number, (), range(0))
    if not rows:
        message, fix = said("the file has no rows"), said("check the export: it should have rows")
        problems.append(Problem("no-rows", message, Place(source, 0), fix=fix))
    return RawTable(source, tuple(columns.values()), 0, 0), problems


def unnamed_column(place: Place) -> Problem:
    """The problem of a column without a name."""
    return Problem("blank-heading", said("the column has no name"), place, fix=said("give it one"))


def nested_column(what: Said, kind: str, place: Place) -> Problem:
    """The problem of a column of ``what``, which is no text and no number, by the name of its type."""
    message = said("the column holds {what} (type {kind}), not one value per row", what=what, kind=kind)
    fix = said("leave the column out, or write its parts as columns of their own")
    return Problem("nested-column", message, place, fix=fix)


def _read(data: bytes, source: str, max_bytes: int) -> pa.Table:
    try:
        from pyarrow import parquet
    except ImportError as error:
        message = said(
            "{source} is a Parquet file, and pyarrow, which reads them, is not installed", source=source
        )
        raise UsageFault(message, said("install it: pip install 'dtiscore[parquet]'")) from error
    with library_faults(source):
        file = parquet.ParquetFile(io.BytesIO(data))
        _refuse_large(file.metadata, source, max_bytes)
        require_one_count(file.metadata, source)
        table = file.read(use_threads=False)
        table.validate(full=True)  # texts that are no UTF-8, and what else reading has not noticed
        require_rows(table.num_rows, file.metadata.num_rows, source)
    return table


@contextmanager
def library_faults(source: str) -> Iterator[None]:
    """Whatever the library raises about a file means that the file is damaged."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceFault(
            said(
                "{source} cannot be read as Parquet: {reason}",
                source=source,
                reason=next(iter(str(error).splitlines()), said("it is damaged")),
            ),
            fix=_ANEW,
        ) from error


def require_one_count(metadata: Any, source: str) -> None:
    """Raise :class:`SourceFault` when a file says one number of rows, and its groups of rows add up to another."""
    groups = sum(metadata.row_group(number).num_rows for number in range(metadata.num_row_groups))
    require_rows(groups, metadata.num_rows, source)


def require_rows(found: int, stated: int, source: str) -> None:
    """Raise :class:`SourceFault` when a file does not hold as many rows as it says: a ranking would lack units."""
    if found != stated:
        raise SourceFault(
            said(
                "{source} is damaged: it says that it has {stated} rows, and holds {found}",
                source=source,
                stated=stated,
                found=found,
            ),
            fix=_ANEW,
        )


def _refuse_large(metadata: Any, source: str, max_bytes: int) -> None:
    """Hold what the file says of itself against the bounds, before anything is unpacked."""
    groups = (metadata.row_group(i) for i in range(metadata.num_row_groups))
    unpacked = sum(group.total_byte_size for group in groups)
    if unpacked > max_bytes:
        raise SourceFault(
            said(
                "{source} unpacks to {unpacked}, and at most {limit} are read at once",
                source=source,
                unpacked=size_in_words(unpacked),
                limit=size_in_words(max_bytes),
            ),
            fix=said("Keep only the columns and rows that are scored, or raise --max-bytes."),
        )
    if metadata.num_rows * max(metadata.num_columns, 1) > MAXIMUM_GRID:
        message = said(
            "the table has {rows} rows and {columns} columns, and at most {limit} cells are read",
            rows=metadata.num_rows,
            columns=metadata.num_columns,
            limit=MAXIMUM_GRID,
        )
        problem = Problem("table-too-large", message, Place(source), fix=said("split it"))
        raise InvalidData(
            said("{source}: {what}", source=source, what=message), fix=problem.fix, problems=[problem]
        )


def _unreadable(kind: pa.DataType) -> Said | None:
    """What a column holds that is no single value, if so."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return _unreadable(kind.value_type)
    if types.is_nested(kind):
        return said("lists or records")
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return said("bytes")
    return None


def values_of(column: pa.ChunkedArray) -> list[Any]:
    """The values as Python has them; times are counted no finer than it can, which is a microsecond."""
    import pyarrow as pa
    from pyarrow import types

    kind = column.type
    # Categories of polars, which keeps texts as views, can only be taken as they are: pyarrow has no cast for them.
    if types.is_dictionary(kind) and not types.is_string_view(kind.value_type):
        column = column.cast(kind.value_type)
        kind = column.type
    if types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    elif types.is_duration(kind) and kind.unit == "ns":
        column = column.cast(pa.duration("us"), safe=False)
    elif types.is_time64(kind) and kind.unit == "ns":
        column = column.cast(pa.time64("us"), safe=False)
    values: list[Any] = column.to_pylist()
    return values
