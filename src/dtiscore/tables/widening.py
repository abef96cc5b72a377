"""A long table, with a record per unit and indicator, gathered into a wide one, with a row per unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dtiscore.errors import Place, Problem, UsageFault
from dtiscore.methodology.base import fold
from dtiscore.said import Said, said, with_or
from dtiscore.shell_words import with_value
from dtiscore.tables.cell_texts import as_heading
from dtiscore.tables.heading_parts import BETWEEN
from dtiscore.tables.known_headings import DIMENSION_HEADINGS, PERIOD_HEADINGS
from dtiscore.tables.number_faults import named
from dtiscore.tables.parted_rows import parted_by
from dtiscore.tables.raw import NoRecord, RawColumn, RawTable
from dtiscore.units.spelling import invisible_characters

RowKey = tuple[str, ...]
"""What makes a row of the wide table: the unit, and its period and group if there are such, as texts to compare."""


@dataclass(slots=True, eq=False)
class _Wide:
    """The wide table as it grows; all in order of first appearance, numbers are rows of the long table."""

    first: dict[RowKey, int] = field(default_factory=dict)
    """The first record of each wide row."""
    cells: dict[str, dict[RowKey, int]] = field(default_factory=dict)
    """For each indicator, the record that holds the cell, or those of all years, of each row."""
    problems: list[Problem] = field(default_factory=list)


def to_wide(  # noqa: PLR0913 - each names one column
    table: RawTable,
    *,
    unit: str,
    indicators: Sequence[str],
    values: Mapping[str, str],
    keep: Sequence[str] = (),
    period: str | None = None,
    group: str | None = None,
) -> tuple[RawTable, list[Problem]]:
    """The wide form of a long ``table``, and every problem met on the way.

    ``unit``, ``indicators`` and ``values`` are headings of the long table: the texts under all of ``indicators`` name
    the indicator together, and each of ``values`` goes with the year that it holds, or ``""`` where there is but one.
    There is one row per unit, or per unit and ``period``: the heading given, or else the first of ``keep`` that is
    recognised as one (year, năm …). With ``group``, the heading of a group in which units may repeat, there is one row
    per group too. There is one column per indicator, or one for each of its years, headed ``indicator / year``; rows
    and columns are in order of first appearance. The other
    columns of ``keep`` (name, group) go along, and must be the same in all records of a row. A cell keeps
    its own line and the position of the value column; a combination without a record is :class:`NoRecord`,
    of which messages say no place. A record without unit or indicator, and all but the first of duplicate
    records, are errors and left out. Raises ``UsageFault`` when a heading is not in the table or named
    twice.
    """
    if period is None:
        period = next((header for header in keep if fold(header) in PERIOD_HEADINGS), None)
    keys = [unit, *(header for header in (period, group) if header is not None)]
    kept = [*keys, *(header for header in keep if header not in keys)]
    found = _columns(table, [unit, *kept[1:], *indicators, *values])
    units, *others = found[: len(kept)]
    naming = found[len(kept) : -len(values)]
    years = list(zip(found[-len(values) :], values.values(), strict=True))
    identity = [units, *others[: len(keys) - 1]]
    wide = _gather(table, identity, naming, years[0][0])
    read = {column.header for column in found}
    for column in table.columns:
        if column.header not in read and fold(column.header) in DIMENSION_HEADINGS:
            _require_one_dimension(table, column, naming, identity, wide)
    for column in others[len(keys) - 1 :]:
        _require_constant(table, column, identity, wide, has_period=period is not None)
    identifying = [_kept_column(column, wide) for column in (units, *others)]
    headings = {column.header for column in identifying}
    for name in [name for name in wide.cells if name in headings]:
        row = next(iter(wide.cells.pop(name).values()))
        message = said('the indicator "{name}" has the name of a column that identifies rows', name=name)
        place = table.place(naming[0], row)
        wide.problems.append(
            Problem("duplicate-heading", message, place, raw=name, fix=said("rename one of the two"))
        )
    measured = [
        _indicator_column(BETWEEN.join(filter(None, (name, year))), cells, values, wide)
        for name, cells in wide.cells.items()
        for values, year in years
    ]
    wide.problems.sort(key=lambda problem: problem.place.line or 0)
    columns = (*identifying, *measured)
    made = table._replace(columns=columns, rows=len(wide.first), is_ranking=False)
    return made, wide.problems


def _columns(table: RawTable, headers: Sequence[str]) -> list[RawColumn]:
    found = [table.column(as_heading(header)) for header in headers]
    absent = [header for header, column in zip(headers, found, strict=True) if column is None]
    if absent:
        there = ", ".join(column.header for column in table.columns)
        raise UsageFault(
            said("{source}: no column is headed {headings}", source=table.source, headings=with_or(absent)),
            fix=said("The headings are: {there}.", there=there),
        )
    if len(set(headers)) < len(headers):
        raise UsageFault(
            said(
                "{source}: a column can be only one of unit, indicator, value and what is kept beside",
                source=table.source,
            ),
            fix=said("Name a column of its own for each."),
        )
    return [column for column in found if column is not None]


def _key(identity: Sequence[RawColumn], row: int) -> RowKey:
    return tuple(fold(column.cells[row]) for column in identity)


def _gather(
    table: RawTable, identity: Sequence[RawColumn], naming: Sequence[RawColumn], values: RawColumn
) -> _Wide:
    """Puts every record in its place; blank and duplicate ones become problems."""
    wide = _Wide()
    units = identity[0]
    way_out: Said | None = None
    for row in range(table.rows):
        key, names = _key(identity, row), [as_heading(column.cells[row]) for column in naming]
        name = BETWEEN.join(names)
        parts = zip((units, *naming), (key[0], *names), strict=True)
        blanks = [column for column, text in parts if not text]
        if blanks:
            wide.problems.extend(_blank(table.place(column, row)) for column in blanks)
            continue
        wide.first.setdefault(key, row)
        if name not in wide.cells:
            wide.cells[name] = {}
            wide.problems.extend(_unseen(table.place(naming[0], row), name))
        earlier = wide.cells[name].setdefault(key, row)
        if earlier != row:
            way_out = way_out or _way_out(table, identity)
            wide.problems.append(_duplicate(table, units, values, name, (earlier, row), way_out))
    return wide


def _blank(place: Place) -> Problem:
    message = said('the cell under "{header}" is empty, so the value belongs nowhere', header=place.header)
    return Problem("blank-key", message, place, raw="", fix=said("fill the cell in or delete the record"))


def _unseen(place: Place, name: str) -> list[Problem]:
    return [
        Problem(
            "invisible-character",
            said("the indicator's name holds {character}, which cannot be seen", character=named(character)),
            place,
            raw=name,
            fix=said("delete the character in every record of the indicator"),
        )
        for character in dict.fromkeys(invisible_characters(name))
    ]


def _way_out(table: RawTable, identity: Sequence[RawColumn]) -> Said:
    """What may be done about records of one unit and indicator: to name the columns in which they differ, if there are such."""
    parted = parted_by(table, identity, has_period=len(identity) > 1)
    if parted is not None:
        return said(
            "keep one of the two records, or name the columns in which they differ: {options}",
            options=parted.options,
        )
    return said("keep one of the two records, or name the column of the period if they belong to two")


def _duplicate(
    table: RawTable, units: RawColumn, values: RawColumn, name: str, rows: tuple[int, int], way_out: Said
) -> Problem:
    earlier, row = rows
    message = said(
        'the unit has a second value for "{name}"; the first, "{first}", is on line {line}',
        name=name,
        first=values.cells[earlier],
        line=values.lines[earlier],
    )
    return Problem(
        "duplicate-record",
        message,
        table.place(values, row),
        raw=values.cells[row],
        fix=way_out,
        unit=units.cells[row],
        indicator=name,
    )


def _require_constant(
    table: RawTable, column: RawColumn, identity: Sequence[RawColumn], wide: _Wide, *, has_period: bool
) -> None:
    """Every record of a row must say the same in a kept column, or it would be chance which one is kept."""
    units = identity[0]
    for row in range(table.rows):
        first = wide.first.get(_key(identity, row))
        if first is None or as_heading(column.cells[row]) == as_heading(column.cells[first]):
            continue
        differs = said(
            '"{header}" differs from "{first}" on line {line}',
            header=column.header,
            first=column.cells[first],
            line=column.lines[first],
        )
        if has_period:
            message = said("{what}, though both lines are of one unit and period", what=differs)
            fix = said("write the same text in both")
        else:
            message = said("{what}, though both lines are of one unit", what=differs)
            fix = said(
                'write the same text in both, or name "{header}" as the period if it is one',
                header=column.header,
            )
        problem = Problem(
            "varying-value",
            message,
            table.place(column, row),
            raw=column.cells[row],
            fix=fix,
            unit=units.cells[row],
        )
        wide.problems.append(problem)


def _require_one_dimension(
    table: RawTable,
    column: RawColumn,
    naming: Sequence[RawColumn],
    identity: Sequence[RawColumn],
    wide: _Wide,
) -> None:
    """The records of an indicator in a period are in one unit of measure and of the same people, or they do not compare."""
    units, *periods = identity
    for name, records in wide.cells.items():
        first: dict[RowKey, int] = {}
        for row in records.values():
            earlier = first.setdefault(_key(periods, row), row)
            if as_heading(column.cells[row]) == as_heading(column.cells[earlier]):
                continue
            message = said(
                'the records of "{name}" differ in "{header}", which is "{first}" on line {line}',
                name=name,
                header=column.header,
                first=column.cells[earlier],
                line=column.lines[earlier],
            )
            options = " ".join(with_value("--indicator-column", each.header) for each in (*naming, column))
            fix = said(
                "bring all to one, or read them as indicators of their own: {options}", options=options
            )
            wide.problems.append(
                Problem(
                    "mixed-dimension",
                    message,
                    table.place(column, row),
                    raw=column.cells[row],
                    fix=fix,
                    unit=units.cells[row],
                    indicator=name,
                )
            )


def _kept_column(column: RawColumn, wide: _Wide) -> RawColumn:
    return column.of_rows(list(wide.first.values()))


def _indicator_column(name: str, cells: dict[RowKey, int], values: RawColumn, wide: _Wide) -> RawColumn:
    texts, lines = [], []
    for key, first in wide.first.items():
        row = cells.get(key)
        texts.append(NoRecord() if row is None else values.cells[row])
        lines.append(values.lines[first if row is None else row])
    return RawColumn(name, values.field, texts, lines)
