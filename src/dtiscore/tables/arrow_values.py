"""Arrow arrays and scalars made of buffers: pyarrow's own converters import pandas first, which takes half a second."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types


def numbers(
    values: NDArray[np.float64] | NDArray[np.int64] | NDArray[np.uint32],
    absent: NDArray[np.bool_] | None = None,
) -> pa.Array:
    """Numbers that share the memory of ``values``, null where one is ``absent``."""
    import pyarrow as pa

    own = np.ascontiguousarray(values)
    buffers = [_filled(absent), pa.py_buffer(own)]
    return pa.Array.from_buffers(pa.from_numpy_dtype(own.dtype), len(own), buffers)


def decimals(steps: NDArray[np.float64], places: int, digits: int) -> pa.Array:
    """Decimals of so many places and at most so many digits, counted in units of the last place, null for NaN."""
    import pyarrow as pa

    # A decimal is a whole number of 16 bytes, of which the upper eight hold but the sign of these.
    absent = np.isnan(steps)
    whole = np.zeros((len(steps), 2), dtype="<i8")
    whole[:, 0] = np.where(absent, 0.0, steps) if absent.any() else steps
    whole[:, 1][whole[:, 0] < 0] = -1
    buffers = [_filled(absent), pa.py_buffer(whole)]
    return pa.Array.from_buffers(pa.decimal128(digits, places), len(steps), buffers)


def _filled(absent: NDArray[np.bool_] | None) -> pa.Buffer | None:
    """Which values are none of those that are absent, as Arrow has it; nothing where all are there."""
    import pyarrow as pa

    if absent is None or not absent.any():
        return None
    return pa.py_buffer(np.packbits(~absent, bitorder="little"))


def float64_of(values: pa.Array) -> NDArray[np.float64]:
    """The numbers of an array of any number type, NaN for a null; where it can be, a view of them."""
    import pyarrow as pa

    if values.null_count:
        values = values.cast(pa.float64()).fill_null(scalar(math.nan))
    # Not to_numpy, which loads pandas.
    own = np.frombuffer(values.buffers()[1], values.type.to_pandas_dtype())
    return own[values.offset : values.offset + len(values)].astype(np.float64, copy=False)


def flags(values: NDArray[np.bool_]) -> pa.Array:
    """Truth values without nulls."""
    import pyarrow as pa

    bits = np.packbits(values, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(bits)])


def texts(values: Iterable[str]) -> pa.Array:
    """Texts without nulls."""
    encoded = [value.encode() for value in values]
    ends = np.fromiter(accumulate(map(len, encoded), initial=0), np.int32, len(encoded) + 1)
    return texts_within(ends, b"".join(encoded))


def texts_within(bounds: NDArray[np.int32], signs: bytes | NDArray[np.uint8]) -> pa.Array:
    """Texts without nulls, in UTF-8: each stands between one of the bounds and the next."""
    import pyarrow as pa

    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(signs)]
    return pa.Array.from_buffers(pa.string(), len(bounds) - 1, buffers)


def short_texts(values: pa.Array) -> pa.Array:
    """Texts whose places are counted in 64 bits, with places of 32; pyarrow's own converter first loads all its functions."""
    import pyarrow as pa

    _, ends, data = values.buffers()
    if values.null_count or not len(values) or data is None:
        return values.cast(pa.string())
    places = np.frombuffer(ends, np.int64)[values.offset : values.offset + len(values) + 1]
    if places[-1] - places[0] > np.iinfo(np.int32).max:
        return values.cast(pa.string())
    own = pa.py_buffer((places - places[0]).astype(np.int32))
    used = data.slice(places[0], places[-1] - places[0])
    return pa.Array.from_buffers(pa.string(), len(values), [None, own, used])


def series_of(values: pa.Array | pa.ChunkedArray) -> pl.Series:
    """An array of Arrow in polars, in one piece; of one of numpy polars makes a series only with numpy.ma loaded."""
    import polars as pl
    import pyarrow as pa

    # Put together by Arrow, which moves each text once; polars then refers to the long ones where they stand.
    whole = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    return pl.Series(
        _Stream(whole if isinstance(whole, pa.ChunkedArray) else pa.chunked_array([whole]))
    ).rechunk()


class _Stream:
    """Arrow data without its type: for an array of pyarrow polars first loads pyarrow.compute."""

    def __init__(self, data: pa.ChunkedArray) -> None:
        self._data = data

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._data.__arrow_c_stream__(requested_schema)


def scalar(value: str | float) -> Any:
    """One text or number for functions that take a column beside it."""
    return texts([value])[0] if isinstance(value, str) else numbers(np.array([value], dtype=np.float64))[0]
