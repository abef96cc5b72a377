"""Restate: a table of one unit scheme on the scheme that followed it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from dtiscore.arguments import checked
from dtiscore.errors import InvalidData, Place, Problem, UsageFault, errors_of
from dtiscore.inputs.reading import Data, Reading, raw_table
from dtiscore.inputs.weighting import load_unit_scheme, unit_schemes
from dtiscore.methodology import Values
from dtiscore.methodology.base import fold
from dtiscore.said import Said, counted, said, some_of, template
from dtiscore.suggestions import Suggestions
from dtiscore.tables.all_rows import MANY
from dtiscore.tables.columns_of_units import columns_of_units, no_column, no_unit_column, without_ignored
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.rank_headings import is_rank
from dtiscore.tables.rankings.form import RANK
from dtiscore.tables.raw import RawTable
from dtiscore.tables.table_numbers import numbers_in
from dtiscore.units.explaining import MOST_COMPARED, match_pair
from dtiscore.units.matching import Match
from dtiscore.units.restating import Method, Restated, restate as restate_columns
from dtiscore.units.restating_problems import Gap, gap_warning
from dtiscore.units.scheme import UnitScheme
from dtiscore.units.vintage import require_vintage

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class RestatedTable:
    """A table on the newer scheme: one row per unit, and per period where the table has several."""

    old: UnitScheme
    new: UnitScheme
    method: Method
    period_header: str | None
    periods: list[str | None]
    units: list[str]
    members: list[Sequence[str]]
    """The codes of the older units behind each row."""
    columns: dict[str, list[float | None]]
    gaps: list[Gap]
    warnings: Sequence[Problem] = ()
    """What was noticed while the table was read, and did not stop it."""
    in_percent: frozenset[str] = frozenset()
    """The columns that were written with a per cent sign, which tells what they mean: they are written with it again."""

    def append(self, period: str | None, part: Restated) -> None:
        """Put the rows of one more period below those there are."""
        self.periods.extend([period] * len(part.units))
        self.units.extend(part.units)
        self.members.extend(part.members[code] for code in part.units)
        self.gaps.extend(part.gaps)
        for name, column in part.columns.items():
            self.columns[name].extend(None if np.isnan(value) else float(value) for value in column)

    def as_columns(self, language: str | None = None) -> dict[str, list[Any]]:
        """The table as plain columns: period, code, name, the restated columns, and the codes it was made of."""
        names = [self.new.by_code[code].label(language) for code in self.units]
        period = {self.period_header: list(self.periods)} if self.period_header is not None else {}
        made_of = [" ".join(parts) for parts in self.members]
        columns = {
            header: [_with_sign(value) for value in values] if header in self.in_percent else values
            for header, values in self.columns.items()
        }
        return {**period, "code": list(self.units), "name": names, **columns, "made_of": made_of}

    def to_frame(self) -> pd.DataFrame:
        """The table as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame(self.as_columns())


def _with_sign(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:.15g}%"


@checked
def restate(  # noqa: PLR0913 - a table, two schemes and a method; a model would only rename them
    data: Data,
    to: str | os.PathLike[str],
    *,
    old: str | os.PathLike[str] | None = None,
    method: Method = "mean",
    weight: str | None = None,
    columns: Sequence[str] | None = None,
    partial: bool = False,
    **reading: Unpack[Reading],
) -> RestatedTable:
    """Restate the numeric columns of a table on the scheme that followed its own.

    Args:
        data: the table: a path, ``-`` or a DataFrame.
        to: the id of the newer scheme, or its file.
        old: the scheme of the table; found from its units unless given, and refused where these have two meanings.
        method: the plain mean of the merged units (as for DTI 2024), their sum, or their mean weighted by ``weight``.
        weight: the heading of the column of weights.
        columns: headings of the columns to restate; every numeric column unless given.
        partial: merge units some of whose parts are missing.
        reading: what is declared about the table.

    Raises:
        InvalidData: units are unknown, ambiguous or missing, or cells are no numbers; ``problems`` lists all.
        UsageFault: one scheme does not follow the other.
    """
    new = load_unit_scheme(os.fspath(to))
    table, problems, options = raw_table(data, reading)
    if errors_of(problems):
        raise InvalidData(said("{source}: the table cannot be read", source=table.source), problems=problems)
    reader = _Reader(without_ignored(table, options), options)
    scheme = load_unit_scheme(os.fspath(old)) if old is not None else reader.vintage(new)
    codes = reader.codes(scheme, new)
    values = reader.numbers(columns, weight, required=columns is not None)
    weights = reader.number(weight) if weight is not None else None
    if reader.problems:
        raise _not_restated(table.source, reader.problems)
    notes = (*problems, *reader.warnings)
    result = RestatedTable(
        scheme,
        new,
        method,
        reader.period_header,
        periods=[],
        units=[],
        members=[],
        columns={name: [] for name in values},
        gaps=[],
        warnings=notes,
        in_percent=frozenset(filter(reader.is_signed, values)),
    )
    for period in dict.fromkeys(reader.periods):
        rows = [row for row, at in enumerate(reader.periods) if at == period]
        part = restate_columns(
            {name: column[rows] for name, column in values.items()},
            [codes[row] for row in rows],
            scheme,
            new,
            method,
            None if weights is None else weights[rows],
            partial=partial,
        )
        result.append(period, part)
    stands = {*result.units}  # a unit that is not there is not made of too little
    without = dict.fromkeys(
        gap_warning(gap, scheme, new, table.source) for gap in result.gaps if gap.unit in stands
    )
    return replace(result, warnings=(*notes, *without))


_OF_NUMBERS = {
    "ambiguous-number",
    "bad-grouping",
    "mixed-number-style",
    "mixed-percent",
    "wrong-decimal",
}
"""Faults of cells that are meant as numbers: a column full of them must not be passed over as one of words."""


def _not_restated(source: str, problems: Sequence[Problem]) -> InvalidData:
    message = counted(
        len(problems),
        "{source}: {n} error; nothing was restated",
        "{source}: {n} errors; nothing was restated",
        source=source,
    )
    return InvalidData(message, problems=problems)


def _is_of_places(header: str) -> bool:
    """Whether a column has places in an order, or counts lines."""
    return is_rank(header) or header.endswith(RANK) or fold(header) in _OF_PLACES


_OF_PLACES = frozenset(map(fold, ("previous_rank", "move", *SERIAL_HEADINGS)))


class _Reader:
    """The parts of a table that restating needs."""

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

    def vintage(self, new: UnitScheme) -> UnitScheme:
        """The scheme before ``new`` on which the table stands beyond doubt."""
        before = [scheme for scheme in unit_schemes() if scheme.successor == new.id]
        found = require_vintage(
            self.code_texts if self.headings.unit else [],
            self.name_texts if self.headings.name else [],
            [*before, new],
        )
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
