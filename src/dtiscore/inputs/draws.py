"""The draws of a study of robustness that were kept in a table, to be played again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dtiscore.errors import InvalidData, Problem, UsageFault, errors_of
from dtiscore.inputs.reading import Data, raw_table
from dtiscore.said import said
from dtiscore.tables.raw import RawColumn, RawTable

if TYPE_CHECKING:
    from dtiscore.questions.robustness.answer import Assumptions, Draws

DRAWS: int = 1000
"""How many replicates, unless told otherwise."""
SEED: int = 1
"""The seed from which they are drawn, unless told otherwise."""


def require_one_origin(replay: Data | None, assumptions: Assumptions | None, count: int, seed: int) -> None:
    """Make sure that draws are either made or played again.

    Raises:
        UsageFault: they are to be played again, and something is said of how they are to be made.
    """
    if replay is not None and assumptions is not None:
        message = said("draws that are played again say themselves what varies")
        raise UsageFault(message, said("leave out the assumptions, or the draws"))
    if replay is not None and (count, seed) != (DRAWS, SEED):
        message = said("draws that are played again are as many as they are, and need no seed")
        raise UsageFault(message, said("leave out draws_count and seed, or replay"))


def draws_of(data: Data) -> Draws:
    """The draws of a table that was kept.

    Raises:
        InvalidData: a cell that should be a number is none, or a replicate is lost or stands there twice.
    """
    from dtiscore.questions.robustness.answer import Draws
    from dtiscore.questions.robustness.answer.draws import CHOICES

    table, problems, _ = raw_table(data, {})
    numbers, texts = {}, {}
    faults: list[Problem] = [*problems]
    for column in table.columns:
        if column.header == "replicate":
            _number_all(table, column, faults)
        elif column.header in CHOICES:
            texts[column.header] = tuple(column.cells)
        else:
            numbers[column.header] = np.array(_numbers(table, column, faults))
    if errors_of(faults):
        raise InvalidData(
            said("{source}: the draws cannot be played again", source=table.source), problems=faults
        )
    return Draws(table.rows, numbers, texts)


def _number_all(table: RawTable, column: RawColumn, faults: list[Problem]) -> None:
    """Find what is not the number of a replicate: with a line lost or doubled, every share would be one of other rankings."""
    left = set(map(str, range(1, table.rows + 1)))
    for row, cell in enumerate(column.cells):
        if cell not in left:
            code = "duplicate-row" if cell in column.cells[:row] else "missing-row"
            message = said("replicates are numbered from 1 to {n}, each once", n=table.rows)
            fix = said("a line is lost or doubled; keep the draws again with --draws FILE")
            faults.append(Problem(code, message, table.place(column, row), cell, fix))
        left.discard(cell)


def _numbers(table: RawTable, column: RawColumn, faults: list[Problem]) -> Sequence[float]:
    found = []
    for row, cell in enumerate(column.cells):
        try:
            found.append(float(cell))
        except ValueError:
            place = table.place(column, row)
            fix = said("draws are written with a point as decimal mark; keep them again with --draws FILE")
            faults.append(Problem("not-a-number", said("this draw is no number"), place, cell, fix))
            found.append(0.0)
    return found
