"""Rows without any figure: without a list of units, nothing else tells a note or a title of a group from a unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dtiscore.errors import Problem
from dtiscore.methodology.arithmetic import Mask
from dtiscore.methodology.base import rows_where
from dtiscore.said import Said, said
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.period_of_row import names_its_period
from dtiscore.tables.raw import RawColumn
from dtiscore.tables.unit_of_row import leave_out
from dtiscore.units.spelling import normal_form

_OF_EMPTY_CELLS = {"missing-value", "not-a-number", "undeclared-missing"}
"""What is told of the cells of a row that is a note or a title."""
_FEWEST_COLUMNS = 3
"""Empty cells of fewer columns may be values that are missing, and say nothing of the row."""

_OF_A_GROUP = re.compile(r"\(?(?:[IVXivx]{1,5}|[^\W\d_])[.)]{0,2}")
"""What numbers a group of units: ``II``, ``A.``, ``b)``."""


@dataclass(frozen=True, eq=False)
class EmptyRows:
    """The rows of one table in which no column of the edition holds a figure."""

    headings: Headings
    options: ReadingOptions
    rows: Sequence[int]
    """Where the rows stand in the table as it was read."""
    holds: Mask
    """Which of them have a figure, or a text that the edition knows."""
    problem: Callable[[str, Said, RawColumn, int, Said | None], Problem]
    """Makes the problem of one cell: its code, message, column, row and way out."""
    serial: RawColumn | None = None
    """The column that numbers the lines, if there is one."""

    def told_among(self, problems: Sequence[Problem]) -> list[Problem]:
        """The problems of the cells, with one of each such row: an error in the place of those of its cells.

        Where nothing is said of its cells it is a warning.
        """
        shown = self.headings.shown
        if shown is None or not self.columns:
            return [*problems]
        by_line: defaultdict[int | None, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_line[problem.place.line].append(problem)
        found: list[Problem] = []
        for row in rows_where(~self.holds):
            at = self.rows[row]
            if names_its_period(self.headings, at):
                continue
            told = by_line[shown.lines[at]]
            if told and not self._may_be_a_note(at, told):
                continue
            if not told and any(column.cells[at].strip() for column in self.columns):
                continue
            message = said("the row has no figure, and is taken for a unit")
            # By its code where it has one: other units may bear its name.
            code = "" if self.headings.unit is None else self.headings.unit.cells[at].strip()
            way_out = leave_out(code or shown.cells[at].strip())
            problem = self.problem("empty-row", message, shown, row, way_out)
            found.append(problem if told else problem._replace(severity="warning"))
            told.clear()
        return [*(problem for told in by_line.values() for problem in told), *found]

    @cached_property
    def columns(self) -> Sequence[RawColumn]:
        """The columns of indicators and scores."""
        return [*self.headings.inputs.values(), *self.headings.scores.values()]

    def _may_be_a_note(self, at: int, told: Sequence[Problem]) -> bool:
        """Whether a row is one of words alone, few of them, and without a code: a signature, or the title of a group."""
        texts = [column.cells[at].strip() for column in self.columns]
        filled = list(filter(None, texts))
        return (
            (
                (len(texts) >= _FEWEST_COLUMNS and 2 * len(filled) < len(texts))
                or (not filled and self._is_numbered_as_a_group(at))
                or (len(filled) < max(len(texts), 2) and self._alone_has_no_number(at))
            )
            and not any(map(str.isdigit, "".join(filled)))
            and all(problem.code in _OF_EMPTY_CELLS for problem in told)
            and sum(bool(column.cells[at].strip()) for column in self.headings.of_units) == 1
            and not any(
                normal_form(column.cells[at]) in self.options.kept_units for column in self.headings.of_units
            )
        )

    def _is_numbered_as_a_group(self, at: int) -> bool:
        """Whether a row has a Roman numeral or a letter where others have their running numbers: ``I. Khối sở, ngành``."""
        if self.serial is None:
            return False
        return _OF_A_GROUP.fullmatch(self.serial.cells[at].strip()) is not None and any(
            cell.strip(" .").isdecimal() for cell in self.serial.cells
        )

    def _alone_has_no_number(self, at: int) -> bool:
        """Whether a row below all figures has no running number, and all that hold one have: there stands who signs a table."""
        if self.serial is None or self.serial.cells[at].strip():
            return False
        with_figures = [self.rows[row] for row in rows_where(self.holds)]
        return max(with_figures, default=at) < at and all(
            self.serial.cells[row].strip(" .").isdecimal() for row in with_figures
        )
