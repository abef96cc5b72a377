"""What identifies each row: its unit, matched against the scheme, its period and its group.

Long because one reader looks at the unit, the period and the group of a row together, and at their faults in that
light.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from dtiscore.errors import Place, Problem, Severity
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import Said, counted, first_few, said
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import (
    Met,
    absent_units,
    at_a_glance,
    looks_alike,
    never_met,
    not_there,
    parted_by_period,
    stands_twice,
    two_meanings,
)
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import Identity
from dtiscore.tables.identifying_cells import LookedOver, doubts, in_plain
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.period_of_row import group_of, period_faults
from dtiscore.tables.periods import comparable
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.unit_of_row import (
    Meaning,
    no_unit_beside,
    repeats_headings,
    unit_of_scheme,
    unit_of_table,
    without_figures,
)
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import reads_like_a_total

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme

_TITLE = re.compile(r"(?:[^\W\d_]\W*){4}")
"""Letters that are no running number, such as II or B3, and so the name of something."""
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE, _WORD = re.compile(r"^\W*[0-9]"), re.compile(r"\S")


def identify(
    table: RawTable,
    headings: Headings,
    methodology: Methodology,
    scheme: UnitScheme | None,
    options: ReadingOptions,
    other_schemes: Sequence[UnitScheme] = (),
) -> Identity:
    """Identify every row; an unknown, blank, doubled or missing unit and an ungoverned period are problems.

    Rows of other periods than ``options.at_period``, and rows of ignored names, do not take part.
    """
    reader = _Reader(table, headings, methodology, scheme, options, other_schemes, met=Met())
    if not reader.read():
        return reader.found
    reader.doubled()
    reader.look_alike()
    reader.codes_of_two_meanings()
    reader.periods_apart()
    reader.never_ignored()
    if reader.found.rows or options.at_period is None:
        reader.absent()
    else:
        reader.no_such_period()
    return reader.found


def identify_piece(  # noqa: PLR0913 - as above, and what has been met
    table: RawTable,
    headings: Headings,
    methodology: Methodology,
    scheme: UnitScheme | None,
    options: ReadingOptions,
    other_schemes: Sequence[UnitScheme] = (),
    *,
    met: Met,
) -> Identity:
    """Identify some rows of a table, whose earlier ones have shown ``met``, which grows.

    Nothing is told that rows tell only together: units that stand twice, look alike or are missing, names that no row
    bears.
    """
    reader = _Reader(table, headings, methodology, scheme, options, other_schemes, met=met)
    reader.read()
    return reader.found


class _Reader:
    """One pass over the rows of a table."""

    def __init__(  # noqa: PLR0913 - as identify_piece
        self,
        table: RawTable,
        headings: Headings,
        methodology: Methodology,
        scheme: UnitScheme | None,
        options: ReadingOptions,
        other_schemes: Sequence[UnitScheme],
        *,
        met: Met,
    ) -> None:
        self.table = table
        self.headings = headings
        self.methodology = methodology
        self.scheme = scheme
        self.options = options
        self.other_schemes = other_schemes
        self.looked_over = LookedOver() if options.looked_over is None else options.looked_over
        self.ignored = {normal_form(name): name for name in options.ignored_units}
        self.kept = {*map(normal_form, options.kept_units)}
        self.met = met
        self.found = Identity()
        unit_columns = [column for column in (headings.name, headings.unit) if column is not None]
        self.unit_column: RawColumn | None = unit_columns[0] if unit_columns else None
        self.unit_of = (
            unit_of_table(has_codes=headings.unit is not None, kept=options.kept_units)
            if scheme is None
            else unit_of_scheme(scheme, other_schemes)
        )
        self.read_here: Sequence[tuple[Sequence[str], re.Pattern[str]]] | None = None
        """The cells that the edition reads, each with the sign of one that says something; ``None`` until wanted."""
        self.notes: list[int] = []
        """The rows that name no unit and hold no figure."""
        self.plain: dict[str, str] = {}
        """By cell: what it says."""
        self.meanings: dict[tuple[str, str], Meaning] = {}
        """By code and name as they are written: what a row of them means. A panel has them once in each period."""

    def read(self) -> bool:
        """Identify row by row; whether a column says what the rows are about."""
        if self.headings.unit is None and self.headings.name is None:
            self.no_unit_column()
            return False
        self.doubtful_cells()
        if self.headings.period is not None:
            cells = (
                self.looked_over.rows(self.headings.period)
                if self.options.at_period
                else self.headings.period.cells
            )
            self.met.periods |= {cell.strip() for cell in set(cells)} - {""}
            self.spelt_otherwise()
        for row in self.rows_asked():
            self.row(row)
        self.notes_left_out()
        return True

    def spelt_otherwise(self) -> None:
        """Report the rows of the one period asked for that write it otherwise, and would be left out."""
        at, column = self.options.at_period, self.headings.period
        if at is None or column is None:
            return
        for cell, rows in self.looked_over.rows(column).items():
            period = unicodedata.normalize("NFC", self.text(cell))
            if period not in (at, *self.met.respelled) and comparable(period) == comparable(at):
                self.met.respelled.add(period)
                message = said("it is {period} written otherwise, and such rows are left out", period=at)
                fix = said('write "{first}" everywhere', first=at)
                if at not in self.met.periods:
                    fix = said(
                        "ask for it as it is written here: {option}", option=with_value("--period", cell)
                    )
                self.problem("period-spelling", message, column, rows[0], fix)

    def rows_asked(self) -> Sequence[int]:
        """The rows to look at: where one period of many is asked for, not each of all others anew for every period."""
        at, column = self.options.at_period, self.headings.period
        if at is None or column is None or self.ignored:
            return range(self.table.rows)
        rows = self.looked_over.rows(column)
        return sorted(
            row
            for cell in rows
            if unicodedata.normalize("NFC", self.text(cell)) in ("", at)
            for row in rows[cell]
        )

    def problem(
        self,
        code: str,
        message: Said,
        column: RawColumn | None,
        row: int | None,
        fix: Said,
        severity: Severity = "error",
    ) -> None:
        if column is not None and row is not None:
            place, raw = self.table.place(column, row), column.cells[row]
        else:
            place, raw = Place(self.table.source, self.table.header_line), None
        unit = self.cell(self.unit_column, row) if row is not None else None
        self.found.problems.append(Problem(code, message, place, raw, fix, unit or None, severity=severity))

    def cell(self, column: RawColumn | None, row: int) -> str:
        return "" if column is None else self.text(column.cells[row])

    def text(self, cell: str) -> str:
        """What a cell says; of a panel most say it many times."""
        plain = self.plain.get(cell)
        if plain is None:
            plain = self.plain[cell] = in_plain(cell)
        return plain

    def doubtful_cells(self) -> None:
        """Report the codes, names, periods and groups that may not be what they look like."""
        headings = self.headings
        columns = (headings.unit, headings.name, headings.period, headings.repeats, *headings.group)
        for column in {column.header: column for column in columns if column is not None}.values():
            found = self.looked_over.doubtful(column)
            may_break = column.header in self.options.multiline
            for row, cell in enumerate(column.cells) if found else ():
                if cell in found:
                    for code, message, fix, severity in doubts(cell, column.header, may_break=may_break):
                        self.problem(code, message, column, row, fix, severity)

    def no_unit_column(self) -> None:
        headers = first_few([column.header for column in self.table.columns])
        message = said("no column says which unit a row is about")
        fix = said("name it with --unit-column; the file has {headers}", headers=headers)
        if len(self.table.columns) == 1:
            message = said("no column says which unit a row is about, and the file is a single column")
            fix = said(
                'if a sign such as "|" parts the cells, declare it with --delimiter; the heading is {headers}',
                headers=headers,
            )
        self.problem("missing-column", message, None, None, fix)

    def row(self, row: int) -> None:
        """Identify one row; a row of another period or an ignored name is passed over."""
        code_text, name_text = self.cell(self.headings.unit, row), self.cell(self.headings.name, row)
        if self.ignored:
            ignored = {normal_form(code_text), normal_form(name_text)} & self.ignored.keys() - {""}
            self.met.ignored |= ignored
            if ignored:
                return
        if self.kept:
            self.met.kept |= {normal_form(code_text), normal_form(name_text)} & self.kept
        period = unicodedata.normalize("NFC", self.cell(self.headings.period, row)) or None
        at = self.options.at_period
        if at is not None and self.headings.period is None:
            period = at
        if at is not None and period not in (None, at):
            return
        if not code_text and not name_text and self.without_unit(row):
            return
        if at is not None and period is None:
            self.period(row, period)
            return
        unit = self.unit(row, code_text, name_text)
        if unit is None:
            return
        code, names, ranked = unit
        found = self.found
        found.rows.append(row)
        found.codes.append(code)
        found.names.append(names)
        found.ranked.append(ranked)
        found.periods.append(period)
        self.period(row, period)
        found.groups.append(self.group(row))

    def without_unit(self, row: int) -> bool:
        """Pass over a row that names no unit: a note, or a total whose name goes over the running number and the unit."""
        named = next(
            (
                column
                for column in self.table.columns
                if reads_like_a_total(text := self.cell(column, row))
                or (fold(column.header) in SERIAL_HEADINGS and _TITLE.search(text))
            ),
            None,
        )
        name = self.cell(named, row)
        if named is not None and normal_form(name) in self.ignored:
            self.met.ignored.add(normal_form(name))
        elif not self.holds_figure(row):
            self.notes.append(row)
        elif named is not None:
            fault = no_unit_beside(name)
            self.problem(fault.code, fault.message, named, row, fault.fix)
        else:
            return False
        return True

    def holds_figure(self, row: int) -> bool:
        """Whether a column of numbers that the edition reads has one in this row, or one of answers anything.

        A sentence is none, be it one with digits: ``Hà Nội, ngày 15 tháng 3 năm 2023`` stands above signatures.
        """
        if self.read_here is None:
            answers = {header for node in self.methodology.nodes.values() for header in node.texts}
            columns = [*self.headings.inputs.items(), *self.headings.scores.items()]
            self.read_here = [(column.cells, _WORD if key in answers else _FIGURE) for key, column in columns]
        return not self.read_here or any(sign.search(cells[row]) for cells, sign in self.read_here)

    def notes_left_out(self) -> None:
        """Warn, once, of the rows that name no unit and hold no figure."""
        if not self.notes:
            return
        first = self.notes[0]
        column = next((column for column in self.table.columns if column.cells[first].strip()), None)
        message = counted(
            len(self.notes),
            "{n} row names no unit and has no figure, and is left out",
            "{n} rows name no unit and have no figure, and are left out",
        )
        self.problem("note-row", message, column, first, said("check that they are notes"), "warning")

    def unit(self, row: int, code_text: str, name_text: str) -> tuple[str, Mapping[str, str], bool] | None:
        """The unit that code and name mean; ``None`` for a row that is about no unit at all."""
        text = name_text or code_text
        meaning = self.meanings.get((code_text, name_text))
        if meaning is None and self.repeats_headings(row, text):
            return self.told(repeats_headings(text), row, text)
        if meaning is None:
            meaning = self.meanings[code_text, name_text] = self.unit_of(code_text, name_text)
        # No note names its period: without a list, such a row may be of a unit that has figures in others.
        may_be_a_note = self.scheme is not None or not self.cell(self.headings.period, row)
        is_unknown = any(fault.code == "unknown-unit" for fault in meaning.faults)
        if is_unknown and may_be_a_note and not self.holds_figure(row):
            meaning = without_figures(meaning, text, self.scheme)
        return self.told(meaning, row, text)

    def told(self, meaning: Meaning, row: int, text: str) -> tuple[str, Mapping[str, str], bool] | None:
        """The unit of a meaning, whose faults become problems of a row that bears ``text``."""
        for fault in meaning.faults:
            code, fix = fault.code, fault.fix
            # Left out by a name that a unit bears, the unit would go with it.
            if code == "not-a-unit" and self.scheme is None and normal_form(text) in self.units_by_name:
                code, fix = "unknown-unit", said("remove the row")
            code_column = self.headings.unit or self.headings.name
            column = {"code": code_column, "name": self.headings.name, "either": self.blamed(row)}[fault.at]
            self.problem(code, fault.message, column, row, fix, fault.severity)
        return meaning.unit

    @cached_property
    def units_by_name(self) -> set[str]:
        """The names and codes of the rows that have a code and a figure, as those to leave out are compared."""
        columns = [column for column in (self.headings.unit, self.headings.name) if column is not None]
        rows = [row for row, code in enumerate(columns[0].cells) if code.strip() and self.holds_figure(row)]
        return {normal_form(column.cells[row]) for column in columns for row in rows}

    def repeats_headings(self, row: int, text: str) -> bool:
        """Whether a row says the heading of its unit and other words, but no figure: GEO is Georgia too, and MA Morocco."""
        heading = "" if self.unit_column is None else self.unit_column.header
        if len(text) != len(heading) or fold(text) != fold(heading):
            return False
        beside = (column.cells[row] for column in self.table.columns if column is not self.unit_column)
        return any(map(_LETTER.search, beside)) and not self.holds_figure(row)

    def blamed(self, row: int) -> RawColumn | None:
        """The column to point at: the name where there is one, else the code."""
        return (
            self.headings.name
            if self.cell(self.headings.name, row)
            else self.headings.unit or self.headings.name
        )

    def period(self, row: int, period: str | None) -> None:
        """Report what is wrong with the row's period."""
        for code, message, fix in period_faults(period, self.headings, self.methodology, self.met):
            self.problem(code, message, self.headings.period, row, fix)

    def group(self, row: int) -> str | None:
        """The row's group; several columns make one group together."""
        if not self.headings.group:
            return None
        parts = [self.cell(column, row) for column in self.headings.group]
        for column, part in zip(self.headings.group, parts, strict=True):
            if not part:
                self.problem(
                    "missing-group", said("the group is blank"), column, row, said("write the group")
                )
        label, fault = group_of(parts, self.met)
        if fault is not None:
            code, message, fix = fault
            self.problem(code, message, self.headings.group[0], row, fix)
        return label

    def doubled(self) -> None:
        """Report every unit that stands twice in one period, or in one group that the edition declares."""
        first: dict[tuple[str, str | None, str], int] = {}
        for i, row in enumerate(self.found.rows):
            repeats = fold(self.cell(self.headings.repeats, row)) if self.headings.repeats is not None else ""
            key = (self.found.codes[i], self.found.periods[i], repeats)
            if key not in first:
                first[key] = row
                continue
            column = self.unit_column
            assert column is not None
            earlier = self.table.place(column, first[key])
            message, fix = stands_twice(self.headings, earlier.line, column.cells[first[key]])
            self.problem("duplicate-unit", message, self.blamed(row), row, fix)

    def look_alike(self) -> None:
        """Warn of units, known by what the table says alone, whose codes a reader can hardly tell apart."""
        if self.scheme is not None:
            return
        first: dict[tuple[str, str | None], int] = {}
        for i, code in enumerate(self.found.codes):
            at = first.setdefault((at_a_glance(code), self.found.periods[i]), i)
            if self.found.codes[at] == code:
                continue
            column = self.headings.unit or self.headings.name
            assert column is not None
            line = self.table.place(column, self.found.rows[at]).line
            message, fix = looks_alike(self.found.codes[at], line)
            self.problem("similar-unit", message, column, self.found.rows[i], fix, "warning")

    def codes_of_two_meanings(self) -> None:
        """Report a table of codes without names that could as well stand on the scheme before or after.

        With every unit of that scheme and no other it surely does: an error, however many units may be missing here.
        """
        named = any(self.cell(self.headings.name, row) for row in self.found.rows)
        if self.scheme is None or named:
            return
        found = two_meanings(self.found.codes, self.scheme, self.other_schemes)
        if found is not None:
            code, message, fix, severity = found
            row = self.found.rows[self.found.codes.index(code)]
            self.problem("ambiguous-vintage", message, self.headings.unit, row, fix, severity)

    def periods_apart(self) -> None:
        """Warn of a column headed as the period that tells each unit another one, such as the year of its last figure."""
        if not self.headings.period_by_name or len(set(self.found.codes)) < len(self.found.codes):
            return
        periods = {comparable(period) for period in set(self.found.periods) if period is not None}
        if len(periods) > 1:
            message, fix = parted_by_period(len(periods))
            self.problem("period-apart", message, self.headings.period, None, fix, "warning")

    def never_ignored(self) -> None:
        """Warn of names to ignore or to keep that no row bears: a misspelt one would leave its total among the units."""
        for message, fix in never_met(self.options, self.met):
            self.problem("nothing-ignored", message, None, None, fix, "warning")

    def absent(self) -> None:
        """Report the units of the scheme that each period of the table lacks, if it has all rows of its file."""
        if self.scheme is None or self.table.lacks_rows:
            return
        there: dict[str | None, set[str]] = {}
        for code, period in zip(self.found.codes, self.found.periods, strict=True):
            there.setdefault(period, set()).add(code)
        allowed = self.options.allow_missing_units
        for message, fix in absent_units(there, self.scheme, allowed=allowed):
            self.problem("missing-unit", message, None, None, fix, "warning" if allowed else "error")

    def no_such_period(self) -> None:
        """Report that the one period asked for does not occur."""
        message, fix = not_there(self.options, self.met)
        self.problem("missing-period", message, None, None, fix)
