"""A table in which some cells hold another value: found by unit and column, read like every other cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.methodology.periods import comparable
from dtiscore.problem_codes import OF_READING
from dtiscore.questions.whatif.answer.changes import ValueChange, number_text
from dtiscore.said import first_few, said, with_or
from dtiscore.suggestions import close_to, did_you_mean
from dtiscore.tables.headings import Headings, resolve
from dtiscore.tables.identified import Identity
from dtiscore.tables.identity import identify
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.percent_rules import percent_rule, score_percent_rule
from dtiscore.tables.raw import NumberCell, RawColumn, RawTable
from dtiscore.tables.schema import RowSchema
from dtiscore.units.explaining import perhaps_meant
from dtiscore.units.matching import UnitMatcher, code_of
from dtiscore.units.scheme import UnitScheme

_OF_WRITING = OF_READING - {"out-of-range", "unknown-choice"}
"""What is told of how a cell is written."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell before and after."""

    unit: str
    """The code."""
    name: Mapping[str, str]
    place: Place
    """Where the cell stands in the file; its ``header`` is the heading."""
    was: str
    now: str
    nodes: tuple[str, ...]
    """The codes of the nodes that read it."""

    def as_row(self) -> dict[str, object]:
        """The change as a flat row, for provenance."""
        return {
            "unit": self.unit,
            "column": self.place.header,
            "line": self.place.line,
            "was": self.was,
            "now": self.now,
        }


def changed_table(
    table: RawTable,
    methodology: Methodology,
    scheme: UnitScheme | None,
    options: ReadingOptions,
    changes: Sequence[ValueChange],
    *,
    group: str | None = None,
) -> tuple[RawTable, list[CellChange]]:
    """A table of one column per indicator with some cells changed, and the cells in the order of the changes.

    ``group`` says which row is meant of a unit that stands in several groups.

    Raises:
        UsageFault: the table has no such unit, or no such column that the edition reads; a cell is changed twice, or
            the unit has several rows.
    """
    headings, _ = resolve(table, methodology, options)
    identity = identify(table, headings, methodology, scheme, options)
    columns = {column.header: list(column.cells) for column in table.columns}
    cells: list[CellChange] = []
    changed: set[tuple[str, int]] = set()
    for change in changes:
        column = _column(table, headings, methodology, change.column)
        at = _row(table, identity, scheme, change, group)
        row = identity.rows[at]
        place = table.place(column, row)
        if (column.header, row) in changed:
            raise UsageFault(
                said("{change} changes a cell for the second time", change=change),
                said("give each cell one value"),
            )
        if isinstance(change.value, str):
            now = _as_the_file(change.value, change.decimal, column, options)
        else:
            now = _stated(change.value, column, methodology, headings, options)
        readers = tuple(_readers(methodology, headings, column))
        cells.append(
            CellChange(identity.codes[at], identity.names[at], place, column.cells[row], now, readers)
        )
        columns[column.header][row] = now
        changed.add((column.header, row))
    headers = {header for header, _ in changed}
    edited = tuple(
        column._replace(cells=columns[column.header]) if column.header in headers else column
        for column in table.columns
    )
    return table._replace(columns=edited), cells


def _as_the_file(text: str, decimal: str, column: RawColumn, options: ReadingOptions) -> str:
    """A cell as it was written; with a sign before decimals that has no part in the numbers of its column, as a number."""
    if decimal == "." or not re.fullmatch(rf"[+-]?\d+{re.escape(decimal)}\d+%?", text):
        return text
    declared = options.styles.get(column.header, options.style)
    cells = options.without_flags(column.cells)
    style = declared or read_number_column(cells, missing=options.missing).style
    if style is not None and decimal in (style.decimal, style.grouping):
        return text
    return NumberCell(text.replace(decimal, "."))


def _stated(
    number: float, column: RawColumn, methodology: Methodology, headings: Headings, options: ReadingOptions
) -> NumberCell:
    """A number as a cell: with a sign where the column is measured in per cent and its cells have one."""
    text = number_text(number)
    schema = RowSchema(methodology)
    rules = [
        percent_rule(schema, header, column, options)
        for header, one in headings.inputs.items()
        if one is column
    ]
    rules += [
        score_percent_rule(methodology, code, column, options)
        for code, one in headings.scores.items()
        if one is column
    ]
    signed = "unit-alike" in rules and any(cell.rstrip().endswith("%") for cell in column.cells)
    return NumberCell(f"{text}%" if signed else text)


def marked(problems: Sequence[Problem], cells: Sequence[CellChange]) -> list[Problem]:
    """Problems of a changed table: those of a changed cell say that the file holds another value, and what may be set."""
    was = {(cell.place.line, cell.place.header): cell.was for cell in cells}
    return [
        _of_what_was_set(problem, was[at])
        if (at := (problem.place.line, problem.place.header)) in was
        else problem
        for problem in problems
    ]


def _of_what_was_set(problem: Problem, was: str) -> Problem:
    message = said('{what} (set in place of "{was}")', what=problem.message, was=was)
    if not problem.is_error or problem.code not in _OF_WRITING:
        return problem._replace(message=message)
    # No declaration about the table, and no edit of its file, makes another value of what was typed.
    fix = said("set a number as the column writes them, or nothing for no value")
    if any(map(str.isdigit, was)):
        fix = said(
            "set a number as the column writes them, such as {number}, or nothing for no value", number=was
        )
    return Problem(
        "unreadable-value", message, problem.place, problem.raw, fix, problem.unit, problem.indicator
    )


def _column(table: RawTable, headings: Headings, methodology: Methodology, called: str) -> RawColumn:
    """The column that a heading, or the code of the node which reads it, calls."""
    in_use = {column.header: column for column in (*headings.inputs.values(), *headings.scores.values())}
    by_heading = {fold(header): column for header, column in in_use.items()}
    by_heading |= {fold(header): column for header, column in headings.inputs.items()}
    if fold(called) in by_heading:
        return by_heading[fold(called)]
    if called in methodology.nodes:
        return _of_node(headings, methodology, called)
    if called in headings.scores:
        return headings.scores[called]
    if any(fold(column.header) == fold(called) for column in table.columns):
        message = said(
            '{edition} computes nothing from the column "{called}"', edition=methodology.id, called=called
        )
        raise UsageFault(message, said("it reads {headers}", headers=first_few(in_use)))
    near = close_to(called, [*in_use, *methodology.nodes], n=3)
    fix = did_you_mean(near) or said("the table has {headers}", headers=first_few(in_use))
    raise UsageFault(said('there is no column or node "{called}"', called=called), fix)


def _of_node(headings: Headings, methodology: Methodology, code: str) -> RawColumn:
    node = methodology.nodes[code]
    raw = dict.fromkeys(name for header in node.inputs for name in methodology.raw_behind(header))
    there = [headings.inputs[header] for header in raw if header in headings.inputs]
    if len(there) == 1:
        return there[0]
    if code in headings.scores:
        return headings.scores[code]
    if there:
        named = ", ".join(column.header for column in there)
        raise UsageFault(
            said('"{node}" is computed from several columns: {columns}', node=code, columns=named),
            said("name the one that changes"),
        )
    wanted = said("the column {columns}", columns=with_or(raw)) if raw else said("a column of its own")
    below = [child.code for child in node.children]
    fix = (
        said("change what it is made of: {nodes}", nodes=first_few(below))
        if below
        else said("add the column to the table first")
    )
    raise UsageFault(
        said('the table has no value of "{node}" to change: it lacks {wanted}', node=code, wanted=wanted), fix
    )


def _readers(methodology: Methodology, headings: Headings, column: RawColumn) -> list[str]:
    """The nodes that a column feeds, in the order of the tree."""
    fed = {header for header, one in headings.inputs.items() if one is column}
    supplied = {code for code, one in headings.scores.items() if one is column}
    return [
        node.code
        for node in methodology.nodes.values()
        if node.code in supplied
        or any(raw in fed for header in node.inputs for raw in methodology.raw_behind(header))
    ]


def _row(
    table: RawTable, identity: Identity, scheme: UnitScheme | None, change: ValueChange, group: str | None
) -> int:
    """The position of the unit's one row among those that take part."""
    code = _unit(table, identity, scheme, change.unit)
    rows = [
        at
        for at, unit in enumerate(identity.codes)
        if unit == code and (group is None or comparable(identity.groups[at] or "") == comparable(group))
    ]
    if not rows:
        raise UsageFault(
            said('"{unit}" has no row in the group "{group}"', unit=change.unit, group=group),
            said("name a group in which it stands"),
        )
    if len(rows) > 1:
        several = len({identity.periods[at] for at in rows}) > 1
        named = dict.fromkeys((identity.periods if several else identity.groups)[at] or "" for at in rows)
        raise UsageFault(
            said(
                '"{unit}" has {n} rows in {source} ({parts})',
                unit=change.unit,
                n=len(rows),
                source=table.source,
                parts=", ".join(named),
            ),
            said("choose the one that is meant: --period")
            if several
            else said("choose the one that is meant: --group"),
        )
    return rows[0]


def _unit(table: RawTable, identity: Identity, scheme: UnitScheme | None, called: str) -> str:
    if called in identity.codes:
        return called
    match = None if scheme is None else UnitMatcher(scheme).match(called)
    if match is not None and match.unit.code in identity.codes:
        return match.unit.code
    code = code_of(called, ((name, code) for names, code in _named(identity) for name in names))
    if code is not None:
        return code
    known = [name for names, _ in _named(identity) for name in names]
    fix = perhaps_meant(called, scheme, [*known, *identity.codes]) or said(
        "it has {known} ...", known=", ".join(known[:8])
    )
    raise UsageFault(said('{source} has no unit "{called}"', source=table.source, called=called), fix)


def _named(identity: Identity) -> list[tuple[list[str], str]]:
    return [(list(names.values()), code) for names, code in zip(identity.names, identity.codes, strict=True)]
