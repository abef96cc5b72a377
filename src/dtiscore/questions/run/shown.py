"""What was made of the outputs of a project, or would be: for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dtiscore.render.drawing.grid import Cell, TextColumn
from dtiscore.render.drawing.screen import BOLD, DIM, GOOD
from dtiscore.render.page import Block, Columns, Grid, LeftOut, Note, ShownList, Table, Title
from dtiscore.said import Said, counted, said
from dtiscore.visible import visible

State = Literal["new", "changed", "same", "current"]
"""What became of an output: made for the first time, made anew with another content, made anew with the same one, or not made
as nothing that it was made from has changed."""

_WORDS: dict[State, Said] = {
    "new": said("new"),
    "changed": said("changed"),
    "same": said("the same"),
    "current": said("up to date"),
}


class Made(NamedTuple):
    """One output, and what became of it."""

    name: str
    file: str
    state: State


@dataclass(frozen=True)
class ShownRun(ShownList):
    """The outputs of a project, a line each."""

    outputs: Sequence[Made]
    checked: bool
    """Whether nothing was written."""
    kind = "run"

    def page(self) -> Iterable[Block]:
        made = self.outputs
        grid = Grid(
            [
                TextColumn(said("output"), [Cell(visible(one.name), BOLD) for one in made]),
                TextColumn(said("file"), [Cell(visible(one.file)) for one in made]),
                TextColumn(said("state"), [Cell(_WORDS[one.state], _style(one.state)) for one in made]),
            ]
        )
        return [Title(self._title())], [Table(grid)], [LeftOut(grid), *self._notes()]

    def columns(self, language: str | None = None) -> Columns:
        return {
            "output": [one.name for one in self.outputs],
            "file": [one.file for one in self.outputs],
            "state": [one.state for one in self.outputs],
        }

    def names_of_headings(self) -> None:
        return None

    def _title(self) -> Said:
        moved = sum(one.state in ("new", "changed") for one in self.outputs)
        every = len(self.outputs)
        if self.checked:
            return counted(
                moved,
                "{n} output of {every} would change",
                "{n} outputs of {every} would change",
                every=every,
            )
        return counted(moved, "{n} output of {every} written", "{n} outputs of {every} written", every=every)

    def _notes(self) -> list[Note]:
        moved = any(one.state in ("new", "changed") for one in self.outputs)
        return [Note(said("Nothing was written; dtiscore run makes them."))] if self.checked and moved else []


def _style(state: State) -> str:
    return GOOD if state in ("new", "changed") else DIM
