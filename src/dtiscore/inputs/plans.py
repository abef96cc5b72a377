"""The plans of one unit, within limits that may be read from a table: how far each column can go, and at what cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from dtiscore.arguments import require_kind
from dtiscore.errors import InvalidData, Place, Problem, UsageFault, errors_of
from dtiscore.inputs.card_moves import Moves, none_before, none_in_table
from dtiscore.inputs.reading import Data, raw_table
from dtiscore.inputs.unit_codes import unit_code
from dtiscore.methodology.base import fold
from dtiscore.questions.improve.answer import Improvement, Limit, Target, improve as improve_unit
from dtiscore.said import said
from dtiscore.scoring.scorecard import Scorecard
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import numbers_in

Others = Literal["still", "trend"]
"""Whether the other units stay as they are, or move once more as they moved since the period before."""

_NUMBERS = ("lowest", "highest", "cost_per_point", "cost_per_unit", "step")
_NOT_NEGATIVE = ("cost_per_point", "cost_per_unit")
_YES = frozenset({"1", "yes", "true", "x", "có"})
_NO = frozenset({"", "0", "no", "false", "không"})


def require_sense(others: Others, previous: object | None) -> None:
    """Make sure that an earlier table has a use.

    Raises:
        UsageFault: it has none.
    """
    require_kind("others", others, Others)
    if previous is not None and others != "trend":
        raise UsageFault(
            said("a previous table tells how the others move"),
            said("let the others follow their trend, or leave it out"),
        )


def plans_of(
    card: Scorecard,
    unit: str,
    target: Target,
    bounds: Data | Mapping[str, Limit] | None,
    moved: Moves | None,
    most: int,
) -> Improvement:
    """The cheapest plans of a unit.

    Args:
        card: the scorecard.
        unit: the unit, by its code, name or an alias of its scheme.
        target: what is to be reached.
        bounds: limits by heading, or a table of them; see :func:`dtiscore.improve`.
        moved: how the others last moved; ``None`` where they stay as they are.
        most: plans with up to so many changes are made.

    Raises:
        UsageFault, InvalidData: as :func:`dtiscore.improve`.
    """
    warnings: list[Problem] = []
    limits = bounds if isinstance(bounds, Mapping) else {} if bounds is None else _limits(bounds, warnings)
    if moved is not None:
        warnings += moved.warnings
        if not moved.by_row:
            raise _nothing_moves(card)
    moves = None if moved is None else moved.by_row
    found = improve_unit(card, unit_code(card, unit), target, limits, most=most, moves=moves)
    return replace(found, warnings=warnings, recast=None if moved is None else moved.recast)


def _nothing_moves(card: Scorecard) -> UsageFault:
    """The fault that no period before is there, or that it may not have been kept."""
    period = (card.options or {}).get("period")
    if period is None:
        return none_in_table(None)
    return none_before(card, str(period), has_table=False)


def _limits(data: Data, warnings: list[Problem]) -> dict[str, Limit]:
    """The limits that a table gives, by the heading of the column they are about; adds reservations to ``warnings``.

    Raises:
        InvalidData: the table has other columns than these, or a cell that is no number, no yes or no, or no cost.
    """
    table, found, options = raw_table(data, {})
    problems = [*found, *_unknown_columns(table)]
    by_name = {fold(column.header): column for column in table.columns}
    numbers = {
        name: _numbers(table, by_name[name], options, problems) for name in _NUMBERS if name in by_name
    }
    fixed = _fixed(table, by_name.get("fixed"), problems)
    headings = [cell.strip() for cell in by_name["column"].cells] if "column" in by_name else []
    for name in (*_NOT_NEGATIVE, "step"):
        for row, value in enumerate(numbers.get(name, [])):
            if value is not None and (value < 0 or (name == "step" and value == 0)):
                place, cell = table.place(by_name[name], row), by_name[name].cells[row]
                message = said("this must be above 0") if name == "step" else said("this must be 0 or more")
                problems.append(Problem("out-of-range", message, place, cell, said("correct it")))
    for row, heading in enumerate(headings):
        if not heading or heading in headings[:row]:
            message = said("no column is named") if not heading else said("this column stands twice")
            place = table.place(by_name["column"], row)
            problems.append(Problem("bounds", message, place, heading, said("name each column once")))
    if errors_of(problems):
        raise InvalidData(said("{source}: the bounds cannot be read", source=table.source), problems=problems)
    warnings += problems
    return {
        heading: Limit(**{name: values[row] for name, values in numbers.items()}, fixed=fixed[row])
        for row, heading in enumerate(headings)
    }


def _unknown_columns(table: RawTable) -> list[Problem]:
    """A misspelt heading would bind nothing, and nobody would notice."""
    known = ("column", *_NUMBERS, "fixed")
    problems = [
        Problem("unknown-column", said("no bound is called so"), table.place_of_heading(column), column.header, said("known: {known}", known=', '.join(known)))
        for column in table.columns
        if fold(column.header) not in known
    ]  # fmt: skip
    if all(fold(column.header) != "column" for column in table.columns) and table.columns:
        message = said("there is no column that says which column of the data each line is about")
        place = Place(table.source, table.header_line)
        problems.append(Problem("missing-column", message, place, fix=said('head it "column"')))
    return problems


def _numbers(
    table: RawTable, column: RawColumn, options: ReadingOptions, problems: list[Problem]
) -> list[float | None]:
    """The numbers of a column, ``None`` for an empty cell; its faults become problems."""
    found = numbers_in(table, column, options)
    problems += found.errors
    return found.or_none()


def _fixed(table: RawTable, column: RawColumn | None, problems: list[Problem]) -> Sequence[bool]:
    """Which columns cannot be moved."""
    if column is None:
        return [False] * table.rows
    for row, cell in enumerate(column.cells):
        if fold(cell) not in _YES | _NO:
            place = table.place(column, row)
            problems.append(
                Problem("yes-or-no", said("this is neither yes nor no"), place, cell, said("write yes or no"))
            )
    return [fold(cell) in _YES for cell in column.cells]
