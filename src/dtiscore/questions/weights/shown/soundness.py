"""That a weighting file is sound, a sentence for people and an empty list of problems for programs, or its faults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.render.page import Block, Columns, Note, ShownList, Table
from dtiscore.render.problems import problems_columns, problems_grid
from dtiscore.said import said
from dtiscore.visible import visible


@dataclass(frozen=True)
class ShownFaults(ShownList):
    """The faults of a weighting file."""

    faults: Sequence[Problem]
    kind = "problems"

    def page(self) -> Iterable[Block]:
        return ([Table(problems_grid(self.faults, of_keys=True))],)

    def columns(self, language: str | None = None) -> Columns:
        return problems_columns(self.faults)


@dataclass(frozen=True)
class ShownSound(ShownList):
    """A weighting file without a fault."""

    file: str
    edition: Methodology
    kind = "problems"

    def page(self) -> Iterable[Block]:
        sound = said(
            "{file}: sound; {id} has {nodes} nodes, {indicators} of them indicators",
            file=visible(self.file),
            id=self.edition.id,
            nodes=len(self.edition.nodes),
            indicators=sum(1 for _ in self.edition.index.indicators()),
        )
        return ([Note(sound)],)

    def columns(self, language: str | None = None) -> Columns:
        return problems_columns(())
