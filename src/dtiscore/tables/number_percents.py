"""Whether the shares of a column are written in one way: with a per cent sign or without one, and of one size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dtiscore.shell_words import with_value
from dtiscore.tables.number_cells import Numeral, PercentRule
from dtiscore.tables.number_faults import CellFault, NumberFault
from dtiscore.tables.raw import NumberCell

_FEWEST = 4
"""Cells from which on the others tell of what size the shares of a column are."""
_FAR = 10
"""How many times as large the next larger share is where a column falls apart into two sizes."""
_NEAR = 2
"""How many times beyond the others a share may lie and still be of their size."""


class Shares:
    """The numbers of a column that may be shares, by row, and how messages tell of them."""

    def __init__(
        self,
        numerals: Mapping[int, Numeral],
        digits: Mapping[int, str],
        texts: Sequence[str],
        percent: PercentRule,
        where: Callable[[int], str],
        heading: str | None,
    ) -> None:
        self.numerals = numerals
        self.digits = digits
        self.in_percent = percent == "unit-alike"
        self.where = where
        self.fix = _way_out(heading)
        self.signed = [
            row
            for row, number in numerals.items()
            if number.percent and (self.in_percent or not isinstance(texts[row], NumberCell))
        ]
        """The cells with a sign. In a column of parts, what is stored as a number and shown with a sign counts as
        without one: 0.45 and 45% are the same number then. In one measured in per cent they are 0.45 and 45."""
        of_sign = set(self.signed)
        self.bare = [row for row in numerals if row not in of_sign and numerals[row].body.strip("0.,' ")]
        """The cells without a sign; a 0 is 0 either way."""

    def mixed(self) -> list[CellFault]:
        """The faults of a column where only some numbers have a per cent sign: the smaller part, or all."""
        faults: list[CellFault] = []
        if not self.signed or not self.bare:
            return faults
        if len(self.signed) <= len(self.bare):
            faults += self._departing("has", self.signed, self.bare, "lack")
        if len(self.bare) <= len(self.signed):
            faults += self._departing("lacks", self.bare, self.signed, "have")
        return faults

    def _departing(
        self, verb: str, rows: Sequence[int], others: Sequence[int], other_verb: str
    ) -> Iterable[CellFault]:
        example = f'"{self.numerals[others[0]].text}" ({self.where(others[0])})'
        cells = f"{len(others)} cells of the column {other_verb} one, such as {example}"
        if len(others) == 1:
            cells = f"one cell of the column, {example}, {'has' if other_verb == 'have' else 'lacks'} one"
        message = f"{verb} a per cent sign, while {cells}"
        for row in rows:
            yield CellFault(row, NumberFault("mixed-percent", message + self._readings(row), self.fix))

    def _readings(self, row: int) -> str:
        """What a cell may mean, as far as its digits are known."""
        written = self._number(row)
        if written is None:
            return ""
        signed = self.numerals[row].percent
        if self.in_percent:
            first, second, unit = written, written.scaleb(-2 if signed else 2), "%"
        else:
            first, second, unit = written.scaleb(-2 if signed else 0), written.scaleb(0 if signed else -2), ""
        return f": it may be {_plain(first)}{unit} or {_plain(second)}{unit}"

    def _number(self, row: int) -> Decimal | None:
        digits, number = self.digits.get(row), self.numerals[row]
        if digits is None or abs(number.exponent or 0) > 30:
            return None
        return Decimal(f"{number.sign}{digits}").scaleb(number.exponent or 0)


def of_other_size(
    cells: Sequence[str], values: NDArray[np.float64], percent: PercentRule, heading: str
) -> list[CellFault]:
    """The faults of shares with a sign that are about a hundred times as small or as large as the others are.

    ``values`` are the numbers of the cells as ``percent`` reads them, NaN where there is none.
    """
    places = 0 if percent == "unit-alike" else 2
    shares = {
        row: Decimal(repr(value)).scaleb(places)
        for row, (cell, value) in enumerate(zip(cells, values.tolist(), strict=True))
        if value and value == value and cell.rstrip().endswith("%")
    }
    ordered = sorted(shares, key=lambda row: abs(shares[row]))
    steps = [abs(shares[after] / shares[before]) for before, after in pairwise(ordered)]
    if len(ordered) < _FEWEST or max(steps) < _FAR:
        return []
    cut = steps.index(max(steps)) + 1
    few, others, factor = ordered[:cut], ordered[cut:], 2
    if len(few) > len(others):
        few, others, factor = others, few, -2
    low, high = abs(shares[others[0]]), abs(shares[others[-1]])
    faults = []
    for row in few:
        other = shares[row].scaleb(factor)
        if low / _NEAR <= abs(other) <= high * _NEAR:
            message = (
                f"is of another size than {len(others)} cells of the column, which are {_plain(low)}% to "
                f"{_plain(high)}%: it may be {_plain(shares[row])}% or {_plain(other)}%"
            )
            faults.append(CellFault(row, NumberFault("percent-size", message, _way_out(heading))))
    return faults


def _way_out(heading: str | None) -> str:
    declare = "--percent" if heading is None else with_value("--percent", heading)
    return f"write the column in one way, or declare {declare} if all its numbers are per cent"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
