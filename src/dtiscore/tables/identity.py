"""What identifies each row: its unit, matched against the scheme, its period and its group.

Long because one reader looks at the unit, the period and the group of a row together, and at their faults in that
light.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dtiscore.errors import Place, Problem, Severity
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import (
    Met,
    absent_units,
    at_a_glance,
    looks_alike,
    never_met,
    not_there,
    parted_by_period,
    spare_units,
    stands_twice,
    two_meanings,
)
from dtiscore.tables.headings import Headings, name_unit_column
from dtiscore.tables.identified import Identity
from dtiscore.tables.identifying_cells import LookedOver, doubts, in_plain
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.period_of_row import group_of, period_faults
from dtiscore.tables.periods import comparable
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.rows_without_unit import RowsWithoutUnit
from dtiscore.tables.unit_of_row import Meaning, unit_of_scheme, unit_of_table
from dtiscore.units.spelling import normal_form

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme


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
    reader.spare_units()
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
        self.ignored = {*map(normal_form, options.ignored_units)}
        self.kept = {*map(normal_form, options.kept_units)}
        self.met = met
        self.found = Identity()
        self.without_unit = RowsWithoutUnit(table, headings, methodology, scheme)
        self.unit_of = (
            unit_of_table(has_codes=headings.unit is not None, kept=options.kept_units)
            if scheme is None
            else unit_of_scheme(scheme, other_schemes)
        )
        self.plain: dict[str, str] = {}
        """By cell: what it says."""
        self.meanings: dict[tuple[str, str], Meaning] = {}
        """By code and name as they are written: what they mean. A panel has them once in each period."""

    def read(self) -> bool:
        """Identify row by row; whether a column says what the rows are about."""
        if self.headings.shown is None:
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
        self.found.problems += self.without_unit.told()
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
        asked = {
            row
            for cell in rows
            if unicodedata.normalize("NFC", self.text(cell)) in ("", at)
            for row in rows[cell]
        }
        for shown in filter(None, (self.headings.unit, self.headings.name)):
            asked.update(self.looked_over.headed_again(shown))  # another table may begin there
        return sorted(asked)

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
        unit = self.cell(self.headings.shown, row) if row is not None else None
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
        message = said("no column says which unit a row is about")
        fix = name_unit_column(self.table)
        if len(self.table.columns) == 1:
            message = said("no column says which unit a row is about, and the file is a single column")
            fix = said(
                'if a sign such as "|" parts the cells, declare it with --delimiter; the heading is {headers}',
                headers=self.table.columns[0].header,
            )
        self.problem("missing-column", message, None, None, fix)

    def row(self, row: int) -> None:
        """Identify one row; a row of another period or an ignored name is passed over, unless another table begins there."""
        code_text, name_text = self.cell(self.headings.unit, row), self.cell(self.headings.name, row)
        elsewhere = None if code_text or name_text else self.without_unit.named_elsewhere(row)
        if self.ignored:
            texts = code_text, name_text, self.cell(elsewhere, row)
            ignored = {*map(normal_form, texts)} & self.ignored - {""}
            self.met.ignored |= ignored
            if ignored:
                self.another_table(row, code_text, name_text, is_ignored=True)
                return
        if self.kept:
            self.met.kept |= {normal_form(code_text), normal_form(name_text)} & self.kept
        period = unicodedata.normalize("NFC", self.cell(self.headings.period, row)) or None
        at = self.options.at_period
        if at is not None and self.headings.period is None:
            period = at
        if at is not None and period not in (None, at):
            self.another_table(row, code_text, name_text)
            return
        if not code_text and not name_text and self.without_unit.passes_over(row, elsewhere):
            return
        if at is not None and period is None:
            if not self.another_table(row, code_text, name_text):
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

    def another_table(self, row: int, code_text: str, name_text: str, *, is_ignored: bool = False) -> bool:
        """Report a row that says other headings than stand above it, whether it is one.

        Of one that is ignored it is a warning, unless columns have changed their places below it.
        """
        if (code_text, name_text) in self.meanings:
            return False
        other = self.without_unit.other_headings(row, name_text or code_text)
        if other is None:
            return False
        severity: Severity = "warning" if is_ignored and not other.is_of_another else "error"
        self.problem("other-headings", other.message, other.column, row, other.fix, severity)
        return True

    def unit(self, row: int, code_text: str, name_text: str) -> tuple[str, Mapping[str, str], bool] | None:
        """The unit that code and name mean; ``None`` for a row that is about no unit at all."""
        text = name_text or code_text
        meaning = self.meanings.get((code_text, name_text))
        if meaning is None:
            meaning = self.unit_of(code_text, name_text)
            if self.without_unit.says_heading(text):  # then each row is another matter
                if self.another_table(row, code_text, name_text):
                    return None
                meaning = self.without_unit.unless_headings(row, text, meaning)
            else:
                self.meanings[code_text, name_text] = meaning
        meaning = self.without_unit.unless_a_title(row, text, meaning)
        for fault in meaning.faults:
            blamed = {"code": self.headings.key, "name": self.headings.name, "either": self.blamed(row)}
            self.problem(fault.code, fault.message, blamed[fault.at], row, fault.fix, fault.severity)
        return meaning.unit

    def blamed(self, row: int) -> RawColumn | None:
        """The column to point at: the name where there is one, else the code."""
        return self.headings.name if self.cell(self.headings.name, row) else self.headings.key

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
            column = self.headings.shown
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
            column = self.headings.key
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

    def spare_units(self) -> None:
        """Propose to leave out no row by a name that a unit bears."""
        names = (self.cell(column, row) for column in self.headings.of_units for row in self.found.rows)
        self.found.problems = spare_units(self.found.problems, names, self.scheme)

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
