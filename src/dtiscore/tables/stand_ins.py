"""Numbers that stand for "no value": -999 is a figure like any other in a table that does not say so."""

from __future__ import annotations

import numpy as np

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import Values
from dtiscore.said import counted, said
from dtiscore.shell_words import with_value
from dtiscore.tables.table import Dataset, Rows

_NINES = 10.0 ** np.arange(2, 10) - 1
"""99, 999 and so on, mostly below zero: what other programs write for "no value" more often than anything else."""
_OF_REASONS = np.array([97.0, 98.0, *(float(digit * length) for digit in "678" for length in (2, 3, 4, 5))])
"""Below zero what surveys and indices write for "refused", "does not know" and "does not apply" beside such nines."""
_OF_FEW_DIGITS = np.array([7.0, 8.0, 9.0])
"""The same where answers have one digit: told where there are several, as one may be a figure."""
_FAR = 9
"""How many times as large as all others of a column nines above zero are to be told of."""


def stand_in_problems(dataset: Dataset, methodology: Methodology) -> list[Problem]:
    """A warning for each column in which nothing but nines lies below zero, or above all others by far.

    None where the edition says how low, or how high, it goes.
    """
    lowest = {column.header for column in methodology.columns if column.min is not None}
    highest = {column.header for column in methodology.columns if column.max is not None}
    found = []
    for header, values in dataset.numbers.items():
        if header not in lowest and len(rows := _below_zero(values)):
            found.append(_problem(dataset, header, rows, are_above=False))
        elif header not in highest and len(rows := _far_above(values)):
            found.append(_problem(dataset, header, rows, are_above=True))
    return found


def _below_zero(values: Values) -> Rows:
    """The rows of nines or codes below zero, where all others of the column lie from zero on; zeros alone tell nothing."""
    below = np.flatnonzero(values < 0)
    codes = [_NINES, _OF_REASONS] if len(below) == 1 else [_NINES, _OF_REASONS, _OF_FEW_DIGITS]
    are_they = (
        len(below) and np.isin(values[below], -np.concatenate(codes)).all() and np.fmax.reduce(values) > 0
    )
    return below if are_they else below[:0]


def _far_above(values: Values) -> Rows:
    """The rows of the highest number, where it is of nines and all others are small beside it; zeros alone tell nothing."""
    highest = np.fmax.reduce(values, initial=-np.inf)
    if highest not in _NINES:  # of most columns there is no more to ask
        return np.flatnonzero([])
    rows = np.flatnonzero(values == highest)
    others = np.abs(values[values < highest])
    return rows if len(others) and 0 < others.max() * _FAR <= highest else rows[:0]


def _problem(dataset: Dataset, header: str, rows: Rows, *, are_above: bool) -> Problem:
    texts = [(dataset.raw_text(int(row), header) or "").strip() for row in rows]
    options = " ".join(with_value("--missing", text) for text in dict.fromkeys(texts))
    if are_above:
        message = counted(
            len(rows),
            'is far above all other numbers of its column, and nines often stand for "no value"',
            'are {n} numbers far above all others of their column, and nines often stand for "no value"',
        )
        fix = said(
            "declare {options} if there is no value; if there is, write in the weighting file how high the column goes: max",
            options=options,
        )
    else:
        message = counted(
            len(rows),
            'is the only number below zero of its column, and such numbers often stand for "no value"',
            'are the only {n} numbers below zero of their column, and such numbers often stand for "no value"',
        )
        fix = said(
            "declare {options} if there is no value; if there is, write in the weighting file how low the column goes: min",
            options=options,
        )
    first = int(rows[0])
    place, unit = dataset.place(first, header), dataset.units[first]
    return Problem("perhaps-missing", message, place, texts[0], fix, unit, severity="warning")
