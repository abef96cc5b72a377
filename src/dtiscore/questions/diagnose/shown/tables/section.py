"""One table of an audit with its title, and the columns that these tables share: names of nodes, and remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dtiscore.methodology import Methodology
from dtiscore.questions.diagnose.answer.association import Undefined
from dtiscore.render.drawing.grid import Cell, TextColumn, Widths
from dtiscore.render.names import node_name
from dtiscore.render.page import Block, Grid, LeftOut, Note, Table, Title
from dtiscore.render.wording import in_a_row
from dtiscore.said import said

_UNDEFINED: Mapping[Undefined, str] = {
    "few-units": said("too few units"),
    "constant": said("no differences"),
    "one-child": said("one part only"),
    "no-score": said("group without score"),
}


@dataclass(frozen=True)
class Section:
    """One table."""

    columns: Sequence[TextColumn]
    title: str = ""
    empty: str = ""
    """What is said where it has no rows."""

    def block(self) -> Block:
        """It as a block of a page; columns in which nothing stands, such as remarks where there are none, are left out."""
        head = [Title(self.title, section=True)] if self.title else []
        if not self.columns[0].cells:
            return [*head, Note(self.empty)]
        grid = Grid([column for column in self.columns if any(cell.text for cell in column.cells)])
        return [*head, Table(grid), LeftOut(grid)]


def nodes(edition: Methodology, heading: str, codes: Iterable[str], drop: int = 0) -> TextColumn:
    """A column of names of nodes."""
    cells = [Cell(node_name(edition, code)) for code in codes]
    return TextColumn(heading, cells, folds=True, folded=Widths(8, 24, 48), drop=drop)


def remarks(rows: Iterable[Sequence[str]]) -> TextColumn:
    """A column of what stands out in each row."""
    cells = [Cell(in_a_row(row)) for row in rows]
    return TextColumn(said("remark"), cells, folds=True, folded=Widths(8, 16, 36))


def why(undefined: Undefined | None) -> list[str]:
    """The remark that a figure is not defined."""
    return [] if undefined is None else [_UNDEFINED[undefined]]
