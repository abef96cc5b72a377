"""The settings of a flat weighting file: rows such as ``@rank.on`` with their value in the next cell."""

from __future__ import annotations

from dtiscore.methodology.documents.draft import Draft
from dtiscore.methodology.documents.scalars import Value
from dtiscore.methodology.flat.cells import FlatCell
from dtiscore.methodology.flat.keys import keys, slot
from dtiscore.methodology.flat.rows import SETTING
from dtiscore.methodology.flat.table import FlatRow
from dtiscore.methodology.flat.values import put
from dtiscore.methodology.model import Methodology
from dtiscore.said import said


def read_settings(rows: list[FlatRow], column: int, draft: Draft, decimal: str) -> dict[str, Value]:
    """What the settings say of the whole edition.

    Args:
        rows: the rows whose code begins with ``@``.
        column: the number of the column ``code``, from 0.
        draft: receives the places and the faults.
        decimal: the decimal mark of the file.
    """
    data: dict[str, Value] = {}
    for row in rows:
        name = row.cell(column).removeprefix(SETTING)
        place = slot(Methodology, name)
        if place is None:
            known = [SETTING + key for key in keys(Methodology)]
            message = said('"{setting}{name}" is no setting of a weighting file', setting=SETTING, name=name)
            fix = draft.suggestions.advice(SETTING + name, known, label=said("allowed"))
            draft.fault("unknown-key", message, row.mark(column), fix=fix)
        elif not row.cell(column + 1):
            fix = said("write it in the cell after the name, or remove the row")
            draft.fault(
                "missing-value",
                said('"{setting}{name}" has no value', setting=SETTING, name=name),
                row.mark(column + 1),
                place.path,
                fix=fix,
            )
        else:
            cell = FlatCell(row.cell(column + 1), place.path, row.mark(column + 1), decimal)
            put(data, place, cell, SETTING + name, draft)
        _check_alone(row, column, draft)
    return data


def _check_alone(row: FlatRow, column: int, draft: Draft) -> None:
    """A setting fills two cells; what stands beside them is often the end of a text with a comma."""
    for other, text in enumerate(row.cells):
        if text and other not in (column, column + 1):
            message = said("a setting is a name and one value, and this cell is neither")
            fix = said(
                "empty it; a text that holds the separator stands in quotation marks, items of a list are parted by ;"
            )
            draft.fault("no-meaning-here", message, row.mark(other), raw=text, fix=fix)
            return
