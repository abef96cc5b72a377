"""The decimal mark of a flat weighting file, settled by all its numbers together and never by one alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dtiscore.methodology.flat.keys import is_number, slot
from dtiscore.methodology.flat.rows import SETTING, FlatHeadings, Rows
from dtiscore.methodology.model import Methodology

_POINT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_COMMA = re.compile(r"(?![-+]?[1-9][0-9]{0,2},[0-9]{3}$)[-+]?[0-9]+,[0-9]+")
"""A number that can have no other reading: 1,125 may have its thousands grouped."""


def decimal_mark(rows: Rows, headings: FlatHeadings, delimiter: str | None) -> str:
    """A comma where no comma parts the cells, some numbers have one, and none has a point; else a point.

    Args:
        rows: the rows of the file.
        headings: its columns.
        delimiter: what parts its cells; ``None`` in a workbook.
    """
    if delimiter == ",":
        return "."
    texts = list(_numbers(rows, headings))
    return "," if any(map(_COMMA.fullmatch, texts)) and not any(map(_POINT.fullmatch, texts)) else "."


def _numbers(rows: Rows, headings: FlatHeadings) -> Iterator[str]:
    """The texts that stand where numbers are wanted, those of lists and pairs one by one."""
    for row in rows.settings:
        place = slot(Methodology, row.cell(headings.code).removeprefix(SETTING))
        if place is not None and is_number(place):
            yield from _parts(row.cell(headings.code + 1))
    for kind, slots in ((rows.nodes, headings.nodes), (rows.views, headings.views)):
        columns = [column for column, place in slots.items() if is_number(place)]
        yield from (part for row in kind for column in columns for part in _parts(row.cell(column)))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split("[;=]", cell)]
