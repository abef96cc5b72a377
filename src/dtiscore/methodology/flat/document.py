"""The flat weighting file: one table with a row per node, for people who work in a spreadsheet.

The first row holds the headings; cells are parted by commas, semicolons or tabs, as the headings are::

    code,        parent, name.vi,           points, aggregate, column,       rule,     rule.of, of
    @id,         dti-example
    @publish.as, fraction
    DTI,         ,       Chỉ số mẫu,        100,    points,    ,             ,         ,
    1,           DTI,    Nhận thức số,      60,     ,          nhan_thuc_so, fraction, 100,
    2,           DTI,    Thể chế số,        40,     ,          the_che_so,   fraction, ,
    A,           ,       Nhận thức riêng,   ,       ,          ,             ,         ,        1

* A **setting** of the whole file is a row whose code begins with ``@``; its value stands in the next cell, and its name
  is the path of the key in a YAML file: ``@authority.decision``, ``@rank.on``. Entries of lists of larger things are
  numbered: ``@columns.1.header``, ``@notes.2.vi``.
* A **node** is a row with a code; the one without a parent is the index. A parent stands above its children. Headings
  are the keys of a node in a YAML file: ``weight``, ``rule.low``, ``missing.min_share``; ``rule``, ``aggregate`` and
  ``missing`` name the kind.
* A **view** is a row with codes in the column ``of``.

A list stands in one cell with ``;`` between its items (``2021; 2022``); a table of steps or options as
``4=20; 3=15; 2=10``. An empty cell says nothing. Numbers have a decimal point; where commas do not part the cells, as
in what a Vietnamese Excel saves, all of them may have a decimal comma instead. Codes stay text.

A workbook holds the same rows: those of nodes and views on one sheet, the settings above them or on another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from dtiscore.errors import Problem
from dtiscore.methodology.documents.document import Document, finished
from dtiscore.methodology.documents.draft import Draft, Halt, no_weighting_file
from dtiscore.methodology.documents.marks import Path
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.documents.text import prepared
from dtiscore.methodology.flat.cells import FlatCell
from dtiscore.methodology.flat.decimals import decimal_mark
from dtiscore.methodology.flat.keys import Slot
from dtiscore.methodology.flat.rows import FlatHeadings, read_headings, says_weights, sort_rows
from dtiscore.methodology.flat.settings import read_settings
from dtiscore.methodology.flat.table import FlatRow, FlatTable, read_table, table_of
from dtiscore.methodology.flat.tree import Branch, grow
from dtiscore.methodology.flat.values import put


def read_flat(text: str, source: str) -> Document:
    """Read a flat weighting file strictly; pure, no file is touched.

    Args:
        text: the whole text of the table; any line ends, with or without a byte-order mark.
        source: the name by which messages call the file.

    Returns:
        the document that the same content in YAML would be, with the line and the column (counted in cells) of every
        value; its ``problems`` hold every fault of the flat form.

    Raises:
        InvalidMethodology: no rows can be read at all: there are no headings, or a quotation mark is never closed.
        UsageFault: it is a table of figures.
    """
    return _read(source, "CSV", lambda draft: read_table(prepared(text, draft), draft))


def read_flat_rows(
    rows: Sequence[FlatRow], source: str, language: str, problems: Sequence[Problem] = ()
) -> Document:
    """Read the rows of a workbook as :func:`read_flat` reads those of a text; the first holds the headings.

    Args:
        rows: the rows that hold anything.
        source: the name by which messages call the file.
        language: what the file is, for messages.
        problems: what was found when its cells were read.

    Raises:
        InvalidMethodology: there is no row.
        UsageFault: it is a table of figures.
    """
    return _read(source, language, lambda draft: table_of(rows, draft), problems)


def _read(
    source: str, language: str, table: Callable[[Draft], FlatTable], problems: Sequence[Problem] = ()
) -> Document:
    draft = Draft(source)
    draft.problems += problems
    data: dict[str, Value] = {}
    with suppress(Halt):  # the reason is among the problems
        data = _content(table(draft), draft)
    return finished(draft, data, language)


def _content(table: FlatTable, draft: Draft) -> dict[str, Value]:
    if not says_weights(table):
        raise no_weighting_file(draft.source)
    headings = read_headings(table, draft)
    rows = sort_rows(table, headings, draft)
    draft.enter((), table.headings.mark(0))
    decimal = decimal_mark(rows, headings, table.delimiter)
    data = read_settings(rows.settings, headings.code, draft, decimal)
    root = grow(rows.nodes, headings, table, draft)
    if root is not None:
        data["index"] = _node(root, ("index",), headings, draft, decimal)
    if rows.views:
        draft.enter(("views",), rows.views[0].mark(headings.code))
        data["views"] = [
            _entry(row, ("views", i), headings.views, headings, draft, decimal)
            for i, row in enumerate(rows.views)
        ]
    return data


def _node(branch: Branch, path: Path, headings: FlatHeadings, draft: Draft, decimal: str) -> Value:
    """A node with everything below it."""
    data = _entry(branch.row, path, headings.nodes, headings, draft, decimal)
    if branch.children:
        below = (*path, "children")
        draft.enter(below, branch.children[0].row.mark(headings.code))
        data["children"] = [
            _node(child, (*below, i), headings, draft, decimal) for i, child in enumerate(branch.children)
        ]
    return data


def _entry(
    row: FlatRow, path: Path, slots: dict[int, Slot], headings: FlatHeadings, draft: Draft, decimal: str
) -> dict[str, Value]:
    """The values that the cells of one row give to a node or a view."""
    draft.descend(path, row.mark(headings.code))
    draft.enter(path, row.mark(headings.code))
    data: dict[str, Value] = {}
    for column, slot in slots.items():
        text = row.cell(column)
        if text:
            cell = FlatCell(text, (*path, *slot.path), row.mark(column), decimal)
            put(data, slot, cell, headings.names[column], draft)
    return data
