"""Any columns of plain values as a table on a screen, and how a plain value is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dtiscore.render.drawing.grid import Cell, Column, TextColumn, fit
from dtiscore.render.drawing.screen import Screen, to_text
from dtiscore.visible import visible

_NUMBER = re.compile(r"[-+−▲▼]?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?|[-=]|")


def plain(value: Any) -> str:
    """A plain value as text: ``None`` is empty, a float stands in full precision."""
    if value is None:
        return ""
    return repr(float(value)) if isinstance(value, float) else str(value)


def is_number(value: Any) -> bool:
    """Whether a value is a number, reads like one, or stands where there is none."""
    return not isinstance(value, bool) and _NUMBER.fullmatch(plain(value)) is not None


def plain_screen(columns: Mapping[str, Sequence[Any]], screen: Screen) -> str:
    """Columns as a table; words fold, and columns that have no room give way from the right, numbers whole."""
    shown: list[Column] = []
    for number, (heading, values) in enumerate(columns.items()):
        cells = [Cell(visible(plain(value))) for value in values]
        numeric = bool(values) and all(map(is_number, values))
        shown.append(
            TextColumn(
                visible(heading), cells, "right" if numeric else "left", folds=not numeric, drop=number
            )
        )
    rows = max((len(values) for values in columns.values()), default=0)
    fitted = fit(shown, rows, screen.width)
    return to_text([*fitted.lines(screen), *fitted.left_out(screen, apart=True)], screen)
