"""That a weighting file is sound: a sentence for people, and an empty list of problems for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dtiscore.methodology import Methodology
from dtiscore.render.page import Block, Columns, Note, ShownList
from dtiscore.render.problems import problems_columns
from dtiscore.said import said
from dtiscore.visible import visible


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
