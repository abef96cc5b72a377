"""Scores as delimited text in columns at a time, byte for byte what :mod:`dtiscore.render.forms.delimited` writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dtiscore.render.forms.delimited import to_csv
from dtiscore.sources import arrow_values

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

_PLAIN = r"^[\p{L}\p{M}\p{N} _.()/&%#][\p{L}\p{M}\p{N} _.()/&%#:'*+=@-]*$"
"""A text that is written as it is in any delimited form: no quote, delimiter or control character, no formula."""


def numbers_as_text(values: NDArray[np.float64]) -> pa.Array:
    """Numbers in full precision as Python writes them, an empty text for NaN."""
    import pyarrow as pa
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

    texts = arrow_values.numbers(values).cast(pa.string())
    # From 1e-4 to 1e10 both write the same shortest decimal, but for whole numbers; others are few.
    size = np.abs(values)
    whole = (values == np.floor(values)) & (size < 1e10)
    if whole.any():
        decimal, nothing = arrow_values.scalar(".0"), arrow_values.scalar("")
        with_decimal = pc.binary_join_element_wise(texts, decimal, nothing)
        texts = pc.if_else(arrow_values.flags(whole), with_decimal, texts)
    other = ~whole & ~((size >= 1e-4) & (size < 1e10))
    if other.any():
        written = ["" if value != value else repr(value) for value in values[other].tolist()]
        texts = pc.replace_with_mask(texts, arrow_values.flags(other), arrow_values.texts(written))
    return texts


def ranks_as_text(ranks: NDArray[np.float64]) -> pa.Array:
    """Ranks as text: whole ones without decimals, an empty text for none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    absent = np.isnan(ranks)
    known = np.where(absent, 0.0, ranks)
    if (known == np.floor(known)).all():
        texts = arrow_values.numbers(known.astype(np.int64)).cast(pa.string())
        return pc.if_else(arrow_values.flags(absent), arrow_values.scalar(""), texts)
    return arrow_values.texts("" if rank != rank else f"{rank:.15g}" for rank in ranks.tolist())


def texts_for(delimiter: str) -> Callable[[pa.Array], pa.Array]:
    """What makes cells of texts: quoted and defused where a cell needs it."""

    def cells(texts: pa.Array) -> pa.Array:
        import pyarrow.compute as pc

        special = pc.invert(pc.match_substring_regex(texts, _PLAIN))
        if special.null_count:
            special = special.fill_null(fill_value=False)
        if not pc.any(special).as_py():
            return texts
        written = [_cell(text, delimiter) for text in texts.filter(special).to_pylist()]
        return pc.replace_with_mask(texts, special, arrow_values.texts(written))

    return cells


def _cell(text: str | None, delimiter: str) -> str:
    """One text as it stands in a row of several cells."""
    written = to_csv({"": [text], " ": [""]}, delimiter=delimiter)
    return written.removeprefix(f"{delimiter} \n").removesuffix(f"{delimiter}\n")


def lines_of(columns: Sequence[pa.Array], delimiter: str) -> bytes:
    """Rows of cells as lines of text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    nothing, end, between = map(arrow_values.scalar, ("", "\n", delimiter))
    *first, last = (pc.fill_null(column, nothing) if column.null_count else column for column in columns)
    ended = pc.binary_join_element_wise(last, end, nothing)
    lines: Any = pc.binary_join_element_wise(*first, ended, between) if first else ended
    if isinstance(lines, pa.ChunkedArray):
        lines = lines.combine_chunks()
    _, offsets, data = lines.buffers()
    if data is None:
        return b""
    starts = np.frombuffer(offsets, np.int32)[lines.offset : lines.offset + len(lines) + 1]
    return bytes(memoryview(data)[int(starts[0]) : int(starts[-1])])
