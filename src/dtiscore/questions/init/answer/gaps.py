"""What an empty cell of a table means, as far as the cells tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from dtiscore.methodology.arithmetic import Mask
from dtiscore.questions.init.answer.criterion import Criterion
from dtiscore.questions.init.answer.outcome import by_period
from dtiscore.tables.headings import Headings
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import numbers_as_declared

_MOST_ABSENT = 0.5
"""The share of the indicators that a period lacks, from which what is left is no index of the same thing."""


def meaning_of_gaps(
    table: RawTable,
    headings: Headings,
    options: ReadingOptions,
    criteria: Sequence[Criterion],
    rows: Sequence[int],
) -> Literal["error", "no-score", "reweight"]:
    """What an empty cell means, as the key of a weighting file has it.

    The others weigh for an indicator that all units of a period lack, where nothing else is missing; a unit has no score where
    most units of each period are complete; else it is an error. ``rows`` are those of units.
    """
    columns = {column.header: column for column in table.columns}
    asked = [columns[each.column] for each in criteria if not each.empty_is_zero]
    gaps: Mask = np.array([_gaps_of(column, options, rows) for column in asked], dtype=np.bool_)
    # A row without any figure may be a title: that it is no unit shows where each of its empty cells is an error.
    if not gaps.any() or np.any(gaps.all(axis=0)):
        return "error"
    periods = by_period(rows, headings.period)
    adds_up = any(each.weight is None for each in criteria)
    most = max(map(len, periods))
    if not adds_up and all(_lacks_whole_columns(gaps[:, at], most) for at in periods):
        return "reweight"
    complete = ~np.logical_or.reduce(gaps)
    are_most = all(np.sum(complete[at]) >= max(2, len(at) / 2) for at in periods)
    return "no-score" if are_most else "error"


def _gaps_of(column: RawColumn, options: ReadingOptions, rows: Sequence[int]) -> Mask:
    """In which rows a cell is empty, or may well mean that: no other text, nor a figure that cannot be read."""
    read = numbers_as_declared(column, options, rows)
    gaps: Mask = np.isnan(read.values)
    gaps[[fault.row for fault in read.faults if fault.code != "undeclared-missing"]] = False
    return gaps


def _lacks_whole_columns(gaps: Mask, most: int) -> bool:
    """Whether all units (columns) of a period lack the same indicators (rows), if any, and have most; ``most`` is the number of units of the largest.

    Where less than half of them have a row, the others have yet to report.
    """
    absent = gaps.all(axis=1)
    is_whole = 2 * gaps.shape[1] >= most or not absent.any()
    return bool(is_whole and np.all(absent == gaps.any(axis=1)) and np.mean(absent) < _MOST_ABSENT)
