"""A list that people are shown as it is: no sentence of it but its headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dtiscore.render.drawing.plain import plain_columns
from dtiscore.render.page import Block, Columns, Grid, LeftOut, ShownList, Table

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType


@dataclass(frozen=True)
class PlainList(ShownList):
    """A list that people, too, are shown as it is."""

    kind: str
    listed: Columns
    called: Mapping[str, str] = field(default_factory=dict)
    """By heading what people call it, where that is another word."""
    types: Mapping[str, ColumnType] = field(default_factory=dict)
    """By heading of which type it is, where its heading does not tell."""

    def page(self) -> Iterable[Block]:
        grid = Grid(
            plain_columns(
                {self.called.get(heading, heading): cells for heading, cells in self.listed.items()}
            )
        )
        return [Table(grid)], [LeftOut(grid)]

    def columns(self, language: str | None = None) -> Columns:
        return self.listed

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return self.types

    def names_of_headings(self) -> None:
        return None
