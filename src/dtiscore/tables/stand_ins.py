"""Numbers that stand for "no value": -999 is a figure like any other in a table that does not say so."""

from __future__ import annotations

import numpy as np

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.methodology.base import Values
from dtiscore.said import counted, said
from dtiscore.shell_words import with_value
from dtiscore.tables.table import Dataset, Rows

_NINES = -(10.0 ** np.arange(2, 10) - 1)
"""-99, -999 and so on: what other programs write for "no value" more often than anything else."""


def stand_in_problems(dataset: Dataset, methodology: Methodology) -> list[Problem]:
    """A warning for each column in which nothing but nines lies below zero; none where the edition says how low it goes."""
    known = {column.header for column in methodology.columns if column.min is not None}
    return [
        _problem(dataset, header, rows)
        for header, values in dataset.numbers.items()
        if header not in known and len(rows := _stand_ins(values))
    ]


def _stand_ins(values: Values) -> Rows:
    """The rows of nines below zero, where all others of the column lie from zero on; figures of zero alone tell nothing."""
    below = np.flatnonzero(values < 0)
    are_they = len(below) and np.isin(values[below], _NINES).all() and np.fmax.reduce(values) > 0
    return below if are_they else below[:0]


def _problem(dataset: Dataset, header: str, rows: Rows) -> Problem:
    texts = [(dataset.raw_text(int(row), header) or "").strip() for row in rows]
    options = " ".join(with_value("--missing", text) for text in dict.fromkeys(texts))
    message = counted(
        len(rows),
        'is the only number below zero of its column, and nines often stand for "no value"',
        'are the only {n} numbers below zero of their column, and nines often stand for "no value"',
    )
    fix = said(
        "declare {options} if there is no value; if there is, write in the weighting file how low the column goes: min",
        options=options,
    )
    first = int(rows[0])
    place, unit = dataset.place(first, header), dataset.units[first]
    return Problem("perhaps-missing", message, place, texts[0], fix, unit, severity="warning")
