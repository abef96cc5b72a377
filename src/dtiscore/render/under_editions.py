"""Answers under several editions of a family: one after the other, or as one table with the ids of the editions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.render.editions_apart import editions_apart
from dtiscore.render.page import Block, Columns, Note, Shown
from dtiscore.scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from dtiscore.render.column_types import ColumnType
    from dtiscore.render.pictures.theme import Picture


@dataclass(frozen=True)
class ShownUnderEditions(Shown):
    """What is asked of a panel, under each of the editions that govern its periods."""

    cards: Sequence[Scorecard]
    """That of the last period last."""
    answers: Sequence[Shown]
    """To what is asked of each."""
    name: str
    """What the answers are called in the envelope that holds theirs."""

    def page(self) -> Iterator[Block]:
        for answer in self.answers:
            yield from answer.page()
        yield [Note(editions_apart(self.cards))]

    def columns(self, language: str | None = None) -> Columns:
        return _under_each_other(self.cards, [answer.columns(language) for answer in self.answers])

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        answers = [answer.payload(language) for answer in self.answers]
        return {"schema": f"dtiscore/{self.name}/1", self.name: answers}

    def types_of_headings(self) -> Mapping[str, ColumnType]:
        return {heading: kind for one in self.answers for heading, kind in one.types_of_headings().items()}

    def picture(self, language: str | None = None) -> Picture:
        """That of the last period."""
        return self.answers[-1].picture(language)


def under_editions(cards: Sequence[Scorecard], answers: Sequence[Shown], name: str) -> Shown:
    """One answer as it stands, and several as :class:`ShownUnderEditions`."""
    return answers[0] if len(answers) == 1 else ShownUnderEditions(cards, answers, name)


def _under_each_other(cards: Sequence[Scorecard], tables: Sequence[Columns]) -> Columns:
    """The rows of tables under each other, the id of their edition first.

    Columns stand in the order of the tables, those that only a later edition has behind those before them; ``None``
    stands where an edition lacks one.
    """
    sizes = [len(next(iter(table.values()), ())) for table in tables]
    ids = [card.methodology.id for card in cards]
    columns: dict[str, list[Any]] = {
        "edition": [id_ for id_, size in zip(ids, sizes, strict=True) for _ in range(size)]
    }
    for heading in dict.fromkeys(heading for table in tables for heading in table):
        columns[heading] = [
            value
            for table, size in zip(tables, sizes, strict=True)
            for value in table.get(heading, [None] * size)
        ]
    return columns
