"""What identifies the rows of a large table, batch by batch: all that stays of them until the ranking is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dtiscore.engines.identity import are_blank
from dtiscore.engines.kept_texts import Kept, KeptTexts
from dtiscore.engines.sequences import Constant, Names, Texts
from dtiscore.methodology import text_in
from dtiscore.tables.arrow_values import texts as arrow_texts
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import Identified
from dtiscore.tables.raw import RawColumn, RawTable

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types


@dataclass(slots=True)
class BlockRows:
    """What identifies the rows of one batch."""

    lines: Sequence[int]
    kept_codes: Kept
    kept_names: Kept
    periods: Sequence[str | None]
    groups: Sequence[str | None]
    ranked: NDArray[np.bool_] | None
    """``None`` where every row takes part in rankings."""
    unnamed: NDArray[np.bool_] | None
    """The rows whose cell of a name is blank; ``None`` where there are none."""

    @property
    def codes(self) -> pa.Array:
        return self.kept_codes.array

    @property
    def names(self) -> pa.Array:
        return self.kept_names.array


def block_of(
    table: RawTable, headings: Headings, identity: Identified, language: str | None, kept: KeptTexts
) -> BlockRows:
    """What identifies the rows of one batch; ``kept`` holds their texts.

    Raises:
        SourceFault: the disk is full.
    """
    known = identity.names
    names = known.texts if isinstance(known, Names) else [text_in(texts, language) for texts in known]
    lines, taken = table.columns[0].lines, identity.rows
    ranked = np.array(identity.ranked, dtype=np.bool_)
    unnamed = _unnamed(headings.name, taken)
    codes = arrow_of(identity.codes)
    kept_codes = kept.keep(codes)
    of_names = arrow_of(names)
    return BlockRows(
        lines=lines if isinstance(taken, range) else [lines[row] for row in taken],
        kept_codes=kept_codes,
        kept_names=kept_codes if of_names is codes else kept.keep(of_names),
        periods=_frugal(identity.periods),
        groups=_frugal(identity.groups),
        ranked=None if ranked.all() else ranked,
        unnamed=unnamed if unnamed.any() else None,
    )


def _unnamed(column: RawColumn | None, rows: Sequence[int]) -> NDArray[np.bool_]:
    """Which rows have no name in the column of names."""
    if column is None:
        return np.zeros(len(rows), dtype=np.bool_)
    if isinstance(column.cells, Texts) and len(rows) == len(column.cells):
        return are_blank(column.cells.array)
    return np.array([not column.cells[row].strip() for row in rows], dtype=np.bool_)


def arrow_of(texts: Sequence[str]) -> pa.Array:
    """Texts as an Arrow array."""
    return texts.array if isinstance(texts, Texts) else arrow_texts(texts)


def _frugal(values: Sequence[str | None]) -> Sequence[str | None]:
    """A sequence of one and the same item as such."""
    if isinstance(values, Constant) or len(set(values)) != 1:
        return values
    return Constant(values[0], len(values))
