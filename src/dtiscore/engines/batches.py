"""A table as batches of rows: typed columns where nothing is in doubt, otherwise what the strict reader makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dtiscore.csv_text import cells_of
from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.said import said
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import Met
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identity import identify_piece
from dtiscore.tables.not_streamed import not_streamed
from dtiscore.tables.number_cells import DecimalMark, digits_of, is_nothing, numeral, opposite
from dtiscore.tables.number_faults import UNSETTLED, CellFault, NumberFault
from dtiscore.tables.numbers import NumberStyle, read_number_column, without_texts
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable, ReadCells
from dtiscore.tables.schema import RowSchema

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

    A style is declared, or one decimal mark for the whole file that a cell of each column proves which has any; a column
    that leaves its style to be settled by more than that is refused, since what settles it may stand anywhere in the file.
    """

    def __init__(
        self, table: RawTable, methodology: Methodology, options: ReadingOptions, *, strict: bool
    ) -> None:
        """``strict``: warnings count as errors, and nothing may be left to be settled by cells elsewhere."""
        self.options = options
        self.strict = strict
        self.schema = RowSchema(methodology)
        self.headings, self.of_headings = resolve(table, methodology, options)
        self._table = table.of_rows([])
        self._headers = [column.header for column in table.columns]
        self.missing = options.missing | frozenset(methodology.layout.missing)
        of_text = {header for node in methodology.nodes.values() for header in node.texts}
        numbers = {header: column for header, column in self.headings.inputs.items() if header not in of_text}
        self.numbers = {column.header: header for header, column in numbers.items()}
        self.numbers |= {column.header: code for code, column in self.headings.scores.items()}
        """By the heading in the file, what the methodology calls each column of numbers."""
        self.decimal: set[str] = set()
        """The columns of which a cell has proved the decimal mark."""
        self._proved: DecimalMark | None = None
        """The decimal mark that the first of them has proved for all."""
        self.settled: list[Problem] = []
        """A warning for each of them whose other cells could be read otherwise, counted where the proof was found."""

    def headings_in(self, table: RawTable) -> tuple[Headings, list[Problem]]:
        """Which column of some rows is which, and what is wrong with the headings: found anew where these are others."""
        headers = [column.header for column in table.columns]
        if headers == self._headers and len(set(headers)) == len(headers):
            return self.headings.within(table), self.of_headings
        return resolve(table, self.schema.methodology, self.options)

    def read_by(self, methodology: Methodology) -> set[str]:
        """The columns of the file that another edition does not call unused."""
        _, problems = resolve(self._table, methodology, self.options._replace(at_period=None))
        unused = {problem.place.header for problem in problems if problem.code == "unused-column"}
        return {*self._headers} - unused

    @property
    def mark(self) -> str:
        """The decimal mark of the file, a point until a cell proves another one."""
        return self.options.style.decimal if self.options.style is not None else self._proved or "."

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
        """The number styles of the columns of some rows, of which those that do not take part settle nothing, by heading, as far as they need one.

        Raises:
            UsageFault: a column is in a style that must be declared, or has per cent signs that may be elsewhere missing.
        """
        styles: dict[str, NumberStyle] = {}
        rows = self._taking_part(table)
        for column in table.columns:
            if column.header not in self.numbers:
                continue
            self._refuse_per_cent(table, column)
            if self.options.style is not None:
                continue
            if not isinstance(column.cells, ReadCells):
                self._settle(table, column, rows)
            if column.header in self.decimal:
                styles[column.header] = NumberStyle(self._proved or ".")
        return styles

    def _taking_part(self, table: RawTable) -> Sequence[int]:
        """The rows that neither their period nor their name leaves out."""
        if self.options.style is not None or not (self.options.ignored_units or self.options.at_period):
            return range(table.rows)
        methodology, options = self.schema.methodology, self.options
        headings = resolve(table, methodology, options)[0]
        return identify_piece(table, headings, methodology, None, options, met=Met()).rows

    def _settle(self, table: RawTable, column: RawColumn, rows: Sequence[int]) -> None:
        if column.header in self.decimal:
            foreign = opposite(self.mark)
            is_settled = not any(_reads_with(foreign, column.cells[row]) for row in rows)
        else:
            taken = column.of_rows(rows)
            texts = self.schema.methodology.cell_texts(self.numbers[column.header])
            cells, _ = without_texts(taken.cells, texts)
            cells = self.options.without_flags(cells, self.missing)
            read = read_number_column(
                cells, missing=self.missing, lines=taken.lines, points_are_usual=table.parted_by_commas
            )
            is_settled = not any(fault.code in UNSETTLED for fault in read.faults)
            if read.style is not None:
                proved = self._proved or read.style.decimal
                may_be_told = self.strict and not (table.parted_by_commas and proved == ".")
                is_settled = is_settled and read.style == NumberStyle(proved) and not may_be_told
                self._proved = proved
                self.decimal.add(column.header)
                self.settled += [
                    self._reservation(table, column, one, rows[one.row])
                    for one in read.warnings
                    if one.code == "settled-number-style"
                ]
        if not is_settled:
            raise not_streamed(
                "not-streamed-style",
                table.source,
                said(
                    '{header}: whether "." or "," is the decimal mark must be declared for a streamed table',
                    header=column.header,
                ),
                said("declare --decimal . or --decimal , (and --grouping, if thousands are grouped)"),
            )

    def _reservation(self, table: RawTable, column: RawColumn, fault: CellFault, row: int) -> Problem:
        named = self.headings.shown
        same = None if named is None else table.column(named.header)
        unit = None if same is None else same.cells[row].strip()
        place, raw = table.place(column, row), column.cells[row]
        return Problem(fault.code, fault.message, place, raw, fault.fix, unit, severity="warning")

    def _refuse_per_cent(self, table: RawTable, column: RawColumn) -> None:
        if isinstance(column.cells, ReadCells) or self.is_percent(column):
            return
        if "%" not in "".join(column.cells):
            return
        if any(cell.rstrip().endswith("%") and not is_nothing(cell) for cell in column.cells):
            raise not_streamed(
                "not-streamed-percent",
                table.source,
                said(
                    "{header}: numbers with a per cent sign must be declared for a streamed table",
                    header=column.header,
                ),
                said(
                    "declare {option}, if all its numbers are per cent",
                    option=with_value("--percent", column.header),
                ),
            )


def _reads_with(sign: str, cell: str) -> bool:
    """Whether a cell with a sign is a number in a style without declared signs of grouping."""
    if sign not in cell:
        return False
    try:
        number = numeral(cell)
    except NumberFault:
        return False
    return any(digits_of(number, *style) is not None for style in (".,", ",."))


def late_texts(data: bytes, delimiter: str, position: int) -> Callable[[int], str]:
    """What fetches the text of a cell in a column of a block of lines without quoted line ends."""

    def text(row: int) -> str:
        line = data.split(b"\n", row + 1)[row].decode("utf-8").rstrip("\r")
        return cells_of(line, delimiter)[position - 1]

    return text


def typed_table(
    shell: RawTable,
    rows: int,
    lines: Sequence[int],
    cells: Callable[[RawColumn], Sequence[str]],
) -> RawTable:
    """A table of the columns of ``shell`` with other cells."""
    columns = tuple(RawColumn(column.header, column.field, cells(column), lines) for column in shell.columns)
    return shell._replace(columns=columns, rows=rows, sha256=None, lacks_rows=False)
