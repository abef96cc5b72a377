"""What was made of the outputs of a project, or would be: for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dtiscore.errors import Place, Problem
from dtiscore.inputs.project import FoundProject
from dtiscore.problem_codes import OF_OUTPUTS
from dtiscore.render.annotations.findings import Looked
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
    line: int | None = None
    """The first line that would be another one, of a text that would change."""


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


def looked_at(made: Sequence[Made], found: FoundProject) -> list[Looked]:
    """Each output with the problem that it would change: in its file, or in the project where there is none yet."""
    names = [output.name for output in found.project.outputs]
    looked: list[Looked] = []
    for one in made:
        file = found.path(one.file)
        problems: list[Problem] = []
        if one.state in ("new", "changed"):
            is_new = one.state == "new"
            place = (
                found.document.place(("outputs", names.index(one.name))) if is_new else Place(file, one.line)
            )
            message = (
                said("output {name} has not been made", name=one.name)
                if is_new
                else said("output {name} would come out otherwise", name=one.name)
            )
            problems.append(Problem("outdated-output", message, place, fix=said("make it: dtiscore run")))
        looked.append(Looked(file, OF_OUTPUTS, problems))
    return looked


def _style(state: State) -> str:
    return GOOD if state in ("new", "changed") else DIM
