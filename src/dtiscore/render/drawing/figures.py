"""Numbers as people read them, and the one place where they are rounded to be shown: decimals, points, ranks, moves.

Each is a :class:`Figure`, which every language writes with its own signs. Put into an f-string it would be a plain text of
English signs for ever: use a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from math import floor, log10

import numpy as np

from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.base import Values
from dtiscore.methodology.equality import equal
from dtiscore.methodology.publication import Publication
from dtiscore.said import Figure

NONE = Figure("-")
"""What stands where there is no number."""

Decimals = int | Rounding
"""How many decimals are shown; halves go up, unless it is the rounding of an edition that says otherwise."""

_DIGITS = 15
"""The significant digits that a float holds of every decimal."""


def published(value: float | None, publication: Publication) -> Figure:
    """A value in the published form, rounded as the edition says, with all its published decimals."""
    return fixed(value, publication.round)


def fixed(value: float | None, decimals: Decimals) -> Figure:
    """A value with this many decimals."""
    if value is None or value != value:
        return NONE
    rounding = _rounding(decimals)
    return Figure(f"{_rounded(value, rounding):.{rounding.decimals}f}")


def published_column(values: Values, publication: Publication) -> list[Figure]:
    """Many values as :func:`published` shows each."""
    return fixed_column(values, publication.round)


def fixed_column(values: Values | Sequence[float | None], decimals: Decimals) -> list[Figure]:
    """Many values as :func:`fixed` shows each, rounded together."""
    rounding = _rounding(decimals)
    return [
        NONE if value != value else Figure(f"{value:.{rounding.decimals}f}")
        for value in rounding(np.asarray(values, dtype=np.float64)).tolist()
    ]


def shown_difference(value: float | None, other: float | None, decimals: Decimals) -> float | None:
    """How far a value is above another one, counted between the two as they are shown: none where they are shown alike.

    So a reader who subtracts one from the other finds the same.
    """
    if value is None or other is None or value != value or other != other:
        return None
    rounding = _rounding(decimals)
    return _rounded(_rounded(value, rounding) - _rounded(other, rounding), rounding)


def signed(figure: Figure, zero: str = "=") -> Figure:
    """A figure with its sign; ``zero`` where it shows as none, and nothing is done to no figure."""
    if figure in {"", NONE}:
        return figure
    if not float(figure):
        return Figure(zero)
    return Figure(f"−{figure[1:]}" if figure.startswith("-") else f"+{figure}")


def unsigned(figure: Figure) -> Figure:
    """A figure without the minus that a rounded 0 may have."""
    return Figure(figure.removeprefix("-"))


def brief(value: float | None, most: Decimals = 2) -> Figure:
    """A value with at most so many decimals, without zeros at the end: 800.2, 433.21, 1000."""
    return _without_zeros(fixed(value, most))


def _without_zeros(text: Figure) -> Figure:
    return Figure(text.rstrip("0").rstrip(".")) if "." in text else text


def percent(share: float | None, most: int = 2) -> Figure:
    """A share as a percentage, in the same way."""
    return per_cent(NONE if share is None else brief(share * 100, most))


def per_cent(figure: Figure) -> Figure:
    """A figure with the sign of per cent; nothing is done to no figure."""
    return figure if figure == NONE else Figure(f"{figure}%")


def telling(value: float, most: Decimals = 2) -> Figure:
    """A difference: with more decimals than ``most`` only where it would look like none otherwise."""
    text = brief(value, most)
    if float(text) or not value:
        return text
    for decimals in range(_rounding(most).decimals + 1, 13):
        text = brief(value, decimals)
        if float(text):
            return text
    return Figure(f"{value:.1e}")


def telling_difference(value: float, other: float, decimals: Decimals) -> Figure:
    """How far a value is above another one as they are shown; where they are shown alike and are not, with more decimals."""
    if shown := shown_difference(value, other, decimals):
        return telling(shown, decimals)
    return telling(0.0 if equal(value, other) else value - other, _rounding(decimals).decimals + 1)


def short(value: float | None, digits: int) -> Figure:
    """A value with so many significant digits and no zeros at the end; whole digits are never rounded away."""
    if value is None or value != value:
        return NONE
    size = floor(log10(abs(value))) if value else 0
    text = brief(value, min(12, max(0, digits - 1 - size)))
    return text if float(text) or not value else Figure(f"{value:.1e}")


def difference_in_full(value: float, other: float) -> Figure:
    """What is left of a number when another one is taken from it, both as :func:`full` shows them."""
    return Figure(f"{Decimal(full(value)) - Decimal(full(other)):f}")


def full(value: float) -> Figure:
    """A number as it was meant: with every digit that a float holds, and none of the noise behind them."""
    return Figure(f"{value:.{_DIGITS}g}")


def grouped(value: float) -> Figure:
    """A round number with a comma between thousands."""
    return Figure(f"{value:,.{_DIGITS}g}")


def decimals_of(values: Iterable[float | None], most: Decimals = 2) -> int:
    """The fewest decimals, at most so many, with which every value is shown as exactly as with the most."""
    texts = map(_without_zeros, fixed_column([*values], most))
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def column(values: Iterable[float | None], most: int = 2) -> list[Figure]:
    """Values of one column with the same number of decimals, so that their points stand below each other."""
    listed = list(values)
    return fixed_column(listed, decimals_of(listed, most))


def rank(value: float | None) -> Figure:
    """A rank: a whole number, or one with decimals where ties share the mean."""
    return NONE if value is None or value != value else full(value)


def move(up: float | None) -> Figure:
    """Places gained or lost: ▲18, ▼2, = for none."""
    if up is None:
        return NONE
    if up == 0:
        return Figure("=")
    sign = "▲" if up > 0 else "▼"
    return Figure(f"{sign}{full(abs(up))}")


@cache
def _rounding(decimals: Decimals) -> Rounding:
    return decimals if isinstance(decimals, Rounding) else Rounding(decimals=decimals)


def _rounded(value: float, rounding: Rounding) -> float:
    return float(rounding(np.array([value]))[0])
