"""How the numbers of a column are written, so that a number of ours is read back as what it is meant to be."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

import numpy as np

from dtiscore.methodology import Values
from dtiscore.tables.written import Written

_FINENESS = (20.0, 1e6)
"""In how many steps at least and at most the room of a number is divided by its last decimal."""
_TWO_READINGS = re.compile("-?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""A number that could also be read as one with grouped thousands."""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """The written form of the numbers of one column."""

    decimal: str = "."
    factor: int = 1
    """100 where the cells are per cent and the numbers parts of one."""
    sign: str = ""
    """The per cent sign, where the cells have it."""
    decimals: int = 4
    """The decimals of the number, not of its written form."""
    counts: bool = False
    """Whether the column holds whole numbers only, and not just 0 and 1."""

    def written(self, value: float) -> str:
        """A number as the cells of the column are written."""
        exact = Decimal(repr(value)) * self.factor
        text = f"{exact.normalize():f}".replace(".", self.decimal)
        return text + "0" * bool(_TWO_READINGS.fullmatch(text)) + self.sign

    def rounded(self, value: float, way: int) -> float:
        """The number with the decimals of the column, rounded up (``way`` 1), down (-1) or to the nearest (0)."""
        if abs(value) >= 2.0**52:  # a float64 of this size has no decimals
            return value
        rule = {1: ROUND_CEILING, -1: ROUND_FLOOR, 0: ROUND_HALF_EVEN}[way]
        digits = Decimal(1).scaleb(-self.decimals)
        near = Decimal(repr(value)).quantize(digits, ROUND_HALF_EVEN)
        # Noise of the arithmetic, never more than a thousandth of the last decimal unless a float64 holds no more.
        noise = max(min(1e-9 * max(1.0, abs(value)), 1e-3) * float(digits), 4 * math.ulp(value))
        if abs(float(near) - value) <= noise:
            return float(near)
        return float(Decimal(repr(value)).quantize(digits, rule))


def form_of(written: Written, cells: Sequence[str], values: Values, own: str) -> NumberForm:
    """The form in which cells hold their values; ``own`` is the cell that is to be written anew."""
    (own,) = written.plain([own])
    decimals, known = written.decimals(cells, values), values[~np.isnan(values)]
    counts = decimals == 0 and bool(len(known)) and float(np.abs(known).max()) > 1
    factor, sign = 100 if written.is_part(own) else 1, "%" if "%" in own else ""
    return NumberForm(written.style.decimal, factor, sign, decimals, counts)


def finely(form: NumberForm, reach: float) -> NumberForm:
    """The form with decimals enough for the distance that the number can go, and not more than make sense."""
    if form.counts or not reach:
        return form
    least, most = (math.ceil(math.log10(steps) - math.log10(reach)) for steps in _FINENESS)
    decimals = max(0, min(max(form.decimals, least), most, 12))
    return NumberForm(form.decimal, form.factor, form.sign, decimals, form.counts)
