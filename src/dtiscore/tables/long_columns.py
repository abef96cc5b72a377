"""Which columns of a long table hold the indicator and the values: declared, or known by their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dtiscore.errors import InvalidData, Problem
from dtiscore.methodology.base import fold
from dtiscore.said import said, with_and, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.heading_parts import year_alone
from dtiscore.tables.known_headings import INDICATOR_HEADINGS, VALUE_HEADINGS
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable


@dataclass(frozen=True)
class LongColumns:
    """The headings by which the records of a long table are read."""

    indicators: Sequence[str]
    """Of the columns whose texts together name the indicator."""
    values: Mapping[str, str]
    """Of each column of values: the year to which they belong, or ``""`` where there is one column."""


def long_columns(table: RawTable, options: ReadingOptions, *, all_years: bool = False) -> LongColumns | None:
    """The columns of the indicator and the values; ``None`` where the table has not both.

    Values stand in one column, or else in one for each year, of which ``options`` may ask for one, unless
    ``all_years`` are wanted.

    Raises:
        InvalidData: two columns could be the one, and none is declared.
    """
    indicators = options.indicators or _known(table, INDICATOR_HEADINGS)
    values = (options.value,) if options.value is not None else _known(table, VALUE_HEADINGS)
    if not indicators:
        return None
    if values:
        _require_one(table, indicators, values, options)
        return LongColumns(indicators, {values[0]: ""})
    years = {column.header: year for column in table.columns if (year := year_alone(column.header))}
    if not years:
        return None
    if not all_years or len(years) == 1:
        if options.at_period in years.values():
            years = {header: "" for header, year in years.items() if year == options.at_period}
        elif len(years) == 1 and options.at_period is None:
            years = dict.fromkeys(years, "")
    _require_one(table, indicators, (), options)
    return LongColumns(indicators, years)


def _known(table: RawTable, headings: Sequence[str]) -> tuple[str, ...]:
    """The headings of the columns that are headed so, in the order in which these are known; of two that are read alike both."""
    return tuple(
        column.header for name in headings for column in table.columns if fold(column.header) == name
    )


def _require_one(
    table: RawTable, indicators: Sequence[str], values: Sequence[str], options: ReadingOptions
) -> None:
    """Raise :class:`InvalidData` when a second column could be meant: chance would decide which one is scored."""
    for headings, option, is_declared in (
        (indicators, "--indicator-column", bool(options.indicators)),
        (values, "--value-column", options.value is not None),
    ):
        if is_declared or len(headings) < 2:
            continue
        columns = [column for column in table.columns if column.header in headings]
        both = with_and(column.in_its_place for column in columns)
        if headings is indicators:
            message = said("{columns} could both hold the indicator", columns=both)
        else:
            message = said("{columns} could both hold the value", columns=both)
        choices = with_or(with_value(option, column.header) for column in columns)
        fix = said("say which one does: {options}", options=choices)
        place = table.place_of_heading(columns[1])
        problem = Problem("duplicate-column", message, place, fix=fix)
        raise InvalidData(
            said("{source}: {what}", source=table.source, what=message), fix=fix, problems=[problem]
        )
