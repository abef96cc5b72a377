"""Any columns of plain values as those of a grid, and how a plain value is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from dtiscore.methodology.arithmetic import in_full
from dtiscore.render.drawing.grid import Cell, TextColumn
from dtiscore.said import Figure
from dtiscore.visible import visible

_NUMBER = re.compile(r"[-+−▲▼]?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?|[-=]|")


def plain(value: Any) -> str:
    """A plain value as text: ``None`` is empty, a float stands in full precision, a decimal as it is published."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return in_full(value)
    return repr(float(value)) if isinstance(value, float) else str(value)


def is_number(value: Any) -> bool:
    """Whether a value is a number, reads like one, or stands where there is none."""
    return not isinstance(value, bool) and _NUMBER.fullmatch(plain(value)) is not None


def plain_columns(columns: Mapping[str, Sequence[Any]]) -> list[TextColumn]:
    """Columns as those of a grid; words fold, and columns that have no room give way from the right, numbers whole."""
    shown = []
    for number, (heading, values) in enumerate(columns.items()):
        cells = [
            Cell(Figure(plain(value)) if isinstance(value, float | Decimal) else visible(plain(value)))
            for value in values
        ]
        numeric = bool(values) and all(map(is_number, values))
        align: Literal["left", "right"] = "right" if numeric else "left"
        shown.append(TextColumn(visible(heading), cells, align, folds=not numeric, drop=number))
    return shown
