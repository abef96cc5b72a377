"""A delimited text as batches of rows: read by type block by block, and strictly wherever anything is in doubt."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import IO, Literal, NamedTuple, cast

from dtiscore.csv_text import physical_lines
from dtiscore.engines.ahead import made_ahead
from dtiscore.engines.batches import Batch, Usage, late_texts, typed_table
from dtiscore.engines.identity import are_blank
from dtiscore.engines.sequences import Texts
from dtiscore.errors import DtiscoreError, Problem
from dtiscore.methodology import Methodology
from dtiscore.tables.options import ReadingOptions, TableOptions
from dtiscore.tables.raw import LateCells, RawColumn, ReadCells
from dtiscore.tables.reading import of_rows_kept
from dtiscore.tables.texts.delimited import read_delimited
from dtiscore.tables.texts.line_blocks import Head, LineBlock, head_of, line_blocks
from dtiscore.tables.texts.piece_of_file import PieceOfFile
from dtiscore.tables.texts.record_tables import blank_lines, no_rows
from dtiscore.tables.texts.typed_text import Kind, TextPlan, TypedColumns, read_typed

BLOCK = 16 * 2**20
"""Bytes that are read at a time."""
_PROBED = 2000
"""Lines by which columns are found and their number style is known first."""
_COMPARED = 2**16
"""Last bytes that tell whether the end of the file may be lost."""


class Blocks(NamedTuple):
    """How a table is read block by block."""

    size: int = BLOCK
    """Bytes of a text that are read at a time."""
    threads: int | None = None
    """How many threads read, type and score: as many as polars likes, and those that work ahead, unless given."""


class TextBatches:
    """The batches of one delimited text."""

    def __init__(  # noqa: PLR0913 - a text, and what is declared about it
        self,
        stream: IO[bytes],
        source: str,
        file: TableOptions,
        options: ReadingOptions,
        methodology: Methodology,
        *,
        strict: bool,
        blocks: Blocks,
    ) -> None:
        self.stream = stream
        self.source = source
        self.file = file
        self.blocks = blocks
        self.head_problems: list[Problem] = []
        self.head: Head = head_of(
            stream,
            source=source,
            delimiter=file.delimiter,
            skip_rows=file.skip_rows,
            header_rows=file.header_rows,
            problems=self.head_problems,
        )
        self._piece = PieceOfFile(self.head.lines)
        """What all pieces have shown so far."""
        probed = _first_lines(self.head.start, _PROBED)
        first = self._strictly(LineBlock(probed, self.head.lines + 1), begins=True)
        self.head_problems += [
            problem
            for problem in of_rows_kept(first.problems, file.ignore_units)
            if problem.code == "column-numbers" or (problem.place.line or 0) <= self.head.lines
        ]
        self._piece.blank_lines = [line for line in self._piece.blank_lines if line <= self.head.lines]
        self._before = b""
        self.shell = first.table
        """The columns of the file."""
        self.usage = Usage(first.table, methodology, options, strict=strict)
        self.usage.settle(first.table)

    expected_rows = 0
    """Nobody knows how many rows there are before all are read."""

    def presumed_reference(self) -> None:
        """What the file says of its columns: a text says nothing."""

    def __iter__(self) -> Iterator[Batch]:
        block = None
        for block in made_ahead(line_blocks(self.stream, self.head, self.blocks.size), self.blocks.threads):
            yield self._batch(block)
        if block is None:
            yield self._strictly(LineBlock(b"", self.head.lines + 1))

    def require_unchanged(self) -> None:
        """Raise :class:`SourceFault` where the file is not what it was, also once all of it is read: its end tells."""
        if not self.stream.isatty():  # where somebody would have to end it once more
            self.stream.read(1)

    @property
    def tail_problems(self) -> list[Problem]:
        """What only all lines tell: that some are blank, or that there is none below the headings."""
        seen = self._piece
        found = blank_lines(sorted({line for line in seen.blank_lines if line < seen.last}), self.source)
        return found if seen.rows else [*found, no_rows(self.source, self.shell.header_line)]

    def _batch(self, block: LineBlock) -> Batch:
        typed = read_typed(block, self._plan(), self.source)
        if typed is not None and self._is_plain(typed):
            self._piece.rows += typed.rows
            self._piece.last = block.first_line + typed.rows - 1
            batch = self._of_typed(block, typed)
        else:
            batch = self._strictly(block)
        if not block.data.endswith(b"\n"):
            batch = replace(batch, problems=[*batch.problems, *self._cut_off(block)])
        self._before = (
            (self._before + block.data)[-_COMPARED:]
            if len(block.data) < _COMPARED
            else block.data[-_COMPARED:]
        )
        return replace(batch, styles=self.usage.settle(batch.table))

    def _cut_off(self, block: LineBlock) -> list[Problem]:
        """What the strict reader says of the end of a text whose last line has none, by the lines before it."""
        before = (self._before + block.data)[-_COMPARED:]
        start = before.find(b"\n") + 1 if len(before) == _COMPARED else 0
        while start and before.count(b'"', start) % 2:  # within a cell of several lines
            start = before.find(b"\n", start) + 1
        whole = LineBlock(before[start:], 1)
        try:
            _, problems = read_delimited(
                self.head.data + whole.data,
                source=self.source,
                delimiter=self.head.delimiter,
                skip_rows=self.file.skip_rows,
                header_rows=self.file.header_rows,
                multiline=frozenset(self.file.multiline),
            )
        except DtiscoreError:
            return []
        distance = block.first_line + block.lines - 1 - (self.head.lines + whole.lines)
        return [
            problem._replace(place=problem.place._replace(line=(problem.place.line or 0) + distance))
            for problem in problems
            if problem.code == "cut-off"
        ]

    def _plan(self) -> TextPlan:
        usage = self.usage
        kinds: dict[int, Kind] = {}
        for column in self.shell.columns:
            if column.header in usage.numbers:
                sure = usage.options.style is not None or column.header in usage.decimal
                kinds[column.field] = "decimal" if sure else "whole"
                if usage.is_percent(column):
                    kinds[column.field] = "text"
        for column in (*usage.headings.of_units, *usage.others):
            kinds[column.field] = "text"
        for position in self._without_heading:
            kinds[position] = "text"
        mark = cast("Literal['.', ',']", usage.mark)
        return TextPlan(self.head.delimiter, self._width, kinds, mark, usage.missing)

    @cached_property
    def _width(self) -> int:
        """How many columns the headings name, those left out of the table too."""
        rows = csv.reader(
            physical_lines(self.head.data.decode("utf-8", "replace")), delimiter=self.head.delimiter
        )
        return max((len(cells) for cells in list(rows)[-self.file.header_rows :]), default=0)

    @cached_property
    def _without_heading(self) -> list[int]:
        """The positions of columns that nothing is read from, as they have no heading of their own."""
        named = {column.field for column in self.shell.columns}
        return [position for position in range(1, self._width + 1) if position not in named]

    def _is_plain(self, typed: TypedColumns) -> bool:
        """Whether columns without a heading are empty, as they must be to be left out, and no row may be blank."""
        identifying = self.usage.headings.of_units
        return (
            bool(identifying)
            and all(
                typed.texts[position].unique().to_pylist() in ([""], []) for position in self._without_heading
            )
            and not are_blank(typed.texts[identifying[0].field]).any()
        )

    def _of_typed(self, block: LineBlock, typed: TypedColumns) -> Batch:
        def cells(column: RawColumn) -> Sequence[str]:
            text = late_texts(block.data, self.head.delimiter, column.field)
            if column.field in typed.numbers:
                return ReadCells(typed.numbers[column.field], typed.ends[column.field], text)
            if column.field in typed.texts:
                return Texts(typed.texts[column.field])
            return LateCells(typed.rows, text)

        lines = range(block.first_line, block.first_line + typed.rows)
        table = typed_table(self.shell, typed.rows, lines, cells)
        texts = {
            column.header: typed.texts[column.field]
            for column in self.shell.columns
            if column.field in typed.texts
        }
        return Batch(table, (), texts)

    def _strictly(self, block: LineBlock, *, begins: bool = False) -> Batch:
        piece = PieceOfFile(self.head.lines, block.first_line - 1 - self.head.lines, begins)
        table, problems = read_delimited(
            self.head.data + block.data,
            source=self.source,
            delimiter=self.head.delimiter if self.head.lines else self.file.delimiter,
            skip_rows=self.file.skip_rows,
            header_rows=self.file.header_rows,
            multiline=frozenset(self.file.multiline),
            piece=piece,
        )
        self._piece.blank_lines += piece.blank_lines
        if not begins:
            self._piece.rows += piece.rows
            self._piece.last = max(self._piece.last, piece.last)
        return Batch(table, problems)


def _first_lines(data: bytes, count: int) -> bytes:
    """The first lines that are whole."""
    lines = data.splitlines(keepends=True)
    whole = lines if data.endswith(b"\n") else lines[:-1] or lines
    return b"".join(whole[:count])
