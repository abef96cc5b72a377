"""The rankings of a panel that falls under several editions: one after the other, or as one table with their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dtiscore.methodology.periods import in_time
from dtiscore.questions.score.shown.ranking import ShownRanking
from dtiscore.render.editions_apart import editions_apart
from dtiscore.render.page import Block, Columns, Note, Shown
from dtiscore.render.under_editions import under_each_other
from dtiscore.tables.rankings.form import RANKINGS_SCHEMA

if TYPE_CHECKING:
    from dtiscore.render.pictures.theme import Picture


@dataclass(frozen=True)
class ShownRankings(Shown):
    """Rankings under several editions, which do not compare."""

    rankings: Sequence[ShownRanking]

    def page(self) -> Iterator[Block]:
        for ranking in self.rankings:
            yield from ranking.page()
        yield [Note(editions_apart([ranking.card for ranking in self.rankings]))]

    def columns(self, language: str | None = None) -> Columns:
        return under_each_other(
            [ranking.card for ranking in self.rankings],
            [ranking.columns(language) for ranking in self.rankings],
        )

    def payload(self, language: str | None = None) -> Mapping[str, Any]:
        """The envelopes of all rankings in one."""
        return {
            "schema": RANKINGS_SCHEMA,
            "rankings": [ranking.payload(language) for ranking in self.rankings],
        }

    def names_of_headings(self) -> Mapping[str, str]:
        from dtiscore.questions.score.shown.records import ranking_names

        return ranking_names([ranking.card for ranking in self.rankings])

    def shown_decimals(self) -> Mapping[str, int]:
        from dtiscore.questions.score.shown.records import ranking_decimals

        return ranking_decimals([ranking.card for ranking in self.rankings])

    def picture(self, language: str | None = None) -> Picture:
        """That of the last period."""
        return max(self.rankings, key=_last_period).picture(language)


def _last_period(ranking: ShownRanking) -> tuple[tuple[int, int, str], ...]:
    return max(map(in_time, ranking.card.dataset.periods))
