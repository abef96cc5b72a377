"""Rows among the units that say what columns are worth: maxima, weights, directions and limits, told from the highest figures of the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from math import isclose, isnan

import numpy as np

from dtiscore.methodology.base import Values, fold
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import numbers_as_declared
from dtiscore.units.spelling import normal_form

HIGHEST = frozenset(map(normal_form, ("Maximum", "Max")))
"""Names of rows of maxima that are as often those of the highest figures among the units."""
_LOWEST = frozenset(map(normal_form, ("Tối thiểu", "Thấp nhất", "Nhỏ nhất", "Minimum", "Min")))
_WEIGHTS = frozenset(map(normal_form, ("Trọng số", "Tỷ trọng", "Tỉ trọng", "Weight", "Weights", "Weighting")))
_DIRECTIONS = frozenset(map(normal_form, ("Direction", "Directions", "Polarity", "Chiều tác động")))
_LOWER = frozenset(
    map(
        normal_form,
        (
            "Minimum", "Min", "Min value", "Minimum value", "Lower limit", "Lower bound", "Lower goalpost", "Worst performance",
            "Tối thiểu", "Giá trị tối thiểu", "Giá trị nhỏ nhất", "Cận dưới", "Ngưỡng dưới",
        ),
    )
)  # fmt: skip
_AIMS = frozenset(
    map(normal_form, ("Target", "Aspirational target", "Best performance", "Mục tiêu", "Giá trị mục tiêu"))
)
"""Upper ends that are better than lower ones, whichever is the larger number."""
_UPPER = _AIMS | frozenset(
    map(
        normal_form,
        (
            "Maximum", "Max", "Max value", "Maximum value", "Upper limit", "Upper bound", "Upper goalpost", "Giá trị tối đa",
            "Giá trị lớn nhất", "Cận trên", "Ngưỡng trên",
        ),
    )
)  # fmt: skip
_FEWEST_BETWEEN = 0.5
"""The share of the figures of units that lie between two rows from which these are limits."""
_UP = frozenset(
    map(fold, ("up", "+", "1", "+1", "positive", "higher is better", "max", "benefit", "↑", "thuận", "tăng", "tích cực"))
)  # fmt: skip
_DOWN = frozenset(
    map(fold, ("down", "-", "-1", "−1", "negative", "lower is better", "min", "cost", "↓", "nghịch", "giảm", "tiêu cực"))
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """What two rows have for a column."""

    low: float
    high: float
    is_up: bool | None
    """Whether more is better, as the rows say; ``None`` where they do not."""
    names: tuple[str, str]
    """Of the two rows, the lower one first."""


def has_highest_figures(
    columns: Sequence[RawColumn], names: Sequence[str], rows: Sequence[int], options: ReadingOptions
) -> bool:
    """Whether a row called ``Max`` has the highest figures of the units, or the upper limits beside lower ones, and no points.

    As points, figures of all kinds would be added up.
    """
    said_highest = [row for row, name in enumerate(names) if normal_form(name) in HIGHEST]
    if not said_highest or any(normal_form(name) in _LOWEST for name in names):
        return bool(said_highest)
    told = []
    for column in columns:
        values = numbers_as_declared(column, options).values
        figures = [values[row] for row in rows if not isnan(values[row])]
        if figures and not isnan(values[said_highest[0]]):
            told.append(isclose(values[said_highest[0]], max(figures)))
    return bool(told) and all(told)


def weights_of(
    table: RawTable, headings: Headings, options: ReadingOptions, columns: Sequence[str]
) -> dict[str, tuple[float, str]]:
    """What a row of weights has for each of these columns that it weighs, with the name of the row.

    Nothing where there is no such row, or it holds something else than numbers of 0 and more.
    """
    for name, figures in _figures_called(_WEIGHTS, table, headings, options, columns):
        if any(figures.values()):
            return {header: (figure, name) for header, figure in figures.items()}
    return {}


def maxima_of(
    table: RawTable,
    headings: Headings,
    options: ReadingOptions,
    columns: Sequence[str],
    known: AbstractSet[str],
) -> dict[str, float]:
    """What the first row of one of the ``known`` names has for all of these columns; nothing where it lacks one."""
    for _, figures in _figures_called(known, table, headings, options, columns):
        if len(figures) == len(columns) and all(figures.values()):
            return figures
    return {}


def directions_of(table: RawTable, headings: Headings, columns: Sequence[str]) -> dict[str, bool]:
    """Whether more is better in those of the columns of which a row of directions says so, or says that less is."""
    found: dict[str, bool] = {}
    for _, cells in _rows_called(_DIRECTIONS, table, headings, columns):
        for header, cell in cells.items():
            if fold(cell) in _UP | _DOWN:
                found.setdefault(header, fold(cell) in _UP)
    return found


def limits_of(
    table: RawTable, headings: Headings, options: ReadingOptions, figures: Mapping[str, Values]
) -> dict[str, Limits]:
    """What a row of lower limits and one of upper ones have for each of the columns, whose ``figures`` are those of the units.

    Nothing where the two rows have the lowest and highest figures of the units throughout, or most figures lie beyond.
    """
    lower, upper = (
        next(_rows_called(known, table, headings, [*figures]), None) for known in (_LOWER, _UPPER)
    )
    if lower is None or upper is None:
        return {}
    found: dict[str, Limits] = {}
    for header in [each for each in figures if each in lower[1] and each in upper[1]]:
        cells = (lower[1][header], upper[1][header])
        read = read_number_column(cells, missing=options.missing, declared=options.style)
        own = figures[header][~np.isnan(figures[header])]
        low, high = sorted(read.values.tolist())
        if not low < high or np.mean((own >= low) & (own <= high)) < _FEWEST_BETWEEN:
            continue
        is_up = bool(read.values[0] < read.values[1])
        told = is_up if normal_form(upper[0]) in _AIMS or not is_up else None
        found[header] = Limits(low, high, told, (lower[0], upper[0]))
    are_figures = all(
        isclose(limits.low, np.nanmin(figures[header])) and isclose(limits.high, np.nanmax(figures[header]))
        for header, limits in found.items()
    )
    return {} if are_figures else found


def _figures_called(
    known: AbstractSet[str],
    table: RawTable,
    headings: Headings,
    options: ReadingOptions,
    columns: Sequence[str],
) -> Iterator[tuple[str, dict[str, float]]]:
    """The rows of these names that have nothing for the columns but numbers of 0 and more, each with its name and these."""
    for name, cells in _rows_called(known, table, headings, columns):
        read = read_number_column([*cells.values()], declared=options.style, percent="sign")
        if not read.faults and all(read.values >= 0):
            yield name, dict(zip(cells, read.values.tolist(), strict=True))


def _rows_called(
    known: AbstractSet[str], table: RawTable, headings: Headings, columns: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of these names, each with its name and what it has for the columns, as far as that is filled."""
    serial = [column for column in table.columns if fold(column.header) in SERIAL_HEADINGS]
    for row in range(table.rows):
        names = [column.cells[row].strip() for column in (*headings.of_units, *serial)]
        name = next((name for name in names if normal_form(name) in known), None)
        if name is not None:
            yield (
                name,
                {
                    column.header: cell
                    for column in table.columns
                    if column.header in columns and (cell := column.cells[row].strip())
                },
            )


def maximum_of(
    column: RawColumn, names: Sequence[str], options: ReadingOptions, known: AbstractSet[str]
) -> float | None:
    """What a row of maxima has for a column."""
    for row, name in enumerate(names):
        if normal_form(name) in known:
            values = numbers_as_declared(column, options).values
            if values[row] > 1:  # of shares, 1 is the maximum anyway
                return float(values[row])
    return None
