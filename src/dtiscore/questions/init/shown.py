"""The first ranking of a table, as ``score`` shows one."""

from __future__ import annotations

from dtiscore.inputs.scorecard import Scorecard
from dtiscore.questions.score.shown.ranking import ShownRanking


def first_ranking(card: Scorecard, language: str | None) -> ShownRanking:
    """The ranking of a scorecard in every form."""
    return ShownRanking(card, names_in=language)
