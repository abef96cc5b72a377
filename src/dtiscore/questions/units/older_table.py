"""The parts of a table that restating needs: its units on their scheme, its periods, and the columns that hold numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from dtiscore.errors import InvalidData, Place, Problem, UsageFault
from dtiscore.inputs.weighting import unit_schemes
from dtiscore.methodology import Values
from dtiscore.methodology.base import fold
from dtiscore.said import Said, said, some_of, template
from dtiscore.suggestions import Suggestions
from dtiscore.tables.all_rows import MANY
from dtiscore.tables.columns_of_units import columns_of_units, no_column, no_unit_column
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.rank_headings import is_rank
from dtiscore.tables.rankings.form import RANK
from dtiscore.tables.raw import RawTable
from dtiscore.tables.share_headings import is_count, is_share
from dtiscore.tables.table_numbers import numbers_in
from dtiscore.units.explaining import MOST_COMPARED, match_pair
from dtiscore.units.matching import Match
from dtiscore.units.restating import Method
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.vintage import require_vintage

_OF_NUMBERS = {
    "ambiguous-number",
    "bad-grouping",
    "mixed-number-style",
    "mixed-percent",
    "wrong-decimal",
}
"""Faults of cells that are meant as numbers: a column full of them must not be passed over as one of words."""


def _is_of_places(header: str) -> bool:
    """Whether a column has places in an order, or counts lines."""
    return is_rank(header) or header.endswith(RANK) or fold(header) in _OF_PLACES


_OF_PLACES = frozenset(map(fold, ("previous_rank", "move", *SERIAL_HEADINGS)))


class OlderTable:
    """A table to be restated; what is found wrong and worth telling gathers in ``problems`` and ``warnings``."""

    def __init__(self, table: RawTable, options: ReadingOptions) -> None:
        self.table = table
        self.options = options
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.headings = headings = columns_of_units(table, options)
        if headings.shown is None:
            raise no_unit_column(table)
        blank = [""] * table.rows
        self.period_header = headings.period.header if headings.period is not None else None
        self.code_texts = [cell.strip() for cell in headings.unit.cells] if headings.unit else blank
        self.name_texts = [cell.strip() for cell in headings.name.cells] if headings.name else blank
        cells = headings.period.cells if headings.period is not None else blank
        self.periods: list[str | None] = [cell.strip() or None for cell in cells]

    @contextmanager
    def named(self, period: str | None) -> Iterator[None]:
        """Let a fault of units that are restated without their table say which table it is, and which period of several."""
        try:
            yield
        except InvalidData as error:
            source = self.table.source
            told = source if period is None else f"{source} ({period})"
            error.message = said("{source}: {what}", source=told, what=error.message)
            raise

    def vintage(self, new: UnitScheme) -> UnitScheme:
        """The scheme before ``new`` on which the table stands beyond doubt."""
        before = [scheme for scheme in unit_schemes() if scheme.successor == new.id]
        codes = self.code_texts if self.headings.unit else []
        names = self.name_texts if self.headings.name else []
        try:
            found = require_vintage(codes, names, [*before, new])
        except InvalidData as error:
            place = Place(self.table.source)
            error.problems = [problem._replace(place=place) for problem in error.problems]
            raise
        if found.id == new.id:
            raise UsageFault(
                said("{source}: the table stands on {new} already", source=self.table.source, new=new.id),
                said("there is nothing to restate; if its codes mean an older scheme, name that with --from"),
            )
        return found

    def codes(self, old: UnitScheme, new: UnitScheme) -> list[str]:
        """The code of each row's unit; problems are units that the older scheme does not have."""
        codes: list[str] = []
        suggestions = Suggestions(MOST_COMPARED)
        column = self.headings.shown
        assert column is not None
        for row, (code, name) in enumerate(zip(self.code_texts, self.name_texts, strict=True)):
            result = match_pair(code, name, old, [new], suggestions)
            if isinstance(result, Match):
                codes.append(result.unit.code)
            else:
                codes.append("")
                place = self.table.place(column, row)
                self.problems.append(
                    Problem(result.code, result.message, place, column.cells[row], result.fix)
                )
        return codes

    def numbers(
        self, columns: Sequence[str] | None, weight: str | None, *, required: bool
    ) -> dict[str, Values]:
        """The columns to restate: those named, or every other one that holds numbers only."""
        identifying = {column.header for column in self.headings.identifying}
        headers = [column.header for column in self.table.columns if column.header not in identifying]
        ranks = [] if columns is not None else [header for header in headers if _is_of_places(header)]
        apart = {*ranks, weight}
        chosen = columns if columns is not None else [header for header in headers if header not in apart]
        found, words = {}, []
        for header in chosen:
            before = len(self.problems)
            values = self.number(header)
            faults = {problem.code for problem in self.problems[before:]}
            if not required and faults and np.isnan(values).all() and not faults & _OF_NUMBERS:
                del self.problems[before:]  # a column of words: not one to restate
                words.append(header)
            else:
                found[header] = values
        self._leave_out(
            ranks, template("{columns}: places have no mean and no sum"), said("rank the restated scores")
        )
        self._leave_out(
            words, template("{columns}: no numbers stand there"), said("add what is said of the new units")
        )
        return found

    def _leave_out(self, headers: Sequence[str], message: str, fix: Said) -> None:
        """Warn of columns that are not restated."""
        if headers:
            place = Place(self.table.source, self.table.header_line)
            told = said(message, columns=some_of(headers, MANY))
            self.warnings.append(Problem("not-restated", told, place, fix=fix, severity="warning"))

    def tell_of_others(self, values: Mapping[str, Values], method: Method) -> None:
        """Warn of columns for which the method is none: shares, rates and scores that are added up, counts of which a mean is taken."""
        if method == "sum":
            code, found = "shares-added-up", [one for one in values if self._is_of_shares(one, values[one])]
            message = template("{columns}: shares, rates and scores have a mean, and no sum")
            fix = said(
                "restate them by the mean; add up the columns of counts alone: {option}", option="--column"
            )
        else:
            code, found = "counts-averaged", [one for one in values if is_count(one)]
            message = template("{columns}: counts of merged units have a sum, and this is their mean")
            fix = said(
                "add them up by themselves: {options}; name the other columns in the same way",
                options="--method sum --column",
            )
        if found:
            told = said(message, columns=some_of(found, MANY))
            place = Place(self.table.source, self.table.header_line)
            self.warnings.append(Problem(code, told, place, fix=fix, severity="warning"))

    def _is_of_shares(self, header: str, values: Values) -> bool:
        """Whether the sign, the heading or the figures themselves, parts of 1, say that a column has no counts."""
        known = values[~np.isnan(values)]
        within = bool(np.all((known >= 0) & (known <= 1)) and np.any(known % 1))
        return within or self.is_signed(header) or is_share(header)

    def is_signed(self, header: str) -> bool:
        """Whether a per cent sign stands behind every number of a column."""
        column = self.table.column(header)
        cells = [] if column is None else self.options.without_flags(column.cells)
        filled = [text for cell in cells if (text := cell.strip()) and text not in self.options.missing]
        return bool(filled) and all(text.endswith("%") for text in filled)

    def number(self, header: str) -> Values:
        """One numeric column; its faults become problems."""
        column = self.table.column(header)
        if column is None:
            raise no_column(self.table, header)
        found = numbers_in(self.table, column, self.options)
        self.problems += found.errors
        self.warnings += found.warnings
        return found.values
