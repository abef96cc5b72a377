"""Scores as delimited text in columns at a time, byte for byte what :mod:`dtiscore.tables.texts.writing` writes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dtiscore.engines.identity import contents
from dtiscore.methodology.arithmetic import Rounding, in_full
from dtiscore.tables import arrow_values
from dtiscore.tables.texts.writing import to_csv

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

_PLAIN = r"^[\p{L}\p{M}\p{N} _.()/&%#][\p{L}\p{M}\p{N} _.()/&%#:'*+=@-]*$"
"""A text that is written as it is in any delimited form: no quote, delimiter or control character, no formula."""
_MAY_COMMAND = "::|##"
"""What a command to the log of a build begins with."""
_BEGINS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz _.()/&%#"
_GOES_ON = _BEGINS + b":'*+=@-"
"""The same for texts in ASCII."""
_DIGITS = 18
"""Enough for every whole number below 2**52, and for the decimals that a rounding may have."""


def number_cells(values: NDArray[np.float64]) -> pl.Series:
    """Numbers in full precision as Python writes them, an empty cell for NaN."""
    import polars as pl

    size = np.abs(values)
    # From 1e-4 to 1e10, and 0, both write the same shortest decimal; others are few. NaN is in no range.
    if len(size) and size.min() >= 1e-4 and size.max() < 1e10:
        return arrow_values.series_of(arrow_values.numbers(values))
    cells = arrow_values.series_of(arrow_values.numbers(values, np.isnan(values)))
    others = np.flatnonzero(((size > 0.0) & (size < 1e-4)) | (size >= 1e10))
    if len(others):
        cells = cells.cast(pl.String).scatter(others, [repr(value) for value in values[others].tolist()])
    return cells


def published_cells(values: NDArray[np.float64], rounding: Rounding) -> pl.Series:
    """Scores rounded as they are published, with all their places, an empty cell for NaN."""
    import polars as pl

    decimals = published_decimals(values, rounding, _DIGITS)
    if decimals is None:
        cells = [None if value is None else in_full(value) for value in rounding.written(values)]
        return pl.Series(cells, dtype=pl.String)
    return arrow_values.series_of(decimals)


def published_decimals(values: NDArray[np.float64], rounding: Rounding, digits: int) -> pa.Array | None:
    """Scores rounded as they are published, null for NaN; ``None`` where one is too large to be made with all others.

    Made one at a time, they cost more than all else that is done with scores.
    """
    steps = rounding.steps(values)
    if (np.abs(steps) >= 2.0**52).any():
        return None
    return arrow_values.decimals(steps, rounding.decimals, digits)


def rank_cells(ranks: NDArray[np.float64]) -> pl.Series:
    """Ranks, whole ones without decimals, an empty cell for none."""
    import polars as pl

    absent = np.isnan(ranks)
    if not (absent | (ranks == np.floor(ranks))).all():
        return pl.Series(
            [None if rank != rank else f"{rank:.15g}" for rank in ranks.tolist()], dtype=pl.String
        )
    whole = np.where(absent, 0.0, ranks).astype(np.int64)
    return arrow_values.series_of(arrow_values.numbers(whole, absent))


def text_cells(texts: pa.ChunkedArray, delimiter: str) -> pl.Series:
    """Texts, quoted and defused where a cell needs it; nothing for an absent one."""
    import pyarrow as pa

    written = [_written(chunk, delimiter) for chunk in texts.chunks]
    return arrow_values.series_of(pa.chunked_array(written, pa.string()))


def _written(texts: pa.Array, delimiter: str) -> pa.Array:
    if _are_plain_ascii(texts):
        return texts
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

    special = pc.or_(
        pc.invert(pc.match_substring_regex(texts, _PLAIN)), pc.match_substring_regex(texts, _MAY_COMMAND)
    )
    if special.null_count:
        special = special.fill_null(fill_value=False)
    if not pc.any(special).as_py():
        return texts
    written = [_cell(text, delimiter) for text in texts.filter(special).to_pylist()]
    return pc.replace_with_mask(texts, special, arrow_values.texts(written))


def _are_plain_ascii(texts: pa.Array) -> bool:
    starts, signs = contents(texts)
    first = starts[:-1][np.diff(starts) > 0]
    together = signs.tobytes()
    return not (
        together.translate(None, delete=_GOES_ON)
        or signs[first].tobytes().translate(None, delete=_BEGINS)
        or any(sign in together and sign * 2 in together for sign in (b":", b"#"))
    )


def _cell(text: str | None, delimiter: str) -> str:
    """One text as it stands in a row of several cells."""
    written = to_csv({"": [""], " ": [text]}, delimiter=delimiter)
    return written.removeprefix(f"{delimiter} \n{delimiter}").removesuffix("\n")


def lines_of(columns: Mapping[str, pl.Series], delimiter: str) -> bytes:
    """Rows of cells as lines of text."""
    import polars as pl

    lines = _Lines()
    pl.DataFrame(columns).write_csv(lines, include_header=False, separator=delimiter, quote_style="never")
    return b"".join(lines.pieces)


class _Lines(io.BytesIO):
    """A file that keeps what is written to it as it is, without a copy."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def write(self, piece: Any) -> int:
        self.pieces.append(piece)
        return len(piece)
