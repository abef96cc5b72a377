"""What each group and indicator of a decision's sheet is worth, in points or in weight, held against the sums it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isnan

from dtiscore.methodology.equality import same_points
from dtiscore.questions.init.answer.decision.columns import SheetColumns
from dtiscore.questions.init.answer.decision.outline import Entry, Outline
from dtiscore.questions.init.answer.decision.sheet import DecisionSheet, SheetRow
from dtiscore.said import Said, said
from dtiscore.tables.numbers import read_number_column

_WHOLES = (1.0, 100.0)
"""What weights sum to: shares, or per cent."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What the entries of an outline are worth."""

    points: Mapping[Entry, float]
    """Maxima, of the indicators and of the groups that state one."""
    weights: Mapping[Entry, float]
    """Weights among siblings, where they say something that the maxima do not."""


def worth_of(sheet: DecisionSheet, columns: SheetColumns, outline: Outline) -> Worth:
    """Maxima and weights; what is missing, no number, or no sum of what stands below becomes a fault of its cell."""
    entries = list(outline.walk())
    points = _numbers(sheet, columns.points, [entry.row for entry in entries])
    weights = _numbers(sheet, columns.weight, [entry.row for entry in entries])
    totals = [
        (row, column, found)
        for column in (columns.points, columns.weight)
        for row, found in _numbers(sheet, column, outline.totals).items()
    ]
    of_points = {entry: points[entry.row] for entry in entries if entry.row in points}
    of_weights = {entry: weights[entry.row] for entry in entries if entry.row in weights}
    checks = _Checks(sheet, columns, outline)
    if sheet.problems:
        return Worth({}, {})
    if of_points and checks.is_complete(of_points, of_weights):
        checks.sums(of_points, columns.points, _whole(totals, columns.points))
    if of_weights and (not of_points or not _is_the_same(outline.entries, of_points, of_weights)):
        return Worth(of_points, checks.shares(of_weights, of_points, _whole(totals, columns.weight)))
    if not of_points and not of_weights:
        checks.is_complete(of_points, of_weights)
    return Worth(of_points, {})


def refuse_doubtful_groups(sheet: DecisionSheet, columns: SheetColumns, outline: Outline) -> None:
    """A row that is the sum of those below it may be their group, where nothing is numbered and nobody can tell."""
    if columns.points is None or any(entry.token for entry in outline.walk()):
        return
    rows = [entry.row for entry in outline.entries]
    numbers = _numbers(DecisionSheet(sheet.title, sheet.records), columns.points, rows)
    for at, entry in enumerate(outline.entries):
        total, count = 0.0, 0
        for row in rows[at + 1 :]:
            total, count = total + numbers.get(row, 0.0), count + 1
            if count > 1 and same_points(numbers.get(entry.row), total):
                message = said(
                    '"{name}" is the sum of the rows below it, and may be their group', name=entry.name
                )
                fix = said("number groups and indicators: I, 1, 2, II, 3")
                sheet.fault("no-children", message, entry.row, columns.name, fix, entry.name)
                break


def _numbers(sheet: DecisionSheet, column: int | None, rows: Sequence[SheetRow]) -> dict[SheetRow, float]:
    """The numbers of a column by row; a cell that holds no number becomes a fault."""
    if column is None or not rows:
        return {}
    cells = [row.cells[column] if column < len(row.cells) else "" for row in rows]
    read = read_number_column(cells, lines=[row.line for row in rows])
    for fault in read.faults:
        row = rows[fault.row]
        sheet.fault(fault.code, fault.message, row, column, fault.fault.fix, row.cell(column))
    return {row: float(value) for row, value in zip(rows, read.values, strict=True) if not isnan(value)}


def _whole(
    totals: Sequence[tuple[SheetRow, int | None, float]], column: int | None
) -> tuple[SheetRow, float] | None:
    return next(((row, found) for row, at, found in totals if at == column), None)


def _is_the_same(
    entries: Sequence[Entry], points: Mapping[Entry, float], weights: Mapping[Entry, float]
) -> bool:
    """Whether the weights are the shares that the maxima have anyway."""
    both = [entry for top in entries for entry in top.walk() if entry in points and entry in weights]
    stated = [entry for top in entries for entry in top.walk() if entry in weights]
    if len(both) < len(stated):
        return False
    rates = [points[entry] / weights[entry] for entry in both if weights[entry]]
    return all(same_points(rate, rates[0]) for rate in rates)


@dataclass(frozen=True, slots=True)
class _Checks:
    """Holds what a sheet states against itself."""

    sheet: DecisionSheet
    columns: SheetColumns
    outline: Outline

    def is_complete(self, points: Mapping[Entry, float], weights: Mapping[Entry, float]) -> bool:
        """Whether each indicator has a maximum, or a weight where the sheet has weights alone."""
        column = self.columns.points if points else self.columns.weight
        given = points or weights
        missing = [entry for entry in self.outline.walk() if not entry.children and entry not in given]
        for entry in missing:
            message = said(
                '"{name}" has no maximum and no weight, and nothing stands below it', name=entry.name
            )
            fix = said("write its number; merged cells have it in the first alone")
            self.sheet.fault("no-weight", message, entry.row, column, fix)
        return not missing

    def sums(
        self, points: dict[Entry, float], column: int | None, whole: tuple[SheetRow, float] | None
    ) -> None:
        """Each stated maximum of a group is the sum of what stands below it, and so is the total."""
        for entry in self.outline.walk():
            if entry.children and entry in points:
                self._hold(entry.row, column, points[entry], self._sum(entry.children, points), entry.name)
        if whole is not None:
            row, stated = whole
            self._hold(row, column, stated, self._sum(self.outline.entries, points), said("the total"))

    def _sum(self, entries: Sequence[Entry], points: Mapping[Entry, float]) -> float:
        """What entries are worth by the indicators below them."""
        return fsum(
            points.get(entry, 0.0) if not entry.children else self._sum(entry.children, points)
            for entry in entries
        )

    def _hold(self, row: SheetRow, column: int | None, stated: float, found: float, name: str) -> None:
        if not same_points(stated, found):
            message = said(
                "{name} is {stated:.12g}, and what stands below it sums to {found:.12g}"
                if row not in self.outline.totals
                else "{name} is {stated:.12g}, and all that it is of sums to {found:.12g}",
                name=name,
                stated=stated,
                found=found,
            )
            fix = said("correct one of them; nothing is rescaled in silence")
            self.sheet.fault("points-do-not-sum", message, row, column, fix, row.cell(column))

    def shares(
        self,
        weights: Mapping[Entry, float],
        points: Mapping[Entry, float],
        whole: tuple[SheetRow, float] | None,
    ) -> dict[Entry, float]:
        """The weight of each entry among its siblings; where only groups have weights, points count below them."""
        found: dict[Entry, float] = {}
        total = self._level(self.outline.entries, weights, points, found)
        if total is None or self.columns.of_any_sum:
            return found
        stated = whole[1] if whole is not None else None
        if not any(same_points(total, each) for each in (*_WHOLES, stated) if each is not None):
            first = self.outline.entries[0].row
            self._refuse_sum(said("all groups together"), total, first)
        return found

    def _level(
        self,
        entries: Sequence[Entry],
        weights: Mapping[Entry, float],
        points: Mapping[Entry, float],
        found: dict[Entry, float],
    ) -> float | None:
        """Note the weights of siblings and of all below them, and return their sum; ``None`` where they have none."""
        below = {entry: self._level(entry.children, weights, points, found) for entry in entries}
        own = {entry: weights.get(entry, below[entry]) for entry in entries}
        if all(weight is None for weight in own.values()):
            return None
        for entry, weight in own.items():
            inner = below[entry]
            if weight is None:
                message = said('"{name}" has no weight, while others beside it have', name=entry.name)
                fix = said("write its weight, or 0 to leave it unscored")
                self.sheet.fault("no-weight", message, entry.row, self.columns.weight, fix)
                continue
            found[entry] = weight
            # Shares of the group, or of the whole index: both are usual, and their sums tell them apart.
            if self.columns.of_any_sum:
                continue
            if inner is not None and not any(same_points(inner, each) for each in (weight, *_WHOLES)):
                self._refuse_sum(entry.name, inner, entry.row)
            if inner is None and entry.children and not points:
                message = said('no weights stand below "{name}"', name=entry.name)
                fix = said("write those of its indicators")
                self.sheet.fault("no-weight", message, entry.children[0].row, self.columns.weight, fix)
        return fsum(weight for weight in own.values() if weight is not None)

    def _refuse_sum(self, name: Said | str, total: float, row: SheetRow) -> None:
        message = said("the weights of {name} sum to {total:.12g}, not to 1 or 100", name=name, total=total)
        fix = said("correct one of them; nothing is rescaled in silence")
        self.sheet.fault("weights-do-not-sum", message, row, self.columns.weight, fix)
