"""Which built-in list of units a table is about, and which of its rows that list knows to be no units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dtiscore.inputs.weighting import unit_schemes
from dtiscore.questions.init.answer.table import rows_of_units
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawTable
from dtiscore.units.matching import UnitMatcher
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import groups_alone, is_region_of_vietnam


def _cells_of_units(headings: Headings) -> list[str]:
    column = headings.key
    return [] if column is None else [cell.strip() for cell in column.cells if cell.strip()]


def regions_among(headings: Headings) -> list[str]:
    """What a built-in list says to be no unit, such as a region, where most other names are units of that list.

    A table of a few provinces has not the whole list, and ranks its regions among them unless they are left out.
    """
    cells = _cells_of_units(headings)
    found: dict[str, None] = {}
    for scheme in unit_schemes():
        matcher = UnitMatcher(scheme)
        none = [cell for cell in cells if scheme.is_not_a_unit(cell) or is_region_of_vietnam(cell)]
        if none and 2 * sum(matcher.match(cell) is not None for cell in cells) > len(cells):
            found |= dict.fromkeys(cell for cell in none if matcher.match(cell) is None)
    return list(found)


def groups_that_are_units(table: RawTable, headings: Headings, options: ReadingOptions) -> list[str]:
    """The names of groups that are units here: where all rows are groups, and regions that stand among few provinces.

    A group in whose row nothing stands is the title of the rows below it.
    """
    cells = list(dict.fromkeys(() if headings.shown is None else map(str.strip, headings.shown.cells)))
    groups = groups_alone(cells)
    if not groups and not regions_among(headings):
        groups = list(filter(is_region_of_vietnam, cells))
    if not groups:
        return []
    kept = options._replace(kept_units=frozenset(map(normal_form, groups)))
    names, rows = rows_of_units(table, headings, kept)
    there = {names[row] for row in rows}
    return [group for group in groups if group in there]


def units_named_twice(names: Iterable[str]) -> tuple[str, list[list[str]]] | None:
    """The names of one and the same unit of a built-in list, of which most names are, and the id of that list."""
    different = list(dict.fromkeys(names))
    for scheme in unit_schemes():
        matcher = UnitMatcher(scheme)
        of_unit: defaultdict[str, list[str]] = defaultdict(list)
        for name in different:
            if (match := matcher.match(name)) is not None:
                of_unit[match.unit.code].append(name)
        several = [called for called in of_unit.values() if len(called) > 1]
        if several and 2 * sum(map(len, of_unit.values())) > len(different):
            return scheme.id, several
    return None


def scheme_of_units(headings: Headings) -> str | None:
    """The built-in list that the table has whole, and of which it has as many names or codes as of any other.

    A list that was cut down from a longer one is in a table of the longer one, too.
    """
    cells = _cells_of_units(headings)
    whole: dict[str, int] = {}
    most = 0
    for scheme in unit_schemes():
        matches = [
            match.unit.code for cell in cells if (match := UnitMatcher(scheme).match(cell)) is not None
        ]
        most = max(most, len(matches))
        if len(set(matches)) == len(scheme.units) > 1:
            whole[scheme.id] = len(matches)
    return next((scheme_id for scheme_id, count in whole.items() if count == most), None)
