"""Numbers as people read them: published decimals, points with no more decimals than needed, ranks, moves, shares."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dtiscore.methodology.arithmetic import Rounding
from dtiscore.methodology.publication import Publication

NONE = "-"
"""What stands where there is no number."""


def published(value: float | None, publication: Publication) -> str:
    """A value in the published form, rounded as the edition says, with all its published decimals."""
    return fixed(value, publication.decimals, publication.round)


def fixed(value: float | None, decimals: int, rounding: Rounding | None = None) -> str:
    """A value with this many decimals, rounded half-up unless told otherwise."""
    if value is None or value != value:
        return NONE
    rule = rounding or Rounding(decimals=decimals)
    return f"{float(rule(np.array([value]))[0]):.{decimals}f}"


def signed(value: float | None, publication: Publication, *, unicode: bool = True) -> str:
    """A change of a published value, with its sign; = for none that shows."""
    text = published(value, publication)
    if value is None or value != value or not float(text):
        return NONE if value is None or value != value else "="
    return f"+{text}" if value > 0 else text.replace("-", "−") if unicode else text


def brief(value: float | None, most: int = 2) -> str:
    """A value with at most so many decimals, without zeros at the end: 800.2, 433.21, 1000."""
    text = fixed(value, most)
    return text.rstrip("0").rstrip(".") if "." in text else text


def telling(value: float, most: int = 2) -> str:
    """A difference: with more decimals than ``most`` only where it would look like none otherwise."""
    for decimals in range(most, 13):
        text = brief(value, decimals)
        if float(text) or not value:
            return text
    return f"{value:.1e}"


def decimals_of(values: Iterable[float | None], most: int = 2) -> int:
    """The fewest decimals, at most so many, with which every value is shown as exactly as with the most."""
    texts = [brief(value, most) for value in values]
    return max((len(text.partition(".")[2]) for text in texts), default=0)


def column(values: Iterable[float | None], most: int = 2) -> list[str]:
    """Values of one column with the same number of decimals, so that their points stand below each other."""
    listed = list(values)
    decimals = decimals_of(listed, most)
    return [fixed(value, decimals) for value in listed]


def rank(value: float | None) -> str:
    """A rank: a whole number, or one with decimals where ties share the mean."""
    return NONE if value is None or value != value else f"{value:.15g}"


def move(up: float | None, *, unicode: bool = True) -> str:
    """Places gained or lost: ▲18, ▼2, = for none; +18, -2 where there are no arrows."""
    if up is None:
        return NONE
    if up == 0:
        return "="
    sign = ("▲" if up > 0 else "▼") if unicode else ("+" if up > 0 else "-")
    return f"{sign}{abs(up):.15g}"
