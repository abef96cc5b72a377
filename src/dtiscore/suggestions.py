"""Names near to one that is unknown, as far as looking for them is worth its time."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

MOST_COMPARISONS = 20_000
"""Pairs of names that are compared for one file: some tenths of a second. Who has more faults reads none of the last."""


class Suggestions:
    """What may be meant by the unknown names of one file."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS

    def near(self, name: str, known: Sequence[str], *, count: int = 2, cutoff: float = 0.6) -> list[str]:
        """The nearest of the known names, the likeliest first; none where too many have been compared already."""
        if self._left < len(known):
            return []
        self._left -= len(known)
        return get_close_matches(name, known, n=count, cutoff=cutoff)
