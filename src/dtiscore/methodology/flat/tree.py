"""From the parents that the rows of a flat weighting file name to the tree that they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from dtiscore.methodology.documents.draft import Draft
from dtiscore.methodology.flat.rows import FlatHeadings
from dtiscore.methodology.flat.table import FlatRow, FlatTable
from dtiscore.said import said
from dtiscore.suggestions import did_you_mean, first_of


@dataclass(slots=True)
class Branch:
    """A row with the rows below it in the tree, in the order of the file."""

    row: FlatRow
    children: list[Branch] = field(default_factory=list)


def grow(rows: list[FlatRow], headings: FlatHeadings, table: FlatTable, draft: Draft) -> Branch | None:
    """The tree of the node rows, or ``None`` when no row is its root.

    A parent stands above its children. Where no column names it, the first row is the index, and the code of another one
    names it by what stands before its last point: 1.1 is the parent of 1.1.2, the index that of 1. A row whose parent is
    in doubt becomes a fault and hangs where it most likely belongs, so that sums above it are not faulted as well; what
    hangs in a circle is left out.
    """
    branches = [Branch(row) for row in rows if _has_code(row, headings, draft)]
    by_code: dict[str, Branch] = {}
    for branch in branches:
        by_code.setdefault(branch.row.cell(headings.code), branch)
    root: Branch | None = None
    for branch in branches:
        row = branch.row
        code, named = _named_parent(row, headings, root)
        if code:
            above = _parent(row, headings.code, code, named, by_code, draft)
            if above is not None:
                above.children.append(branch)
        elif root is None:
            root = branch
        else:
            message = said(
                '"{node}" has no parent, like "{first}" in line {line}: an index has one root',
                node=row.cell(headings.code),
                first=root.row.cell(headings.code),
                line=root.row.line,
            )
            draft.fault(
                "several-roots", message, row.mark(headings.code), fix=said("write the code of its parent")
            )
            root.children.append(branch)
    if root is None:
        message = said("no row is the index itself: the one with a code and without a parent")
        fix = said("add its row above the others, and leave its parent empty")
        draft.fault("no-root", message, table.headings.mark(headings.code), ("index",), fix=fix)
    return root


def _has_code(row: FlatRow, headings: FlatHeadings, draft: Draft) -> bool:
    if row.cell(headings.code):
        return True
    fix = said("write a code, or empty the row")
    draft.fault("missing-key", said("this row has no code"), row.mark(headings.code), fix=fix)
    return False


def _named_parent(row: FlatRow, headings: FlatHeadings, root: Branch | None) -> tuple[str, int]:
    """The code of the parent of a row, none of the index, and the column that says it."""
    if headings.parent is not None:
        return row.cell(headings.parent), headings.parent
    before, point, _ = row.cell(headings.code).rpartition(".")
    if root is None:
        return "", headings.code
    return before if point else root.row.cell(headings.code), headings.code


def _parent(
    row: FlatRow, own_column: int, code: str, column: int, by_code: dict[str, Branch], draft: Draft
) -> Branch | None:
    """The branch on which a row hangs; what is wrong with it is noted, and the likeliest one taken."""
    own = row.cell(own_column)
    above = by_code.get(code)
    if above is not None and above.row.line < row.line:
        return above
    if own == code:
        message = said('"{node}" names itself as its parent', node=own)
        fix = said("write the code of the node above it")
    elif above is not None:
        message = said(
            '"{parent}", the parent of "{node}", stands below it, in line {line}',
            parent=code,
            node=own,
            line=above.row.line,
        )
        fix = said("move the parent above its children; where each names the other as parent, correct one")
    else:
        message = said('there is no node "{parent}" to be the parent of "{node}"', parent=code, node=own)
        near = draft.suggestions.near(code, by_code)
        fix = did_you_mean(near) or first_of(by_code, label=said("allowed"))
        above = by_code[near[0]] if near else None
    draft.fault("unknown-parent", message, row.mark(column), raw=code, fix=fix)
    return above
