"""Tables of judgements: which column and row speaks of which child of a node, and the numbers that people gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dtiscore.errors import Place, Problem, errors_of
from dtiscore.inputs.reading import Data, Reading, raw_table
from dtiscore.methodology import Node, Values
from dtiscore.methodology.base import fold
from dtiscore.questions.weights.derive.answer import Judgements
from dtiscore.questions.weights.derive.answer.judgements import in_the_judgements
from dtiscore.said import said
from dtiscore.suggestions import close_to
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import numbers_in

_FRACTION = re.compile(r"\s*([0-9]+)\s*/\s*([0-9]+)\s*")


@dataclass(frozen=True)
class JudgementTable:
    """Judgements with the table that they were read from."""

    judgements: Judgements
    table: RawTable
    warnings: Sequence[Problem] = ()
    """Reservations about the table."""


def read_judgements(
    data: Data, children: Sequence[Node], reading: Reading, *, compared: bool = False
) -> JudgementTable:
    """Read what people say of some nodes: a column for each, headed by its code or name, and a row per person.

    Args:
        data: the path of a CSV file, ``-``, or a DataFrame.
        children: the nodes that are judged.
        reading: what is declared about the table.
        compared: whether the rows, too, stand for the nodes, as in a matrix of comparisons; the first column names them.

    Raises:
        InvalidData: a node has no column or row, or a cell is no number; ``problems`` lists every case.
    """
    table, problems, options = raw_table(data, reading)
    reader = _Reader(table, children, options)
    rows = reader.compared_rows() if compared else list(range(table.rows))
    numbers = [reader.numbers(child) for child in children]
    warnings = [*problems, *reader.warnings]
    problems = errors_of([*problems, *reader.problems])
    if not problems and not rows:
        place = Place(table.source, table.header_line)
        problems = [Problem("no-rows", said("the table has headings and no judgements below them"), place)]
    if problems:
        raise in_the_judgements(table.source, problems)
    judgements = Judgements(
        source=table.source,
        lines=[table.columns[0].lines[row] for row in rows],
        codes=[child.code for child in children],
        rows=[[float(column[row]) for column in numbers] for row in rows],
    )
    return JudgementTable(judgements, table, warnings)


class _Reader:
    """The parts of a table of judgements, and what is wrong with it."""

    def __init__(self, table: RawTable, children: Sequence[Node], options: ReadingOptions) -> None:
        self.table = table
        self.children = children
        self.options = options
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.columns: dict[str, RawColumn] = {}
        by_heading = {fold(column.header): column for column in table.columns}
        for child in children:
            found = next((by_heading[name] for name in _names(child) if name in by_heading), None)
            if found is not None:
                self.columns[child.code] = found
            else:
                self._without_column(child)

    def _without_column(self, child: Node) -> None:
        headers = [column.header for column in self.table.columns]
        near = close_to(child.code, headers, n=1)
        fix = (
            said('is it "{near}"? Head it {node}', near=near[0], node=child.code)
            if near
            else said("head one {node}, or by its name", node=child.code)
        )
        message = said('no column speaks of "{node}"', node=child.spoken_name)
        place = Place(self.table.source, self.table.header_line)
        self.problems.append(Problem("missing-column", message, place, fix=fix, indicator=child.code))

    def compared_rows(self) -> list[int]:
        """The row of each child, in the order of the children."""
        labels = self.table.columns[0]
        known = {name: child.code for child in self.children for name in _names(child)}
        rows: dict[str, int] = {}
        for row, cell in enumerate(labels.cells):
            code, place = known.get(fold(cell)), self.table.place(labels, row)
            if code is None:
                fix = said(
                    "rows and columns stand for {children}",
                    children=", ".join(child.code for child in self.children),
                )
                message = said("this row stands for none of the nodes that are compared")
                self.problems.append(Problem("unknown-node", message, place, cell, fix))
            elif code in rows:
                message = said('a second row for "{code}"', code=code)
                self.problems.append(Problem("duplicate-row", message, place, cell, said("keep one")))
            else:
                rows[code] = row
        for child in self.children:
            if child.code not in rows:
                place = Place(self.table.source, header=labels.header)
                message = said('no row stands for "{node}"', node=child.spoken_name)
                self.problems.append(
                    Problem("missing-row", message, place, fix=said("add the row {node}", node=child.code))
                )
        return [rows[child.code] for child in self.children if child.code in rows]

    def numbers(self, child: Node) -> Values:
        """The numbers in the column of a child, a fraction such as 1/3 among them; NaN where there is none."""
        column = self.columns.get(child.code)
        if column is None:
            return np.full(self.table.rows, np.nan)
        fractions = {
            row: found for row, cell in enumerate(column.cells) if (found := _FRACTION.fullmatch(cell))
        }
        others = ["" if row in fractions else cell for row, cell in enumerate(column.cells)]
        read = numbers_in(self.table, column._replace(cells=others), self.options)
        self.problems += read.errors
        self.warnings += read.warnings
        values = read.values.copy()
        for row, found in fractions.items():
            above, below = int(found[1]), int(found[2])
            values[row] = above / below if below else np.nan
        return values


def _names(child: Node) -> list[str]:
    """What a heading or a row may call a node: its code, or its name in any language."""
    return [fold(name) for name in (child.code, *(child.name or {}).values())]
