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
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from dtiscore.errors import UsageFault
from dtiscore.tables.number_cells import plain_shape
from dtiscore.tables.number_faults import MAXIMUM_LENGTH
from dtiscore.tables.raw import Ends
from dtiscore.tables.texts.csv_records import MAXIMUM_CELL
from dtiscore.tables.texts.line_blocks import LineBlock, require_utf8
from dtiscore.tables.texts.signs import (
    Signs,
    are_no_digits,
    follow_digits,
    followed,
    outside_quotes,
    places_outside_quotes,
    quote_whole_cells,
    stand_far_apart,
    touch_digits,
)

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


def require_libraries(source: str) -> None:
    """Make sure that polars, which reads and writes text, and pyarrow, which holds texts and reads Parquet, are there.

    Raises:
        UsageFault: one of them is not installed.
    """
    try:
        import polars as pl  # noqa: F401 - only whether it is there
        import pyarrow as pa  # noqa: F401 - only whether it is there
    except ImportError as error:
        message = f"{source} is to be streamed, and {error.name}, which that takes, is not installed"
        raise UsageFault(message, "install it: pip install 'dtiscore[stream]'") from error


def read_typed(block: LineBlock, plan: TextPlan, source: str) -> TypedColumns | None:
    """The columns of a block; ``None`` where something in it may not be as it should.

    Raises:
        SourceFault: the block is not in UTF-8.
    """
    require_utf8(block, source)
    if _has_doubtful_form(block, plan):
        return None
    if _has_doubtful_numbers(block.data, plan) and not _are_plain(block.data, plan):
        return None
    last = plan.fields
    kinds = {last: "text", **plan.kinds}  # a row that is too short has nothing in its last column
    table = _read(block.data, plan, kinds, [*plan.missing])
    if table is None or table.height != block.lines:
        return None
    tells_of_longer = len(kinds) == last and block.data.endswith(
        b"\n"
    )  # polars, only of the columns it reads
    may_be_short = _has_empty(table[f"c{last}"])
    if (may_be_short or not tells_of_longer) and _has_other_lengths(
        block, plan, may_cancel=may_be_short and not tells_of_longer
    ):
        return None
    numbers = _numbers(table, block.data, plan)
    if numbers is None:
        return None
    of_text: dict[int, Kind] = {field: kind for field, kind in plan.kinds.items() if kind == "text"}
    if any(
        table[f"c{field}"].null_count() for field in of_text
    ):  # what means "no value" is one only among numbers
        table = _read(block.data, plan, of_text, [])
        assert table is not None
    texts = {field: arrow_text(table[f"c{field}"]) for field in of_text}
    return TypedColumns(
        block.lines,
        {field: values for field, (values, _) in numbers.items()},
        {field: ends for field, (_, ends) in numbers.items()},
        texts,
    )


def _read(
    data: bytes, plan: TextPlan, kinds: Mapping[int, str], missing: Sequence[str]
) -> pl.DataFrame | None:
    """The columns that are read, ``c1`` the first of the text; ``None`` if a cell is of another type."""
    import polars as pl

    types = {"whole": pl.Int64, "decimal": pl.Float64, "text": pl.String}
    try:
        table = pl.scan_csv(
            data,
            has_header=False,
            separator=plan.delimiter,
            schema={f"c{field}": types[kinds.get(field, "text")] for field in range(1, plan.fields + 1)},
            null_values=[*missing],
            empty_string_is_null=False,
            decimal_comma=plan.decimal == ",",
        )
        return table.select(f"c{field}" for field in kinds).collect()
    except pl.exceptions.PolarsError:
        return None


def _numbers(
    table: pl.DataFrame, data: bytes, plan: TextPlan
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
        zeros = zeros or bool((sure[0] == 0.0).any())
    if zeros and _has_exponents(data, [b"e", b"E"], [b"-"]) and not _are_plain(data, plan):
        return None  # perhaps a number too small to be told from 0
    return found


def _are_plain(data: bytes, plan: TextPlan) -> bool:
    """Whether every cell among numbers has the shape that a parser of floats may read, or holds nothing."""
    import polars as pl

    fields: dict[int, Kind] = {field: "text" for field, kind in plan.kinds.items() if kind != "text"}
    if not fields:
        return True
    table = _read(data, plan, fields, [*plan.missing])
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

    array: Any = column.to_arrow().cast(pa.string())
    return pa.concat_arrays([array, array.slice(0, 0)])  # two, of one alone it makes no copy


def _has_empty(column: pl.Series) -> bool:
    import polars as pl

    return bool(column.null_count()) or (column.dtype == pl.String and bool((column == "").any()))


def _has_other_lengths(block: LineBlock, plan: TextPlan, *, may_cancel: bool) -> bool:
    """Whether some row has fewer or more cells than there are headings; ``may_cancel``: some both one and the other."""
    signs, sign = np.frombuffer(block.data, np.uint8), plan.delimiter.encode()
    expected = plan.fields - 1
    if not may_cancel:
        return outside_quotes(signs, sign) != block.lines * expected
    parted = places_outside_quotes(signs, sign)
    if len(parted) != block.lines * expected:
        return True
    ends = np.flatnonzero(signs == ord("\n"))[: block.lines - 1]
    by_row = parted.reshape(block.lines, expected)
    return bool(expected) and not ((by_row[:-1, -1] < ends) & (ends < by_row[1:, 0])).all()


def _numerals(texts: frozenset[str], decimal: str) -> Sequence[float]:
    """The texts for missing values that are numbers: one with a space beside it must not pass for a value."""
    found: list[float] = []
    for text in texts:
        try:
            found.append(float(text.replace(decimal, ".")))
        except ValueError:
            continue
    return found


def _has_doubtful_form(block: LineBlock, plan: TextPlan) -> bool:
    """Whether it is in doubt what is a cell, or whether one may be so long or hold such signs."""
    data = block.data
    if not plan.delimiter.isascii() or b"\0" in data or (not data.isascii() and b"\xef\xbb\xbf" in data):
        return True
    signs = np.frombuffer(data, np.uint8)
    if b"\r" in data and _has_bare_returns(signs):
        return True
    if b'"' in data and not block.quotes_cells:
        quotes = np.flatnonzero(signs == ord('"'))
        if not quote_whole_cells(signs, quotes, plan.delimiter.encode(), MAXIMUM_CELL):
            return True
    return stand_far_apart(signs, _separators(plan), MAXIMUM_CELL)


def _has_doubtful_numbers(data: bytes, plan: TextPlan) -> bool:
    """Whether cells of numbers may be among the rows that polars reads otherwise than the strict reader."""
    signs = np.frombuffer(data, np.uint8)
    return (
        (b"\t" in data and (plan.delimiter != "\t" or b'"' in data))
        or (plan.decimal == plan.delimiter and b'"' in data)
        or (
            plan.decimal == "," and b"." in data and touch_digits(signs, b".")
        )  # polars takes both for the mark
        or _has_unfinished_decimals(signs, plan)
        or _has_exponents(
            data, [b"E"], [b"+", b"-"]
        )  # a spreadsheet writes 1E+05 for what is too long for a column
        or stand_far_apart(signs, _separators(plan), MAXIMUM_LENGTH)
    )


def _separators(plan: TextPlan) -> bytes:
    return f"{plan.delimiter}\n".encode()


def _has_unfinished_decimals(signs: Signs, plan: TextPlan) -> bool:
    """Whether no digit follows a decimal mark that follows a digit, as far as one may do so in a cell of numbers."""
    if plan.decimal == plan.delimiter:
        return False
    ends = np.frombuffer(f'{plan.delimiter}\n\r"eE'.encode(), np.uint8)
    return any(
        bool((np.isin(signs[at + 1], ends) & follow_digits(signs, at)).any())
        for at in followed(signs, plan.decimal.encode(), are_no_digits)
    )


def _has_exponents(data: bytes, letters: Sequence[bytes], before: Sequence[bytes]) -> bool:
    """Whether a digit, one of some letters and one of some signs stand together, as in 1E+5."""
    signs = np.frombuffer(data, np.uint8)
    return any(
        bool(follow_digits(signs, at).any())
        for letter in letters
        for sign in before
        if letter in data and sign in data
        for at in followed(signs, letter, partial(np.equal, ord(sign)))
    )


def _has_bare_returns(signs: Signs) -> bool:
    """Whether a carriage return stands elsewhere than before a line feed."""
    return bool((signs[-1:] == ord("\r")).any()) or any(
        bool(len(at)) for at in followed(signs, b"\r", partial(np.not_equal, ord("\n")))
    )
