"""Whether weighting files are sound: a sentence for each that is, and the faults of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dtiscore.errors import Problem
from dtiscore.methodology import Methodology
from dtiscore.render.page import Block, Columns, Note, ShownList, Table
from dtiscore.render.problems import problems_columns, problems_grid
from dtiscore.said import Said, said
from dtiscore.visible import visible


@dataclass(frozen=True)
class ShownSoundness(ShownList):
    """What there is to say of weighting files, for programs their faults alone."""

    sound: Mapping[str, Methodology]
    """The editions without a fault, by the names of their files."""
    faults: Sequence[Problem] = ()
    kind = "problems"

    def page(self) -> Iterator[Block]:
        if self.sound:
            yield [Note(text) for file, edition in self.sound.items() for text in _sentences(file, edition)]
        if self.faults:
            yield [Table(problems_grid(self.faults, of_keys=True))]

    def columns(self, language: str | None = None) -> Columns:
        return problems_columns(self.faults)


def _sentences(file: str, edition: Methodology) -> Iterator[Said]:
    yield said(
        "{file}: sound; {id} has {nodes} nodes, {indicators} of them indicators",
        file=visible(file),
        id=edition.id,
        nodes=len(edition.nodes),
        indicators=sum(1 for _ in edition.index.indicators()),
    )
    for plain, heading in edition.figure_headings.longer.items():
        yield said(
            '{file}: results say "{heading}" for "{plain}", a heading that something else has',
            file=visible(file),
            heading=visible(heading),
            plain=visible(plain),
        )
