"""Whether the shares of a column are written in one way: with a per cent sign or without one, and of one size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dtiscore.said import Figure, Said, counted, said
from dtiscore.shell_words import with_value
from dtiscore.tables.number_cells import Numeral, PercentRule, is_nothing
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
        where: Callable[[int], Said],
        heading: str | None,
    ) -> None:
        self.numerals = numerals
        self.digits = digits
        self.in_percent = percent == "unit-alike"
        self.where = where
        self.fix = _way_out(heading)
        # What is stored as a number and only shown with a sign tells nothing of how a column of parts is written:
        # 0.45 and 45% are the same number then. In one measured in per cent they are 0.45 and 45.
        telling = {
            row: number.percent
            for row, number in numerals.items()
            if not is_nothing(number.body)
            and (self.in_percent or not number.percent or not isinstance(texts[row], NumberCell))
        }
        self.signed = [row for row, percent in telling.items() if percent]
        """The cells with a sign."""
        self.bare = [row for row, percent in telling.items() if not percent]
        """The cells without a sign."""

    def mixed(self) -> list[CellFault]:
        """The faults of a column where only some numbers have a per cent sign: the smaller part, or all."""
        faults: list[CellFault] = []
        if not self.signed or not self.bare:
            return faults
        if len(self.signed) <= len(self.bare):
            others = counted(
                len(self.bare),
                "one cell of the column, {example}, lacks one",
                "{n} cells of the column lack one, such as {example}",
                example=self._example(self.bare[0]),
            )
            message = said("has a per cent sign, while {others}", others=others)
            faults += [self._departing(row, message) for row in self.signed]
        if len(self.bare) <= len(self.signed):
            others = counted(
                len(self.signed),
                "one cell of the column, {example}, has one",
                "{n} cells of the column have one, such as {example}",
                example=self._example(self.signed[0]),
            )
            message = said("lacks a per cent sign, while {others}", others=others)
            faults += [self._departing(row, message) for row in self.bare]
        return faults

    def _example(self, row: int) -> Said:
        return said('"{text}" ({place})', text=self.numerals[row].text, place=self.where(row))

    def _departing(self, row: int, message: Said) -> CellFault:
        """The fault of one cell, with what it may mean, as far as its digits are known."""
        written = self._number(row)
        if written is None:
            return CellFault(row, NumberFault("mixed-percent", message, self.fix))
        signed = self.numerals[row].percent
        if self.in_percent:
            first, second, unit = written, written.scaleb(-2 if signed else 2), "%"
        else:
            first, second, unit = written.scaleb(-2 if signed else 0), written.scaleb(0 if signed else -2), ""
        message = said(
            "{what}: it may be {first}{unit} or {second}{unit}",
            what=message,
            first=_plain(first),
            second=_plain(second),
            unit=unit,
        )
        return CellFault(row, NumberFault("mixed-percent", message, self.fix))

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
            message = said(
                "is of another size than {n} cells of the column, which are {low}% to {high}%: it may be {first}% or {second}%",
                n=len(others),
                low=_plain(low),
                high=_plain(high),
                first=_plain(shares[row]),
                second=_plain(other),
            )
            faults.append(CellFault(row, NumberFault("percent-size", message, _way_out(heading))))
    return faults


def _way_out(heading: str | None) -> Said:
    option = "--percent" if heading is None else with_value("--percent", heading)
    return said(
        "write the column in one way, or declare {option} if all its numbers are per cent", option=option
    )


def _plain(number: Decimal) -> Figure:
    return Figure(f"{number.normalize():f}")
