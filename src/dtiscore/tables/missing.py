"""What a table lacks and its edition needs: columns that are not in the file, and cells without a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology, Node
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import rows_where
from dtiscore.said import Said, counted, joined, said, some_of, template, with_and, with_or
from dtiscore.tables.availability import Availability, other_missing_rule
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import accepted_headings
from dtiscore.tables.raw import NoRecord, RawColumn

_MOST_LISTED = 6
"""How many headings a message names."""


@dataclass(eq=False)
class MissingValues:
    """What one table lacks."""

    methodology: Methodology
    headings: Headings
    there: dict[str, Mask]
    """By raw column: the rows whose cell holds something, be it a fault."""
    brought: Mapping[str, Mask]
    """By node: the rows for which the table brings its score."""
    rows: int
    header_line: Place
    problem: Callable[[str, Said, RawColumn, int, Said | None], Problem]
    """Makes the problem of one cell: its code, message, column, row and way out."""
    is_ranking: bool = False
    """Whether dtiscore wrote the table: a score that is blank there is none, whatever it would be computed from."""
    found: list[Problem] = field(default_factory=list)

    def problems(self) -> list[Problem]:
        """A problem for each column or cell that is missing and that the edition does not forgive."""
        self.count_prepared()
        own = {
            node.code: node.rule.suffices([self.there[header] for header in node.inputs])
            for node in self.methodology.nodes.values()
            if node.rule is not None and node.inputs and all(header in self.there for header in node.inputs)
        }
        availability = Availability(self.methodology, own, self.brought, self.rows)
        if self.rows:
            self.note_missing_columns(availability)
        if not any(step.step == "screen" for step in self.methodology.prepare):
            self.note_missing_cells(availability)
        if not self.is_ranking:
            for code, rows in availability.blank.items():
                self.note_blank(self.methodology.nodes[code], rows, availability)
        return self.found

    def note_missing_cells(self, availability: Availability) -> None:
        """Report every cell without a value that the edition does not forgive, once for all that read it."""
        lacking: dict[tuple[int, str], tuple[str, ...]] = {}
        columns: dict[str, RawColumn] = {}
        for node, rows in availability.missing_cells():
            for row in rows_where(rows) if availability.has_cells(node) else ():
                column = self.empty_column(node, row)
                columns[column.header] = column
                cell = row, column.header
                lacking[cell] = (*lacking.get(cell, ()), node.code)
        lacks = cache(self.lacks)
        for (row, header), codes in lacking.items():
            message, fix = lacks(codes, is_absent=isinstance(columns[header].cells[row], NoRecord))
            problem = self.problem("missing-value", message, columns[header], row, fix)
            self.found.append(problem._replace(indicator=codes[0]))

    def lacks(self, codes: Sequence[str], *, is_absent: bool = False) -> tuple[Said, Said]:
        """What is said of a cell that all these nodes read and that is empty, and the way out."""
        nodes = [self.methodology.nodes[code] for code in codes]
        message = counted(
            len(nodes),
            "{nodes} has no value, which {edition} does not allow",
            "{nodes} have no value, which {edition} does not allow",
            nodes=_labels(nodes),
            edition=self.methodology.id,
        )
        fix = template("add its record, or {rule}") if is_absent else template("fill the cell in, or {rule}")
        return message, said(fix, rule=other_missing_rule(self.methodology, nodes[0]))

    def note_blank(self, node: Node, rows: Mask, availability: Availability) -> None:
        """Report the empty cells of an aggregate that cannot be computed either, since its parts have no columns."""
        absent = list(self.columns_of(availability.wanting_below(node)))
        message = counted(
            len(absent),
            "{node} has no value, and the column {columns} to compute it from is not in the file",
            "{node} has no value, and the columns {columns} to compute it from are not in the file",
            node=_labels([node]),
            columns=some_of(absent, _MOST_LISTED),
        )
        fix = counted(
            len(absent), "fill the cell in, or add the column", "fill the cell in, or add the columns"
        )
        for row in rows_where(rows):
            problem = self.problem("missing-value", message, self.empty_column(node, row), row, fix)
            self.found.append(problem._replace(indicator=node.code))

    def empty_column(self, node: Node, row: int) -> RawColumn:
        """The column in whose cell of a row a node's value is missing."""
        lacks = next(
            (header for header in node.inputs if header in self.there and not self.there[header][row]), None
        )
        if lacks is None:
            return self.headings.scores[node.code]
        behind = self.methodology.raw_behind(lacks)
        return self.headings.inputs[next((raw for raw in behind if not self.there[raw][row]), behind[0])]

    def columns_of(self, nodes: Sequence[Node]) -> dict[str, list[Node]]:
        """The columns that nodes need and the table lacks, each with those that read it."""
        absent: dict[str, list[Node]] = {}
        for node in nodes:
            for raw in dict.fromkeys(
                raw for header in node.inputs for raw in self.methodology.raw_behind(header)
            ):
                if raw not in self.there:
                    absent.setdefault(raw, []).append(node)
        return absent

    def note_missing_columns(self, availability: Availability) -> None:
        """Report every column that the table lacks, once for all that need it; those of the same nodes together."""
        needed = {node.code for node in availability.missing_columns()}
        together: dict[tuple[str, ...], list[str]] = {}
        wanting = availability.wanting_below(self.methodology.index) if needed else ()
        for header, readers in self.columns_of(wanting).items():
            if header in self.headings.undecided:
                continue  # it is there more than once
            together.setdefault(tuple(node.code for node in readers), []).append(header)
        for codes, absent in together.items():
            if not needed.isdisjoint(codes):
                self.note_missing_column([self.methodology.nodes[code] for code in codes], absent)

    def note_missing_column(self, nodes: Sequence[Node], absent: Sequence[str]) -> None:
        parent = self.methodology.parents.get(nodes[0].code)
        message = counted(
            len(absent),
            "the column {columns} of {nodes} is not in the file",
            "the columns {columns} of {nodes} are not in the file",
            columns=with_and(absent),
            nodes=_labels(nodes),
        )
        add = counted(len(absent), "add it", "add them")
        if parent and parent.own_column:
            whole = said("{column} for {node} as a whole", column=parent.own_column, node=parent.code)
            add = said("{add}, or {whole}", add=add, whole=whole)
        fix = joined("{first}; {second}", [add, *self._other_headings(absent)])
        self.found.append(
            Problem("missing-column", message, self.header_line, fix=fix, indicator=nodes[0].code)
        )

    @cached_property
    def accepted(self) -> dict[str, tuple[str, ...]]:
        """By which headings each raw column is found."""
        return accepted_headings(self.methodology)

    def _other_headings(self, absent: Sequence[str]) -> Iterator[Said]:
        """By which other headings columns that are not there would have been found."""
        for header in absent:
            others = [f'"{name}"' for name in self.accepted.get(header, ())[1:]]
            if others:
                listed = with_or(others, commas=True)
                yield said("{column} may also be headed {headings}", column=header, headings=listed)

    def count_prepared(self) -> None:
        """Count as present what preparation will derive, or may fill; what stays missing shows when it is scored."""
        if not self.methodology.prepare:
            return
        from dtiscore.methodology.preparation import ColumnStep, PanelStep
        from dtiscore.methodology.preparation.deriving import Derive
        from dtiscore.methodology.preparation.imputing import ImputeFrom

        for step in self.methodology.prepare:
            if isinstance(step, Derive):
                if all(name in self.there for name in step.reads):
                    needed = (
                        step.parsed.needed if step.take is None else ()
                    )  # a figure of many needs no one of them
                    masks = [self.there[name] for name in step.reads if name in needed]
                    self.there[step.column] = (
                        np.logical_and.reduce(masks) if masks else np.ones(self.rows, dtype=np.bool_)
                    )
            elif isinstance(step, ImputeFrom):
                if step.column in self.there and step.other in self.there:
                    self.there[step.column] = self.there[step.column] | self.there[step.other]
            elif isinstance(step, ColumnStep | PanelStep) and step.fills:
                left = step.leave if isinstance(step, ColumnStep) else ()
                for header in step.columns or self.methodology.indicator_headers:
                    if header in self.there and header not in left:
                        self.there[header] = np.ones(self.rows, dtype=np.bool_)


def _labels(nodes: Sequence[Node]) -> Said:
    """Some nodes by their names."""
    return with_and((said('"{node}"', node=node.spoken_name) for node in nodes), commas=True)
