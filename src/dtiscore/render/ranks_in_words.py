"""How ranks are given, in words: which end comes first, and what equals share."""

from __future__ import annotations

from collections.abc import Mapping

from dtiscore.methodology.publication import RankOrder
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
