"""What a table says, however its file writes it: a number or a text for every unit, period and column."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dtiscore.errors import Place, UsageFault
from dtiscore.methodology.base import Values, fold, text_in
from dtiscore.said import said
from dtiscore.tables.columns_of_units import (
    columns_of_units,
    no_column,
    no_unit_column,
    of_one_period,
    without_ignored,
)
from dtiscore.tables.long_columns import long_columns
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table import Dataset
from dtiscore.tables.table_numbers import numbers_in
from dtiscore.tables.widening import to_wide

Value = float | str | None
RowKey = tuple[str, str | None, str | None]
"""The unit, the period and the group of a row."""

GROUP = "group"
"""Under what the group of a row stands among its values."""
NAME = "name"
"""Under what the name of a unit stands there, where it has a code besides and no scheme says what that means."""


@dataclass(frozen=True)
class Contents:
    """What a table says. Every sequence has one value per row."""

    source: str
    keys: Sequence[RowKey]
    names: Sequence[Mapping[str, str]]
    """The unit's name by language (the key ``""`` stands for any)."""
    columns: Mapping[str, Sequence[Value]]
    """By heading, as the edition calls the column where there is one."""
    place: Callable[[int, str], Place] = field(compare=False, repr=False)
    """Where the cell of a row (from 0) under a heading stands in its file."""

    @property
    def periods(self) -> set[str | None]:
        """The periods of its rows."""
        return {period for _, period, _ in self.keys}

    def __len__(self) -> int:
        return len(self.keys)


def contents_of(data: Dataset) -> Contents:
    """What an edition reads of a checked table: numbers, texts, and scores that the table supplies."""
    columns: dict[str, Sequence[Value]] = {
        header: _or_none(values) for header, values in data.numbers.items()
    }
    columns |= {
        header: [_text(data.raw_text(row, header)) for row in range(len(data))] for _, header in data.outcomes
    }
    columns |= {code: _or_none(values) for code, values in data.supplied.items()}
    columns |= dict(data.labels)
    if any(group is not None for group in data.groups):
        columns.setdefault(GROUP, data.groups)
    names = [_text(text_in(each, None)) for each in data.names]
    if data.scheme is None and any(name != unit for name, unit in zip(names, data.units, strict=True)):
        columns.setdefault(NAME, names)
    keys = list(zip(data.units, data.periods, data.groups, strict=True))
    return Contents(data.raw.source, keys, data.names, columns, data.place)


def without_rows(contents: Contents) -> Contents:
    """A table of the same columns that has no rows."""
    return replace(contents, keys=(), names=(), columns=dict.fromkeys(contents.columns, ()))


def contents_of_text(table: RawTable, options: ReadingOptions) -> Contents:
    """What a table says that no edition interprets: a column is of numbers where every cell of it is one.

    Raises:
        InvalidData: no column says which unit a row is about, or no row is of the one period asked for.
        UsageFault: a declared one is not there, or two rows are about the same.
    """
    table = of_one_period(without_ignored(table, options), options)
    headings = columns_of_units(table, options)
    name, period, identifying = headings.name, headings.period, headings.key
    if identifying is None:
        raise no_unit_column(table)
    named = headings.identifying
    table = _widened(table, identifying, named, period, options)
    by_header = {column.header: column for column in table.columns}
    codes = [_text(cell) or "" for cell in by_header[identifying.header].cells]
    names = codes if name is None else [_text(cell) or "" for cell in by_header[name.header].cells]
    periods = (
        [None] * table.rows if period is None else [_text(cell) for cell in by_header[period.header].cells]
    )
    keys: list[RowKey] = [(code, at, None) for code, at in zip(codes, periods, strict=True)]
    _refuse_twice(table, keys)
    for heading in sorted(options.percent | options.multiline):
        if fold(heading) not in map(fold, by_header):
            raise no_column(table, heading)
    # What is called by a code may be called otherwise in the other table: a name is then a cell like any other.
    headers = {column.header for column in named if column is identifying or column is not name}
    columns = {
        column.header: _values(table, column, options)
        for column in table.columns
        if column.header not in headers
    }
    names_of_rows = [{"": one} for one in names]
    return Contents(
        table.source,
        keys,
        names_of_rows,
        columns,
        lambda row, header: table.place(by_header[header], row),
    )


def _widened(
    table: RawTable,
    unit: RawColumn,
    named: Sequence[RawColumn],
    period: RawColumn | None,
    options: ReadingOptions,
) -> RawTable:
    """A long table with a column per indicator; any other as it is."""
    long = long_columns(table, options)
    if long is None:
        return table
    wide, _ = to_wide(
        table,
        unit=unit.header,
        indicators=long.indicators,
        values=long.values,
        keep=[column.header for column in named if column is not unit and column is not period],
        period=None if period is None else period.header,
    )
    return wide


def _values(table: RawTable, column: RawColumn, options: ReadingOptions) -> Sequence[Value]:
    read = numbers_in(table, column, options)
    if not read.errors:
        return read.or_none()
    return [None if cell.strip() in options.missing else _text(cell) for cell in column.cells]


def _text(cell: str | None) -> str | None:
    """What a cell says, however its letters are encoded; ``None`` for nothing."""
    return unicodedata.normalize("NFC", (cell or "").strip()) or None


def _or_none(values: Values) -> list[float | None]:
    return [None if value != value else value + 0.0 for value in values.tolist()]  # no zero is negative


def _refuse_twice(table: RawTable, keys: Sequence[RowKey]) -> None:
    rows: dict[RowKey, int] = {}
    lines = table.columns[0].lines
    for row, key in enumerate(keys):
        if key in rows:
            message = said(
                '{source}: "{unit}" stands on line {first} and on line {second}',
                source=table.source,
                unit=key[0],
                first=lines[rows[key]],
                second=lines[row],
            )
            raise UsageFault(
                message, said("name the column of periods with --period-column, or give the edition with -w")
            )
        rows[key] = row


@dataclass(frozen=True)
class Digest:
    """Hashes by which two tables are told apart, and where they differ: of all, of each column and of each row."""

    all: str
    columns: Mapping[str, str]
    rows: Mapping[RowKey, str]


SHORT = 12
"""Hexadecimal digits of the hash of one column or row, by which a change is found rather than proven."""


def digest_of(contents: Contents) -> Digest:
    """The hashes of what a table says: neither the order of its rows and columns nor its form counts."""
    headers = sorted(contents.columns)
    order = sorted(range(len(contents)), key=lambda row: tuple(part or "" for part in contents.keys[row]))
    keys = [contents.keys[row] for row in order]
    named = [_written(key) for key in keys]
    columns: dict[str, str] = {}
    rows = [hashlib.sha256(name) for name in named]
    whole = hashlib.sha256(b"\0".join(named))
    for header in headers:
        values = contents.columns[header]
        written = [_written((values[row],)) for row in order]
        column = hashlib.sha256()
        for name, value, row in zip(named, written, rows, strict=True):
            column.update(name + b"\1" + value + b"\0")
            row.update(b"\0" + header.encode() + b"\1" + value)
        columns[header] = column.hexdigest()[:SHORT]
        whole.update(b"\0" + header.encode() + b"\1" + column.digest())
    return Digest(
        whole.hexdigest(),
        columns,
        {key: row.hexdigest()[:SHORT] for key, row in zip(keys, rows, strict=True)},
    )


def _written(values: Sequence[Value]) -> bytes:
    """Values as bytes that no other values have."""
    return b"\2".join(_parts(values))


def _parts(values: Sequence[Value]) -> Iterator[bytes]:
    for value in values:
        if value is None:
            yield b"-"
        elif isinstance(value, str):
            yield b"t" + value.encode("utf-8", "surrogatepass")
        else:
            yield b"n" + repr(float(value)).encode()
