"""The rankings of a panel that falls under several editions: one after the other, or as one table with their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dtiscore.methodology.periods import in_time
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.under_editions import ShownUnderEditions

if TYPE_CHECKING:
    from dtiscore.render.pictures.theme import Picture


class ShownRankings(ShownUnderEditions):
    """Rankings under several editions, which do not compare."""

    def __init__(self, rankings: Sequence[ShownRanking]) -> None:
        super().__init__([ranking.card for ranking in rankings], rankings, "rankings")

    def names_of_headings(self) -> Mapping[str, str]:
        from dtiscore.questions.score.shown.records import ranking_names

        return ranking_names(self.cards)

    def shown_decimals(self) -> Mapping[str, int]:
        from dtiscore.questions.score.shown.records import ranking_decimals

        return ranking_decimals(self.cards)

    def picture(self, language: str | None = None) -> Picture:
        """That of the last period, wherever its rows stand in the table."""
        last = max(range(len(self.cards)), key=lambda at: max(map(in_time, self.cards[at].dataset.periods)))
        return self.answers[last].picture(language)
