"""Tables of statistical offices that say several things in one cell: keys of series, and codes before their labels."""

from __future__ import annotations

import re

from dtiscore.methodology.base import fold
from dtiscore.tables.raw import RawColumn, RawTable

_KEYS = re.compile(r"(\w+(?:,\w+)+)\\\w+|(\w+)\\TIME(?:_PERIOD)?")
"""``freq,unit,geo\\TIME_PERIOD`` of Eurostat: what each part of a cell is, and behind the backslash what the other headings say."""
_LABELLED = re.compile(r"([\w.+-]+): \S.*", re.DOTALL)
"""``geo: Geopolitical entity``, as SDMX-CSV has it with labels."""
_LABELLED_HEADING = re.compile(r"([\w.+-]+): ?\S.*", re.DOTALL)
"""The same above the columns, where UNICEF leaves the blank out: ``REF_AREA:Geographic area``."""


def with_series_parted(table: RawTable) -> RawTable:
    """The table with a column for each dimension and with codes alone, where one cell says more; any other as it is."""
    return _without_labels(_with_keys_parted(table)) if table.columns else table


def _with_keys_parted(table: RawTable) -> RawTable:
    first, *others = table.columns
    found = _KEYS.fullmatch(first.header.strip())
    if found is None:
        return table
    names = (found[1] or found[2]).split(",")
    parts = [cell.strip().split(",") for cell in first.cells]
    taken = {fold(column.header) for column in others}
    if any(len(each) != len(names) for each in parts) or not taken.isdisjoint(map(fold, names)):
        return table
    columns = [
        first._replace(header=name, cells=[each[at].strip() for each in parts])
        for at, name in enumerate(names)
    ]
    return table._replace(columns=(*columns, *others))


def _without_labels(table: RawTable) -> RawTable:
    headings = [_LABELLED_HEADING.fullmatch(column.header) for column in table.columns]
    codes = [
        column.header if found is None else found[1]
        for column, found in zip(table.columns, headings, strict=True)
    ]
    if "OBS_VALUE" not in codes or len(set(map(fold, codes))) < len(codes):
        return table
    columns = (
        column if found is None else _of_codes(column._replace(header=found[1]))
        for column, found in zip(table.columns, headings, strict=True)
    )
    return table._replace(columns=tuple(columns))


def _of_codes(column: RawColumn) -> RawColumn:
    """A column with the codes of its cells, if each that is filled has a label behind it."""
    cells = [_LABELLED.fullmatch(cell) for cell in column.cells]
    if not all(
        found is not None or not cell.strip() for found, cell in zip(cells, column.cells, strict=True)
    ):
        return column
    return column._replace(cells=["" if found is None else found[1] for found in cells])
