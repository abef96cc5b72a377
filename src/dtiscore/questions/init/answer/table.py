"""A table before anything is known of its index: a row for each unit, and of two sides the one that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dtiscore.errors import UsageFault
from dtiscore.methodology.base import fold
from dtiscore.said import said, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.heading_parts import YEAR, name_and_side, sides_in
from dtiscore.tables.known_headings import (
    AREA_HEADINGS,
    INDICATOR_HEADINGS,
    NAME_HEADINGS,
    PERIOD_HEADINGS,
    VALUE_HEADINGS,
    unit_headings,
)
from dtiscore.tables.raw import RawTable
from dtiscore.tables.widening import to_wide


def wide(table: RawTable) -> RawTable:
    """The table with one column per indicator, where its headings say that it has a row for each value."""
    named = {fold(column.header): column.header for column in table.columns}
    unit, indicator, value, period = (
        next((named[heading] for heading in known if heading in named), None)
        for known in (
            (*unit_headings(named), *NAME_HEADINGS, *AREA_HEADINGS),
            INDICATOR_HEADINGS,
            VALUE_HEADINGS,
            PERIOD_HEADINGS,
        )
    )
    if unit is None or indicator is None or value is None:
        return table
    return to_wide(table, unit=unit, indicator=indicator, value=value, keep=(), period=period, group=None)[0]


def one_side(table: RawTable, declared: Mapping[str, Any]) -> RawTable:
    """The columns of the side that is declared, headed without it; refused where one must be and none is."""
    sides = sides_in([column.header for column in table.columns])
    if not sides:
        return table
    side = declared.get("side") or declared.get("period")
    if side is None or fold(str(side)) not in map(fold, sides):
        option = "--period" if all(map(YEAR.fullmatch, sides)) else "--side"
        options = with_or(with_value(option, each) for each in sides)
        message = said("each indicator has several columns: {sides}", sides=", ".join(sides))
        raise UsageFault(message, said("say which figures are meant: {options}", options=options))
    columns = []
    for column in table.columns:
        name, own = name_and_side(column.header)
        if fold(own) == fold(str(side)):
            columns.append(column._replace(header=name or column.header))
        elif fold(own) not in map(fold, sides):
            columns.append(column)
    return table._replace(columns=tuple(columns))
