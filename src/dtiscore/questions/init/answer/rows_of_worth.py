"""Rows among the units that say what columns are worth: their maxima, weights and directions, told from the highest figures of the units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set as AbstractSet
from math import isclose, isnan

from dtiscore.methodology.base import fold
from dtiscore.tables.headings import Headings
from dtiscore.tables.known_headings import SERIAL_HEADINGS
from dtiscore.tables.numbers import read_number_column
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.units.spelling import normal_form

MAXIMA = frozenset(
    map(normal_form, ("Điểm tối đa", "Thang điểm", "Điểm chuẩn", "Tối đa", "Maximum score", "Maximum", "Max"))
)
HIGHEST = frozenset(map(normal_form, ("Maximum", "Max")))
"""Names of rows of maxima that are as often those of the highest figures among the units."""
_LOWEST = frozenset(map(normal_form, ("Tối thiểu", "Thấp nhất", "Nhỏ nhất", "Minimum", "Min")))
_WEIGHTS = frozenset(map(normal_form, ("Trọng số", "Tỷ trọng", "Tỉ trọng", "Weight", "Weights", "Weighting")))
_DIRECTIONS = frozenset(map(normal_form, ("Direction", "Directions", "Polarity", "Chiều tác động")))
_UP = frozenset(
    map(fold, ("up", "+", "1", "+1", "positive", "higher is better", "max", "benefit", "↑", "thuận", "tăng", "tích cực"))
)  # fmt: skip
_DOWN = frozenset(
    map(fold, ("down", "-", "-1", "−1", "negative", "lower is better", "min", "cost", "↓", "nghịch", "giảm", "tiêu cực"))
)  # fmt: skip


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
        values = read_number_column(column.cells, declared=options.style, percent="sign").values
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
    for name, cells in _rows_called(_WEIGHTS, table, headings, columns):
        read = read_number_column([*cells.values()], declared=options.style, percent="sign")
        if not read.faults and all(read.values >= 0) and any(read.values > 0):
            return {header: (float(value), name) for header, value in zip(cells, read.values, strict=True)}
    return {}


def directions_of(table: RawTable, headings: Headings, columns: Sequence[str]) -> dict[str, bool]:
    """Whether more is better in those of the columns of which a row of directions says so, or says that less is."""
    found: dict[str, bool] = {}
    for _, cells in _rows_called(_DIRECTIONS, table, headings, columns):
        for header, cell in cells.items():
            if fold(cell) in _UP | _DOWN:
                found.setdefault(header, fold(cell) in _UP)
    return found


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
            read = read_number_column(column.cells, declared=options.style)
            if read.values[row] > 1:  # of shares, 1 is the maximum anyway
                return float(read.values[row])
    return None
