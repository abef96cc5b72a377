"""What each row of a flat weighting file is: a setting, a node or a view; and the headings that nodes and views have."""

from __future__ import annotations

from dataclasses import dataclass

from dtiscore.methodology.documents.draft import Draft, Halt
from dtiscore.methodology.flat.keys import Slot, is_number, keys, slot
from dtiscore.methodology.flat.table import FlatRow, FlatTable
from dtiscore.methodology.node import Node, View
from dtiscore.said import said

SETTING = "@"
"""What the code cell of a setting of the whole file begins with."""
NODES, ABOUT = "nodes", "about"
"""The sheets of a workbook that hold nodes with views, and settings."""

_CODE, _PARENT, _PARTS = "code", "parent", "of"
_TELLING = frozenset({_PARENT, "weight", "points", "aggregate", "rule"})
"""The headings of which some stand in every weighting file, also in one that forgets the others; tables have codes and names too."""


@dataclass(frozen=True, slots=True)
class FlatHeadings:
    """The columns of a flat weighting file, by number from 0."""

    code: int
    parent: int | None
    """The column ``parent``; without one, codes say it by their points."""
    parts: int | None
    """The column ``of``, whose nodes make a row a view."""
    nodes: dict[int, Slot]
    """The place in a node that the cells of a column fill."""
    views: dict[int, Slot]
    """The place in a view that the cells of a column fill."""
    names: tuple[str, ...]


@dataclass(slots=True)
class Rows:
    """The rows of a flat weighting file by what they say, each in the order of the file."""

    settings: list[FlatRow]
    nodes: list[FlatRow]
    views: list[FlatRow]


def says_weights(table: FlatTable) -> bool:
    """Whether a table says anything of an index: settings, or headings that a table of figures has no use for."""
    cells = [cell for row in (table.headings, *table.rows) for cell in row.cells[:1]]
    return not _TELLING.isdisjoint(map(str.casefold, table.headings.cells)) or any(
        cell.startswith(SETTING) for cell in cells
    )


def read_headings(table: FlatTable, draft: Draft) -> FlatHeadings:
    """The columns of a table; unknown, repeated and empty headings become faults.

    Raises:
        Halt: no column holds the codes of nodes, so that no tree can be read; the draft says so.
    """
    first: dict[str, int] = {}
    known = [_PARENT, *keys(Node), _PARTS]
    for column, name in enumerate(table.headings.cells):
        mark = table.headings.mark(column)
        if name in first:
            message = said(
                'the heading "{heading}" stands twice, in columns {left} and {right}',
                heading=name,
                left=first[name] + 1,
                right=column + 1,
            )
            draft.fault("duplicate-column", message, mark, fix=said("keep one"))
        elif name and name != _PARENT and slot(Node, name) is None and slot(View, name) is None:
            fix = draft.suggestions.advice(name, known, label=said("allowed"))
            draft.fault(
                "unknown-column", said('"{name}" is no heading of a weighting file', name=name), mark, fix=fix
            )
        elif not name:
            _check_nameless(table, column, draft)
        first.setdefault(name, column)
    if _CODE not in first:
        fix = said("the first row holds the headings: code, parent, name, points …")
        draft.fault(
            "missing-column", said("no heading is {name}", name=_CODE), table.headings.mark(0), fix=fix
        )
        raise Halt
    own = {column: name for name, column in first.items()}
    return FlatHeadings(
        first[_CODE],
        first.get(_PARENT),
        first.get(_PARTS),
        {column: found for column, name in own.items() if (found := slot(Node, name)) is not None},
        {column: found for column, name in own.items() if (found := slot(View, name)) is not None},
        table.headings.cells,
    )


def _check_nameless(table: FlatTable, column: int, draft: Draft) -> None:
    """A column without a heading may be empty, or hold the values of settings, and nothing else."""
    for row in table.rows:
        if row.cell(column) and not (column and row.cell(column - 1).startswith(SETTING)):
            message = said("a column with values has no heading")
            fix = said("write its heading in line {line}, or empty the column", line=table.headings.line)
            draft.fault("unknown-column", message, row.mark(column), raw=row.cell(column), fix=fix)
            return


def sort_rows(table: FlatTable, headings: FlatHeadings, draft: Draft) -> Rows:
    """The rows by what they say; what does not fit the headings becomes a fault.

    A row that is too short is read as if it ended with empty cells, for further checks; one that is too long is left
    out, because nobody knows which of its cells are one too many.
    """
    rows = Rows([], [], [])
    for row in table.rows:
        if row.cell(headings.code).startswith(SETTING):
            rows.settings.append(row)
            continue
        _refuse_numbers(row, headings, draft)
        if len(row.cells) != table.width:
            _note_ragged(row, table.width, draft)
        if len(row.cells) > table.width:
            continue
        if headings.parts is not None and row.cell(headings.parts):
            _check_view(row, headings, draft)
            rows.views.append(row)
        else:
            rows.nodes.append(row)
    return rows


def _refuse_numbers(row: FlatRow, headings: FlatHeadings, draft: Draft) -> None:
    """A sheet keeps no zero at the end of a number: what is a code there may have been 4.10, and is 4.1."""
    for column in sorted(row.numbers):
        place = headings.nodes.get(column) or headings.views.get(column)
        if "." in row.cell(column) and (place is None or not is_number(place)):
            message = said(
                '"{text}" stands here as a number and not as text, and may have ended in a zero',
                text=row.cell(column),
            )
            fix = said("format the column as text, and type it again")
            draft.fault("not-text", message, row.mark(column), raw=row.cell(column), fix=fix)


def _note_ragged(row: FlatRow, width: int, draft: Draft) -> None:
    found = len(row.cells)
    fix = said("add the missing cells, if only as empty ones")
    if found > width:
        fix = said("put a text that holds the separator in quotation marks, and write decimals with a point")
    message = said("the row has {found} cells, and there are {width} headings", found=found, width=width)
    draft.fault("ragged-row", message, row.mark(min(found, width)), raw=row.cells[0], fix=fix)


def _check_view(row: FlatRow, headings: FlatHeadings, draft: Draft) -> None:
    code = row.cell(headings.code)
    for column, text in enumerate(row.cells):
        name = headings.names[column]
        if text and column not in headings.views and (column in headings.nodes or name == _PARENT):
            message = said(
                '"{code}" is a view, since it has "of", and a view has no {name}', code=code, name=name
            )
            draft.fault("no-meaning-here", message, row.mark(column), raw=text, fix=said("empty this cell"))
