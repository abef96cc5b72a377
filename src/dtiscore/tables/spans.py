"""Between what the numbers of a column lie in each period, together from pieces of a table of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np

from dtiscore.errors import Place
from dtiscore.methodology import Values

Period = str | None
Ends = tuple[int, float, float, float]
"""How many numbers there are, the lowest, the highest and the sum."""


@dataclass(frozen=True)
class Span:
    """What the numbers of a column are, in the rows that have been looked at."""

    count: int
    low: float
    high: float
    total: float
    place: Place
    """Of the first of them."""
    raw: str | None
    """What is written there, of the first of all that were looked at; of others it is not asked, as it may have to be read anew."""

    def __add__(self, later: Span) -> Span:
        """What they are together with those of later rows."""
        return Span(
            self.count + later.count,
            min(self.low, later.low),
            max(self.high, later.high),
            self.total + later.total,
            self.place,
            self.raw,
        )

    @property
    def mean(self) -> float:
        """The arithmetic mean."""
        return self.total / self.count


Spans = dict[str, dict[Period, Span]]
"""By heading and by period, in the order in which the column first has a number of each; without a number in a period it has none there."""


def add_spans(spans: Spans, others: Mapping[str, Mapping[Period, Span]]) -> None:
    """Add what columns have in later rows."""
    for header, by_period in others.items():
        for period, span in by_period.items():
            known = spans.setdefault(header, {})
            known[period] = known[period] + span if period in known else span


def over_periods(by_period: Mapping[Period, Span]) -> Span:
    """What a column has in all periods."""
    return reduce(add, by_period.values())


def spans_of(
    numbers: Mapping[str, Values],
    periods: Sequence[Period],
    place: Callable[[int, str], Place],
    text: Callable[[int, str], str | None],
) -> Spans:
    """Between what the numbers of columns lie.

    Args:
        numbers: of each column, one for each row, NaN where there is none.
        periods: one for each row.
        place: where the cell of a row under a heading stands.
        text: what is written there.
    """
    if not numbers:
        return {}
    by_period = _RowsByPeriod(periods)

    def of_column(header: str, values: Values) -> dict[Period, Span]:
        found = sorted(by_period.ends(values), key=lambda each: each[1])
        return {
            period: Span(*ends, place(first, header), None if at else text(first, header))
            for at, (period, first, ends) in enumerate(found)
        }

    return {header: of_column(header, values) for header, values in numbers.items()}


class _RowsByPeriod:
    """The rows of a table, those of each period together."""

    def __init__(self, periods: Sequence[Period]) -> None:
        numbers: dict[Period, int] = {}
        each = (numbers.setdefault(period, len(numbers)) for period in periods)
        of_rows = np.fromiter(each, np.intp, len(periods))
        self._periods = list(numbers)
        self._order = np.argsort(of_rows, kind="stable")
        self._starts = np.searchsorted(of_rows[self._order], np.arange(len(numbers)))

    def ends(self, values: Values) -> Iterator[tuple[Period, int, Ends]]:
        """For each period in which a column has a number: the first row with one, and between what they lie."""
        there = np.flatnonzero(~np.isnan(values[self._order]))
        rows = self._order[there]
        starts = np.searchsorted(there, self._starts)
        counts = np.diff(starts, append=len(there))
        filled = np.flatnonzero(counts)
        if not len(filled):
            return
        starts, numbers = starts[filled], values[rows]
        with np.errstate(over="ignore"):
            parts = (
                counts[filled].tolist(),
                np.minimum.reduceat(numbers, starts).tolist(),
                np.maximum.reduceat(numbers, starts).tolist(),
                np.add.reduceat(numbers, starts).tolist(),
            )
        firsts = rows[starts].tolist()
        for at, first, of_period in zip(filled.tolist(), firsts, zip(*parts, strict=True), strict=True):
            yield self._periods[at], first, of_period
