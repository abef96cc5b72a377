"""A Parquet file as batches of rows: numbers by their type, whatever else through the texts of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dtiscore.engines.batches import Batch, Usage, typed_table
from dtiscore.engines.presuming import columns_of_ends, reference_of_ends
from dtiscore.engines.sequences import Texts
from dtiscore.files.own_process import CAN_FORK, ProcessEnded, ask_in_own_process
from dtiscore.files.reading import Unchanged
from dtiscore.methodology import Methodology
from dtiscore.scoring.reference import Reference
from dtiscore.tables.arrow_values import float64_of, scalar, short_texts
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.parquet import values_of
from dtiscore.tables.parquet_pieces import ParquetPieces
from dtiscore.tables.raw import Ends, LateCells, RawColumn, ReadCells
from dtiscore.tables.texts.typed_text import sure_numbers
from dtiscore.tables.typed_values import text_of

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

ROWS = 2**16
"""Rows that are read at a time."""
ASKED_FROM = 100_000
"""Rows from which on a file is asked for the ends of its columns.

It is asked in a process of its own, which the library may end, and which is more than the second pass costs of a small table.
"""


class ParquetBatches:
    """The batches of one Parquet file."""

    def __init__(
        self,
        file: ParquetPieces,
        unchanged: Unchanged,
        options: ReadingOptions,
        methodology: Methodology,
        *,
        strict: bool,
        rows: int = ROWS,
    ) -> None:
        self.methodology = methodology
        self.file = file
        self._unchanged = unchanged
        self.rows = rows
        self.shell = self.file.shell
        self.expected_rows = self.file.rows
        self.head_problems = self.file.problems
        self.usage = Usage(self.shell, methodology, options, strict=strict)
        self._read = 0

    tail_problems = ()
    """What only all rows tell."""

    def presumed_reference(self) -> Reference | None:
        """What the edition would learn if what the file says of the ends of its columns is so; ``None`` if it says too little."""
        columns = columns_of_ends(self.methodology, self.usage.headings, self.usage.options)
        if columns is None:
            return None
        told = ends_told(self.file, [column.field for column in columns.values()])
        if told is None:
            return None
        ends = dict(zip(columns, told, strict=True))
        return reference_of_ends(self.methodology, ends, self.file.source)

    def __iter__(self) -> Iterator[Batch]:
        usage = self.usage
        read = [column.field for column in (*usage.headings.of_units, *usage.others)]
        read += [column.field for column in self.shell.columns if column.header in usage.numbers]
        self._read = 0
        yield from map(self._batch, self.file.pieces(list(dict.fromkeys(read)), self.rows))
        self.require_unchanged()

    def require_unchanged(self) -> None:
        """Raise :class:`SourceFault` where the file is not what it was, also once all of it is read."""
        self._unchanged.require()

    def _batch(self, piece: dict[int, pa.Array]) -> Batch:
        rows = len(next(iter(piece.values())))
        lines = range(self._read + 1, self._read + 1 + rows)
        self._read += rows

        def cells(column: RawColumn) -> Sequence[str]:
            if column.field not in piece:
                return LateCells(rows, lambda _: "")
            values = _plain(piece[column.field])
            if column.header in self.usage.numbers and not self.usage.is_percent(column):
                return _numbers(values)
            return _texts(values)

        table = typed_table(self.shell, rows, lines, cells)
        texts = {
            column.header: column.cells.array for column in table.columns if isinstance(column.cells, Texts)
        }
        batch = Batch(table, (), texts if self._has_texts(texts) else None)
        return replace(batch, styles=self.usage.settle(table))

    def _has_texts(self, texts: dict[str, pa.Array]) -> bool:
        return all(column.header in texts for column in self.usage.headings.of_units)


def ends_told(file: ParquetPieces, positions: Sequence[int]) -> list[Ends] | None:
    """What a file says of the ends of its columns; ``None`` also where it is not asked, or gave no answer."""
    if file.rows < ASKED_FROM or not CAN_FORK:
        return None
    try:
        return ask_in_own_process(lambda: file.ends(positions))
    except ProcessEnded:
        # A damaged footer, or a lock that the copy never gets: reading the cells tells which.
        return None


def _plain(values: pa.Array) -> pa.Array:
    """A column as if it had no dictionary: a text of one is moved once, and no text of Python made of it."""
    from pyarrow import types

    return values.dictionary_decode() if types.is_dictionary(values.type) else values


def _numbers(values: pa.Array) -> Sequence[str]:
    """A column of numbers by its type; where a value is none, or may lose digits, the texts of its cells."""
    from pyarrow import types

    kind = values.type
    if not (types.is_integer(kind) or types.is_float32(kind) or types.is_float64(kind)):
        return _texts(values)
    found = sure_numbers(float64_of(values), values.null_count)
    if found is None:
        return _texts(values)
    return ReadCells(*found, lambda row: text_of(values[row].as_py()))


def _texts(values: pa.Array) -> Sequence[str]:
    """The texts of the cells; those of a column of texts as they are."""
    import pyarrow as pa
    from pyarrow import types

    if types.is_large_string(values.type):
        values = short_texts(values)
    if types.is_string(values.type):
        return Texts(values.fill_null(scalar("")) if values.null_count else values)
    return [text_of(value) for value in values_of(pa.chunked_array([values]))]
