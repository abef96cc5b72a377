"""A Parquet file piece by piece: some rows of some columns at a time, as Arrow arrays."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any

from dtiscore.tables.parquet import columns_of, library_faults, require_one_count, require_rows
from dtiscore.tables.raw import Ends

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

_AT_ONCE = 128 * 2**20
"""Bytes of a group of rows that are read at a stroke."""
_COLUMNS = 10
"""How many columns of it the library is asked for at a time: it holds the pages of all of them until it has the last."""


class ParquetPieces:
    """An open Parquet file."""

    def __init__(self, opened: pa.NativeFile, source: str, *, threads: int | None = 1) -> None:
        """Look at the columns of a file that messages call ``source``; of several ``threads`` each unpacks a column.

        Raises:
            SourceFault: it cannot be read as Parquet.
        """
        from pyarrow import parquet

        self.source = source
        self._threaded = threads != 1
        with library_faults(source):
            told = parquet.read_metadata(opened)
            self.metadata: Mapping[bytes, bytes] | None = told.metadata
            self.rows = int(told.num_rows)
            require_one_count(told, source)
            self._groups = [told.row_group(number) for number in range(told.num_row_groups)]
            # A group of rows is read at a stroke, which takes half as long, unless it is too large to be held.
            largest = max((group.total_byte_size for group in self._groups), default=0)
            self._at_once = largest <= _AT_ONCE
            # Not read ahead, which takes more of the processor and holds a whole group besides.
            with nullcontext() if self._at_once else _memory_from_jemalloc():
                self._file: Any = parquet.ParquetFile(
                    opened, metadata=told, pre_buffer=False, buffer_size=2**16
                )
            self._schema: Any = self._file.schema_arrow
            leaves = [told.schema.column(number) for number in range(told.num_columns)]
            self._places = {leaf.path: number for number, leaf in enumerate(leaves)}
        self.shell, self.problems = columns_of(self._schema, self.rows, source)
        """The columns without their cells, and what is wrong with them."""

    def ends(self, positions: Sequence[int]) -> list[Ends] | None:
        """What the file says of columns of numbers, by their positions from 1.

        ``None`` where it does not say all of it. A file may say what is not so: nobody has looked at its cells. Over a
        footer that is damaged so as to contradict itself, pyarrow ends the process, where reading raises.
        """
        from pyarrow import types

        kinds = [self._schema.types[position - 1] for position in positions]
        numbers = (
            types.is_integer(kind) or types.is_float32(kind) or types.is_float64(kind) for kind in kinds
        )
        if not all(numbers):
            return None
        places = [self._places[self._schema.names[position - 1]] for position in positions]
        found = [ends for place in places if (ends := _ends(self._groups, place)) is not None]
        return found if len(found) == len(places) else None

    def pieces(self, positions: Sequence[int], rows: int) -> Iterator[dict[int, pa.Array]]:
        """The columns at some positions, from 1, in pieces of at most so many rows.

        Raises:
            SourceFault: the file is damaged.
        """
        from pyarrow import types

        names = [self._schema.names[position - 1] for position in positions]

        def by_position(batch: pa.RecordBatch) -> dict[int, pa.Array]:
            columns = {
                position: batch.column(batch.schema.get_field_index(name))
                for position, name in zip(positions, names, strict=True)
            }
            for column in columns.values():
                if not types.is_primitive(column.type):
                    column.validate(full=True)  # texts that are no UTF-8, which reading does not notice
            return columns

        # Nothing here holds on to a batch: the memory of one serves the next.
        with library_faults(self.source):
            yield from map(
                by_position, self._whole_groups(names, rows) if self._at_once else self._parts(names, rows)
            )

    def _whole_groups(self, names: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
        for groups in self._groups_of(rows):
            batches = self._table(groups, names).to_batches(rows)[::-1]
            while batches:
                yield batches.pop()

    def _table(self, groups: Sequence[int], names: Sequence[str]) -> pa.Table:
        import pyarrow as pa

        columns: dict[str, pa.ChunkedArray] = {}
        for start in range(0, len(names), _COLUMNS):
            some = names[start : start + _COLUMNS]
            read = self._file.read_row_groups(groups, columns=some, use_threads=self._threaded)
            columns |= dict(zip(read.column_names, read.columns, strict=True))
        table = pa.Table.from_arrays([*columns.values()], names=[*columns])
        table.validate()  # columns of one length
        self._require_all(table.num_rows, groups)
        return table.combine_chunks() if len(groups) > 1 else table

    def _parts(self, names: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
        for groups in self._groups_of(rows):
            found = 0
            for batch in self._file.iter_batches(
                rows, row_groups=groups, columns=names, use_threads=self._threaded
            ):
                found += batch.num_rows
                yield batch
            self._require_all(found, groups)

    def _require_all(self, found: int, groups: Sequence[int]) -> None:
        require_rows(found, sum(self._groups[number].num_rows for number in groups), self.source)

    def _groups_of(self, rows: int) -> Iterator[list[int]]:
        """The numbers of the groups of rows that are read together: small ones up to so many rows, a large one alone."""
        together: list[int] = []
        held = 0
        for number, group in enumerate(self._groups):
            if together and held + group.num_rows > rows:
                yield together
                together, held = [], 0
            together.append(number)
            held += group.num_rows
        if together:
            yield together


@contextmanager
def _memory_from_jemalloc() -> Iterator[None]:
    """Let a file that is opened take its memory from jemalloc, where pyarrow has that.

    Its usual pool gives the pages that a part of a group took back at once, as huge pages of the system, which are cleared
    whole when the next part asks for them: a tenth of the time of a file of one large group.
    """
    import pyarrow as pa

    usual = pa.default_memory_pool()
    with suppress(NotImplementedError):
        pa.set_memory_pool(pa.jemalloc_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(usual)


def _ends(groups: Sequence[Any], place: int) -> Ends | None:
    """The ends of one column over all groups of rows; ``None`` where a group does not tell them."""
    filled, low, high = 0, math.inf, -math.inf
    for group in groups:
        told = group.column(place).statistics
        if told is None or not told.has_null_count:
            return None
        here = group.num_rows - told.null_count
        if here and not told.has_min_max:
            return None
        if here:
            filled, low, high = filled + here, min(low, told.min), max(high, told.max)
    return Ends(filled, float(low), float(high))
