"""A table as batches of rows: typed columns where nothing is in doubt, otherwise what the strict reader makes of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dtiscore.dataset.headings import Headings, resolve
from dtiscore.dataset.number_faults import CellFault
from dtiscore.dataset.numbers import NumberStyle, read_number_column
from dtiscore.dataset.options import ReadingOptions
from dtiscore.dataset.percent_rules import percent_rule, score_percent_rule
from dtiscore.dataset.raw import RawColumn, RawTable, ReadCells
from dtiscore.dataset.schema import RowSchema
from dtiscore.errors import Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.shell_words import with_value

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table."""

    table: RawTable
    problems: Sequence[Problem] = ()
    """What is wrong with the form of these rows."""
    texts: Mapping[str, pa.Array] | None = None
    """Columns of text by heading, where nothing about the form of the rows is in doubt."""
    styles: Mapping[str, NumberStyle] = field(default_factory=dict)
    """The number style of columns, by heading, where it is settled."""


class Usage:
    """Which columns of a table are read as what, and in which number style.

    A style is declared, or a decimal point that one cell of each column proves which has any; a column that leaves its
    style to be settled by more than that is refused, since what settles it may stand anywhere in the file.
    """

    def __init__(self, table: RawTable, methodology: Methodology, options: ReadingOptions) -> None:
        self.options = options
        self.schema = RowSchema(methodology)
        self.headings: Headings = resolve(table, methodology, options)[0]
        self.missing = options.missing | frozenset(methodology.layout.missing)
        of_text = {header for node in methodology.index.walk() for header in node.texts}
        numbers = {header: column for header, column in self.headings.inputs.items() if header not in of_text}
        self.numbers = {column.header: header for header, column in numbers.items()}
        self.numbers |= {column.header: code for code, column in self.headings.scores.items()}
        """By the heading in the file, what the methodology calls each column of numbers."""
        self.decimal: set[str] = set()
        """The columns of which a cell has proved the decimal point."""
        self.settled: list[Problem] = []
        """A warning for each of them whose other cells could be read otherwise, counted where the proof was found."""

    @property
    def mark(self) -> str:
        """The decimal mark of the file."""
        return self.options.style.decimal if self.options.style is not None else "."

    @property
    def identifying(self) -> list[RawColumn]:
        """The columns that identify rows, as far as a typed reader may read them."""
        plain = (self.headings.unit, self.headings.name)
        return [column for column in plain if column is not None]

    @property
    def others(self) -> list[RawColumn]:
        """The other columns of text that are read."""
        found = [self.headings.period, *self.headings.group, *self.headings.labels.values()]
        found += [column for column in self.headings.inputs.values() if column.header not in self.numbers]
        return [column for column in found if column is not None]

    def is_percent(self, column: RawColumn) -> bool:
        """Whether bare numbers of a column are declared to be per cent, which the typed reader does not know."""
        return self.options.is_percent(column.header)

    def settle(self, table: RawTable) -> dict[str, NumberStyle]:
        """The number styles of the columns of some rows, by heading, as far as they need one.

        Raises:
            UsageFault: a column is in a style that must be declared, or has per cent signs that may be elsewhere missing.
        """
        styles: dict[str, NumberStyle] = {}
        for column in table.columns:
            if column.header not in self.numbers:
                continue
            self._refuse_per_cent(column)
            if self.options.style is not None:
                continue
            if column.header not in self.decimal and not isinstance(column.cells, ReadCells):
                self._settle(table, column)
            if column.header in self.decimal:
                styles[column.header] = NumberStyle(".")
        return styles

    def _settle(self, table: RawTable, column: RawColumn) -> None:
        read = read_number_column(column.cells, missing=self.missing, lines=column.lines)
        ambiguous = any(fault.fault.code == "ambiguous-number" for fault in read.faults)
        if ambiguous or (read.style is not None and read.style != NumberStyle(".")):
            raise UsageFault(
                f'{column.header}: whether "." or "," is the decimal mark must be declared for a streamed table',
                "declare --decimal . or --decimal , (and --grouping, if thousands are grouped)",
            )
        if read.style is not None:
            self.decimal.add(column.header)
            self.settled += [self._reservation(table, column, one) for one in read.warnings]

    def _reservation(self, table: RawTable, column: RawColumn, fault: CellFault) -> Problem:
        named = self.headings.name or self.headings.unit
        same = None if named is None else table.column(named.header)
        unit = None if same is None else same.cells[fault.row].strip()
        place, raw = table.place(column, fault.row), column.cells[fault.row]
        return Problem(fault.code, fault.message, place, raw, fault.fix, unit, severity="warning")

    def _refuse_per_cent(self, column: RawColumn) -> None:
        if isinstance(column.cells, ReadCells) or self.is_percent(column):
            return
        code = self.numbers[column.header]
        if code in self.headings.scores:
            rule = score_percent_rule(self.schema.methodology, code, column, self.options)
        else:
            rule = percent_rule(self.schema, code, column, self.options)
        if rule is not None and any(cell.rstrip().endswith("%") for cell in column.cells):
            raise UsageFault(
                f"{column.header}: numbers with a per cent sign must be declared for a streamed table",
                f"declare {with_value('--percent', column.header)}, if all its numbers are per cent",
            )


def late_texts(data: bytes, delimiter: str, position: int) -> Callable[[int], str]:
    """What fetches the text of a cell in a column of a block of lines without quoted line ends."""

    def text(row: int) -> str:
        line = data.split(b"\n", row + 1)[row].decode("utf-8").rstrip("\r")
        return next(csv.reader([line], delimiter=delimiter))[position - 1]

    return text


def typed_table(
    shell: RawTable,
    rows: int,
    lines: Sequence[int],
    cells: Callable[[RawColumn], Sequence[str]],
) -> RawTable:
    """A table of the columns of ``shell`` with other cells."""
    columns = tuple(RawColumn(column.header, column.field, cells(column), lines) for column in shell.columns)
    return RawTable(shell.source, columns, rows, shell.header_line)
