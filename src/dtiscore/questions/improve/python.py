"""Improve: the cheapest changes with which a unit reaches a rank or a score, under bounds and costs of a small file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, Unpack

from dtiscore.analysis.movement import Move
from dtiscore.dataset.options import ReadingOptions
from dtiscore.dataset.raw import RawColumn, RawTable
from dtiscore.dataset.table_numbers import numbers_in
from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.inputs.moves import moves_of
from dtiscore.inputs.reading import Data, Reading, Weighting, raw_table
from dtiscore.inputs.scorecard import Scorecard, unit_code
from dtiscore.inputs.scored import asked
from dtiscore.methodology.base import fold
from dtiscore.questions.improve.answer import Improvement, Limit, Target, improve as improve_unit
from dtiscore.questions.improve.answer.competitors import Mean

Others = Literal["still", "trend"]
"""Whether the other units stay as they are, or move once more as they moved since the period before."""

_NUMBERS = ("lowest", "highest", "cost_per_point", "cost_per_unit", "step")
_NOT_NEGATIVE = ("cost_per_point", "cost_per_unit")
_YES = frozenset({"1", "yes", "true", "x", "có"})
_NO = frozenset({"", "0", "no", "false", "không"})


def improve(  # noqa: PLR0913 - the options of one command
    data: Data | Scorecard,
    methodology: Weighting | None = None,
    unit: str = "",
    *,
    to_rank: int | None = None,
    to_score: float | None = None,
    to_mean: Mean | None = None,
    bounds: Data | Mapping[str, Limit] | None = None,
    others: Others = "still",
    previous: Data | Scorecard | None = None,
    plans: int = 3,
    **reading: Unpack[Reading],
) -> Improvement:
    """The cheapest changes with which a unit reaches a rank or a score, each plan confirmed by scoring the table anew.

    Args:
        data: the table or its scorecard; of a panel, ``period`` says which period, else it is the last one.
        methodology: the edition, as for :func:`score`; a scorecard has its own.
        unit: the unit, by its code, name or an alias of its scheme.
        to_rank: the rank to reach; one that is shared with another unit counts where the edition lets ties share the
            better rank.
        to_score: or the value of the index to reach, in the form in which the edition publishes.
        to_mean: or the mean of all ranked units, as it is once the unit has moved (``moving``) or as it is now (``held``).
        bounds: how far each column can go, in which steps and at what cost: limits by heading, or a table with the
            columns ``column``, ``lowest``, ``highest``, ``cost_per_point``, ``cost_per_unit``, ``step`` and ``fixed``,
            all but the first optional.
        others: whether the other units stay as they are or move on as they last did.
        previous: the table of the period before, or its scorecard, for ``others="trend"``; a panel has it already.
        plans: plans with up to so many changes are made, and the cheapest of all.
        reading: what is declared about the table, see :class:`Reading`.

    Returns:
        the plans, what each indicator brings at the unit's position, and the best that can be reached.

    Raises:
        UsageFault: no unit is called so, it has no rank, there is no such target, the bounds name a column that the
            index is not made of, or scipy is needed and not installed. InvalidData: a table is invalid.
    """
    if (previous is not None) != (others == "trend") and previous is not None:
        raise UsageFault(
            "a previous table tells how the others move", "let the others follow their trend, or leave it out"
        )
    if plans < 1:
        raise UsageFault(f"there are no plans with {plans} changes", "give 1 or more")
    card = asked(data, methodology, reading, unit=unit)
    warnings: list[Problem] = []
    limits = bounds if isinstance(bounds, Mapping) else {} if bounds is None else _limits(bounds, warnings)
    last = _last_moves(card, methodology, previous, reading, warnings) if others == "trend" else None
    target = Target(to_rank, to_score, to_mean)
    found = improve_unit(card, unit_code(card, unit), target, limits, most=plans, moves=last)
    return replace(found, warnings=warnings)


def _last_moves(
    card: Scorecard,
    methodology: Weighting | None,
    previous: Data | Scorecard | None,
    reading: Reading,
    warnings: list[Problem],
) -> Mapping[int, Move]:
    """How every row moved since the period before; adds reservations about it to ``warnings``."""
    (moved,) = moves_of([card], previous, methodology or card.methodology, reading)
    warnings += moved.warnings
    found = moved.by_row
    if not found:
        message = "nothing tells how the other units move: the table has no period before"
        raise UsageFault(message, "give the earlier table with --previous, or leave out --others trend")
    return found


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
                least = "above 0" if name == "step" else "0 or more"
                problems.append(Problem("out-of-range", f"this must be {least}", place, cell, "correct it"))
    for row, heading in enumerate(headings):
        if not heading or heading in headings[:row]:
            message = "no column is named" if not heading else "this column stands twice"
            place = table.place(by_name["column"], row)
            problems.append(Problem("bounds", message, place, heading, "name each column once"))
    if errors_of(problems):
        raise InvalidData(f"{table.source}: the bounds cannot be read", problems=problems)
    warnings += problems
    return {
        heading: Limit(**{name: values[row] for name, values in numbers.items()}, fixed=fixed[row])
        for row, heading in enumerate(headings)
    }


def _unknown_columns(table: RawTable) -> list[Problem]:
    """A misspelt heading would bind nothing, and nobody would notice."""
    known = ("column", *_NUMBERS, "fixed")
    problems = [
        Problem("unknown-column", "no bound is called so", table.place(column, 0), column.header, f"known: {', '.join(known)}")
        for column in table.columns
        if fold(column.header) not in known
    ]  # fmt: skip
    if all(fold(column.header) != "column" for column in table.columns) and table.columns:
        message = "there is no column that says which column of the data each line is about"
        place = table.place(table.columns[0], 0)
        problems.append(Problem("missing-column", message, place, fix='head it "column"'))
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
                Problem("yes-or-no", "this is neither yes nor no", place, cell, "write yes or no")
            )
    return [fold(cell) in _YES for cell in column.cells]
