"""The rows of a table identified, and what only all of them tell: units that stand twice, look alike or are missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dtiscore.methodology import Methodology
from dtiscore.methodology.base import fold
from dtiscore.methodology.periods import comparable
from dtiscore.said import Said, said, with_and
from dtiscore.shell_words import with_value
from dtiscore.tables.all_rows import (
    Met,
    absent_units,
    alike_groups,
    at_a_glance,
    doubtful_order,
    few_names,
    groups_ranked,
    keep_one,
    looks_alike,
    never_met,
    not_there,
    parted_by_period,
    spare_units,
    stands_twice,
    two_meanings,
)
from dtiscore.tables.headings import Headings
from dtiscore.tables.identified import Identity
from dtiscore.tables.known_headings import NAME_HEADINGS
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable
from dtiscore.tables.row_identity import RowReader
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import groups_alone

if TYPE_CHECKING:
    from dtiscore.tables.parted_rows import Parted
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

    Rows of other periods than ``options.at_period``, and rows of ignored names, do not take part. Of a table that has no
    other units, groups are the units.
    """
    groups = [] if scheme is not None else _groups_alone(headings, options)
    kept = options.kept_units.union(map(normal_form, groups))
    options = options._replace(kept_units=kept)
    reader = _TableReader(table, headings, methodology, scheme, options, other_schemes, met=Met())
    if not reader.read():
        return reader.found
    if groups:
        reader.of_groups(groups)
    reader.spare_units()
    reader.doubled()
    reader.look_alike()
    reader.groups_alike()
    reader.codes_of_two_meanings()
    reader.few_names()
    reader.periods_apart()
    reader.periods_in_order()
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
    reader = RowReader(table, headings, methodology, scheme, options, other_schemes, met=met)
    reader.read()
    return reader.found


def _groups_alone(headings: Headings, options: ReadingOptions) -> list[str]:
    """The groups that are the units of a table, as far as nobody has said so."""
    if headings.shown is None:
        return []
    ignored = {*map(normal_form, options.ignored_units)}
    names = (cell for cell in headings.shown.cells if not ignored or normal_form(cell) not in ignored)
    return [name for name in groups_alone(names) if normal_form(name) not in options.kept_units]


class _TableReader(RowReader):
    """All rows of a table, and what they tell together."""

    def of_groups(self, groups: Sequence[str]) -> None:
        """Warn that groups are ranked."""
        message, fix = groups_ranked(groups)
        self.problem("perhaps-a-total", message, None, None, fix, "warning")

    def doubled(self) -> None:
        """Report every unit that stands twice in one period, or in one group that the edition declares."""
        first: dict[tuple[str, str | None, str], int] = {}
        fix: Said | None = None
        for i, row in enumerate(self.found.rows):
            repeats = fold(self.cell(self.headings.repeats, row)) if self.headings.repeats is not None else ""
            key = (self.found.codes[i], self.found.periods[i], repeats)
            if key not in first:
                first[key] = row
                continue
            column = self.headings.shown
            assert column is not None
            earlier = self.table.place(column, first[key])
            message, _ = stands_twice(self.headings, earlier.line, column.cells[first[key]])
            fix = fix or self.way_out()
            self.problem("duplicate-unit", message, self.blamed(row), row, fix)

    def way_out(self) -> Said:
        """What may be done about units that stand twice: to name what parts their rows, if something does."""
        from dtiscore.tables.parted_rows import (
            column_that_names_rows,
            part_of_year,
            parted_by,
            rows_of_the_same,
        )

        headings = self.headings
        identity = [
            column for column in (headings.key, headings.period, headings.repeats) if column is not None
        ]
        parted = parted_by(self.table, identity, has_period=headings.period is not None)
        if self.scheme is None and (known := headings.key) is not None:
            taken = {column.header for column in (known, *headings.inputs.values())}
            other = column_that_names_rows(self.table, known, headings.period, taken)
            if parted is not None and headings.name is not None and parted.columns == (headings.name.header,):
                other = headings.name
            if other is not None:
                # Where a column of names is all that is known, its names would be shown for those of another one.
                option = with_value("--name-column", other.header)
                if headings.unit is not None:
                    option = with_value("--unit-column", other.header)
                same = rows_of_the_same(known, other)
                return said("{what}: if that names the units, {option}", what=same, option=option)
        if headings.period is not None and (part := part_of_year(self.table, identity)) is not None:
            return said(
                'write "{year}" and "{part}" into one column, as in 2024-Q3 or 2024-09',
                year=headings.period.header,
                part=part.header,
            )
        return self._of_parted(parted)

    def _of_parted(self, parted: Parted | None) -> Said:
        """What may be done about rows that are parted so, or that nothing parts."""
        headings = self.headings
        if parted is None:
            return keep_one(has_period=headings.period is not None)
        if not parted.columns:
            return said("keep one, or name the column of the period: {options}", options=parted.options)
        columns = with_and(f'"{header}"' for header in parted.columns)
        if all(fold(header) in NAME_HEADINGS for header in parted.columns):
            return said(
                "places of one name lie in different {columns}: write both into one name, or give each a code",
                columns=columns,
            )
        if headings.inputs or not parted.is_long:
            return said(
                "the rows of each unit differ in {columns}: keep those that say the same there",
                columns=columns,
            )
        return said(
            "each unit has a row for each {columns}: read them as indicators, {options}",
            columns=columns,
            options=parted.options,
        )

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

    def groups_alike(self) -> None:
        """Warn of groups that a reader can hardly tell apart."""
        for message, fix in alike_groups(self.found.groups):
            self.problem("similar-group", message, self.headings.group[0], None, fix, "warning")

    def few_names(self) -> None:
        """Warn of a column of names that are those of groups of units."""
        column = self.headings.name
        if self.scheme is not None or column is None or not self.headings.name_by_heading:
            return
        names = {column.cells[row] for row in self.found.rows}
        for message, fix in few_names(column, names=len(names), units=len({*self.found.codes})):
            self.problem("few-names", message, column, None, fix, "warning")

    def periods_apart(self) -> None:
        """Warn of a column headed as the period that tells each unit another one, such as the year of its last figure."""
        if not self.headings.period_by_name or len(set(self.found.codes)) < len(self.found.codes):
            return
        periods = {comparable(period) for period in set(self.found.periods) if period is not None}
        if len(periods) > 1:
            message, fix = parted_by_period(len(periods))
            self.problem("period-apart", message, self.headings.period, None, fix, "warning")

    def periods_in_order(self) -> None:
        """Warn of periods whose order in time is not sure."""
        for message, fix in doubtful_order(set(self.found.periods)):
            self.problem("doubtful-order", message, self.headings.period, None, fix, "warning")

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
        lists = self.scheme, self.other_schemes
        allowed = self.options.allow_missing_units
        for code, message, fix, severity in absent_units(there, *lists, self.found.coded, allowed=allowed):
            self.problem(code, message, None, None, fix, severity)

    def no_such_period(self) -> None:
        """Report that the one period asked for does not occur."""
        message, fix = not_there(self.options.at_period, self.met.periods)
        self.problem("missing-period", message, None, None, fix)
