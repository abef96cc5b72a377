"""Rows of a table that name no unit: totals, averages, groups, notes."""

from __future__ import annotations

from collections.abc import Sequence

from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.said import counted
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.spelling import normal_form
from dtiscore.units.totals import groups_alone, reads_like_a_total


def rows_of_totals(
    table: RawTable, headings: Headings, others: Sequence[RawColumn], options: ReadingOptions
) -> list[tuple[RawColumn, int]]:
    """The rows that are no units and not declared yet, each with the column that says so: one of ``others`` where the unit is blank."""
    groups = () if headings.shown is None else groups_alone(headings.shown.cells)
    known = {*options.kept_units, *map(normal_form, (*options.ignored_units, *groups))}
    blank = [
        row for row in range(table.rows) if not any(column.cells[row].strip() for column in headings.of_units)
    ]
    return [
        (column, row)
        for columns, rows in ((headings.of_units, range(table.rows)), (others, blank))
        for column in columns
        for row in rows
        if reads_like_a_total(column.cells[row]) and normal_form(column.cells[row]) not in known
    ]


def examine_totals(table: RawTable, rows: Sequence[tuple[RawColumn, int]]) -> Observation | None:
    """What is to be declared of such rows."""
    found: dict[str, tuple[RawColumn, int]] = {}
    for column, row in rows:
        found.setdefault(column.cells[row].strip(), (column, row))
    if not found:
        return None
    column, row = next(iter(found.values()))
    names = ", ".join(f'"{name}"' for name in found)
    reason = counted(
        len(found),
        "{names} is no unit, but a total, an average, a group or a note",
        "{names} are no unit, but a total, an average, a group or a note",
        names=names,
    )
    return Observation(
        "units", reason, {"ignore_units": list(found)}, table.place(column, row), next(iter(found))
    )
