"""Sheets of decisions beside a table, in its own workbook: those that say what its columns count for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dtiscore.errors import DtiscoreError, SheetName
from dtiscore.questions.init.answer.decision.sheet import DecisionSheet
from dtiscore.questions.init.answer.draft import Draft
from dtiscore.tables.kinds import kind_of
from dtiscore.tables.options import MAX_BYTES


def sheets_beside(
    data: bytes, source: str, table: str, drafted: Callable[[DecisionSheet], Draft]
) -> Iterator[tuple[str, Draft]]:
    """The sheets that are shown and decide an index of the table's columns, each with that index.

    Args:
        data: the file of the table.
        source: its name.
        table: the name of the table's own sheet, as messages write it.
        drafted: makes an index of a sheet, or raises :class:`InvalidMethodology`.
    """
    if not isinstance(table, SheetName) or kind_of(data, source) != "workbook":
        return
    from dtiscore.tables.workbooks.reader import Workbook

    book = Workbook(data, source=source, max_bytes=MAX_BYTES)
    for name in book.sheets_with_content:
        if f"{source}!{name}" == table:
            continue
        try:
            stored = book.stored(name)
            if any(problem.code == "hidden-sheet" for problem in stored.problems):
                continue
            sheet = DecisionSheet(stored.title, stored.records, stored.merges, list(stored.problems))
            yield name, drafted(sheet)
        except DtiscoreError:  # it is about something else
            continue


def only_decided(
    data: bytes, source: str, table: str, drafted: Callable[[DecisionSheet], Draft]
) -> Draft | None:
    """The index of the one sheet that decides one; ``None`` where none does, or several do. Takes :func:`sheets_beside`'s."""
    found = list(sheets_beside(data, source, table, drafted))
    return found[0][1] if len(found) == 1 else None
