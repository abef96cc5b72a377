"""The sheet of a decision as rows that know their place, and the faults that are found in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dtiscore.errors import InvalidMethodology, Place, Problem
from dtiscore.said import Said, counted
from dtiscore.tables.texts.csv_records import Records
from dtiscore.tables.workbooks.cell_ranges import Area


@dataclass(frozen=True, slots=True, eq=False)
class SheetRow:
    """A row that holds anything."""

    line: int
    cells: Sequence[str]

    def cell(self, column: int | None) -> str:
        """The cell of a column (from 0) without surrounding space; empty where there is none."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""


@dataclass(slots=True)
class DecisionSheet:
    """The rows of a sheet or of a delimited text, and what is found wrong with them."""

    title: str
    """The name by which messages call it."""
    records: Records
    merges: Sequence[Area] = ()
    problems: list[Problem] = field(default_factory=list)

    def rows(self, start: int = 0) -> Iterator[SheetRow]:
        """The rows from one on, counted from 0."""
        for line, cells in zip(self.records.lines[start:], self.records.cells[start:], strict=True):
            yield SheetRow(line, cells)

    def place(self, row: SheetRow, column: int | None) -> Place:
        """Where the cell of a column (from 0) of a row stands."""
        return Place(self.title, row.line, None if column is None else self.records.first_column + column)

    def fault(
        self, code: str, message: Said, row: SheetRow, column: int | None, fix: Said, raw: str | None = None
    ) -> None:
        """Note an error at a cell."""
        self.problems.append(Problem(code, message, self.place(row, column), raw, fix))

    def refuse(self) -> None:
        """Stop where there is an error.

        Raises:
            InvalidMethodology: with all problems.
        """
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if errors:
            message = counted(
                len(errors),
                "{source}: {n} fault in the sheet of weights",
                "{source}: {n} faults in the sheet of weights",
                source=self.title,
            )
            raise InvalidMethodology(message, problems=self.problems)
