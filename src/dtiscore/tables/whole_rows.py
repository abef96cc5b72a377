"""Rows of a whole among its parts, as offices print them: a country first or last, a region above rows that are indented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set as AbstractSet
from itertools import groupby
from unicodedata import normalize

from dtiscore.errors import Problem
from dtiscore.methodology.base import fold
from dtiscore.said import Said, said
from dtiscore.tables.known_headings import OF_COUNTRIES, SERIAL_HEADINGS
from dtiscore.tables.table import Dataset
from dtiscore.tables.unit_of_row import leave_out
from dtiscore.units.countries import is_country
from dtiscore.units.spelling import normal_form

_FEWEST_PARTS = 4
"""Rows beside a whole below which these may be units of any kind."""
_BLANKS = " \u00a0\u2002\u2003\u2007\u202f\u3000"
"""What indents a name; a line break at its beginning does not."""
MOST_ROWS = 20_000
"""A longer period is no table that someone has added up for readers."""
_NUMBER_OF_A_GROUP = re.compile("[IVX]{1,5}|[A-H]")
_RUNNING = frozenset(SERIAL_HEADINGS) - {"#"}  # which is a rank as often, that some lack
_WHOLE = re.compile(r"[.,]0+$")
_FEWEST_INDENTED = 2
"""Rows below another one: a single one may have a blank too many."""


def whole_row_problems(dataset: Dataset, kept: AbstractSet[str]) -> list[Problem]:
    """An error for each row that its name and place tell to be a whole of which others are parts.

    ``kept`` are names, in normal form, of units that are told of no more.
    """
    found: dict[int, Said] = {}
    for period in dataset.frames("period").values():
        rows = period[dataset.ranked[period]].tolist()
        if _FEWEST_PARTS < len(rows) <= MOST_ROWS:
            for at, message in _wholes(dataset, rows, [_name(dataset, row) for row in rows]):
                found.setdefault(rows[at], message)
    named = {row: _name(dataset, row) for row in found}
    return [
        Problem("aggregate-row", message, dataset.place(row), raw=named[row], fix=leave_out(named[row]))
        for row, message in found.items()
        if normal_form(named[row]) not in kept
    ]


def _name(dataset: Dataset, row: int) -> str:
    return next(iter(dataset.names[row].values()), dataset.units[row])


def _wholes(dataset: Dataset, rows: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, Said]]:
    """The rows of one period that are wholes, by their place among these, and why each is one."""
    country = _country_among(dataset, names)
    if country is not None:
        yield (
            country,
            said(
                "is the name of a country, and stands beside {n} names of none as if it was one of them",
                n=len(names) - 1,
            ),
        )
    yield from _not_numbered_as_units(dataset, rows)
    depths = _depths(dataset, rows, names)
    for at, depth in enumerate(depths):
        below = next((row for row in range(at + 1, len(depths)) if depths[row] <= depth), len(depths))
        if below - at > _FEWEST_INDENTED:
            yield (
                at,
                said(
                    "stands above {n} rows that are indented, {first} to {last}, as a whole above its parts",
                    n=below - at - 1,
                    first=names[at + 1],
                    last=names[below - 1],
                ),
            )


def _not_numbered_as_units(dataset: Dataset, rows: Sequence[int]) -> Iterator[tuple[int, Said]]:
    """The rows of groups among units that a printed table numbers line by line: ``I``, or nothing, above 1, 2, 3."""
    serial = next((one for one in dataset.raw.columns if fold(one.header) in _RUNNING), None)
    if serial is None:
        return
    cells = [_WHOLE.sub("", serial.cells[dataset.row_in_raw[row]].strip(" .)")) for row in rows]
    numbered = [cell.isascii() and cell.isdecimal() for cell in cells]
    numbers = [int(cell) for cell, is_number in zip(cells, numbered, strict=True) if is_number]
    groups = [at for at, cell in enumerate(cells) if _NUMBER_OF_A_GROUP.fullmatch(cell)]
    if len(numbers) > len(groups) and all(numbered[at + 1 : at + 2] == [True] for at in groups):
        for at in groups:
            yield (
                at,
                said(
                    "is numbered {number}, as a group of units is, where others are numbered 1, 2 …",
                    number=cells[at],
                ),
            )
    blank = [at for at, cell in enumerate(cells) if not cell]
    if len(numbers) >= _FEWEST_PARTS and 2 * len(blank) <= len(numbers) and _runs_on(numbers, cells):
        for at in blank:
            yield at, said("has no running number, where {n} others are numbered from 1 on", n=len(numbers))


def _runs_on(numbers: Sequence[int], cells: Sequence[str]) -> bool:
    """Whether no number is lacking: all are there from 1 on, or those between two rows without one are."""
    if sorted(numbers) == [*range(1, len(numbers) + 1)]:
        return True
    parts = [[*part] for is_blank, part in groupby(cells, lambda cell: not cell) if not is_blank]
    return all(part == [str(at) for at in range(1, len(part) + 1)] for part in parts)


def _country_among(dataset: Dataset, names: Sequence[str]) -> int | None:
    """Which of the names, the first or the last one, is that of a country as no other is."""
    if any(fold(column.header) in OF_COUNTRIES for column in dataset.raw.columns):
        return None
    found = [at for at in (0, len(names) - 1) if is_country(names[at])]
    if len(found) != 1 or any(map(is_country, names[1:-1])):
        return None
    # Not loaded where no country is found, as in most tables.
    from dtiscore.units.countries_abroad import is_called_country

    # Not one of them alone: Georgia is a state of the United States as well.
    called_so = sum(map(is_called_country, names)) - 1
    return found[0] if 2 * called_so < len(names) - 1 else None


def _depths(dataset: Dataset, rows: Sequence[int], names: Sequence[str]) -> list[int]:
    """How many blanks stand before each name in its cell; nothing where none is indented."""
    places = [dataset.row_in_raw[row] for row in rows]
    for column in dataset.raw.columns:
        if names[0] == normalize("NFC", column.cells[places[0]].strip()):
            cells = [column.cells[place] for place in places]
            depths = [len(cell) - len(cell.lstrip(_BLANKS)) for cell in cells]
            return depths if any(depths) else []
    return []
