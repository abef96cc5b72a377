"""Blocks of delimited text as typed columns, by pyarrow; whatever a strict reader might refuse is not vouched for.

pyarrow takes ``1.``, ``nan``, hexadecimal whole numbers and a tab beside a number for numbers, 1e-400 for 0 and a
broken quote for text. A block in which any such thing may stand is left to the strict reader, which says where.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import SourceFault, UsageFault
from dtiscore.sources.arrow_values import scalar
from dtiscore.sources.texts.line_blocks import LineBlock

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

Kind = Literal["whole", "decimal", "text"]
"""How a column is read: whole numbers without a mark, numbers with the decimal mark of the file, or texts."""

LARGEST_SURE = 1e15
"""Numbers from here on may not be held exactly, which the strict reader tells."""
_AT_ONCE = 2**21
_PIECE = 2**18


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
    texts: Mapping[int, pa.Array]


def require_arrow(source: str) -> None:
    """Make sure that pyarrow is there.

    Raises:
        UsageFault: it is not installed.
    """
    try:
        import pyarrow as pa  # noqa: F401 - only whether it is there
    except ImportError as error:
        message = f"{source} is to be streamed, and pyarrow, which reads it piece by piece, is not installed"
        raise UsageFault(message, "install it: pip install 'dtiscore[parquet]'") from error


def read_typed(block: LineBlock, plan: TextPlan, source: str) -> TypedColumns | None:
    """The columns of a block; ``None`` where something in it may not be as it should.

    Raises:
        SourceFault: the block is not in UTF-8.
    """
    import pyarrow as pa
    from pyarrow import csv

    _require_utf8(block, source)
    if _has_doubtful_signs(block.data, plan):
        return None
    names = [f"c{field}" for field in range(1, plan.fields + 1)]
    types = {"whole": pa.int64(), "decimal": pa.float64(), "text": pa.string()}
    try:
        table = csv.read_csv(
            pa.BufferReader(block.data),
            read_options=csv.ReadOptions(column_names=names, block_size=_AT_ONCE, use_threads=False),
            parse_options=csv.ParseOptions(delimiter=plan.delimiter, newlines_in_values=False),
            convert_options=csv.ConvertOptions(
                column_types={f"c{field}": types[kind] for field, kind in plan.kinds.items()},
                include_columns=[f"c{field}" for field in plan.kinds],
                null_values=["", *sorted(plan.missing)],
                strings_can_be_null=False,
                decimal_point=plan.decimal,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != block.lines:
        return None
    return _columns(table, block.data, plan)


def _columns(table: pa.Table, data: bytes, plan: TextPlan) -> TypedColumns | None:
    counted = [field for field, kind in plan.kinds.items() if kind != "text"]
    numbers = np.empty((len(counted), table.num_rows))
    absent = _numerals(plan.missing, plan.decimal)
    zeros = False
    for row, field in zip(numbers, counted, strict=True):
        column = table.column(f"c{field}")
        copy_numbers(column, row)
        if is_doubtful(row, column.null_count) or (len(absent) and np.isin(row, absent).any()):
            return None
        zeros = zeros or bool((row == 0.0).any())
    if zeros and _has_small_exponent(data):
        return None  # perhaps a number too small to be told from 0
    texts = {
        field: table.column(f"c{field}").combine_chunks()
        for field, kind in plan.kinds.items()
        if kind == "text"
    }
    return TypedColumns(table.num_rows, dict(zip(counted, numbers, strict=True)), texts)


def copy_numbers(column: pa.ChunkedArray, into: NDArray[np.float64]) -> None:
    """The numbers of a typed column, NaN for a null, a zero without its sign."""
    import pyarrow as pa

    start = 0
    for chunk in column.chunks:
        filled = chunk.cast(pa.float64()).fill_null(scalar(math.nan)) if chunk.null_count else chunk
        # Not to_numpy, which loads pandas.
        kind = filled.type.to_pandas_dtype()
        numbers = np.frombuffer(filled.buffers()[1], kind)[filled.offset : filled.offset + len(filled)]
        np.add(numbers, 0.0, out=into[start : start + len(chunk)], casting="unsafe")
        start += len(chunk)


def is_doubtful(values: NDArray[np.float64], empty: int) -> bool:
    """Whether a column holds NaN where no cell is empty, or a number so large that digits may be lost."""
    if empty == len(values):
        return False
    if empty and int(np.isnan(values).sum()) != empty:
        return True
    low, high = _ends(values, empty)
    return not (low > -LARGEST_SURE and high < LARGEST_SURE)


def _ends(values: NDArray[np.float64], empty: int) -> tuple[float, float]:
    if empty:
        return float(np.fmin.reduce(values)), float(np.fmax.reduce(values))
    return float(values.min()), float(values.max())


def _numerals(texts: frozenset[str], decimal: str) -> Sequence[float]:
    """The texts for missing values that are numbers: one with a space beside it must not pass for a value."""
    found: list[float] = []
    for text in texts:
        try:
            found.append(float(text.replace(decimal, ".")))
        except ValueError:
            continue
    return found


def _require_utf8(block: LineBlock, source: str) -> None:
    if block.data.isascii():
        return
    try:
        block.data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = block.first_line + block.data.count(b"\n", 0, error.start)
        raise SourceFault(
            f"{source} is not UTF-8: line {line} holds a byte that does not fit",
            fix='save it anew as "CSV UTF-8", or convert it first; a streamed table is read in UTF-8 only',
        ) from error


def _has_doubtful_signs(data: bytes, plan: TextPlan) -> bool:
    if (
        b"\0" in data
        or b"E+" in data
        or b"E-" in data
        or (not data.isascii() and b"\xef\xbb\xbf" in data)
        or (plan.delimiter != "\t" and b"\t" in data)
    ):
        return True
    if b"\r" in data and data.count(b"\r\n") != data.count(b"\r"):
        return True
    signs = np.frombuffer(data, np.uint8)
    if b'"' in data and not _quotes_whole_cells(signs, ord(plan.delimiter)):
        return True
    pieces = (signs[start : start + _PIECE + 2] for start in range(0, len(signs), _PIECE))
    return any(_has_doubtful_ends(piece, plan) for piece in pieces)


def _has_doubtful_ends(signs: NDArray[np.uint8], plan: TextPlan) -> bool:
    """Whether a digit and a mark, or a space, end a cell, or a hexadecimal number begins somewhere."""
    this, following = signs[:-1], signs[1:]
    ends = (following == ord(plan.delimiter)) | (following == ord("\n"))
    ends |= (following == ord("\r")) | (following == ord('"'))
    if ((this == ord(" ")) & ends).any():
        return True
    marked = np.flatnonzero((this == ord(plan.decimal)) & ends)
    if len(marked) and _are_digits(signs[np.maximum(marked - 1, 0)]).any():
        return True
    return bool(((this == ord("0")) & ((following | 32) == ord("x"))).any())


def _are_digits(signs: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (signs >= ord("0")) & (signs <= ord("9"))


def _has_small_exponent(data: bytes) -> bool:
    return b"e-" in data or b"E-" in data


def _quotes_whole_cells(signs: NDArray[np.uint8], delimiter: int) -> bool:
    """Whether quotes open and close cells and stand nowhere else, not even doubled inside one."""
    at = np.flatnonzero(signs == ord('"'))
    if len(at) % 2:
        return False
    opening, closing = at[::2], at[1::2]
    before = np.where(opening > 0, signs[opening - 1], ord("\n"))
    after = np.where(closing + 1 < len(signs), signs[np.minimum(closing + 1, len(signs) - 1)], ord("\n"))
    opens = (before == delimiter) | (before == ord("\n"))
    closes = (after == delimiter) | (after == ord("\n")) | (after == ord("\r"))
    return bool(opens.all() and closes.all())
