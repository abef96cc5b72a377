"""Rows that name no unit: totals beside a blank unit, titles over groups, headings that stand again, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.errors import Place, Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import Said, counted, said
from dtiscore.shell_words import with_value
from dtiscore.tables.heading_parts import parts_of
from dtiscore.tables.headings import Headings
from dtiscore.tables.identifying_cells import in_plain
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.period_of_row import names_its_period
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.unit_of_row import Fault, Meaning, remove_or_leave_out
from dtiscore.units.spelling import normal_form, without_accents
from dtiscore.units.totals import reads_like_a_total

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme

_TITLE = re.compile(r"(?:[^\W\d_]\W*){4}")
"""Letters that are no running number, such as II or B3, and so the name of something."""
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE, _WORD = re.compile(r"^\W*[0-9]"), re.compile(r"\S")
_MISSPELT = 0.8
"""The share of letters in common from which a text beside no figure is still taken for a misspelt name."""


class OtherHeadings(NamedTuple):
    """A row below a table that says headings again, and others."""

    column: RawColumn
    """The first that is headed otherwise there."""
    message: Said
    fix: Said
    is_of_another: bool
    """Whether it says the heading of another column, so that what stands below is read as something else."""


class RowsWithoutUnit:
    """How the rows of one table that name no unit are told from those of its units."""

    def __init__(
        self, table: RawTable, headings: Headings, methodology: Methodology, scheme: UnitScheme | None
    ) -> None:
        self.table = table
        self.headings = headings
        self.methodology = methodology
        self.scheme = scheme
        self.heading = "" if headings.shown is None else fold(headings.shown.header)
        self.notes: list[int] = []
        """The rows whose unit is blank and that hold no figure."""
        self.named: list[tuple[int, RawColumn]] = []
        """The others whose unit is blank, with the column in which they are named."""

    @cached_property
    def read_here(self) -> Sequence[tuple[Sequence[str], re.Pattern[str]]]:
        """The cells that the edition reads, each with the sign of one that says something."""
        answers = {header for node in self.methodology.nodes.values() for header in node.texts}
        columns = [*self.headings.inputs.items(), *self.headings.scores.items()]
        return [(column.cells, _WORD if key in answers else _FIGURE) for key, column in columns]

    def holds_figure(self, row: int) -> bool:
        """Whether a column of numbers that the edition reads has one in this row, or one of answers anything.

        A sentence is none, be it one with digits: ``Hà Nội, ngày 15 tháng 3 năm 2023`` stands above signatures.
        """
        return not self.read_here or any(sign.search(cells[row]) for cells, sign in self.read_here)

    def named_elsewhere(self, row: int) -> RawColumn | None:
        """The column in which a row without a unit is named: as a total, or over the running number and the unit."""
        for column in self.table.columns:
            text = in_plain(column.cells[row])
            if reads_like_a_total(text) or (fold(column.header) in SERIAL_HEADINGS and _TITLE.search(text)):
                return column
        return None

    def says_heading(self, text: str) -> bool:
        """Whether a text is the heading of the column that names the units; a unit may be called so, as Georgia is GEO."""
        return fold(text) == self.heading

    def other_headings(self, row: int, text: str) -> OtherHeadings | None:
        """What a row of this unit says of columns, if it says the heading of units, and of another column something else than its own."""
        if not self.says_heading(text) or not self._is_of_headings(row):
            return None
        said_again = ((column, fold(column.cells[row])) for column in self.table.columns)
        others = [
            (column, cell)
            for column, cell in said_again
            if cell and cell not in map(fold, (column.header, *parts_of(column.header)))
        ]
        if not others:
            return None
        from dtiscore.tables.workbooks.cell_ranges import Area  # of few tables anything is to be said here

        headings = {fold(column.header) for column in self.table.columns}
        of_another = [column for column, cell in others if cell in headings]
        column = (of_another or [others[0][0]])[0]
        message = said(
            'headings stand again here, and others than above: "{other}" stands where "{heading}" is read',
            other=in_plain(column.cells[row]),
            heading=column.header,
        )
        fields = [column.field for column in self.table.columns]
        above = Area(self.table.header_line, min(fields), column.lines[row] - 1, max(fields))
        fix = said("read each table alone: {option}", option=with_value("--range", str(above)))
        return OtherHeadings(column, message, fix, bool(of_another))

    def _is_of_headings(self, row: int) -> bool:
        """Whether words stand in a row beside the heading of the units, but no figure."""
        beside = (column.cells[row] for column in self.table.columns if column is not self.headings.shown)
        return any(map(_LETTER.search, beside)) and not self.holds_figure(row)

    def unless_headings(self, row: int, text: str, meaning: Meaning) -> Meaning:
        """What a row that says that heading means: no unit, if other words stand beside it, but no figure."""
        if not self._is_of_headings(row):
            return meaning
        message = said(
            '"{name}" is the heading of the column: the row seems to repeat the headings', name=text
        )
        return _no_unit(message, text)

    def unless_a_title(self, row: int, text: str, meaning: Meaning) -> Meaning:
        """What a row means: no unit, if the unit is not known, no figure stands there and it is nearly no unit's name."""
        if not any(fault.code == "unknown-unit" for fault in meaning.faults) or self.holds_figure(row):
            return meaning
        if self.scheme is None:
            if names_its_period(self.headings, row):
                return meaning
            return _no_unit(said('"{name}" has no code, and the row has no figure', name=text), text)
        if _is_nearly_a_unit(text, self.scheme):
            return meaning
        message = said(
            '"{name}" is no unit of {scheme}, and the row has no figure', name=text, scheme=self.scheme.id
        )
        return _no_unit(message, text)

    def passes_over(self, row: int, elsewhere: RawColumn | None) -> bool:
        """Whether a row whose unit is blank is a note, or is named ``elsewhere``; :meth:`told` tells of it."""
        if not self.holds_figure(row):
            self.notes.append(row)
        elif elsewhere is not None:
            self.named.append((row, elsewhere))
        else:
            return False
        return True

    def told(self) -> Iterator[Problem]:
        """An error for each row with figures that was passed over, and one warning for all notes."""
        table = self.table
        for row, column in self.named:
            name = in_plain(column.cells[row])
            message = said('no unit stands beside "{name}"', name=name)
            place = table.place(column, row)
            yield Problem("not-a-unit", message, place, column.cells[row], remove_or_leave_out(name))
        if self.notes:
            row = self.notes[0]
            filled = next((column for column in table.columns if column.cells[row].strip()), None)
            place = Place(table.source, table.header_line) if filled is None else table.place(filled, row)
            raw = None if filled is None else filled.cells[row]
            message = counted(
                len(self.notes),
                "{n} row names no unit and has no figure, and is left out",
                "{n} rows name no unit and have no figure, and are left out",
            )
            fix = said("check that they are notes")
            yield Problem("note-row", message, place, raw, fix, severity="warning")


def _no_unit(message: Said, text: str) -> Meaning:
    """What a row of this name is about, of which a message says that it is no unit."""
    return Meaning(None, [Fault("not-a-unit", message, remove_or_leave_out(text))])


def _is_nearly_a_unit(text: str, scheme: UnitScheme) -> bool:
    """Whether a text is a misspelt name of a unit."""
    from dtiscore.units.matching import UnitMatcher

    bare = without_accents(normal_form(text))
    names = (name for unit in UnitMatcher(scheme).suggest(text) for name in unit.name.values())
    spellings = (without_accents(normal_form(name)) for name in names)
    return any(SequenceMatcher(None, bare, spelling).ratio() > _MISSPELT for spelling in spellings)
