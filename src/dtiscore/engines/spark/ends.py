"""The ends of columns of numbers as Spark itself finds them, without a look at each cell of ours."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from dtiscore.engines.presuming import columns_of_ends, reference_of_ends
from dtiscore.tables.raw import Ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame

    from dtiscore.engines.spark.columns import Columns
    from dtiscore.scoring.reference import Reference

_NUMBERS = frozenset({"tinyint", "smallint", "int", "bigint", "float", "double"})
_TOGETHER = 50
"""Columns that are looked at together: for more than 100 ends Spark makes no code of their own, and takes twice as long.

A table that is made by much work is made anew for each time it is looked at.
"""


def presumed_reference(columns: Columns) -> Reference | None:
    """What the edition would learn if its columns hold what Spark finds in them, all rows taken; ``None`` where that is too little.

    Rows may be left out, and numbers refused: what all cells teach as they are scored is held against it.
    """
    reader = columns.reader
    wanted = columns_of_ends(reader.methodology, columns.headings, reader.options)
    if not wanted:
        return None
    names = dict(zip(reader.headings, columns.frame.columns, strict=True))
    read = {code: names[column.header] for code, column in wanted.items()}
    types = dict(columns.frame.dtypes)
    if not {types[name] for name in read.values()} <= _NUMBERS:
        return None
    found = _ends(columns.frame, list(dict.fromkeys(read.values())))
    ends = {code: found[name] for code, name in read.items()}
    return reference_of_ends(reader.methodology, ends, reader.source)


def _ends(frame: DataFrame, names: Sequence[str]) -> dict[str, Ends]:
    from pyspark.sql import functions as sql

    found: dict[str, Ends] = {}
    for start in range(0, len(names), _TOGETHER):
        some = names[start : start + _TOGETHER]
        lows, highs = [sql.min(name) for name in some], [sql.max(name) for name in some]
        (told,) = frame.agg(*lows, *highs).collect()
        for name, low, high in zip(some, told[: len(some)], told[len(some) :], strict=True):
            # How many there are is asked of none but an empty one; -0 is 0.
            found[name] = Ends(0, inf, -inf) if low is None else Ends(1, low + 0.0, high + 0.0)
    return found
