"""Blocks of delimited text as typed columns, by polars; whatever a strict reader might refuse is not vouched for.

polars takes ``1.``, ``nan``, a tab before a number and, where the comma is the decimal mark, ``1.5`` for numbers, 1e-400
for 0, a row that is too short for one with empty cells at its end, and a broken quote for text. Where the bytes of a
block tell that such a number may stand in it, its cells are held against the shape of plain numbers; what then is in
doubt, and any doubt about its form, is left to the strict reader, which says where.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from dtiscore.tables.number_cells import plain_shape
from dtiscore.tables.raw import Ends
from dtiscore.tables.texts.doubtful_bytes import (
    has_doubtful_form,
    has_doubtful_numbers,
    has_exponents,
    has_other_lengths,
)
from dtiscore.tables.texts.line_blocks import LineBlock, require_utf8

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

Kind = Literal["whole", "decimal", "text"]
"""How a column is read: whole numbers without a mark, numbers with the decimal mark of the file, or texts."""

LARGEST_SURE = 1e15
"""Numbers from here on may not be held exactly, which the strict reader tells."""


@dataclass(frozen=True, slots=True)
class TextPlan:
    """How the columns of a text are to be read."""

    delimiter: str
    fields: int
    """How many columns the headings name."""
    kinds: Mapping[int, Kind]
    """The columns that are read, by their position from 1."""
    decimal: Literal[".", ","]
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class TypedColumns:
    """The columns of one block."""

    rows: int
    numbers: Mapping[int, NDArray[np.float64]]
    """By position; NaN for an empty cell, a zero without its sign."""
    ends: Mapping[int, Ends]
    texts: Mapping[int, pa.Array]


def read_typed(block: LineBlock, plan: TextPlan, source: str) -> TypedColumns | None:
    """The columns of a block; ``None`` where something in it may not be as it should.

    Raises:
        SourceFault: the block is not in UTF-8.
    """
    require_utf8(block, source)
    if has_doubtful_form(block, plan.delimiter):
        return None
    if has_doubtful_numbers(block, plan.delimiter, plan.decimal) and not _are_plain(block, plan):
        return None
    last = plan.fields
    kinds = {last: "text", **plan.kinds}  # a row that is too short has nothing in its last column
    table = _read(block, plan, kinds, [*plan.missing])
    if table is None or table.height != block.lines:
        return None
    # polars tells of a row that is too long only in the columns that it reads
    tells_of_longer = len(kinds) == last and block.data.endswith(b"\n")
    may_be_short = _has_empty(table[f"c{last}"])
    if (may_be_short or not tells_of_longer) and has_other_lengths(
        block, plan.delimiter, last, may_cancel=may_be_short and not tells_of_longer
    ):
        return None
    numbers = _numbers(table, block, plan)
    if numbers is None:
        return None
    of_text: dict[int, Kind] = {field: kind for field, kind in plan.kinds.items() if kind == "text"}
    # What means "no value" is one only among numbers.
    if any(table[f"c{field}"].null_count() for field in of_text):
        table = _read(block, plan, of_text, [])
        assert table is not None
    texts = {field: arrow_text(table[f"c{field}"]) for field in of_text}
    return TypedColumns(
        block.lines,
        {field: values for field, (values, _) in numbers.items()},
        {field: ends for field, (_, ends) in numbers.items()},
        texts,
    )


def _read(
    block: LineBlock, plan: TextPlan, kinds: Mapping[int, str], missing: Sequence[str]
) -> pl.DataFrame | None:
    """The columns that are read, ``c1`` the first of the text; ``None`` if a cell is of another type."""
    import polars as pl

    types = {"whole": pl.Int64, "decimal": pl.Float64, "text": pl.String}
    try:
        table = pl.scan_csv(
            block.data,
            has_header=False,
            separator=plan.delimiter,
            quote_char='"' if block.may_hold(b'"') else None,
            schema={f"c{field}": types[kinds.get(field, "text")] for field in range(1, plan.fields + 1)},
            null_values=[*missing] or None,  # polars holds each cell against a list, be it empty
            empty_string_is_null=False,
            decimal_comma=plan.decimal == ",",
        )
        return table.select(f"c{field}" for field in kinds).collect()
    except (pl.exceptions.PolarsError, OSError):
        # A text that begins with "x^" may be zlib to polars, which then cannot unpack it.
        return None


def _numbers(
    table: pl.DataFrame, block: LineBlock, plan: TextPlan
) -> dict[int, tuple[NDArray[np.float64], Ends]] | None:
    import polars as pl

    absent = _numerals(plan.missing, plan.decimal)
    found: dict[int, tuple[NDArray[np.float64], Ends]] = {}
    zeros = False
    for field, kind in plan.kinds.items():
        if kind == "text":
            continue
        column = table[f"c{field}"].cast(pl.Float64)
        sure = sure_numbers(column.to_numpy(), column.null_count())
        if sure is None or (len(absent) and np.isin(sure[0], absent).any()):
            return None
        found[field] = sure
        values, ends = sure
        zeros = zeros or (ends.low <= 0.0 <= ends.high and bool((values == 0.0).any()))
    if zeros and has_exponents(block, [b"e", b"E"], [b"-"]) and not _are_plain(block, plan):
        return None  # perhaps a number too small to be told from 0
    return found


def _are_plain(block: LineBlock, plan: TextPlan) -> bool:
    """Whether every cell among numbers has the shape that a parser of floats may read, or holds nothing."""
    import polars as pl

    fields: dict[int, Kind] = {field: "text" for field, kind in plan.kinds.items() if kind != "text"}
    if not fields:
        return True
    table = _read(block, plan, fields, [*plan.missing])
    shape = rf"\A(?:{plain_shape(plan.decimal)})?\z"
    return table is not None and table.select(pl.all().str.contains(shape).all()).min_horizontal().all()


def sure_numbers(values: NDArray[np.float64], empty: int) -> tuple[NDArray[np.float64], Ends] | None:
    """The numbers of a typed column with ``empty`` cells, which are NaN, zeros without their sign; and their ends.

    ``None`` where one is NaN though its cell is not empty, or so large that digits may be lost.
    """
    if empty == len(values):
        return values, Ends(0, math.inf, -math.inf)
    if empty and int(np.isnan(values).sum()) != empty:
        return None
    lowest, highest = (np.fmin, np.fmax) if empty else (np.minimum, np.maximum)
    low, high = float(lowest.reduce(values)), float(highest.reduce(values))
    if not (low > -LARGEST_SURE and high < LARGEST_SURE):
        return None
    if low <= 0.0 <= high:
        values = values + 0.0
    return values, Ends(len(values) - empty, low, high)


def arrow_text(column: pl.Series) -> pa.Array:
    """A column of texts as an Arrow array with memory of its own: it may be kept, while that of polars serves again."""
    import pyarrow as pa

    array: Any = column.to_arrow()
    _, ends, data = array.buffers()
    bounds = np.frombuffer(ends, np.int64)[array.offset : array.offset + len(array) + 1]
    # Not cast to texts with short places, for which pyarrow first loads pyarrow.compute.
    places = pa.py_buffer((bounds - bounds[0]).astype(np.int32))
    own = pa.py_buffer(b"" if data is None else data[bounds[0] : bounds[-1]].to_pybytes())
    return pa.Array.from_buffers(pa.string(), len(array), [None, places, own])


def _has_empty(column: pl.Series) -> bool:
    import polars as pl

    return bool(column.null_count()) or (column.dtype == pl.String and bool((column == "").any()))


def _numerals(texts: frozenset[str], decimal: str) -> Sequence[float]:
    """The texts for missing values that are numbers: one with a space beside it must not pass for a value."""
    found: list[float] = []
    for text in texts:
        try:
            found.append(float(text.replace(decimal, ".")))
        except ValueError:
            continue
    return found
