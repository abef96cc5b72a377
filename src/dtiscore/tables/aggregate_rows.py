"""Rows that are the sum or the mean of others, found by arithmetic: a total is a unit in a table that does not say so."""

from __future__ import annotations

from collections.abc import Iterator, Set as AbstractSet
from functools import cached_property
from math import comb, log
from typing import Literal, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from dtiscore.errors import Problem
from dtiscore.methodology.base import Values
from dtiscore.said import said
from dtiscore.tables.coincidence import (
    LARGEST,
    SummedColumns,
    last_place,
    log_chance,
    quantile_of_columns,
    robust_spread,
    rounding_reach,
    spread_within,
    within_reach,
)
from dtiscore.tables.table import Dataset, Rows
from dtiscore.tables.unit_of_row import leave_out
from dtiscore.tables.whole_rows import MOST_ROWS, whole_row_problems
from dtiscore.units.spelling import normal_form

FEWEST = 3
"""A row is told of where at least so many columns agree with at least so many rows."""
FEWEST_OF = 1 / 5
"""... and with at least this share of those that tell: a total is one in many columns, or in none,"""
MOST_BY_CHANCE = 0.01
"""... and where chance alone would make fewer such rows in the whole table."""
LEAST_TELLING = 0.1
"""A column where one row in ten would agree by chance says nothing,"""
COARSEST = 1 / 3
"""... nor does one whose steps are wider than this share of its standard deviation, such as marks from 1 to 10."""
MOST_BLOCKS = 100_000
"""Rows times lengths of blocks that are looked at; where there are more, the longest blocks are passed over."""
_PIVOTS = 4
"""Columns by which candidates are found; the others are compared for these alone."""
_IN_CACHE = 20_000
"""Blocks of rows, or their figures in several columns, that are looked at together."""
_SAMPLE = 200
"""Rows from which the spread and the decimals of a column are taken."""
_MOST_PASSES = 4
"""Totals of totals are seen once these are left out: districts, regions, the country."""


class AggregateRow(NamedTuple):
    """A row that holds the sum or the mean of other rows, all by their positions from 0."""

    row: int
    others: tuple[int, ...]
    kind: Literal["sum", "mean"]
    columns: int
    """In how many columns it does."""
    log_by_chance: float
    """The natural logarithm of how many such rows chance would make in the table, at most."""


def aggregate_row_problems(dataset: Dataset, kept: AbstractSet[str] = frozenset()) -> list[Problem]:
    """An error for every row that is the sum or the mean of all others of its period, or of a block beside it, or their country.

    ``kept`` are names, in normal form, of units that are told of no more. None where a unit scheme tells regions from units.
    """
    columns = [*dataset.numbers.values(), *dataset.supplied.values()]
    if dataset.scheme is not None:
        return []
    problems = whole_row_problems(dataset, kept)
    if len(columns) < FEWEST:
        return problems
    periods = list(dataset.frames("period").values())
    for period in periods:
        rows = period[dataset.ranked[period]]
        if FEWEST < len(rows) <= MOST_ROWS:
            table = np.array([column[rows] for column in columns])
            found = aggregate_rows(table.T, MOST_BLOCKS // len(periods))
            problems += [
                _problem(dataset, rows, each)
                for each in found
                if normal_form(dataset.units[int(rows[each.row])]) not in kept
            ]
    return problems


def _problem(dataset: Dataset, rows: Rows, found: AggregateRow) -> Problem:
    row = int(rows[found.row])
    first, last = (dataset.units[int(rows[at])] for at in (found.others[0], found.others[-1]))
    parts = {"n": len(found.others), "first": first, "last": last, "columns": found.columns}
    if found.kind == "sum":
        message = said(
            "is the sum of {n} other rows, {first} to {last}, in {columns} columns, and would be ranked as a unit",
            **parts,
        )
    else:
        message = said(
            "is the mean of {n} other rows, {first} to {last}, in {columns} columns, and would be ranked as a unit",
            **parts,
        )
    return Problem(
        "aggregate-row",
        message,
        dataset.place(row),
        raw=dataset.units[row],
        fix=leave_out(dataset.units[row]),
    )


def aggregate_rows(table: Values, most_blocks: int = MOST_BLOCKS) -> list[AggregateRow]:
    """The rows that are the sum or the mean of all others, or of a block of rows directly above or below.

    ``table`` has one row per unit, in the order of the file, and one column per figure, NaN where there is none. Two
    figures agree where rounding alone can part them. Rows that were found are left out of what the next are held
    against, so that a country is found among its regions.
    """
    found: list[AggregateRow] = []
    left = np.arange(len(table), dtype=np.intp)
    for _ in range(_MOST_PASSES):
        rest = table if len(left) == len(table) else table[left]
        new = _Search(rest, most_blocks).found() if min(rest.shape) >= FEWEST else []
        for each in new:
            others = tuple(left[list(each.others)].tolist())
            found.append(each._replace(row=int(left[each.row]), others=others))
        left = np.delete(left, [each.row for each in new])
        if not new:
            break
    return sorted(found, key=lambda each: each.row)


class _Search:
    """One pass over the rows of a table, in which most columns are looked at only for the rows that some others tell."""

    def __init__(self, table: Values, most_blocks: int) -> None:
        self.table = table
        self.rows = len(table)
        sample = within_reach(table[:: max(1, self.rows // _SAMPLE)])
        known = np.flatnonzero(np.isfinite(sample).sum(axis=0) >= FEWEST)
        sample = sample[:, known]
        # A cell that ends in 0 shows fewer decimals than the rest of its column.
        step, spread = quantile_of_columns(last_place(sample), 0.25), robust_spread(sample)
        fine = step < COARSEST * spread
        self.columns, self.sample = known[fine], sample[:, fine]
        self.step, self.spread = step[fine], spread[fine]
        self.centre = quantile_of_columns(self.sample, 0.5)
        self.longest = min(self.rows - 2, max(FEWEST, most_blocks // self.rows))
        self.tried = 2.0 * self.rows * max(self.longest - FEWEST + 2, 1)

    def found(self) -> list[AggregateRow]:
        """The rows that are made of others, none of which is itself in the answer."""
        if len(self.columns) < FEWEST or self.rows <= FEWEST:
            return []
        likely = sorted(
            (each for row, others in self._candidates() for each in self._explanations(row, others)),
            # Of two that may be made of each other, the total stands nearer the foot or the head of the table.
            key=lambda each: (
                round(each.log_by_chance, 6),
                min(each.row, self.rows - 1 - each.row),
                -each.row,
            ),
        )
        # The most certain first: what a total stands among is no explanation of another row.
        taken: dict[int, AggregateRow] = {}
        for each in likely:
            if each.row not in taken and not any(row in taken for row in each.others):
                taken[each.row] = each
        return list(taken.values())

    def _candidates(self) -> Iterator[tuple[int, Rows]]:
        """Rows with the others of which they may be made: all others, or a block beside them.

        Blocks are many: the pivots tell which are looked at in every column.
        """
        every, pivots = np.arange(self.rows), self._pivots
        own = np.nan_to_num(pivots.values), np.isfinite(pivots.values)
        total, count = pivots.sums[:, -1:] - own[0], pivots.counts[:, -1:] - own[1]
        agree = pivots.agreeing(pivots.values, pivots.last_places, total, count).max(axis=0)
        for row in every[agree >= 2]:
            yield int(row), np.delete(every, row)
        blocks = self._blocks(pivots)
        for row, begin, end in blocks[:, self._agreeing(blocks) >= FEWEST].T.tolist():
            yield row, every[begin:end]

    def _agreeing(self, blocks: Rows) -> Rows:
        """In how many of all columns each row may be the sum, or the mean, of a block; as :meth:`_blocks` has them."""
        agree = np.zeros((2, blocks.shape[1]), dtype=np.intp)
        together = max(_IN_CACHE // max(self.rows, blocks.shape[1]), 1)
        for first in range(0, len(self.columns) if blocks.size else 0, together):
            part = slice(first, first + together)
            agree += SummedColumns.of(self.table, self.columns[part], self.step[part]).agree(*blocks)
        most: Rows = agree.max(axis=0)
        return most

    def _blocks(self, pivots: SummedColumns) -> Rows:
        """Rows, and where the blocks above or below them begin and end of which the pivots say that they may be made."""
        beyond = np.full((len(pivots.step), self.longest + 1), np.nan)
        # What stands where blocks end: for each column by their length, and for each length by where they begin.
        at_ends = [
            sliding_window_view(np.hstack([figures, beyond]), self.rows, axis=1)
            for figures in (pivots.values, pivots.last_places, pivots.sums, pivots.counts)
        ]
        above = [
            np.hstack([beyond[:, :1], figures[:, :-1]])[:, np.newaxis]
            for figures in (pivots.values, pivots.last_places)
        ]
        over: list[Rows] = []
        under: list[Rows] = []
        together = max(_IN_CACHE // self.rows, 1)
        for shortest in range(FEWEST, self.longest + 1, together):
            longest = min(shortest + together - 1, self.longest)
            *below, sums, counts = (figures[:, shortest : longest + 1] for figures in at_ends)
            total = sums - pivots.sums[:, np.newaxis, :-1]
            count = counts - pivots.counts[:, np.newaxis, :-1]
            for found, (values, own) in ((over, below), (under, above)):
                agree = pivots.agreeing(values, own, total, count).max(axis=0)
                length, begin = np.nonzero(agree >= 2)
                end = begin + shortest + length
                found.append(np.array([end if found is over else begin - 1, begin, end]))
        return np.hstack([np.empty((3, 0), dtype=np.intp), *over, *under])

    @cached_property
    def _pivots(self) -> SummedColumns:
        """The columns that are fullest, and among these those that tell most rows apart."""
        filled = np.count_nonzero((self.table <= LARGEST) & (self.table >= -LARGEST), axis=0)[self.columns]
        pivots = np.lexsort((-self.spread / self.step, -filled))[:_PIVOTS]
        return SummedColumns.of(self.table, self.columns[pivots], self.step[pivots])

    def _explanations(self, row: int, others: Rows) -> Iterator[AggregateRow]:
        """The row as the sum and as the mean of others, where chance would hardly make it so."""
        # Its columns are summed up row after row, whatever their order in memory is.
        block = within_reach(np.ascontiguousarray(self.table[np.ix_(others, self.columns)]))
        value = within_reach(self.table[row, self.columns])
        filled = np.isfinite(block)
        # Values that are all equal have themselves as their mean.
        unequal = np.where(filled, block, -np.inf).max(axis=0) > np.where(filled, block, np.inf).min(axis=0)
        telling = np.isfinite(value) & unequal
        count = np.maximum(filled.sum(axis=0), 1)
        total, root, own = np.nansum(block, axis=0), np.sqrt(count), last_place(value)
        # In a sorted table neighbours are alike: what lies between them lies near their mean by itself.
        nearby = np.minimum(self.spread, spread_within(block))
        kinds: tuple[tuple[Literal["sum", "mean"], Values, Values, Values, Values], ...] = (
            ("sum", total, root, self.spread, self.centre * (count - 1)),
            ("mean", total / count, 1 / root, nearby, 0 * total),
        )
        for kind, made, wide, spread, centre in kinds:
            distance = np.abs(value - made)
            near = np.maximum(distance, own / 2)
            chance = log_chance(near, spread * np.sqrt(1 + wide**2), centre)
            reach = rounding_reach(own, self.step, wide)
            # What is so small that rounding may hide it agrees with whatever is as small: 1 or 0 among thousands.
            seen = np.maximum(np.abs(value), np.abs(made)) > reach
            agree = telling & seen & (distance <= reach) & (chance < log(LEAST_TELLING))
            columns = int(agree.sum())
            if columns < max(FEWEST, FEWEST_OF * telling.sum()):
                continue
            alone = float(chance[agree].mean()) * self._independent(agree)
            log_by_chance = alone + log(comb(int(telling.sum()), columns)) + log(self.tried)
            if log_by_chance < log(MOST_BY_CHANCE):
                yield AggregateRow(row, tuple(others.tolist()), kind, columns, log_by_chance)

    def _independent(self, columns: NDArray[np.bool_]) -> float:
        """Of how many independent columns these tell as much: columns that rise together agree together.

        The participation ratio of the eigenvalues of their rank correlations.
        """
        squares = self._squared_correlations[np.ix_(columns, columns)]
        return float(len(squares) ** 2 / squares.sum())

    @cached_property
    def _squared_correlations(self) -> Values:
        """Of the ranks of the columns, less what few rows have by chance: a column that is made of another has 1 with it."""
        ranks = self.sample.argsort(axis=0).argsort(axis=0)
        squares = np.asarray(np.corrcoef(ranks, rowvar=False) ** 2, dtype=np.float64)
        by_chance = (1 - squares) / (len(ranks) - 2)
        return np.maximum(squares - by_chance, 0.0)
