"""By which other columns the rows of a unit are parted, where it has several: those of the indicator, and of the period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

from dtiscore.methodology.base import fold
from dtiscore.said import Said, said
from dtiscore.shell_words import with_value
from dtiscore.tables.declarations import option_of
from dtiscore.tables.heading_parts import year_alone
from dtiscore.tables.heading_periods import is_period
from dtiscore.tables.known_headings import INDICATOR_HEADINGS, PART_OF_YEAR_HEADINGS, VALUE_HEADINGS
from dtiscore.tables.options import listed
from dtiscore.tables.raw import RawColumn, RawTable

_NUMBER = re.compile(r"[+-]?[0-9][0-9.,\s]*%?")
_MOST_COLUMNS = 3
"""Columns that may part the rows together."""
_MOST_TRIED = 12
_FULL = 0.5
"""The share of all combinations of units and texts that is there at least: else it is chance that these part the rows."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Parted:
    """The columns of which the texts differ in the rows of each unit."""

    columns: tuple[str, ...]
    """The headings of the fewest columns of words that part all rows; none where the period alone does."""
    period: str | None = None
    """The heading of the column of years, quarters or months that parts them too, where none was known."""
    value: str | None = None
    """The heading of the one column of numbers, where no known heading says which holds the values."""
    is_long: bool = True
    """Whether there are values for what stands in these columns: in one column, or in one for each year."""
    figures: tuple[str, ...] = ()
    """The headings of several columns of numbers of which each may hold the values of the indicators in the rows."""

    @property
    def declares(self) -> dict[str, str | list[str]]:
        """What declares them, by the names in Python."""
        of_each: dict[str, str | list[str] | None] = {
            "period_column": self.period,
            "indicator_column": [*self.columns],
            "value_column": self.value,
        }
        return {name: heading for name, heading in of_each.items() if heading}

    @property
    def options(self) -> str:
        """The same on the command line."""
        return " ".join(
            with_value(option_of(name), heading)
            for name, headings in self.declares.items()
            for heading in listed(headings)
        )


def stand_once(table: RawTable, identity: Sequence[RawColumn], indicators: Sequence[str]) -> bool:
    """Whether no two rows are of the same unit, period and indicator."""
    named = [column for column in table.columns if column.header in indicators]
    rows = list(zip(*(map(fold, column.cells) for column in (*identity, *named)), strict=True))
    return len(set(rows)) == len(rows)


def column_that_names_rows(
    table: RawTable, known: RawColumn, period: RawColumn | None, others: Container[str]
) -> RawColumn | None:
    """The first column of words in which no two rows of a period say the same, but for ``others``: the units may be there.

    A row that is repeated whole counts once. ``None`` where most rows differ in the column that is ``known`` for the units,
    of which a few stand twice by mistake.
    """

    def of_periods(column: RawColumn, rows: Sequence[int]) -> set[tuple[str, str]]:
        """What a column says, with the period of which it says so."""
        when = [""] * len(rows) if period is None else _folded(period.cells, rows)
        return {*zip(_folded(column.cells, rows), when, strict=True)}

    twice = 2 * len(of_periods(known, range(table.rows)))
    if twice > table.rows:  # as in most tables, of which no row need be held against the others
        return None
    cells = zip(*(column.cells for column in table.columns), strict=True)
    rows = [*dict(zip(cells, range(table.rows), strict=True)).values()]
    if twice > len(rows):
        return None
    for column in table.columns:
        texts = _folded(column.cells, rows)
        is_named = all(texts) and any(map(str.isalpha, "".join(texts))) and not _is_of_periods(texts)
        if column.header not in others and is_named and len(of_periods(column, rows)) == len(rows):
            return column
    return None


def rows_of_the_same(known: RawColumn, other: RawColumn) -> Said:
    """That several rows have the same unit by its heading, and another column tells them apart."""
    return said(
        "several rows have the same {heading}, and none the same {other}",
        heading=known.header,
        other=other.header,
    )


def parted_by(
    table: RawTable, identity: Sequence[RawColumn], *, has_period: bool = False, known: Container[str] = ()
) -> Parted | None:
    """The columns that part the rows of each unit; ``None`` where no unit has two, or nothing parts them all.

    Args:
        table: the table.
        identity: the columns that say of which unit, and of which period if one is known, a row is.
        has_period: whether one of them is that of the period.
        known: folded names of indicators, by which the column that holds them is preferred.
    """
    rows = [row for row in range(table.rows) if identity[0].cells[row].strip()]
    apart = {column.header for column in identity}
    texts = {column.header: _folded(column.cells, rows) for column in table.columns}
    keys: list[Key] = list(zip(*(texts[header] for header in apart), strict=True))
    if len(set(keys)) in (0, 1, len(rows)):
        return None
    others = {header: cells for header, cells in texts.items() if header not in apart}
    years = None
    if not has_period:
        years = next(
            (
                each
                for each, cells in others.items()
                if _is_of_periods(cells) and _differs(cells, keys) and _are_full(cells, keys)
            ),
            None,
        )
    if years is not None:
        keys = [(*key, year) for key, year in zip(keys, others.pop(years), strict=True)]
        if len(set(keys)) == len(rows):
            return Parted((), years)
    found = _fewest(others, keys, known)
    if found is None:
        return None
    # What is the same in all rows of a unit, such as its code, is no value of theirs.
    figures = {
        header: cells for header, cells in others.items() if header not in found and _differs(cells, keys)
    }
    of_numbers = _of_numbers(table, figures)
    if of_numbers is None or len(of_numbers) == 1:
        return Parted(found, years, None if of_numbers is None else of_numbers[0])
    are_indicators = any(fold(header) in INDICATOR_HEADINGS for header in found)
    return Parted(found, years, is_long=False, figures=of_numbers if are_indicators else ())


def part_of_year(table: RawTable, identity: Sequence[RawColumn]) -> RawColumn | None:
    """The column of quarters or months that parts the rows of each unit and year; ``None`` where there is none."""
    keys = [list(map(fold, column.cells)) for column in identity]
    for column in table.columns:
        if fold(column.header) in PART_OF_YEAR_HEADINGS and _all_differ(*keys, list(map(fold, column.cells))):
            return column
    return None


def _fewest(
    columns: Mapping[str, Sequence[str]], keys: Sequence[Key], known: Container[str]
) -> tuple[str, ...] | None:
    """The fewest columns of words that part all rows, those first that are known to hold indicators."""
    # Of a column with more texts most combinations with the units are not there, whatever other columns say.
    most, fewest = len(keys) / (_FULL * len(set(keys))), max(Counter(keys).values())
    words = {
        header: cells
        for header, cells in columns.items()
        if 1 < len(set(cells)) <= most and _is_of_words(cells) and _differs(cells, keys)
    }

    def is_less_likely(header: str) -> tuple[bool, bool]:
        return all(text not in known for text in set(words[header])), fold(header) not in INDICATOR_HEADINGS

    unlike = [*_unlike({header: words[header] for header in sorted(words, key=is_less_likely)})][:_MOST_TRIED]
    texts = {header: len(set(words[header])) for header in unlike}
    for size in range(1, _MOST_COLUMNS + 1):
        for headers in combinations(unlike, size):
            parts = [words[header] for header in headers]
            if prod(texts[header] for header in headers) < fewest or not _all_differ(keys, *parts):
                continue
            if len(set(zip(*parts, strict=True))) <= most:
                return headers
    return None


def _folded(cells: Sequence[str], rows: Sequence[int]) -> list[str]:
    forms = {cell: fold(cell) for cell in set(cells)}
    return [forms[cells[row]] for row in rows]


def _all_differ(*columns: Sequence[object]) -> bool:
    """Whether no two rows say the same in all columns; most that do are met early."""
    met: set[tuple[object, ...]] = set()
    for row in zip(*columns, strict=True):
        if row in met:
            return False
        met.add(row)
    return True


def _of_numbers(table: RawTable, others: Mapping[str, Sequence[str]]) -> tuple[str, ...] | None:
    """The headings of the columns of numbers, which may hold values; ``None`` where known headings say which do."""
    if any(year_alone(column.header) or fold(column.header) in VALUE_HEADINGS for column in table.columns):
        return None
    return tuple(
        header
        for header, cells in others.items()
        if all(not cell or _NUMBER.fullmatch(cell) for cell in cells)
    )


def _is_of_periods(cells: Sequence[str]) -> bool:
    return all(map(is_period, set(cells)))


def _is_of_words(cells: Sequence[str]) -> bool:
    """Whether each cell holds something, and no number."""
    return all(cell and not _NUMBER.fullmatch(cell) for cell in set(cells))


def _are_full(cells: Sequence[str], keys: Sequence[Key]) -> bool:
    """Whether most units have most of what a column says; the years in which each began differ from unit to unit."""
    return len(set(zip(keys, cells, strict=True))) >= _FULL * len(set(keys)) * len(set(cells))


def _differs(cells: Sequence[str], keys: Sequence[Key]) -> bool:
    """Whether a column differs within some unit."""
    return len(set(zip(keys, cells, strict=True))) > len(set(keys))


def _unlike(columns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The columns without those that say what an earlier one says in other words, such as codes of its names."""
    earlier: list[Sequence[str]] = []
    for header, cells in columns.items():
        if not any(_tells(one, cells) and _tells(cells, one) for one in earlier):
            earlier.append(cells)
            yield header


def _tells(cells: Sequence[str], others: Sequence[str]) -> bool:
    """Whether what one column says tells what another one does."""
    met: dict[str, str] = {}
    return all(met.setdefault(cell, other) == other for cell, other in zip(cells, others, strict=True))
