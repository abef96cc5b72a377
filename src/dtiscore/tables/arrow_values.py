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


def numbers(values: NDArray[np.float64] | NDArray[np.int64]) -> pa.Array:
    """Numbers without nulls, which share the memory of ``values``."""
    import pyarrow as pa

    own = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(own.dtype), len(own), [None, pa.py_buffer(own)])


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
    import pyarrow as pa

    encoded = [value.encode() for value in values]
    ends = np.fromiter(accumulate(map(len, encoded), initial=0), np.int32, len(encoded) + 1)
    data = pa.py_buffer(b"".join(encoded))
    return pa.Array.from_buffers(pa.string(), len(encoded), [None, pa.py_buffer(ends), data])


def series_of(texts: pa.Array | pa.ChunkedArray) -> pl.Series:
    """Texts of Arrow in polars, in one piece."""
    import polars as pl
    import pyarrow as pa

    # Put together by Arrow, which moves each text once; polars then refers to the long ones where they stand.
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
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
