"""Restate: a table of one unit scheme on the scheme that followed it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from dtiscore.arguments import checked
from dtiscore.errors import InvalidData, Problem, errors_of
from dtiscore.inputs.reading import Data, Reading, raw_table
from dtiscore.inputs.standings import named
from dtiscore.inputs.weighting import load_unit_scheme
from dtiscore.questions.units.older_table import OlderTable
from dtiscore.said import counted, said
from dtiscore.tables.columns_of_units import of_one_period, without_ignored
from dtiscore.units.restating import Method, Restated, restate as restate_columns
from dtiscore.units.restating_problems import Gap, gap_warning
from dtiscore.units.scheme import UnitScheme

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


def _read(data: Data, reading: Reading) -> tuple[OlderTable, list[Problem]]:
    """The table to restate, and what was noticed while it was read."""
    period, bare = named(data)
    declared = reading if period is None else Reading(**{**reading, "period": period})
    table, problems, options = raw_table(bare, declared)
    if errors_of(problems):
        raise InvalidData(said("{source}: the table cannot be read", source=table.source), problems=problems)
    return OlderTable(of_one_period(without_ignored(table, options), options), options), problems


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
        weight: the heading of the column of weights; the result has their sums, by which it can be restated once more.
        columns: headings of the columns to restate; every numeric column unless given.
        partial: merge units some of whose parts are missing.
        reading: what is declared about the table.

    Raises:
        InvalidData: units are unknown, ambiguous or missing, or cells are no numbers; ``problems`` lists all.
        UsageFault: one scheme does not follow the other.
    """
    new = load_unit_scheme(os.fspath(to))
    older, problems = _read(data, reading)
    scheme = load_unit_scheme(os.fspath(old)) if old is not None else older.vintage(new)
    codes = older.codes(scheme, new)
    values = older.numbers(columns, weight, required=columns is not None)
    weights = older.number(weight) if weight is not None else None
    if older.problems:
        raise _not_restated(older.table.source, older.problems)
    if columns is None:
        older.tell_of_others(values, method)
    notes = (*problems, *older.warnings)
    values = {name: column for name, column in values.items() if name != weight}
    headers = [*values, *([weight] if weight is not None else [])]
    result = RestatedTable(
        scheme,
        new,
        method,
        older.period_header,
        periods=[],
        units=[],
        members=[],
        columns={name: [] for name in headers},
        gaps=[],
        warnings=notes,
        in_percent=frozenset(filter(older.is_signed, headers)),
    )
    for period in dict.fromkeys(older.periods):
        rows = [row for row, at in enumerate(older.periods) if at == period]
        listed = [codes[row] for row in rows]
        with older.named(period):
            part = restate_columns(
                {name: column[rows] for name, column in values.items()},
                listed,
                scheme,
                new,
                method,
                None if weights is None else weights[rows],
                partial=partial,
            )
            if weight is not None and weights is not None:  # what weighs a unit is what weighed all its parts
                of_all = restate_columns({weight: weights[rows]}, listed, scheme, new, "sum", partial=partial)
                part = replace(part, columns={**part.columns, **of_all.columns})
        result.append(period, part)
    stands = {*result.units}  # a unit that is not there is not made of too little
    without = dict.fromkeys(
        gap_warning(gap, scheme, new, older.table.source) for gap in result.gaps if gap.unit in stands
    )
    return replace(result, warnings=(*notes, *without))


def _not_restated(source: str, problems: Sequence[Problem]) -> InvalidData:
    message = counted(
        len(problems),
        "{source}: {n} error; nothing was restated",
        "{source}: {n} errors; nothing was restated",
        source=source,
    )
    return InvalidData(message, problems=problems)
