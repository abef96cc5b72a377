"""What identifies each row: its unit, matched against the scheme, its period and its group."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from dtiscore.errors import Place, Problem, Severity
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
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
from dtiscore.tables.availability import COPIED_FIRST
from dtiscore.tables.cell_texts import goes_over_lines, in_one_line, without_wrapping
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.periods import comparable
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.explaining import Explanation, match_pair
from dtiscore.units.matching import Match, UnitMatcher
from dtiscore.units.mojibake import looks_like_mojibake
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.spelling import (
    describe_characters,
    invisible_characters,
    letters_of_another_alphabet,
    lost_letters,
    normal_form,
    stacked_marks,
)
from dtiscore.units.totals import reads_like_a_total
from dtiscore.visible import is_all_seen


class Identified(Protocol):
    """What a table is checked with: the rows that take part, in the order of the file, and what identifies them."""

    @property
    def rows(self) -> Sequence[int]:
        """Row numbers in the raw table."""

    @property
    def codes(self) -> Sequence[str]: ...

    @property
    def names(self) -> Sequence[Mapping[str, str]]: ...

    @property
    def periods(self) -> Sequence[str | None]: ...

    @property
    def groups(self) -> Sequence[str | None]: ...

    @property
    def ranked(self) -> Sequence[bool]: ...

    @property
    def problems(self) -> Sequence[Problem]: ...

    def shown(self, row: int) -> str:
        """The name by which messages call a row's unit."""


@dataclass
class Identity:
    """The rows that take part, in the order of the file, and what identifies them."""

    rows: list[int] = field(default_factory=list)
    """Row numbers in the raw table."""
    codes: list[str] = field(default_factory=list)
    names: list[Mapping[str, str]] = field(default_factory=list)
    periods: list[str | None] = field(default_factory=list)
    groups: list[str | None] = field(default_factory=list)
    ranked: list[bool] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def shown(self, row: int) -> str:
        """The name by which messages call a row's unit."""
        return next(iter(self.names[row].values()))


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


@lru_cache(maxsize=2**12)
def _in_plain(cell: str) -> str:
    """What a cell that identifies its row says, without what a program put around or into it."""
    return without_wrapping(in_one_line(cell)).strip()


def _is_doubtful(cell: str) -> bool:
    return not is_all_seen(cell) or bool(stacked_marks(cell)) or without_wrapping(cell) != cell


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
        self.ignored = {normal_form(name): name for name in options.ignored_units}
        self.met = met
        self.found = Identity()
        self.pairs: dict[tuple[str, str], tuple[Match | Explanation, Match | None]] = {}
        """By code and name as they are written: what a row of them means. A panel has them once in each period."""
        unit_columns = [column for column in (headings.name, headings.unit) if column is not None]
        self.unit_column: RawColumn | None = unit_columns[0] if unit_columns else None

    def read(self) -> bool:
        """Identify row by row; whether a column says what the rows are about."""
        if self.headings.unit is None and self.headings.name is None:
            self.no_unit_column()
            return False
        self.doubtful_cells()
        if self.headings.period is not None:
            self.met.periods |= {cell.strip() for cell in set(self.headings.period.cells)} - {""}
        for row in range(self.table.rows):
            self.row(row)
        return True

    def problem(
        self,
        code: str,
        message: str,
        column: RawColumn | None,
        row: int | None,
        fix: str,
        severity: Severity = "error",
    ) -> None:
        if column is not None and row is not None:
            place, raw = self.table.place(column, row), column.cells[row]
        else:
            place, raw = Place(self.table.source, self.table.header_line), None
        unit = self.cell(self.unit_column, row) if row is not None else None
        self.found.problems.append(Problem(code, message, place, raw, fix, unit or None, severity=severity))

    @staticmethod
    def cell(column: RawColumn | None, row: int) -> str:
        return _in_plain(column.cells[row]) if column is not None else ""

    def doubtful_cells(self) -> None:
        """Report the codes, names, periods and groups that may not be what they look like."""
        headings = self.headings
        columns = (headings.unit, headings.name, headings.period, headings.repeats, *headings.group)
        for column in {column.header: column for column in columns if column is not None}.values():
            doubtful = set(filter(_is_doubtful, set(column.cells)))
            for row, cell in enumerate(column.cells) if doubtful else ():
                if cell not in doubtful:
                    continue
                if not is_all_seen(cell):
                    self.unprintable(column, row, cell)
                if marks := stacked_marks(cell):
                    message = (
                        f"marks are stacked on a letter that does not take them: {describe_characters(marks)}"
                    )
                    self.problem("stacked-marks", message, column, row, "type it again")
                if (bare := without_wrapping(cell)) != cell:
                    message = f'a spreadsheet\'s way to keep a text as it is; read as "{bare}"'
                    self.problem("spreadsheet-text", message, column, row, f"write {bare}", "warning")

    def unprintable(self, column: RawColumn, row: int, cell: str) -> None:
        """Report what cannot be seen in a cell that identifies its row, and lines that break in it."""
        if unseen := invisible_characters(cell):
            message = f"it holds characters that cannot be seen: {describe_characters(unseen)}"
            self.problem("invisible-character", message, column, row, "type it again")
        if goes_over_lines(cell) and column.header not in self.options.multiline:
            message = "a line breaks within the cell: a quote may be missing or too many"
            fix = f"mend the cell, or declare {with_value('--multiline', column.header)}, and a blank stands for the break"
            self.problem("line-break", message, column, row, fix)

    def no_unit_column(self) -> None:
        headers = ", ".join(column.header for column in self.table.columns[:12])
        message = "no column says which unit a row is about"
        fix = f"name it with --unit-column; the file has {headers}"
        if len(self.table.columns) == 1:
            message += ", and the file is a single column"
            fix = f'if a sign such as "|" parts the cells, declare it with --delimiter; the heading is {headers}'
        self.problem("missing-column", message, None, None, fix)

    def row(self, row: int) -> None:
        """Identify one row; a row of another period or an ignored name is passed over."""
        code_text, name_text = self.cell(self.headings.unit, row), self.cell(self.headings.name, row)
        if self.ignored:
            ignored = {normal_form(code_text), normal_form(name_text)} & self.ignored.keys() - {""}
            self.met.ignored |= ignored
            if ignored:
                return
        period = unicodedata.normalize("NFC", self.cell(self.headings.period, row)) or None
        if self.options.at_period is not None:
            if self.headings.period is None:
                period = self.options.at_period
            elif period is None:
                self.period(row, period)
                return
            elif period != self.options.at_period:
                return
        unit = (
            self.of_scheme(row, code_text, name_text)
            if self.scheme
            else self.any_unit(row, code_text, name_text)
        )
        if unit is None:
            return
        code, names, ranked = unit
        found = self.found
        found.rows.append(row)
        found.codes.append(code)
        found.names.append(names)
        found.ranked.append(ranked)
        found.periods.append(self.period(row, period))
        found.groups.append(self.group(row))

    def of_scheme(
        self, row: int, code_text: str, name_text: str
    ) -> tuple[str, Mapping[str, str], bool] | None:
        """The unit of the scheme that code and name agree on; ``None`` for a row that is about no unit at all."""
        result, by_name = self.matched(code_text, name_text)
        column = self.blamed(row)
        if by_name is not None and not _is_of_name(result, by_name):
            column = self.headings.unit
        if isinstance(result, Match):
            if result.note is not None and result.warns and result.note_code != "invisible-character":
                self.problem(result.note_code or "name-variant", result.note, column, row, "", "warning")
            return result.unit.code, result.unit.name, result.unit.ranked
        self.problem(result.code, result.message, column, row, result.fix)
        text = name_text or code_text
        if result.code == "not-a-unit" or not text:
            return None
        # A wrong code beside a known name is one fault: the unit is neither missing nor there twice on top of it.
        return (by_name.unit.code if by_name is not None else code_text or text), {"": text}, True

    def matched(self, code_text: str, name_text: str) -> tuple[Match | Explanation, Match | None]:
        """What code and name agree on, and the unit of the name alone where there are both; each pair is looked up once."""
        assert self.scheme is not None
        found = self.pairs.get((code_text, name_text))
        if found is None:
            by_name = UnitMatcher(self.scheme).match(name_text) if name_text and code_text else None
            found = match_pair(code_text, name_text, self.scheme, self.other_schemes), by_name
            self.pairs[code_text, name_text] = found
        return found

    def blamed(self, row: int) -> RawColumn | None:
        """The column to point at: the name where there is one, else the code."""
        return (
            self.headings.name
            if self.cell(self.headings.name, row)
            else self.headings.unit or self.headings.name
        )

    def any_unit(
        self, row: int, code_text: str, name_text: str
    ) -> tuple[str, Mapping[str, str], bool] | None:
        """Without a scheme a unit is what its code says, or its name where there is no column of codes."""
        column = self.headings.unit or self.headings.name
        code = code_text if self.headings.unit is not None else name_text
        if not code:
            self.problem(
                "unknown-unit", "the unit is blank", column, row, "write its code, or remove the row"
            )
            return None
        name = unicodedata.normalize("NFC", name_text) or code
        if foreign := letters_of_another_alphabet(code):
            message = f"letters that look Latin are not: {describe_characters(foreign)}"
            self.problem("confusable-letter", message, column, row, "type it again", "warning")
        self.badly_decoded(row)
        if total := next(filter(reads_like_a_total, filter(None, (name_text, code_text))), None):
            message = f'"{total}" reads like a total or a note, and is ranked as a unit here'
            fix = f"leave the row out: {with_value('--ignore-unit', total)}"
            self.problem("perhaps-a-total", message, self.blamed(row), row, fix, "warning")
        return unicodedata.normalize("NFC", code), {"": name}, True

    def badly_decoded(self, row: int) -> None:
        """Report a code or a name that was written in one encoding and read in another, here or on its way."""
        for column in (self.headings.unit, self.headings.name):
            text = self.cell(column, row)
            if (reading := looks_like_mojibake(text)) is not None:
                message = f'it is "{reading}", written in UTF-8 and read in another encoding'
                fix = "export the table again and choose UTF-8 both times"
                self.problem("mojibake", message, column, row, fix)
            elif lost_letters(text):
                message = "question marks stand where letters of another encoding stood"
                self.problem(
                    "lost-letters", message, column, row, "export the table again as UTF-8", "warning"
                )

    def period(self, row: int, period: str | None) -> str | None:
        """The row's period; problems are a blank one and one that the edition does not govern."""
        column = self.headings.period
        if column is not None and period is None:
            self.problem("missing-period", "the period is blank", column, row, "write the period")
        if period is not None:
            self.spelled(row, period)
        governed = self.methodology.periods
        if period is not None and governed and period not in governed and period not in self.met.ungoverned:
            self.met.ungoverned.add(period)
            message = f"{self.methodology.id} does not govern {period}"
            self.problem("ungoverned-period", message, column, row, self.governed(period))
        return period

    def governed(self, period: str) -> str:
        """What may be done about a period that the edition does not govern."""
        edition, column = self.methodology, self.headings.period
        it_governs = f"it governs {', '.join(edition.periods)}"
        if column is None:
            return f"{it_governs}: give one of these as --period, or name the edition in force"
        there = self.met.periods
        kept = [with_value("--period", one) for one in edition.periods if one in there]
        ways = [f"keep the rows of one period: {' or '.join(kept)}"] if kept else []
        ways.append(f"name the edition in force in {period}")
        if self.headings.period_by_name:
            ways.append("if the column is no period of the ranking, give it another heading")
        ways.append(f'or write "{period}" into the periods of the weighting file ({COPIED_FIRST})')
        return f"{it_governs}; {'; '.join(ways)}"

    def spelled(self, row: int, period: str) -> None:
        """Report a period that is another one in all but its spelling: 2022 and 2022.0 would be ranked apart."""
        first = self.met.spellings.setdefault(comparable(period), period)
        if period not in (first, *self.met.respelled):
            self.met.respelled.add(period)
            message = f'the period is written "{first}" elsewhere, and units of the two would be ranked apart'
            self.problem("period-spelling", message, self.headings.period, row, f'write "{first}" everywhere')

    def group(self, row: int) -> str | None:
        """The row's group; several columns make one group together."""
        if not self.headings.group:
            return None
        parts = [unicodedata.normalize("NFC", self.cell(column, row)) for column in self.headings.group]
        for column, part in zip(self.headings.group, parts, strict=True):
            if not part:
                self.problem("missing-group", "the group is blank", column, row, "write the group")
        label = " · ".join(parts)
        if self.met.group_parts.setdefault(label, parts) != parts:
            message = (
                f'the group would be called "{label}", and so is another one whose columns say something else'
            )
            fix = 'take the sign "·" out of the groups, or rank by one of the columns'
            self.problem("ambiguous-group", message, self.headings.group[0], row, fix)
        return label

    def doubled(self) -> None:
        """Report every unit that stands twice in one period, or in one group that the edition declares."""
        first: dict[tuple[str, str | None, str], int] = {}
        for i, row in enumerate(self.found.rows):
            key = (self.found.codes[i], self.found.periods[i], fold(self.cell(self.headings.repeats, row)))
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
        """Warn of names to ignore that no row bears: a misspelt one would leave its total among the units."""
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


def _is_of_name(result: Match | Explanation, by_name: Match) -> bool:
    """Whether what is said of a code and a name together concerns the name, which is known by itself."""
    if isinstance(result, Match):
        return result.note == by_name.note
    return result.code == "code-name-conflict"
