"""How ranks are given, in words: which end comes first, and what equals share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dtiscore.methodology.publication import Ranking, RankOrder
from dtiscore.said import said

TIES: Mapping[str, str] = {
    "min": said("ties share the best rank"),
    "max": said("ties share the worst rank"),
    "dense": said("ties share a rank and the next rank follows on"),
    "average": said("ties share the mean of their ranks"),
    "ordinal": said("ties stand in the order of unit codes"),
}
"""What equals share, by policy."""


ON: Mapping[str, str] = {
    "published": said("on the published value"),
    "full": said("on full precision"),
}
"""What is compared."""


def first_in_words(order: RankOrder) -> str:
    """Which end is rank 1."""
    return said("the lowest value first") if order == "ascending" else said("the highest value first")


def order_of_ranking(ranking: Ranking) -> str:
    """Which end of the index is rank 1, and whether that is the worst."""
    first = first_in_words(ranking.order)
    return said("{first}, which is the worst", first=first) if ranking.first == "worst" else first


def ties_of_ranking(ranking: Ranking) -> str:
    """What equals share in the index: where rank 1 is the worst, the least number is the worst rank."""
    turned = {"min": "max", "max": "min"} if ranking.first == "worst" else {}
    return TIES[turned.get(ranking.ties, ranking.ties)]


def worst_first_note(ranking: Ranking) -> Iterator[str]:
    """What words about places mean where rank 1 is the worst; nothing is said elsewhere."""
    if ranking.first == "worst":
        yield said(
            "Rank 1 is the worst here: who leads, is ahead or gains places (▲) stands nearer to it, and the best rank is the "
            "one nearest to it."
        )
