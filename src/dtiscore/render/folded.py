"""Long tables of a page, which Markdown folds up below their first rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from dtiscore.render.drawing.screen import Screen, StyledLine
from dtiscore.render.page import Element, Grid, Grids, Table
from dtiscore.said import counted, spoken
from dtiscore.visible import visible


class Folded(NamedTuple):
    """The further rows of a table, which Markdown folds up below a line that says what they are."""

    grid: Grid
    rows: Sequence[int]
    summary: str

    def lines(self, screen: Screen, grids: Grids) -> Iterator[StyledLine]:
        return Table(self.grid, self.rows, headed=False).lines(screen, grids)

    def markdown(self, language: str | None) -> Iterator[str]:
        summary = escape(
            visible(spoken(self.summary, language))
        )  # HTML itself, in which Markdown escapes nothing
        yield f"<details>\n<summary>{summary}</summary>"
        yield from Table(self.grid, self.rows).markdown(language)
        yield "</details>"


def beginning(grid: Grid, most: int) -> list[Element]:
    """The first rows of a table, then the others, which Markdown folds up."""
    rows = range(grid.rows)
    if len(rows) <= most + most // 2:  # a few more are not worth a click
        return [Table(grid)]
    more = counted(len(rows) - most, "{n} more row", "{n} more rows")
    return [Table(grid, rows[:most]), Folded(grid, rows[most:], more)]
