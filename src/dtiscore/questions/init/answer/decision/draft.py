"""An index to begin with from the sheet of a decision and a table: its tree from the one, its rules from the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dtiscore.questions.init.answer.criterion import Criterion, criterion_of
from dtiscore.questions.init.answer.decision.columns import SheetColumns, columns_of
from dtiscore.questions.init.answer.decision.matching import is_described, read_columns
from dtiscore.questions.init.answer.decision.outline import Entry, outline_of
from dtiscore.questions.init.answer.decision.sheet import DecisionSheet
from dtiscore.questions.init.answer.decision.worth import Worth, refuse_doubtful_groups, worth_of
from dtiscore.questions.init.answer.draft import Draft
from dtiscore.questions.init.answer.table import candidates, rows_of_units
from dtiscore.questions.init.answer.tree import Group, Part
from dtiscore.said import said
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable


def decided_draft(  # noqa: PLR0913 - the table and what is declared about it, beside the sheet
    sheet: DecisionSheet,
    table: RawTable,
    headings: Headings,
    options: ReadingOptions,
    *,
    name: str,
    title: str,
    worth_in: str | None = None,
) -> Draft:
    """The index that a sheet decides, each indicator with the rule that its column of the table suggests.

    ``worth_in`` is the heading of the column of maxima or weights, where the sheet has several.

    Raises:
        InvalidMethodology: the sheet is no outline of an index, contradicts itself, or names what the table has not;
            the faults name its cells.
    """
    columns = columns_of(sheet, worth_in)
    sheet.refuse()
    assert columns is not None, "or there is a fault"
    outline = outline_of(sheet, columns)
    if not outline.entries:
        sheet.fault(
            "no-children",
            said("no row below the headings is an indicator"),
            next(sheet.rows()),
            columns.name,
            said("write a row for each group and indicator"),
        )
    of_table = candidates(table, headings)
    for entry in outline.walk():
        if is_described(entry, columns, of_table):
            entry.children.clear()
    refuse_doubtful_groups(sheet, columns, outline)
    worth = worth_of(sheet, columns, outline)
    read = read_columns(sheet, columns, outline, of_table)
    sheet.refuse()
    _, rows = rows_of_units(table, headings, options)
    parts = _Parts(sheet, columns, worth, read, rows, options)
    tree = parts.of(outline.entries)
    sheet.refuse()
    used = {column.header for column in read.values()}
    left_out = [column.header for column in of_table if column.header not in used]
    return Draft(name, title, tree, left_out, weights=sheet.title.replace("\\", "/").rpartition("/")[2])


class _Parts:
    """Makes the parts of an index of the entries of an outline."""

    def __init__(
        self,
        sheet: DecisionSheet,
        columns: SheetColumns,
        worth: Worth,
        read: dict[Entry, RawColumn],
        rows: Sequence[int],
        options: ReadingOptions,
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.worth = worth
        self.read = read
        self.rows = rows
        self.options = options

    def of(self, entries: Sequence[Entry]) -> tuple[Part, ...]:
        """The parts that siblings are."""
        parts: list[Part] = []
        for entry in entries:
            weight = self.worth.weights.get(entry)
            if entry.children:
                parts.append(Group(entry.code, entry.name, self.of(entry.children), weight))
            elif (criterion := self._criterion(entry, weight)) is not None:
                parts.append(criterion)
        return tuple(parts)

    def _criterion(self, entry: Entry, weight: float | None) -> Criterion | None:
        column, points = self.read[entry], self.worth.points.get(entry)
        found = criterion_of(column, self.rows, self.options, points)
        if found is None:
            message = said(
                'the column "{column}" of the table holds nothing that can be scored', column=column.header
            )
            fix = said("fill it, or take the indicator out")
            self.sheet.fault("missing-column", message, entry.row, self.columns.name, fix, entry.name)
            return None
        return replace(found, code=entry.code, name=entry.name, points=points, weight=weight)
