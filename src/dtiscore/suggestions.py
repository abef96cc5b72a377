"""Names near to one that is unknown, as far as looking for them is worth its time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from itertools import islice

from dtiscore.said import Said, said, with_or

MOST_COMPARISONS = 20_000
"""Pairs of names that are compared for one file: some tenths of a second. Who has more faults reads none of the last."""

_MOST_LISTED = 12


class Suggestions:
    """What may be meant by the unknown names of one file."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS

    def near(self, name: str, known: Collection[str]) -> list[str]:
        """The nearest known names, the likeliest first; none where too many have been compared already."""
        if self._left < len(known):
            return []
        self._left -= len(known)
        return get_close_matches(name, list(known), n=2)

    def did_you_mean(self, name: str, known: Collection[str]) -> Said | None:
        """The question whether one of the nearest known names is meant."""
        return did_you_mean(self.near(name, known))

    def advice(self, name: str, known: Collection[str], *, label: Said) -> Said:
        """The same question, or else the first known names behind a label."""
        return self.did_you_mean(name, known) or first_of(known, label=label)


def did_you_mean(near: Sequence[str]) -> Said | None:
    """The question whether one of some names is meant, if there are any."""
    return said("did you mean {names}?", names=with_or(near)) if near else None


def first_of(known: Collection[str], *, label: Said) -> Said:
    """The first of some names behind a label such as ``allowed``."""
    names = ", ".join(islice(known, _MOST_LISTED)) + (" …" if len(known) > _MOST_LISTED else "")
    return said("{label}: {names}", label=label, names=names)
