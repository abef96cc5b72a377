"""Ranks as tables publish them: marked where several units share one (``=17``), as ordinals, or out of how many there are."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dtiscore.errors import Problem
from dtiscore.methodology.base import fold
from dtiscore.said import said
from dtiscore.tables.options import ReadingOptions
from dtiscore.tables.raw import RawColumn, RawTable
from dtiscore.tables.table_numbers import TableNumbers, numbers_in

_ONE = re.compile(
    r"(?:=|#|t-?|joint|tied|đồng hạng)? ?([0-9]+)(?:st|nd|rd|th|er|re|e|ème|\.?[º°ª]|\.)? ?"
    r"(?:=|t|tied?|ex aequo|đồng hạng|\((?:=|t|tied?|joint|ex aequo|đồng hạng)\))?"
)
"""``=17``, ``17=``, ``T17``, ``17 (tie)``, ``2nd``, ``2º``, ``2.``, ``5e ex aequo``, folded."""
_OUT_OF = re.compile(r"([0-9]+) ?/ ?([0-9]+)")
"""``12/63``."""
_SEVERAL = re.compile(
    r"[=#]?(?P<first>[0-9]+) ?(?:(?:[-\u2010-\u2015\u2212]|to|đến) ?#?(?P<last>[0-9]+)|\+)|≥ ?(?P<from>[0-9]+)|(?:>|over) ?(?P<beyond>[0-9]+)"
)
"""``101-125``, ``101 to 125``, ``601+``, ``≥ 601``, ``> 600``."""


class RankRange(NamedTuple):
    """The ranks of several units, one of which is that of the unit that a table gives them to."""

    first: float
    last: float
    """Infinite for ``601+``."""

    def has(self, rank: float) -> bool:
        """Whether a rank is one of them."""
        return self.first <= rank <= self.last

    def meets(self, other: RankRange) -> bool:
        """Whether the two have a rank in common."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first:.12g}"
        return f"{self.first:.12g}+" if math.isinf(self.last) else f"{self.first:.12g}–{self.last:.12g}"


def ranks_in(
    table: RawTable, column: RawColumn, options: ReadingOptions, rows: Sequence[int] | None = None
) -> TableNumbers:
    """The ranks in a column, without the marks that people put around them; ``rows`` as for :func:`numbers_in`.

    A cell that names several ranks is a fault: which of them is that of the unit, nobody knows.
    """
    read = numbers_in(table, column._replace(cells=plain_ranks(column.cells)), options, rows)
    return replace(read, errors=[_of_several(problem) for problem in read.errors])


def plain_ranks(cells: Sequence[str]) -> Sequence[str]:
    """Cells of ranks, each that marks one as the number alone, and any other one as it is."""
    if all(map(str.isdecimal, cells)):
        return cells
    filled = (_OUT_OF.fullmatch(fold(cell)) for cell in cells if cell.strip())
    first = next(filled, None)
    # A single 2/3 among other ranks may be a day that a spreadsheet made of something else.
    if first is not None and all(found is not None and found[2] == first[2] for found in filled):
        return [cell.partition("/")[0].strip() for cell in cells]
    return [cell if (found := _ONE.fullmatch(fold(cell))) is None else found[1] for cell in cells]


def range_of(cell: str) -> RankRange | None:
    """The ranks of several units that a cell of ranks names, as ``101-125`` does; ``None`` for any other cell."""
    found = _SEVERAL.fullmatch(fold(cell))
    if found is None:
        return None
    if found["beyond"] is not None:
        return RankRange(int(found["beyond"]) + 1, math.inf)
    ends = float(found["first"] or found["from"]), float(found["last"] or math.inf)
    return RankRange(min(ends), max(ends))


def _of_several(problem: Problem) -> Problem:
    if range_of(problem.raw or "") is None:
        return problem
    return problem._replace(
        code="not-a-number",
        message=said("names several ranks"),
        fix=said("write the rank of the unit alone, or leave the cell empty if none was published"),
    )
