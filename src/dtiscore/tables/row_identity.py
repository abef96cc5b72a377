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
from dtiscore.methodology.periods import comparable
from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import Met
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import Identity
from dtiscore.tables.identifying_cells import LookedOver, doubts, in_plain
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.period_of_row import group_of, period_faults
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.rows_without_unit import RowsWithoutUnit
from dtiscore.tables.unit_of_row import Meaning, unit_of_scheme, unit_of_table
from dtiscore.units.spelling import normal_form

if TYPE_CHECKING:
    from dtiscore.units.scheme import UnitScheme


class RowReader:
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
        columns = [headings.unit, headings.name, headings.period, headings.repeats, *headings.group]
        columns += headings.labels.values()
        for column in {column.header: column for column in columns if column is not None}.values():
            found = self.looked_over.doubtful(column)
            may_break = column.header in self.options.multiline
            for row, cell in enumerate(column.cells) if found else ():
                if cell in found:
                    for code, message, fix, severity in doubts(cell, column.header, may_break=may_break):
                        self.problem(code, message, column, row, fix, severity)

    def no_unit_column(self) -> None:
        from dtiscore.tables.columns_of_units import name_unit_column

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
        self.note_code(code_text, code, period)
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

    def note_code(self, text: str, code: str, period: str | None) -> None:
        """Note a unit that is identified by its code, where it may be a unit of another list by its name."""
        if self.other_schemes and text.lstrip("0") == code.lstrip("0"):
            self.found.coded.add((period, code))

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
